// What a cell of somebody's spreadsheet means: a text, a phone, a day, an amount, a choice. Pure; a cell that cannot be
// read gives a word for what is wrong with it, never an exception.
import { parseDay } from '../../../dates.ts'
import { parseYuan } from '../../../money.ts'
import { halfWidth } from '../../../text.ts'

/** As the file gives it: text from CSV; numbers, days (midnight UTC) and truth values also from XLSX. */
export type Cell = string | number | boolean | Date | null

/** A value, or the word for what is wrong. */
export type Read<Value> = { ok: true; value: Value | null } | { ok: false; issue: string }
const ok = <Value>(value: Value | null): Read<Value> => ({ ok: true, value })
const bad = (issue: string): Read<never> => ({ ok: false, issue })

/** Text that spreadsheets write for nothing. */
const NOTHING = /^(?:-+|—+|\/|无|空|null|n\/a|#n\/a|nan)$/i
/** Excel keeps 15 digits; what it shows of longer numbers was rounded. */
const ROUNDED = 1e15

/** A cell as plain text, trimmed; the apostrophe Excel puts before text that looks like a number goes. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? cell.toFixed(0) : String(Number(cell.toPrecision(15)))
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  return cell.replace(/^\s*'(?=[\d+=@-])/, '').trim()
}

export const isNothing = (cell: Cell): boolean => NOTHING.test(textOf(cell)) || textOf(cell) === ''

export const readText = (cell: Cell): Read<string> => ok(isNothing(cell) ? null : textOf(cell).replace(/\s*\r?\n\s*/g, ' '))

/** A number or code of papers: refuses what a spreadsheet has rounded. */
export function readCode(cell: Cell): Read<string> {
  if (isNothing(cell)) return ok<string>(null)
  if (typeof cell === 'number' && Math.abs(cell) >= ROUNDED) return bad('number-rounded')
  const text = halfWidth(textOf(cell)).replace(/\s/g, '')
  return /^\d(?:\.\d+)?e\+\d+$/i.test(text) ? bad('number-rounded') : ok(text)
}

/** Two numbers in one cell come apart: `13812341234 / 0512-62888888`. */
export function readPhones(cell: Cell): Read<string[]> {
  const code = isNothing(cell) ? ok<string>(null) : typeof cell === 'number' ? readCode(cell) : ok(textOf(cell))
  if (!code.ok) return code
  return ok(
    code.value === null
      ? null
      : code.value
          .split(/[/,，;；、|]|\s{2,}/)
          .map((phone) => phone.trim())
          .filter((phone) => phone !== ''),
  )
}

export function readDay(cell: Cell): Read<string> {
  if (isNothing(cell)) return ok<string>(null)
  const day =
    cell instanceof Date
      ? parseDay(textOf(cell))
      : typeof cell === 'number'
        ? parseDay(cell)
        : typeof cell === 'string'
          ? parseDay(cell)
          : null
  return day === null ? bad('day') : ok(day)
}

/** In 分. `inWan`: the column's head says 万元, so a bare number counts ten thousands; one that names its unit does not. */
export function readMoney(cell: Cell, inWan: boolean): Read<number> {
  if (isNothing(cell)) return ok<number>(null)
  if (typeof cell === 'boolean' || cell instanceof Date) return bad('money')
  const text = textOf(cell)
  const fen = parseYuan(inWan && !/[万亿元圆]/.test(text) ? `${text}万` : typeof cell === 'number' ? cell : text)
  return fen === null ? bad('money') : ok(fen)
}

export function readWhole(cell: Cell): Read<number> {
  if (isNothing(cell)) return ok<number>(null)
  const text = halfWidth(textOf(cell)).replace(/(?:款|年|座|人|个)$/, '')
  return /^\d{1,9}(?:\.0+)?$/.test(text) ? ok(Math.trunc(Number(text))) : bad('whole')
}

/** One of a list, by any of the words people write for it. */
export function readChoice<Value extends string>(cell: Cell, words: Readonly<Record<string, Value>>): Read<Value> {
  if (isNothing(cell)) return ok<Value>(null)
  const text = halfWidth(textOf(cell)).replace(/\s/g, '').toLowerCase()
  const found = words[text]
  return found === undefined ? bad('choice') : ok(found)
}
