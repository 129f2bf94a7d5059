// Parts on their way to another site of the group: where a consignment stands after what both sides said, and how its rows are named so
// that an arrival said twice is one.
import { uuidv5 } from '../../ids.ts'
import { type Fen, mulDivRound } from '../../money.ts'

/** 在途 · 已到齐 · 有短少 · 短少已处理. `short` waits for the sender's word. */
export const transferStates = ['on-the-road', 'arrived', 'short', 'settled'] as const
export type TransferState = (typeof transferStates)[number]

/** 途中丢失 · 退回发货方: what became of what did not arrive, said by the sender. */
export const shortOutcomes = ['lost', 'returned'] as const
export type ShortOutcome = (typeof shortOutcomes)[number]

/** From the sums over all lines: every line takes no more than was sent of it, so that sums say what the lines do. */
export function transferState(sent: number, came: number, short: number, settled: boolean): TransferState {
  if (came + short < sent) return 'on-the-road'
  if (short === 0) return 'arrived'
  return settled ? 'settled' : 'short'
}

/** What units after the first `before` of a line cost, in 分: rounded on the sum, so that the parts of a line add up to its cost. */
export const shareOf = (line: { units: number; costFen: Fen }, before: number, units: number): Fen =>
  mulDivRound(line.costFen, before + units, line.units) - mulDivRound(line.costFen, before, line.units)

const ARRIVALS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4e01'
const MOVES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4e02'

/**
 * An arrival is named by its line and what was accounted for before it: two desks that take in the same delivery without a line make one
 * arrival of it, and of the stock it brings.
 */
export const arrivalId = (line: string, before: number): string => uuidv5(ARRIVALS, `${line} ${before}`)
export const arrivalMoveId = (arrival: string): string => uuidv5(MOVES, arrival)
