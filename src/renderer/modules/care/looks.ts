// The shapes of what waits, is late and is done in care.
import type { Shape } from '../../ui/Glyph.tsx'
import type { Tone } from '../../ui/Mark.tsx'

export const looks = {
  open: ['dashedRing', 'plain'],
  doing: ['halfRing', 'accent'],
  late: ['triangle', 'warn'],
  done: ['tick', 'good'],
} as const satisfies Record<string, readonly [Shape, Tone]>
