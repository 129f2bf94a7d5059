// Where a shipment stands after what was said of it, how its cost falls on the lines it carried, and what a carrier is worth by what
// happened.
import { uuidv5 } from '../../ids.ts'
import { type Fen, mulDivRound } from '../../money.ts'

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

/**
 * `totalFen` over lines by their weight (what they cost; their units where nothing cost anything), in 分. Rounded on the sum, so that
 * the parts add up to the whole; no part is below 0.
 */
export function allocated(totalFen: Fen, weights: readonly number[]): Fen[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return weights.map((weight) => {
    const from = all === 0 ? 0 : mulDivRound(totalFen, before, all)
    before += weight
    return all === 0 ? 0 : mulDivRound(totalFen, before, all) - from
  })
}

/** What happened with a carrier: shipments that ended, those of them by the day promised, without damage, and lost ones. */
export type CarriedSoFar = { ended: number; onTime: number; whole: number; lost: number }
/** 0 to 100: punctual counts 60, undamaged 40, a lost shipment counts for neither. Null while nothing ended. */
export const carrierScore = ({ ended, onTime, whole }: CarriedSoFar): number | null =>
  ended === 0 ? null : Math.round((60 * onTime + 40 * whole) / ended)
