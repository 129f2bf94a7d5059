// What may be asked of cases: the list, one with both its sides, settling it, handing it to another site, and what is said of it.
import { z } from 'zod'
import { caseKinds } from '../../sync/cases.ts'
import { DeedLine } from './deeds.ts'
import { Done, entry, Reason } from './entry.ts'
import { Cursor, Listing, Shown } from './listing.ts'

export const caseStates = ['open', 'resolved'] as const
export const Kind = z.enum(caseKinds)
export const CaseLine = z.object({
  id: z.string(),
  kind: Kind,
  state: z.enum(caseStates),
  site: z.string(),
  siteName: z.string(),
  openedAt: z.number(),
  table: z.string().nullable(),
  /** Of the late side. */
  who: z.string().nullable(),
  desktop: z.string().nullable(),
  command: z.string().nullable(),
})
export type CaseLine = z.infer<typeof CaseLine>
const Side = z.object({ who: z.string().nullable(), desktop: z.string().nullable(), at: z.number(), command: z.string() })
export const settlings = ['kept-theirs', 'took-mine', 'understood'] as const
const CaseId = z.string().min(1).max(200)
const openCase = ['case-unknown', 'settled'] as const

export const caseEntries = {
  'cases.list': entry({
    who: 'signed-in',
    reads: true,
    input: Listing.extend({ state: z.enum(caseStates), kind: Kind.nullable() }),
    /** Oldest first; `next` is where the list goes on. */
    output: z.object({ cases: z.array(CaseLine), next: Cursor.nullable() }),
  }),
  'cases.show': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ id: CaseId }),
    output: CaseLine.extend({
      mine: Side,
      /** Null where it is not kept who wrote what is there. */
      theirs: Side.nullable(),
      fields: z.array(z.object({ name: z.string(), mine: Shown, theirs: Shown })),
      /** What the late side wanted and a guard dropped. */
      lost: z.array(z.object({ table: z.string(), op: z.string(), columns: z.array(z.string()) })),
      /** The late value can be taken here; else whoever settles it at the site has the ways out. */
      canTake: z.boolean(),
      changeset: z.string(),
      resolution: z.object({ how: z.string(), by: z.string().nullable(), at: z.number() }).nullable(),
      /** Oldest first. */
      comments: z.array(
        z.object({ id: z.string(), who: z.string().nullable(), headquarters: z.boolean(), at: z.number(), text: z.string() }),
      ),
      deeds: z.array(DeedLine),
    }),
    refusals: ['case-unknown'],
  }),
  'cases.settle': entry({
    who: 'operator',
    input: z.object({ id: CaseId, how: z.enum(settlings), reason: Reason }),
    output: Done,
    refusals: [...openCase, 'cannot-take'],
  }),
  'cases.assign': entry({
    who: 'operator',
    input: z.object({ id: CaseId, site: z.string().min(1, 'required').max(100), reason: Reason }),
    output: Done,
    refusals: [...openCase, 'site-unknown', 'site-empty', 'already-there'],
  }),
  'cases.comment': entry({
    who: 'operator',
    input: z.object({ id: CaseId, text: Reason }),
    output: Done,
    refusals: ['case-unknown'],
  }),
}
