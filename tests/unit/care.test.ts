// What an open store gets without anybody asking: a backup a day, old attempts forgotten, and patience with a full disk.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { careFor } from '../../src/main/care.ts'
import { openLog } from '../../src/main/log.ts'
import { BACKED_UP_AT, backupName, type BackupFile, type Reason } from '../../src/main/store/backup.ts'
import { getState } from '../../src/main/store/outbox.ts'
import { testStore } from '../support/store.ts'

const HOUR = 3_600_000
const root = mkdtempSync(join(tmpdir(), 'forecourt-care-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function cared(options: { demo?: boolean } = {}) {
  const folder = mkdtempSync(join(root, 'c-'))
  const store = testStore()
  const clock = { at: Date.UTC(2026, 10, 22, 2, 0) }
  const made: Reason[] = []
  const fault: { error: unknown } = { error: null }
  const told: unknown[] = []
  const backup = async (reason: Reason): Promise<BackupFile> => {
    if (fault.error) throw fault.error
    made.push(reason)
    const name = backupName(clock.at, reason)
    writeFileSync(join(folder, name), 'x')
    return { path: join(folder, name), name, at: clock.at, bytes: 1, reason }
  }
  const care = careFor({
    session: store.session,
    now: () => clock.at,
    log: openLog(join(folder, 'log')),
    backup: options.demo ? null : backup,
    folder: () => folder,
    onTrouble: () => told.push(care.trouble()),
  })
  const pass = async (ms: number): Promise<void> => {
    clock.at += ms
    await vi.advanceTimersByTimeAsync(ms)
  }
  return { store, care, made, fault, told, pass, clock }
}

test('[BAK-01] [BAK-08] a backup soon after the start, then one a day, however often it looks', async () => {
  const { care, made, pass } = cared()
  care.start()
  await pass(59_000)
  expect(made).toEqual([])
  await pass(2_000)
  expect(made).toEqual(['daily'])
  for (let i = 0; i < 23; i++) await pass(HOUR)
  expect(made).toEqual(['daily'])
  await pass(HOUR)
  expect(made).toEqual(['daily', 'daily'])
  care.stop()
  for (let i = 0; i < 50; i++) await pass(HOUR)
  expect(made).toHaveLength(2)
})

test('a clock that went back by years does not put backups off', async () => {
  const { care, made, pass, clock } = cared()
  care.start()
  await pass(61_000)
  clock.at -= 3 * 365 * 24 * HOUR
  await pass(HOUR)
  expect(made).toEqual(['daily', 'daily'])
  care.stop()
})

test.each([
  ['ENOSPC', 'disk-full'],
  ['SQLITE_FULL', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['ENOTDIR', 'folder-missing'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['X', 'internal'],
])('what stands in the way (%s) is told as %s, tried again, and forgotten when it works', async (code, word) => {
  const { care, made, fault, told, pass } = cared()
  care.start()
  fault.error = Object.assign(new Error('no'), { code })
  await pass(61_000)
  expect(care.trouble()).toBe(word)
  await care.finish()
  expect(care.trouble()).toBe(word)
  fault.error = null
  await pass(HOUR)
  expect(made).toEqual(['daily'])
  expect(care.trouble()).toBeNull()
  expect(told.at(-1)).toBeNull()
  care.stop()
})

test('attempts older than a week are forgotten, younger ones keep their reply', async () => {
  const { store, care, pass, clock } = cared()
  const attempt = (id: string, ageHours: number): void =>
    void store.st.run(
      'INSERT INTO _attempts (attempt, command, reply, at) VALUES (?, ?, ?, ?)',
      id,
      'x',
      'null',
      clock.at - ageHours * HOUR,
    )
  attempt('old', 24 * 8)
  attempt('young', 24 * 6)
  care.start()
  await pass(61_000)
  expect(store.st.all('SELECT attempt FROM _attempts')).toEqual([{ attempt: 'young' }])
  care.stop()
})

test('at exit: only when something was written that is worth keeping, and never in the demo store', async () => {
  const { store, care, made } = cared()
  await care.finish()
  expect(made).toEqual(['exit'])
  await care.finish()
  store.session.keep(['_sync_state', '_sync_live'], () => undefined)
  await care.finish()
  expect(made).toEqual(['exit'])
  store.run('shell.saveDraft', { key: 'k', value: '1' })
  await care.finish()
  await care.finish()
  expect(made).toEqual(['exit', 'exit'])
  const demo = cared({ demo: true })
  demo.store.run('shell.saveDraft', { key: 'k', value: '1' })
  demo.care.start()
  await demo.pass(61_000)
  await demo.care.finish()
  expect(demo.made).toEqual([])
  demo.care.stop()
})

test('[ALR-02] when the store was last backed up is kept in it, and how long ago that was can ring', async () => {
  const { store, care, fault, pass, clock } = cared()
  const kept = () => Number(getState(store.st, BACKED_UP_AT))
  fault.error = Object.assign(new Error('full'), { code: 'ENOSPC' })
  care.start()
  await pass(61_000)
  // Never backed up: counted from the first look on.
  const began = kept()
  expect(began).toBe(clock.at)
  await pass(HOUR)
  expect(kept()).toBe(began)
  fault.error = null
  await pass(HOUR)
  expect(kept()).toBe(clock.at)
  care.stop()
})
