// Backups of the store: a copy counts only after it was opened with the key, checked and counted. Runs on a worker's own
// connection, so that the window does not stutter.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { versionOf } from './migrate.ts'
import { type Database, openDatabase } from './open.ts'
import { giveName, sync } from './whole.ts'

export const reasons = ['daily', 'exit', 'manual', 'before-update', 'before-restore'] as const
export type Reason = (typeof reasons)[number]
export type BackupFile = { path: string; name: string; at: number; bytes: number; reason: Reason }
/** Under this key a store keeps when it was last backed up, in ms. */
export const BACKED_UP_AT = 'backed_up_at'
const NAME = /^forecourt-(\d{8})-(\d{6})-([a-z-]+)\.db$/
const KEPT = 7

/** A copy could not be trusted; `what` names the check that failed. */
export class BackupDamaged extends Error {
  readonly what: string
  constructor(what: string) {
    super(`the copy failed its check: ${what}`)
    this.name = 'BackupDamaged'
    this.what = what
  }
}

const stamp = (at: number): string => {
  const text = new Date(at + 8 * 3_600_000).toISOString()
  return `${text.slice(0, 10).replaceAll('-', '')}-${text.slice(11, 19).replaceAll(':', '')}`
}
/** File names carry China Standard Time, as people read them in a folder. */
export const backupName = (at: number, reason: Reason): string => `forecourt-${stamp(at)}-${reason}.db`
/** The key file that travels with a backup: without it no other machine could open the copy. */
export const keysBeside = (backup: string): string => backup.replace(/\.db$/, '.keys.json')

/** The folder's backups, newest first. Names decide, not file times: copying a folder changes those. */
export function listBackups(folder: string): BackupFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const match = NAME.exec(name)
      const reason = reasons.find((r) => r === match?.[3])
      if (!match || !reason) return []
      const [, d = '', t = ''] = match
      const at = Date.parse(`${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)}T${t.slice(0, 2)}:${t.slice(2, 4)}:${t.slice(4)}+08:00`)
      const path = join(folder, name)
      return [{ path, name, at, bytes: statSync(path).size, reason }]
    })
    .sort((a, b) => b.at - a.at || b.name.localeCompare(a.name))
}

type Counts = { changesets: number; tables: Record<string, number> }
export function countRows(db: Database): Counts {
  const names = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all() as string[]
  const tables = Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]))
  const changesets = names.includes('_sync_changesets')
    ? (db.prepare('SELECT coalesce(max(n), 0) FROM _sync_changesets').pluck().get() as number)
    : 0
  return { changesets, tables }
}

/**
 * Opens a copy with the key and reads every page. @throws BackupDamaged; SQLITE_NOTADB becomes one too (a wrong key and
 * a broken first page look alike).
 */
export function verifyBackup(path: string, key: string | null): { version: number; counts: Counts } {
  let db: Database | undefined
  try {
    db = openDatabase({ file: path, key, readonly: true })
    const verdict = db.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new BackupDamaged('integrity')
    return { version: versionOf(db), counts: countRows(db) }
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_IOERR')))
      throw new BackupDamaged(code)
    throw error
  } finally {
    db?.close()
  }
}

export type BackupOrder = {
  file: string
  key: string | null
  keys: string | null
  folder: string
  reason: Reason
  at: number
  files?: string | null
}

/**
 * Copies the store at `file` into `folder` under a temporary name, verifies the copy, then gives it its name and removes
 * all but the seven newest. Works beside a writer: the copy is one moment of the store. Nothing replaces an older backup
 * before the new one is proven. @throws BackupDamaged, or what SQLite or the file system says (SQLITE_FULL, EROFS …).
 */
export function makeBackup({ file, key, keys, folder, reason, at, files }: BackupOrder): BackupFile & { rows: number } {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, backupName(at, reason))
  const draft = `${path}.part`
  rmSync(draft, { force: true })
  const db = openDatabase({ file, key, readonly: true })
  try {
    const before = countRows(db)
    db.prepare('VACUUM INTO ?').run(draft)
    const after = countRows(db)
    sync(draft)
    const { counts } = verifyBackup(draft, key)
    compare(before, counts, after)
    if (keys) {
      copyFileSync(keys, keysBeside(path))
      sync(keysBeside(path))
    }
    if (files) copyMissing(files, join(folder, 'files'))
    giveName(draft, path)
    prune(folder)
    return {
      path,
      name: basename(path),
      at,
      bytes: statSync(path).size,
      reason,
      rows: Object.values(counts.tables).reduce((a, b) => a + b, 0),
    }
  } finally {
    db.close()
    for (const left of [draft, `${draft}-journal`, `${draft}-wal`, `${draft}-shm`]) rmSync(left, { force: true })
  }
}

/** A quiet store must be copied row for row; one that was being written to lies between its two counts. */
function compare(before: Counts, copy: Counts, after: Counts): void {
  const quiet = before.changesets === after.changesets
  for (const name of new Set([...Object.keys(before.tables), ...Object.keys(copy.tables)])) {
    const [from, to, got] = [before.tables[name] ?? 0, after.tables[name] ?? 0, copy.tables[name] ?? -1]
    if (got < Math.min(from, to) - (quiet ? 0 : 1000) || got > Math.max(from, to) + (quiet ? 0 : 1000))
      throw new BackupDamaged(`count of ${name}`)
  }
  if (copy.changesets < before.changesets || copy.changesets > after.changesets) throw new BackupDamaged('log')
}

function prune(folder: string): void {
  for (const old of listBackups(folder).slice(KEPT)) {
    rmSync(old.path, { force: true })
    rmSync(keysBeside(old.path), { force: true })
  }
}

/** Copies the files of a store between its folder and a backup's. They are named by content, so one that is there needs no second copy. */
export function copyMissing(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const target = join(to, name)
    if (name.endsWith('.part') || existsSync(target)) continue
    copyFileSync(join(from, name), `${target}.part`)
    sync(`${target}.part`)
    renameSync(`${target}.part`, target)
  }
  for (const path of [to, dirname(to)]) sync(path)
}

/**
 * Puts a verified copy in the store's place. The present file moves to `aside/` first and is never deleted; until the
 * last rename a crash leaves the old store or a missing one, and then the copy is still where it was.
 * Call with every connection to `file` closed. Returns where the old file went.
 */
export function putInPlace(path: string, file: string, at: number): string | null {
  const draft = `${file}.restore`
  copyFileSync(path, draft)
  sync(draft)
  let aside: string | null = null
  if (existsSync(file)) {
    const folder = join(dirname(file), 'aside')
    mkdirSync(folder, { recursive: true })
    aside = join(folder, `forecourt-${stamp(at)}.db`)
    for (const part of ['-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part)
    renameSync(file, aside)
    for (const path of [folder, dirname(folder)]) sync(path)
  }
  giveName(draft, file)
  return aside
}
