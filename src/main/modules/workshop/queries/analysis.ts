// Adds up the workshop of a period from its orders, lines, steps and clocks; nothing is kept beside them. Every statement walks the
// orders received in the period (or the clocks of it) by an index, and looks into their lines by theirs.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, addMonths, CHINA_OFFSET_MINUTES, monthOf, startOf, type Day } from '../../../../shared/dates.ts'
import { median } from '../../../../shared/modules/leads/rules.ts'
import type { Brought } from '../../../../shared/modules/workshop/contract/analysis.ts'
import { attendedOf, payers, serviceKinds, type Payer, type ServiceKind, type Stroke } from '../../../../shared/modules/workshop/rules.ts'
import { mulDivRound, sumFen } from '../../../../shared/money.ts'
import { joined, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { grouped } from '../../orders/queries/facts.ts'
import { costMethod } from '../../parts/queries/facts.ts'

type Span = { from: Day; to: Day; siteId: string | null }
type Cell = Brought & { month: string; kind: ServiceKind; siteId: string }
const JOB_FEN = 'j.price_fen - j.discount_fen'
const PART_FEN = '(p.price_fen * p.quantity_milli + 500) / 1000 - p.discount_fen'
const MINUTE = 60_000
const nothing: Brought = { orders: 0, labourFen: 0, partsFen: 0, subletFen: 0, totalFen: 0 }

/** Rows under `alias` of the places asked about: never more than the person's own. */
export function placed({ who }: Reader, alias: string, { siteId }: Span): Part {
  const reach = who.reach === 'group' ? part('1') : part(`${alias}.site_id = ?`, who.site)
  return siteId === null ? reach : joined([reach, part(`${alias}.site_id = ?`, siteId)])
}
export const received = (db: Reader, span: Span): Part => {
  const site = placed(db, 'w', span)
  return part(
    `w.received_at >= ? AND w.received_at < ? AND w.state <> 'cancelled' AND ${site.sql}`,
    startOf(span.from),
    startOf(addDays(span.to, 1)),
    ...site.values,
  )
}

/** Orders of the period by month, kind and place, with what their agreed lines come to. */
function cells(db: Reader, span: Span): Cell[] {
  const of = received(db, span)
  return db.all(
    `WITH o AS (
       SELECT w.kind, w.site_id AS siteId, strftime('%Y-%m', w.received_at / 1000 + ${CHINA_OFFSET_MINUTES * 60}, 'unixepoch') AS month,
         coalesce((SELECT sum(${JOB_FEN}) FROM work_order_jobs j WHERE j.order_id = w.id AND j.decision = 'agreed' AND j.sublet_to IS NULL), 0) AS labourFen,
         coalesce((SELECT sum(${JOB_FEN}) FROM work_order_jobs j WHERE j.order_id = w.id AND j.decision = 'agreed' AND j.sublet_to IS NOT NULL), 0) AS subletFen,
         coalesce((SELECT sum(${PART_FEN}) FROM work_order_parts p WHERE p.order_id = w.id AND p.decision = 'agreed'), 0) AS partsFen
       FROM work_orders w WHERE ${of.sql})
     SELECT month, kind, siteId, count(*) AS orders, sum(labourFen) AS labourFen, sum(partsFen) AS partsFen, sum(subletFen) AS subletFen,
       sum(labourFen + partsFen + subletFen) AS totalFen
     FROM o GROUP BY month, kind, siteId ORDER BY month, kind, siteId`,
    ...of.values,
  )
}

const sumOf = (of: readonly Brought[]): Brought =>
  of.reduce(
    (sum, each) => ({
      orders: sum.orders + each.orders,
      labourFen: sum.labourFen + each.labourFen,
      partsFen: sum.partsFen + each.partsFen,
      subletFen: sum.subletFen + each.subletFen,
      totalFen: sum.totalFen + each.totalFen,
    }),
    nothing,
  )

function monthsOf({ from, to }: Span): string[] {
  const months: string[] = []
  for (let day = `${monthOf(from)}-01`; day <= to; day = addMonths(day, 1)) months.push(monthOf(day))
  return months
}

/** What each payer was billed of the agreed lines, and of how many orders. */
function payersOf(db: Reader, span: Span): Output<'workshop.analysis'>['payers'] {
  const of = received(db, span)
  const found = db.all<{ payer: Payer; orders: number; amountFen: number }>(
    `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql})
     SELECT payer, count(DISTINCT order_id) AS orders, sum(fen) AS amountFen FROM (
       SELECT j.payer, j.order_id, ${JOB_FEN} AS fen FROM o JOIN work_order_jobs j ON j.order_id = o.id WHERE j.decision = 'agreed'
       UNION ALL SELECT p.payer, p.order_id, ${PART_FEN} FROM o JOIN work_order_parts p ON p.order_id = o.id WHERE p.decision = 'agreed')
     GROUP BY payer`,
    ...of.values,
  )
  return payers.map((payer) => found.find((each) => each.payer === payer) ?? { payer, orders: 0, amountFen: 0 })
}

/** Of settled orders, and of lines the counter issued: what is described only has no cost anybody knows. */
function marginOf(db: Reader, span: Span): Output<'workshop.analysis'>['partsMargin'] {
  if (!db.who.permissions.has('parts.cost')) return null
  const of = received(db, span)
  const out = costMethod(db) === 'fifo' ? 'b.fifo_cost_fen' : 'b.average_cost_fen'
  return (
    db.one<{ soldFen: number; costFen: number }>(
      `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql} AND w.state IN ('settled', 'delivered'))
       SELECT coalesce((SELECT sum(${PART_FEN}) FROM o JOIN work_order_parts p ON p.order_id = o.id WHERE p.decision = 'agreed'
           AND (SELECT sum(m.units) FROM part_moves m WHERE m.line_id = p.id) < 0), 0) AS soldFen,
         coalesce((SELECT sum(iif(m.units > 0, -m.cost_fen, coalesce(${out}, 0))) FROM o JOIN part_moves m ON m.subject_id = o.id
           LEFT JOIN part_books b ON b.id = m.id WHERE m.subject = 'work_orders'), 0) AS costFen`,
      ...of.values,
    ) ?? null
  )
}

/** The middle of so many waits, whole minutes. */
function took(waits: readonly number[]): Output<'workshop.analysis'>['wait'] {
  const middle = median(waits)
  return { count: waits.length, medianMinutes: middle === null ? null : Math.round(middle / MINUTE) }
}

function wayOf(db: Reader, span: Span): Pick<Output<'workshop.analysis'>, 'comebacks' | 'promised' | 'wait' | 'stay'> {
  const of = received(db, span)
  const ways = db.all<{
    receivedAt: number
    promisedAt: number | null
    back: number
    begunAt: number | null
    readyAt: number | null
  }>(
    `SELECT w.received_at AS receivedAt, w.promised_at AS promisedAt, w.comeback_of IS NOT NULL AS back,
       (SELECT min(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'working') AS begunAt,
       (SELECT max(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'ready') AS readyAt
     FROM work_orders w WHERE ${of.sql}`,
    ...of.values,
  )
  const since = (at: (way: (typeof ways)[number]) => number | null): number[] =>
    ways.flatMap((way) => {
      const until = at(way)
      return until === null ? [] : [Math.max(0, until - way.receivedAt)]
    })
  const held = ways.filter(({ promisedAt, readyAt }) => promisedAt !== null && readyAt !== null)
  return {
    comebacks: ways.filter(({ back }) => back === 1).length,
    promised: { of: held.length, onTime: held.filter(({ promisedAt, readyAt }) => (readyAt ?? 0) <= (promisedAt ?? 0)).length },
    wait: took(since(({ begunAt }) => begunAt)),
    stay: took(since(({ readyAt }) => readyAt)),
  }
}

function declinedOf(db: Reader, span: Span): Output<'workshop.analysis'>['declined'] {
  const of = received(db, span)
  return (
    db.one<Output<'workshop.analysis'>['declined']>(
      `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql})
       SELECT count(DISTINCT id) AS orders, count(*) AS lines, coalesce(sum(fen), 0) AS amountFen FROM (
         SELECT o.id, ${JOB_FEN} AS fen FROM o JOIN work_order_jobs j ON j.order_id = o.id WHERE j.decision = 'declined'
         UNION ALL SELECT o.id, ${PART_FEN} FROM o JOIN work_order_parts p ON p.order_id = o.id WHERE p.decision = 'declined')`,
      ...of.values,
    ) ?? { orders: 0, lines: 0, amountFen: 0 }
  )
}

/** Agreed lines that others did, by their name as it was written; orders that came back name the one they come back from. */
function partnersOf(db: Reader, span: Span): Output<'workshop.analysis'>['partners'] {
  const of = received(db, span)
  const given = db.all<{
    name: string
    orderId: string
    jobs: number
    billedFen: number
    costFen: number
    stayed: number | null
    back: number
  }>(
    `SELECT j.sublet_to AS name, w.id AS orderId, count(*) AS jobs, sum(${JOB_FEN}) AS billedFen, sum(coalesce(j.sublet_cost_fen, 0)) AS costFen,
       (SELECT max(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'ready') - w.received_at AS stayed,
       EXISTS (SELECT 1 FROM work_orders b WHERE b.comeback_of = w.id AND b.state <> 'cancelled') AS back
     FROM work_orders w JOIN work_order_jobs j ON j.order_id = w.id
     WHERE ${of.sql} AND j.decision = 'agreed' AND j.sublet_to IS NOT NULL GROUP BY j.sublet_to, w.id`,
    ...of.values,
  )
  return [...grouped(given, ({ name }) => name)]
    .map(([name, orders]) => ({
      name,
      orders: orders.length,
      jobs: orders.reduce((sum, { jobs }) => sum + jobs, 0),
      billedFen: sumFen(orders.map(({ billedFen }) => billedFen)),
      costFen: sumFen(orders.map(({ costFen }) => costFen)),
      stay: took(orders.flatMap(({ stayed }) => (stayed === null ? [] : [Math.max(0, stayed)]))),
      comebacks: orders.filter(({ back }) => back === 1).length,
    }))
    .toSorted((a, b) => b.costFen - a.costFen || (a.name < b.name ? -1 : 1))
}

function rescuesOf(db: Reader, span: Span): Output<'workshop.analysis'>['rescues'] {
  const of = received(db, span)
  const noted = db.all<{ towed: number; waited: number | null }>(
    `SELECT r.towed, r.arrived_at - r.called_at AS waited FROM work_orders w JOIN rescues r ON r.id = w.id WHERE ${of.sql}`,
    ...of.values,
  )
  return {
    noted: noted.length,
    towed: noted.filter(({ towed }) => towed === 1).length,
    response: took(noted.flatMap(({ waited }) => (waited === null ? [] : [waited]))),
  }
}

function hoursOf(db: Reader, span: Span): Output<'workshop.analysis'>['hours'] {
  const site = placed(db, 'c', span)
  const strokes = db.all<Stroke & { jobId: string }>(
    `SELECT c.technician_id AS technicianId, c.job_id AS jobId, c.kind, c.clocked_at AS at FROM job_clocks c
     WHERE c.clocked_at >= ? AND c.clocked_at < ? AND ${site.sql} ORDER BY c.clocked_at, c.id`,
    startOf(span.from),
    startOf(addDays(span.to, 1)),
    ...site.values,
  )
  const finished = new Set(strokes.filter(({ kind }) => kind === 'finish').map(({ jobId }) => jobId))
  const sold = db.one<{ minutes: number }>(
    'SELECT coalesce(sum(j.minutes), 0) AS minutes FROM json_each(?) i JOIN work_order_jobs j ON j.id = i.value',
    JSON.stringify([...finished]),
  )
  return { soldMinutes: sold?.minutes ?? 0, ...attendedOf(strokes) }
}

/** Cars handed over in the same span `months` before, and those of them seen since a year before the span's last day. */
function keptOf(db: Reader, span: Span, months: number): Output<'workshop.analysis'>['kept'][number] {
  const site = placed(db, 'o', span)
  const found = db.one<{ sold: number; came: number }>(
    `SELECT count(*) AS sold, coalesce(sum(EXISTS (SELECT 1 FROM work_orders w WHERE w.vin = v.vin AND w.state <> 'cancelled'
         AND w.received_at >= ? AND w.received_at < ?)), 0) AS came
     FROM orders o JOIN vehicles v ON v.id = o.vehicle_id
     WHERE o.delivered_at >= ? AND o.delivered_at < ? AND o.state = 'delivered' AND ${site.sql}`,
    startOf(addMonths(span.to, -12)),
    startOf(addDays(span.to, 1)),
    startOf(addMonths(span.from, -months)),
    startOf(addDays(addMonths(span.to, -months), 1)),
    ...site.values,
  )
  return { months, sold: found?.sold ?? 0, came: found?.came ?? 0 }
}

export function analysis(db: Reader, span: Input<'workshop.analysis'>): Output<'workshop.analysis'> {
  const of = cells(db, span)
  const names = new Map(db.all<{ id: string; name: string }>('SELECT id, name FROM sites').map(({ id, name }) => [id, name]))
  const partners = partnersOf(db, span)
  return {
    from: span.from,
    to: span.to,
    all: sumOf(of),
    kinds: serviceKinds.map((kind) => ({ kind, ...sumOf(of.filter((each) => each.kind === kind)) })),
    months: monthsOf(span).map((month) => ({ month, ...sumOf(of.filter((each) => each.month === month)) })),
    sites: [...new Set(of.map(({ siteId }) => siteId))]
      .map((id) => ({ id, name: names.get(id) ?? '', ...sumOf(of.filter(({ siteId }) => siteId === id)) }))
      .toSorted((a, b) => b.totalFen - a.totalFen || (a.id < b.id ? -1 : 1)),
    payers: payersOf(db, span),
    partsMargin: marginOf(db, span),
    subletCostFen: sumFen(partners.map(({ costFen }) => costFen)),
    partners,
    ...wayOf(db, span),
    rescues: rescuesOf(db, span),
    declined: declinedOf(db, span),
    hours: hoursOf(db, span),
    kept: [12, 24].map((months) => keptOf(db, span, months)),
  }
}

/** The cells of the cube, as a list has its rows: the newest month first. */
export function analysed(db: Reader, { limit, offset, ...span }: Input<'workshop.analysed'>): Output<'workshop.analysed'> {
  const rows = [...grouped(cells(db, span), ({ month, kind }) => `${month} ${kind}`)]
    .map(([id, of]) => {
      const { month, kind } = of[0] as Cell
      const sum = sumOf(of)
      return { id, month, kind, ...sum, averageFen: mulDivRound(sum.totalFen, 1, sum.orders) }
    })
    .toSorted((a, b) => (a.month === b.month ? serviceKinds.indexOf(a.kind) - serviceKinds.indexOf(b.kind) : a.month < b.month ? 1 : -1))
  return {
    rows: rows.slice(offset, offset + limit),
    total: rows.length,
    totals: { totalFen: sumFen(rows.map(({ totalFen }) => totalFen)) },
  }
}
