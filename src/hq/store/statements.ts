// Prepared statements by text, for the SQLite implementation of the store.
import type BetterSqlite3 from 'better-sqlite3'
import { rowByRow } from '../../shared/row-by-row.ts'
import type { Database } from './open.ts'

export type Statements = {
  readonly raw: Database
  all<T>(sql: string, ...values: unknown[]): T[]
  one<T>(sql: string, ...values: unknown[]): T | undefined
  /** Row by row; nothing is opened before the first is asked for, and leaving early closes it. */
  each<T>(sql: string, ...values: unknown[]): IterableIterator<T>
  run(sql: string, ...values: unknown[]): number
}

/** Every text must be a constant of the source: the cache never forgets. */
export function statementsOf(raw: Database): Statements {
  const cache = new Map<string, BetterSqlite3.Statement<unknown[]>>()
  const prepared = (sql: string) => {
    let found = cache.get(sql)
    if (!found) cache.set(sql, (found = raw.prepare<unknown[]>(sql)))
    return found
  }
  return {
    raw,
    all: <T>(sql: string, ...values: unknown[]) => prepared(sql).all(...values) as T[],
    one: <T>(sql: string, ...values: unknown[]) => prepared(sql).get(...values) as T | undefined,
    each: rowByRow((sql) => raw.prepare<unknown[]>(sql)),
    run: (sql, ...values) => prepared(sql).run(...values).changes,
  }
}
