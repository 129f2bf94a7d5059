// The import itself: every row checked once more, then all of them under one batch, in changesets small enough that
// people keep typing. A failure or a cancel leaves a batch that nobody ever sees.
import { basename } from 'node:path'
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { ImportKind } from '../../../../shared/modules/imports/rules/kinds.ts'
import { sheets } from '../../../sheets/near.ts'
import { inBulk } from '../../../store/bulk.ts'
import type { Job } from '../../handler.ts'
import { sift } from './file.ts'

/** How long one transaction may keep the store, ms. */
const TURN_MS = 15

export async function run(job: Job, { duplicates, ...input }: Input<'imports.run'>): Promise<Output<'imports.run'>> {
  const { ready, issues, inFile, inStore } = await sift(job, input)
  if (issues.total > 0) throw new Refusal('has-issues', { count: issues.rows })
  const doubles = inFile.total + inStore.length
  if (doubles > 0 && duplicates === 'refuse') throw new Refusal('has-duplicates', { count: doubles })
  const total = ready.length - inStore.length
  if (total === 0) throw new Refusal('nothing-new')
  const without = inStore.map(({ row }) => row)
  const { batchId } = job.run('imports.begin', { kind: input.kind, fileName: basename(input.path), rows: total })
  try {
    await inBulk(job.store(), () => enterAll(job, input.kind, batchId, without, total))
    job.run('imports.finish', { batchId })
    return { batchId, rows: total, skipped: doubles }
  } catch (error) {
    job.run('imports.undo', { batchId })
    throw error
  }
}

async function enterAll(job: Job, kind: ImportKind, batchId: string, without: readonly number[], total: number): Promise<void> {
  let done = 0
  for (let coming: Promise<Slice> | null = slice(job, 0, without); coming;) {
    const some: Slice = await coming
    // The thread prepares the next rows while these are entered.
    coming = some.next === null ? null : slice(job, some.next, without)
    coming?.catch(() => undefined)
    // Several changesets share one transaction while it stays short: one write to the disk for all of them.
    for (let at = 0; at < some.chunks.length;) {
      if (job.signal.aborted) throw new Refusal('cancelled')
      const until = Date.now() + TURN_MS
      at = job.store().bulk(() => {
        let reached = at
        do {
          const values = some.chunks[reached++] ?? []
          done += job.run('imports.take', { batchId, [kind]: values as never }).rows
        } while (reached < some.chunks.length && Date.now() < until)
        return reached
      })
      job.progress(done, total, 'entering')
      await new Promise(setImmediate)
    }
  }
  if (job.signal.aborted) throw new Refusal('cancelled')
}

type Slice = { chunks: Record<string, unknown>[][]; next: number | null }

/** A few changesets' worth of rows from the thread. */
async function slice(job: Job, from: number, without: readonly number[]): Promise<Slice> {
  const chunks: Record<string, unknown>[][] = []
  let next: number | null = from
  while (next !== null && chunks.length < 10) {
    const some: { values: Record<string, unknown>[]; next: number | null } = await sheets({ task: 'rows', from: next, without }, job.signal)
    if (some.values.length > 0) chunks.push(some.values)
    next = some.next
  }
  return { chunks, next }
}
