// One order with everything its screen shows: who and which car, price and money, consent, papers, what happened, and what may
// be done next.
import { z } from 'zod'
import { Fen } from '../../../money.ts'
import { Standing } from '../../../standing.ts'
import { stepStates } from '../../approvals/rules.ts'
import { Attached, Printed } from '../../documents/contract.ts'
import { LoanTerms } from '../../loans/rules.ts'
import { receiptKinds, receiptMethods, receivableStates } from '../../receivables/rules.ts'
import { energies, vehicleStates } from '../../vehicles/rules.ts'
import { cancelKinds, checkGroups, deliveryBlockers, holdKinds, InsuranceLines, orderActions, orderStates } from '../rules.ts'
import { Scheme } from './scheme.ts'

export const Person = z.object({ id: z.string(), name: z.string() })

export const Vehicle = z.object({
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
