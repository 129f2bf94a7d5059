// What has become of an invoice, as shape and word; a red one says so.
import { useTranslation } from 'react-i18next'
import type { InvoiceRow } from '../../../shared/modules/invoices/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  prepared: ['ring', 'accent'],
  issued: ['tick', 'good'],
  voided: ['cross', 'plain'],
  reversed: ['cross', 'done'],
  clashed: ['diamond', 'act'],
} as const

export function InvoiceMark({ row, tag = false }: { row: Pick<InvoiceRow, 'state' | 'red'>; tag?: boolean }) {
  const { t } = useTranslation('invoices')
  const [shape, tone] = looks[row.state]
  return <Mark shape={shape} tone={tone} word={`${row.red ? t('redOf') : ''}${t(`states.${row.state}`)}`} tag={tag} />
}
