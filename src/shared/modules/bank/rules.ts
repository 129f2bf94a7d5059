// A bank's statement against the books: what makes a line the same line in two files, and which receipt or order a line most
// likely is, with the reasons said.
import { z } from 'zod'
import { Day, daysBetween } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { Fen, sumFen } from '../../money.ts'

const LINES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a3c21'
const words = (most: number) => z.string().trim().max(most).nullable().default(null)

/** One line of a statement: above 0 it came in, below it went out. */
export const NewBankLine = z.object({
  bookedOn: Day,
  /** The time of day as the bank wrote it. */
  clock: words(20),
  amountFen: Fen.refine((fen) => fen !== 0, { message: 'not-zero' }),
  balanceFen: Fen.nullable().default(null),
  payerName: words(120),
  payerAccount: words(60),
  /** Our own account, where the file says it. */
  account: words(60),
  /** The bank's own number of the line. */
  reference: words(80),
  purpose: words(300),
  /** The how many-th line that says all this, in the order of its file. */
  nth: z.int().min(1).max(999).default(1),
})
export type NewBankLine = z.infer<typeof NewBankLine>

/**
 * What a line is known by, whatever file it stands in: the bank's number of it, else the balance after it, else all it says
 * and, of lines that say the same, the how many-th it is. A bank numbers its lines anew each day, so the day is always part of it.
 */
export function fingerprintOf(line: NewBankLine): string {
  const { bookedOn, amountFen, account, reference, balanceFen } = line
  const start = [account ?? '', bookedOn, amountFen]
  if (reference) return [...start, `#${reference}`].join('|')
  if (balanceFen !== null) return [...start, `=${balanceFen}`, line.clock ?? ''].join('|')
  const again = line.nth > 1 ? [`~${line.nth}`] : []
  return [...start, line.clock ?? '', line.payerName ?? '', line.payerAccount ?? '', line.purpose ?? '', ...again].join('|')
}
/** The row of a line: two desks that bring in the same statement make the same rows. */
export const lineId = (siteId: string, fingerprint: string): string => uuidv5(LINES, `${siteId} ${fingerprint}`)

/** 未对上 · 部分对上 · 已对上 · 不用对. */
export const lineStates = ['open', 'partly', 'matched', 'ignored'] as const
export type LineState = (typeof lineStates)[number]

/** 金额相同 · 对方名称相同 · 用途里写了名字 · 写了订单号 · 流水号相同 · 同一天 · 前后三天 · 一周内. */
export const reasons = ['amount', 'name', 'named', 'order-no', 'reference', 'same-day', 'near', 'week'] as const
export type Reason = (typeof reasons)[number]
const POINTS: Readonly<Record<Reason, number>> = {
  amount: 45,
  name: 30,
  named: 25,
  'order-no': 50,
  reference: 45,
  'same-day': 15,
  near: 8,
  week: 3,
}
/** From here a line may be taken at one press with others; below it a person looks at each. */
export const SURE = 85
const LEAST = 40

/** 收据 · 订单 · 退款 · 代付: what came in may be the first two, what went out the others. */
export const candidateKinds = ['receipt', 'order', 'refund', 'payout'] as const

/** Something a line may be: a booking that has no line yet, or an order that still waits for money. */
export type Candidate = {
  kind: (typeof candidateKinds)[number]
  /** The booking's number, or the order's id. */
  key: string
  orderNo: string
  /** The customer, and who else may pay for him or be paid. */
  names: readonly string[]
  /** What would fit exactly: what is left of the booking; what the order still owes, whole or by lines of its plan. */
  amounts: readonly Fen[]
  reference: string | null
  /** When it was booked; null of an order. */
  on: Day | null
}

const plain = (text: string | null): string => (text ?? '').replace(/[\s()（）]/g, '').toUpperCase()

/** How likely a line is this candidate, 0 to 100, and why. */
export function judge(
  line: Pick<NewBankLine, 'payerName' | 'purpose' | 'reference' | 'bookedOn'> & { leftFen: Fen },
  candidate: Candidate,
): { score: number; why: Reason[] } {
  const why: Reason[] = []
  const said = plain(`${line.purpose ?? ''} ${line.reference ?? ''}`)
  const names = candidate.names.map(plain).filter((name) => name.length > 1)
  if (candidate.amounts.includes(line.leftFen)) why.push('amount')
  if (names.includes(plain(line.payerName))) why.push('name')
  else if (names.some((name) => said.includes(name))) why.push('named')
  if (said.includes(plain(candidate.orderNo))) why.push('order-no')
  const reference = plain(candidate.reference)
  if (reference.length >= 4 && (plain(line.reference) === reference || said.includes(reference))) why.push('reference')
  // A day alone says nothing.
  if (candidate.on !== null && why.length > 0) {
    const apart = Math.abs(daysBetween(candidate.on, line.bookedOn))
    if (apart === 0) why.push('same-day')
    else if (apart <= 3) why.push('near')
    else if (apart <= 7) why.push('week')
  }
  return { score: Math.min(100, sumFen(why.map((reason) => POINTS[reason]))), why }
}

export type Suggestion<Of extends Candidate = Candidate> = Of & { score: number; why: Reason[] }

const inBooks = ({ kind }: Candidate): number => (kind === 'order' ? 1 : 0)
/** The likeliest first; of equals what is in the books already before what is not. */
export const suggest = <Of extends Candidate>(line: Parameters<typeof judge>[0], candidates: readonly Of[]): Suggestion<Of>[] =>
  candidates
    .map((candidate) => ({ ...candidate, ...judge(line, candidate) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || inBooks(a) - inBooks(b) || a.key.localeCompare(b.key))
    .slice(0, 6)

/** The one that may be taken without a look: sure, and no other is as sure. */
export function sureOf<Of extends Candidate>(suggestions: readonly Suggestion<Of>[]): Suggestion<Of> | null {
  const [first, second] = suggestions
  return first && first.score >= SURE && first.why.includes('amount') && (second?.score ?? 0) < first.score ? first : null
}
