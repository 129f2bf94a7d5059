// What may be asked of the way of one thing through headquarters, and of what was published to the whole group, with who has it.
import { z } from 'zod'
import { outcomes } from '../../sync/protocol.ts'
import { entry } from './entry.ts'

/** Who holds an entry by now, of the unrevoked desktops in whose reach it lies. */
const Holders = z.object({
  /** It said that it kept the entry. */
  has: z.number(),
  /** It was answered with the entry and has not been in touch since. */
  told: z.number(),
  of: z.number(),
  without: z.array(z.object({ replica: z.string(), name: z.string(), siteName: z.string() })),
})
/** One changeset on its way through headquarters. */
export const Step = z.object({
  changeset: z.string(),
  command: z.string(),
  /** The name of a user; null for the program itself, and for one who is not known. */
  who: z.string().nullable(),
  /** Null: headquarters itself. */
  desktop: z.object({ replica: z.string(), name: z.string(), code: z.string(), siteName: z.string() }).nullable(),
  deviceTime: z.number(),
  receivedAt: z.number(),
  ruling: z.enum([...outcomes, 'discarded']).nullable(),
  reason: z.string().nullable(),
  position: z.number().nullable(),
  cases: z.array(z.string()),
  holders: Holders.nullable(),
})
export type Step = z.infer<typeof Step>
export const SHOWN_WITHOUT = 20

export const inquiryEntries = {
  /** By a contract's number, a VIN, a phone or the id of a changeset, each whole: what was done with it, newest first. */
  'trace.find': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ text: z.string().trim().min(1, 'required').max(100) }),
    output: z.object({
      found: z.array(z.object({ table: z.enum(['orders', 'vehicles', 'customers']), id: z.string(), siteName: z.string().nullable() })),
      steps: z.array(Step),
      more: z.boolean(),
    }),
  }),
  /** What the whole group works by: every entry that changed some of it, newest first, with who has it by now. */
  'published.list': entry({
    who: 'signed-in',
    reads: true,
    /** Those below this position; null: the newest. */
    input: z.object({ before: z.number().int().nullable() }),
    output: z.object({ steps: z.array(Step.extend({ tables: z.array(z.string()) })), next: z.number().nullable() }),
  }),
}
