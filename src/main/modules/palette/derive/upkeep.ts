// Keeps the search index true: which words a customer, a car, an order and a work order are found by. Called by the store after every
// write, whatever made it; a row whose words did not change costs one comparison. What must not be found has no line.
import type { FoundKind } from '../../../../shared/modules/palette/contract.ts'
import { noteDue } from '../../../store/due.ts'
import type { Statements } from '../../../store/statements.ts'
import { places } from './places.ts'
import { plain } from './readings.ts'
import { type Spelling, spellingOf } from '../queries/spellings.ts'

/** What a row is found by. `source` is everything the words were made of. */
type Findable = { source: string; nameKey: () => string; words: () => Iterable<string> }
type Doc = { n: number; source: string }

const reversed = (digits: string): string => [...digits].toReversed().join('')
const bare = (text: string): string => plain(text.toLowerCase().replace(/[\s.·・-]/g, ''))

/** A phone is found by its beginning and, read backwards, by its tail. */
function* phoneWords(phone: string | null): Generator<string> {
  if (!phone) return
  const digits = phone.replace(/\D/g, '')
  yield digits
  yield `r${reversed(digits)}`
}

/** From each of the last `count` characters on: any piece of a tail. */
function* tails(text: string, count: number): Generator<string> {
  for (let from = Math.max(0, text.length - count); from < text.length; from++) yield text.slice(from)
}

function keep(st: Statements, kind: FoundKind, id: string, found: Findable | null): void {
  const { words } = places[kind]
  const doc = st.one<Doc>('SELECT n, source FROM search_docs WHERE id = ?', id)
  if (!found) {
    if (!doc) return
    st.run(`DELETE FROM ${words} WHERE rowid = ?`, doc.n)
    return void st.run('DELETE FROM search_docs WHERE n = ?', doc.n)
  }
  if (doc?.source === found.source) return
  if (doc) {
    st.run(`DELETE FROM ${words} WHERE rowid = ?`, doc.n)
    st.run('UPDATE search_docs SET source = ?, name_key = ? WHERE n = ?', found.source, found.nameKey(), doc.n)
  }
  const n =
    doc?.n ??
    st.run('INSERT INTO search_docs (kind, id, source, name_key) VALUES (?, ?, ?, ?)', kind, id, found.source, found.nameKey())
      .lastInsertRowid
  st.run(`INSERT INTO ${words} (rowid, words) VALUES (?, ?)`, n, [...new Set(found.words())].join(' '))
}

type Customer = {
  name: string | null
  phone: string | null
  phone2: string | null
  contact: string | null
  owner: string
  archived_at: number | null
  batch: string | null
  /** Plates and VINs of the cars they drive, a JSON list; null without any. */
  cars: string | null
}

/** Erased and archived people, and those of an import that was undone, are not found. */
export function indexCustomers(st: Statements, ids: readonly string[]): void {
  for (const id of ids) {
    const row = st.one<Customer>(
      `SELECT c.name, c.phone, c.phone2, c.contact, coalesce(c.consultant_id, c.created_by) AS owner, c.archived_at, b.state AS batch,
         (SELECT json_group_array(text) FROM (SELECT k.plate AS text FROM customer_cars k WHERE k.customer_id = c.id AND k.plate IS NOT NULL
            UNION ALL SELECT k.vin FROM customer_cars k WHERE k.customer_id = c.id AND k.vin IS NOT NULL)) AS cars
       FROM customers c LEFT JOIN import_batches b ON b.id = c.batch_id WHERE c.id = ?`,
      id,
    )
    const gone = !row || row.archived_at !== null || row.batch === 'undone' || (row.name === null && row.phone === null)
    keep(st, 'customer', id, gone ? null : customerFindable(row))
  }
}

/** A car of theirs was noted, corrected or taken out: its owner is found by other words. A removed one is told by its customer. */
export const indexOwners = (st: Statements, ids: readonly string[]): void =>
  indexCustomers(
    st,
    st
      .all<{ id: string }>(
        'SELECT DISTINCT customer_id AS id FROM customer_cars WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      )
      .map(({ id }) => id),
  )

function customerFindable({ name, phone, phone2, contact, owner, cars }: Customer): Findable {
  const driven = cars === null || cars === '[]' ? [] : (JSON.parse(cars) as string[])
  return {
    source: JSON.stringify([name, phone, phone2, contact, owner, ...driven]),
    nameKey: () => spellingOf(name ?? '').key,
    *words() {
      yield* spellingOf(name ?? '').words
      if (contact) yield* spellingOf(contact).words
      yield* phoneWords(phone)
      yield* phoneWords(phone2)
      for (const text of driven) yield* tails(bare(text), 8)
      // Whose customer it is, so that one's own are found among a hundred thousand of others without reading those.
      yield ownerWord(owner)
    },
  }
}

/** A word nobody types: whose customer it is. */
export const ownerWord = (userId: string): string => `owner${userId.replace(/[^0-9a-z]/gi, '').toLowerCase()}`

type Vehicle = { stock_no: string; vin: string; plate: string | null; brand: string; series: string; model: string; batch: string | null }

export function indexVehicles(st: Statements, ids: readonly string[]): void {
  for (const id of ids) {
    const row = st.one<Vehicle>(
      'SELECT v.stock_no, v.vin, v.plate, v.brand, v.series, v.model, b.state AS batch FROM vehicles v LEFT JOIN import_batches b ON b.id = v.batch_id WHERE v.id = ?',
      id,
    )
    keep(st, 'vehicle', id, !row || row.batch === 'undone' ? null : vehicleFindable(row))
  }
}

function vehicleFindable({ stock_no: stockNo, vin, plate, brand, series, model }: Vehicle): Findable {
  const spelling = (): Spelling => spellingOf(`${brand} ${series} ${model}`)
  return {
    source: JSON.stringify([stockNo, vin, plate, brand, series, model]),
    nameKey: () => spelling().key,
    *words() {
      yield* spelling().words
      yield bare(vin)
      yield* tails(bare(vin), 8)
      yield* tails(bare(stockNo), 12)
      if (plate) yield* tails(bare(plate), 8)
    },
  }
}

/** A number whole and from each of its parts on: `SO-KS-02-2611-18`, `2611-18`, `18`. */
function* numberWords(no: string): Generator<string> {
  const parts = no.split('-').map(bare)
  for (const at of parts.keys()) yield parts.slice(at).join('')
}

export function indexOrders(st: Statements, ids: readonly string[]): void {
  for (const id of ids) {
    const row = st.one<{ no: string }>('SELECT no FROM orders WHERE id = ?', id)
    if (!row) keep(st, 'order', id, null)
    else keep(st, 'order', id, { source: row.no, nameKey: () => row.no, words: () => numberWords(row.no) })
  }
}

type Known = { no: string; plate: string | null; vin: string | null }

/** By its number, and by the plate and VIN its car had on that day. */
export function indexWorkOrders(st: Statements, ids: readonly string[]): void {
  for (const id of ids) {
    const row = st.one<Known>('SELECT no, plate, vin FROM work_orders WHERE id = ?', id)
    keep(st, 'workOrder', id, row ? workOrderFindable(row) : null)
  }
}

const workOrderFindable = ({ no, plate, vin }: Known): Findable => ({
  source: JSON.stringify([no, plate, vin]),
  nameKey: () => no,
  *words() {
    yield* numberWords(no)
    if (plate) yield* tails(bare(plate), 8)
    if (vin) {
      yield bare(vin)
      yield* tails(bare(vin), 8)
    }
  },
})

/** Rows of a batch noted in one go: it may have a hundred thousand, and main must not be held. */
const BATCH_ROWS = 500

/**
 * An import that is undone is hidden at once by its state; its rows are noted as due, some hundred at a time, and lose their
 * words as any row does that must not be found. Others were indexed as they came. What is left of the batch is noted as due
 * again under `<batch> <kind> <row to go on after>`.
 */
export function indexBatches(st: Statements, ids: readonly string[]): void {
  for (const due of ids) {
    const [batch = '', kind = 'customer', after = '0'] = due.split(' ')
    if (st.one<{ state: string }>('SELECT state FROM import_batches WHERE id = ?', batch)?.state !== 'undone') continue
    const rows = st.all<{ at: number; id: string }>(
      `SELECT rowid AS at, id FROM ${kind}s WHERE batch_id = ? AND rowid > ? ORDER BY rowid LIMIT (SELECT ?)`,
      batch,
      Number(after),
      BATCH_ROWS,
    )
    noteDue(
      st,
      `${kind}s`,
      rows.map(({ id }) => id),
    )
    if (rows.length === BATCH_ROWS) noteDue(st, 'import_batches', [`${batch} ${kind} ${rows.at(-1)?.at}`])
    else if (kind === 'customer') noteDue(st, 'import_batches', [`${batch} vehicle`])
  }
}

/** Pages of the index merged in one step: some milliseconds. */
const MERGED_AT_ONCE = 32

/**
 * Every transaction leaves a list of words of its own, and every search reads all of them. A commit that merged lists held
 * main for a third of a second now and then: they are merged here instead, a few pages at a time.
 */
export function mergeWords(st: Statements): boolean {
  const written = (): number => st.one<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0
  let merged = false
  for (const { words } of Object.values(places)) {
    const before = written()
    st.run(`INSERT INTO ${words} (${words}, rank) VALUES ('merge', ?)`, MERGED_AT_ONCE)
    // The order itself counts as one.
    merged ||= written() - before > 1
  }
  return merged
}
