// Where a claim stands, as shape and word.
import { useTranslation } from 'react-i18next'
import type { ClaimStage } from '../../../shared/modules/claims/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  draft: ['dashedRing', 'plain'],
  submitted: ['halfRing', 'violet'],
  accepted: ['disc', 'teal'],
  'part-paid': ['halfRing', 'teal'],
  paid: ['tickedDisc', 'good'],
  refused: ['cross', 'act'],
  dropped: ['cross', 'done'],
} as const

export function ClaimMark({ stage, tag = false }: { stage: ClaimStage; tag?: boolean }) {
  const { t } = useTranslation('claims')
  const [shape, tone] = looks[stage]
  return <Mark shape={shape} tone={tone} word={t(`stages.${stage}`)} tag={tag} />
}

export const shareText = (bp: number | null): string => (bp === null ? '—' : `${Math.round(bp / 10) / 10}%`)
