// Whether a recall stops the sale, in a mark.
import { useTranslation } from 'react-i18next'
import type { RecallRow } from '../../../shared/modules/recalls/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

export function StopMark({ row }: { row: Pick<RecallRow, 'closedOn' | 'stopSale'> }) {
  const { t } = useTranslation('recalls')
  if (row.closedOn !== null) return <Mark shape="tick" tone="done" word={t('closed')} />
  return row.stopSale ? <Mark shape="cross" tone="act" word={t('stopped')} /> : <Mark shape="ring" tone="plain" word={t('noStop')} />
}
