// Reads loaner cars: which there are and who has them, the list of loans, and one of them with its agreement.
import type { Input, Output } from '../../../shared/contract.ts'
import { joined, pageOf, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { CAR_NAME } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'
import { COLUMNS, FROM, inReach, lastKm, mustSeeLoan, outWith, shown, type Stored } from './queries/facts.ts'

export function cars(db: Reader, _asked: Input<'loaners.cars'>): Output<'loaners.cars'> {
  const rows = db.all<{
    id: string
    name: string
    plate: string | null
    stockNo: string
    active: number
    note: string | null
    state: string
  }>(
    `SELECT k.id, coalesce(${CAR_NAME}, '') AS name, v.plate, coalesce(v.stock_no, '') AS "stockNo", k.active, k.note, coalesce(v.state, '') AS state
     FROM loaner_cars k LEFT JOIN vehicles v ON v.id = k.id WHERE k.site_id = ? ORDER BY k.active DESC, name, k.id LIMIT 200`,
    db.who.site,
  )
  const known = rows
    .map(({ state, ...car }) => {
      const out = outWith(db, car.id)
      return {
        ...car,
        active: car.active === 1,
        km: lastKm(db, car.id),
        out: out ? { ...out, overdue: !out.driving && out.dueAt < db.now } : null,
        gone: state !== 'demo',
      }
    })
    .filter(({ active, out }) => active || out)
  return { cars: known, overdue: known.filter(({ out }) => out?.overdue).length }
}

export const markable = (db: Reader, _asked: Input<'loaners.markable'>): Output<'loaners.markable'> =>
  db.all(
    `SELECT v.id, ${CAR_NAME} AS name, v.plate, v.stock_no AS "stockNo" FROM vehicles v
     WHERE v.state = 'demo' AND v.left_on IS NULL AND v.site_id = ? AND NOT EXISTS (SELECT 1 FROM loaner_cars k WHERE k.id = v.id AND k.active = 1)
     ORDER BY name, v.stock_no LIMIT 200`,
    db.who.site,
  )

const columnsAt = (now: number): Readonly<Record<string, ListColumn>> => ({
  no: { sql: 'l.no', kind: 'text' },
  state: { sql: 'l.state', kind: 'text', order: `instr('clash out back void', l.state)` },
  overdue: { sql: `iif(l.state = 'out' AND l.due_at < ${now}, 1, 0)`, kind: 'number' },
  vehicle: { sql: CAR_NAME, kind: 'text' },
  plate: { sql: 'v.plate', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = l.customer_id)' },
  outAt: { sql: 'l.out_at', kind: 'instant', indexed: true },
  dueAt: { sql: 'l.due_at', kind: 'instant' },
  inAt: { sql: 'l.in_at', kind: 'instant' },
})

function meaning(text: string): Part | null {
  const typed = text.replace(/\s/g, '').toUpperCase()
  if (typed === '') return null
  const ways = [meant('customer', text, 'l.customer_id'), meant('vehicle', text, 'l.vehicle_id')].filter((way) => way !== null)
  return joined([part('instr(l.no, ?) > 0 OR instr(v.plate, ?) > 0', typed, typed), ...ways], 'OR')
}

export function page(db: Reader, request: Input<'loaners.page'>): Output<'loaners.page'> {
  const spec = {
    from: FROM,
    id: 'l.id',
    columns: columnsAt(db.now),
    where: [inReach(db)],
    search: meaning,
    order: 'l.out_at DESC',
    indexed: true,
    tie: 'l.out_at DESC, l.id',
  }
  const { rows, ...sums } = pageOf<Stored>(db, request, spec, COLUMNS)
  return { rows: shown(db, rows), ...sums }
}

export function card(db: Reader, { id }: Input<'loaners.card'>): Output<'loaners.card'> {
  const loan = mustSeeLoan(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE l.id = ?`, id)) as [Output<'loaners.page'>['rows'][number]]
  const { driverName, licenceNo, licenceClass, licenceExpiresOn, returnNote, note, endReason } = loan
  return {
    ...row,
    ...{ driverName, licenceClass, licenceExpiresOn, returnNote, note, endReason },
    licenceNo: licenceNo && `${licenceNo.slice(0, 6)}********${licenceNo.slice(-4)}`,
    lostTo: loan.state === 'clash' ? (db.one<{ no: string }>('SELECT no FROM loaner_loans WHERE id = ?', loan.lostTo)?.no ?? null) : null,
    signed:
      db.one<{ name: string | null; sha256: string; at: number }>(
        'SELECT name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? ORDER BY signed_at DESC LIMIT 1',
        id,
      ) ?? null,
    pictures: attachedTo(db, id),
    cases: db.all(
      `SELECT id FROM cases WHERE state = 'open' AND ((subject_id = ? AND key = ?) OR subject_id = ?) ORDER BY opened_at LIMIT 20`,
      loan.vehicleId,
      loan.state === 'clash' ? `loaner:${loan.vehicleId}` : '',
      id,
    ),
  }
}

export const ordersOf = (db: Reader, { customerId }: Input<'loaners.ordersOf'>): Output<'loaners.ordersOf'> =>
  db.all(
    `SELECT id, no, car_name AS "carName", promised_at AS "promisedAt" FROM work_orders
     WHERE customer_id = ? AND site_id = ? AND state NOT IN ('delivered', 'cancelled') ORDER BY received_at DESC LIMIT 20`,
    customerId,
    db.who.site,
  )
