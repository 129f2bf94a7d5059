// What a stocktake may say of a part, what may be decided about it, and how what a scanner types or a person pastes is read.
import { uuidv5 } from '../../ids.ts'
import { MOST_UNITS, normalCode } from '../parts/rules.ts'

/**
 * 未盘到 · 盘亏 · 盘盈 · 两台都盘了 · 未建档 · 相符: in the books and not counted, less and more than in the books, counted in the same bin at
 * two desks that did not hear of each other, a code nobody knows, as in the books.
 */
export const countVerdicts = ['missing', 'less', 'more', 'twice', 'unknown', 'found'] as const
export type CountVerdict = (typeof countVerdicts)[number]

/** 按实数记账 · 账面不变. */
export const countDecisions = ['book', 'keep'] as const
export type CountDecision = (typeof countDecisions)[number]

/** Of a code nobody knows nothing can be booked: it is entered as a part first, and is then more than in the books. */
export const countDecisionsFor = (verdict: CountVerdict): readonly CountDecision[] =>
  verdict === 'found' ? [] : verdict === 'unknown' ? ['keep'] : ['book', 'keep']

const LINES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4d01'
const MOVES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4d02'
const UNDOINGS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4d03'

/** Made of what they are about: a posting that is cut off and taken up again, or done at two desks, writes each once. */
export const countLineId = (stocktakeId: string, part: string): string => uuidv5(LINES, `${stocktakeId} ${part}`)
export const countMoveId = (stocktakeId: string, part: string): string => uuidv5(MOVES, `${stocktakeId} ${part}`)
export const undoingId = (moveId: string): string => uuidv5(UNDOINGS, moveId)

export type Scanned = { code: string; units: number | null }
/** A line that cannot be read, by its number in the text. */
export type Unread = { line: number; text: string }

/**
 * The counts in what a scanner typed or a person pasted, one a line: a code, alone (a package) or with the units after a space, tab,
 * comma or ×. Every line that cannot be read is named.
 */
export function countsIn(text: string): { scans: Scanned[]; unread: Unread[] } {
  const scans: Scanned[] = []
  const unread: Unread[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const said = line.trim()
    if (said === '') continue
    const [first = '', second, ...more] = said.split(/[\t,，;；×\s]+/).filter((piece) => piece !== '')
    const code = normalCode(first)
    const units = second === undefined ? null : Number(second)
    const readable = code.length >= 2 && code.length <= 40 && more.length === 0
    if (readable && (units === null || (Number.isInteger(units) && Math.abs(units) <= MOST_UNITS))) scans.push({ code, units })
    else unread.push({ line: at + 1, text: said.slice(0, 60) })
  }
  return { scans, unread }
}
