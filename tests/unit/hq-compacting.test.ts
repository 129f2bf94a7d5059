// Giving the disk back what headquarters' files no longer need, on a real HQ and its real files: in steps between which desktops
// are answered, one at a time, refused in words; and files of an earlier form, which the next start lays anew.
import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBackups } from '../../src/hq/backups.ts'
import { createCompacting } from '../../src/hq/compacting.ts'
import { writingTo } from '../../src/hq/disk.ts'
import { HqRefusal } from '../../src/hq/refusal.ts'
import { dataKey, openFile } from '../../src/hq/store/open.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Store } from '../../src/hq/store/store.ts'
import { firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import type { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, tempFolder, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

const PIECE = 1024 * 1024
const PIECES = 5
const now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
let boss: ConsoleClient
let desk: HqClient
let site = ''

/** Bytes that were kept and are no more: their pages are empty. */
async function empty(store: Store): Promise<void> {
  for (let n = 0; n < PIECES; n++) await store.files.append('gone', PIECES * PIECE, n * PIECE, randomBytes(PIECE), now)
  await store.files.append('stays', 1000, 0, Buffer.alloc(1000, 7), now)
  await store.files.drop('gone')
}
const shown = () => boss.call('care.show', { midnight: now })

beforeAll(async () => {
  hq = await startHq({ now: () => now, limits: { console: 10_000, address: 10_000 } })
  boss = await firstAdministrator(hq)
  site = await hq.addSite('昆山店', 'KS')
  desk = await hq.join(site)
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

it('gives back what is empty, says how much, and is in the chain of deeds; then there is nothing more', async () => {
  const { store } = hq.hq
  await empty(store)
  const free = await store.watch.free()
  expect(free).toBeGreaterThan(PIECES * PIECE * 0.9)
  expect((await shown()).empty).toBe(free)
  const { bytes } = await boss.call('storage.compact', {})
  expect(bytes).toBe(free)
  expect(await store.watch.free()).toBe(0)
  expect(statSync(join(hq.data, 'files.db')).size).toBeLessThan(PIECE)
  expect(await store.files.read('stays', 0)).toEqual(Buffer.alloc(1000, 7))
  expect((await boss.call('deeds.list', { before: null, by: null })).deeds[0]).toMatchObject({ act: 'storage.compact', details: { bytes } })
  expect(await boss.tell('storage.compact', {})).toBe('nothing-free')
})

it('takes what desktops send between two of its steps', async () => {
  await empty(hq.hq.store)
  const backups = createBackups(hq.hq, hq.data)
  let steps = 0
  const head = (await hq.hq.store.head()).number
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1
    if (steps === 2) await desk.round([desk.make({ changes: [insert('notes', 'N1', { site_id: site, name: '周明远的电话' })] })])
    return hq.hq.queue.run(work)
  }
  await createCompacting({ ...hq.hq, queue: { ...hq.hq.queue, run } }, backups).compact('terminal')
  expect(steps).toBeGreaterThan(PIECES)
  expect((await hq.hq.store.head()).number).toBe(head + 1)
  await backups.close()
})

it('is refused in words: beside a copy or another, and when the disk takes no writes', async () => {
  await empty(hq.hq.store)
  const answers = await Promise.all([boss.tell('storage.compact', {}), boss.tell('storage.compact', {})])
  expect(answers.filter((answer) => answer === 'backup-running').length).toBe(1)

  await empty(hq.hq.store)
  const free = await hq.hq.store.watch.free()
  const full = () => {
    throw new HqRefusal('cannot-write')
  }
  const backups = createBackups(hq.hq, hq.data)
  const store = writingTo(hq.hq.store, { mustTake: full, failed: async () => undefined } as never)
  await expect(createCompacting({ ...hq.hq, store }, backups).compact('terminal')).rejects.toMatchObject({
    failure: { error: 'cannot-write' },
  })
  expect(await hq.hq.store.watch.free()).toBe(free)
  await backups.close()
})

it('files of a form that cannot give back are laid anew by the next start, whole', async () => {
  const data = tempFolder()
  const first = openSqliteStore(data)
  await first.commit({ base: await first.head(), state: new Map([['kept', 'still here']]) })
  await empty(first)
  await first.close()
  for (const name of ['hq.db', 'files.db']) {
    const file = join(data, name)
    const db = openFile(file, dataKey(data))
    db.pragma('auto_vacuum = NONE')
    db.prepare('VACUUM INTO ?').run(`${file}.old`)
    db.close()
    renameSync(`${file}.old`, file)
    const old = openFile(file, dataKey(data))
    expect(old.pragma('auto_vacuum', { simple: true })).toBe(0)
    old.close()
  }
  const again = openSqliteStore(data)
  expect(await again.state('kept')).toBe('still here')
  expect(await again.files.read('stays', 0)).toEqual(Buffer.alloc(1000, 7))
  await empty(again)
  expect(await again.watch.compact()).toBeGreaterThan(0)
  await again.close()
  expect(existsSync(join(data, 'hq.db.new'))).toBe(false)
  rmSync(data, { recursive: true })
})

it('a copy says what its bytes are of', async () => {
  const { proof } = await boss.call('backups.make', {})
  const bytes = Object.fromEntries((proof?.holds ?? []).map((each) => [each.what, each.bytes]))
  for (const what of ['feed', 'changesets', 'records', 'files', 'rest']) expect([what, (bytes[what] ?? 0) > 0]).toEqual([what, true])
  const sum = Object.values(bytes).reduce((total, each) => total + each, 0)
  expect(sum).toBeLessThanOrEqual(proof?.bytes ?? 0)
  expect(sum).toBeGreaterThan((proof?.bytes ?? 0) * 0.8)
})

it('[S-FEED-9] opening a file that is there writes nothing: a start after a kill needs no room', () => {
  const data = tempFolder()
  const file = join(data, 'hq.db')
  const key = randomBytes(32).toString('hex')
  const first = openFile(file, key)
  expect(first.pragma('auto_vacuum', { simple: true })).toBe(2)
  first.exec('CREATE TABLE kept (id TEXT PRIMARY KEY) STRICT')
  first.close()
  const again = openFile(file, key)
  expect(statSync(`${file}-wal`).size).toBe(0)
  expect(again.pragma('auto_vacuum', { simple: true })).toBe(2)
  again.close()
})
