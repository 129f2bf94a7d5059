// Money of an order: what was agreed to come in, what came in and went back, what of it is ours and what is held for
// others. The ledger is only added to: a mistake is corrected by a row of the opposite amount.
import { type Fen, sumFen } from '../../money.ts'

/** 现金 · 转账 · 银行卡 · 微信 · 支付宝 · 贷款放款: how money comes in and goes back. */
export const moneyMethods = ['cash', 'transfer', 'card', 'wechat', 'alipay', 'loan'] as const
/** … · 置换抵扣, an old car instead of money · 核销, a debt given up: both settle the plan and leave nothing in a drawer. */
export const receiptMethods = [...moneyMethods, 'trade-in', 'write-off'] as const
export type MoneyMethod = (typeof moneyMethods)[number]
export type ReceiptMethod = (typeof receiptMethods)[number]

/** 代收购置税 · 代收保险费 · 代收上牌费: collected for others. */
export const heldKinds = ['held-tax', 'held-insurance', 'held-plates'] as const
export type HeldKind = (typeof heldKinds)[number]

/**
 * What an amount is for: 订金 (refundable) · 定金 (may be forfeited) · 首付 · 尾款 · 贷款 · the three of heldKinds. The first
 * two are different words in law. A refund carries the kind it gives back.
 */
export const orderKinds = ['deposit', 'earnest', 'down', 'balance', 'loan', ...heldKinds] as const
/** … · 维修款, of a work order instead of a car's. */
export const receiptKinds = [...orderKinds, 'service'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

/** Money held for others is a debt, never revenue: no figure of sales may contain it. */
export const isHeld = (kind: ReceiptKind): kind is HeldKind => (heldKinds as readonly string[]).includes(kind)

/** What is paid out beside refunds: the three of heldKinds to whom they are for · 双倍返还, to the buyer. */
export const payoutKinds = [...heldKinds, 'earnest-double'] as const
export type PayoutKind = (typeof payoutKinds)[number]

/**
 * An account of held money: what came in less what went back (`collectedFen`), what was paid to whom it is for, and what is
 * left. 未收 · 代管中 · 已结清 · 待清 (the order is over and something is left) · 多付 (more went out than came in).
 */
export const heldStates = ['empty', 'held', 'settled', 'to-clear', 'overpaid'] as const
export type HeldState = (typeof heldStates)[number]
export function heldState(about: { collectedFen: Fen; paidFen: Fen; over: boolean }): HeldState {
  const leftFen = sumFen([about.collectedFen, -about.paidFen])
  if (leftFen < 0) return 'overpaid'
  if (leftFen > 0) return about.over ? 'to-clear' : 'held'
  return about.collectedFen === 0 ? 'empty' : 'settled'
}

/** The ledger with what was paid to others taken off: what a refund may still give back. */
export const lessPaidOut = (ledger: readonly LedgerRow[], paid: readonly { kind: PayoutKind; amountFen: Fen }[]): LedgerRow[] => [
  ...ledger,
  ...paid.flatMap(({ kind, amountFen }) => (kind === 'earnest-double' ? [] : [{ kind, amountFen: -amountFen }])),
]

export type PlanLine = { kind: ReceiptKind; amountFen: Fen }

/**
 * A ledger row: a receipt is positive, a refund negative. A row that names another (`reversesId`) undoes it with the
 * opposite amount and the same kind, so it takes a receipt (or a refund) away and is no refund (or receipt) itself.
 */
export type LedgerRow = { kind: ReceiptKind; amountFen: Fen; reversesId?: string | null }

/** The figures of a price sheet a plan is made of. */
export type PlanInput = {
  ownFen: Fen
  loanFen: Fen
  purchaseTaxFen: Fen
  insuranceFen: Fen
  plateFeeFen: Fen
  advance: { kind: 'deposit' | 'earnest'; amountFen: Fen } | null
}

/**
 * The plan an order opens with: 定金 or 订金, the rest of our own part as 首付, what is collected for others, and the
 * lender's payment. Lines of 0 are left out; the lines sum to ownFen + the held amounts. Advance and loan count
 * towards our own part, in that order, up to its size.
 */
export function openingPlan(input: PlanInput): PlanLine[] {
  const advance = Math.min(input.advance?.amountFen ?? 0, input.ownFen)
  const loan = Math.min(input.loanFen, input.ownFen - advance)
  const lines: PlanLine[] = [
    { kind: input.advance?.kind ?? 'deposit', amountFen: advance },
    { kind: 'down', amountFen: input.ownFen - advance - loan },
    { kind: 'held-tax', amountFen: input.purchaseTaxFen },
    { kind: 'held-insurance', amountFen: input.insuranceFen },
    { kind: 'held-plates', amountFen: input.plateFeeFen },
    { kind: 'loan', amountFen: loan },
  ]
  return lines.filter(({ amountFen }) => amountFen > 0)
}

/** Nothing planned · nothing in yet · partly in · all in · more in than planned. */
export const receivableStates = ['none', 'open', 'partly', 'settled', 'over'] as const
type ReceivableState = (typeof receivableStates)[number]

type FilledLine<Line extends PlanLine = PlanLine> = Line & { receivedFen: Fen; openFen: Fen }

export type Balance<Line extends PlanLine = PlanLine> = {
  plannedFen: Fen
  /** 已收: came in, reversals taken off. */
  receivedFen: Fen
  /** 已退: went back, as a positive amount, reversals taken off. */
  refundedFen: Fen
  /** receivedFen − refundedFen. */
  netFen: Fen
  /** 应收: still to come; and come in too much. At most one of them is not 0. */
  dueFen: Fen
  overFen: Fen
  /** Of netFen: an advance on our own sale, and money held for others. Revenue is made of the first alone. */
  ownFen: Fen
  heldFen: Fen
  /** The part of dueFen a lender pays. */
  loanDueFen: Fen
  /** The plan with what has come in of each line. */
  lines: FilledLine<Line>[]
  state: ReceivableState
}

/**
 * Where an order's money stands. Rows count for the lines of their kind, in the order of the plan; the totals count
 * every row, planned or not.
 */
export function balance<Line extends PlanLine>(plan: readonly Line[], ledger: readonly LedgerRow[]): Balance<Line> {
  const plannedFen = total(plan)
  const netFen = total(ledger)
  const receivedFen = total(ledger.filter((row) => row.amountFen > 0 !== Boolean(row.reversesId)))
  const heldFen = total(ledger.filter(({ kind }) => isHeld(kind)))
  const dueFen = Math.max(0, sumFen([plannedFen, -netFen]))
  const lines = fill(plan, ledger)
  return {
    plannedFen,
    receivedFen,
    refundedFen: sumFen([receivedFen, -netFen]),
    netFen,
    dueFen,
    overFen: Math.max(0, sumFen([netFen, -plannedFen])),
    ownFen: sumFen([netFen, -heldFen]),
    heldFen,
    loanDueFen: Math.min(dueFen, sumFen(lines.filter(({ kind }) => kind === 'loan').map(({ openFen }) => openFen))),
    lines,
    state: stateOf(plannedFen, netFen),
  }
}

const total = (rows: readonly { amountFen: Fen }[]): Fen => sumFen(rows.map(({ amountFen }) => amountFen))

function stateOf(plannedFen: Fen, netFen: Fen): ReceivableState {
  if (netFen > plannedFen) return 'over'
  if (plannedFen === 0) return 'none'
  if (netFen === plannedFen) return 'settled'
  return netFen > 0 ? 'partly' : 'open'
}

function fill<Line extends PlanLine>(plan: readonly Line[], ledger: readonly LedgerRow[]): FilledLine<Line>[] {
  const left = new Map(receiptKinds.map((kind) => [kind, Math.max(0, total(ledger.filter((row) => row.kind === kind)))]))
  return plan.map((line) => {
    const came = left.get(line.kind) as Fen
    const receivedFen = Math.min(line.amountFen, came)
    left.set(line.kind, came - receivedFen)
    return { ...line, receivedFen, openFen: line.amountFen - receivedFen }
  })
}

/**
 * Splits one payment over the open lines of the plan, so that held money is held from the first 分: a lender's payment
 * goes to the loan line first, any other to the other lines first, each list in the order of the plan. `leftFen` is
 * what the whole plan has no room for.
 */
export function earmark(
  plan: readonly PlanLine[],
  ledger: readonly LedgerRow[],
  payment: { amountFen: Fen; method: ReceiptMethod },
): { parts: PlanLine[]; leftFen: Fen } {
  const lines = fill(plan, ledger)
  const meant = (line: PlanLine) => (line.kind === 'loan') === (payment.method === 'loan')
  const parts: PlanLine[] = []
  let leftFen = payment.amountFen
  for (const { kind, openFen } of [...lines.filter(meant), ...lines.filter((line) => !meant(line))]) {
    const amountFen = Math.min(openFen, leftFen)
    if (amountFen <= 0) continue
    parts.push({ kind, amountFen })
    leftFen -= amountFen
  }
  return { parts, leftFen }
}

/** What may still be given back of an order; of one kind when told. Never negative, never more than the order's net. */
export function refundableFen(ledger: readonly LedgerRow[], kind?: ReceiptKind): Fen {
  const whole = Math.max(0, total(ledger))
  return kind === undefined ? whole : Math.min(whole, Math.max(0, total(ledger.filter((row) => row.kind === kind))))
}

export const refundProblems = ['not-positive', 'exceeds-received', 'exceeds-kind'] as const
export type RefundProblem = (typeof refundProblems)[number]

/** Judges a refund, a positive amount: never more than the order has left, nor more than is left of its own kind. */
export function checkRefund(ledger: readonly LedgerRow[], refund: { kind: ReceiptKind; amountFen: Fen }): RefundProblem[] {
  if (!Number.isSafeInteger(refund.amountFen) || refund.amountFen <= 0) return ['not-positive']
  if (refund.amountFen > refundableFen(ledger)) return ['exceeds-received']
  return refund.amountFen > refundableFen(ledger, refund.kind) ? ['exceeds-kind'] : []
}
