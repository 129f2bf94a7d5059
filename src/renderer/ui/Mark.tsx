// A state as people see it: shape, word, colour. Modules map their own states onto shapes; vehicles and sync have theirs here,
// because every screen shows them.
import { useTranslation } from 'react-i18next'
import type { Standing } from '../../shared/standing.ts'
import { Glyph, type Shape } from './Glyph.tsx'
import './marks.css'

export type Tone = 'plain' | 'good' | 'teal' | 'warn' | 'done' | 'violet' | 'plum' | 'accent' | 'act'

/** Any state: in lists without a ground, in headers as a `tag`. */
export function Mark({ shape, tone, word, tag = false }: { shape: Shape; tone: Tone; word: string; tag?: boolean }) {
  return (
    <span className={`mark tone-${tone}${tag ? ' tag' : ''}`}>
      <Glyph shape={shape} />
      {word}
    </span>
  )
}

export const vehicleLooks = {
  'in-stock': ['square', 'plain'],
  'for-sale': ['disc', 'good'],
  demo: ['wheel', 'teal'],
  'in-repair': ['triangle', 'warn'],
  sold: ['tick', 'done'],
  'in-transit': ['chevrons', 'violet'],
  pledged: ['lock', 'plum'],
  lost: ['cross', 'act'],
} as const satisfies Record<string, readonly [Shape, Tone]>

export type VehicleState = keyof typeof vehicleLooks

/** A vehicle's state with its word: 在库, 待售, 试驾车, 维修中, 已售, 在途, 质押. */
export function StatusTag({ state, tag = false }: { state: VehicleState; tag?: boolean }) {
  const { t } = useTranslation('ui')
  const [shape, tone] = vehicleLooks[state]
  return <Mark shape={shape} tone={tone} word={t(`vehicle.${state}`)} tag={tag} />
}

export type { Standing }
const standings = {
  alone: 'tickedDisc',
  local: 'dashedRing',
  sent: 'halfRing',
  confirmed: 'tickedDisc',
  'needs-you': 'diamond',
  provisional: 'dashedDiamond',
} as const satisfies Record<Standing, Shape>

/**
 * Where a record stands with headquarters: dashed is pencil, solid is ink. In lists 已确认 is quiet grey; `tag` is for record
 * headers; `bare` leaves the word to screen readers (a tab's corner). A store without headquarters has nothing to say.
 */
export function SyncBadge({ standing, tag = false, bare = false }: { standing: Standing; tag?: boolean; bare?: boolean }) {
  const { t } = useTranslation('ui')
  if (standing === 'alone') return tag || bare ? null : <span className="muted">·</span>
  const word = t(`standing.${standing}`)
  const quiet = standing === 'confirmed' && !tag
  return (
    <span className={`mark sync-${standing}${tag ? ' tag' : ''}${quiet ? ' quiet' : ''}`}>
      {bare ? <Glyph shape={standings[standing]} label={word} /> : <Glyph shape={standings[standing]} />}
      {!bare && word}
    </span>
  )
}

export const shapeOfStanding = (standing: Standing): Shape => standings[standing]
