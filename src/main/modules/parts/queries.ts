// Reads parts: the list with what is on hand at this site, one part with its links and latest entries, what a scan means, and
// the ledger.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { MoveRow, PartFound, PartRow } from '../../../shared/modules/parts/contract.ts'
import { normalCode, placeId } from '../../../shared/modules/parts/rules.ts'
import { inOrder, joined, listed, part as sql, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { booked } from './queries/booked.ts'
import { costMethod, mustKnow } from './queries/facts.ts'
import { promisesOf } from './queries/promises.ts'

const HERE = `LEFT JOIN part_places l ON l.id = p.id || '@' || w.id LEFT JOIN part_stock k ON k.id = p.id || '@' || w.id`
/** Parts with their place and stock at the site `w`, of which one row is asked for. */
const FROM = `parts p CROSS JOIN sites w ${HERE}`
const UNITS = 'coalesce(k.units, 0)'
const LEVEL = `CASE WHEN ${UNITS} <= 0 THEN 'none' WHEN ${UNITS} < l.low_units THEN 'short' WHEN ${UNITS} > l.high_units THEN 'over' ELSE 'enough' END`
const valueColumn = (db: Reader): string => (costMethod(db) === 'fifo' ? 'k.fifo_fen' : 'k.average_fen')
const seesCost = (db: Reader): boolean => db.who.permissions.has('parts.cost')

const columnsFor = (db: Reader): Readonly<Record<string, ListColumn>> => ({
  code: { sql: 'p.code', kind: 'text', indexed: true },
  name: { sql: 'p.name', kind: 'text' },
  class: { sql: 'p.class', kind: 'text', order: `instr('common wear repair', p.class)` },
  origin: { sql: 'p.origin', kind: 'text', order: `instr('original equivalent remanufactured reused', p.origin)` },
  maker: { sql: 'p.maker', kind: 'text' },
  bin: { sql: 'l.bin', kind: 'text' },
  units: { sql: UNITS, kind: 'number' },
  level: { sql: LEVEL, kind: 'text', order: `instr('none short enough over', ${LEVEL})` },
  lowUnits: { sql: 'l.low_units', kind: 'number' },
  highUnits: { sql: 'l.high_units', kind: 'number' },
  priceFen: { sql: 'l.price_fen', kind: 'number' },
  ...(seesCost(db) ? { valueFen: { sql: `coalesce(${valueColumn(db)}, 0)`, kind: 'number' as const } } : {}),
  lastInOn: { sql: 'k.last_in_on', kind: 'day' },
  lastOutOn: { sql: 'k.last_out_on', kind: 'day' },
  archived: { sql: `iif(p.archived_at IS NULL, 'no', 'yes')`, kind: 'text' },
})

/** By code, bar code, name, maker or the cars it fits. */
function meaning(text: string): Part | null {
  const typed = text.trim()
  if (typed === '') return null
  const code = normalCode(typed)
  const words = ['p.name', 'p.maker', 'p.fits'].map((column) => sql(`instr(${column}, ?) > 0`, typed))
  return joined([...(code === '' ? [] : [sql('instr(p.code, ?) > 0', code), sql('p.barcode = ?', code)]), ...words], 'OR')
}

/** Units that were promised of what lies here. */
const PROMISED = `(SELECT coalesce(sum(q.units), 0) FROM part_promises q WHERE q.place_id = p.id || '@' || w.id AND q.state = 'promised')`

type Stored = Omit<PartRow, 'standing' | 'archived' | 'right'> & { archived: number; replica: string | null; device: string | null }
function rowsOf(db: Reader, ids: readonly string[]): PartRow[] {
  const states = db.states(ids.map((id) => placeId(id, db.who.site)))
  const rows = db.all<Stored>(
    `SELECT p.id, p.code, p.name, p.class, p.origin, p.maker, p.unit, p.per_units AS perUnits, p.pack_units AS packUnits, l.bin, ${UNITS} AS units, ${PROMISED} AS promisedUnits,
       r.replica, d.name AS device, ${LEVEL} AS level, l.low_units AS lowUnits, l.high_units AS highUnits, l.price_fen AS priceFen,
       ${seesCost(db) ? `coalesce(${valueColumn(db)}, 0)` : 'NULL'} AS valueFen, k.last_in_on AS lastInOn, k.last_out_on AS lastOutOn,
       p.archived_at IS NOT NULL AS archived
     FROM json_each(?) j JOIN parts p ON p.id = j.value JOIN (SELECT ? AS id) w ${HERE}
     LEFT JOIN rights r ON r.id = 'part:' || p.id || '@' || w.id LEFT JOIN devices d ON d.id = r.replica`,
    JSON.stringify(ids),
    db.who.site,
  )
  return inOrder(ids, rows).map(({ archived, replica, device, ...row }) => ({
    ...row,
    right: replica === null ? null : { here: replica === db.who.replica, device: device ?? replica },
    archived: archived === 1,
    standing: states.get(placeId(row.id, db.who.site)) ?? 'alone',
  }))
}

export function page(db: Reader, request: Input<'parts.page'>): Output<'parts.page'> {
  const wantsArchived = request.filters.some(({ column }) => column === 'archived')
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'p.id',
    columns: columnsFor(db),
    where: [sql('w.id = ?', db.who.site), ...ofValidBatch(db, 'p.batch_id'), ...(wantsArchived ? [] : [sql('p.archived_at IS NULL')])],
    search: meaning,
    order: 'p.code',
    indexed: true,
    tie: 'p.code, p.id',
    ...(seesCost(db) ? { totals: { valueFen: `coalesce(sum(${valueColumn(db)}), 0)` } } : {}),
  })
  return { rows: rowsOf(db, ids), ...sums }
}

const FOUND = `p.id, p.code, p.name, p.origin, p.maker, p.tell, p.unit, p.per_units AS perUnits, p.pack_units AS packUnits, l.bin, ${UNITS} AS units, ${PROMISED} AS promisedUnits, l.price_fen AS priceFen`

export function find(db: Reader, { text, limit }: Input<'parts.find'>): Output<'parts.find'> {
  const code = normalCode(text)
  const typed = text.trim()
  if (code === '') return { exact: null, parts: [] }
  const shown = joined(ofValidBatch(db, 'p.batch_id'))
  const found = db.all<PartFound & { same: number }>(
    `SELECT ${FOUND}, (p.code = ? OR p.barcode IS ?) AS same FROM parts p JOIN (SELECT ? AS id) w ${HERE}
     WHERE (p.code = ? OR p.barcode = ? OR instr(p.code, ?) > 0 OR instr(p.name, ?) > 0) AND ${shown.sql}
     ORDER BY same DESC, p.archived_at IS NOT NULL, instr(p.code, ?) <> 1, p.code LIMIT (SELECT ?)`,
    ...[code, code, db.who.site, code, code, code, typed, ...shown.values, code, limit],
  )
  const parts = found.map(({ same: _, ...part }) => part)
  return { exact: found[0]?.same === 1 ? (parts[0] ?? null) : null, parts }
}

export function words(db: Reader): Output<'parts.words'> {
  const list = (text: string, ...values: unknown[]): string[] => db.all<{ word: string }>(text, ...values).map(({ word }) => word)
  const shown = joined(ofValidBatch(db, 'batch_id'))
  return {
    bins: list(
      `SELECT DISTINCT bin AS word FROM part_places WHERE site_id = ? AND bin IS NOT NULL AND ${shown.sql} ORDER BY 1 LIMIT 2000`,
      db.who.site,
      ...shown.values,
    ),
    makers: list(`SELECT DISTINCT maker AS word FROM parts WHERE maker IS NOT NULL AND ${shown.sql} ORDER BY 1 LIMIT 200`, ...shown.values),
    units: list(`SELECT unit AS word FROM parts WHERE ${shown.sql} GROUP BY 1 ORDER BY count(*) DESC LIMIT 20`, ...shown.values),
  }
}

const MOVES =
  'part_moves m JOIN parts p ON p.id = m.part_id LEFT JOIN users u ON u.id = m.moved_by LEFT JOIN customers c ON c.id = m.customer_id'
function movesOf(db: Reader, ids: readonly string[]): MoveRow[] {
  const states = db.states(ids)
  const cost = costMethod(db) === 'fifo' ? 'b.fifo_cost_fen' : 'b.average_cost_fen'
  const rows = db.all<Omit<MoveRow, 'standing'>>(
    `SELECT m.id, m.no, m.kind, m.part_id AS partId, p.code, p.name, p.unit, m.units,
       ${seesCost(db) ? `iif(m.units >= 0, m.cost_fen, -coalesce(${cost}, 0))` : 'NULL'} AS costFen, m.amount_fen AS amountFen,
       coalesce(b.units_in - b.units_out, 0) AS afterUnits,
       iif(m.kind IN ('issue', 'sale'), -m.units - coalesce((SELECT sum(r.units) FROM part_moves r WHERE r.returns_id = m.id), 0), NULL) AS keptUnits,
       m.subject, m.subject_id AS subjectId, c.name AS customerName, m.note, m.moved_at AS movedAt, coalesce(u.name, '') AS movedBy
     FROM json_each(?) j JOIN part_moves m ON m.id = j.value JOIN parts p ON p.id = m.part_id LEFT JOIN part_books b ON b.id = m.id
     LEFT JOIN users u ON u.id = m.moved_by LEFT JOIN customers c ON c.id = m.customer_id`,
    JSON.stringify(ids),
  )
  return inOrder(ids, rows).map((row) => ({ ...row, standing: states.get(row.id) ?? 'alone' }))
}

export function moves(db: Reader, request: Input<'parts.moves'>): Output<'parts.moves'> {
  const { ids, ...sums } = listed(db, request, {
    from: MOVES,
    counted: 'part_moves m',
    id: 'm.id',
    columns: {
      no: { sql: 'm.no', kind: 'text' },
      kind: { sql: 'm.kind', kind: 'text' },
      code: { sql: 'p.code', kind: 'text' },
      name: { sql: 'p.name', kind: 'text' },
      units: { sql: 'm.units', kind: 'number' },
      movedBy: { sql: 'u.name', kind: 'text' },
      movedOn: { sql: 'm.moved_on', kind: 'day' },
      movedAt: { sql: 'm.moved_at', kind: 'instant', indexed: true },
      subjectId: { sql: 'm.subject_id', kind: 'text' },
    },
    where: [sql(booked('m')), ...(db.who.reach === 'group' ? [] : [sql('m.site_id = ?', db.who.site)])],
    search: (text) => {
      const found = meaning(text)
      return found && joined([found, sql('instr(m.no, ?) > 0', text.trim().toUpperCase())], 'OR')
    },
    order: 'm.moved_at DESC',
    indexed: true,
    tie: 'm.moved_at DESC, m.id',
  })
  return { rows: movesOf(db, ids), ...sums }
}

export function card(db: Reader, { id }: Input<'parts.card'>): Output<'parts.card'> {
  const { barcode, tell, fits, weightGrams } = mustKnow(db, id)
  const [part] = rowsOf(db, [id])
  if (!part) throw new Refusal('not-found', { table: 'parts', id })
  const links = db.all<Omit<Output<'parts.card'>['links'][number], 'ours'> & { ours: number }>(
    `SELECT n.id, n.kind, n.part_id = ? AS ours, p.id AS partId, p.code, p.name, p.origin, p.unit, ${UNITS} AS units
     FROM part_links n JOIN parts p ON p.id = iif(n.part_id = ?, n.other_id, n.part_id) JOIN (SELECT ? AS id) w ${HERE}
     WHERE (n.part_id = ? OR n.other_id = ?) AND n.dropped = 0 ORDER BY n.kind DESC, p.code`,
    ...[id, id, db.who.site, id, id],
  )
  const latest = db.all<{ id: string }>(
    `SELECT id FROM part_moves m WHERE place_id = ? AND ${booked('m')} ORDER BY moved_at DESC, id DESC LIMIT 30`,
    placeId(id, db.who.site),
  )
  return {
    part,
    ...{ barcode, tell, fits, weightGrams, method: costMethod(db) },
    promises: promisesOf(db, id),
    links: links.map(({ ours, ...each }) => ({ ...each, ours: ours === 1 })),
    moves: movesOf(
      db,
      latest.map((move) => move.id),
    ),
  }
}
