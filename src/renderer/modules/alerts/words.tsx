// How an alert reads: its value in its unit, its limit, its state.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AlertState, Direction, Unit } from '../../../shared/modules/alerts/rules.ts'
import { type Fen, formatYuan } from '../../../shared/money.ts'
import { Mark } from '../../ui/Mark.tsx'

export function reading(t: TFunction, unit: Unit, value: number): string {
  if (unit === 'fen') return formatYuan(value as Fen)
  return t(`alerts:units.${unit}`, { value: unit === 'hundredths' ? (value / 100).toFixed(2) : value.toLocaleString('en-US') })
}

export const limitText = (t: TFunction, unit: Unit, direction: Direction, threshold: number): string =>
  t(`alerts:limit.${direction}`, { value: reading(t, unit, threshold) })

const looks = {
  open: ['diamond', 'act'],
  seen: ['ring', 'warn'],
  acted: ['pause', 'teal'],
  cleared: ['tick', 'good'],
  closed: ['tick', 'done'],
} as const

export function StateMark({ state, tag = false }: { state: AlertState; tag?: boolean }) {
  const { t } = useTranslation('alerts')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}
