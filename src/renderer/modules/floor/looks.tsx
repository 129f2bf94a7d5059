// Where a job stands by the clock, as shape and word; times and shares as they are read.
import { useTranslation } from 'react-i18next'
import { timeOf } from '../../../shared/dates.ts'
import type { JobStage } from '../../../shared/modules/floor/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

export const glyphs = { waiting: 'dashedRing', running: 'wheel', paused: 'pause', finished: 'tick' } as const
const tones = { waiting: 'plain', running: 'teal', paused: 'warn', finished: 'good' } as const

export function StageMark({ stage }: { stage: JobStage }) {
  const { t } = useTranslation('floor')
  return <Mark shape={glyphs[stage]} tone={tones[stage]} word={t(`stages.${stage}`)} />
}

/** `09:30`. */
export const clockText = (at: number): string => timeOf(at)
export const shareText = (bp: number | null): string => (bp === null ? '—' : `${Math.round(bp / 10) / 10}%`)
