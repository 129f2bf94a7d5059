// What an inspection before delivery (PDI) needs to be passed, and what of a car lies in somebody's hands.
import { uuidv5 } from '../../ids.ts'

/** 检查中 · 已通过 · 已放行: passed, or set aside for a stated reason. */
export const inspectionStates = ['open', 'passed', 'waived'] as const
export type InspectionState = (typeof inspectionStates)[number]

/** 正常 · 有问题 · 不适用. */
export const tickResults = ['ok', 'fault', 'none'] as const
export type TickResult = (typeof tickResults)[number]

/** 主钥匙 · 备用钥匙 · 合格证. */
export const custodyThings = ['key', 'spare-key', 'certificate'] as const

/** Items that keep it from being passed: not looked at, or with a fault. */
export const standingInTheWay = (items: readonly string[], ticks: ReadonlyMap<string, TickResult | null>): string[] =>
  items.filter((item) => {
    const result = ticks.get(item) ?? null
    return result === null || result === 'fault'
  })

const TICKS = '0a4f4a70-1f52-4cb3-8a0b-3a7a3f6f5b21'
const INSPECTIONS = '0a4f4a70-1f52-4cb3-8a0b-3a7a3f6f5b22'
/** One row an item, whichever desk ticked it. */
export const tickId = (inspectionId: string, item: string): string => uuidv5(TICKS, `${inspectionId} ${item}`)
/** The n-th inspection of a car: begun at two desks it is one. */
export const inspectionId = (vehicleId: string, turn: number): string => uuidv5(INSPECTIONS, `${vehicleId} ${turn}`)
