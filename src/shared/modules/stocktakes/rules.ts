// What a stocktake may say of a car, what may be decided about it, and how its rows are named so that desks that counted
// without a line meet in the same ones.
import { uuidv5 } from '../../ids.ts'
import { normalVin } from '../vehicles/rules.ts'

/** 车辆 · 配件. */
export const stocktakeKinds = ['cars', 'parts'] as const
export type StocktakeKind = (typeof stocktakeKinds)[number]

/**
 * 盘点中 · 待过账 · 过账中 · 已过账 · 已作废 · 撤销中 · 已撤销. `posting` and `undoing` are what was cut off while its lines were written: it is
 * taken up again. Only what a ledger holds (parts) is undone, by counter-entries.
 */
export const stocktakeStates = ['open', 'submitted', 'posting', 'posted', 'dropped', 'undoing', 'undone'] as const
export type StocktakeState = (typeof stocktakeStates)[number]

export const stocktakeMoves: Readonly<Record<StocktakeState, readonly StocktakeState[]>> = {
  open: ['submitted', 'dropped'],
  submitted: ['open', 'posting', 'dropped'],
  posting: ['posting', 'posted', 'open'],
  posted: ['undoing'],
  dropped: [],
  undoing: ['undoing', 'undone'],
  undone: [],
}

/** 相符 · 缺车 · 多车 · 错位 · 重复: there and expected, not seen, seen and not of this stock, at another place, at two places. */
export const verdicts = ['missing', 'unexpected', 'misplaced', 'double', 'found'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a scanned car is not of this stock: nobody knows it, it is another site's, it left, it is still on the road to us. */
export const strangers = ['unknown', 'other-site', 'gone', 'on-the-road'] as const
export type Stranger = (typeof strangers)[number]

/** 保留账面 · 盘亏 · 改库位 · 收车: leave the books, write it off, note the new place, receive it from the road. */
export const decisions = ['keep', 'write-off', 'move', 'receive'] as const
export type Decision = (typeof decisions)[number]

/** What may be decided about a difference; of a car that is there, nothing. */
export function decisionsFor(verdict: Verdict, stranger: Stranger | null): readonly Decision[] {
  if (verdict === 'missing') return ['write-off', 'keep']
  if (verdict === 'misplaced') return ['move', 'keep']
  if (verdict === 'unexpected') return stranger === 'on-the-road' ? ['receive', 'keep'] : ['keep']
  return verdict === 'double' ? ['keep'] : []
}

/** Cars in one changeset of a posting: some 30 ms of main, and with what is done to each well within the size of one. */
export const LINES_AT_ONCE = 100
export const SCANS_AT_ONCE = 500

const SCANS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a3c11'
const FINDINGS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a3c12'
const LINES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a3c13'

/** The row of a car at a place; `turn` counts what was scanned and taken back before. */
export const scanId = (stocktakeId: string, vin: string, location: string | null, turn: number): string =>
  uuidv5(SCANS, `${stocktakeId} ${vin} ${turn} ${location ?? ''}`)
export const findingId = (stocktakeId: string, subject: string): string => uuidv5(FINDINGS, `${stocktakeId} ${subject}`)
export const lineId = (stocktakeId: string, subject: string): string => uuidv5(LINES, `${stocktakeId} ${subject}`)

/** The VINs in what a scanner typed or a person pasted: by lines, spaces, commas; as they are stored; each once, in order. */
export const vinsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;，；、]+/)
      .map(normalVin)
      .filter((vin) => vin !== ''),
  ),
]
