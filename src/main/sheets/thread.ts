// The worker thread for table files: reads, checks and writes them, and keeps the last file it read, so that the steps of
// the wizard do not read it again. It knows no store.
import { parentPort } from 'node:worker_threads'
import { textOf } from '../../shared/modules/imports/rules/cells.ts'
import type { ImportKind, Mapping, ReadWith } from '../../shared/modules/imports/rules/kinds.ts'
import { spell, type Spelling } from '../modules/palette/derive/readings.ts'
import { joinPdf } from './join-pdf.ts'
import { lookAt, type Look, MOST_SHOWN, sift, type Sifted, summed, titleOf } from './rows.ts'
import { readTable, type TableFile, UnreadableFile } from './table-file.ts'
import { type OutTable, writeTable } from './write-file.ts'

export type Chosen = { path: string; sheet: string | null; encoding: string | null }
export type SheetTask =
  | { task: 'open'; kind: ImportKind; file: Chosen }
  /** `digest`: of the bytes the person saw. */
  | { task: 'sift'; kind: ImportKind; file: Chosen; digest: string; mapping: Mapping; having: Omit<ReadWith, 'inWan'> }
  /** What the rows ready to enter are known by, from the `from`th on, some of them. */
  | { task: 'keys'; from: number }
  /** These rows are not entered. */
  | { task: 'leave'; rows: readonly number[] }
  /** Rows ready to enter from the `from`th on, a few changesets of them, and how the names in them are said. */
  | { task: 'rows'; from: number }
  /** More rows of the table that will be written to `path`: a few hundred at a time, so that handing them over holds nobody. */
  | { task: 'lines'; path: string; rows: OutTable['rows'] }
  | { task: 'write'; table: Omit<OutTable, 'rows'> }
  | { task: 'join'; path: string; title: string; parts: readonly Uint8Array[] }
  /** The file's own rows with what is wrong before them. */
  | {
      task: 'report'
      path: string
      format: 'csv' | 'xlsx'
      title: string
      heads: { row: string; problem: string }
      problems: ReadonlyMap<number, string>
      words: Readonly<Record<string, string>>
    }

export type SheetAnswer = {
  open: Omit<TableFile, 'rows'> & Look
  sift: {
    rows: number
    issues: ReturnType<typeof summed>
    warnings: ReturnType<typeof summed>
    inFile: { total: number; first: Sifted['inFile'] }
    preview: Sifted['preview']
    ready: number
  }
  keys: { some: { row: number; keys: string[]; title: string }[]; next: number | null }
  leave: null
  rows: { changesets: Record<string, unknown>[][]; spellings: ReadonlyMap<string, Spelling>; next: number | null }
  lines: null
  write: null
  join: null
  report: { rows: number }
}
export type SheetReply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; problem: string | null; message: string; code: string | null; stack: string | null }

/** Rows and bytes of one changeset at most, well under the 256 kB it may be. */
const MOST_ROWS = 50
const MOST_BYTES = 120_000
/** What main is handed in one message: it must unpack it. */
const MOST_CHANGESETS = 10
const MOST_KEYS = 500

let last: { key: string; file: TableFile } | null = null
let sifted: Sifted | null = null
let left: ReadonlySet<number> = new Set()
/** Rows handed over for tables still to be written, by their path. */
const coming = new Map<string, OutTable['rows'][number][]>()

/** The rows that were sifted last. A thread that was ended and began anew has none, and says so instead of entering nothing. */
function ready(): Sifted['ready'] {
  if (!sifted) throw fileChanged()
  return sifted.ready
}

const fileChanged = (): Error => Object.assign(new Error('file-changed'), { problem: 'file-changed' })

async function opened(chosen: Chosen, digest: string | null): Promise<TableFile> {
  const key = JSON.stringify(chosen)
  if (!last || last.key !== key || digest === null) last = { key, file: await readTable(chosen.path, chosen) }
  if (digest !== null && last.file.digest !== digest) throw fileChanged()
  return last.file
}

const works: { [T in SheetTask['task']]: (task: Extract<SheetTask, { task: T }>) => Promise<SheetAnswer[T]> | SheetAnswer[T] } = {
  open: async ({ kind, file: chosen }) => {
    sifted = null
    const { rows, ...file } = await opened(chosen, null)
    return { ...file, ...lookAt({ ...file, rows }, kind) }
  },
  sift: async ({ kind, file, digest, mapping, having }) => {
    sifted = sift(await opened(file, digest), kind, mapping, having)
    left = new Set()
    return {
      rows: sifted.rows,
      issues: summed(sifted.issues),
      warnings: summed(sifted.warnings),
      inFile: { total: sifted.inFile.length, first: sifted.inFile.slice(0, MOST_SHOWN) },
      preview: sifted.preview,
      ready: sifted.ready.length,
    }
  },
  keys: ({ from }) => {
    const some = ready().slice(from, from + MOST_KEYS)
    return {
      some: some.map(({ row, keys, value }) => ({ row, keys, title: titleOf(value) })),
      next: from + some.length < ready().length ? from + some.length : null,
    }
  },
  leave: ({ rows }) => {
    left = new Set(rows)
    return null
  },
  rows: ({ from }) => {
    const all = ready()
    const changesets: Record<string, unknown>[][] = []
    let values: Record<string, unknown>[] = []
    let size = 0
    let at = from
    for (; at < all.length && changesets.length < MOST_CHANGESETS; at++) {
      const { row, value } = all[at] as Sifted['ready'][number]
      if (left.has(row)) continue
      values.push(value)
      size += Buffer.byteLength(JSON.stringify(value))
      if (values.length < MOST_ROWS && size < MOST_BYTES) continue
      changesets.push(values)
      values = []
      size = 0
    }
    if (values.length > 0) changesets.push(values)
    const names = new Set(changesets.flat().flatMap(({ name, contact }) => [name, contact].filter((each) => typeof each === 'string')))
    return { changesets, spellings: new Map([...names].map((name) => [name, spell(name)])), next: at < all.length ? at : null }
  },
  lines: ({ path, rows }) => {
    const lines = coming.get(path) ?? []
    coming.set(path, lines)
    lines.push(...rows)
    return null
  },
  write: async ({ table }) => {
    const rows = coming.get(table.path) ?? []
    coming.delete(table.path)
    await writeTable({ ...table, rows })
    return null
  },
  join: async ({ path, title, parts }) => {
    await joinPdf(path, title, parts)
    return null
  },
  report: async ({ path, format, title, heads, problems, words }) => {
    const rows = last?.file.rows ?? []
    const said = new Map(problems)
    for (const { row, field, code } of sifted?.issues ?? []) {
      const text = `${words[`field:${field}`] ?? field}${words['colon'] ?? ': '}${words[`issue:${code}`] ?? code}`
      said.set(row, said.has(row) ? `${said.get(row)}\n${text}` : text)
    }
    const columns = sifted?.heads ?? []
    const lines = [...said.keys()].toSorted((a, b) => a - b)
    const cells = (row: number): string[] => columns.map((_, column) => textOf(rows[row - 1]?.[column] ?? null))
    await writeTable({
      path,
      format,
      title,
      heads: [heads.row, heads.problem, ...columns],
      rows: lines.map((row) => [{ n: row }, said.get(row) ?? '', ...cells(row)]),
    })
    return { rows: lines.length }
  },
}

parentPort?.on('message', ({ id, task }: { id: number; task: SheetTask }) => {
  const work = works[task.task] as (task: SheetTask) => Promise<unknown> | unknown
  void Promise.resolve()
    .then(() => work(task))
    .then(
      (value) => parentPort?.postMessage({ id, ok: true, value } satisfies SheetReply),
      (error: Error & { code?: string; problem?: string }) =>
        parentPort?.postMessage({
          id,
          ok: false,
          problem: error instanceof UnreadableFile ? error.problem : (error.problem ?? null),
          message: error.message,
          code: error.code ?? null,
          stack: error.stack ?? null,
        } satisfies SheetReply),
    )
})
