// Reads the yard as a whole: sums by indexed SQL on the reader, interest car by car. Every sum counts exactly the rows the
// vehicle list shows under the same words.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, daysBetween, type Day } from '../../../shared/dates.ts'
import { sumFen } from '../../../shared/money.ts'
import { cuts, type Cut } from '../../../shared/modules/yard/contract.ts'
import {
  firstPolicy,
  floorPlanInterest,
  forecastSales,
  interestPerDay,
  levelOf,
  type Limits,
  netMargin,
  SALES_DAYS,
  stockCoefficient,
  targetStock,
  turnoverDays,
} from '../../../shared/modules/yard/rules.ts'
import { joined, type Part, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn, parametersOf } from '../admin/queries.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { seesCost } from '../vehicles/queries/page.ts'

/** Cars that stand in the yard: the words the home screen counts by. */
export const STANDING = `v.left_on IS NULL AND v.state IN ('in-stock', 'for-sale', 'demo', 'in-repair', 'pledged') AND v.arrived_on IS NOT NULL`
const LIMITS: Limits = { low: 80, high: 150, severe: 250 }
/** As the vehicle list names what it filters by. */
const KEYS: Readonly<Record<(typeof cuts)[number], string>> = {
  series: `v.brand || ' ' || v.series`,
  brand: 'v.brand',
  energy: 'v.energy',
  state: 'v.state',
  location: 'v.location',
}

const ofSite = ({ who }: Reader): Part => (who.reach === 'group' ? part('1') : part('v.site_id = ?', who.site))
const here = (db: Reader, condition: Part): Part => joined([ofSite(db), condition, ...ofValidBatch(db, 'v.batch_id')])
const soldFrom = (today: Day): Day => addDays(today, 1 - SALES_DAYS)
const standing = (db: Reader): Part => here(db, part(STANDING))
const sold = (db: Reader): Part => here(db, part(`v.state = 'sold' AND v.left_on BETWEEN ? AND ?`, soldFrom(db.today), db.today))
const countOf = (db: Reader, where: Part): number =>
  db.one<{ n: number }>(`SELECT count(*) AS n FROM vehicles v WHERE ${where.sql}`, ...where.values)?.n ?? 0

/** 库存系数 of the site and what it means; for the home screen too. */
export function pressure(db: Reader): { stock: number; sold: number; coefficient: number | null; level: Cut['level'] } {
  const [stock, gone] = [countOf(db, standing(db)), countOf(db, sold(db))]
  const coefficient = stockCoefficient(stock, gone)
  return { stock, sold: gone, coefficient, level: levelOf(coefficient, stock, parameterOn(db, 'stock-coefficient', db.today) ?? LIMITS) }
}

type Sum = { key: string | null; n: number; listFen: number; age: number | null }

function cutBy(db: Reader, key: string): Cut[] {
  const [in_, out] = [standing(db), sold(db)]
  const limits = parameterOn(db, 'stock-coefficient', db.today) ?? LIMITS
  const gone = new Map(
    db
      .all<{ key: string | null; n: number }>(
        `SELECT ${key} AS key, count(*) AS n FROM vehicles v WHERE ${out.sql} GROUP BY 1`,
        ...out.values,
      )
      .map((row) => [row.key, row.n]),
  )
  const rows = db.all<Sum>(
    `SELECT ${key} AS key, count(*) AS n, sum(v.list_fen) AS listFen, avg(julianday(?) - julianday(v.arrived_on)) AS age
     FROM vehicles v WHERE ${in_.sql} GROUP BY 1`,
    db.today,
    ...in_.values,
  )
  for (const [only, n] of gone) if (n > 0 && !rows.some((row) => row.key === only)) rows.push({ key: only, n: 0, listFen: 0, age: null })
  return rows
    .map((row): Cut => {
      const count = gone.get(row.key) ?? 0
      const coefficient = stockCoefficient(row.n, count)
      return {
        key: row.key,
        stock: row.n,
        listFen: row.listFen,
        averageAge: row.age === null ? null : Math.round(row.age),
        sold: count,
        coefficient,
        level: levelOf(coefficient, row.n, limits),
      }
    })
    .toSorted((a, b) => b.stock - a.stock || b.sold - a.sold || String(a.key).localeCompare(String(b.key), 'zh-CN'))
}

function money(db: Reader): Output<'yard.figures'>['money'] {
  if (!db.who.permissions.has('vehicles.cost')) return null
  const rates = parametersOf(db, 'floor-plan')
  const where = standing(db)
  const cars = db.all<{ costFen: number | null; arrivedOn: string }>(
    `SELECT k.cost_fen AS costFen, v.arrived_on AS arrivedOn FROM vehicles v LEFT JOIN vehicle_costs k ON k.id = v.id WHERE ${where.sql}`,
    ...where.values,
  )
  const known = cars.flatMap(({ costFen, arrivedOn }) => (costFen === null ? [] : [{ costFen, arrivedOn }]))
  return {
    costFen: sumFen(known.map((car) => car.costFen)),
    interestFen: sumFen(known.map((car) => floorPlanInterest(car.costFen, car.arrivedOn, db.today, rates))),
    perDayFen: sumFen(known.map((car) => interestPerDay(car.costFen, db.today, rates))),
    without: cars.length - known.length,
  }
}

function ages(db: Reader): Output<'yard.figures'>['ages'] {
  const ladder = parameterOn(db, 'stock-ageing', db.today) ?? []
  const where = standing(db)
  return [0, ...ladder.map((days) => days + 1)].map((from, at) => {
    const to = ladder[at] ?? null
    const arrivedTo = addDays(db.today, -from)
    const arrivedFrom = to === null ? null : addDays(db.today, -to)
    const sum = db.one<{ n: number; listFen: number | null }>(
      `SELECT count(*) AS n, sum(v.list_fen) AS listFen FROM vehicles v WHERE ${where.sql} AND v.arrived_on <= ? AND v.arrived_on >= ?`,
      ...where.values,
      arrivedTo,
      arrivedFrom ?? '',
    )
    return { from, to, stock: sum?.n ?? 0, listFen: sum?.listFen ?? 0, arrivedFrom, arrivedTo }
  })
}

export function figures(db: Reader, _input: Input<'yard.figures'>): Output<'yard.figures'> {
  const now = pressure(db)
  const where = standing(db)
  const sums = db.one<{ listFen: number | null; age: number | null }>(
    `SELECT sum(v.list_fen) AS listFen, avg(julianday(?) - julianday(v.arrived_on)) AS age FROM vehicles v WHERE ${where.sql}`,
    db.today,
    ...where.values,
  )
  return {
    siteId: db.who.reach === 'group' ? null : db.who.site,
    soldFrom: soldFrom(db.today),
    today: db.today,
    ...now,
    listFen: sums?.listFen ?? 0,
    averageAge: sums?.age === null || sums?.age === undefined ? null : Math.round(sums.age),
    turnoverDays: turnoverDays(now.stock, now.sold),
    money: money(db),
    ages: ages(db),
    cuts: Object.fromEntries(cuts.map((cut) => [cut, cutBy(db, KEYS[cut])])) as Output<'yard.figures'>['cuts'],
  }
}

export function plan(db: Reader, _input: Input<'yard.plan'>): Output<'yard.plan'> {
  const policy = parameterOn(db, 'stock-policy', db.today) ?? firstPolicy
  const since = addDays(db.today, 1 - 3 * SALES_DAYS)
  const where = here(
    db,
    part(
      `(${STANDING}) OR (v.state = 'in-transit' AND v.holder_id IS NULL) OR (v.state = 'sold' AND v.left_on BETWEEN ? AND ?)`,
      since,
      db.today,
    ),
  )
  const span = `CAST(julianday('${db.today}') - julianday(v.left_on) AS INTEGER) / ${SALES_DAYS}`
  const soldIn = (at: number): string => `count(*) FILTER (WHERE v.state = 'sold' AND ${span} = ${at})`
  const rows = db.all<{ series: string; last: number; before: number; earlier: number; stock: number; coming: number }>(
    `SELECT ${KEYS.series} AS series, ${soldIn(0)} AS last, ${soldIn(1)} AS before, ${soldIn(2)} AS earlier,
       count(*) FILTER (WHERE ${STANDING}) AS stock, count(*) FILTER (WHERE v.state = 'in-transit') AS coming
     FROM vehicles v WHERE ${where.sql} GROUP BY 1`,
    ...where.values,
  )
  return {
    policy,
    rows: rows
      .map(({ series, last, before, earlier, stock, coming }) => {
        const sold: [number, number, number] = [last, before, earlier]
        const forecast = forecastSales(sold)
        const target = targetStock(forecast, policy)
        return { series, sold, forecast, stock, coming, target, order: target - stock - coming }
      })
      .toSorted((a, b) => b.order - a.order || a.series.localeCompare(b.series, 'zh-CN')),
  }
}

export function costs(db: Reader, { vehicleId }: Input<'yard.costs'>): Output<'yard.costs'> {
  const car = db.one<{
    siteId: string
    priceFen: number
    arrivedOn: string | null
    leftOn: string | null
    costFen: number | null
    rebateFen: number | null
  }>(
    `SELECT v.site_id AS siteId, v.price_fen AS priceFen, v.arrived_on AS arrivedOn, v.left_on AS leftOn, k.cost_fen AS costFen, k.rebate_fen AS rebateFen
     FROM vehicles v LEFT JOIN vehicle_costs k ON k.id = v.id WHERE v.id = ?`,
    vehicleId,
  )
  if (!car || car.costFen === null || !seesCost(db, car.siteId)) return null
  const rates = parametersOf(db, 'floor-plan')
  const until = car.leftOn ?? db.today
  const rebates = db.all<NonNullable<Output<'yard.costs'>>['rebates'][number]>(
    `SELECT id, policy, amount_fen AS amountFen, accrued_on AS accruedOn, document_no AS documentNo, arrived_on AS arrivedOn, arrived_fen AS arrivedFen
     FROM vehicle_rebates WHERE vehicle_id = ? ORDER BY accrued_on, id`,
    vehicleId,
  )
  const interestFen = car.arrivedOn === null ? 0 : floorPlanInterest(car.costFen, car.arrivedOn, until, rates)
  const documented = rebates.filter((rebate) => rebate.documentNo !== null)
  const documentedFen = sumFen(documented.map((rebate) => rebate.arrivedFen ?? rebate.amountFen))
  return {
    interestFen,
    perDayFen: car.leftOn === null && car.arrivedOn !== null ? interestPerDay(car.costFen, db.today, rates) : 0,
    interestDays: car.arrivedOn === null ? 0 : Math.max(0, daysBetween(car.arrivedOn, until)),
    documentedFen,
    promisedFen: sumFen(rebates.filter((rebate) => rebate.documentNo === null).map((rebate) => rebate.amountFen)),
    netMarginFen: netMargin({ priceFen: car.priceFen, costFen: car.costFen, rebateFen: car.rebateFen ?? 0, interestFen, documentedFen }),
    rebates,
  }
}
