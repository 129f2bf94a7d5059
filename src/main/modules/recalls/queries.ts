// Reads recalls and which cars they name. Whether a car may be handed over is asked here too: nobody may override it.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { kindOf, names, readRanges, serialOf } from '../../../shared/modules/recalls/rules.ts'
import { joined, listed, inOrder, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { carTitleSql } from '../vehicles/queries/title.ts'

/** A VIN's kind and serial in SQL: see rules.ts, kindOf and serialOf. */
const KIND = `substr(v.vin, 1, 8) || substr(v.vin, 10, 2)`
const SERIAL = `substr(v.vin, 12)`
const FIXED = `(SELECT f.fixed_on FROM recall_fixes f WHERE f.recall_id = r.id AND f.vin = v.vin)`
/** Cars `v` a recall `r` names. */
const NAMED = `EXISTS (SELECT 1 FROM recall_ranges g WHERE g.recall_id = r.id AND g.car_kind = ${KIND} AND g.from_serial <= ${SERIAL} AND g.to_serial >= ${SERIAL})`

type Touching = { id: string; no: string; title: string; stopSale: number; closedOn: string | null; fixedOn: string | null }

/** Every recall that names this VIN, newest first. */
const touching = (db: Reader, vin: string): Touching[] =>
  db.all(
    `SELECT DISTINCT r.id, r.no, r.title, r.stop_sale AS stopSale, r.closed_on AS closedOn,
       (SELECT f.fixed_on FROM recall_fixes f WHERE f.recall_id = r.id AND f.vin = ?) AS fixedOn
     FROM recall_ranges g JOIN recalls r ON r.id = g.recall_id WHERE g.car_kind = ? AND g.from_serial <= ? AND g.to_serial >= ? ORDER BY r.announced_on DESC, r.no`,
    vin,
    kindOf(vin),
    serialOf(vin),
    serialOf(vin),
  )

/** Recalls that name this VIN and were not followed yet: for whoever has the car in front of them. */
export const openRecallsOf = (db: Reader, vin: string): { id: string; no: string; title: string }[] =>
  touching(db, vin)
    .filter(({ closedOn, fixedOn }) => closedOn === null && fixedOn === null)
    .map(({ id, no, title }) => ({ id, no, title }))

/** @throws Refusal('stop-sale') with the recall, while one that stops the sale names the car and it was not put right. */
export function mustNotBeStopped(db: Reader, { vin, stockNo }: { vin: string; stockNo: string }): void {
  const stopping = touching(db, vin).find((recall) => recall.stopSale === 1 && recall.closedOn === null && recall.fixedOn === null)
  if (stopping) throw new Refusal('stop-sale', { stockNo, no: stopping.no, title: stopping.title })
}

/** @throws Refusal('not-found'). */
export function carOf(db: Reader, vehicleId: string): { vin: string; stockNo: string } {
  const car = db.one<{ vin: string; stockNo: string }>('SELECT vin, stock_no AS stockNo FROM vehicles WHERE id = ?', vehicleId)
  if (!car) throw new Refusal('not-found', { table: 'vehicles', id: vehicleId })
  return car
}

export function ofVehicle(db: Reader, { vehicleId }: Input<'recalls.ofVehicle'>): Output<'recalls.ofVehicle'> {
  return touching(db, carOf(db, vehicleId).vin).map(({ stopSale, closedOn, ...recall }) => ({
    ...recall,
    stopSale: stopSale === 1,
    closed: closedOn !== null,
  }))
}

export function hits(db: Reader, { id }: Input<'recalls.hits'>): Output<'recalls.hits'> {
  const shown = joined(ofValidBatch(db, 'v.batch_id'))
  return db.all(
    `SELECT v.id AS vehicleId, v.vin, v.stock_no AS stockNo, ${carTitleSql('v')} AS title, s.name AS site, v.state, v.left_on AS leftOn, ${FIXED} AS fixedOn
     FROM recalls r JOIN vehicles v ON ${NAMED} LEFT JOIN sites s ON s.id = v.site_id WHERE r.id = ? AND ${shown.sql}
     ORDER BY v.left_on IS NOT NULL, v.stock_no LIMIT 2000`,
    id,
    ...shown.values,
  )
}

export function page(db: Reader, request: Input<'recalls.page'>): Output<'recalls.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'recalls r',
    id: 'r.id',
    columns: {
      no: { sql: 'r.no', kind: 'text' },
      title: { sql: 'r.title', kind: 'text' },
      announcedOn: { sql: 'r.announced_on', kind: 'day' },
      closedOn: { sql: 'r.closed_on', kind: 'day' },
    },
    where: [],
    search: (text) =>
      text.trim() === '' ? null : joined([part('instr(r.no, ?) > 0', text.trim()), part('instr(r.title, ?) > 0', text.trim())], 'OR'),
    order: 'r.announced_on DESC, r.no',
    tie: 'r.announced_on DESC, r.id',
  })
  const stock = `(SELECT count(*) FROM vehicles v WHERE v.left_on IS NULL AND ${NAMED}`
  const rows = db.all<Omit<Output<'recalls.page'>['rows'][number], 'stopSale'> & { stopSale: number }>(
    `SELECT r.id, r.no, r.title, r.stop_sale AS stopSale, r.announced_on AS announcedOn, r.closed_on AS closedOn, r.note,
       (SELECT count(*) FROM recall_ranges g WHERE g.recall_id = r.id) AS ranges, ${stock}) AS inStock, ${stock} AND ${FIXED} IS NULL) AS open
     FROM json_each(?) j JOIN recalls r ON r.id = j.value`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, rows).map((row) => ({ ...row, stopSale: row.stopSale === 1 })), ...sums }
}

export function read(db: Reader, { text }: Input<'recalls.read'>): Output<'recalls.read'> {
  const { ranges, problems } = readRanges(text)
  const shown = joined(ofValidBatch(db, 'v.batch_id'))
  const kinds = [...new Set(ranges.map(({ carKind }) => carKind))]
  const cars = db.all<{ vin: string }>(
    `SELECT v.vin FROM vehicles v WHERE v.left_on IS NULL AND ${KIND} IN (SELECT value FROM json_each(?)) AND ${shown.sql}`,
    JSON.stringify(kinds),
    ...shown.values,
  )
  return {
    ranges: ranges.length,
    inStock: cars.filter(({ vin }) => ranges.some((range) => names(range, vin))).length,
    problems: problems.slice(0, 200),
  }
}
