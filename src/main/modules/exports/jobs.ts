// Writes a list to a file: asks the list's own query slice by slice with the person's rights, so that whatever the screen
// may not show does not leave either, and lets a thread write the file.
import { basename } from 'node:path'
import type { Input, Output, QueryName } from '../../../shared/contract.ts'
import { dayOf, isDay, timeOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { ExportColumn } from '../../../shared/modules/exports/contract.ts'
import { sumFen } from '../../../shared/money.ts'
import { type ListPaper, pagesOf, paperOf } from '../../sheets/list-paper.ts'
import { sheets } from '../../sheets/near.ts'
import type { OutCell } from '../../sheets/write-file.ts'
import type { Job } from '../handler.ts'

const SLICE = 500
const MOST_ROWS = 1_000_000
/** A list that keeps changing under the export is read again this often, then taken as it came. */
const TRIES = 3

type Row = Record<string, unknown> & { id: string }

export async function run(job: Job, input: Input<'exports.run'>): Promise<Output<'exports.run'>> {
  const name = (input.list.includes('.') ? input.list : `${input.list}.page`) as QueryName
  const entry = job.entry(name)
  if (entry?.kind !== 'query' || !('offset' in ((entry.input as { shape?: object }).shape ?? {})))
    throw new Refusal('unknown-list', { list: input.list })
  const suggested = `${input.title}-${dayOf(job.store().now())}.${input.format}`
  const path =
    input.to ??
    (await job.services.dialogs.save({
      title: input.title,
      suggested,
      filters: [{ name: input.format.toUpperCase(), extensions: [input.format] }],
    }))
  if (path === null) return null
  const rows = await all(job, name, input, (entry as { reads: readonly string[] }).reads)
  if (rows.length === 0) throw new Refusal('nothing-to-export')
  if (input.revealed) await reveal(job, rows)
  job.run('exports.noteExport', { list: input.list, rows: rows.length, fileName: basename(path) })
  job.progress(rows.length, rows.length, 'writing')
  const { format } = input
  const table = { path, title: input.title, heads: input.columns.map(({ title }) => title) }
  const lines: OutCell[][] = []
  for (let from = 0; from < rows.length; from += SLICE) {
    const some = rows.slice(from, from + SLICE).map((row) => input.columns.map((column) => cellOf(column, row[column.id])))
    if (format === 'pdf') lines.push(...some)
    else await sheets({ task: 'lines', path, rows: some }, job.signal)
    await new Promise(setImmediate)
  }
  if (format === 'pdf') await print(job, input, { ...table, rows: lines })
  else await sheets({ task: 'write', table: { ...table, format } }, job.signal)
  return { path, rows: rows.length }
}

/** Pages printed at once: about a second, so that cancelling is heard and typing never waits. */
const PAGES = 40

/** A list on paper, printed piece by piece and put together. */
async function print(
  job: Job,
  { columns, paper }: Input<'exports.run'>,
  table: { path: string; title: string } & Pick<ListPaper, 'heads' | 'rows'>,
): Promise<void> {
  const { site, device } = job.ask('identity.people', {})
  const list: ListPaper = {
    ...table,
    about: paper.about,
    foot: [site?.name, device, job.who?.name, minuteOf(job.store().now())].filter(Boolean).join(' · '),
    sums: columns.map(({ id }, at) => (id.endsWith('Fen') ? { fen: sumFen(table.rows.map((row) => fenOf(row[at] ?? null))) } : null)),
    words: { total: paper.total, page: (page, of) => paper.page.replace('{page}', String(page)).replace('{pages}', String(of)) },
  }
  const pages = pagesOf(list)
  const parts: Uint8Array[] = []
  for (let from = 0; from < pages; from += PAGES) {
    parts.push(await job.services.paper.pdf(paperOf(list, from, PAGES)))
    if (job.signal.aborted) throw new Refusal('cancelled')
    job.progress(Math.min(from + PAGES, pages), pages, 'printing')
  }
  await sheets({ task: 'join', path: table.path, title: table.title, parts }, job.signal)
}

const fenOf = (cell: OutCell): number => (typeof cell === 'object' && cell !== null && 'fen' in cell ? cell.fen : 0)

async function all(job: Job, name: QueryName, { question, more, ids }: Input<'exports.run'>, reads: readonly string[]): Promise<Row[]> {
  const wanted = ids ? new Set(ids) : null
  for (let attempt = 1; ; attempt++) {
    let changed = false
    const stop = job.store().onTouched((tables) => (changed ||= tables.some((table) => reads.includes(table))))
    try {
      const rows = new Map<string, Row>()
      for (let offset = 0, total = 1; offset < total; offset += SLICE) {
        if (job.signal.aborted) throw new Refusal('cancelled')
        const slice = (await job.look(name, { ...more, ...question, offset, limit: SLICE } as never)) as { rows: Row[]; total: number }
        total = slice.total
        if (total > MOST_ROWS) throw new Refusal('too-many-rows', { total, most: MOST_ROWS })
        for (const row of slice.rows) if (!wanted || wanted.has(row.id)) rows.set(row.id, row)
        job.progress(Math.min(offset + SLICE, total), total, 'reading')
        await new Promise(setImmediate)
      }
      if (!changed || attempt >= TRIES) return [...rows.values()]
    } finally {
      stop()
    }
  }
}

/** Phones in full, each look in the log, a few hundred people a line. */
async function reveal(job: Job, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 200) {
    if (job.signal.aborted) throw new Refusal('cancelled')
    const some = rows.slice(from, from + 200)
    const shown = new Map(job.run('customers.reveal', { ids: some.map(({ id }) => id), what: 'phone' }).map(({ id, phone }) => [id, phone]))
    for (const row of some) row['phone'] = shown.get(row.id) ?? null
    await new Promise(setImmediate)
  }
}

/** By what its name says it is: `…Fen` money, `…On` a day, `…At` an instant in China's time; codes by the words given. */
function cellOf({ id, words }: ExportColumn, value: unknown): OutCell {
  // Several words in one cell, as the screen shows them: what a payment was for.
  if (Array.isArray(value)) return value.map((each) => words?.[String(each)] ?? String(each)).join('、') || null
  if (value === null || value === undefined || value === '') return null
  if (words && typeof value !== 'object' && Object.hasOwn(words, String(value))) return words[String(value)] as string
  if (typeof value === 'number') {
    if (id.endsWith('Fen')) return { fen: value }
    return id.endsWith('At') ? minuteOf(value) : { n: value }
  }
  if (typeof value === 'string') return id.endsWith('On') && isDay(value) ? { day: value } : value
  return typeof value === 'boolean' ? { n: value ? 1 : 0 } : JSON.stringify(value)
}

const minuteOf = (at: number): string => `${dayOf(at)} ${timeOf(at)}`
