// The steps of the wizard that only look: which file, what is in it, what is wrong with it. Nothing is written to the store.
import { basename } from 'node:path'
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Checked, Duplicate } from '../../../../shared/modules/imports/contract.ts'
import { kindDefs } from '../../../../shared/modules/imports/rules/registry.ts'
import type { ImportKind, ReadWith } from '../../../../shared/modules/imports/rules/kinds.ts'
import { dayOf } from '../../../../shared/dates.ts'
import { sheets } from '../../../sheets/near.ts'
import type { SheetAnswer } from '../../../sheets/thread.ts'
import type { Job } from '../../handler.ts'
import { knownKeys } from '../queries/known.ts'

const FILTERS = [{ name: 'Excel, CSV', extensions: ['xlsx', 'csv', 'txt', 'tsv'] }]
const MOST_SHOWN = 1000

export async function read(job: Job, { kind, path, title, sheet, encoding }: Input<'imports.read'>): Promise<Output<'imports.read'>> {
  const chosen = path ?? (await job.services.dialogs.open({ title, filters: FILTERS }))[0]
  if (!chosen) return null
  job.progress(0, 0, 'reading')
  const { rows, preview, ...opened } = await sheets({ task: 'open', kind, file: { path: chosen, sheet, encoding } }, job.signal)
  const fields = kindDefs[kind].fields.map(({ name, required = false }) => ({ name, required }))
  return { ...opened, mapping: { ...opened.mapping }, path: chosen, fileName: basename(chosen), fields, rows, preview }
}

/** What reading a row needs of the store: who sells here, what day it is, and whether this person may see costs. */
export function having(job: Job): Omit<ReadWith, 'inWan'> {
  const { consultants } = job.ask('customers.words', {})
  return {
    people: Object.fromEntries(consultants.map(({ id, name }) => [name, id])),
    today: dayOf(job.store().now()),
    mayCost: job.who?.permissions.has('vehicles.cost') ?? false,
  }
}

export type Sifting = Awaited<ReturnType<typeof sift>>

/** Reads every row in the thread, then asks the store, some hundred keys at a time, who is known already. */
export async function sift(job: Job, { kind, path, digest, sheet, encoding, mapping }: Input<'imports.check'>) {
  for (const { name, required } of kindDefs[kind].fields)
    if (required && mapping[name] === undefined) throw new Refusal('field-missing', { field: name })
  job.progress(0, 0, 'checking')
  const sifted = await sheets({ task: 'sift', kind, file: { path, sheet, encoding }, digest, mapping, having: having(job) }, job.signal)
  const inStore: Duplicate[] = []
  for (let from: number | null = 0; from !== null && sifted.ready > 0;) {
    const { some, next }: SheetAnswer['keys'] = await sheets({ task: 'keys', from }, job.signal)
    const known = knownIn(
      job,
      kind,
      some.flatMap(({ keys }) => keys),
    )
    for (const { row, keys, title } of some) {
      const key = keys.find((each) => known.has(each))
      const of = key === undefined ? undefined : known.get(key)
      if (key !== undefined && of) inStore.push({ row, key, title, of })
    }
    from = next
    job.progress(next ?? sifted.ready, sifted.ready, 'comparing')
  }
  return { ...sifted, inStore }
}

const knownIn = (job: Job, kind: ImportKind, keys: readonly string[]) => {
  if (!job.who) throw new Refusal('signed-out')
  return job.store().read(job.who, (db) => knownKeys(db, kind, keys))
}

export async function check(job: Job, input: Input<'imports.check'>): Promise<Output<'imports.check'>> {
  const { inStore, inFile, ready, ...sifted } = await sift(job, input)
  const double = new Set(inStore.map(({ row }) => row))
  const preview: Checked['preview'] = sifted.preview.map((row) =>
    row.standing === 'good' && double.has(row.row) ? { ...row, standing: 'duplicate' as const } : row,
  )
  return {
    rows: sifted.rows,
    good: ready - inStore.length,
    issues: sifted.issues,
    warnings: sifted.warnings,
    duplicates: {
      total: inFile.total + inStore.length,
      inFile: inFile.total,
      inStore: inStore.length,
      first: [...inStore, ...inFile.first].toSorted((a, b) => a.row - b.row).slice(0, MOST_SHOWN),
    },
    preview,
  }
}

export async function report(job: Job, { format, words, to, ...input }: Input<'imports.report'>): Promise<Output<'imports.report'>> {
  const title = words['title'] ?? basename(input.path)
  const path =
    to ??
    (await job.services.dialogs.save({
      title,
      suggested: `${title}.${format}`,
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    }))
  if (path === null) return null
  const { inStore, inFile } = await sift(job, input)
  const problems = new Map<number, string>()
  for (const { row, title: whom, of } of [...inStore, ...inFile.first])
    problems.set(
      row,
      `${words['duplicate'] ?? 'duplicate'} ${whom} ${'row' in of ? `${words['row'] ?? 'row'} ${of.row}` : of.title}`.trim(),
    )
  const { rows } = await sheets(
    { task: 'report', path, format, title, heads: { row: words['row'] ?? 'row', problem: words['problem'] ?? 'problem' }, problems, words },
    job.signal,
  )
  return { path, rows }
}
