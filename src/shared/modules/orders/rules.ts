// The arithmetic of a quote and the life of an order: what a car costs its buyer, what tax is due, which state may
// follow which, and what is to be done next. Rates, limits and dates are parameters; nothing here writes.
import { z } from 'zod'
import { Day, inForce } from '../../dates.ts'
import { type Fen, mulDivDown, mulDivRound, splitVat, sumFen } from '../../money.ts'
import type { StepState } from '../approvals/rules.ts'
import type { Energy } from '../vehicles/rules.ts'

/** A line of 精品: a gift is stated with its value and not charged. */
type Accessory = { fen: Fen; gift: boolean }

export type PriceInput = {
  /** 指导价, with VAT. */
  listFen: Fen
  /** 优惠 from the list price. */
  discountFen: Fen
  /** 购置税, 保险 and 上牌 are collected for others. */
  purchaseTaxFen: Fen
  insuranceFen: Fen
  plateFeeFen: Fen
  accessories: readonly Accessory[]
  /** What the lender pays. */
  loanFen: Fen
}

/** `not-whole`: not an amount in 分. A seller charges nothing above the shown price, so a discount is never negative. */
const priceProblems = ['not-whole', 'negative', 'discount-above-list', 'loan-above-total'] as const
type PriceProblem = (typeof priceProblems)[number]

export type PriceSheet = {
  /** 裸车价 = 指导价 − 优惠. */
  carFen: Fen
  /** Charged 精品, and the value of what is given away. */
  accessoriesFen: Fen
  giftsFen: Fen
  /** Ours: 裸车 + charged 精品, with VAT. */
  ownFen: Fen
  /** 代收代办: tax, insurance, plates. Never revenue. */
  heldFen: Fen
  /** 全部费用 = ownFen + heldFen. */
  totalFen: Fen
  loanFen: Fen
  /** What the buyer pays himself = totalFen − loanFen. */
  customerPaysFen: Fen
  discountBp: number
  /** All that keeps the sheet from being a quote; a part that is not whole counts as 0 in the figures. */
  problems: PriceProblem[]
}

const whole = (fen: Fen): Fen => (Number.isSafeInteger(fen) ? fen : 0)

/** Adds up a quote or an order. Every figure is exact; a sheet with problems may be shown while typing, not stored. */
export function priceSheet(input: PriceInput): PriceSheet {
  const amounts = [input.listFen, input.discountFen, input.purchaseTaxFen, input.insuranceFen, input.plateFeeFen, input.loanFen]
  const all = [...amounts, ...input.accessories.map(({ fen }) => fen)]
  const [listFen, discountFen, loanFen] = [whole(input.listFen), whole(input.discountFen), whole(input.loanFen)]
  const accessories = (gift: boolean) => sumFen(input.accessories.filter((line) => line.gift === gift).map(({ fen }) => whole(fen)))
  const carFen = sumFen([listFen, -discountFen])
  const accessoriesFen = accessories(false)
  const ownFen = sumFen([carFen, accessoriesFen])
  const heldFen = sumFen([input.purchaseTaxFen, input.insuranceFen, input.plateFeeFen].map(whole))
  const totalFen = sumFen([ownFen, heldFen])
  const problems: PriceProblem[] = []
  if (all.some((fen) => !Number.isSafeInteger(fen))) problems.push('not-whole')
  if (all.some((fen) => fen < 0)) problems.push('negative')
  if (discountFen > listFen) problems.push('discount-above-list')
  if (loanFen > totalFen) problems.push('loan-above-total')
  return {
    carFen,
    accessoriesFen,
    giftsFen: accessories(true),
    ownFen,
    heldFen,
    totalFen,
    loanFen,
    customerPaysFen: sumFen([totalFen, -loanFen]),
    discountBp: discountBp(listFen, discountFen),
    problems,
  }
}

/**
 * The discount in basis points of the list price, rounded down: `discountBp ≥ limit` is then exact for every whole
 * limit. 0 without a discount, 10,000 for any discount from nothing.
 */
export function discountBp(listFen: Fen, discountFen: Fen): number {
  if (discountFen <= 0) return 0
  return listFen > 0 ? mulDivDown(discountFen, 10_000, listFen) : 10_000
}

/** 单车毛利 before VAT and overhead: 裸车价 − (进价 − 返利), all three with VAT. Below 0 the car goes under its cost. */
export const carMargin = ({ carFen, costFen, rebateFen }: { carFen: Fen; costFen: Fen; rebateFen: Fen }): Fen =>
  sumFen([carFen, rebateFen, -costFen])

const BasisPoints = z.int().min(0).max(10_000)

/** The value of the dated parameter 车辆购置税. `nevReliefCapFen`: the most a 新能源 car is spared; null, no cap. */
export const PurchaseTaxRates = z.object({
  vatBp: BasisPoints,
  rateBp: BasisPoints,
  nevReliefBp: BasisPoints,
  nevReliefCapFen: z.int().nonnegative().nullable(),
})
export type PurchaseTaxRates = z.infer<typeof PurchaseTaxRates>

/** A row of the parameter table as the rule reads it: its day and its parsed value. */
export const PurchaseTaxRule = z.object({ validFromOn: Day, value: PurchaseTaxRates })
export type PurchaseTaxRule = z.infer<typeof PurchaseTaxRule>

/** 计税价格 · 应纳税额 · 减免税额 · 实缴. */
export type PurchaseTax = { baseFen: Fen; dueFen: Fen; reliefFen: Fen; taxFen: Fen }

/**
 * 车辆购置税 of a car: 计税价格 = price without VAT; 应纳 = 计税价格 × rate; 减免 = min(应纳 × relief, cap), for 新能源 only;
 * each to the 分. `priceFen` is the invoice price with VAT, `on` the invoice day, `energy: 'nev'` a model in the relief
 * catalogue. `null` when no rule is in force that day: then nobody may guess. Source: domain facts, 车辆购置税; the tax
 * office's minimum price and battery-swap cars have rules of their own.
 */
export function purchaseTax(ask: { priceFen: Fen; energy: Energy; on: Day; parameters: readonly PurchaseTaxRule[] }): PurchaseTax | null {
  const rates = inForce(ask.parameters, ask.on)?.value
  if (!rates) return null
  const baseFen = splitVat(ask.priceFen, rates.vatBp).netFen
  const dueFen = mulDivRound(baseFen, rates.rateBp, 10_000)
  const spared = ask.energy === 'nev' ? mulDivRound(dueFen, rates.nevReliefBp, 10_000) : 0
  const reliefFen = rates.nevReliefCapFen === null ? spared : Math.min(spared, rates.nevReliefCapFen)
  return { baseFen, dueFen, reliefFen, taxFen: dueFen - reliefFen }
}

/**
 * The most a 定金 may be: `limitBp` (20 % by 民法典 第五百八十六条, a parameter) of the contract amount, rounded down;
 * beyond it the word has no effect in law. A refundable 订金 has no such limit.
 */
export const earnestLimit = (contractFen: Fen, limitBp: number): Fen => mulDivDown(contractFen, limitBp, 10_000)

/** 交强险, 车船税, 商业险 …: what an order's insurance is made of; kept as JSON in its column `insurance_lines`. */
export const InsuranceLines = z
  .array(
    z.object({
      name: z.string().trim().min(1, 'required').max(30),
      amountFen: z.int().min(0, 'not-negative').max(100_000_000, 'too-much'),
    }),
  )
  .max(12, 'too-much')
export type InsuranceLines = z.infer<typeof InsuranceLines>

/** A quote holds through its last day. */
export const isExpired = (validUntil: string | null, on: string): boolean => validUntil !== null && validUntil < on

/** 总支出: all that leaves the buyer's hand by the last instalment, the old car taken off. */
export const outlayFen = (about: { totalFen: Fen; interestFen: Fen; feeFen: Fen; tradeInFen: Fen }): Fen =>
  sumFen([about.totalFen, about.interestFen, about.feeFen, -about.tradeInFen])

/** 草稿 · 已报价 · 待审批 · 已批准 · 已签约 · 已配车 · 已付清 · 已交车 · 车已被占 · 已取消. */
export const orderStates = [
  'draft',
  'quoted',
  'awaiting-approval',
  'approved',
  'signed',
  'reserved',
  'paid',
  'delivered',
  'car-lost',
  'cancelled',
] as const
export type OrderState = (typeof orderStates)[number]

/**
 * Which state may follow which. Back to `quoted` is a change (改价, 换车) or a rejected approval: the terms get a new
 * number and are approved anew. `paid` falls back to `reserved` when a receipt is reversed. `car-lost`: headquarters gave
 * the car to another order; the way on is another car, a new quote, or cancelling.
 */
export const orderMoves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: ['quoted', 'cancelled'],
  quoted: ['draft', 'awaiting-approval', 'approved', 'cancelled'],
  'awaiting-approval': ['quoted', 'approved', 'cancelled'],
  approved: ['quoted', 'signed', 'cancelled'],
  signed: ['quoted', 'reserved', 'car-lost', 'cancelled'],
  reserved: ['quoted', 'signed', 'paid', 'car-lost', 'cancelled'],
  paid: ['quoted', 'reserved', 'delivered', 'car-lost', 'cancelled'],
  delivered: [],
  'car-lost': ['quoted', 'signed', 'reserved', 'cancelled'],
  cancelled: [],
}

export const canMove = (from: OrderState, to: OrderState): boolean => orderMoves[from].includes(to)

/**
 * Where an order stands, of what is stored and what others decided meanwhile. Approvals and receipts come from several
 * desktops at once and never touch the order's document, so that a signature or a payment is never lost to an edit:
 * `awaiting-approval` becomes 已批准 or goes back to 已报价 by the word on its present terms (`none`: nobody was asked
 * yet, the request is on its way), `reserved` becomes 已付清 by the ledger.
 */
export function stageOf(stored: OrderState, about: { approval: StepState | 'none'; settled: boolean }): OrderState {
  if (stored === 'reserved' && about.settled) return 'paid'
  if (stored !== 'awaiting-approval') return stored
  if (about.approval === 'approved') return 'approved'
  return about.approval === 'rejected' || about.approval === 'withdrawn' ? 'quoted' : 'awaiting-approval'
}

/** 客户资料 · 车辆文件 · 开票上牌 · 交车. */
export const checkGroups = ['customer', 'papers', 'registration', 'handover'] as const
export type CheckGroup = (typeof checkGroups)[number]

/**
 * What is ticked off on the way to delivery beside the car's papers. `required` ones keep the car in the showroom: identity
 * and true invoice (汽车销售管理办法 第十五条), the joint check with the car's state, what belongs to it, its functions and
 * keys, and the receipt. `firm` ones wait for headquarters: nothing is invoiced or registered for a car that may be another's.
 */
const steps = [
  { id: 'identity', group: 'customer', required: true, firm: false },
  { id: 'phone', group: 'customer', required: false, firm: false },
  { id: 'consent', group: 'customer', required: false, firm: false },
  { id: 'invoice', group: 'registration', required: true, firm: true },
  { id: 'purchase-tax', group: 'registration', required: false, firm: true },
  { id: 'temporary-plate', group: 'registration', required: false, firm: true },
  { id: 'condition', group: 'handover', required: true, firm: false },
  { id: 'accessories', group: 'handover', required: true, firm: false },
  { id: 'explained', group: 'handover', required: true, firm: false },
  { id: 'keys', group: 'handover', required: true, firm: true },
  { id: 'joint-check', group: 'handover', required: true, firm: true },
  { id: 'signed-for', group: 'handover', required: true, firm: true },
] as const satisfies readonly Check[]

export type Check = { id: string; group: CheckGroup; required: boolean; firm: boolean }

/** Which cars need a paper: all, those built abroad, 新能源 ones. */
export const paperCars = ['all', 'imported', 'nev'] as const
/** The parameter 随车文件: what the law wants handed over with the car, by its name. */
export const DeliveryPapers = z
  .array(
    z.object({
      id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'slug'),
      name: z.string().trim().min(1, 'required').max(40),
      cars: z.enum(paperCars).default('all'),
    }),
  )
  .min(1, 'required')
  .max(30, 'too-much')
  .refine((papers) => new Set(papers.map(({ id }) => id)).size === papers.length, { message: 'twice' })
export type DeliveryPapers = z.infer<typeof DeliveryPapers>

/** 汽车销售管理办法 第十六条: what a store begins with, and goes by while it dates nothing else. */
export const legalPapers: DeliveryPapers = [
  { id: 'certificate', name: '整车出厂合格证', cars: 'all' },
  { id: 'conformity', name: '车辆一致性证书', cars: 'all' },
  { id: 'manual', name: '中文产品使用说明书', cars: 'all' },
  { id: 'service-book', name: '保修保养手册', cars: 'all' },
  { id: 'three-guarantees', name: '三包凭证', cars: 'all' },
  { id: 'import-certificate', name: '货物进口证明书', cars: 'imported' },
  { id: 'inspection-certificate', name: '进口机动车辆检验证明', cars: 'imported' },
]

/** What decides about the list of one order: where its car was made, what drives it, and which papers are in force. */
export type CheckedCar = { imported: boolean; nev: boolean; papers: DeliveryPapers }

/** The list of one order, papers after the customer's part. */
export function checksFor({ imported, nev, papers }: CheckedCar): (Check & { name: string | null })[] {
  const own = papers
    .filter(({ cars }) => cars === 'all' || (cars === 'imported' ? imported : nev))
    .map(({ id, name }) => ({ id, name, group: 'papers' as const, required: true, firm: false }))
  const others = steps.map((step) => ({ ...step, name: null }))
  return checkGroups.flatMap((group) => [...others, ...own].filter((check) => check.group === group))
}

/** What the law wants and nobody ticked. A signature on the screen stands for the tick of the receipt. */
export const missingChecks = (car: CheckedCar, ticked: readonly string[]): string[] =>
  checksFor(car)
    .filter(({ id, required }) => required && !ticked.includes(id))
    .map(({ id }) => id)

/** The receipt: given by signing on the screen, or ticked when it was signed on paper. */
export const SIGNED_FOR = 'signed-for'

/** Why an order ends: the buyer withdraws, we cannot deliver, both agree, another order got the car. */
export const cancelKinds = ['customer', 'store', 'agreed', 'car-lost'] as const
export type CancelKind = (typeof cancelKinds)[number]

/**
 * What a cancelled order keeps, gives back and owes on top of what came in (民法典 第五百八十七条): a 定金 may be kept only when the
 * buyer withdraws, and is owed a second time (双倍返还, `compensationFen`) when the store fails to deliver; beyond `limitFen`, the
 * ceiling of 第五百八十六条, it is money paid ahead like any other. 订金, payments and all money held for others go back whole.
 * `limitFen` null: no ceiling is in force.
 */
export function settleCancelled(about: { kind: CancelKind; keepEarnest: boolean; earnestFen: Fen; netFen: Fen; limitFen: Fen | null }): {
  keptFen: Fen
  refundFen: Fen
  compensationFen: Fen
} {
  const effective = Math.min(Math.max(0, about.earnestFen), about.limitFen ?? Infinity)
  const mayKeep = about.kind === 'customer' && about.keepEarnest
  const keptFen = mayKeep ? Math.min(effective, Math.max(0, about.netFen)) : 0
  return {
    keptFen,
    refundFen: Math.max(0, sumFen([about.netFen, -keptFen])),
    compensationFen: about.kind === 'store' ? effective : 0,
  }
}

/** `provisional`: this desktop promised the car without headquarters or a sale right. */
export const holdKinds = ['none', 'provisional', 'firm'] as const
export type Hold = (typeof holdKinds)[number]

export type OrderFacts = {
  state: OrderState
  hasCustomer: boolean
  hasVehicle: boolean
  /** The price passes the asker's own limit. */
  needsApproval: boolean
  hold: Hold
  /** What must still come in before the car may leave. */
  dueFen: Fen
  /** What the buyer has paid and is to get back. */
  receivedFen: Fen
  /** Delivery papers (合格证, 一致性证书, 三包凭证 …) and checks not ticked off. */
  missingPapers: number
}

export const deliveryBlockers = ['state', 'unpaid', 'no-hold', 'provisional', 'papers'] as const
export type DeliveryBlocker = (typeof deliveryBlockers)[number]

/** Everything that keeps the car from being handed over, at once. A provisional order is paid and printed, not delivered. */
export function blockersOfDelivery(facts: OrderFacts): DeliveryBlocker[] {
  const blockers: DeliveryBlocker[] = []
  if (!canMove(facts.state, 'delivered')) blockers.push('state')
  if (facts.dueFen > 0) blockers.push('unpaid')
  if (facts.hold === 'none') blockers.push('no-hold')
  if (facts.hold === 'provisional') blockers.push('provisional')
  if (facts.missingPapers > 0) blockers.push('papers')
  return blockers
}

export const orderActions = [
  'complete-draft',
  'quote',
  'request-approval',
  'confirm',
  'await-approval',
  'sign',
  'choose-car',
  'reserve',
  'receive-payment',
  'await-headquarters',
  'complete-papers',
  'deliver',
  'refund',
  'none',
] as const
export type OrderAction = (typeof orderActions)[number]

/** The one thing to do next with an order: what the screen's main button says. */
export function nextAction(facts: OrderFacts): OrderAction {
  switch (facts.state) {
    case 'draft':
      return facts.hasCustomer && facts.hasVehicle ? 'quote' : 'complete-draft'
    case 'quoted':
      return facts.needsApproval ? 'request-approval' : 'confirm'
    case 'awaiting-approval':
      return 'await-approval'
    case 'approved':
      return 'sign'
    case 'signed':
      return facts.hasVehicle ? 'reserve' : 'choose-car'
    case 'car-lost':
      return 'choose-car'
    case 'reserved':
    case 'paid':
      return towardsDelivery(facts)
    case 'delivered':
      return 'none'
    case 'cancelled':
      return facts.receivedFen > 0 ? 'refund' : 'none'
  }
}

function towardsDelivery(facts: OrderFacts): OrderAction {
  if (facts.hold === 'none') return 'reserve'
  if (facts.dueFen > 0) return 'receive-payment'
  if (facts.hold === 'provisional') return 'await-headquarters'
  return facts.missingPapers > 0 ? 'complete-papers' : 'deliver'
}
