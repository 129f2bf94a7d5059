// How each indicator is measured: one SQL question over the desktop's whole site, whoever sits here. Reads only, and knows
// nothing of rules and limits.
import { addDays, type Day, daysBetween, startOf } from '../../../../shared/dates.ts'
import { type IndicatorName, type Measure, WHOLE } from '../../../../shared/modules/alerts/rules.ts'
import { openStages } from '../../../../shared/modules/leads/rules.ts'
import { floorPlanInterest, stockCoefficient } from '../../../../shared/modules/yard/rules.ts'
import { sumFen } from '../../../../shared/money.ts'
import { joined, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { BACKED_UP_AT } from '../../../store/backup.ts'
import { parameterOn, parametersOf } from '../../admin/queries.ts'
import { overdueByConsultant } from '../../arrears/queries.ts'
import { DEADLINE } from '../../care/queries/tickets.ts'
import { COUNTS } from '../../surveys/queries/facts.ts'
import { OUTSTANDING } from '../../claims/queries/facts.ts'
import { OWING } from '../../customers/queries/warnings.ts'
import { endingCount } from '../../floor/queries/certificates.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { STANDING } from '../../yard/queries.ts'

export type Question = { windowDays: number }
type Counted = { subject: string; label: string; value: number }

const DAY_MS = 86_400_000
const SERIES = `v.brand || ' ' || v.series`
/** A series counts if it was in stock or sold within this many days: one that is no longer sold rings no more. */
const LIVE_DAYS = 180

const cars = (db: Reader, condition: Part): Part =>
  joined([part('v.site_id = ?', db.who.site), condition, ...ofValidBatch(db, 'v.batch_id')])
const whole = (value: number | null | undefined): Measure[] => [{ subject: WHOLE, label: '', value: value ?? 0 }]
const one = (db: Reader, sql: string, ...values: unknown[]): Measure[] => whole(db.one<{ n: number | null }>(sql, ...values)?.n)

/** Cars of each live series that stand and that were sold lately. */
function bySeries(db: Reader, windowDays: number): { series: string; stock: number; sold: number }[] {
  const where = cars(db, part(`(${STANDING}) OR (v.state = 'sold' AND v.left_on >= ?)`, addDays(db.today, -LIVE_DAYS)))
  return db.all(
    `SELECT ${SERIES} AS series, count(*) FILTER (WHERE ${STANDING}) AS stock, count(*) FILTER (WHERE v.state = 'sold' AND v.left_on > ?) AS sold
     FROM vehicles v WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
    addDays(db.today, -windowDays),
    ...where.values,
  )
}
const ofSeries = (series: string, value: number): Measure => ({ subject: series, label: series, value })
/** What a series nobody bought counts as: there is no number for it, and it is worse than any. */
const NEVER = 9999

function byPerson(db: Reader, column: string, from: string, where: Part): Measure[] {
  return db.all<Counted>(
    `SELECT ${column} AS subject, coalesce(u.name, '') AS label, count(*) AS value FROM ${from} LEFT JOIN users u ON u.id = ${column}
     WHERE ${where.sql} AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 1`,
    ...where.values,
  )
}

/** Signed within the window and not cancelled. */
const SIGNED = 'o.site_id = ? AND o.signed_at >= ? AND o.cancelled_at IS NULL'
const since = (db: Reader, days: number): number => startOf(addDays(db.today, 1 - days))

export const measures: Readonly<Record<IndicatorName, (db: Reader, question: Question) => Measure[]>> = {
  'turnover-days': (db, { windowDays }) =>
    bySeries(db, windowDays)
      .filter(({ stock }) => stock > 0)
      .map(({ series, stock, sold }) => ofSeries(series, sold === 0 ? NEVER : Math.round((stock * windowDays) / sold))),
  'stock-coefficient': (db, { windowDays }) =>
    bySeries(db, windowDays)
      .filter(({ stock, sold }) => stock + sold > 0)
      .map(({ series, stock, sold }) => ofSeries(series, stockCoefficient(stock * 30, sold * windowDays) ?? NEVER)),
  'stock-count': (db) => bySeries(db, LIVE_DAYS).map(({ series, stock }) => ofSeries(series, stock)),
  sales: (db, { windowDays }) => bySeries(db, windowDays).map(({ series, sold }) => ofSeries(series, sold)),
  'slow-stock': (db, { windowDays }) => {
    const where = cars(db, part(`${STANDING} AND v.arrived_on < ?`, addDays(db.today, -windowDays)))
    return db
      .all<{ series: string; n: number }>(
        `SELECT ${SERIES} AS series, count(*) AS n FROM vehicles v WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
        ...where.values,
      )
      .map(({ series, n }) => ofSeries(series, n))
  },
  'overdue-receivables': (db, { windowDays }) =>
    one(
      db,
      `SELECT sum(s.due_fen) AS n FROM orders o JOIN order_sums s ON s.id = o.id WHERE o.site_id = ? AND s.due_fen > 0 AND ${OWING}
         AND coalesce(o.deliver_on, ?) <= ?`,
      db.who.site,
      db.today,
      addDays(db.today, -windowDays),
      addDays(db.today, -windowDays),
    ),
  'overdue-payments': (db, { windowDays }) => overdueByConsultant(db, windowDays),
  'stock-cost': (db) => {
    const where = cars(db, part(STANDING))
    return one(db, `SELECT sum(k.cost_fen) AS n FROM vehicles v JOIN vehicle_costs k ON k.id = v.id WHERE ${where.sql}`, ...where.values)
  },
  'floor-plan-cost': (db) => {
    const rates = parametersOf(db, 'floor-plan')
    return whole(sumFen(standingCosts(db).map((car) => floorPlanInterest(car.costFen, car.arrivedOn, db.today, rates))))
  },
  'gift-cost': (db, { windowDays }) =>
    one(
      db,
      `SELECT sum(l.amount_fen) AS n FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.gift = 1 WHERE ${SIGNED}`,
      db.who.site,
      since(db, windowDays),
    ),
  'discount-cost': (db, { windowDays }) =>
    one(db, `SELECT sum(max(0, o.list_fen - o.price_fen)) AS n FROM orders o WHERE ${SIGNED}`, db.who.site, since(db, windowDays)),
  'floor-plan-due': (db) => {
    const free = parameterOn(db, 'floor-plan', db.today)?.freeDays ?? 0
    return whole(standingCosts(db).filter((car) => daysBetween(car.arrivedOn, db.today) >= free).length)
  },
  'unanswered-leads': (db, { windowDays }) =>
    byPerson(
      db,
      'l.consultant_id',
      'leads l',
      joined([
        part(`l.site_id = ? AND l.stage = ? AND l.created_at < ?`, db.who.site, openStages[0], db.now - windowDays * DAY_MS),
        ...ofValidBatch(db, 'l.batch_id'),
      ]),
    ),
  'overdue-follow-ups': (db, { windowDays }) =>
    byPerson(
      db,
      'f.owner_id',
      'follow_ups f',
      part('f.site_id = ? AND f.done_at IS NULL AND f.due_on <= ?', db.who.site, addDays(db.today, -windowDays)),
    ),
  'certificates-ending': (db) => whole(endingCount(db)),
  'late-loaners': (db, { windowDays }) =>
    one(
      db,
      `SELECT count(*) AS n FROM loaner_loans l WHERE l.site_id = ? AND l.state = 'out' AND l.due_at < ?`,
      db.who.site,
      db.now - windowDays * DAY_MS,
    ),
  'overdue-claims': (db, { windowDays }) =>
    one(
      db,
      `SELECT coalesce(sum(${OUTSTANDING}), 0) AS n FROM claims k WHERE k.site_id = ? AND k.state IN ('submitted', 'accepted', 'partly') AND k.due_on < ?`,
      db.who.site,
      addDays(db.today, -windowDays),
    ),
  'late-tickets': (db, { windowDays }) =>
    byPerson(
      db,
      'q.owner_id',
      'care_requests q',
      part(`q.site_id = ? AND q.done_at IS NULL AND ${DEADLINE} < ?`, db.who.site, db.now - windowDays * DAY_MS),
    ),
  'survey-points': (db, { windowDays }) => {
    const points = db.one<{ n: number | null }>(
      `SELECT cast(round(avg(a.points)) AS INTEGER) AS n FROM survey_forms f JOIN survey_answers a ON a.form_id = f.id
       WHERE f.purpose = 'customer' AND a.at >= ? AND a.site_id = ? AND ${COUNTS('a')}`,
      since(db, windowDays),
      db.who.site,
    )?.n
    // Nobody said anything: that is not a low mean.
    return points === null || points === undefined ? [] : whole(points)
  },
  'approvals-waiting': (db, { windowDays }) =>
    one(
      db,
      `SELECT count(DISTINCT o.id) AS n FROM approval_steps s JOIN orders o ON o.id = s.order_id AND o.terms_rev = s.terms_rev
       WHERE o.site_id = ? AND o.state = 'awaiting-approval' AND s.state = 'waiting' AND s.requested_at < ?`,
      db.who.site,
      db.now - windowDays * DAY_MS,
    ),
  'open-cases': (db) => one(db, `SELECT count(*) AS n FROM cases WHERE state = 'open' AND site_id = ?`, db.who.site),
  'parts-short': (db) => partsThat(db, part('l.low_units IS NOT NULL AND coalesce(k.units, 0) < l.low_units')),
  'parts-over': (db) => partsThat(db, part('k.units > l.high_units')),
  'parts-idle': (db, { windowDays }) =>
    partsThat(
      db,
      part(`k.units > 0 AND max(coalesce(k.last_in_on, ''), coalesce(k.last_out_on, '')) <= ?`, addDays(db.today, -windowDays)),
    ),
  // The demo store has no backups and nothing to tell; a desktop that never looked after them has not begun to count.
  'backup-age': (db) => {
    const at = db.one<{ at: string }>('SELECT value AS at FROM _sync_state WHERE key = ?', BACKED_UP_AT)?.at
    const value = at === undefined ? null : Math.max(0, Math.floor((db.now - Number(at)) / DAY_MS))
    return value === null ? [] : [{ subject: db.who.replica, label: db.who.deviceCode, value }]
  },
  'late-deliveries': (db, { windowDays }) =>
    one(
      db,
      `SELECT count(*) AS n FROM order_sums s JOIN orders o ON o.id = s.id
       WHERE o.site_id = ? AND s.stage IN ('approved', 'signed', 'reserved', 'paid') AND o.deliver_on <= ?`,
      db.who.site,
      addDays(db.today, -windowDays),
    ),
}

/** Parts that lie at the site, or should, and are still kept. */
function partsThat(db: Reader, condition: Part): Measure[] {
  const where = joined([part('l.site_id = ? AND p.archived_at IS NULL', db.who.site), condition, ...ofValidBatch(db, 'l.batch_id')])
  return one(
    db,
    `SELECT count(*) AS n FROM part_places l JOIN parts p ON p.id = l.part_id LEFT JOIN part_stock k ON k.id = l.id WHERE ${where.sql}`,
    ...where.values,
  )
}

function standingCosts(db: Reader): { costFen: number; arrivedOn: Day }[] {
  const where = cars(db, part(STANDING))
  return db.all(
    `SELECT k.cost_fen AS costFen, v.arrived_on AS arrivedOn FROM vehicles v JOIN vehicle_costs k ON k.id = v.id WHERE ${where.sql}`,
    ...where.values,
  )
}
