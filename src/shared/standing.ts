// Where a record stands with headquarters, and what happened to it: the two answers every record screen shows.
import { z } from 'zod'

/** `alone` in a store that has no HQ; `provisional` while a car's hold waits for its ruling and others could hold it too. */
export const Standing = z.enum(['alone', 'local', 'sent', 'confirmed', 'needs-you', 'provisional'])
export type Standing = z.infer<typeof Standing>

/** One line of a record's history: which command, by whom, at which desktop. `fields` are the columns it changed, where this desktop knows. */
export const Happened = z.object({
  id: z.string(),
  /** By the desktop's own clock, epoch ms. */
  at: z.number(),
  command: z.string(),
  who: z.string().nullable(),
  desktop: z.string().nullable(),
  fields: z.array(z.string()),
  standing: Standing,
})
export type Happened = z.infer<typeof Happened>
