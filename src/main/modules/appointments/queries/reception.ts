// Who waits at the workshop's door now, how long, and when somebody will have time; and how many of those who were booked came.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import { GRACE_MINUTES, momentAt, noShowBp } from '../../../../shared/modules/appointments/rules.ts'
import { nextFree } from '../../../../shared/modules/floor/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { slotsBetween, techniciansOf } from '../../floor/queries/facts.ts'
import { inReach as orderInReach } from '../../workshop/queries/facts.ts'
import { hoursOn, inReach } from './facts.ts'

const MINUTE = 60_000
const since = (db: Reader, at: number): number => Math.max(0, Math.floor((db.now - at) / MINUTE))
/** What a first look at a car takes. */
const LOOK_MINUTES = 30

/** Minutes until one of the technicians has time for a first look before closing; null when none of them has today. */
function freeIn(db: Reader): number | null {
  const closesAt = momentAt(db.today, hoursOn(db, db.today).closesAt)
  const planned = slotsBetween(db, startOf(db.today), startOf(addDays(db.today, 1)))
  const starts = techniciansOf(db).map(({ id }) =>
    nextFree(
      planned.filter(({ technicianId }) => technicianId === id),
      db.now,
      LOOK_MINUTES,
    ),
  )
  const first = Math.min(...starts)
  return first + LOOK_MINUTES * MINUTE > closesAt ? null : Math.max(0, Math.ceil((first - db.now) / MINUTE))
}

export function reception(db: Reader, _asked: Input<'appointments.reception'>): Output<'appointments.reception'> {
  const reach = orderInReach(db)
  const waiting = db.one<{ n: number; first: number | null }>(
    `SELECT count(*) AS n, min(w.received_at) AS first FROM work_orders w WHERE w.state = 'open' AND ${reach.sql}`,
    ...reach.values,
  )
  const lounge = db.all<Omit<Output<'appointments.reception'>['lounge'][number], 'minutes'> & { receivedAt: number }>(
    `SELECT w.id, w.no, w.plate, coalesce(c.name, '') AS "customerName", w.state, w.received_at AS "receivedAt", w.promised_at AS "promisedAt"
     FROM work_orders w LEFT JOIN customers c ON c.id = w.customer_id
     WHERE w.state IN ('open', 'working', 'checking', 'ready') AND w.waits = 1 AND ${reach.sql} ORDER BY w.received_at, w.id LIMIT 50`,
    ...reach.values,
  )
  return {
    waiting: waiting?.n ?? 0,
    longestMinutes: waiting?.first ? since(db, waiting.first) : 0,
    freeInMinutes: freeIn(db),
    lounge: lounge.map(({ receivedAt, ...each }) => ({ ...each, minutes: since(db, receivedAt) })),
  }
}

type Channel = Output<'appointments.figures'>['channels'][number]
type Counted = Omit<Channel, 'noShowBp'> & { cancelled: number; onTime: number }

/** Of the days asked for; somebody whose hour has not come is neither here nor there. */
export function figures(db: Reader, { fromOn, untilOn }: Input<'appointments.figures'>): Output<'appointments.figures'> {
  const reach = inReach(db)
  const channels = db.all<Counted>(
    `SELECT a.channel, count(*) AS booked, count(*) FILTER (WHERE a.state = 'arrived') AS arrived,
       count(*) FILTER (WHERE a.state = 'no-show') AS "noShows", count(*) FILTER (WHERE a.state = 'cancelled') AS cancelled,
       count(*) FILTER (WHERE a.state = 'arrived' AND w.received_at <= a.starts_at + ?) AS "onTime"
     FROM appointments a LEFT JOIN work_orders w ON w.id = a.work_order_id WHERE a.day_on BETWEEN ? AND ? AND ${reach.sql} GROUP BY a.channel ORDER BY booked DESC, a.channel`,
    GRACE_MINUTES * MINUTE,
    fromOn,
    untilOn,
    ...reach.values,
  )
  const sum = (of: 'booked' | 'arrived' | 'noShows' | 'cancelled' | 'onTime'): number =>
    channels.reduce((total, each) => total + each[of], 0)
  const orders = orderInReach(db)
  const begun = db.one<{ n: number; ms: number | null }>(
    `SELECT count(*) AS n, avg(started - received) AS ms FROM (
       SELECT w.received_at AS received, (SELECT min(k.clocked_at) FROM job_clocks k WHERE k.order_id = w.id) AS started
       FROM work_orders w WHERE w.received_at >= ? AND w.received_at < ? AND ${orders.sql}) WHERE started IS NOT NULL`,
    startOf(fromOn),
    startOf(addDays(untilOn, 1)),
    ...orders.values,
  )
  return {
    booked: sum('booked'),
    arrived: sum('arrived'),
    onTime: sum('onTime'),
    noShows: sum('noShows'),
    cancelled: sum('cancelled'),
    noShowBp: noShowBp(sum('noShows'), sum('arrived')),
    channels: channels.map(({ channel, booked, arrived, noShows }) => ({
      ...{ channel, booked, arrived, noShows },
      noShowBp: noShowBp(noShows, arrived),
    })),
    waitMinutes: begun?.n ? Math.max(0, Math.round((begun.ms ?? 0) / MINUTE)) : null,
    begun: begun?.n ?? 0,
  }
}
