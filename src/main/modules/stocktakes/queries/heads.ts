// Reads the heads of stocktakes, whatever is counted: the list, one of them, who counted, and who may not post it.
import type { InferSelectModel } from 'drizzle-orm'
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { StocktakeKind } from '../../../../shared/modules/stocktakes/rules.ts'
import { stocktakes } from '../../../../shared/modules/stocktakes/tables.ts'
import { inOrder, listed, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

export type Stocktake = InferSelectModel<typeof stocktakes> & { rowid: number }

/** What was counted, by kind: where it lies, what of it is one thing, and which rows count. */
const SCANS = {
  cars: { table: 'stocktake_scans', thing: 'n.vin', counts: 'n.taken = 0' },
  parts: { table: 'part_count_scans', thing: 'n.part_id', counts: '1' },
} as const satisfies Record<StocktakeKind, object>

/** Of this site, or anybody's for people of the group. @throws Refusal('not-found'). */
export function mustSee(db: Reader, id: string, kind: StocktakeKind): Stocktake {
  const row = db.must(stocktakes, id)
  if (row.kind !== kind || (row.siteId !== db.who.site && db.who.reach !== 'group'))
    throw new Refusal('not-found', { table: 'stocktakes', id })
  return { ...row, rowid: db.one<{ n: number }>('SELECT rowid AS n FROM stocktakes WHERE id = ?', id)?.n ?? 0 }
}

const HEAD = `t.id, t.no, t.location, t.state, t.note, coalesce(o.name, '') AS openedBy, t.opened_at AS openedAt, s.name AS submittedBy, p.name AS postedBy,
  t.posted_at AS postedAt`
const PEOPLE = `LEFT JOIN users o ON o.id = t.opened_by LEFT JOIN users s ON s.id = t.submitted_by LEFT JOIN users p ON p.id = t.posted_by`
type Rows = Output<'stocktakes.page'>['rows']

export function headsOf(db: Reader, ids: readonly string[], kind: StocktakeKind): Rows {
  const { table, thing } = SCANS[kind]
  const states = db.states(ids)
  const rows = db.all<Omit<Rows[number], 'standing'>>(
    `SELECT ${HEAD}, (SELECT count(DISTINCT ${thing}) FROM ${table} n WHERE n.stocktake_id = t.id) AS scanned
     FROM json_each(?) j JOIN stocktakes t ON t.id = j.value ${PEOPLE}`,
    JSON.stringify(ids),
  )
  return inOrder(ids, rows).map((row) => ({ ...row, standing: states.get(row.id) ?? 'alone' }))
}

export function headOf(db: Reader, id: string, kind: StocktakeKind): Rows[number] {
  const [head] = headsOf(db, [id], kind)
  if (!head) throw new Refusal('not-found', { table: 'stocktakes', id })
  return head
}

export function pageOf(db: Reader, request: Input<'stocktakes.page'>, kind: StocktakeKind): Output<'stocktakes.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'stocktakes t',
    id: 't.id',
    columns: {
      no: { sql: 't.no', kind: 'text' },
      location: { sql: 't.location', kind: 'text' },
      state: { sql: 't.state', kind: 'text', order: `instr('open submitted posting posted undoing undone dropped', t.state)` },
      openedAt: { sql: 't.opened_at', kind: 'instant', indexed: true },
      postedAt: { sql: 't.posted_at', kind: 'instant' },
    },
    where: [part('t.kind = ?', kind), ...(db.who.reach === 'group' ? [] : [part('t.site_id = ?', db.who.site)])],
    search: (text) => (text.trim() === '' ? null : part('instr(t.no, ?) > 0', text.trim().toUpperCase())),
    order: 't.opened_at DESC',
    indexed: true,
    tie: 't.opened_at DESC, t.id',
  })
  return { rows: headsOf(db, ids, kind), ...sums }
}

/** Who scanned anything that counts, with how much. */
export function countersOf(db: Reader, id: string, kind: StocktakeKind): { id: string; name: string; scans: number }[] {
  const { table, counts } = SCANS[kind]
  return db.all(
    `SELECT n.scanned_by AS id, coalesce(u.name, '') AS name, count(*) AS scans FROM ${table} n LEFT JOIN users u ON u.id = n.scanned_by
     WHERE n.stocktake_id = ? AND ${counts} GROUP BY 1 ORDER BY 3 DESC`,
    id,
  )
}

export const anyScan = (db: Reader, id: string, kind: StocktakeKind): boolean =>
  db.one(`SELECT 1 FROM ${SCANS[kind].table} WHERE stocktake_id = ? LIMIT 1`, id) !== undefined

/** Whoever scanned, decided or handed it in is not the second pair of eyes. */
export const isOwnCount = (db: Reader, { id, submittedBy, kind }: Stocktake): boolean =>
  submittedBy === db.who.user ||
  db.one('SELECT 1 FROM stocktake_findings WHERE stocktake_id = ? AND decided_by = ? LIMIT 1', id, db.who.user) !== undefined ||
  countersOf(db, id, kind as StocktakeKind).some((counter) => counter.id === db.who.user)
