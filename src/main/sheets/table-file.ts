// Reads a file as a table of cells: CSV in the encodings people have it in, XLSX as spreadsheets write it. Runs in the
// worker thread; what it cannot read it names by a word.
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import readWorkbook from 'read-excel-file/node'
import type { Cell } from '../../shared/modules/imports/rules/cells.ts'
import { judgeZip } from './zip.ts'

export type TableFile = {
  format: 'csv' | 'xlsx'
  digest: string
  encoding: string | null
  delimiter: string | null
  sheets: string[]
  sheet: string | null
  rows: Cell[][]
}
export type FileProblem = 'file-missing' | 'file-too-large' | 'not-a-table' | 'nothing-in-it'

export class UnreadableFile extends Error {
  readonly problem: FileProblem
  constructor(problem: FileProblem) {
    super(problem)
    this.name = 'UnreadableFile'
    this.problem = problem
  }
}

const LARGEST_FILE = 200_000_000
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 500
const LONGEST_CELL = 10_000
/** What is looked at to tell an encoding. */
const SAMPLE = 262_144
/** The encodings a dealer's CSV is in besides UTF-8; a guess of anything else is not believed. */
const LIKELY = ['GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE']

/** @throws UnreadableFile. `encoding` and `sheet` overrule the guess. */
export async function readTable(path: string, wish: { encoding: string | null; sheet: string | null }): Promise<TableFile> {
  const bytes = bytesOf(path)
  const digest = createHash('sha256').update(bytes).digest('hex')
  const table =
    bytes.length > 1 && bytes[0] === 0x50 && bytes[1] === 0x4b
      ? await workbook(bytes, wish.sheet)
      : separated(bytes, extname(path).toLowerCase(), wish.encoding)
  while (table.rows.at(-1)?.every((cell) => cell === null || cell === '')) table.rows.pop()
  if (table.rows.length === 0) throw new UnreadableFile('nothing-in-it')
  if (table.rows.length > MOST_ROWS) throw new UnreadableFile('file-too-large')
  if (table.rows.some((row) => row.length > MOST_COLUMNS || row.some((cell) => typeof cell === 'string' && cell.length > LONGEST_CELL)))
    throw new UnreadableFile('not-a-table')
  return { ...table, digest }
}

function bytesOf(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > LARGEST_FILE) throw new UnreadableFile('file-too-large')
    return readFileSync(path)
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? new UnreadableFile('file-missing') : error
  }
}

/** UTF-8 unless the bytes cannot be; then what they look like, and GB18030 when they look like nothing known here. */
function decoded(bytes: Buffer, wish: string | null): { text: string; encoding: string } {
  if (wish && iconv.encodingExists(wish)) return { text: iconv.decode(bytes, wish), encoding: wish }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'UTF-16LE'), encoding: 'UTF-16LE' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: iconv.decode(bytes, 'UTF-16BE'), encoding: 'UTF-16BE' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    const encoding =
      analyse(bytes.subarray(0, SAMPLE)).find(({ name, confidence }) => LIKELY.includes(name) && confidence >= 20)?.name ?? 'GB18030'
    return { text: iconv.decode(bytes, encoding), encoding }
  }
}

function separated(bytes: Buffer, extension: string, wish: string | null): Omit<TableFile, 'digest'> {
  if (!['.csv', '.txt', '.tsv'].includes(extension)) throw new UnreadableFile('not-a-table')
  const { text, encoding } = decoded(bytes, wish)
  // Bytes that are no text hold NULs whatever the encoding.
  if (text.slice(0, SAMPLE).includes('\u0000')) throw new UnreadableFile('not-a-table')
  const parsed = Papa.parse<string[]>(text, { delimitersToGuess: [',', '\t', ';', '|'], skipEmptyLines: false })
  return { format: 'csv', encoding, delimiter: parsed.meta.delimiter, sheets: [], sheet: null, rows: parsed.data }
}

async function workbook(bytes: Buffer, wish: string | null): Promise<Omit<TableFile, 'digest'>> {
  const verdict = judgeZip(bytes)
  if (verdict !== 'fine') throw new UnreadableFile(verdict === 'too-large' ? 'file-too-large' : 'not-a-table')
  const sheets = await readWorkbook(bytes, { trim: false }).catch(() => {
    throw new UnreadableFile('not-a-table')
  })
  const chosen = sheets.find(({ sheet }) => sheet === wish) ?? sheets.find(({ data }) => data.length > 1) ?? sheets[0]
  if (!chosen) throw new UnreadableFile('nothing-in-it')
  return {
    format: 'xlsx',
    encoding: null,
    delimiter: null,
    sheets: sheets.map(({ sheet }) => sheet),
    sheet: chosen.sheet,
    rows: chosen.data as Cell[][],
  }
}
