// What a cashier hands in at the end of a day: what the books say by way of payment, what was counted, and why they differ.
import { z } from 'zod'
import { Fen, sumFen } from '../../money.ts'
import { receiptMethods } from '../receivables/rules.ts'

/** 待复核 · 已复核 · 已退回: handed in, confirmed by another person, given back to be counted again. */
export const closingStates = ['counted', 'confirmed', 'returned'] as const
export type ClosingState = (typeof closingStates)[number]

/** Ways of payment there is something to count of: a car that was credited and a debt written off leave nothing in a drawer. */
export const countedMethods = receiptMethods.filter((method) => method !== 'trade-in' && method !== 'write-off')

/** What was counted of one way of payment; a difference has its reason. */
export const Count = z
  .object({
    method: z.enum(receiptMethods),
    bookedFen: Fen,
    countedFen: Fen,
    reason: z.string().trim().max(200).default(''),
  })
  .superRefine(({ bookedFen, countedFen, reason }, ctx) => {
    if (bookedFen !== countedFen && reason === '') ctx.addIssue({ code: 'custom', path: ['reason'], message: 'difference-unexplained' })
  })
export type Count = z.infer<typeof Count>

/** 长款 above 0, 短款 below. */
export const differenceOf = (counts: readonly Pick<Count, 'bookedFen' | 'countedFen'>[]): Fen =>
  sumFen(counts.map(({ bookedFen, countedFen }) => sumFen([countedFen, -bookedFen])))
