// The reading half of the store. A Reader sees everything and changes nothing; queries receive only this.
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { getTableName, type InferSelectModel, type Table } from 'drizzle-orm'
import { dayOf } from '../../shared/dates.ts'
import { columnsOf } from '../../shared/tables/define.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Statements } from './statements.ts'
import type { Who } from './who.ts'

/** Where a row stands with HQ. `alone`: this store has no HQ; `provisional` is a business word and not decided here. */
export type RowState = 'alone' | 'local' | 'sent' | 'confirmed' | 'needs-you'

/** Thrown by a question that takes long, where it must not: it is asked again of the read-only worker. Never seen outside main. */
export class TakesLong extends Error {
  constructor() {
    super('this question is for the worker')
    this.name = 'TakesLong'
  }
}

export type Reader = {
  readonly who: Who
  /** A person waits at main's door: what takes long throws `TakesLong` instead. */
  readonly brief: boolean
  /** The instant of this call, epoch ms; one value for the whole transaction. */
  readonly now: number
  /** The day of this call in China Standard Time. */
  readonly today: string
  /** Typed queries by drizzle; only reads. */
  readonly q: Pick<BetterSQLite3Database, 'select' | 'selectDistinct' | 'with' | '$count'>
  /** Rows of a SQL text with `?` values, prepared once. */
  all<T>(sql: string, ...values: unknown[]): T[]
  one<T>(sql: string, ...values: unknown[]): T | undefined
  /** The row with this id. */
  row<T extends Table>(table: T, id: string): InferSelectModel<T> | undefined
  /** The row with this id. @throws Refusal('not-found'). */
  must<T extends Table>(table: T, id: string): InferSelectModel<T>
  /** Where rows stand with HQ, for the marks a screen shows: one statement for all of them. */
  states(ids: readonly string[]): Map<string, RowState>
}

const drizzled = new WeakMap<object, BetterSQLite3Database>()
function drizzleOf(st: Statements): BetterSQLite3Database {
  let found = drizzled.get(st.raw)
  if (!found) drizzled.set(st.raw, (found = drizzle(st.raw as never)))
  return found
}

type Plan = { sql: string; columns: { key: string; name: string; read(value: unknown): unknown }[] }
const plans = new WeakMap<Table, Plan>()
function planOf(table: Table): Plan {
  let plan = plans.get(table)
  if (!plan) {
    const columns = Object.entries(columnsOf(table)).map(([key, column]) => ({
      key,
      name: column.name,
      read: (v: unknown) => (v === null ? null : column.mapFromDriverValue(v)),
    }))
    plans.set(
      table,
      (plan = { columns, sql: `SELECT ${columns.map((c) => `"${c.name}"`).join(', ')} FROM "${getTableName(table)}" WHERE id = ?` }),
    )
  }
  return plan
}

export function reader(st: Statements, who: Who, now: number, joined: () => boolean, brief = false): Reader {
  const row = <T extends Table>(table: T, id: string): InferSelectModel<T> | undefined => {
    const plan = planOf(table)
    const found = st.one<Record<string, unknown>>(plan.sql, id)
    if (!found) return undefined
    const made: Record<string, unknown> = {}
    for (const column of plan.columns) made[column.key] = column.read(found[column.name])
    return made as InferSelectModel<T>
  }
  return {
    who,
    brief,
    now,
    today: dayOf(now),
    get q() {
      return drizzleOf(st)
    },
    all: st.all,
    one: st.one,
    row,
    must: (table, id) => {
      const found = row(table, id)
      if (!found) throw new Refusal('not-found', { table: getTableName(table), id })
      return found
    },
    states: (ids) => {
      const found = new Map<string, RowState>(ids.map((id) => [id, joined() ? 'confirmed' : 'alone']))
      if (!joined() || ids.length === 0) return found
      const rows = st.all<{ row_id: string; state: string; sent: number | null }>(
        `SELECT t.row_id, c.state, c.sent_at AS sent FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n
         WHERE t.row_id IN (SELECT value FROM json_each(?)) AND c.state IN ('pending', 'quarantined') ORDER BY c.n`,
        JSON.stringify(ids),
      )
      const cases = st.all<{ id: string }>(
        `SELECT subject_id AS id FROM cases WHERE state = 'open' AND subject_id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      )
      for (const c of cases) found.set(c.id, 'needs-you')
      for (const r of rows)
        if (found.get(r.row_id) !== 'needs-you') found.set(r.row_id, r.state === 'quarantined' ? 'needs-you' : r.sent ? 'sent' : 'local')
      return found
    },
  }
}
