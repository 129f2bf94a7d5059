// Who must agree to a price: the flow an administrator edits, what waits for me, and one person's word.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { OrderId, RoleId, SiteId, UserId } from '../../ids.ts'
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
  maxMarginBp: z.int().min(1, 'not-zero').max(10_000, 'at-most-whole').nullable().default(null),
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
  /** How often it was asked for once more, when last and with which words. */
  reminded: z.object({ times: z.int(), at: z.int(), note: z.string().nullable() }).nullable(),
  /** What this person may give away alone, where this is more: their word then counts once headquarters has it. */
  limitFen: Fen.nullable(),
  /** Whom this person would answer for. */
  insteadOf: z.string().nullable(),
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
      decidedFor: z.string().nullable(),
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
      'vehicle_rebates',
      'deputies',
      'approval_reminders',
      'approval_limits',
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
    reads: ['approval_steps', 'orders', 'deputies', 'users', 'roles'],
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
        decidedFor: z.string().nullable(),
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
    output: z.object({ levels: z.array(Level), belowCost: z.boolean().nullable(), marginFen: Fen.nullable() }),
    reads: ['approval_rules', 'roles', 'vehicle_costs', 'vehicle_rebates', 'parameters'],
  }),

  /** Who answers for whom, today and in days to come; `people` may be set. */
  deputies: query({
    access: 'orders.view',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          deputy: z.string(),
          fromOn: z.string(),
          untilOn: z.string(),
          reason: z.string().nullable(),
          /** This person may end it. */
          mine: z.boolean(),
          now: z.boolean(),
        }),
      ),
      people: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    reads: ['deputies', 'users', 'roles'],
  }),
  /** Somebody else answers while one is away. `userId` null: while I am. */
  depute: command({
    access: 'approvals.decide',
    input: z
      .object({ userId: UserId.nullable().default(null), deputyId: UserId, fromOn: Day, untilOn: Day, reason: Comment })
      .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { message: 'ends-before', path: ['untilOn'] }),
    output: z.object({ id: z.string() }),
    writes: ['deputies'],
    refusals: ['deputy-unfit'],
  }),
  endDeputy: command({
    access: 'approvals.decide',
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ id: z.string() }),
    writes: ['deputies'],
  }),
  /** Everybody who may decide, with what they may give away while headquarters cannot be asked. */
  limits: query({
    access: 'approvals.configure',
    input: z.object({}),
    output: z.array(z.object({ userId: z.string(), name: z.string(), maxFen: Fen.nullable() })),
    reads: ['approval_limits', 'users', 'roles'],
  }),
  /** Null takes the limit away. */
  setLimit: command({
    access: 'approvals.configure',
    input: z.object({ userId: UserId, maxFen: Fen.min(0, 'not-negative').max(10_000_000_000, 'too-much').nullable() }),
    output: z.object({ id: z.string() }),
    writes: ['approval_limits'],
    refusals: ['cannot-decide'],
  }),
  /** Asks once more for a word on an order, at most once an hour. */
  remind: command({
    access: 'orders.edit',
    input: z.object({ orderId: OrderId, note: Comment }),
    output: z.object({ id: z.string() }),
    writes: ['approval_reminders'],
    refusals: ['settled', 'too-soon'],
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
