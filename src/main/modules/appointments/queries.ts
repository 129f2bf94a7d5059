// Reads appointments: the calendar of a day or a week, the list, one of them, and what a car is expected for.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays } from '../../../shared/dates.ts'
import { joined, pageOf, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { techniciansOf } from '../floor/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'
import { baysOf, bookedOn, COLUMNS, FROM, hoursOn, inReach, mustSeeAppointment, shown, type Stored } from './queries/facts.ts'

export function calendar(db: Reader, { fromOn, days }: Input<'appointments.calendar'>): Output<'appointments.calendar'> {
  const rows = shown(
    db,
    db.all<Stored>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE a.day_on BETWEEN ? AND ? AND a.site_id = ? AND a.state <> 'cancelled' ORDER BY a.starts_at, a.taken_at, a.id LIMIT 1000`,
      fromOn,
      addDays(fromOn, days - 1),
      db.who.site,
    ),
  )
  return {
    now: db.now,
    technicians: techniciansOf(db),
    bays: baysOf(db),
    slotMinutes: hoursOn(db, fromOn).slotMinutes,
    days: Array.from({ length: days }, (_, at) => {
      const on = addDays(fromOn, at)
      const { slots, thereMinutes, plannedMinutes } = bookedOn(db, on)
      return { on, slots, thereMinutes, plannedMinutes, appointments: rows.filter(({ dayOn }) => dayOn === on) }
    }),
  }
}

const EXPECTED = `a.state IN ('booked', 'confirmed')`
const columnsAt = (now: number): Readonly<Record<string, ListColumn>> => ({
  no: { sql: 'a.no', kind: 'text' },
  state: { sql: 'a.state', kind: 'text', order: `instr('booked confirmed no-show arrived cancelled', a.state)` },
  startsAt: { sql: 'a.starts_at', kind: 'instant', indexed: true },
  dayOn: { sql: 'a.day_on', kind: 'day', indexed: true },
  plate: { sql: 'a.plate', kind: 'text' },
  car: { sql: 'a.car_name', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = a.customer_id)' },
  customerId: { sql: 'a.customer_id', kind: 'text' },
  kind: { sql: 'a.kind', kind: 'text' },
  siteId: { sql: 'a.site_id', kind: 'text' },
  channel: { sql: 'a.channel', kind: 'text' },
  technician: { sql: 't.name', kind: 'text' },
  minutes: { sql: 'a.minutes', kind: 'number' },
  late: { sql: `iif(${EXPECTED} AND a.starts_at < ${now}, 1, 0)`, kind: 'number' },
})

function meaning(text: string): Part | null {
  const typed = text.replace(/\s/g, '').toUpperCase()
  if (typed === '') return null
  const facts = part('instr(a.no, ?) > 0 OR instr(a.plate, ?) > 0', typed, typed)
  const customer = meant('customer', text, 'a.customer_id')
  return customer ? joined([facts, customer], 'OR') : facts
}

export function page(db: Reader, request: Input<'appointments.page'>): Output<'appointments.page'> {
  const spec = {
    from: FROM,
    id: 'a.id',
    columns: columnsAt(db.now),
    where: [inReach(db)],
    search: meaning,
    order: 'a.starts_at DESC',
    indexed: true,
    tie: 'a.starts_at DESC, a.id',
  }
  const { rows, ...sums } = pageOf<Stored>(db, request, spec, COLUMNS)
  return { rows: shown(db, rows), ...sums }
}

export function card(db: Reader, { id }: Input<'appointments.card'>): Output<'appointments.card'> {
  const { note, overReason, takenBy, workOrderId } = mustSeeAppointment(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE a.id = ?`, id)) as [
    Output<'appointments.page'>['rows'][number],
  ]
  return {
    ...row,
    ...{ note, overReason },
    takenByName: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', takenBy)?.name ?? '',
    workOrderNo: db.one<{ no: string }>('SELECT no FROM work_orders WHERE id = ?', workOrderId)?.no ?? null,
    messages: db.all(
      `SELECT m.id, coalesce(s.state, 'waiting') AS state, m.due_at AS "dueAt",
         (SELECT t.reason FROM message_tries t WHERE t.message_id = m.id ORDER BY t.at DESC, t.id DESC LIMIT 1) AS reason
       FROM messages m LEFT JOIN message_standing s ON s.id = m.id WHERE m.customer_id = ? AND m.origin = 'appointment' AND m.origin_id = ?
       ORDER BY m.created_at DESC, m.id DESC LIMIT 10`,
      row.customerId,
      id,
    ),
    cases: db.all(`SELECT id FROM cases WHERE subject_id = ? AND state = 'open' ORDER BY opened_at LIMIT 20`, id),
  }
}

export function ofCar(db: Reader, { customerId, carId, vehicleId }: Input<'appointments.ofCar'>): Output<'appointments.ofCar'> {
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE a.customer_id = ? AND (a.car_id = ? OR a.vehicle_id = ?) AND a.day_on = ? AND a.site_id = ?
       AND a.state IN ('booked', 'confirmed', 'no-show') ORDER BY a.starts_at, a.id LIMIT 1`,
    customerId,
    carId,
    vehicleId,
    db.today,
    db.who.site,
  )
  return shown(db, rows)[0] ?? null
}
