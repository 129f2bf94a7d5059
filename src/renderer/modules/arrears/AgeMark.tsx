// How old a debt is, as shape and word.
import { useTranslation } from 'react-i18next'
import type { ArrearsRow } from '../../../shared/modules/arrears/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  'to-30': ['ring', 'plain'],
  'to-60': ['triangle', 'warn'],
  'to-90': ['triangle', 'warn'],
  'over-90': ['diamond', 'act'],
} as const

export function AgeMark({ row, tag = false }: { row: Pick<ArrearsRow, 'bucket'>; tag?: boolean }) {
  const { t } = useTranslation('arrears')
  const [shape, tone] = looks[row.bucket]
  return <Mark shape={shape} tone={tone} word={t(`buckets.${row.bucket}`)} tag={tag} />
}
