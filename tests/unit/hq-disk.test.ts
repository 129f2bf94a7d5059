// Headquarters on a disk others have filled to the last byte: what it put by lets it note counters, and so answer. Real
// disks that are filled are in tests/processes/full-disk.test.ts.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { BALLAST, watchDisk } from '../../src/hq/disk.ts'
import { openHq } from '../../src/hq/hq.ts'
import { HqRefusal } from '../../src/hq/refusal.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('[S-FEED-9] [S-TRUST-2] counters are noted in the room put by when no other is left, and room is put by anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-ballast-'))
  folders.push(folder)
  const ballast = join(folder, BALLAST)
  const disk = watchDisk(folder, () => undefined)
  const there = (): Promise<boolean> => vi.waitUntil(() => existsSync(ballast), { timeout: 20_000 })
  await there()
  const store = openSqliteStore(folder)
  let room = false
  const hq = await openHq({
    // As on a disk whose only free bytes are those of the ballast.
    store: {
      ...store,
      raiseCounter: async (replica, counter) => {
        if (!room && existsSync(ballast)) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
        return store.raiseCounter(replica, counter)
      },
    },
    disk,
    log: pino({ level: 'silent' }),
  })
  try {
    expect(await hq.store.raiseCounter('R1', 7)).toBe(true)
    expect(existsSync(ballast)).toBe(false)
    // Said twice it is a replay, as on any disk.
    expect(await hq.store.raiseCounter('R1', 7)).toBe(7)
    await there()
    room = true
    expect(await hq.store.raiseCounter('R1', 8)).toBe(true)
    expect(existsSync(ballast), 'what fits without it leaves it where it is').toBe(true)
  } finally {
    await hq.close()
  }
})

test('[S-FEED-9] with nothing put by, a counter that cannot be noted is refused in words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-ballast-'))
  folders.push(folder)
  const store = openSqliteStore(folder)
  const hq = await openHq({
    store: {
      ...store,
      raiseCounter: () => Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })),
    },
    log: pino({ level: 'silent' }),
  })
  try {
    const said = await hq.store.raiseCounter('R1', 7).catch((error: unknown) => error)
    expect(said).toBeInstanceOf(HqRefusal)
    expect((said as HqRefusal).failure.error).toBe('cannot-write')
  } finally {
    await hq.close()
  }
})
