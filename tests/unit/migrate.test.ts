// Climbing an older database: a verified copy first, back to it when anything fails, and never into a newer one.
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listBackups } from '../../src/main/store/backup.ts'
import { DatabaseFromTheFuture, migrate, readMigrations, versionOf } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { foundStore, MIGRATIONS, newProfile, openProfile, PASSPHRASE, removeProfile } from '../support/profile.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-migrate-'))
const profiles: string[] = []
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  profiles.forEach(removeProfile)
})
const known = readMigrations(MIGRATIONS).length
/** The application's migrations and one more. */
function withOneMore(name: string, sql: string): string {
  const folder = mkdtempSync(join(root, 'm-'))
  cpSync(MIGRATIONS, folder, { recursive: true })
  writeFileSync(join(folder, `${String(known + 1).padStart(4, '0')}_${name}.sql`), sql)
  return folder
}
async function founded(): Promise<string> {
  const profile = newProfile()
  profiles.push(profile)
  const { desktop } = await foundStore(profile)
  await desktop.close()
  return profile
}
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
/** What lies in a profile, but for the log and what reading a WAL database leaves beside it. */
const things = (profile: string): string[] =>
  readdirSync(profile)
    .toSorted()
    .filter((name) => !/^log$|-(?:wal|shm)$/.test(name))
const unlock = async (opened: Awaited<ReturnType<typeof openProfile>>): Promise<void> => {
  const reply = await opened.ask('setup.unlock', { passphrase: PASSPHRASE })
  expect(reply).toMatchObject({ ok: true })
}

describe('the runner', () => {
  test('refuses gaps and doubles, reads the rest in order', () => {
    const folder = mkdtempSync(join(root, 'g-'))
    writeFileSync(join(folder, '0001_one.sql'), 'SELECT 1;')
    writeFileSync(join(folder, '0003_three.sql'), 'SELECT 1;')
    expect(() => readMigrations(folder)).toThrow(/0003_three/)
    writeFileSync(join(folder, '0002_two.sql'), 'SELECT 1;')
    writeFileSync(join(folder, 'notes.txt'), 'not one')
    expect(readMigrations(folder).map((m) => m.version)).toEqual([1, 2, 3])
    writeFileSync(join(folder, '0003_again.sql'), 'SELECT 1;')
    expect(() => readMigrations(folder)).toThrow()
  })

  test('rebuilding a parent keeps its children, and a broken reference stops the file', () => {
    const db = openDatabase({ file: ':memory:', key: null })
    const first = {
      version: 1,
      name: '0001_a',
      sql: `CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE c (id TEXT PRIMARY KEY, p TEXT REFERENCES p (id) ON DELETE CASCADE); INSERT INTO p VALUES ('1'); INSERT INTO c VALUES ('x', '1');`,
    }
    const rebuild = {
      version: 2,
      name: '0002_b',
      sql: `CREATE TABLE n (id TEXT PRIMARY KEY, more TEXT); INSERT INTO n SELECT id, '' FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p;`,
    }
    const breaking = { version: 3, name: '0003_c', sql: `DELETE FROM p;` }
    migrate(db, [first, rebuild])
    expect(db.prepare('SELECT count(*) FROM c').pluck().get()).toBe(1)
    expect(() => migrate(db, [first, rebuild, breaking])).toThrow(/0003_c broke 1/)
    expect(versionOf(db)).toBe(2)
    expect(db.prepare('SELECT count(*) FROM p').pluck().get()).toBe(1)
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(() => migrate(db, [first])).toThrow(DatabaseFromTheFuture)
    db.close()
  })
})

// Each opens a store several times, with the digest of its passphrase each time.
describe('a profile', { timeout: 120_000 }, () => {
  test('[UPG-04] [UPG-06] climbs with a verified copy beside it, and keeps its rows', async () => {
    const profile = await founded()
    const newer = await openProfile(profile, { migrations: withOneMore('adds', 'ALTER TABLE sites ADD COLUMN fax TEXT;') })
    await unlock(newer)
    expect(newer.status().phase).toBe('ready')
    expect(newer.phases).toContain('busy')
    const st = newer.desktop.session()?.st
    expect(st?.one('SELECT name, fax FROM sites')).toEqual({ name: '昆山青屿汽车', fax: null })
    expect(listBackups(join(profile, 'backups')).map((b) => b.reason)).toContain('before-update')
    await newer.desktop.close()
  })

  test('[UPG-05] a file that fails takes the store back to where it was, in words, and the older application opens it', async () => {
    const profile = await founded()
    const broken = withOneMore('breaks', `UPDATE sites SET name = 'spoiled'; CREATE TABLE sites (id TEXT);`)
    const newer = await openProfile(profile, { migrations: broken })
    await unlock(newer)
    expect(newer.status()).toMatchObject({
      phase: 'damaged',
      damaged: { reason: 'update', incident: expect.stringMatching(/^\d{4}-[2-9A-Z]{4}$/) as string },
    })
    expect(newer.desktop.session()).toBeNull()
    await newer.desktop.close()
    const older = await openProfile(profile)
    await unlock(older)
    expect(older.status().phase).toBe('ready')
    expect(older.desktop.session()?.st.one('SELECT name FROM sites')).toEqual({ name: '昆山青屿汽车' })
    await older.desktop.close()
  })

  test('a file whose damage shows only afterwards goes back too', async () => {
    const profile = await founded()
    // The schema claims an index that its table does not agree with: integrity_check finds it, no statement does.
    const sly = withOneMore(
      'lies',
      `CREATE INDEX sites_code ON sites (code); PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX sites_code ON sites (name)' WHERE name = 'sites_code'; PRAGMA writable_schema = RESET;`,
    )
    const newer = await openProfile(profile, { migrations: sly })
    await unlock(newer)
    expect(newer.status()).toMatchObject({ phase: 'damaged', damaged: { reason: 'update' } })
    await newer.desktop.close()
    const older = await openProfile(profile)
    await unlock(older)
    expect(older.status().phase).toBe('ready')
    await older.desktop.close()
  })

  test('a database from the future is refused and not touched', async () => {
    const profile = await founded()
    const newer = await openProfile(profile, { migrations: withOneMore('adds', 'ALTER TABLE sites ADD COLUMN fax TEXT;') })
    await unlock(newer)
    await newer.desktop.close()
    const before = hashOf(join(profile, 'forecourt.db'))
    const files = things(profile)
    const older = await openProfile(profile)
    await unlock(older)
    expect(older.status()).toMatchObject({ phase: 'future', future: { at: known + 1, known } })
    expect(await older.ask('setup.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: 'not-now' } })
    await older.desktop.close()
    expect(hashOf(join(profile, 'forecourt.db'))).toBe(before)
    expect(things(profile)).toEqual(files)
  })
})
