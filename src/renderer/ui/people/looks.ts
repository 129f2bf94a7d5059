// What people look like in marks: how near to buying, how overdue a contact is.
import type { IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import type { Shape } from '../Glyph.tsx'
import type { Tone } from '../Mark.tsx'

/** The nearer to buying the fuller the shape; O, D and T say how it ended. */
export const levelLooks: Readonly<Record<IntentionLevel, readonly [Shape, Tone]>> = {
  H: ['disc', 'accent'],
  A: ['halfRing', 'accent'],
  B: ['ring', 'accent'],
  C: ['ring', 'plain'],
  N: ['square', 'violet'],
  O: ['lock', 'good'],
  D: ['tick', 'done'],
  T: ['cross', 'done'],
}

/** `late`: the day is over; `today`; `soon`: still to come. */
export const dueness = (dueOn: string, today: string): 'late' | 'today' | 'soon' =>
  dueOn < today ? 'late' : dueOn === today ? 'today' : 'soon'
