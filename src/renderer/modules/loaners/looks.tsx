// Where a loan of a car stands, as shape and word.
import { useTranslation } from 'react-i18next'
import type { LoanStage } from '../../../shared/modules/loaners/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  out: ['chevrons', 'teal'],
  overdue: ['triangle', 'act'],
  clash: ['diamond', 'act'],
  back: ['tick', 'done'],
  void: ['cross', 'done'],
} as const

export function LoanMark({ stage, tag = false }: { stage: LoanStage; tag?: boolean }) {
  const { t } = useTranslation('loaners')
  const [shape, tone] = looks[stage]
  return <Mark shape={shape} tone={tone} word={t(`stages.${stage}`)} tag={tag} />
}
