// The import itself: every row checked once more, then all of them under one batch, in changesets small enough that
// people keep typing. A failure or a cancel leaves a batch that nobody ever sees.
import { basename } from 'node:path'
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { ImportKind } from '../../../../shared/modules/imports/rules/kinds.ts'
import { sheets } from '../../../sheets/near.ts'
import type { SheetAnswer } from '../../../sheets/thread.ts'
import { inBulk, type Slice } from '../../../store/bulk.ts'
import type { Job } from '../../handler.ts'
import { sift } from './file.ts'

/** How long rows are written in one transaction, ms. What they are found by and the disk take as long again. */
const TURN_MS = 8

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
    await inBulk(job.store(), (slice) => enterAll(job, input.kind, batchId, total, slice))
    job.run('imports.finish', { batchId })
    return { batchId, rows: total, skipped: doubles }
  } catch (error) {
    job.run('imports.undo', { batchId })
    throw error
  }
}

async function enterAll(job: Job, kind: ImportKind, batchId: string, total: number, slice: Slice): Promise<void> {
  let done = 0
  const rowsFrom = (from: number) => sheets({ task: 'rows', from }, job.signal)
  for (let coming: ReturnType<typeof rowsFrom> | null = rowsFrom(0); coming;) {
    const { changesets, next }: SheetAnswer['rows'] = await coming
    // The thread prepares the next rows while these are entered.
    coming = next === null ? null : rowsFrom(next)
    coming?.catch(() => undefined)
    // Several changesets share one transaction while it stays short: one write to the disk for all of them.
    for (let at = 0; at < changesets.length;) {
      if (job.signal.aborted) throw new Refusal('cancelled')
      at = await slice(() => {
        const until = performance.now() + TURN_MS
        let reached = at
        do {
          const values = changesets[reached++] ?? []
          done += job.run('imports.take', { batchId, [kind]: values as never }).rows
        } while (reached < changesets.length && performance.now() < until)
        return reached
      })
      job.progress(done, total, 'entering')
    }
  }
  if (job.signal.aborted) throw new Refusal('cancelled')
  if (done !== total) throw new Error(`${done} of ${total} rows were entered`)
}
