// What may be asked of a rescue (救援): a work order whose car does not come by itself. Who called from where, when help left and
// came, and whether the car was towed in.
import { z } from 'zod'
import { command, query } from '../../../define.ts'

const Id = z.string().min(1).max(60)
const orNull = (most: number) => z.preprocess((value) => (value === '' ? null : value), z.string().trim().max(most).nullable())
const Instant = z.int().min(0).max(4_102_444_800_000)

export const Rescue = z.object({
  callerName: z.string().nullable(),
  callerPhone: z.string().nullable(),
  /** Null once the customer was forgotten. */
  place: z.string().nullable(),
  calledAt: z.int(),
  dispatchedAt: z.int().nullable(),
  arrivedAt: z.int().nullable(),
  towed: z.boolean(),
})
export type Rescue = z.infer<typeof Rescue>

export const rescueEntries = {
  /** Null while nothing is noted. */
  rescue: query({ access: 'workshop.view', input: z.object({ id: Id }), output: Rescue.nullable(), reads: ['rescues', 'work_orders'] }),
  /**
   * Notes what is given and leaves the rest; the first word says the place. Two desks apart that note different facts keep both:
   * they write one row.
   */
  keepRescue: command({
    access: 'workshop.edit',
    input: z.object({
      id: Id,
      callerName: orNull(60).optional(),
      callerPhone: orNull(30).optional(),
      place: z.string().trim().min(1, 'required').max(200).optional(),
      calledAt: Instant.optional(),
      dispatchedAt: Instant.nullable().optional(),
      arrivedAt: Instant.nullable().optional(),
      towed: z.boolean().optional(),
    }),
    output: z.object({ id: z.string() }),
    writes: ['rescues'],
    refusals: ['closed', 'no-rescue', 'place-missing', 'before-called'],
  }),
}
