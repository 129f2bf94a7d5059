// Prepared statements by text, for the SQLite implementation of the store.
import type BetterSqlite3 from 'better-sqlite3'
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
  /** Free for the next reader of the same text: one that is being read cannot be begun anew. */
  const free = new Map<string, BetterSqlite3.Statement<unknown[]>[]>()
  function* each<T>(sql: string, ...values: unknown[]): IterableIterator<T> {
    const shelf = free.get(sql) ?? []
    free.set(sql, shelf)
    const statement = shelf.pop() ?? raw.prepare<unknown[]>(sql)
    try {
      yield* statement.iterate(...values) as IterableIterator<T>
    } finally {
      shelf.push(statement)
    }
  }
  return {
    raw,
    all: <T>(sql: string, ...values: unknown[]) => prepared(sql).all(...values) as T[],
    one: <T>(sql: string, ...values: unknown[]) => prepared(sql).get(...values) as T | undefined,
    each,
    run: (sql, ...values) => prepared(sql).run(...values).changes,
  }
}
