// A backup counts only when it was opened and counted; a damaged one is refused; what stood in the way is kept.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  BackupDamaged,
  type BackupOrder,
  backupName,
  countRows,
  keysBeside,
  listBackups,
  makeBackup,
  putInPlace,
  verifyBackup,
} from '../../src/main/store/backup.ts'
import { newDataKey } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { testStore } from '../support/store.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-backup-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const key = newDataKey()
let n = 0
let folder = ''
let file = ''
let store: ReturnType<typeof testStore>
const AT = Date.UTC(2026, 10, 22, 2, 30)
const order = (over: Partial<BackupOrder> = {}): BackupOrder => ({
  file,
  key,
  keys: null,
  folder: join(folder, 'backups'),
  reason: 'daily',
  at: AT,
  ...over,
})
const draft = (text: string): void => void store.run('shell.saveDraft', { key: `d${n++}`, value: JSON.stringify(text) })

beforeEach(() => {
  folder = mkdtempSync(join(root, 'store-'))
  file = join(folder, 'forecourt.db')
  store = testStore({ file, key })
  for (let i = 0; i < 50; i++) draft(`note ${i}`)
})

/** Spoils one byte in the middle of a file. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  // Several places: one of them may lie in a page that is free.
  for (const part of [3, 4, 5, 6, 7]) {
    const at = Math.floor((bytes.length * part) / 10)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
  }
  writeFileSync(path, bytes)
}

describe('making one', () => {
  test('[BAK-04] [ADM-09] holds every row, opens only with the key, and shows no plaintext', () => {
    draft('看不见的字 visible-canary')
    const made = makeBackup(order())
    expect(made.name).toBe('forecourt-20261122-103000-daily.db')
    const { counts } = verifyBackup(made.path, key)
    expect(counts).toEqual(countRows(store.raw))
    expect(counts.tables['drafts']).toBe(51)
    expect(() => verifyBackup(made.path, newDataKey())).toThrow(BackupDamaged)
    expect(readFileSync(made.path).includes('visible-canary')).toBe(false)
  })

  test('works beside a writer, and is one moment of the store', () => {
    store.raw.exec('BEGIN IMMEDIATE')
    store.raw.exec(`INSERT INTO drafts (id, value, saved_at) VALUES ('open', '1', 1)`)
    const made = makeBackup(order())
    store.raw.exec('COMMIT')
    expect(verifyBackup(made.path, key).counts.tables['drafts']).toBe(50)
  })

  test('takes the key file and the files of the store along, each file once', () => {
    const keys = join(folder, 'keys.json')
    writeFileSync(keys, '{"format":1}')
    const files = join(folder, 'files')
    const one = join(files, 'aaaa')
    makeBackup(order({ keys }))
    expect(readFileSync(keysBeside(join(folder, 'backups', backupName(AT, 'daily'))), 'utf8')).toBe('{"format":1}')
    expect(existsSync(join(folder, 'backups', 'files'))).toBe(false)
    mkdirSync(files)
    writeFileSync(one, 'sealed bytes')
    writeFileSync(join(files, 'half.part'), 'x')
    makeBackup(order({ files, at: AT + 1000 }))
    expect(readdirSync(join(folder, 'backups', 'files'))).toEqual(['aaaa'])
    writeFileSync(one, 'changed on disk')
    makeBackup(order({ files, at: AT + 2000 }))
    expect(readFileSync(join(folder, 'backups', 'files', 'aaaa'), 'utf8')).toBe('sealed bytes')
  })

  test('[BAK-03] keeps the seven newest, and strangers in the folder', () => {
    for (let i = 0; i < 9; i++) makeBackup(order({ at: AT + i * 60_000 }))
    writeFileSync(join(folder, 'backups', 'photo.jpg'), 'x')
    writeFileSync(join(folder, 'backups', 'forecourt-2026.db'), 'x')
    makeBackup(order({ at: AT + 10 * 60_000, reason: 'manual' }))
    const list = listBackups(join(folder, 'backups'))
    expect(list).toHaveLength(7)
    expect(list[0]).toMatchObject({ at: AT + 10 * 60_000, reason: 'manual' })
    expect(list.map((b) => b.at)).toEqual(list.map((b) => b.at).toSorted((a, b) => b - a))
    expect(readdirSync(join(folder, 'backups'))).toEqual(expect.arrayContaining(['photo.jpg', 'forecourt-2026.db']))
  })

  test('a folder that cannot be used leaves the older backups and no half file', () => {
    makeBackup(order())
    const blocked = join(folder, 'not-a-folder')
    writeFileSync(blocked, 'a file where a folder should be')
    expect(() => makeBackup(order({ folder: blocked, at: AT + 1000 }))).toThrow(/EEXIST|ENOTDIR/)
    expect(listBackups(join(folder, 'backups'))).toHaveLength(1)
  })

  test('a source that is damaged makes no backup, and none goes', () => {
    for (let i = 0; i < 7; i++) makeBackup(order({ at: AT + i * 1000 }))
    store.raw.pragma('wal_checkpoint(TRUNCATE)')
    store.session.close()
    spoil(file)
    expect(() => makeBackup(order({ at: AT + 9000 }))).toThrow()
    const names = readdirSync(join(folder, 'backups'))
    expect(listBackups(join(folder, 'backups'))).toHaveLength(7)
    expect(names.filter((name) => name.includes('.part'))).toEqual([])
  })
})

describe('checking and restoring', () => {
  test('any spoiled page is found', () => {
    const made = makeBackup(order())
    const good = readFileSync(made.path)
    for (let i = 1; i < 12; i++) {
      const bytes = Buffer.from(good)
      const at = Math.floor((bytes.length * i) / 12)
      bytes[at] = (bytes[at] ?? 0) ^ 0x01
      writeFileSync(made.path, bytes)
      expect(() => verifyBackup(made.path, key), `byte ${at}`).toThrow(BackupDamaged)
    }
    writeFileSync(made.path, good.subarray(0, good.length - 4096))
    expect(() => verifyBackup(made.path, key)).toThrow(BackupDamaged)
    writeFileSync(made.path, good)
    expect(verifyBackup(made.path, key).counts.tables['drafts']).toBe(50)
  })

  test('[BAK-05] takes the place of the present file, which is kept with what its log held', () => {
    const made = makeBackup(order())
    draft('after the backup')
    const other = openDatabase({ file, key })
    store.session.close()
    other.close()
    const aside = putInPlace(made.path, file, AT + 5000) as string
    expect(existsSync(made.path)).toBe(true)
    const restored = openDatabase({ file, key })
    const old = openDatabase({ file: aside, key })
    expect(restored.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(50)
    expect(old.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(51)
    restored.close()
    old.close()
  })

  test('needs no present file', () => {
    const made = makeBackup(order())
    store.session.close()
    rmSync(file)
    rmSync(`${file}-wal`, { force: true })
    rmSync(`${file}-shm`, { force: true })
    expect(putInPlace(made.path, file, AT)).toBeNull()
    expect(verifyBackup(file, key).counts.tables['drafts']).toBe(50)
  })
})
