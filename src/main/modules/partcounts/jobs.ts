// Posts and undoes a stocktake of parts in transactions short enough that people keep typing; cut off, each is taken up where it was.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { LINES_AT_ONCE } from '../../../shared/modules/stocktakes/rules.ts'
import { inSlices } from '../../store/bulk.ts'
import type { Job } from '../handler.ts'

const slices = (job: Job, subjects: readonly string[], write: (some: string[]) => void): Promise<void> =>
  inSlices(job.store(), subjects, LINES_AT_ONCE, write, (done) => {
    if (job.signal.aborted) throw new Refusal('cancelled')
    job.progress(done, subjects.length, 'posting')
  })

export async function post(job: Job, { id }: Input<'partcounts.post'>): Promise<Output<'partcounts.post'>> {
  const { subjects } = job.run('partcounts.beginPosting', { id })
  let lines = 0
  let adjusted = 0
  await slices(job, subjects, (some) => {
    const made = job.run('partcounts.postLines', { id, subjects: some })
    lines += made.lines
    adjusted += made.adjusted
  })
  job.run('partcounts.finishPosting', { id })
  return { lines, adjusted }
}

export async function undo(job: Job, { id }: Input<'partcounts.undo'>): Promise<Output<'partcounts.undo'>> {
  const { subjects } = job.run('partcounts.beginUndoing', { id })
  let lines = 0
  await slices(job, subjects, (some) => {
    lines += job.run('partcounts.undoLines', { id, subjects: some }).lines
  })
  job.run('partcounts.finishUndoing', { id })
  return { lines }
}
