// The import itself: every row checked once more, then all of them under one batch, in changesets small enough that
// people keep typing. A failure or a cancel leaves a batch that nobody ever sees.
import { basename } from 'node:path'
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { ImportKind } from '../../../../shared/modules/imports/rules/kinds.ts'
import { sheets } from '../../../sheets/near.ts'
import type { SheetAnswer } from '../../../sheets/thread.ts'
import { inBulk } from '../../../store/bulk.ts'
import type { Job } from '../../handler.ts'
import { hear } from '../../palette/queries/spellings.ts'
import { sift } from './file.ts'

type Row = Record<string, unknown>

export async function run(job: Job, { duplicates, ...input }: Input<'imports.run'>): Promise<Output<'imports.run'>> {
  const { ready, issues, inFile, inStore } = await sift(job, input)
  if (issues.total > 0) throw new Refusal('has-issues', { count: issues.rows })
  const doubles = inFile.total + inStore.length
  if (doubles > 0 && duplicates === 'refuse') throw new Refusal('has-duplicates', { count: doubles })
  const total = ready - inStore.length
  if (total === 0) throw new Refusal('nothing-new')
  await sheets({ task: 'leave', rows: inStore.map(({ row }) => row) }, job.signal)
  const { batchId } = job.run('imports.begin', { kind: input.kind, fileName: basename(input.path), rows: total })
  try {
    await enterAll(job, input.kind, batchId, total)
    job.run('imports.finish', { batchId })
    return { batchId, rows: total, skipped: doubles }
  } catch (error) {
    job.run('imports.undo', { batchId })
    throw error
  }
}

async function enterAll(job: Job, kind: ImportKind, batchId: string, total: number): Promise<void> {
  let done = 0
  const enter = (rows: readonly Row[]): void => void (done += job.run('imports.take', { batchId, [kind]: rows as never }).rows)
  await inBulk(job.store(), prepared(job), enter, (written) => {
    if (job.signal.aborted) throw new Refusal('cancelled')
    job.progress(written, total, 'entering')
  })
  if (done !== total) throw new Error(`${done} of ${total} rows were entered`)
}

/** A few changesets of rows at a time. The thread prepares the next ones while these are entered. */
async function* prepared(job: Job): AsyncGenerator<Row[][]> {
  const rowsFrom = (from: number) => sheets({ task: 'rows', from }, job.signal)
  for (let coming: ReturnType<typeof rowsFrom> | null = rowsFrom(0); coming;) {
    const { changesets, spellings, next }: SheetAnswer['rows'] = await coming
    coming = next === null ? null : rowsFrom(next)
    coming?.catch(() => undefined)
    hear(spellings)
    yield changesets
  }
}
