// Reads closings and what is still to be handed in: payments of one person at one desktop that no closing holds yet.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { Count, countedMethods } from '../../../shared/modules/closings/rules.ts'
import { closings } from '../../../shared/modules/closings/tables.ts'
import type { ReceiptMethod } from '../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import { inOrder, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'

type Row = Output<'closings.page'>['rows'][number]
type Standing = Output<'closings.standing'>

export function mustSee(db: Reader, id: string) {
  const row = db.must(closings, id)
  const own = db.who.reach === 'own' && row.cashierId !== db.who.user
  if (own || (row.siteId !== db.who.site && db.who.reach !== 'group')) throw new Refusal('not-found', { table: 'closings', id })
  return row
}

/** What came in and went out under one number, whatever it was for; what was paid out of held money goes out. */
const MONEY = `(SELECT no, method, amount_fen, received_on AS on_day, received_at AS at, received_by AS by, order_id, site_id, reverses_id FROM receipts
  UNION ALL SELECT no, method, -amount_fen, paid_on, paid_at, paid_by, order_id, site_id, reverses_id FROM payouts)`

/**
 * Payments of this person at this desktop, by the numbers it gave, that stand in no closing which was not given back. The
 * search begins at the day of the last closing; a desktop that never closed begins today.
 */
export function standing(db: Reader): Standing {
  const { user, siteCode, deviceCode, site } = db.who
  const last = db.one<{ on: string | null }>(
    `SELECT max(closed_on) AS "on" FROM closings WHERE cashier_id = ? AND device_code = ? AND site_id = ? AND state <> 'returned'`,
    user,
    deviceCode,
    site,
  )
  const returned = db.one<{ on: string | null }>(
    `SELECT min(closed_on) AS "on" FROM closings c WHERE cashier_id = ? AND device_code = ? AND site_id = ? AND state = 'returned'`,
    user,
    deviceCode,
    site,
  )
  const sinceOn = [last?.on, returned?.on].filter((on): on is string => on != null).toSorted()[0] ?? db.today
  const rows = db.all<{ no: string; method: ReceiptMethod; fen: number; onDay: string; inward: number }>(
    `SELECT m.no, m.method, sum(m.amount_fen) AS fen, m.on_day AS onDay, sum(m.amount_fen) > 0 AS inward FROM ${MONEY} m
     WHERE m.on_day >= ? AND m.by = ? AND m.site_id = ? AND substr(m.no, 4, ?) = ? AND m.method IN (SELECT value FROM json_each(?))
       AND m.no NOT IN (SELECT n.value FROM closings c, json_each(c.numbers) n WHERE c.cashier_id = ? AND c.device_code = ? AND c.state <> 'returned')
     GROUP BY m.no, m.method ORDER BY m.at, m.no`,
    sinceOn < db.today ? sinceOn : db.today,
    user,
    site,
    `${siteCode}-${deviceCode}-`.length,
    `${siteCode}-${deviceCode}-`,
    JSON.stringify(countedMethods),
    user,
    deviceCode,
  )
  const methods = countedMethods.flatMap((method) => {
    const of = rows.filter((row) => row.method === method)
    if (of.length === 0) return []
    const inFen = sumFen(of.filter(({ fen }) => fen > 0).map(({ fen }) => fen))
    const bookedFen = sumFen(of.map(({ fen }) => fen))
    return [{ method, count: of.length, inFen, outFen: inFen - bookedFen, bookedFen }]
  })
  return {
    desk: deviceCode,
    sinceOn,
    numbers: [...new Set(rows.map(({ no }) => no))],
    methods,
    bookedFen: sumFen(methods.map(({ bookedFen }) => bookedFen)),
    earlier: [...new Set(rows.map(({ onDay }) => onDay))].filter((day) => day < db.today).toSorted(),
  }
}

function rowsOf(db: Reader, ids: readonly string[]): Row[] {
  const standings = db.states(ids)
  const rows = db.all<Omit<Row, 'standing'>>(
    `SELECT c.id, c.no, c.closed_on AS closedOn, coalesce(d.name, c.device_code) AS desk, coalesce(u.name, '') AS cashier, c.state,
       json_array_length(c.numbers) AS payments, c.booked_fen AS bookedFen, c.counted_fen AS countedFen, c.counted_fen - c.booked_fen AS differenceFen,
       c.counted_at AS countedAt, v.name AS confirmedBy, c.confirmed_at AS confirmedAt
     FROM json_each(?) j JOIN closings c ON c.id = j.value LEFT JOIN users u ON u.id = c.cashier_id LEFT JOIN users v ON v.id = c.confirmed_by
       LEFT JOIN devices d ON d.id = (SELECT id FROM devices x WHERE x.site_id = c.site_id AND x.code = c.device_code ORDER BY x.revoked_at IS NOT NULL, x.paired_at DESC LIMIT 1)`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({ ...row, standing: standings.get(row.id) ?? 'alone' })),
  )
}

export function page(db: Reader, request: Input<'closings.page'>): Output<'closings.page'> {
  const { reach, user, site } = db.who
  const counts = (sql: string): string => `sum(iif(c.state = 'returned', 0, ${sql}))`
  const { ids, ...sums } = listed(db, request, {
    from: 'closings c LEFT JOIN users u ON u.id = c.cashier_id',
    id: 'c.id',
    columns: {
      no: { sql: 'c.no', kind: 'text' },
      closedOn: { sql: 'c.closed_on', kind: 'day' },
      cashier: { sql: 'u.name', kind: 'text' },
      cashierId: { sql: 'c.cashier_id', kind: 'text' },
      desk: { sql: 'c.device_code', kind: 'text' },
      state: { sql: 'c.state', kind: 'text', order: `instr('counted returned confirmed', c.state)` },
      booked: { sql: 'c.booked_fen', kind: 'number' },
      counted: { sql: 'c.counted_fen', kind: 'number' },
      difference: { sql: 'c.counted_fen - c.booked_fen', kind: 'number' },
      countedAt: { sql: 'c.counted_at', kind: 'instant' },
    },
    where: reach === 'group' ? [] : [reach === 'own' ? part('c.cashier_id = ?', user) : part('c.site_id = ?', site)],
    search: (text) =>
      text.trim() === '' ? null : part('(instr(c.no, ?) > 0 OR instr(u.name, ?) > 0)', text.trim().toUpperCase(), text.trim()),
    order: 'c.counted_at DESC, c.id DESC',
    tie: 'c.counted_at DESC, c.id DESC',
    totals: { booked: counts('c.booked_fen'), counted: counts('c.counted_fen'), difference: counts('c.counted_fen - c.booked_fen') },
  })
  return { rows: rowsOf(db, ids), ...sums }
}

export function card(db: Reader, { id }: Input<'closings.card'>): Output<'closings.card'> {
  const row = mustSee(db, id)
  const [closing] = rowsOf(db, [id])
  if (!closing) throw new Refusal('not-found', { table: 'closings', id })
  return {
    closing,
    counts: (JSON.parse(row.counts) as unknown[]).map((count) => Count.parse(count)),
    note: row.note,
    word: row.word,
    payments: db.all(
      `SELECT m.no, m.method, sum(m.amount_fen) AS amountFen, m.at, coalesce(c.name, '') AS name
       FROM json_each(?) j JOIN ${MONEY} m ON m.no = j.value LEFT JOIN orders o ON o.id = m.order_id LEFT JOIN work_orders w ON w.id = m.order_id
       LEFT JOIN claims k ON k.id = m.order_id LEFT JOIN customers c ON c.id = coalesce(o.customer_id, w.customer_id, k.customer_id) GROUP BY m.no, m.method ORDER BY m.at, m.no`,
      row.numbers,
    ),
    mine: row.cashierId === db.who.user,
  }
}
