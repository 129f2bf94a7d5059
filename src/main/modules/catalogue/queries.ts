// Reads the models on sale, each with its dated prices and the cars of it that stand here.
import type { Input, Output } from '../../../shared/contract.ts'
import { inForce, type Day } from '../../../shared/dates.ts'
import { readList } from '../../../shared/modules/admin/rules.ts'
import type { Energy } from '../../../shared/modules/vehicles/rules.ts'
import { inOrder, joined, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'

/** Cars `v` of a model `m` that stand at a site. */
export const CARS_OF = `v.site_id = ? AND v.left_on IS NULL AND v.brand = m.brand AND v.series = m.series AND v.model = m.model`

type Price = { id: string; validFromOn: Day; listFen: number; source: string | null }
/** Newest first. */
const pricesOf = (db: Reader, modelId: string): Price[] =>
  db.all(
    'SELECT id, valid_from_on AS validFromOn, list_fen AS listFen, source FROM catalogue_prices WHERE model_id = ? ORDER BY valid_from_on DESC',
    modelId,
  )

/** The list price of a model on a day; null before its first. */
export const listPriceOn = (db: Reader, modelId: string, day: Day): number | null =>
  inForce(pricesOf(db, modelId).toReversed(), day)?.listFen ?? null

type Known = { id: string; brand: string; series: string; model: string; energy: Energy; seats: number | null; listFen: number }
/** The model on sale whose VINs begin so, when it has a price today: what an arriving car begins with. */
export function modelOfVin(db: Reader, vin: string): Known | null {
  const found = db.one<Omit<Known, 'listFen'>>(
    'SELECT id, brand, series, model, energy, seats FROM catalogue_models WHERE vin_prefix = ? AND active = 1 ORDER BY model_year DESC, id LIMIT 1',
    vin.slice(0, 8),
  )
  const listFen = found ? listPriceOn(db, found.id, db.today) : null
  return found && listFen !== null ? { ...found, listFen } : null
}

type Measures = { size: string | null; displacementMl: number | null; rangeKm: number | null }
/** What the catalogue says a car measures, takes and reaches; null for a car of no model on sale. */
export const measuresOf = (db: Reader, { brand, series, model }: { brand: string; series: string; model: string }): Measures | null =>
  db.one<Measures>(
    'SELECT size, displacement_ml AS displacementMl, range_km AS rangeKm FROM catalogue_models WHERE brand = ? AND series = ? AND model = ? LIMIT 1',
    brand,
    series,
    model,
  ) ?? null

type Row = Omit<
  Output<'catalogue.page'>['rows'][number],
  'exteriors' | 'interiors' | 'options' | 'active' | 'prices' | 'listFen' | 'otherPrice'
> & {
  exteriors: string
  interiors: string
  options: string
  active: number
}

export function page(db: Reader, request: Input<'catalogue.page'>): Output<'catalogue.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'catalogue_models m',
    id: 'm.id',
    columns: {
      brand: { sql: 'm.brand', kind: 'text' },
      series: { sql: 'm.series', kind: 'text' },
      model: { sql: 'm.model', kind: 'text' },
      energy: { sql: 'm.energy', kind: 'text' },
      active: { sql: `iif(m.active = 1, 'yes', 'no')`, kind: 'text' },
    },
    where: [],
    search: (text) =>
      text.trim() === ''
        ? null
        : joined(
            ['m.brand', 'm.series', 'm.model', 'm.vin_prefix'].map((column) =>
              part(`instr(upper(${column}), ?) > 0`, text.trim().toUpperCase()),
            ),
            'OR',
          ),
    order: 'm.active DESC, m.brand, m.series, m.model',
    tie: 'm.brand, m.series, m.model, m.id',
  })
  const rows = db.all<Row>(
    `WITH here AS MATERIALIZED (SELECT brand, series, model, count(*) AS n FROM vehicles WHERE site_id = ? AND left_on IS NULL GROUP BY brand, series, model)
     SELECT m.id, m.brand, m.series, m.model, m.model_year AS modelYear, m.energy, m.seats, m.vin_prefix AS vinPrefix, m.exteriors, m.interiors, m.options,
       m.note, m.active, m.size, m.displacement_ml AS displacementMl, m.range_km AS rangeKm, coalesce(h.n, 0) AS inStock FROM json_each(?) j JOIN catalogue_models m ON m.id = j.value
     LEFT JOIN here h ON h.brand = m.brand AND h.series = m.series AND h.model = m.model`,
    db.who.site,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, rows).map((row) => shown(db, row)), ...sums }
}

function shown(db: Reader, row: Row): Output<'catalogue.page'>['rows'][number] {
  const prices = pricesOf(db, row.id)
  const listFen = inForce(prices.toReversed(), db.today)?.listFen ?? null
  const other = db.one<{ n: number }>(
    `SELECT count(*) AS n FROM catalogue_models m JOIN vehicles v ON ${CARS_OF} WHERE m.id = ? AND v.holder_id IS NULL AND v.list_fen <> ?`,
    db.who.site,
    row.id,
    listFen,
  )
  return {
    ...row,
    exteriors: readList(row.exteriors),
    interiors: readList(row.interiors),
    options: JSON.parse(row.options) as { name: string; priceFen: number }[],
    active: row.active === 1,
    listFen,
    prices,
    otherPrice: other?.n ?? 0,
  }
}
