// Reads logistics: shipments and carriers as lists, one shipment with its track and what its cost comes to on each line, and a period.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { CarrierRow, ShipmentRow } from '../../../shared/modules/logistics/contract.ts'
import { carrierScore, costKinds, type CostKind } from '../../../shared/modules/logistics/rules.ts'
import { mulDivRound, sumFen } from '../../../shared/money.ts'
import { inOrder, joined, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { costMethod } from '../parts/queries/facts.ts'
import { basisOf, carriedBy, ENDED_AT, landingsOf, mustSeeShipment, STATE } from './queries/facts.ts'

const ours = (db: Reader): Part[] => (db.who.reach === 'group' ? [] : [part('s.site_id = ?', db.who.site)])
const COST = `coalesce((SELECT sum(c.amount_fen) FROM shipment_costs c WHERE c.shipment_id = s.id), 0)`
const DAMAGES = `(SELECT count(*) FROM shipment_damages d WHERE d.shipment_id = s.id)`
const SUBJECT_NO = `CASE s.subject WHEN 'purchases' THEN (SELECT o.no FROM purchases o WHERE o.id = s.subject_id)
  WHEN 'part_transfers' THEN (SELECT t.no FROM part_transfers t WHERE t.id = s.subject_id) END`

function rowsOf(db: Reader, ids: readonly string[]): ShipmentRow[] {
  const states = db.states(ids)
  const rows = db.all<Omit<ShipmentRow, 'standing' | 'late'>>(
    `SELECT s.id, s.no, coalesce(r.name, '') AS carrierName, s.tracking_no AS trackingNo, s.subject, ${SUBJECT_NO} AS subjectNo, s.from_place AS fromPlace,
       s.to_place AS toPlace, ${STATE} AS state, s.due_on AS dueOn, ${ENDED_AT} AS endedAt, ${COST} AS costFen, ${DAMAGES} AS damages, s.note,
       s.opened_at AS openedAt, coalesce(u.name, '') AS openedBy
     FROM json_each(?) j JOIN shipments s ON s.id = j.value LEFT JOIN carriers r ON r.id = s.carrier_id LEFT JOIN users u ON u.id = s.opened_by`,
    JSON.stringify(ids),
  )
  return inOrder(ids, rows).map((row) => ({
    ...row,
    late: row.dueOn !== null && (row.endedAt === null ? db.today : dayOf(row.endedAt)) > row.dueOn,
    standing: states.get(row.id) ?? 'alone',
  }))
}

export function page(db: Reader, request: Input<'logistics.page'>): Output<'logistics.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'shipments s LEFT JOIN carriers r ON r.id = s.carrier_id',
    counted: 'shipments s',
    id: 's.id',
    columns: {
      no: { sql: 's.no', kind: 'text' },
      carrierName: { sql: 'r.name', kind: 'text' },
      trackingNo: { sql: 's.tracking_no', kind: 'text' },
      fromPlace: { sql: 's.from_place', kind: 'text' },
      toPlace: { sql: 's.to_place', kind: 'text' },
      state: { sql: STATE, kind: 'text', order: `instr('delayed booked picked-up on-the-way lost delivered', ${STATE})` },
      dueOn: { sql: 's.due_on', kind: 'day' },
      costFen: { sql: COST, kind: 'number' },
      damages: { sql: DAMAGES, kind: 'number' },
      openedAt: { sql: 's.opened_at', kind: 'instant', indexed: true },
    },
    where: ours(db),
    search: (text) => {
      const typed = text.trim()
      return typed === ''
        ? null
        : joined(
            [
              part('instr(s.no, ?) > 0', typed.toUpperCase()),
              part('instr(s.tracking_no, ?) > 0', typed),
              part('instr(r.name, ?) > 0', typed),
            ],
            'OR',
          )
    },
    order: 's.opened_at DESC',
    indexed: true,
    tie: 's.opened_at DESC, s.id',
    totals: { costFen: `coalesce(sum(${COST}), 0)` },
  })
  return { rows: rowsOf(db, ids), ...sums }
}

export function card(db: Reader, { id }: Input<'logistics.card'>): Output<'logistics.card'> {
  const mine = mustSeeShipment(db, id)
  const [shipment] = rowsOf(db, [id])
  if (!shipment) throw new Refusal('not-found', { table: 'shipments', id })
  const landings = landingsOf(db, mine)
  const sum = (some: typeof landings): number => sumFen(some.map(({ shareFen }) => shareFen))
  const cost = costMethod(db) === 'fifo' ? 'fifo_cost_fen' : 'average_cost_fen'
  return {
    shipment,
    basis: basisOf(db, mine),
    shares: landings.every(({ landed }) => !landed),
    steps: db.all(
      `SELECT t.id, t.kind, t.place, t.note, t.happened_at AS happenedAt, coalesce(u.name, '') AS saidBy FROM shipment_steps t
       LEFT JOIN users u ON u.id = t.said_by WHERE t.shipment_id = ? ORDER BY t.happened_at, t.id`,
      id,
    ),
    costs: db.all(
      'SELECT id, kind, amount_fen AS amountFen, note, spent_on AS spentOn FROM shipment_costs WHERE shipment_id = ? ORDER BY noted_at, id',
      id,
    ),
    lines: carriedBy(db, mine).map(({ partId: _, perUnits, weightGrams, ...line }) => {
      const own = landings.filter(({ lineId }) => lineId === line.id)
      const grams = weightGrams === null ? null : mulDivRound(line.units, weightGrams, perUnits)
      return { ...line, grams, shareFen: sum(own), landedFen: sum(own.filter(({ landed }) => landed)) }
    }),
    landing: {
      landedFen: sum(landings.filter(({ landed }) => landed)),
      openFen: sum(landings.filter(({ landed, cameAt }) => !landed && cameAt !== null)),
      waitingFen: sum(landings.filter(({ landed, cameAt }) => !landed && cameAt === null)),
      differenceFen:
        db.one<{ fen: number }>(
          `SELECT coalesce(sum(b.${cost}), 0) AS fen FROM json_each(?) j JOIN part_books b ON b.id = j.value`,
          JSON.stringify(landings.map(({ moveId }) => moveId)),
        )?.fen ?? 0,
      lands: mine.siteId === db.who.site && landings.some((each) => !each.landed && each.cameAt !== null && each.shareFen !== 0),
    },
    damages: db.all(
      `SELECT d.id, p.code, p.unit, d.units, d.said, d.claim_fen AS claimFen, d.noted_at AS notedAt, coalesce(u.name, '') AS notedBy FROM shipment_damages d
       LEFT JOIN parts p ON p.id = d.part_id LEFT JOIN users u ON u.id = d.noted_by WHERE d.shipment_id = ? ORDER BY d.noted_at, d.id`,
      id,
    ),
  }
}

export function subjects(db: Reader, { text }: Input<'logistics.subjects'>): Output<'logistics.subjects'> {
  const typed = text.trim()
  return db.all(
    `SELECT id, subject, no, other FROM (
       SELECT o.id, 'purchases' AS subject, o.no, coalesce(s.name, '') AS other, o.asked_at AS at FROM purchases o LEFT JOIN suppliers s ON s.id = o.supplier_id
       WHERE o.site_id = ? AND o.state IN ('ordered', 'complete')
       UNION ALL
       SELECT t.id, 'part_transfers', t.no, coalesce(g.name, ''), t.sent_at FROM part_transfers t LEFT JOIN sites g ON g.id = t.to_site_id WHERE t.site_id = ?)
     WHERE instr(no, ?) > 0 OR instr(other, ?) > 0 ORDER BY at DESC LIMIT 12`,
    ...[db.who.site, db.who.site, typed.toUpperCase(), typed],
  )
}

const COUNTS = `(SELECT s.carrier_id, count(*) AS shipments, sum(ended_at IS NOT NULL) AS ended, sum(state = 'lost') AS lost,
    sum(state = 'delivered' AND (due_on IS NULL OR ended_at < (julianday(due_on) - 2440586.5) * 86400000 - 28800000)) AS on_time,
    sum(state = 'delivered' AND damages = 0) AS whole, sum(damages > 0) AS damaged, sum(cost) AS cost_fen,
    CAST(round(avg(iif(state = 'delivered', (ended_at - opened_at) / 8640000.0, NULL))) AS INTEGER) AS days_tenths
  FROM (SELECT s.carrier_id, s.due_on, s.opened_at, ${STATE} AS state, ${ENDED_AT} AS ended_at, ${DAMAGES} AS damages, ${COST} AS cost FROM shipments s WHERE `

type Stored = Omit<CarrierRow, 'standing' | 'archived' | 'score'> & { archived: number; whole: number }
export function carriers(db: Reader, request: Input<'logistics.carriers'>): Output<'logistics.carriers'> {
  const where = joined([part('1'), ...ours(db)])
  const wantsArchived = request.filters.some(({ column }) => column === 'archived')
  const { ids, ...sums } = listed(db, request, {
    from: 'carriers r',
    id: 'r.id',
    columns: {
      name: { sql: 'r.name', kind: 'text', indexed: true },
      contact: { sql: 'r.contact', kind: 'text' },
      archived: { sql: `iif(r.archived_at IS NULL, 'no', 'yes')`, kind: 'text' },
    },
    where: wantsArchived ? [] : [part('r.archived_at IS NULL')],
    search: (text) =>
      text.trim() === '' ? null : joined([part('instr(r.name, ?) > 0', text.trim()), part('instr(r.contact, ?) > 0', text.trim())], 'OR'),
    order: 'r.name',
    indexed: true,
    tie: 'r.name, r.id',
  })
  const states = db.states(ids)
  const rows = db.all<Stored>(
    `SELECT r.id, r.name, r.contact, r.phone, r.terms, r.archived_at IS NOT NULL AS archived,
       (SELECT count(*) FROM carrier_routes w WHERE w.carrier_id = r.id AND w.dropped = 0) AS routes, coalesce(k.shipments, 0) AS shipments,
       coalesce(k.ended, 0) AS ended, coalesce(k.on_time, 0) AS onTime, coalesce(k.whole, 0) AS whole, coalesce(k.damaged, 0) AS damaged, coalesce(k.lost, 0) AS lost,
       k.days_tenths AS daysTenths, coalesce(k.cost_fen, 0) AS costFen
     FROM json_each(?) j JOIN carriers r ON r.id = j.value LEFT JOIN ${COUNTS}${where.sql}) s GROUP BY s.carrier_id) k ON k.carrier_id = r.id`,
    JSON.stringify(ids),
    ...where.values,
  )
  return {
    rows: inOrder(ids, rows).map(({ archived, whole, ...row }) => ({
      ...row,
      archived: archived === 1,
      score: carrierScore({ ...row, whole }),
      standing: states.get(row.id) ?? 'alone',
    })),
    ...sums,
  }
}

export const routes = (db: Reader, { carrierId }: Input<'logistics.routes'>): Output<'logistics.routes'> =>
  db.all(
    `SELECT w.id, w.carrier_id AS carrierId, r.name AS carrierName, w.from_place AS fromPlace, w.to_place AS toPlace, w.days, w.price_fen AS priceFen
     FROM carrier_routes w JOIN carriers r ON r.id = w.carrier_id
     WHERE w.dropped = 0 AND r.archived_at IS NULL AND (? IS NULL OR w.carrier_id = ?) ORDER BY w.from_place, w.to_place, w.price_fen LIMIT 500`,
    carrierId,
    carrierId,
  )

export function figures(db: Reader, { from, to }: Input<'logistics.figures'>): Output<'logistics.figures'> {
  const where = joined([
    part('c.spent_on BETWEEN ? AND ?', from, to),
    ...(db.who.reach === 'group' ? [] : [part('c.site_id = ?', db.who.site)]),
  ])
  const byKind = new Map(
    db
      .all<{ kind: CostKind; fen: number }>(
        `SELECT c.kind, sum(c.amount_fen) AS fen FROM shipment_costs c WHERE ${where.sql} GROUP BY 1`,
        ...where.values,
      )
      .map(({ kind, fen }) => [kind, fen]),
  )
  const months = db.all<{ month: string; fen: number; shipments: number }>(
    `SELECT substr(c.spent_on, 1, 7) AS month, sum(c.amount_fen) AS fen, count(DISTINCT c.shipment_id) AS shipments FROM shipment_costs c WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
    ...where.values,
  )
  const ids = db
    .all<{ id: string }>(`SELECT DISTINCT c.shipment_id AS id FROM shipment_costs c WHERE ${where.sql}`, ...where.values)
    .map(({ id }) => id)
  const rows = rowsOf(db, ids)
  const claim = db.one<{ fen: number }>(
    'SELECT coalesce(sum(d.claim_fen), 0) AS fen FROM shipment_damages d WHERE d.shipment_id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  )
  return {
    byKind: Object.fromEntries(costKinds.map((kind) => [kind, byKind.get(kind) ?? 0])) as Record<CostKind, number>,
    totalFen: months.reduce((sum, { fen }) => sum + fen, 0),
    shipments: ids.length,
    late: rows.filter(({ late }) => late).length,
    damaged: rows.filter(({ damages }) => damages > 0).length,
    claimFen: claim?.fen ?? 0,
    months,
  }
}
