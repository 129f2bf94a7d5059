// What may be asked of transfers of parts: send them to another site, take them in there with what is short, and say at the sending
// site what became of it.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { LINES_AT_ONCE, MOST_UNITS } from '../parts/rules.ts'
import { Standing } from '../../standing.ts'
import { shortOutcomes, transferStates } from './rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Note = orNull(z.string().trim().max(200)).default(null)
const Units = z.int().min(0, 'not-negative').max(MOST_UNITS, 'too-much')
const reading = ['part_transfers', 'part_transfer_lines', 'part_arrivals', 'parts', 'sites', 'users']

export const TransferRow = z.object({
  id: z.string(),
  no: z.string(),
  /** True: this site sent it. */
  ours: z.boolean(),
  fromName: z.string(),
  toName: z.string(),
  state: z.enum(transferStates),
  kinds: z.int(),
  /** The unit of everything in it, and the sums in it; null where units differ, for millilitres and pieces have no sum. */
  unit: z.string().nullable(),
  sentUnits: z.int().nullable(),
  cameUnits: z.int().nullable(),
  shortUnits: z.int().nullable(),
  /** What was sent cost; null for those who may not see costs. */
  costFen: Fen.nullable(),
  note: z.string().nullable(),
  sentOn: z.string(),
  sentAt: z.int(),
  sentBy: z.string(),
  standing: Standing,
})
export type TransferRow = z.infer<typeof TransferRow>

export const parttransfers = {
  /** From this site and to it; of all for people of the group. `totals.roadFen`: the cost of what is on the road. */
  page: query({ access: 'parts.view', input: ListRequest, output: listPage(TransferRow), reads: [...reading, '_sync_changesets'] }),
  card: query({
    access: 'parts.view',
    input: z.object({ id: Id }),
    output: z.object({
      transfer: TransferRow,
      /** This site takes it in. */
      receives: z.boolean(),
      outcome: z.enum(shortOutcomes).nullable(),
      outcomeNote: z.string().nullable(),
      /** What is short cost; null for those who may not see costs. */
      shortFen: Fen.nullable(),
      lines: z.array(
        z.object({
          id: z.string(),
          partId: z.string(),
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          units: z.int(),
          cameUnits: z.int(),
          shortUnits: z.int(),
          reason: z.string().nullable(),
        }),
      ),
    }),
    reads: reading,
  }),
  /** The other sites of the group. */
  sites: query({
    access: 'parts.view',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
    reads: ['sites'],
  }),
  send: command({
    access: 'parts.move',
    input: z.object({
      toSiteId: Id,
      note: Note,
      lines: z
        .array(z.object({ partId: Id, units: Units.min(1, 'not-zero') }))
        .min(1, 'one-at-least')
        .max(LINES_AT_ONCE, 'too-much'),
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['part_transfers', 'part_transfer_lines', 'part_moves', 'part_places', 'parts'],
    refusals: ['unknown-site', 'beyond-stock', 'promised-to-others', 'twice'],
  }),
  /** What came of each line, and what is short of it; a line that is left out is still on the road. */
  receive: command({
    access: 'parts.move',
    input: z.object({
      id: Id,
      reason: Note,
      lines: z
        .array(z.object({ lineId: Id, units: Units, shortUnits: Units.default(0) }))
        .min(1, 'one-at-least')
        .max(LINES_AT_ONCE, 'too-much'),
    }),
    output: z.object({ id: z.string() }),
    writes: ['part_arrivals', 'part_moves', 'part_places', 'parts'],
    refusals: ['not-ours', 'more-than-sent', 'nothing-came', 'say-why'],
  }),
  /** The sender's word on what is short: lost, or back on its own shelf. */
  settle: command({
    access: 'parts.move',
    input: z.object({ id: Id, outcome: z.enum(shortOutcomes), note: z.string().trim().min(2, 'required').max(200) }),
    output: z.object({ id: z.string() }),
    writes: ['part_transfers', 'part_moves', 'part_places', 'parts'],
    refusals: ['not-ours', 'not-short'],
  }),
}
