// What may be asked of the record of deeds: its lines, and whether the chain is whole.
import { z } from 'zod'
import { entry, Nothing } from './entry.ts'

export const DeedLine = z.object({
  number: z.number(),
  at: z.number(),
  by: z.string(),
  /** The administrator's name; null for `terminal`. */
  byName: z.string().nullable(),
  act: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type DeedLine = z.infer<typeof DeedLine>

export const deedEntries = {
  'deeds.list': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({
      /** Those before this number; null: the newest. */
      before: z.number().int().nullable(),
      by: z.string().max(100).nullable(),
    }),
    output: z.object({ deeds: z.array(DeedLine), more: z.boolean() }),
  }),
  /** Reckons the whole chain anew. `brokenAt` is the first deed that is not what was written. */
  'deeds.check': entry({
    who: 'signed-in',
    reads: true,
    input: Nothing,
    output: z.object({ count: z.number(), brokenAt: z.number().nullable() }),
  }),
}
