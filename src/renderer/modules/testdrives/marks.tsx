// Where a test drive stands, as shape and word.
import { useTranslation } from 'react-i18next'
import type { DriveStage } from '../../../shared/modules/testdrives/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  booked: ['ring', 'teal'],
  clash: ['diamond', 'act'],
  out: ['chevrons', 'warn'],
  done: ['tick', 'good'],
  moved: ['chevrons', 'done'],
  cancelled: ['cross', 'done'],
  'no-show': ['cross', 'plain'],
} as const

export function StageMark({ stage, tag = false }: { stage: DriveStage; tag?: boolean }) {
  const { t } = useTranslation('testdrives')
  const [shape, tone] = looks[stage]
  return <Mark shape={shape} tone={tone} word={t(`stages.${stage}`)} tag={tag} />
}

/** 4.3 of 43 tenths. */
export const pointsText = (tenths: number): string => (tenths / 10).toFixed(1)
