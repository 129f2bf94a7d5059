// Copies the databases of a running HQ as of one moment, and proves a copy by opening it as a start of HQ would. Runs in a
// process of its own (backup-process.ts), on connections of its own; the running HQ is neither asked nor held up.
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { syncFile } from '../whole.ts'
import { dataKey, openDatabases, openFile } from './open.ts'
import { consoleOf } from './sqlite-console.ts'
import { headOf } from './sqlite-feed.ts'
import { statementsOf } from './statements.ts'

const DATABASES = ['hq.db', 'files.db'] as const

export const holdings = ['feed', 'changesets', 'records', 'files', 'rest'] as const
type Holding = (typeof holdings)[number]
/** Which tables, with their indexes, are of what; those of no other line are `rest`. */
const TABLES: Partial<Record<Holding, readonly string[]>> = {
  feed: ['feed', 'feed_parts', 'feed_rows', 'published'],
  changesets: ['changesets', 'chains', 'asks'],
  records: ['docs', 'holds', 'uniques', 'refusals', 'shadows', 'sums'],
  files: ['files', 'pieces'],
}
const SIZES = `SELECT coalesce(s.tbl_name, d.name) AS tableName, sum(d.pgsize) AS bytes FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name
  WHERE d.aggregate = 1 GROUP BY 1`

/** What a copy holds, counted from the copy itself. */
export type Proof = {
  head: number
  rows: number
  changesets: number
  sites: number
  desktops: number
  files: number
  deeds: number
  bytes: number
  /** What the bytes of the database are of. */
  holds: { what: Holding; bytes: number }[]
  /** How long opening and counting took: what a restore takes at least. */
  tookMs: number
}
/** A copy that cannot be trusted; `what` names the check that failed. */
export class CopyDamaged extends Error {
  readonly what: string
  constructor(what: string, cause?: unknown) {
    super(`the copy failed its check: ${what}`, { cause })
    this.name = 'CopyDamaged'
    this.what = what
  }
}

/**
 * The rows first, then the files' bytes: whatever the copied rows name lies in the copied bytes too. Both stay locked with
 * the directory's own key, which is not copied. @throws CopyDamaged missing; as SQLite and the system do: SQLITE_FULL, ENOSPC, EROFS
 */
export function copyDatabases(data: string, target: string): void {
  // Opening what is not there would make it, and an empty copy of it would be whole.
  for (const name of [...DATABASES, 'hq.key']) if (!existsSync(join(data, name))) throw new CopyDamaged('missing')
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const key = dataKey(data)
  for (const name of DATABASES) {
    const db = openFile(join(data, name), key)
    try {
      db.prepare('VACUUM INTO ?').run(join(target, name))
    } finally {
      db.close()
    }
    chmodSync(join(target, name), 0o600)
    syncFile(join(target, name))
  }
}

/**
 * A drill: puts the copy where a restored HQ would have it, with the key, opens it, lets it climb to this version, reads every
 * page and reckons the chain of deeds anew; then the place is cleared away. @throws CopyDamaged
 */
export async function proveCopy(copy: string, data: string, place: string): Promise<Proof> {
  const started = performance.now()
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true, mode: 0o700 })
  try {
    for (const name of DATABASES) copyFileSync(join(copy, name), join(place, name))
    copyFileSync(join(data, 'hq.key'), join(place, 'hq.key'))
    const { db, files } = openDatabases(place)
    try {
      for (const each of [db, files]) if (each.pragma('integrity_check', { simple: true }) !== 'ok') throw new CopyDamaged('integrity')
      const st = statementsOf(db)
      const count = (sql: string): number => st.one<{ n: number }>(sql)?.n ?? 0
      const head = headOf(st).number
      if (count('SELECT coalesce(max(number), 0) AS n FROM feed') !== head) throw new CopyDamaged('feed')
      const { count: deeds, brokenAt } = await consoleOf(st).checkDeeds()
      if (brokenAt !== null) throw new CopyDamaged('deeds')
      const sizes = [st, statementsOf(files)].flatMap((each) => each.all<{ tableName: string; bytes: number }>(SIZES))
      const holdingOf = (table: string): Holding => holdings.find((what) => TABLES[what]?.includes(table)) ?? 'rest'
      return {
        head,
        rows: count('SELECT count(*) AS n FROM docs WHERE deleted = 0'),
        changesets: count('SELECT count(*) AS n FROM changesets'),
        sites: count('SELECT count(*) AS n FROM sites'),
        desktops: count('SELECT count(*) AS n FROM devices'),
        files: statementsOf(files).one<{ n: number }>('SELECT count(*) AS n FROM files')?.n ?? 0,
        deeds,
        holds: holdings.map((what) => ({
          what,
          bytes: sizes.reduce((sum, { tableName, bytes }) => sum + (holdingOf(tableName) === what ? bytes : 0), 0),
        })),
        bytes: DATABASES.reduce((sum, name) => sum + statSync(join(copy, name)).size, 0),
        tookMs: Math.round(performance.now() - started),
      }
    } finally {
      db.close()
      files.close()
    }
  } catch (error) {
    throw error instanceof CopyDamaged ? error : new CopyDamaged(String((error as { code?: unknown }).code ?? 'unreadable'), error)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
