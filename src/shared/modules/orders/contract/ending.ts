// What may be asked on the way to an order's end: papers ticked off, giving it up, the appointment, and handing the car over.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command } from '../../../define.ts'
import { Fen } from '../../../money.ts'
import { Photos, Signature } from '../../documents/contract.ts'
import { cancelKinds } from '../rules.ts'
import { Id, Note, Revised, ShortNote } from './fields.ts'

const CheckId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

export const endEntries = {
  /** Ticks delivery checks off, or back on. */
  check: command({
    access: 'orders.edit',
    input: Id.extend({
      done: z.array(CheckId).max(40).default([]),
      undone: z.array(CheckId).max(40).default([]),
    }),
    output: z.object({ done: z.int() }),
    writes: ['order_ticks'],
    refusals: ['closed', 'no-such-check', 'provisional', 'not-reserved'],
  }),

  /** Ends the order: frees the car, says what of the money goes back. */
  cancel: command({
    access: 'orders.edit',
    input: Id.extend({
      kind: z.enum(cancelKinds),
      reason: z.string().trim().min(1, 'required').max(200),
      keepEarnest: z.boolean().default(false),
    }),
    output: Revised.extend({ keptFen: Fen, refundFen: Fen, compensationFen: Fen }),
    writes: ['orders', 'plan_lines', 'approval_steps', 'vehicles'],
    refusals: ['closed'],
  }),

  /** When and where the car is handed over; `on` null takes the appointment back. */
  appoint: command({
    access: 'orders.edit',
    input: Id.extend({
      on: Day.nullable(),
      slot: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')
        .nullable()
        .default(null),
      bay: ShortNote,
      note: Note,
    }),
    output: z.object({ id: z.string() }),
    writes: ['handovers'],
    refusals: ['closed', 'no-car', 'bay-taken'],
  }),

  /**
   * Hands the car over. Everything that is in the way is said at once in `blockers`. Without all papers only on the word of
   * who may give it, and the reason stays with the order.
   */
  deliver: command({
    access: 'orders.deliver',
    input: Id.extend({
      signature: Signature.nullable().default(null),
      photos: Photos,
      override: z
        .object({ reason: z.string().trim().min(1, 'required').max(200) })
        .nullable()
        .default(null),
    }),
    output: Revised,
    writes: [
      'orders',
      'vehicles',
      'order_ticks',
      'handovers',
      'signatures',
      'attachments',
      'files',
      'customers',
      'follow_ups',
      'care_prompts',
      'recall_kinds',
    ],
    refusals: [
      'wrong-stage',
      'no-car',
      'unpaid',
      'not-reserved',
      'provisional',
      'papers-missing',
      'not-signed',
      'vehicle-elsewhere',
      'vehicle-held',
      'stop-sale',
      'pdi-open',
      'right-elsewhere',
      'vehicle-not-sellable',
    ],
  }),
}
