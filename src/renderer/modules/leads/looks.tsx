// What leads look like: their stage as shape and word, 高中低, and the next step due.
import { useTranslation } from 'react-i18next'
import type { Heat, LeadStage } from '../../../shared/modules/leads/rules.ts'
import type { Shape } from '../../ui/Glyph.tsx'
import { Mark, type Tone } from '../../ui/Mark.tsx'
import { DueDay } from '../../ui/people/DueDay.tsx'

/** The further on the way the fuller the shape. */
const stageLooks: Readonly<Record<LeadStage, readonly [Shape, Tone]>> = {
  new: ['square', 'violet'],
  contacted: ['ring', 'plain'],
  invited: ['ring', 'accent'],
  arrived: ['halfRing', 'accent'],
  driven: ['wheel', 'teal'],
  quoted: ['disc', 'accent'],
  won: ['tick', 'good'],
  lost: ['cross', 'done'],
}
const heatLooks: Readonly<Record<Heat, readonly [Shape, Tone]>> = {
  high: ['disc', 'act'],
  middle: ['halfRing', 'warn'],
  low: ['ring', 'plain'],
}

export function StageMark({ stage, tag = false }: { stage: LeadStage; tag?: boolean }) {
  const { t } = useTranslation('leads')
  const [shape, tone] = stageLooks[stage]
  return <Mark shape={shape} tone={tone} word={t(`stages.${stage}`)} tag={tag} />
}

export function HeatMark({ heat }: { heat: Heat | null }) {
  const { t } = useTranslation('leads')
  if (heat === null) return <span className="muted">·</span>
  const [shape, tone] = heatLooks[heat]
  return <Mark shape={shape} tone={tone} word={t(`heats.${heat}`)} />
}

/** When, how and about what one is in touch next; a lead without says so, since it would be forgotten. */
export function NextStep({
  next,
  whole = false,
}: {
  next: { nextOn: string | null; nextBy: string | null; nextNote: string | null }
  whole?: boolean
}) {
  const { t } = useTranslation('leads')
  if (next.nextOn === null) return <span className="warn">{t('noNext')}</span>
  return (
    <span className="next-step">
      <DueDay on={next.nextOn} words={whole} /> {next.nextBy && t(`customers:channels.${next.nextBy}`)}
      {whole && next.nextNote && <span className="ink2"> {next.nextNote}</span>}
    </span>
  )
}
