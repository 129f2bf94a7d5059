// Reads test drives: the calendar of cars and slots, the list, one drive with all of it, and where one could be instead.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, type Day } from '../../../shared/dates.ts'
import type { DriveChoice, DriveRow } from '../../../shared/modules/testdrives/contract.ts'
import { meanTenths, Scores, slotKey, slotsOf, stageOf, type DriveState } from '../../../shared/modules/testdrives/rules.ts'
import { joined, pageOf, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { parameterOn } from '../admin/queries.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { CAR_NAME } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'
import { clockOf, inReach, lastKmOf, mustSeeDrive, routesOn } from './queries/facts.ts'

const FROM = `test_drives d LEFT JOIN customers c ON c.id = d.customer_id LEFT JOIN vehicles v ON v.id = d.vehicle_id LEFT JOIN users u ON u.id = d.consultant_id`
/** Cars that are lent to customers of the workshop wait for nobody's test drive. */
const NO_LOANER = 'NOT EXISTS (SELECT 1 FROM loaner_cars k WHERE k.id = v.id AND k.active = 1)'
/** rules.ts, stageOf, as SQL. */
const STAGE = `iif(d.in_at IS NOT NULL, 'done', iif(d.out_at IS NOT NULL, 'out', d.state))`
const COLUMNS = `d.id, d.no, d.state, d.out_at AS "outAt", d.in_at AS "inAt", d.customer_id AS "customerId", coalesce(c.name, '') AS "customerName",
  coalesce(u.name, '') AS "consultantName", d.vehicle_id AS "vehicleId", coalesce(${CAR_NAME}, '') AS "vehicleName", coalesce(v.stock_no, '') AS "stockNo", v.plate,
  coalesce(v.state, '') AS car, d.drive_on AS "driveOn", d.slot, d.route, d.km_out AS "kmOut", d.km_in AS "kmIn", d.scores, d.end_reason AS "endReason",
  d.created_at AS "createdAt"`

type Stored = Omit<DriveRow, 'stage' | 'carGone' | 'drivenKm' | 'scoreTenths' | 'standing'> & {
  state: DriveState
  outAt: number | null
  inAt: number | null
  car: string
  scores: string | null
}

const readScores = (json: string | null): Scores => Scores.catch({}).parse(json === null ? {} : JSON.parse(json))

function shown(db: Reader, rows: readonly Stored[]): DriveRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map(({ state, outAt, inAt, car, scores, ...row }) => {
    const stage = stageOf(state, { outAt, inAt })
    return {
      ...row,
      stage,
      carGone: car !== 'demo' && (stage === 'booked' || stage === 'clash'),
      drivenKm: row.kmIn !== null && row.kmOut !== null ? row.kmIn - row.kmOut : null,
      scoreTenths: meanTenths(readScores(scores)),
      standing: standings.get(row.id) ?? 'alone',
    }
  })
}

const day = (db: Reader, on: Day) => {
  const hours = parameterOn(db, 'test-drive-hours', on)
  return { on, slots: hours ? slotsOf(hours) : [] }
}

export function calendar(db: Reader, { fromOn, days }: Input<'testdrives.calendar'>): Output<'testdrives.calendar'> {
  const until = addDays(fromOn, days - 1)
  const reach = inReach(db)
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${reach.sql} AND d.drive_on BETWEEN ? AND ? AND d.state NOT IN ('moved', 'cancelled') ORDER BY d.drive_on, d.slot, d.id`,
    ...reach.values,
    fromOn,
    until,
  )
  const valid = joined(ofValidBatch(db, 'v.batch_id'))
  const cars = db.all<{ id: string; name: string; stockNo: string; plate: string | null; exterior: string | null; state: string }>(
    `SELECT v.id, ${CAR_NAME} AS name, v.stock_no AS "stockNo", v.plate, v.exterior, v.state FROM vehicles v WHERE
       (v.state = 'demo' AND v.left_on IS NULL AND v.site_id = ? AND ${NO_LOANER} AND ${valid.sql}) OR v.id IN (SELECT value FROM json_each(?)) ORDER BY name, v.stock_no`,
    db.who.site,
    ...valid.values,
    JSON.stringify(rows.map(({ vehicleId }) => vehicleId)),
  )
  return {
    now: clockOf(db.now),
    cars: cars.map(({ state, ...car }) => ({ ...car, offered: state === 'demo', km: lastKmOf(db, car.id) })),
    days: Array.from({ length: days }, (_, at) => day(db, addDays(fromOn, at))),
    drives: shown(db, rows),
  }
}

const columns: Readonly<Record<string, ListColumn>> = {
  no: { sql: 'd.no', kind: 'text' },
  stage: { sql: STAGE, kind: 'text', order: `instr('clash out booked done no-show moved cancelled', ${STAGE})` },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = d.customer_id)' },
  vehicle: { sql: CAR_NAME, kind: 'text' },
  vehicleId: { sql: 'd.vehicle_id', kind: 'text' },
  consultant: { sql: 'u.name', kind: 'text' },
  driveOn: { sql: 'd.drive_on', kind: 'day', indexed: true },
  createdAt: { sql: 'd.created_at', kind: 'instant' },
}
function meaning(text: string): Part | null {
  const ways = [meant('customer', text, 'd.customer_id'), meant('vehicle', text, 'd.vehicle_id')].filter((way) => way !== null)
  const typed = text.trim().toUpperCase()
  return typed === '' ? null : joined([part('instr(d.no, ?) > 0', typed), ...ways], 'OR')
}

export function page(db: Reader, request: Input<'testdrives.page'>): Output<'testdrives.page'> {
  const spec = {
    from: FROM,
    id: 'd.id',
    columns,
    where: [inReach(db)],
    search: meaning,
    order: 'd.drive_on DESC',
    indexed: true,
    tie: 'd.drive_on DESC, d.slot, d.id',
  }
  const { rows, ...sums } = pageOf<Stored>(db, request, spec, COLUMNS)
  return { rows: shown(db, rows), ...sums }
}

export function card(db: Reader, { id }: Input<'testdrives.card'>): Output<'testdrives.card'> {
  const drive = mustSeeDrive(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.id = ?`, id)) as [DriveRow]
  const nameOf = (user: string | null): string => db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', user)?.name ?? ''
  const { routeKm, fuelOut, fuelIn, outAt, inAt, readingNote, feedback, note } = drive
  return {
    ...row,
    ...{ routeKm, fuelOut, fuelIn, outAt, inAt, readingNote, feedback, note },
    licence:
      drive.licenceClass === null
        ? null
        : {
            no: drive.licenceNo && `${drive.licenceNo.slice(0, 6)}********${drive.licenceNo.slice(-4)}`,
            class: drive.licenceClass,
            expiresOn: drive.licenceExpiresOn,
            by: nameOf(drive.licenceBy),
            at: drive.licenceAt ?? 0,
          },
    scores: readScores(drive.scores),
    lastKm: lastKmOf(db, drive.vehicleId),
    lostTo:
      drive.state !== 'clash' || drive.lostTo === null
        ? null
        : (db.one<{ name: string }>(
            'SELECT c.name FROM test_drives d JOIN customers c ON c.id = d.customer_id WHERE d.id = ?',
            drive.lostTo,
          )?.name ?? null),
    caseId:
      db.one<{ id: string }>(`SELECT id FROM cases WHERE subject_id = ? AND state = 'open' ORDER BY opened_at LIMIT 1`, id)?.id ?? null,
    signed:
      db.one<{ name: string | null; sha256: string; at: number }>(
        'SELECT name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? ORDER BY signed_at DESC LIMIT 1',
        id,
      ) ?? null,
    pictures: attachedTo(db, id),
  }
}

export const routes = (db: Reader): Output<'testdrives.routes'> => routesOn(db)

/** How many days ahead a free hour of the same car is looked for, and how many ways out are offered. */
const AHEAD = 3
const MOST = 8

/** Cars of the drive's site that are lent, its own first. */
export function choicesFor(db: Reader, drive: { siteId: string; vehicleId: string; driveOn: Day; slot: string }): DriveChoice[] {
  const cars = db.all<{ id: string; name: string; stockNo: string }>(
    `SELECT v.id, ${CAR_NAME} AS name, v.stock_no AS "stockNo" FROM vehicles v WHERE v.state = 'demo' AND v.left_on IS NULL AND v.site_id = ? AND ${NO_LOANER} ORDER BY v.id <> ?, name, v.stock_no`,
    drive.siteId,
    drive.vehicleId,
  )
  const from = drive.driveOn < db.today ? db.today : drive.driveOn
  const days = Array.from({ length: AHEAD }, (_, at) => day(db, addDays(from, at)))
  const taken = new Set(
    db
      .all<{ key: string }>(
        `SELECT slot_key AS key FROM test_drives WHERE drive_on BETWEEN ? AND ? AND state = 'booked'`,
        from,
        addDays(from, AHEAD - 1),
      )
      .map(({ key }) => key),
  )
  const now = clockOf(db.now)
  const free = (car: (typeof cars)[number], on: Day, slot: string): DriveChoice[] =>
    `${on} ${slot}` <= now || taken.has(slotKey({ vehicleId: car.id, driveOn: on, slot }))
      ? []
      : [{ vehicleId: car.id, vehicleName: car.name, stockNo: car.stockNo, driveOn: on, slot, sameCar: car.id === drive.vehicleId }]
  const others = cars.filter((car) => car.id !== drive.vehicleId).flatMap((car) => free(car, drive.driveOn, drive.slot))
  const own = cars
    .filter((car) => car.id === drive.vehicleId)
    .flatMap((car) => days.flatMap(({ on, slots }) => slots.flatMap((slot) => free(car, on, slot))))
  return [...others.slice(0, MOST / 2), ...own].slice(0, MOST)
}

export const choices = (db: Reader, { id }: Input<'testdrives.choices'>): Output<'testdrives.choices'> =>
  choicesFor(db, mustSeeDrive(db, id))
