// The writing half of the store: put, patch and remove write the row and its change together, guards say what HQ must
// hold. Commands receive no other way to write; nothing here knows a module.
import { getTableName, type InferInsertModel, type InferSelectModel, type Table } from 'drizzle-orm'
import { Refusal } from '../../shared/errors.ts'
import { HOLDER } from '../../shared/sync/arbitrate.ts'
import type { Change, Guard, Row, Value } from '../../shared/sync/protocol.ts'
import { columnsOf, syncOf, type Sync } from '../../shared/tables/define.ts'
import { forget, isErased } from './erase.ts'
import { imageOf } from './images.ts'
import type { Reader } from './read.ts'
import { inward, outward, type Statements } from './statements.ts'

type Patch<T extends Table> = Partial<Omit<InferInsertModel<T>, 'id'>>
/** Records what HQ applies instead when a guard fails; touches nothing here. `HOLDER` stands for whoever holds the key. */
export type Otherwise = {
  patch<T extends Table>(table: T, id: string, columns: { [K in keyof Patch<T>]: Patch<T>[K] | typeof HOLDER }): void
  put<T extends Table>(table: T, row: InferInsertModel<T>): void
}
type Terms = { covering: () => void; otherwise?: (instead: Otherwise) => void }

export type Writer = Reader & {
  /** Inserts a row. A `site` row gets this desktop's site unless it names one. @throws when the id exists. */
  put<T extends Table>(table: T, row: InferInsertModel<T>): void
  /** Changes columns of a row; what is equal already is left out. @throws Refusal('not-found'). */
  patch<T extends Table>(table: T, id: string, columns: Patch<T>): void
  remove<T extends Table>(table: T, id: string): void
  /** Somebody builds on the row: it belongs to no batch any more, and undoing the batch leaves it. Changing it says the same. */
  claim<T extends Table>(table: T, id: string): void
  /**
   * Empties the row's personal columns for good, here and wherever it is kept (a person's right to be forgotten). Nothing
   * takes it back. @throws Refusal('not-found').
   */
  erase<T extends Table>(table: T, id: string): void
  /**
   * Exclusive: `holder` has `key` (a vehicle, by an order), which stands for row `of`. What is written inside `covering`
   * counts only while that holds. `fence`: that of the right under which this desktop calls it firm. `units`: a share of what is
   * there, beside those of others, instead of the whole key.
   */
  hold(key: string, of: string, holder: string, terms: Terms & { fence?: number | undefined; units?: number }): void
  /** Gives a key back, or the share of it; void when a hold of the same changeset fails. */
  release(key: string, holder: string, units?: number): void
  /** A state built on: `column` of a row still is what this store shows now. */
  expect<T extends Table>(table: T, id: string, column: keyof InferSelectModel<T> & string, terms: Terms): void
  /**
   * The sole right to `key` goes to replica `to`, or back to everyone; `fence` is the one this store shows, 0 when there is
   * none. Only HQ's answer makes it so. `override`: from a desktop that does not give it, for a stated reason; the command
   * must declare it.
   */
  grant(key: string, of: string, terms: Partial<Terms> & { to: string | null; fence: number; override?: { reason: string } }): void
  /** One row per key in the group (a VIN, `reverses:<id>`). */
  unique(key: string, row: string, terms: Terms): void
  /**
   * Raises `rev` of a document's head and expects the old one, covering every change this command makes to the
   * document's rows (ledger rows excepted). Every command that writes a document calls it once. Returns the new rev.
   */
  revise<T extends Table>(head: T, id: string): number
  newId(): string
}

export type Written = { changes: Change[]; guards: Guard[]; touched: Map<string, Set<string>> }
type Column = { key: string; name: string; out(value: unknown): Value }
type Shape = { name: string; sync: Sync; columns: Map<string, Column>; insert: string }

const shapes = new WeakMap<Table, Shape>()
function shapeOf(table: Table): Shape {
  let shape = shapes.get(table)
  if (!shape) {
    const name = getTableName(table)
    const sync = syncOf(name)
    if (!sync) throw new Error(`${name} is not declared with table()`)
    const columns = new Map(
      Object.entries(columnsOf(table)).map(
        ([key, c]) =>
          [
            key,
            { key, name: c.name, out: (v: unknown) => (v === null || v === undefined ? null : outward(c.mapToDriverValue(v))) },
          ] as const,
      ),
    )
    const names = [...columns.values()].map((c) => `"${c.name}"`)
    shapes.set(
      table,
      (shape = { name, sync, columns, insert: `INSERT INTO "${name}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})` }),
    )
  }
  return shape
}

export type WriteOptions = {
  newId(): string
  /** Tables the running command declares; null for the program's own repairs. */
  writes: ReadonlySet<string> | null
  /** False while this store has no HQ: it decides everything itself, nothing is pending. */
  joined: boolean
  /** True when this desktop may write tables HQ decides. */
  decides: boolean
}

export function writer(db: Reader, st: Statements, options: WriteOptions): { writer: Writer; written: Written; seal(): void } {
  const written: Written = { changes: [], guards: [], touched: new Map() }
  const revised = new Map<string, { guard: Extract<Guard, { kind: 'expect' }>; head: string; id: string }>()
  /** Document id of each change, by index, for `revise`. */
  const documents: ({ head: string; id: string } | null)[] = []

  const allowed = (shape: Shape): void => {
    if (options.writes && !options.writes.has(shape.name)) throw new Error(`this command does not declare that it writes ${shape.name}`)
    if (shape.sync.policy === 'hq' && !options.decides) throw new Refusal('hq-decides', { table: shape.name })
  }
  const touch = (table: string, id: string): void => {
    let rows = written.touched.get(table)
    if (!rows) written.touched.set(table, (rows = new Set()))
    rows.add(id)
  }
  const record = (shape: Shape, change: Change, image: Row): void => {
    touch(shape.name, change.id)
    if (shape.sync.scope === 'local') return
    const doc = shape.sync.document
    documents.push(doc ? { head: doc.head, id: doc.column === 'id' ? change.id : String(image[doc.column]) } : null)
    written.changes.push(change)
  }
  /** Keeps the confirmed image of a row the first time a pending change touches it. */
  const keepBase = (shape: Shape, id: string, image: Row | null): void => {
    if (!options.joined || shape.sync.scope === 'local') return
    st.run(
      'INSERT INTO _sync_base (table_name, row_id, present, image) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      shape.name,
      id,
      image ? 1 : 0,
      JSON.stringify(image ?? {}),
    )
  }

  const put = <T extends Table>(table: T, row: InferInsertModel<T>): void => {
    const shape = shapeOf(table)
    allowed(shape)
    const given = row as Record<string, unknown>
    const set: Row = {}
    const values: unknown[] = []
    for (const column of shape.columns.values()) {
      let value = column.out(given[column.key])
      if (value === null && column.name === 'site_id' && shape.sync.scope === 'site') value = db.who.site
      if (value === null) {
        const fallback = columnsOf(table)[column.key]?.default
        if (fallback !== undefined && given[column.key] === undefined)
          value = outward(columnsOf(table)[column.key]?.mapToDriverValue(fallback) ?? null)
      }
      values.push(inward(value))
      if (value !== null && column.name !== 'id') set[column.name] = value
    }
    const id = String(given['id'])
    keepBase(shape, id, null)
    st.run(shape.insert, ...values)
    record(shape, { table: shape.name, id, op: 'insert', set }, set)
  }

  const patch = <T extends Table>(table: T, id: string, columns: Patch<T>): void => {
    const shape = shapeOf(table)
    allowed(shape)
    if (shape.sync.policy === 'ledger') throw new Error(`${shape.name} is a ledger: correct a row by a counter-row`)
    const before = imageOf(st, shape.name, id)
    if (!before) throw new Refusal('not-found', { table: shape.name, id })
    const changed = changesOf(shape, columns as Record<string, unknown>, before)
    if (!changed) return
    const batch = shape.sync.batch
    if (batch && before[batch] !== undefined && !(batch in changed.set)) {
      changed.set[batch] = null
      changed.was[batch] = before[batch] ?? null
    }
    keepBase(shape, id, before)
    // What is written about a forgotten person is not shown: it goes to HQ, which tells its author that it does not count.
    const personal = shape.sync.personal ?? []
    const unseen = Object.keys(changed.set).some((n) => personal.includes(n)) && isErased(st, shape.name, id) ? personal : []
    const names = Object.keys(changed.set).filter((n) => !unseen.includes(n))
    if (names.length > 0)
      st.run(
        `UPDATE "${shape.name}" SET ${names.map((n) => `"${n}" = ?`).join(', ')} WHERE id = ?`,
        ...names.map((n) => inward(changed.set[n] ?? null)),
        id,
      )
    record(shape, { table: shape.name, id, op: 'update', ...changed }, before)
  }

  const claim = <T extends Table>(table: T, id: string): void => {
    const shape = shapeOf(table)
    const column = [...shape.columns.values()].find(({ name }) => name === shape.sync.batch)
    if (!column) throw new Error(`${shape.name} comes in no batches`)
    patch(table, id, { [column.key]: null } as never)
  }

  const remove = <T extends Table>(table: T, id: string): void => {
    const shape = shapeOf(table)
    allowed(shape)
    if (shape.sync.policy === 'ledger') throw new Error(`${shape.name} is a ledger: correct a row by a counter-row`)
    const before = imageOf(st, shape.name, id)
    if (!before) throw new Refusal('not-found', { table: shape.name, id })
    keepBase(shape, id, before)
    st.run(`DELETE FROM "${shape.name}" WHERE id = ?`, id)
    record(shape, { table: shape.name, id, op: 'delete', set: {}, was: before }, before)
  }

  const erase = <T extends Table>(table: T, id: string): void => {
    const shape = shapeOf(table)
    allowed(shape)
    const columns = shape.sync.personal ?? []
    if (columns.length === 0) throw new Error(`${shape.name} declares no personal columns`)
    const before = imageOf(st, shape.name, id)
    if (!before) throw new Refusal('not-found', { table: shape.name, id })
    keepBase(shape, id, before)
    st.run(`UPDATE "${shape.name}" SET ${columns.map((n) => `"${n}" = NULL`).join(', ')} WHERE id = ?`, id)
    record(shape, { table: shape.name, id, op: 'erase', set: {} }, before)
    // A store that decides alone need not wait for anybody's word.
    if (!options.joined) forget(st, shape.name, id, before)
  }

  const instead = (into: Change[]): Otherwise => ({
    patch: (table, id, columns) => {
      const shape = shapeOf(table)
      allowed(shape)
      const before = imageOf(st, shape.name, id) ?? {}
      const changed = changesOf(shape, columns as Record<string, unknown>, before)
      if (changed) into.push({ table: shape.name, id, op: 'update', ...changed })
    },
    put: (table, row) => {
      const shape = shapeOf(table)
      allowed(shape)
      const set: Row = {}
      for (const column of shape.columns.values()) {
        const value = column.out((row as Record<string, unknown>)[column.key])
        if (value !== null && column.name !== 'id') set[column.name] = value
      }
      if (shape.sync.scope === 'site' && set['site_id'] === undefined) set['site_id'] = db.who.site
      into.push({ table: shape.name, id: String((row as Record<string, unknown>)['id']), op: 'insert', set })
    },
  })
  /** Runs what a guard covers and says which changes those were; `otherwise` sees the row as it was before. */
  const under = (terms: Terms): { covers: number[]; otherwise: Change[] } => {
    const from = written.changes.length
    terms.covering()
    const otherwise: Change[] = []
    terms.otherwise?.(instead(otherwise))
    return { covers: written.changes.slice(from).map((_, i) => from + i), otherwise }
  }

  // A Writer is its Reader with more on top; inheriting keeps the Reader's lazy parts lazy.
  const made = Object.assign(Object.create(db) as Reader, {
    put,
    patch,
    remove,
    claim,
    erase,
    hold: (key: string, of: string, holder: string, terms: Terms & { fence?: number | undefined; units?: number }) =>
      void written.guards.push({
        ...{ kind: 'hold', key, of, holder },
        ...(terms.fence ? { fence: terms.fence } : {}),
        ...(terms.units ? { units: terms.units } : {}),
        ...under(terms),
      }),
    grant: (key: string, of: string, { to, fence, override, covering, otherwise }: Parameters<Writer['grant']>[2]) =>
      void written.guards.push({
        kind: 'grant',
        key,
        of,
        to,
        fence,
        override: override !== undefined,
        ...override,
        ...under({ covering: covering ?? (() => undefined), ...(otherwise ? { otherwise } : {}) }),
      }),
    release: (key: string, holder: string, units?: number) =>
      void written.guards.push({ kind: 'release', key, holder, ...(units ? { units } : {}) }),
    expect: (table: Table, id: string, column: string, terms: Terms) => {
      const shape = shapeOf(table)
      const name = shape.columns.get(column)?.name ?? column
      const value = imageOf(st, shape.name, id)?.[name] ?? null
      written.guards.push({ kind: 'expect', table: shape.name, id, column: name, value, ...under(terms) })
    },
    unique: (key: string, row: string, terms: Terms) => void written.guards.push({ kind: 'unique', key, row, ...under(terms) }),
    revise: (head: Table, id: string) => {
      const shape = shapeOf(head)
      const rev = Number(imageOf(st, shape.name, id)?.['rev'] ?? Number.NaN)
      if (Number.isNaN(rev)) throw new Refusal('not-found', { table: shape.name, id })
      if (revised.has(id)) return rev
      const guard = { kind: 'expect' as const, table: shape.name, id, column: 'rev', value: rev, covers: [], otherwise: [] }
      written.guards.push(guard)
      revised.set(id, { guard, head: shape.name, id })
      patch(head, id, { rev: rev + 1 } as never)
      return rev + 1
    },
    newId: options.newId,
  }) as Writer

  const seal = (): void => {
    const inserted = new Set(written.changes.filter((c) => c.op === 'insert').map((c) => c.id))
    documents.forEach((doc, index) => {
      const change = written.changes[index]
      if (!doc || !change) return
      const found = revised.get(doc.id)
      if (found) return void (syncOf(change.table)?.policy === 'ledger' || found.guard.covers.push(index))
      if (syncOf(change.table)?.policy === 'document' && !inserted.has(doc.id))
        throw new Error(`${change.table}: a document is changed only after revise()`)
    })
  }
  return { writer: made, written, seal }
}

/** The columns that really change, a group's columns together, with the values they had. */
function changesOf(shape: Shape, columns: Record<string, unknown>, before: Row): { set: Row; was: Row } | null {
  const set: Row = {}
  for (const [key, value] of Object.entries(columns)) {
    if (value === undefined) continue
    const column = shape.columns.get(key)
    if (!column) throw new Error(`${shape.name} has no ${key}`)
    const next = value === HOLDER ? HOLDER : column.out(value)
    if (JSON.stringify(next) !== JSON.stringify(before[column.name] ?? null)) set[column.name] = next
  }
  if (Object.keys(set).length === 0) return null
  for (const group of shape.sync.groups ?? [])
    if (group.some((c) => c in set)) for (const c of group) if (!(c in set)) set[c] = before[c] ?? null
  const was: Row = Object.fromEntries(Object.keys(set).map((c) => [c, before[c] ?? null]))
  return { set, was }
}
