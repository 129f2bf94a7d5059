// What a kill leaves behind: a database that copies its files ahead of every statement, so that one run yields the state
// of a process killed at each of them.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { type Database, openDatabase } from '../../src/main/store/open.ts'
import '../../src/shared/tables.ts'

export function killable() {
  const folder = mkdtempSync(join(tmpdir(), 'store-kill-'))
  const file = join(folder, 'live.db')
  const live = openDatabase({ file, key: null })
  migrate(live, readMigrations(resolve(import.meta.dirname, '../../migrations')))
  const images: string[] = []
  /** Copies the files as a kill at this instant would leave them. */
  const kill = (): void => {
    const at = join(folder, `at-${images.length}.db`)
    copyFileSync(file, at)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${at}-wal`)
    images.push(at)
  }
  return { raw: watched(live, kill), kill, images, remove: () => (live.close(), rmSync(folder, { recursive: true, force: true })) }
}

/** A database that calls `before` ahead of every statement that is run through it. */
function watched(raw: Database, before: () => void): Database {
  const spy = <T extends object>(statement: T): T =>
    new Proxy(statement, {
      get: (target, key) => {
        const found = Reflect.get(target, key) as unknown
        if (typeof found !== 'function') return found
        return (...values: unknown[]) => {
          if (key === 'run' || key === 'get' || key === 'all') before()
          return (found as (...v: unknown[]) => unknown).apply(target, values)
        }
      },
    })
  return new Proxy(raw, {
    get: (target, key) => {
      const found = Reflect.get(target, key) as unknown
      if (typeof found !== 'function') return found
      if (key === 'prepare') return (sql: string) => spy(target.prepare(sql))
      return (found as (...v: unknown[]) => unknown).bind(target)
    },
  })
}
