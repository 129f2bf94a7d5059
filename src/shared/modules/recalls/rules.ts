// Which cars a recall names: VINs one by one or from one to another, read from what makers send, and matched without the check
// digit, which says nothing about the order cars were built in.
import { uuidv5 } from '../../ids.ts'
import { normalVin } from '../vehicles/rules.ts'

/** Maker, model and body, model year and plant: places 1 to 8, 10 and 11. */
export const kindOf = (vin: string): string => vin.slice(0, 8) + vin.slice(9, 11)
/** Places 12 to 17. */
export const serialOf = (vin: string): string => vin.slice(11)

export type Range = { carKind: string; fromSerial: string; toSerial: string }
export type RangeProblem = { line: number; text: string; problem: 'vin' | 'kinds' | 'backwards' }

const VIN = /^[0-9A-HJ-NPR-Z]{17}$/

/**
 * Reads a pasted or opened list: a line is one VIN, or two with 至, ~, - or a tab or comma between them. Empty lines and a head
 * line without any digit are left out. Everything wrong is told at once, with its line; doubles count once.
 */
export function readRanges(text: string): { ranges: Range[]; problems: RangeProblem[] } {
  const ranges = new Map<string, Range>()
  const problems: RangeProblem[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (!/\d/.test(line)) continue
    const [from = '', to = from, ...more] = line
      .split(/[至~～—,，;\t]|\s+|-/)
      .map(normalVin)
      .filter((part) => part !== '')
    const wrong = (problem: RangeProblem['problem']): unknown => problems.push({ line: at + 1, text: line.trim().slice(0, 60), problem })
    if (more.length > 0 || !VIN.test(from) || !VIN.test(to)) wrong('vin')
    else if (kindOf(from) !== kindOf(to)) wrong('kinds')
    else if (serialOf(from) > serialOf(to)) wrong('backwards')
    else {
      const range = { carKind: kindOf(from), fromSerial: serialOf(from), toSerial: serialOf(to) }
      ranges.set(Object.values(range).join(' '), range)
    }
  }
  return { ranges: [...ranges.values()], problems }
}

export const names = ({ carKind, fromSerial, toSerial }: Range, vin: string): boolean =>
  kindOf(vin) === carKind && serialOf(vin) >= fromSerial && serialOf(vin) <= toSerial

const RECALLS = 'b7b0c7c2-6f7c-4a3e-9f0e-4d3f7d1e9a01'
/** Ids of what, entered at two desks, is one thing. */
export const rangeId = (recallId: string, range: Range): string =>
  uuidv5(RECALLS, `${recallId} ${range.carKind} ${range.fromSerial} ${range.toSerial}`)
export const fixId = (recallId: string, vin: string): string => uuidv5(RECALLS, `${recallId} fixed ${vin}`)

/** One row a kind of car, whichever desk made it. */
export const kindId = (carKind: string): string => uuidv5(RECALLS, `kind ${carKind}`)

/** At most so many ranges are read from one list: what fits into one changeset. */
export const MOST_RANGES = 800
