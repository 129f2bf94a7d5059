// Of which need of customers something is made: what was asked for, when, and how much that was.
import { useTranslation } from 'react-i18next'
import type { PackageRow, Proposal } from '../../../shared/modules/jobs/contract/packages.ts'
import { useNeedWords } from '../../ui/need-words.ts'

export function MadeOf({ of: { need, name, from, to, now, before } }: { of: NonNullable<PackageRow['madeOf']> }) {
  const { t } = useTranslation('jobs')
  const { ask, what } = useNeedWords()(need, name)
  return <>{t('packages.madeOfSays', { ask, what, from, to, now, before })}</>
}

/** On top of the form that makes it. */
export function Proposed({ proposal: { fromNeed, counted, of } }: { proposal: Proposal }) {
  const { t } = useTranslation('jobs')
  return (
    <p className="cap">
      {t('packages.madeOf')} <MadeOf of={{ ...fromNeed, ...counted, name: of }} />
    </p>
  )
}
