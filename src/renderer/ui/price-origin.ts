// Where the price of a line came from, in a few words: every place that shows a price of the workshop says it the same way.
import type { TFunction } from 'i18next'
import type { PriceOrigin } from '../../shared/modules/jobs/rules.ts'
import { formatYuan } from '../../shared/money.ts'

export function originWords(t: TFunction, origin: PriceOrigin | null): string {
  if (origin === null) return t('jobs:origin.hand')
  const { from } = origin
  if (from === 'counter') return t('jobs:origin.counter')
  if (from === 'package') return t('jobs:origin.package', { name: origin.name, since: origin.since })
  const of = t(`jobs:classes.${origin.class ?? 'any'}`)
  return from === 'fixed'
    ? t('jobs:origin.fixed', { class: of, since: origin.since })
    : t('jobs:origin.rate', { class: of, since: origin.since, rate: formatYuan(origin.rateFen) })
}
