// Reads transfers of parts: the list from and to this site, one with its lines and what came of each.
import type { InferSelectModel } from 'drizzle-orm'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { TransferRow } from '../../../shared/modules/parttransfers/contract.ts'
import { shareOf, transferState } from '../../../shared/modules/parttransfers/rules.ts'
import { partTransfers } from '../../../shared/modules/parttransfers/tables.ts'
import { inOrder, joined, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'

export type Transfer = InferSelectModel<typeof partTransfers>

/** From this site or to it, or anybody's for people of the group. @throws Refusal('not-found'). */
export function mustSeeTransfer(db: Reader, id: string): Transfer {
  const row = db.must(partTransfers, id)
  if (row.siteId !== db.who.site && row.toSiteId !== db.who.site && db.who.reach !== 'group')
    throw new Refusal('not-found', { table: 'part_transfers', id })
  return row
}

export type TransferLine = {
  id: string
  partId: string
  code: string
  name: string
  unit: string
  units: number
  costFen: number
  cameUnits: number
  shortUnits: number
  reason: string | null
}
export const linesOf = (db: Reader, transferId: string): TransferLine[] =>
  db.all(
    `SELECT l.id, l.part_id AS partId, p.code, p.name, p.unit, l.units, l.cost_fen AS costFen, coalesce(sum(a.units), 0) AS cameUnits,
       coalesce(sum(a.short_units), 0) AS shortUnits, group_concat(a.reason, ' / ') AS reason
     FROM part_transfer_lines l JOIN parts p ON p.id = l.part_id LEFT JOIN part_arrivals a ON a.line_id = l.id
     WHERE l.transfer_id = ? GROUP BY l.id ORDER BY p.code, l.id`,
    transferId,
  )

/** What of a line never arrived cost. */
export const shortFenOf = (line: TransferLine): number => shareOf(line, line.cameUnits, line.shortUnits)

const SENT = `coalesce((SELECT sum(l.units) FROM part_transfer_lines l WHERE l.transfer_id = t.id), 0)`
const CAME = `coalesce((SELECT sum(a.units) FROM part_arrivals a WHERE a.transfer_id = t.id), 0)`
const SHORT = `coalesce((SELECT sum(a.short_units) FROM part_arrivals a WHERE a.transfer_id = t.id), 0)`
/** Of everything in it, null where units differ. */
const UNIT = `(SELECT iif(min(p.unit) = max(p.unit), p.unit, NULL) FROM part_transfer_lines l JOIN parts p ON p.id = l.part_id WHERE l.transfer_id = t.id)`
const COST = `coalesce((SELECT sum(l.cost_fen) FROM part_transfer_lines l WHERE l.transfer_id = t.id), 0)`
/** rules.ts, transferState, as SQL. */
const STATE = `CASE WHEN ${CAME} + ${SHORT} < ${SENT} THEN 'on-the-road' WHEN ${SHORT} = 0 THEN 'arrived' WHEN t.outcome IS NULL THEN 'short' ELSE 'settled' END`
const SITES = 'LEFT JOIN sites f ON f.id = t.site_id LEFT JOIN sites g ON g.id = t.to_site_id'
const seesCost = (db: Reader): boolean => db.who.permissions.has('parts.cost')

type Sums = { sentUnits: number; cameUnits: number; shortUnits: number }
type Stored = Omit<TransferRow, 'standing' | 'state' | 'ours' | keyof Sums> & Sums & { siteId: string; outcome: string | null }
function rowsOf(db: Reader, ids: readonly string[]): TransferRow[] {
  const states = db.states(ids)
  const rows = db.all<Stored>(
    `SELECT t.id, t.no, t.site_id AS siteId, coalesce(f.name, '') AS fromName, coalesce(g.name, '') AS toName, t.outcome,
       (SELECT count(*) FROM part_transfer_lines l WHERE l.transfer_id = t.id) AS kinds, ${UNIT} AS unit, ${SENT} AS sentUnits, ${CAME} AS cameUnits,
       ${SHORT} AS shortUnits, ${seesCost(db) ? COST : 'NULL'} AS costFen, t.note, t.sent_on AS sentOn, t.sent_at AS sentAt, coalesce(u.name, '') AS sentBy
     FROM json_each(?) j JOIN part_transfers t ON t.id = j.value ${SITES} LEFT JOIN users u ON u.id = t.sent_by`,
    JSON.stringify(ids),
  )
  return inOrder(ids, rows).map(({ siteId, outcome, ...row }) => ({
    ...row,
    ...(row.unit === null ? { sentUnits: null, cameUnits: null, shortUnits: null } : {}),
    ours: siteId === db.who.site,
    state: transferState(row.sentUnits, row.cameUnits, row.shortUnits, outcome !== null),
    standing: states.get(row.id) ?? 'alone',
  }))
}

export function page(db: Reader, request: Input<'parttransfers.page'>): Output<'parttransfers.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: `part_transfers t ${SITES}`,
    counted: 'part_transfers t',
    id: 't.id',
    columns: {
      no: { sql: 't.no', kind: 'text' },
      fromName: { sql: 'f.name', kind: 'text' },
      toName: { sql: 'g.name', kind: 'text' },
      state: { sql: STATE, kind: 'text', order: `instr('on-the-road short settled arrived', ${STATE})` },
      sentUnits: { sql: SENT, kind: 'number' },
      shortUnits: { sql: SHORT, kind: 'number' },
      sentAt: { sql: 't.sent_at', kind: 'instant', indexed: true },
    },
    where: db.who.reach === 'group' ? [] : [part('(t.site_id = ? OR t.to_site_id = ?)', db.who.site, db.who.site)],
    search: (text) =>
      text.trim() === ''
        ? null
        : joined(
            [
              part('instr(t.no, ?) > 0', text.trim().toUpperCase()),
              part(
                `EXISTS (SELECT 1 FROM part_transfer_lines l JOIN parts p ON p.id = l.part_id WHERE l.transfer_id = t.id AND (instr(p.code, ?) > 0 OR instr(p.name, ?) > 0))`,
                text.trim().toUpperCase(),
                text.trim(),
              ),
            ],
            'OR',
          ),
    order: 't.sent_at DESC',
    indexed: true,
    tie: 't.sent_at DESC, t.id',
    ...(seesCost(db) ? { totals: { roadFen: `coalesce(sum(iif(${STATE} = 'on-the-road', ${COST}, 0)), 0)` } } : {}),
  })
  return { rows: rowsOf(db, ids), ...sums }
}

export function card(db: Reader, { id }: Input<'parttransfers.card'>): Output<'parttransfers.card'> {
  const { outcome, outcomeNote, toSiteId } = mustSeeTransfer(db, id)
  const [transfer] = rowsOf(db, [id])
  if (!transfer) throw new Refusal('not-found', { table: 'part_transfers', id })
  const lines = linesOf(db, id)
  return {
    transfer,
    receives: toSiteId === db.who.site,
    outcome: outcome === 'lost' || outcome === 'returned' ? outcome : null,
    outcomeNote,
    shortFen: seesCost(db) ? lines.reduce((sum, line) => sum + shortFenOf(line), 0) : null,
    lines: lines.map(({ costFen: _, ...line }) => line),
  }
}

export const sites = (db: Reader): Output<'parttransfers.sites'> =>
  db.all('SELECT id, name FROM sites WHERE id <> ? ORDER BY name, id LIMIT 200', db.who.site)
