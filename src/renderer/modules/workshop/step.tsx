// What every form about one work order shares: the order, the way back, and who may pay.
import { useTranslation } from 'react-i18next'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { payers } from '../../../shared/modules/workshop/rules.ts'

export type Step = { card: WorkOrderCard; onClose: () => void }
export type Due = { dueFen: number }

export const usePayers = () => {
  const { t } = useTranslation('workshop')
  return payers.map((value) => ({ value, label: t(`payers.${value}`) }))
}
