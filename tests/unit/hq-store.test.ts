// The HQ directory itself: encrypted, refused in words when it is damaged, keyless or from the future; large work in
// short steps.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CannotOpen, openDatabases } from '../../src/hq/store/open.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { DatabaseFromTheFuture } from '../../src/shared/migrations.ts'
import { removeFolders, startHq, tempFolder } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

afterAll(removeFolders)
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof CannotOpen ? error.code : String(error)
  }
  return 'opened'
}

describe('opening', () => {
  it('[S-TRUST-1] a second opening is refused while the first lasts, in the same process too', async () => {
    const folder = tempFolder()
    const store = openSqliteStore(folder)
    expect(codeOf(() => openSqliteStore(folder))).toBe('directory-in-use')
    await store.close()
    const again = openSqliteStore(folder)
    await again.close()
  })

  it('[S-TRUST-1] without its key, with another, damaged or unusable it says so and changes nothing', async () => {
    const folder = tempFolder()
    const store = openSqliteStore(folder)
    await store.commit({ base: await store.head(), state: new Map([['k', 'canary-value']]) })
    await store.close()
    const file = join(folder, 'hq.db')
    const before = readFileSync(file)
    expect(before.includes('canary-value')).toBe(false)
    expect(before.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    const key = readFileSync(join(folder, 'hq.key'), 'utf8')

    rmSync(join(folder, 'hq.key'))
    expect(codeOf(() => openSqliteStore(folder))).toBe('key-missing')
    writeFileSync(join(folder, 'hq.key'), 'not a key')
    expect(codeOf(() => openSqliteStore(folder))).toBe('key-missing')
    writeFileSync(
      join(folder, 'hq.key'),
      key.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    )
    expect(codeOf(() => openSqliteStore(folder))).toBe('database-damaged')
    expect(readFileSync(file)).toEqual(before)
    writeFileSync(join(folder, 'hq.key'), key)
    const whole = openSqliteStore(folder)
    expect(await whole.state('k')).toBe('canary-value')
    await whole.close()

    const flipped = Buffer.from(readFileSync(file))
    flipped[200] = (flipped[200] ?? 0) ^ 1
    writeFileSync(file, flipped)
    expect(codeOf(() => openSqliteStore(folder))).toBe('database-damaged')
    const blocked = tempFolder()
    writeFileSync(join(blocked, 'file'), '')
    expect(codeOf(() => openSqliteStore(join(blocked, 'file')))).toBe('directory-unusable')
    mkdirSync(join(blocked, 'hq.db'))
    copyFileSync(join(folder, 'hq.key'), join(blocked, 'hq.key'))
    expect(codeOf(() => openSqliteStore(blocked))).toBe('directory-unusable')
  })

  it('[S-TRUST-1] a database of a newer version is left alone', () => {
    const folder = tempFolder()
    const { db, files } = openDatabases(folder)
    db.pragma('user_version = 99')
    db.close()
    files.close()
    expect(() => openSqliteStore(folder)).toThrow(DatabaseFromTheFuture)
    expect(() => openSqliteStore(folder)).toThrow(DatabaseFromTheFuture)
  })

  it('[S-FEED-1] commits survive a power cut as far as SQLite can say: WAL with synchronous FULL', () => {
    const { db, files } = openDatabases(tempFolder())
    for (const d of [db, files])
      expect([d.pragma('journal_mode', { simple: true }), d.pragma('synchronous', { simple: true })]).toEqual(['wal', 2])
    const Driver = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => { prepare(sql: string): { all(): unknown } }
    expect(() => new Driver(db.name).prepare('SELECT * FROM docs').all()).toThrow(/not a database/)
    db.close()
    files.close()
  })
})

describe('short steps', () => {
  it('[S-FEED-3] two thousand changesets of one round leave room for others between them', { timeout: 60_000 }, async () => {
    const sizes: number[] = []
    const hq = await startHq({
      wrap: (store) => ({
        ...store,
        commit: async (commit) => {
          if (commit.changesets) sizes.push(commit.changesets.length)
          return store.commit(commit)
        },
      }),
    })
    const site = await hq.addSite()
    const [a, b] = [await hq.join(site), await hq.join(site)]
    const changesets = Array.from({ length: 2000 }, (_, n) =>
      a.make({ changes: Array.from({ length: 4 }, (_, c) => insert('notes', `N${n}-${c}`, { site_id: site, name: 'x'.repeat(200) })) }),
    )
    let small = 0
    const served = new AbortController()
    const big = a.round(changesets).finally(() => served.abort())
    while (!served.signal.aborted) await b.round([b.make({ changes: [insert('notes', `B${++small}`, { site_id: site })] })])
    expect((await big).rulings.filter((r) => r.outcome === 'accepted')).toHaveLength(2000)
    // The other desktop was served again and again meanwhile, not once before and once after.
    expect(small).toBeGreaterThan(5)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(250)
    await hq.close()
  })
})
