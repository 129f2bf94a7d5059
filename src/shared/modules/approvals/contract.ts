// Who must agree to a price: the flow an administrator edits, what waits for me, and one person's word.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { OrderId, RoleId, SiteId } from '../../ids.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { decisionBars, stepStates } from './rules.ts'

const Comment = z
  .string()
  .trim()
  .max(200)
  .transform((text) => text || null)
  .nullable()
  .default(null)

/** One line of the flow; without a condition it asks for every order. */
const Rule = z.object({
  siteId: SiteId.nullable().default(null),
  level: z.int().min(1, 'not-zero').max(9, 'too-much'),
  roleId: RoleId,
  minDiscountBp: z.int().min(1, 'not-zero').max(10_000, 'at-most-whole').nullable().default(null),
  minDiscountFen: Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much').nullable().default(null),
  minAmountFen: Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much').nullable().default(null),
  belowCost: z.boolean().default(false),
  active: z.boolean().default(true),
})

const Level = z.object({ level: z.int(), roles: z.array(z.string()) })

export const Waiting = z.object({
  orderId: z.string(),
  no: z.string(),
  termsRev: z.int(),
  level: z.int(),
  levels: z.int(),
  /** It is my turn, and not my own request. */
  mine: z.boolean(),
  bar: z.enum(decisionBars).nullable(),
  roleNames: z.array(z.string()),
  customerName: z.string(),
  vehicleName: z.string().nullable(),
  stockNo: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.int(),
  reason: z.string().nullable(),
  listFen: Fen,
  priceFen: Fen,
  discountFen: Fen,
  discountBp: z.int(),
  giftsFen: Fen,
  totalFen: Fen,
  /** Only for people who may see costs, of cars whose cost is known here. */
  marginFen: Fen.nullable(),
  belowCost: z.boolean().nullable(),
  ageDays: z.int().nullable(),
  standing: Standing,
  steps: z.array(
    z.object({
      level: z.int(),
      roleName: z.string(),
      state: z.enum(stepStates),
      termsRev: z.int(),
      decidedBy: z.string().nullable(),
      decidedAt: z.int().nullable(),
      comment: z.string().nullable(),
    }),
  ),
})
export type Waiting = z.infer<typeof Waiting>

export const approvals = {
  /** What waits for a word, oldest first; `mine` first those I may decide. */
  waiting: query({
    access: 'orders.view',
    input: z.object({ mine: z.boolean().default(true) }),
    output: z.array(Waiting),
    reads: [
      'approval_steps',
      'orders',
      'order_lines',
      'order_sums',
      'vehicles',
      'vehicle_costs',
      'customers',
      'users',
      'roles',
      '_sync_changesets',
      'cases',
    ],
  }),

  /** How many wait for me: the number in the rail. */
  count: query({
    access: 'orders.view',
    input: z.object({}),
    output: z.object({ mine: z.int() }),
    reads: ['approval_steps', 'orders', 'users', 'roles'],
  }),

  /** What was decided lately, newest first. */
  decided: query({
    access: 'orders.view',
    input: z.object({ limit: z.int().min(1).max(200).default(50) }),
    output: z.array(
      z.object({
        id: z.string(),
        orderId: z.string(),
        no: z.string(),
        customerName: z.string(),
        roleName: z.string(),
        state: z.enum(stepStates),
        decidedBy: z.string(),
        decidedAt: z.int(),
        comment: z.string().nullable(),
        termsRev: z.int(),
      }),
    ),
    reads: ['approval_steps', 'orders', 'customers', 'users', 'roles'],
  }),

  /** Whose consent these terms would need, while a quote is being typed. */
  needs: query({
    access: 'orders.view',
    input: z.object({ listFen: Fen, priceFen: Fen, totalFen: Fen, vehicleId: z.string().max(60).nullable() }),
    output: z.object({ levels: z.array(Level), belowCost: z.boolean().nullable() }),
    reads: ['approval_rules', 'roles', 'vehicle_costs', 'parameters'],
  }),

  decide: command({
    access: 'approvals.decide',
    input: z
      .object({ orderId: OrderId, termsRev: z.int(), decision: z.enum(['approved', 'rejected']), comment: Comment })
      .refine((word) => word.decision === 'approved' || word.comment !== null, { message: 'reason-needed', path: ['comment'] }),
    output: z.object({ state: z.enum(stepStates), left: z.int() }),
    writes: ['approval_steps'],
    refusals: decisionBars,
  }),

  flow: query({
    access: 'approvals.configure',
    input: z.object({}),
    output: z.object({
      rules: z.array(
        Rule.extend({
          id: z.string(),
          siteId: z.string().nullable(),
          roleId: z.string(),
          roleName: z.string(),
          siteName: z.string().nullable(),
        }),
      ),
      roles: z.array(z.object({ id: z.string(), name: z.string(), people: z.int(), mayDecide: z.boolean() })),
      sites: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    reads: ['approval_rules', 'roles', 'sites', 'users'],
  }),
  addRule: command({
    access: 'approvals.configure',
    input: Rule,
    output: z.object({ id: z.string() }),
    writes: ['approval_rules'],
    refusals: ['no-such-role', 'role-cannot-decide'],
  }),
  changeRule: command({
    access: 'approvals.configure',
    input: Rule.extend({ id: z.string().max(60) }),
    output: z.null(),
    writes: ['approval_rules'],
    refusals: ['no-such-role', 'role-cannot-decide'],
  }),
  /** The flow a new store begins with; nothing when there is one. */
  establish: command({ access: 'approvals.configure', input: z.object({}), output: z.null(), writes: ['approval_rules'] }),
  removeRule: command({
    access: 'approvals.configure',
    input: z.object({ id: z.string().max(60) }),
    output: z.null(),
    writes: ['approval_rules'],
  }),
}
