// What sync keeps on disk beside the data of a desk: after a download, and after a share of the rows was edited and
// settled. The changeset log is the audit log too; it is told apart.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customers } from '../../../src/shared/modules/customers/tables.ts'
import type { Desktop } from '../../support/desktop.ts'
import { benchHq, fillHq } from './hq.ts'
import { joinedDesk } from './ours.ts'

export async function benchDisk(rows: number, edits: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-fill-'))
  try {
    await fillHq(join(folder, 'hq'), rows)
    const hq = await benchHq(join(folder, 'hq'))
    const desk = await joinedDesk(hq.code())
    try {
      desk.upkeep.finish()
      const fresh = pages(desk)
      const ids = desk.st.all<{ id: string }>('SELECT id FROM customers ORDER BY id LIMIT (SELECT ?)', edits)
      for (const { id } of ids) desk.write('customers.correct', (db) => db.patch(customers, id, { level: 'H', note: '下周三再来' }))
      await desk.engine.now()
      if (desk.session.pendingCount() > 0) throw new Error(`not settled: ${JSON.stringify(desk.troubles)}`)
      return { rows, edits, fresh, edited: pages(desk), target: 'sync ≤ 0.25 × data' }
    } finally {
      await desk.remove()
      await hq.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** MB by kind. `data` is the rows and their indexes; `search` what is derived from them. */
function pages(desk: Desktop) {
  const sizes = desk.st.all<{ name: string; bytes: number }>(
    `SELECT coalesce(m.tbl_name, s.name) AS name, sum(s.pgsize) AS bytes FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1`,
  )
  const mb = (of: (name: string) => boolean): number =>
    Math.round(sizes.filter(({ name }) => of(name)).reduce((sum, { bytes }) => sum + bytes, 0) / 10_000) / 100
  const log = new Set(['_sync_changesets', '_sync_touch'])
  const syncMb = mb((name) => name.startsWith('_') && !log.has(name))
  const dataMb = mb((name) => !name.startsWith('_') && !name.startsWith('search_'))
  const logMb = mb((name) => log.has(name))
  return {
    dataMb,
    searchMb: mb((name) => name.startsWith('search_')),
    syncMb,
    auditLogMb: logMb,
    ratio: Math.round((syncMb / dataMb) * 1000) / 1000,
    ratioWithLog: Math.round(((syncMb + logMb) / dataMb) * 1000) / 1000,
  }
}
