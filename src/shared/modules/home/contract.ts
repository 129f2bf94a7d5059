// What needs this person today: one answer for the home screen, each part null where the person has no right to it.
import { z } from 'zod'
import { levels } from '../yard/rules.ts'
import { query } from '../../define.ts'
import { Fen } from '../../money.ts'
import { followUpChannels } from '../customers/rules.ts'
import { orderStates } from '../orders/rules.ts'

const Count = z.int().min(0)

export const home = {
  today: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      today: z.string(),
      /** Requests this person may decide now, oldest first. */
      approvals: z
        .object({
          count: Count,
          first: z.array(
            z.object({
              orderId: z.string(),
              no: z.string(),
              customer: z.string().nullable(),
              vehicle: z.string().nullable(),
              discountFen: Fen,
              requestedBy: z.string(),
              requestedAt: z.number().int(),
            }),
          ),
        })
        .nullable(),
      /** Own requests others still have to decide. */
      asked: Count.nullable(),
      cases: z
        .object({
          count: Count,
          first: z.array(
            z.object({
              id: z.string(),
              kind: z.string(),
              subjectTable: z.string().nullable(),
              subjectId: z.string().nullable(),
              title: z.string().nullable(),
              openedAt: z.number().int().nullable(),
            }),
          ),
        })
        .nullable(),
      /** The person's own. */
      followUps: z
        .object({
          overdue: Count,
          today: Count,
          first: z.array(
            z.object({
              id: z.string(),
              customerId: z.string(),
              customer: z.string().nullable(),
              dueOn: z.string(),
              channel: z.enum(followUpChannels),
              note: z.string().nullable(),
            }),
          ),
        })
        .nullable(),
      /** Orders under way by state, in the order of their life; what was handed over this month, and on each of the last 14 days. */
      orders: z
        .object({
          own: z.boolean(),
          states: z.array(z.object({ state: z.enum(orderStates), count: Count })),
          deliveredThisMonth: Count,
          signedThisMonth: Count,
          days: z.array(z.object({ on: z.string(), count: Count })),
        })
        .nullable(),
      /** Promised for today or earlier and not handed over. */
      deliveries: z
        .object({
          today: Count,
          late: Count,
          done: Count,
          first: z.array(
            z.object({
              orderId: z.string(),
              no: z.string(),
              customer: z.string().nullable(),
              vehicle: z.string().nullable(),
              deliverOn: z.string(),
              state: z.enum(orderStates),
            }),
          ),
        })
        .nullable(),
      /** Money taken today less what was given back; the parts sum to the whole. `days`: the last 14, today the last. */
      receipts: z
        .object({
          own: z.boolean(),
          totalFen: Fen,
          count: Count,
          methods: z.array(z.object({ method: z.string(), fen: Fen, count: Count })),
          days: z.array(z.object({ on: z.string(), fen: Fen })),
        })
        .nullable(),
      /** Cars standing at the site by age; `from` and `to` in days, `to` null for the last step. */
      stock: z
        .object({
          total: Count,
          oldestDays: Count.nullable(),
          steps: z.array(
            z.object({
              from: Count,
              to: Count.nullable(),
              count: Count,
              arrivedFrom: z.string().nullable(),
              arrivedTo: z.string().nullable(),
            }),
          ),
          /** Stock beside the sales of 30 days: see yard/rules.ts. */
          pressure: z.object({ stock: Count, sold: Count, coefficient: Count.nullable(), level: z.enum(levels) }),
        })
        .nullable(),
      /** First steps of a new store that are still to do; null when this person cannot do them or all are done. */
      start: z.object({ people: z.boolean(), customers: z.boolean(), vehicles: z.boolean(), particulars: z.boolean() }).nullable(),
    }),
    reads: [
      'approval_steps',
      'cases',
      'follow_ups',
      'orders',
      'plan_lines',
      'receipts',
      'vehicles',
      'customers',
      'import_batches',
      'users',
      'parameters',
      'sites',
    ],
  }),
  /** How many contacts are due at each colleague, the most first; none where reach allows no look. Asked apart: they may be many. */
  team: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string(), count: Count })),
    reads: ['follow_ups', 'customers', 'import_batches', 'users', 'leads'],
  }),
}
