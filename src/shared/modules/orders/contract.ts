// What may be asked of orders: the lists, one order with everything its screen shows, and the steps from quote to reservation.
// Quotes are contract/quoting.ts, the rest of the way is contract/ending.ts. Money that comes in is receivables', consent is
// approvals', paper is documents'.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { VehicleId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Signature } from '../documents/contract.ts'
import { OrderCard } from './contract/card.ts'
import { endEntries } from './contract/ending.ts'
import { Id, Note, Revised } from './contract/fields.ts'
import { quoteEntries } from './contract/quoting.ts'
import { ContractRow, ExecutionRow, OrderRow, orderReads } from './contract/rows.ts'
import { cancelKinds } from './rules.ts'

/** Orders put together; money and discount are those of the cars that were signed for and not given up. */
const OrdersCut = z.object({
  name: z.string(),
  quoted: z.int(),
  signed: z.int(),
  delivered: z.int(),
  cancelled: z.int(),
  priceFen: Fen,
  discountBp: z.int().nullable(),
})

export const orders = {
  page: query({
    access: 'orders.view',
    input: ListRequest,
    output: listPage(OrderRow),
    reads: [...orderReads, 'cases', '_sync_changesets'],
  }),

  /** What became of the orders first quoted in a period, and how many days each step took. `mostDays`: nine of ten took no more. */
  figures: query({
    access: 'orders.view',
    heavy: true,
    input: z.object({ from: Day, to: Day }).refine(({ from, to }) => from <= to, { path: ['to'], message: 'range-upside-down' }),
    output: z.object({
      from: Day,
      to: Day,
      all: OrdersCut,
      byConsultant: z.array(OrdersCut),
      byModel: z.array(OrdersCut),
      cancelled: z.array(z.object({ kind: z.enum(cancelKinds), count: z.int() })),
      steps: z.array(
        z.object({
          step: z.enum(['place', 'sign', 'deliver', 'whole']),
          count: z.int(),
          medianDays: z.number().nullable(),
          mostDays: z.number().nullable(),
        }),
      ),
      punctual: z.object({ of: z.int(), count: z.int() }),
    }),
    reads: ['orders', 'users', 'vehicles'],
  }),

  /** Every signed deal. */
  contracts: query({
    access: 'orders.view',
    input: ListRequest,
    output: listPage(ContractRow),
    reads: [...orderReads, 'signatures', 'documents', '_sync_changesets'],
  }),

  /** Signed orders that are not delivered: what each still waits for. */
  execution: query({
    access: 'orders.view',
    input: ListRequest,
    output: listPage(ExecutionRow),
    reads: [...orderReads, 'order_ticks', 'handovers', 'applications', 'parameters', '_sync_changesets'],
  }),

  card: query({
    access: 'orders.view',
    input: Id,
    output: OrderCard,
    reads: [
      ...orderReads,
      'order_ticks',
      'handovers',
      'attachments',
      'signatures',
      'files',
      'appraisals',
      'vehicle_costs',
      'vehicle_rebates',
      'price_proofs',
      'roles',
      'devices',
      'documents',
      'parameters',
      'cases',
      '_sync_changesets',
    ],
  }),

  ...quoteEntries,

  /** The quote becomes an order: approved at once, or asked of those whose consent it needs. */
  place: command({
    access: 'orders.edit',
    input: Id.extend({ reason: Note }),
    output: Revised.extend({ levels: z.int() }),
    writes: ['orders', 'approval_steps', 'price_proofs'],
    refusals: ['wrong-stage', 'no-car', 'expired', 'reason-needed', 'nobody-to-ask'],
  }),

  /** Takes a request for consent back. */
  withdraw: command({ access: 'orders.edit', input: Id, output: Revised, writes: ['orders', 'approval_steps'], refusals: ['wrong-stage'] }),

  /** The buyer signed these terms. `reserve` promises the car in the same breath. */
  sign: command({
    access: 'orders.edit',
    input: Id.extend({ termsRev: z.int(), reserve: z.boolean().default(false), signature: Signature.nullable().default(null) }),
    output: Revised,
    writes: ['orders', 'vehicles', 'leads', 'lead_steps', 'follow_ups', 'signatures'],
    refusals: [
      'wrong-stage',
      'moved-on',
      'word-waits',
      'no-car',
      'vehicle-elsewhere',
      'vehicle-held',
      'right-elsewhere',
      'vehicle-not-sellable',
    ],
  }),

  /** Promises the car: provisional until HQ confirms, when there is one. */
  reserve: command({
    access: 'orders.edit',
    input: Id,
    output: Revised,
    writes: ['orders', 'vehicles'],
    refusals: ['wrong-stage', 'no-car', 'vehicle-elsewhere', 'vehicle-held', 'right-elsewhere', 'vehicle-not-sellable'],
  }),

  /** 换一台: another car for the same money; deposit and price stay, consent is asked again only when the flow demands it. */
  changeVehicle: command({
    access: 'orders.edit',
    input: Id.extend({ vehicleId: VehicleId, reason: Note }),
    output: Revised.extend({ levels: z.int() }),
    writes: ['orders', 'plan_lines', 'approval_steps', 'vehicles', 'price_proofs'],
    refusals: [
      'closed',
      'no-such-car',
      'same-car',
      'vehicle-elsewhere',
      'vehicle-held',
      'right-elsewhere',
      'vehicle-not-sellable',
      'price-above-list',
      'reason-needed',
      'nobody-to-ask',
    ],
  }),

  ...endEntries,
}
