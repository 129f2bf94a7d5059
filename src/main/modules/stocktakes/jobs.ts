// Posts a stocktake of any length in transactions short enough that people keep typing. What was written before a cut stays
// as it is: each line has its place, and posting again writes only those that are missing.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { LINES_AT_ONCE } from '../../../shared/modules/stocktakes/rules.ts'
import { inSlices } from '../../store/bulk.ts'
import type { Job } from '../handler.ts'

export async function post(job: Job, { id }: Input<'stocktakes.post'>): Promise<Output<'stocktakes.post'>> {
  const { subjects } = job.run('stocktakes.beginPosting', { id })
  let lines = 0
  let adjusted = 0
  const write = (some: string[]): void => {
    const made = job.run('stocktakes.postLines', { id, subjects: some })
    lines += made.lines
    adjusted += made.adjusted
  }
  await inSlices(job.store(), subjects, LINES_AT_ONCE, write, (done) => {
    if (job.signal.aborted) throw new Refusal('cancelled')
    job.progress(done, subjects.length, 'posting')
  })
  job.run('stocktakes.finishPosting', { id })
  return { lines, adjusted }
}
