// What a line of the ledger is: money in, money back, a correction, or a line that was corrected.
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import type { Shape } from '../../ui/Glyph.tsx'
import { Mark, type Tone } from '../../ui/Mark.tsx'

export type PaymentSort = 'in' | 'out' | 'reversal' | 'reversed'

export const sortOf = (row: Pick<PaymentRow, 'amountFen' | 'reverses' | 'reversed'>): PaymentSort =>
  row.reverses ? 'reversal' : row.reversed ? 'reversed' : row.amountFen < 0 ? 'out' : 'in'

const looks: Readonly<Record<PaymentSort, readonly [Shape, Tone]>> = {
  in: ['disc', 'plain'],
  out: ['ring', 'warn'],
  reversal: ['cross', 'done'],
  reversed: ['tick', 'done'],
}

export function PaymentMark({ row, tag = false }: { row: Pick<PaymentRow, 'amountFen' | 'reverses' | 'reversed'>; tag?: boolean }) {
  const { t } = useTranslation('receivables')
  const sort = sortOf(row)
  const [shape, tone] = looks[sort]
  return <Mark shape={shape} tone={tone} word={t(`sorts.${sort}`)} tag={tag} />
}
