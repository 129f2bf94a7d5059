// What a damaged file still knows is brought over in order and no further than it can be trusted: whatever page breaks,
// the restored store is a moment the old one went through.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeBackup, putInPlace } from '../../src/main/store/backup.ts'
import { newDataKey } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { verifyChain } from '../../src/main/store/outbox.ts'
import { salvage } from '../../src/main/store/salvage.ts'
import { createSession, type Session } from '../../src/main/store/session.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { somebody, testStore } from '../support/store.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-salvage-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const key = newDataKey()

/** A store with a backup in its middle, and how its customers looked after every changeset behind it. */
function aged(options: { joined: boolean }) {
  const folder = mkdtempSync(join(root, 's-'))
  const file = join(folder, 'forecourt.db')
  const store = testStore({ file, key, ...options })
  const write = (n: number): void =>
    store.session.write(somebody(), { command: 'customers.add', writes: new Set(['customers']) }, (db) => {
      const newest = db.one<{ id: string }>('SELECT id FROM customers ORDER BY created_at DESC LIMIT 1')?.id
      if (newest && n % 7 === 3) return db.remove(customers, newest)
      if (newest && n % 5 === 4) return db.patch(customers, newest, { note: `seen ${n}` })
      db.put(customers, {
        id: `c${n}`,
        siteId: db.who.site,
        kind: 'person',
        name: `客户 ${n}`,
        note: 'x'.repeat(300),
        createdAt: n,
        createdBy: 'u',
      })
    })
  for (let n = 0; n < 30; n++) write(n)
  const backup = makeBackup({ file, key, keys: null, folder: join(folder, 'backups'), reason: 'daily', at: 1 })
  const moments = [rowsOf(store.session)]
  for (let n = 30; n < 70; n++) {
    write(n)
    moments.push(rowsOf(store.session))
  }
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  const held = new Set(store.raw.prepare(`SELECT pageno FROM dbstat WHERE ncell > 0 OR pagetype = 'overflow'`).pluck().all())
  store.session.close()
  return { folder, file, backup, moments, held }
}
const rowsOf = (session: Session): string => JSON.stringify(session.st.all('SELECT * FROM customers ORDER BY id'))
function restored(file: string, backup: string): { session: Session; aside: string } {
  const aside = putInPlace(backup, file, 2) as string
  return { session: createSession(openDatabase({ file, key })), aside }
}

describe.each([{ joined: false }, { joined: true }])('a store, joined: $joined', (options) => {
  test('a whole file gives everything back, pending as it was', () => {
    const { file, backup, moments } = aged(options)
    const { session, aside } = restored(file, backup.path)
    expect(rowsOf(session)).toBe(moments[0])
    expect(salvage(session, aside, key)).toEqual({ found: 40, complete: true })
    expect(rowsOf(session)).toBe(moments[40])
    expect(verifyChain(session.st)).toBeNull()
    expect(session.pendingCount()).toBe(options.joined ? 70 : 0)
    expect(salvage(session, aside, key)).toEqual({ found: 0, complete: true })
    session.close()
  })

  test('whatever page is broken, what comes is a moment of the old store', () => {
    const { folder, file, backup, moments, held } = aged(options)
    const whole = readFileSync(file)
    const pages = whole.length / 4096
    const found = new Set<number>()
    // Every page that holds something: a sample may miss those of the log, which are the ones that matter. Of the pages of
    // empty tables, a tenth.
    for (let page = 1; page < pages; page++) {
      if (!held.has(page + 1) && page % 10 !== 0) continue
      const broken = Buffer.from(whole)
      broken[page * 4096 + 77] = (broken[page * 4096 + 77] ?? 0) ^ 0x55
      const target = join(folder, `broken-${page}.db`)
      writeFileSync(target, broken)
      const { session, aside } = restored(target, backup.path)
      const result = salvage(session, aside, key)
      found.add(result.found)
      expect(rowsOf(session), `page ${page}`).toBe(moments[result.found])
      expect(verifyChain(session.st)).toBeNull()
      if (result.found < 40) expect(result.complete, `page ${page}`).toBe(false)
      session.close()
    }
    // Some breaks hide something, some do not: else this test would show nothing.
    expect(Math.min(...found)).toBeLessThan(40)
    expect(Math.max(...found)).toBe(40)
  }, 240_000)
})

test('a file of another store, or with another key, gives nothing', () => {
  const one = aged({ joined: false })
  const { session, aside } = restored(one.file, one.backup.path)
  expect(salvage(session, aside, newDataKey())).toEqual({ found: 0, complete: false })
  expect(salvage(session, join(root, 'none.db'), key)).toEqual({ found: 0, complete: false })
  // Made like the other, so the numbers fit; what was written differs, so the chain does not.
  const other = join(mkdtempSync(join(root, 'o-')), 'forecourt.db')
  const stranger = testStore({ file: other, key })
  for (let n = 0; n < 40; n++)
    stranger.session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
      db.put(customers, { id: `x${n}`, siteId: db.who.site, kind: 'person', createdAt: n, createdBy: 'u' }),
    )
  stranger.session.close()
  expect(salvage(session, other, key)).toEqual({ found: 0, complete: false })
  expect(rowsOf(session)).toBe(one.moments[0])
  session.close()
})
