// Where a shipment stands after what was said of it, how its cost falls on the lines it carried and is named in the stock ledger, and what a carrier is worth by what
// happened.
import { uuidv5 } from '../../ids.ts'
import { allocate, type Fen, mulDivRound } from '../../money.ts'

/** 已订舱 · 已提货 · 运输中 · 延误 · 已送达 · 丢失. The last two end it. */
export const stepKinds = ['booked', 'picked-up', 'on-the-way', 'delayed', 'delivered', 'lost'] as const
export type StepKind = (typeof stepKinds)[number]
export const isOver = (kind: StepKind): boolean => kind === 'delivered' || kind === 'lost'

/** 运费 · 保险 · 装卸 · 其他. */
export const costKinds = ['freight', 'insurance', 'handling', 'other'] as const
export type CostKind = (typeof costKinds)[number]

/** What is carried: a purchase, a transfer to another site; nothing in particular is also possible. */
export const shipmentSubjects = ['purchases', 'part_transfers'] as const
export type ShipmentSubject = (typeof shipmentSubjects)[number]

const ROUTES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4f01'
/** One row a carrier and way in the whole group, whoever entered it. */
export const routeId = (carrier: string, from: string, to: string): string => uuidv5(ROUTES, `${carrier} ${from} > ${to}`)

/** 按货值 · 按数量 · 按重量: what the cost of a shipment is shared by. */
export const landedBases = ['value', 'quantity', 'weight'] as const
export type LandedBasis = (typeof landedBases)[number]

/** A line that is carried: a price, and a weight, is said for `perUnits` of its units. */
type Carried = { units: number; perUnits: number; goodsFen: Fen; weightGrams: number | null }

/** Lines nobody can share a cost by weight on, because their part was never weighed. */
export const unweighed = <Line extends Carried>(lines: readonly Line[]): Line[] => lines.filter(({ weightGrams }) => weightGrams === null)

/**
 * What of a cost falls on each line, in 分; the parts add up to it (money.ts, allocate). By value; by weight in milligrams, of lines that
 * all have one (see unweighed); or by quantity of what a price is said for, so that a litre and a filter count alike: by quantity also
 * where nothing cost anything. Empty where nothing is carried.
 */
export function shared(costFen: Fen, basis: LandedBasis, lines: readonly Carried[]): Fen[] {
  if (lines.length === 0) return []
  const by: LandedBasis = basis === 'value' && lines.every(({ goodsFen }) => goodsFen <= 0) ? 'quantity' : basis
  const ofLine: Readonly<Record<LandedBasis, (line: Carried) => number>> = {
    value: ({ goodsFen }) => goodsFen,
    quantity: ({ units, perUnits }) => Math.max(1, mulDivRound(units, 1000, perUnits)),
    weight: ({ units, perUnits, weightGrams }) => Math.max(1, mulDivRound(units, (weightGrams ?? 0) * 1000, perUnits)),
  }
  return allocate(costFen, lines.map(ofLine[by]))
}

const SHARES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4f22'
/** A cost's share on a line by one basis: two desks that choose it apart write one row. */
export const shareId = (cost: string, line: string, basis: LandedBasis): string => uuidv5(SHARES, `${cost} ${line} ${basis}`)

const LANDED = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4f21'
/** The entry that puts a cost's share on a line into the stock ledger: two desks that book it without a line write one entry. */
export const landedMoveId = (cost: string, line: string): string => uuidv5(LANDED, `${cost} ${line}`)

/** What happened with a carrier: shipments that ended, those of them by the day promised, without damage, and lost ones. */
export type CarriedSoFar = { ended: number; onTime: number; whole: number; lost: number }
/** 0 to 100: punctual counts 60, undamaged 40, a lost shipment counts for neither. Null while nothing ended. */
export const carrierScore = ({ ended, onTime, whole }: CarriedSoFar): number | null =>
  ended === 0 ? null : Math.round((60 * onTime + 40 * whole) / ended)
