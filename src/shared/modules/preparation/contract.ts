// What may be asked of a car's preparation: its inspection, item by item, and the hand-over of keys and papers.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { Attached, Photos } from '../documents/contract.ts'
import { custodyThings, inspectionStates, tickResults } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Done = z.object({ id: z.string() })

export const PreparationCard = z.object({
  inspection: z
    .object({
      id: z.string(),
      state: z.enum(inspectionStates),
      items: z.array(
        z.object({
          item: z.string(),
          result: z.enum(tickResults).nullable(),
          note: z.string().nullable(),
          by: z.string().nullable(),
          pictures: z.array(Attached),
        }),
      ),
      /** Items in the way of passing it. */
      left: z.int(),
      closedBy: z.string().nullable(),
      closedAt: z.int().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  custody: z.array(
    z.object({ thing: z.enum(custodyThings), holder: z.string().nullable(), at: z.int().nullable(), by: z.string().nullable() }),
  ),
  log: z.array(
    z.object({
      id: z.string(),
      thing: z.enum(custodyThings),
      holder: z.string(),
      note: z.string().nullable(),
      at: z.int(),
      by: z.string(),
    }),
  ),
  /** People of the site who may hold something. */
  people: z.array(z.string()),
})
export type PreparationCard = z.infer<typeof PreparationCard>

export const preparation = {
  card: query({
    access: 'vehicles.view',
    input: z.object({ vehicleId: Id }),
    output: PreparationCard,
    reads: ['inspections', 'inspection_ticks', 'custody_moves', 'attachments', 'files', 'users', 'vehicles'],
  }),
  /** Takes the list in force today. While it is open the car is not put up for sale and not handed over. */
  inspect: command({
    access: 'preparation.edit',
    input: z.object({ vehicleId: Id }),
    output: Done,
    writes: ['inspections'],
    refusals: ['other-site', 'inspected', 'no-items', 'gone'],
  }),
  tick: command({
    access: 'preparation.edit',
    input: z.object({
      id: Id,
      item: z.string().min(1).max(80),
      result: z.enum(tickResults),
      note: orNull(z.string().trim().max(200)).default(null),
    }),
    output: Done,
    writes: ['inspection_ticks'],
    refusals: ['inspected', 'no-such-item'],
  }),
  /** What an item looked like. Whatever was found is kept, also when the inspection is closed meanwhile at another desk. */
  photograph: command({
    access: 'preparation.edit',
    input: z.object({ id: Id, item: z.string().min(1).max(80), photos: Photos }),
    output: Done,
    writes: ['attachments', 'files'],
    refusals: ['inspected', 'no-such-item'],
  }),
  /** Every item was looked at and none has a fault. */
  pass: command({
    access: 'preparation.edit',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['inspections'],
    refusals: ['inspected', 'items-open'],
  }),
  /** The car may go without it; who said so and why stays. */
  waive: command({
    access: 'preparation.waive',
    input: z.object({ id: Id, reason: z.string().trim().min(4, 'required').max(200) }),
    output: Done,
    writes: ['inspections'],
    refusals: ['inspected'],
  }),
  handOver: command({
    access: 'preparation.edit',
    input: z.object({
      vehicleId: Id,
      thing: z.enum(custodyThings),
      holder: z.string().trim().min(1, 'required').max(60),
      note: orNull(z.string().trim().max(200)).default(null),
    }),
    output: Done,
    writes: ['custody_moves'],
    refusals: ['other-site'],
  }),
}
