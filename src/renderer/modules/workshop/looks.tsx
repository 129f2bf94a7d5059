// Where a work order stands, as shape and word; quantities and hours as they are read.
import { useTranslation } from 'react-i18next'
import type { WorkOrderState } from '../../../shared/modules/workshop/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  open: ['dashedRing', 'plain'],
  working: ['wheel', 'teal'],
  checking: ['halfRing', 'violet'],
  ready: ['disc', 'accent'],
  settled: ['tickedDisc', 'good'],
  delivered: ['tick', 'done'],
  cancelled: ['cross', 'done'],
} as const

export function OrderMark({ state, tag = false }: { state: WorkOrderState; tag?: boolean }) {
  const { t } = useTranslation('workshop')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}

/** 4.5 of 4500 thousandths. */
export const quantityText = (milli: number): string => String(milli / 1000)
/** 1.5 of 90 minutes: hours as workshops sell them. */
export const hoursText = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100)
