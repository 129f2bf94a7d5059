// What may be asked of quotes: what one begins with, its terms and how they change, cars to choose from, and several quotes of
// one buyer beside each other.
import { z } from 'zod'
import { command, query } from '../../../define.ts'
import { CustomerId, OrderId, UserId, VehicleId } from '../../../ids.ts'
import { Fen } from '../../../money.ts'
import { LoanTerms } from '../../loans/rules.ts'
import { receiptKinds } from '../../receivables/rules.ts'
import { InsuranceLines, orderStates, PurchaseTaxRule } from '../rules.ts'
import { Person, Vehicle } from './card.ts'
import { Id, Revised, ShortNote } from './fields.ts'
import { orderReads } from './rows.ts'
import { Scheme } from './scheme.ts'
import { Terms } from './terms.ts'

export const quoteEntries = {
  /** Up to four open quotes of the order's buyer, beside each other. */
  compare: query({
    access: 'orders.view',
    input: Id,
    output: z.object({ customer: Person, schemes: z.array(Scheme) }),
    reads: [...orderReads, 'appraisals', 'vehicle_costs', 'vehicle_rebates', 'order_ticks', 'parameters', '_sync_changesets'],
  }),

  /** Old cars of a buyer that were valued: what a quote may count on. */
  oldCars: query({
    access: 'orders.view',
    input: z.object({ customerId: CustomerId }),
    output: z.array(z.object({ id: z.string(), no: z.string(), name: z.string(), allowanceFen: Fen })),
    reads: ['appraisals'],
  }),

  /** What a quote begins with: the car's prices and the rates in force. */
  basis: query({
    access: 'orders.view',
    input: z.object({ vehicleId: VehicleId.nullable() }),
    output: z.object({
      vehicle: Vehicle.extend({ free: z.boolean() }).nullable(),
      purchaseTax: z.array(PurchaseTaxRule),
      earnestCeilingBp: z.int().nullable(),
      plateFeeFen: Fen.nullable(),
      /** 交强险 of a private car with as many seats. */
      compulsoryFen: Fen.nullable(),
      today: z.string(),
    }),
    reads: ['vehicles', 'sites', 'parameters'],
  }),

  /** The terms as the form edits them. */
  terms: query({
    access: 'orders.view',
    input: Id,
    output: z.object({
      rev: z.int(),
      stage: z.enum(orderStates),
      no: z.string(),
      customer: Person,
      vehicleId: z.string().nullable(),
      listFen: Fen,
      priceFen: Fen,
      purchaseTaxFen: Fen,
      insuranceFen: Fen,
      insuranceNote: z.string().nullable(),
      plateFeeFen: Fen,
      plateNote: z.string().nullable(),
      loanFen: Fen,
      loanBank: z.string().nullable(),
      loanMonths: z.int().nullable(),
      loanTerms: LoanTerms.nullable(),
      lines: z.array(z.object({ name: z.string(), amountFen: Fen, gift: z.boolean() })),
      plan: z.array(z.object({ kind: z.enum(receiptKinds), dueOn: z.string().nullable(), amountFen: Fen })),
      deliverOn: z.string().nullable(),
      note: z.string().nullable(),
      scheme: z.string().nullable(),
      validUntil: z.string().nullable(),
      insuranceLines: InsuranceLines,
      appraisalId: z.string().nullable(),
    }),
    reads: ['orders', 'order_lines', 'order_sums', 'plan_lines', 'customers', 'vehicles', 'approval_steps'],
  }),

  /** Free cars to promise, likest first when there is an order to be like, own site before others. */
  candidates: query({
    access: 'orders.view',
    input: z.object({
      orderId: OrderId.nullable().default(null),
      search: z.string().max(60).default(''),
      limit: z.int().min(1).max(50).default(12),
    }),
    output: z.array(
      Vehicle.extend({ ownSite: z.boolean(), sameModel: z.boolean(), sameColour: z.boolean(), differenceFen: Fen.nullable() }),
    ),
    reads: ['vehicles', 'sites', 'orders'],
  }),

  /** Opens a quote; without a car it stays a draft until one is chosen. */
  draft: command({
    amendable: true,
    access: 'orders.edit',
    input: Terms.extend({ customerId: CustomerId, consultantId: UserId.optional() }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['orders', 'order_lines', 'plan_lines', 'customers', 'vehicles', 'leads', 'lead_steps'],
    refusals: [
      'no-such-customer',
      'no-such-car',
      'no-price',
      'price-above-list',
      'loan-above-total',
      'loan-unfit',
      'plan-does-not-add-up',
      'earnest-above-ceiling',
    ],
  }),

  /** Changes what was agreed. When price or car change, earlier consent no longer counts and the order is a quote again. */
  change: command({
    amendable: true,
    access: 'orders.edit',
    input: Terms.extend({ id: OrderId, rev: z.int() }),
    output: Revised,
    writes: ['orders', 'order_lines', 'plan_lines', 'approval_steps', 'vehicles'],
    refusals: [
      'moved-on',
      'closed',
      'no-such-car',
      'no-price',
      'price-above-list',
      'loan-above-total',
      'loan-unfit',
      'plan-does-not-add-up',
      'earnest-above-ceiling',
    ],
  }),

  /** Another quote for the same buyer with the same terms, to be changed and put beside it. */
  another: command({
    access: 'orders.edit',
    input: Id.extend({ scheme: ShortNote }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['orders', 'order_lines', 'plan_lines', 'customers', 'vehicles', 'leads', 'lead_steps'],
    refusals: [
      'no-such-customer',
      'no-such-car',
      'no-price',
      'price-above-list',
      'loan-above-total',
      'loan-unfit',
      'plan-does-not-add-up',
      'earnest-above-ceiling',
    ],
  }),

  /** The buyer takes this one: the others beside it end. */
  choose: command({
    access: 'orders.edit',
    input: Id,
    output: z.object({ ended: z.int() }),
    writes: ['orders', 'plan_lines', 'approval_steps', 'vehicles'],
    refusals: ['closed', 'money-taken'],
  }),

  /** The quote holds anew from today. */
  renew: command({
    access: 'orders.edit',
    input: Id,
    output: Revised.extend({ validUntil: z.string().nullable() }),
    writes: ['orders'],
    refusals: ['wrong-stage'],
  }),
}
