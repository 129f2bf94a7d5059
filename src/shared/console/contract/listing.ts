// How the lists of what waits for somebody (cases, quarantine) are asked for and go on, and a value as they show it.
import { z } from 'zod'

export const Shown = z.union([z.string(), z.number(), z.null()])
export const Cursor = z.object({ at: z.number(), id: z.string().max(200) })
export const Listing = z.object({
  site: z.string().max(100).nullable(),
  /** Only what is older than so many ms. */
  olderMs: z.number().int().nonnegative(),
  after: Cursor.nullable(),
})
