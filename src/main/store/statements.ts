// Prepared statements by text, so that no row pays for parsing SQL twice; and values as they travel. A limit that is bound
// is written LIMIT (SELECT ?): SQLite plans a query anew at each run when its limit is a bare parameter.
import type BetterSqlite3 from 'better-sqlite3'
import type { Value } from '../../shared/sync/protocol.ts'
import { rowByRow } from '../../shared/row-by-row.ts'
import type { Database } from './open.ts'

export type Statements = {
  readonly raw: Database
  all<T>(sql: string, ...values: unknown[]): T[]
  one<T>(sql: string, ...values: unknown[]): T | undefined
  /** Row by row; nothing is opened before the first is asked for, and leaving early closes it. Its text is a constant of the source. */
  each<T>(sql: string, ...values: unknown[]): IterableIterator<T>
  run(sql: string, ...values: unknown[]): { changes: number; lastInsertRowid: number | bigint }
}

export function statementsOf(raw: Database): Statements {
  const cache = new Map<string, BetterSqlite3.Statement<unknown[]>>()
  const prepared = (sql: string) => {
    let found = cache.get(sql)
    if (!found) {
      if (cache.size > 2000) cache.clear()
      cache.set(sql, (found = raw.prepare<unknown[]>(sql)))
    }
    return found
  }
  return {
    raw,
    each: rowByRow((sql) => raw.prepare<unknown[]>(sql)),
    all: <T>(sql: string, ...values: unknown[]) => prepared(sql).all(...values) as T[],
    one: <T>(sql: string, ...values: unknown[]) => prepared(sql).get(...values) as T | undefined,
    run: (sql, ...values) => prepared(sql).run(...values),
  }
}

/** A stored value as it travels: bytes become `{b64}`, booleans 0 or 1. @throws on floats and unsafe integers. */
export function outward(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`a stored number is a safe integer, not ${value}`)
    return value
  }
  if (value instanceof Uint8Array) return { b64: Buffer.from(value).toString('base64') }
  throw new Error(`a stored value is null, an integer, text or bytes, not ${typeof value}`)
}
export const inward = (value: Value): null | number | string | Uint8Array =>
  value !== null && typeof value === 'object' ? Buffer.from(value.b64, 'base64') : value
