// How far a bank line is matched, as shape and word.
import { useTranslation } from 'react-i18next'
import type { BankLineRow } from '../../../shared/modules/bank/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = { open: ['ring', 'accent'], partly: ['halfRing', 'warn'], matched: ['tick', 'done'], ignored: ['cross', 'plain'] } as const

export function LineMark({ state, tag = false }: { state: BankLineRow['state']; tag?: boolean }) {
  const { t } = useTranslation('bank')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}
