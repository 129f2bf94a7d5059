// Where a job stands by the clock, as shape and word; times and shares as they are read.
import { useTranslation } from 'react-i18next'
import { timeOf } from '../../../shared/dates.ts'
import type { BoardSlot } from '../../../shared/modules/floor/contract.ts'
import type { JobStage } from '../../../shared/modules/floor/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

export const glyphs = { waiting: 'dashedRing', running: 'wheel', paused: 'pause', finished: 'tick' } as const
const tones = { waiting: 'plain', running: 'teal', paused: 'warn', finished: 'good' } as const

export function StageMark({ stage }: { stage: JobStage }) {
  const { t } = useTranslation('floor')
  return <Mark shape={glyphs[stage]} tone={tones[stage]} word={t(`stages.${stage}`)} />
}

type Lacks = NonNullable<BoardSlot['lacks']>
/** Why somebody may not begin a job, in words. */
export function useLackWords(): (lacks: Lacks) => string {
  const { t } = useTranslation('floor')
  return ({ certificate, why, on, reason }) => t(`lacks.${why}`, { certificate, on: on ?? '', reason: reason ?? '' })
}

export function LackMark({ lacks }: { lacks: Lacks }) {
  const words = useLackWords()
  return <Mark shape="diamond" tone="act" word={words(lacks)} />
}

/** `09:30`. */
export const clockText = (at: number): string => timeOf(at)
export const shareText = (bp: number | null): string => (bp === null ? '—' : `${Math.round(bp / 10) / 10}%`)
