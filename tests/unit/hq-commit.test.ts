// What a power cut leaves of a commit of headquarters: whichever call of its driver it falls on, all of the batch is there
// or nothing of it.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import { openHq, type Hq } from '../../src/hq/hq.ts'
import { type Database, openDatabases } from '../../src/hq/store/open.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { seeded } from '../../src/main/demo/random.ts'
import type { Changeset } from '../../src/shared/sync/protocol.ts'
import { createFuse, diskOf, fragile, putDisk, type Disk } from '../simulation/driver.ts'
import { removeFolders, startHq, tempFolder } from '../support/hq.ts'
import { insert, manifest, update } from '../support/judge.ts'

afterAll(removeFolders)
const NOW = 1_700_000_000_000

const open = (folder: string, through?: (db: Database) => Database): Promise<Hq> =>
  openHq({
    store: openSqliteStore(folder, through),
    log: pino({ level: 'silent' }),
    manifest,
    now: () => NOW,
    draw: seeded(1).bytes,
  })

/** Every row of every table, as text. */
function everything(folder: string): string {
  const { db, files } = openDatabases(folder)
  try {
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all() as string[]
    return JSON.stringify(tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all()]))
  } finally {
    db.close()
    files.close()
  }
}

/** A headquarters with one desktop that has said something, and what it says next. */
async function begun(): Promise<{ folder: string; replica: string; next: Changeset[] }> {
  const hq = await startHq({ now: () => NOW })
  const site = await hq.addSite()
  const desk = await hq.join(site)
  await desk.round([desk.make({ changes: [insert('notes', 'N1', { site_id: site, name: 'a' })] })])
  const next = [
    desk.make({ changes: [update('notes', 'N1', { name: 'b' }, { name: 'a' })] }),
    desk.make({ changes: [insert('notes', 'N2', { site_id: site, name: 'c' }), insert('notes', 'N3', { site_id: site, name: 'd' })] }),
    desk.make({ changes: [update('notes', 'N9', { name: 'x' }, {})] }),
  ]
  const { data: folder } = hq
  await hq.close()
  return { folder, replica: desk.replica, next }
}

it('[S-FEED-1] [S-RULE-1] a power cut before or after any driver call of a commit leaves the whole batch or nothing of it', async () => {
  const { folder, replica, next } = await begun()
  /** Takes the batch with the power going at the n-th call; null when the power held. */
  const cut = async (n: number, late: boolean): Promise<{ taken: boolean; left: string }> => {
    const place = tempFolder()
    for (const name of ['hq.db', 'files.db', 'hq.key']) cpSync(join(folder, name), join(place, name))
    const file = join(place, 'hq.db')
    let disk: Disk | null = null
    const fuse = createFuse(() => (disk = diskOf(file, true)))
    const hq = await open(place, (db) => fragile(db, fuse))
    const device = await hq.store.device(replica)
    if (!device) throw new Error('no such desktop')
    fuse.arm(n, late)
    const taken = await hq.ingest.take(device, next).then(
      () => true,
      () => false,
    )
    fuse.disarm()
    await hq.close().catch(() => undefined)
    if (disk) putDisk(file, disk)
    return { taken, left: everything(place) }
  }
  const { left: whole } = await cut(Infinity, false)
  const { left: before } = await cut(1, false)
  expect(whole).not.toBe(before)
  const outcomes = { nothing: 0, everything: 0 }
  for (let n = 1; ; n++) {
    const tries = [await cut(n, false), await cut(n, true)]
    for (const { left } of tries) {
      expect([before, whole]).toContain(left)
      outcomes[left === before ? 'nothing' : 'everything'] += 1
    }
    if (tries.every(({ taken }) => taken)) break
  }
  // It was cut in the middle of the writing too: a batch like this is more than twenty calls.
  expect(outcomes.nothing).toBeGreaterThan(40)
  expect(outcomes.everything).toBeGreaterThan(0)
}, 60_000)
