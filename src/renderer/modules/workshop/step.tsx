// What every form about one work order shares: the order, the way back, and who may pay.
import { useTranslation } from 'react-i18next'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { payers } from '../../../shared/modules/workshop/rules.ts'
import { Button } from '../../ui/Button.tsx'

export type Step = { card: WorkOrderCard; onClose: () => void }
export type Due = { dueFen: number }

export function Back({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

export const usePayers = () => {
  const { t } = useTranslation('workshop')
  return payers.map((value) => ({ value, label: t(`payers.${value}`) }))
}
