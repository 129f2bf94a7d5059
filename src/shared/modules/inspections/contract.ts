// What may be asked of a car's inspection in the workshop: its points with what was found now and last time, noting a finding,
// photos of it, proposing the job that puts it right, and what the customer said.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { Attached, Photos } from '../documents/contract.ts'
import { findingAnswers, pointStates } from './rules.ts'

const Id = z.string().min(1).max(60)
const PointName = z.string().min(1).max(40)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Done = z.object({ id: z.string() })
const State = z.enum(pointStates)
const Answer = z.enum(findingAnswers)

export const InspectedPoint = z.object({
  part: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  /** Its job of the catalogue, where the list names one. */
  job: z.string().nullable(),
  state: State.nullable(),
  valueMilli: z.int().nullable(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  /** What the customer said to it, or to the job that was proposed for it. */
  answer: Answer.nullable(),
  /** A job was proposed for it. */
  proposed: z.boolean(),
  pictures: z.array(Attached),
  /** The last time this car was looked at there. */
  before: z.object({ state: State, valueMilli: z.int().nullable(), on: z.string(), no: z.string(), answer: Answer.nullable() }).nullable(),
})
export type InspectedPoint = z.infer<typeof InspectedPoint>

export const inspections = {
  ofOrder: query({
    access: 'workshop.view',
    input: z.object({ orderId: Id }),
    output: z.object({
      no: z.string(),
      car: z.string(),
      plate: z.string().nullable(),
      /** Nothing is noted any more. */
      closed: z.boolean(),
      points: z.array(InspectedPoint),
      counts: z.object({ ok: z.int(), watch: z.int(), urgent: z.int(), left: z.int() }),
    }),
    reads: ['work_orders', 'work_order_jobs', 'point_results', 'parameters', 'users', 'attachments', 'files'],
  }),
  /** `state` null lets the value say it. Of two desks at one point the first one's finding stands, the other is a case. */
  note: command({
    access: 'workshop.work',
    input: z.object({
      orderId: Id,
      point: PointName,
      state: State.nullable().default(null),
      valueMilli: z.int().min(0, 'not-negative').max(1_000_000_000, 'too-much').nullable().default(null),
      note: orNull(z.string().trim().max(200)).default(null),
    }),
    output: z.object({ id: z.string(), state: State }),
    writes: ['point_results'],
    refusals: ['closed', 'no-such-point', 'state-missing'],
  }),
  photograph: command({
    access: 'workshop.work',
    input: z.object({ orderId: Id, point: PointName, photos: Photos.refine((photos) => photos.length > 0, 'required') }),
    output: Done,
    writes: ['point_results', 'attachments', 'files'],
    refusals: ['closed', 'no-such-point'],
  }),
  /** Lays the point's job on the order as a proposal, once. */
  propose: command({
    access: 'workshop.edit',
    input: z.object({ orderId: Id, point: PointName }),
    output: Done,
    writes: ['point_results', 'work_order_jobs', 'work_order_parts'],
    refusals: [
      'closed',
      'no-such-point',
      'nothing-found',
      'no-job',
      'proposed-already',
      'not-for-this-car',
      'archived',
      'no-rate',
      'no-part-price',
    ],
  }),
  /** What the customer said to findings no job was proposed for; what was declined is shown the next time the car comes. */
  answer: command({
    access: 'workshop.edit',
    input: z.object({ orderId: Id, points: z.array(PointName).min(1).max(100), answer: Answer }),
    output: z.object({ count: z.int() }),
    writes: ['point_results'],
    refusals: ['closed', 'nothing-found'],
  }),
}
