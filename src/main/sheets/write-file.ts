// Writes a table to a file for spreadsheet programs: CSV with the mark of UTF-8, or XLSX with true numbers and days. Text
// that a spreadsheet would take for a formula stays text. The old file stays until the new one is whole.
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import writeWorkbook from 'write-excel-file/node'

/** An amount in 分, a day, a whole number, or text. */
export type OutCell = null | string | { fen: number } | { day: string } | { n: number }
export type OutTable = {
  path: string
  format: 'csv' | 'xlsx'
  title: string
  heads: readonly string[]
  rows: readonly (readonly OutCell[])[]
}

const FORMULA = /^[=+\-@\t\r]/
/** What a program that opens the file would run gets an apostrophe, which spreadsheets hide. */
const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** 分 as 元 with two decimals, without going through a fraction. */
const yuanText = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function csvCell(cell: OutCell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return quoted(harmless(cell))
  if ('fen' in cell) return yuanText(cell.fen)
  return 'day' in cell ? cell.day : String(cell.n)
}

async function writeCsv({ heads, rows }: OutTable, path: string): Promise<void> {
  const out = createWriteStream(path)
  const failed = once(out, 'error').then(([error]) => {
    throw error
  })
  const written = async (): Promise<void> => {
    out.write(`\ufeff${heads.map((head) => quoted(harmless(head))).join(',')}\r\n`)
    for (let from = 0; from < rows.length; from += 1000) {
      const text = rows
        .slice(from, from + 1000)
        .map((row) => `${row.map(csvCell).join(',')}\r\n`)
        .join('')
      if (!out.write(text)) await once(out, 'drain')
    }
    out.end()
    await once(out, 'finish')
  }
  await Promise.race([written(), failed])
}

/** A spreadsheet counts in binary fractions whatever it is given; two decimals of a safe 分 come back exactly. */
const xlsxCell = (cell: OutCell) => {
  if (cell === null) return null
  if (typeof cell === 'string') return { value: cell, type: String }
  if ('fen' in cell) return { value: Number(yuanText(cell.fen)), type: Number, format: '#,##0.00' }
  return 'day' in cell ? { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' } : { value: cell.n, type: Number }
}

const widthOf = (text: string): number => [...text].reduce((width, c) => width + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)

async function writeXlsx({ title, heads, rows }: OutTable, path: string): Promise<void> {
  const columns = heads.map((head, at) => ({
    width: Math.min(40, Math.max(widthOf(head) + 2, ...rows.slice(0, 200).map((row) => widthOf(csvCell(row[at] ?? null)) + 2))),
  }))
  const sheet = [heads.map((head) => ({ value: head, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(xlsxCell))]
  // A sheet's name holds 31 characters and none of these.
  await writeWorkbook(
    sheet as never,
    { sheet: title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1', columns, stickyRowsCount: 1 } as never,
  ).toFile(path)
}

/** @throws with the file system's code when the place cannot be written. */
export async function writeTable(table: OutTable): Promise<void> {
  const growing = `${table.path}.part`
  try {
    await (table.format === 'csv' ? writeCsv(table, growing) : writeXlsx(table, growing))
    renameSync(growing, table.path)
  } catch (error) {
    rmSync(growing, { force: true })
    throw error
  }
}
