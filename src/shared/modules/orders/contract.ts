// What may be asked of orders: the list, one order with everything its screen shows, cars to choose from, and the steps
// from quote to delivery. Money that comes in is receivables', consent is approvals', paper is documents'.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId, OrderId, UserId, VehicleId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { applicationStates } from '../applications/rules.ts'
import { stepStates } from '../approvals/rules.ts'
import { Attached, Photos, Printed, Signature } from '../documents/contract.ts'
import { loanMethods, LoanTerms } from '../loans/rules.ts'
import { receiptKinds, receiptMethods, receivableStates } from '../receivables/rules.ts'
import { appraisalStates } from '../tradeins/rules.ts'
import { energies, vehicleStates } from '../vehicles/rules.ts'
import {
  cancelKinds,
  checkGroups,
  deliveryBlockers,
  holdKinds,
  InsuranceLines,
  orderActions,
  orderStates,
  PurchaseTaxRule,
} from './rules.ts'

/** No sale of a car reaches 1 亿元; what is above is a slip of the finger. */
const Amount = Fen.min(0, 'not-negative').max(10_000_000_000, 'too-much')
const Note = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text || null)
  .nullable()
  .default(null)
const ShortNote = z
  .string()
  .trim()
  .max(60)
  .transform((text) => text || null)
  .nullable()
  .default(null)

const CheckId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const Line = z.object({ name: z.string().trim().min(1, 'required').max(60), amountFen: Amount, gift: z.boolean().default(false) })
const PlanLine = z.object({ kind: z.enum(receiptKinds), dueOn: Day.nullable().default(null), amountFen: Amount.min(1, 'not-zero') })

/** What buyer and seller agree on. Without a plan the opening plan is made of the amounts and the advance. */
const Terms = z.object({
  vehicleId: VehicleId.nullable().default(null),
  /** 指导价. Asked only while no car is chosen; with one, its own holds. */
  listFen: Amount.optional(),
  /** 裸车成交价, with VAT; the car's own price unless told. */
  priceFen: Amount.optional(),
  purchaseTaxFen: Amount.default(0),
  insuranceFen: Amount.default(0),
  insuranceNote: ShortNote,
  plateFeeFen: Amount.default(0),
  plateNote: ShortNote,
  loanFen: Amount.default(0),
  loanBank: ShortNote,
  loanMonths: z.int().min(1, 'not-zero').max(120, 'too-much').nullable().default(null),
  /** Of the offer chosen; counts only with an amount and months. */
  loanTerms: LoanTerms.nullable().default(null),
  lines: z.array(Line).max(40).default([]),
  /** 订金 or 定金 agreed; counts only when the plan is made here. */
  advance: z
    .object({ kind: z.enum(['deposit', 'earnest']), amountFen: Amount })
    .nullable()
    .default(null),
  plan: z.array(PlanLine).max(30).nullable().default(null),
  deliverOn: Day.nullable().default(null),
  note: Note,
  scheme: ShortNote,
  /** Null: as long as the store's quotes hold. */
  validUntil: Day.nullable().default(null),
  /** Line by line; with any, their sum is the insurance. */
  insuranceLines: InsuranceLines.default([]),
  appraisalId: z.string().min(1).max(60).nullable().default(null),
})
export type Terms = z.infer<typeof Terms>

const Person = z.object({ id: z.string(), name: z.string() })

export const OrderRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  standing: Standing,
  provisional: z.boolean(),
  siteName: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  vehicleId: z.string().nullable(),
  vehicleName: z.string().nullable(),
  stockNo: z.string().nullable(),
  vin: z.string().nullable(),
  consultantName: z.string(),
  listFen: Fen,
  priceFen: Fen,
  discountFen: Fen,
  discountBp: z.int(),
  totalFen: Fen,
  netFen: Fen,
  dueFen: Fen,
  deliverOn: z.string().nullable(),
  createdAt: z.int(),
  signedAt: z.int().nullable(),
  deliveredAt: z.int().nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

const Vehicle = z.object({
  id: z.string(),
  stockNo: z.string(),
  vin: z.string(),
  name: z.string(),
  modelYear: z.int().nullable(),
  exterior: z.string().nullable(),
  interior: z.string().nullable(),
  energy: z.enum(energies),
  seats: z.int().nullable(),
  certificateNo: z.string().nullable(),
  state: z.enum(vehicleStates),
  location: z.string().nullable(),
  siteId: z.string(),
  siteName: z.string(),
  listFen: Fen,
  priceFen: Fen,
})

/** A receipt or refund as people see it: one number, one method, several parts when it pays for several things. */
const Payment = z.object({
  no: z.string(),
  parts: z.array(z.object({ id: z.string(), kind: z.enum(receiptKinds), amountFen: Fen })),
  method: z.enum(receiptMethods),
  methodRef: z.string().nullable(),
  amountFen: Fen,
  receivedOn: z.string(),
  receivedAt: z.int(),
  by: z.string(),
  device: z.string().nullable(),
  standing: Standing,
  /** It takes back a payment of this number. */
  reverses: z.string().nullable(),
  reversed: z.boolean(),
  note: z.string().nullable(),
})

const Step = z.object({
  id: z.string(),
  level: z.int(),
  roleName: z.string(),
  state: z.enum(stepStates),
  termsRev: z.int(),
  reason: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.int(),
  decidedBy: z.string().nullable(),
  decidedAt: z.int().nullable(),
  comment: z.string().nullable(),
  device: z.string().nullable(),
  standing: Standing,
})

/** One thing that happened. `facts` are figures and words of it, as far as this desktop knows them. */
const Happening = z.object({
  id: z.string(),
  at: z.int(),
  command: z.string(),
  who: z.string(),
  device: z.string().nullable(),
  standing: Standing,
  /** It promised the car without headquarters having spoken. */
  provisional: z.boolean(),
  facts: z.object({
    amountFen: Fen.optional(),
    kinds: z.array(z.enum(receiptKinds)).optional(),
    method: z.enum(receiptMethods).optional(),
    methodRef: z.string().optional(),
    no: z.string().optional(),
    role: z.string().optional(),
    state: z.string().optional(),
    comment: z.string().optional(),
    title: z.string().optional(),
    archiveNo: z.string().optional(),
    stockNo: z.string().optional(),
    termsFrom: z.int().optional(),
    termsTo: z.int().optional(),
    /** Amounts a change of the terms moved: 裸车, 购置税, 保险, 上牌, 贷款, 精品. */
    moved: z.array(z.object({ what: z.enum(['car', 'tax', 'insurance', 'plates', 'loan', 'accessories']), from: Fen, to: Fen })).optional(),
  }),
})

const Deeds = z.enum([
  'change',
  'place',
  'withdraw',
  'sign',
  'reserve',
  'changeVehicle',
  'check',
  'appoint',
  'cancel',
  'deliver',
  'override',
  'receive',
  'refund',
  'print',
  'decide',
])

/** One order on its way to delivery: money, papers, car and registration in a line. */
export const ExecutionRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  customerName: z.string(),
  vehicleName: z.string().nullable(),
  consultantName: z.string(),
  /** What must still come in. */
  dueFen: Fen,
  papersDone: z.int(),
  papersAll: z.int(),
  carState: z.enum(vehicleStates).nullable(),
  location: z.string().nullable(),
  invoiced: z.boolean(),
  taxed: z.boolean(),
  plated: z.boolean(),
  /** The newest application of each kind. */
  loanState: z.enum(applicationStates).nullable(),
  insuranceState: z.enum(applicationStates).nullable(),
  appointedOn: z.string().nullable(),
  slot: z.string().nullable(),
  bay: z.string().nullable(),
  deliverOn: z.string().nullable(),
  standing: Standing,
})
export type ExecutionRow = z.infer<typeof ExecutionRow>

/** A signed deal: by which identities it is known, what it comes to, and when. */
export const ContractRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  version: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  vehicleId: z.string().nullable(),
  vehicleName: z.string().nullable(),
  stockNo: z.string().nullable(),
  vin: z.string().nullable(),
  totalFen: Fen,
  ownFen: Fen,
  signedOn: z.string(),
  deliveredOn: z.string().nullable(),
  /** Signed on the screen; else on paper. */
  onScreen: z.boolean(),
  archiveNo: z.string().nullable(),
  consultantName: z.string(),
  standing: Standing,
})
export type ContractRow = z.infer<typeof ContractRow>

const Named = z.array(z.object({ name: z.string(), amountFen: Fen }))
/** One quote whole, as it stands beside others. */
export const Scheme = z.object({
  id: z.string(),
  no: z.string(),
  scheme: z.string().nullable(),
  stage: z.enum(orderStates),
  version: z.int(),
  rev: z.int(),
  createdAt: z.int(),
  validUntil: z.string().nullable(),
  expired: z.boolean(),
  car: z.object({ name: z.string(), stockNo: z.string(), exterior: z.string().nullable() }).nullable(),
  listFen: Fen,
  discountFen: Fen,
  carFen: Fen,
  purchaseTaxFen: Fen,
  insuranceFen: Fen,
  insuranceLines: Named,
  plateFeeFen: Fen,
  accessories: Named,
  accessoriesFen: Fen,
  gifts: Named,
  giftsFen: Fen,
  totalFen: Fen,
  tradeIn: z.object({ id: z.string(), no: z.string(), name: z.string(), allowanceFen: Fen, state: z.enum(appraisalStates) }).nullable(),
  loan: z
    .object({
      fen: Fen,
      bank: z.string().nullable(),
      months: z.int().nullable(),
      method: z.enum(loanMethods).nullable(),
      trueBp: z.int().nullable(),
      monthlyFen: Fen.nullable(),
      interestFen: Fen.nullable(),
      feeFen: Fen.nullable(),
      balloonFen: Fen.nullable(),
    })
    .nullable(),
  /** What the buyer brings at first, the old car taken off. */
  downFen: Fen,
  /** Everything paid in the end, see rules.ts, outlayFen. */
  outlayFen: Fen,
  marginFen: Fen.nullable(),
})
export type Scheme = z.infer<typeof Scheme>

export const OrderCard = z.object({
  id: z.string(),
  no: z.string(),
  rev: z.int(),
  termsRev: z.int(),
  stage: z.enum(orderStates),
  /** The last request was turned down. */
  rejected: z.boolean(),
  standing: Standing,
  hold: z.enum(holdKinds),
  siteName: z.string(),
  customer: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable(), company: z.boolean() }),
  vehicle: Vehicle.nullable(),
  consultant: Person,
  deliverOn: z.string().nullable(),
  note: z.string().nullable(),
  scheme: z.string().nullable(),
  /** The last day a quote holds, while it is one; whether it has passed. */
  validUntil: z.string().nullable(),
  expired: z.boolean(),
  tradeIn: Scheme.shape.tradeIn,
  createdAt: z.int(),
  placedAt: z.int().nullable(),
  approvedAt: z.int().nullable(),
  signedAt: z.int().nullable(),
  reservedAt: z.int().nullable(),
  paidAt: z.int().nullable(),
  deliveredAt: z.int().nullable(),
  cancelledAt: z.int().nullable(),
  cancelKind: z.enum(cancelKinds).nullable(),
  cancelReason: z.string().nullable(),
  /** Who has the car this order lost; `no` and `siteName` as far as they may be seen. */
  lostTo: z.object({ no: z.string().nullable(), siteName: z.string().nullable() }).nullable(),
  price: z.object({
    listFen: Fen,
    carFen: Fen,
    discountFen: Fen,
    discountBp: z.int(),
    purchaseTaxFen: Fen,
    /** 计税价格; null when no rule is in force. */
    taxBaseFen: Fen.nullable(),
    taxRelief: z.boolean(),
    insuranceFen: Fen,
    insuranceNote: z.string().nullable(),
    insuranceLines: InsuranceLines,
    plateFeeFen: Fen,
    plateNote: z.string().nullable(),
    lines: z.array(z.object({ id: z.string(), name: z.string(), amountFen: Fen, gift: z.boolean() })),
    accessoriesFen: Fen,
    giftsFen: Fen,
    ownFen: Fen,
    heldFen: Fen,
    totalFen: Fen,
    loanFen: Fen,
    loanBank: z.string().nullable(),
    loanMonths: z.int().nullable(),
    /** What the loan costs the buyer; null where only an amount was noted. */
    loanCost: LoanTerms.extend({
      firstFen: Fen,
      interestFen: Fen,
      subsidyFen: Fen,
      trueBp: z.int().nullable(),
    }).nullable(),
    customerPaysFen: Fen,
    /** 单车毛利; only for people who may see costs, of cars whose cost is known here. */
    marginFen: Fen.nullable(),
  }),
  money: z.object({
    plannedFen: Fen,
    receivedFen: Fen,
    refundedFen: Fen,
    netFen: Fen,
    dueFen: Fen,
    overFen: Fen,
    /** Of dueFen: what a lender pays, and what the buyer pays. */
    loanDueFen: Fen,
    customerDueFen: Fen,
    ownFen: Fen,
    heldFen: Fen,
    state: z.enum(receivableStates),
    plan: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(receiptKinds),
        dueOn: z.string().nullable(),
        amountFen: Fen,
        receivedFen: Fen,
        openFen: Fen,
      }),
    ),
    payments: z.array(Payment),
  }),
  approvals: z.object({ state: z.enum(['none', ...stepStates]), steps: z.array(Step) }),
  /** Prices that went under the car's cost, newest first; only for people who may see costs. */
  proofs: z.array(
    z.object({
      id: z.string(),
      termsRev: z.int(),
      priceFen: Fen,
      costFen: Fen,
      rebateFen: Fen,
      documented: z.array(z.object({ policy: z.string(), documentNo: z.string(), fen: Fen })),
      marginFen: Fen,
      reason: z.string(),
      by: z.string(),
      at: z.int(),
    }),
  ),
  checks: z.array(
    z.object({
      id: z.string(),
      /** A paper's name as the store has it; null for what every store has words for. */
      name: z.string().nullable(),
      group: z.enum(checkGroups),
      required: z.boolean(),
      open: z.boolean(),
      done: z.boolean(),
      by: z.string().nullable(),
      at: z.int().nullable(),
    }),
  ),
  /** Newest first. */
  documents: z.array(Printed),
  timeline: z.array(Happening),
  cases: z.array(z.object({ id: z.string(), kind: z.string(), openedAt: z.int().nullable() })),
  handover: z
    .object({
      on: z.string().nullable(),
      slot: z.string().nullable(),
      bay: z.string().nullable(),
      note: z.string().nullable(),
      /** Another order has the same bay at the same time: two desks gave it without a line. */
      shared: z.string().nullable(),
      override: z.object({ reason: z.string(), by: z.string(), at: z.int(), missing: z.array(z.string()) }).nullable(),
    })
    .nullable(),
  pictures: z.array(Attached),
  /** Who signed these terms, or for the car, on the screen. */
  signed: z.array(z.object({ about: z.enum(['terms', 'delivery']), name: z.string().nullable(), sha256: z.string(), at: z.int() })),
  blockers: z.array(z.enum(deliveryBlockers)),
  next: z.object({ action: z.enum(orderActions), amountFen: Fen.nullable() }),
  /** What this person may do with the order as it stands. */
  may: z.array(Deeds),
})
export type OrderCard = z.infer<typeof OrderCard>

const orderReads = [
  'orders',
  'order_lines',
  'order_sums',
  'plan_lines',
  'receipts',
  'approval_steps',
  'vehicles',
  'customers',
  'users',
  'sites',
] as const
const Revised = z.object({ rev: z.int() })
const Id = z.object({ id: OrderId })

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
