// Hands the records that wait to the platform as a file of its elements. Only what lies on the disk counts as handed over.
import { basename } from 'node:path'
import { writeFileSync } from 'node:fs'
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { Job } from '../handler.ts'

export async function upload(job: Job, _: Input<'settlements.upload'>): Promise<Output<'settlements.upload'>> {
  const waiting = job.ask('settlements.waiting', {})
  if (waiting.length === 0) throw new Refusal('nothing-waits')
  const path = await job.services.dialogs.save({
    title: '维修电子健康档案',
    suggested: `维修电子健康档案-${dayOf(job.store().now())}.json`,
    filters: [{ name: 'JSON', extensions: ['json'] }],
  })
  if (path === null) return null
  writeFileSync(
    path,
    JSON.stringify(
      waiting.map(({ record }) => record),
      null,
      2,
    ),
  )
  job.run('settlements.noteUploaded', { ids: waiting.map(({ id }) => id), fileName: basename(path) })
  return { path, records: waiting.length }
}
