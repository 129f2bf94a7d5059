// Car loans: what is paid each month, what it costs in all, and the true annual rate. Which lender offers what is a
// product an administrator keeps; nothing here knows one.
import { z } from 'zod'
import { Fen as FenSchema, sumFen, mulDivDown, mulDivRound, type Fen } from '../../money.ts'

/** 等额本息 · 等额本金 · 等额本息加尾款. */
export const loanMethods = ['annuity', 'linear', 'balloon'] as const
export type LoanMethod = (typeof loanMethods)[number]

/** Who bears the interest the buyer is spared (贴息). */
export const subsidisers = ['none', 'maker', 'store'] as const
export type Subsidiser = (typeof subsidisers)[number]

export type Loan = {
  principalFen: Fen
  /** Monthly payments, at the end of each month. */
  months: number
  /** Basis points a year, charged by the month at a twelfth. */
  annualBp: number
  method: LoanMethod
  /** 尾款: paid with the last payment; only with `balloon`, at most the principal. */
  balloonFen?: Fen
}

export type Payment = { no: number; paymentFen: Fen; principalFen: Fen; interestFen: Fen; balanceFen: Fen }
export type Schedule = {
  payments: Payment[]
  /** The first payment: with `linear` the highest one. */
  firstFen: Fen
  interestFen: Fen
  /** Everything paid back. */
  totalFen: Fen
}

const YEAR = 120_000
const SCALE = 10n ** 30n
const times = (a: bigint, b: bigint): bigint => (a * b + SCALE / 2n) / SCALE

const BasisPoints = z.int().min(0).max(10_000)
/** The terms of a loan an order agreed on, beside its amount and months; kept as JSON in its column `loan_terms`. */
export const LoanTerms = z.object({
  /** What the offer was called when it was agreed. */
  product: z.string().max(60),
  method: z.enum(loanMethods),
  /** What the lender charges a year, and what of it the buyer pays. */
  lenderBp: BasisPoints,
  buyerBp: BasisPoints,
  subsidiser: z.enum(subsidisers),
  feeFen: FenSchema.min(0),
  balloonFen: FenSchema.min(0),
})
export type LoanTerms = z.infer<typeof LoanTerms>

/**
 * The constant payment that leaves `restFen` of `principalFen` after the last month, in 分:
 * (P − R·v) · r ÷ (1 − v) with v = (1 + r)^−n and r a twelfth of the annual rate; without interest (P − R) ÷ n. The
 * last payment of a schedule takes what rounding left. Fixed-point with 30 decimals: exact to far below a 分.
 */
function constantPayment({ principalFen, months, annualBp }: Pick<Loan, 'principalFen' | 'months' | 'annualBp'>, restFen: Fen): Fen {
  if (annualBp === 0) return mulDivRound(principalFen - restFen, 1, months)
  const r = (BigInt(annualBp) * SCALE) / BigInt(YEAR)
  let growth = SCALE
  for (let month = 0; month < months; month++) growth = times(growth, SCALE + r)
  // Multiplied by (1 + r)^n throughout, so that only the last step divides.
  const over = (BigInt(principalFen) * growth - BigInt(restFen) * SCALE) * r
  const under = (growth - SCALE) * SCALE
  return Number((2n * over + under) / (2n * under))
}

/**
 * Who pays what when. Interest of a month is the balance times a twelfth of the annual rate, to the 分; principal sums to
 * the loan and the balance ends at 0 exactly. @throws RangeError for amounts or terms that are none.
 */
export function schedule(loan: Loan): Schedule {
  const { principalFen, months, annualBp, method, balloonFen = 0 } = loan
  if (!Number.isSafeInteger(principalFen) || principalFen <= 0) throw new RangeError('a loan is more than nothing')
  if (!Number.isInteger(months) || months < 1) throw new RangeError('a loan has whole months')
  if (!Number.isInteger(annualBp) || annualBp < 0) throw new RangeError('a rate is not negative')
  if (balloonFen < 0 || balloonFen > principalFen || (method !== 'balloon' && balloonFen > 0))
    throw new RangeError('a balloon is a part of the loan')
  const constant = method === 'linear' ? 0 : constantPayment(loan, balloonFen)
  const share = mulDivDown(principalFen, 1, months)
  const payments: Payment[] = []
  let balanceFen = principalFen
  for (let no = 1; no <= months; no++) {
    const interestFen = mulDivRound(balanceFen, annualBp, YEAR)
    const due = method === 'linear' ? share : constant - interestFen
    const paidFen = no === months ? balanceFen : Math.min(balanceFen, due)
    balanceFen -= paidFen
    payments.push({ no, paymentFen: sumFen([paidFen, interestFen]), principalFen: paidFen, interestFen, balanceFen })
  }
  return {
    payments,
    firstFen: payments[0]?.paymentFen ?? 0,
    interestFen: sumFen(payments.map((p) => p.interestFen)),
    totalFen: sumFen(payments.map((p) => p.paymentFen)),
  }
}

/**
 * 年化利率 by 内部收益率法 (中国人民银行公告〔2021〕第3号): the monthly rate at which what is paid is worth what was received,
 * compounded over a year, in basis points. `receivedFen` is the loan less every fee taken at its start. Null when nothing
 * was received or less is paid back than was received.
 */
export function trueAnnualBp(receivedFen: Fen, paymentsFen: readonly Fen[]): number | null {
  const paid = sumFen(paymentsFen)
  if (receivedFen <= 0 || paid < receivedFen) return null
  if (paid === receivedFen) return 0
  const worth = (rate: number): number => paymentsFen.reduce((sum, fen, month) => sum + fen / (1 + rate) ** (month + 1), 0)
  let [low, high] = [0, 1]
  while (worth(high) > receivedFen) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-15; step++) {
    const middle = (low + high) / 2
    if (worth(middle) > receivedFen) low = middle
    else high = middle
  }
  return Math.round(((1 + (low + high) / 2) ** 12 - 1) * 10_000)
}

type Offer = {
  principalFen: Fen
  months: number
  method: LoanMethod
  /** What the lender charges, and what of it the buyer pays. */
  lenderBp: number
  buyerBp: number
  balloonFen: Fen
  /** 手续费, taken at the start. */
  feeFen: Fen
}
export type Cost = Schedule & {
  trueBp: number | null
  /** 贴息: interest at the lender's rate less interest at the buyer's. */
  subsidyFen: Fen
  feeFen: Fen
}

/** What an offer costs the buyer, and whoever spares him a part of the interest. */
export function costOf({ lenderBp, buyerBp, feeFen, ...loan }: Offer): Cost {
  const buyer = schedule({ ...loan, annualBp: buyerBp })
  const lender = lenderBp === buyerBp ? buyer : schedule({ ...loan, annualBp: lenderBp })
  const paid = buyer.payments.map((p) => p.paymentFen)
  return {
    ...buyer,
    feeFen,
    subsidyFen: Math.max(0, lender.interestFen - buyer.interestFen),
    trueBp: trueAnnualBp(loan.principalFen - feeFen, paid),
  }
}

/** A product as the arithmetic reads it. */
type Product = Pick<LoanTerms, 'method' | 'lenderBp' | 'buyerBp' | 'subsidiser'> & {
  id: string
  name: string
  months: readonly number[]
  minDownBp: number
  balloonBp: number
  feeBp: number
  maxLoanFen: Fen | null
  validFromOn: string
  validToOn: string | null
  active: boolean
}
export type Offered<P> = { key: string; product: P; months: number; terms: LoanTerms; cost: Cost }

/** What each product would cost for each of its lengths: those on offer that day, with enough paid down, not above what is lent. */
export function offersFor<P extends Product>(products: readonly P[], about: { priceFen: Fen; loanFen: Fen; on: string }): Offered<P>[] {
  const { priceFen, loanFen, on } = about
  const fitting = products.filter(
    (product) =>
      product.active &&
      product.validFromOn <= on &&
      (product.validToOn === null || on <= product.validToOn) &&
      loanFen <= priceFen - mulDivRound(priceFen, product.minDownBp, 10_000) &&
      (product.maxLoanFen === null || loanFen <= product.maxLoanFen),
  )
  return fitting.flatMap((product) =>
    product.months.map((months) => {
      const terms: LoanTerms = {
        product: product.name,
        method: product.method,
        lenderBp: product.lenderBp,
        buyerBp: product.buyerBp,
        subsidiser: product.subsidiser,
        feeFen: mulDivRound(loanFen, product.feeBp, 10_000),
        balloonFen: mulDivDown(loanFen, product.balloonBp, 10_000),
      }
      return { key: `${product.id} ${months}`, product, months, terms, cost: costOf({ ...terms, principalFen: loanFen, months }) }
    }),
  )
}
