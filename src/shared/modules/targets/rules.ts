// What a person earned by what they sold: every line in whole 分 and with its order, so that the parts are the whole. Where
// the facts come from is main's.
import { z } from 'zod'
import { addMonths, type Day, daysBetween } from '../../dates.ts'
import { Fen, mulDivRound, sumFen } from '../../money.ts'

export const measures = ['leads', 'drives', 'orders', 'deliveries', 'marginFen', 'accessoriesFen', 'insurance', 'loans'] as const
export type Measure = (typeof measures)[number]
export const isMoney = (measure: Measure): boolean => measure.endsWith('Fen')

/** `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month')
export type Month = z.infer<typeof Month>
export const firstOf = (month: Month): Day => `${month}-01`
export const after = (month: Month): Day => addMonths(firstOf(month), 1)

const Amount = Fen.min(0).max(100_000_000)
const Bp = z.int().min(0).max(10_000)
/** As many steps as a scheme may have. */
export const MOST_STEPS = 9
/** A scheme: what each part is worth. A step holds from its nth car of the month on, in place of what came before. */
export const SchemeTerms = z.object({
  perCarFen: Amount,
  steps: z
    .array(z.object({ fromCars: z.int().min(2).max(999), perCarFen: Amount }))
    .max(MOST_STEPS)
    .superRefine((steps, told) => {
      for (const [at, { fromCars }] of steps.entries())
        if (steps.findIndex((step) => step.fromCars === fromCars) < at)
          told.addIssue({ code: 'custom', path: [at, 'fromCars'], message: 'step-twice' })
    }),
  marginBp: Bp,
  accessoriesBp: Bp,
  insuranceFen: Amount,
  loanFen: Amount,
  /** Taken off for every car sold under its cost. */
  belowCostFen: Amount,
  /** Given once when this measure reaches so much of its target. */
  bonus: z.object({ measure: z.enum(measures), fromBp: z.int().min(1).max(50_000), fen: Amount }).nullable(),
})
export type SchemeTerms = z.infer<typeof SchemeTerms>

/** A delivered order. `marginFen` is null where the car's cost is not known: then it earns nothing of its margin. */
export type Sale = {
  orderId: string
  deliveredAt: number
  marginFen: Fen | null
  accessoriesFen: Fen
  insuranceFen: Fen
  loanFen: Fen
}

export const parts = ['car', 'margin', 'accessories', 'insurance', 'loan', 'below-cost', 'bonus'] as const
export const Line = z.object({
  /** The month it is earned in; another than the statement's: a correction of one that was locked. */
  month: Month,
  orderId: z.string().nullable(),
  part: z.enum(parts),
  amountFen: z.int(),
})
export type Line = z.infer<typeof Line>
export const keyOf = ({ month, orderId, part }: Line): string => `${month} ${orderId ?? ''} ${part}`

export const totalOf = (lines: readonly Line[]): Fen => sumFen(lines.map(({ amountFen }) => amountFen))

const perCar = (terms: SchemeTerms, nth: number): Fen =>
  terms.steps.filter(({ fromCars }) => nth >= fromCars).toSorted((a, b) => b.fromCars - a.fromCars)[0]?.perCarFen ?? terms.perCarFen

/** Every line of a month; what comes to nothing is left out. Cars count in the order they were handed over. */
export function linesOf(
  month: Month,
  terms: SchemeTerms,
  sales: readonly Sale[],
  bonus: { reached: number; target: number | null },
): Line[] {
  const lines: Line[] = []
  const add = (orderId: string | null, part: Line['part'], amountFen: Fen): void => {
    if (amountFen !== 0) lines.push({ month, orderId, part, amountFen })
  }
  const inOrder = sales.toSorted((a, b) => a.deliveredAt - b.deliveredAt || (a.orderId < b.orderId ? -1 : 1))
  for (const [at, sale] of inOrder.entries()) {
    const { orderId, marginFen } = sale
    add(orderId, 'car', perCar(terms, at + 1))
    if (marginFen !== null && marginFen > 0) add(orderId, 'margin', mulDivRound(marginFen, terms.marginBp, 10_000))
    add(orderId, 'accessories', mulDivRound(sale.accessoriesFen, terms.accessoriesBp, 10_000))
    if (sale.insuranceFen > 0) add(orderId, 'insurance', terms.insuranceFen)
    if (sale.loanFen > 0) add(orderId, 'loan', terms.loanFen)
    if (marginFen !== null && marginFen < 0) add(orderId, 'below-cost', -terms.belowCostFen)
  }
  const { target, reached } = bonus
  if (terms.bonus && target !== null && target > 0 && BigInt(reached) * 10_000n >= BigInt(target) * BigInt(terms.bonus.fromBp))
    add(null, 'bonus', terms.bonus.fen)
  return lines
}

/** What a locked month would say now, less what was paid for it in this and later statements: counter-lines, or none. */
export function corrections(now: readonly Line[], paid: readonly Line[]): Line[] {
  const differences = new Map<string, Line>()
  for (const [lines, sign] of [
    [now, 1],
    [paid, -1],
  ] as const)
    for (const line of lines) {
      const known = differences.get(keyOf(line))
      differences.set(keyOf(line), { ...line, amountFen: sumFen([known?.amountFen ?? 0, sign * line.amountFen]) })
    }
  return [...differences.values()].filter(({ amountFen }) => amountFen !== 0)
}

/** 草稿 · 已复核 · 已锁定. */
export const sheetStates = ['draft', 'reviewed', 'locked'] as const
export type SheetState = (typeof sheetStates)[number]

/** At the pace so far, by the end of the month; today counts as gone. Whole, rounded half up. */
export function forecast(reached: number, month: Month, today: Day): number {
  const days = daysBetween(firstOf(month), after(month))
  const gone = Math.min(days, daysBetween(firstOf(month), today) + 1)
  return gone <= 0 ? 0 : mulDivRound(reached, days, gone)
}
