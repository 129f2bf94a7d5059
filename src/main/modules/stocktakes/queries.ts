// Reads stocktakes of cars: one with its counts, and every car of it with what the books say and what was seen. A stocktake
// that is not posted is judged as it stands now; a posted one shows its lines.
import type { Input, Output } from '../../../shared/contract.ts'
import { type Stranger, verdicts, type Verdict } from '../../../shared/modules/stocktakes/rules.ts'
import { inOrder, joined, listed, type ListSpec, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { meant } from '../palette/queries/match.ts'
import { countersOf, headOf, isOwnCount, mustSee, pageOf } from './queries/heads.ts'
import { carTitleSql } from '../vehicles/queries/title.ts'

/** What stands at the site by the books: not what left, is on the road, or came by an import that does not count. */
const standing = (valid: string): string => `v.left_on IS NULL AND v.state <> 'in-transit' AND ${valid}`

/**
 * Every car expected or seen, as a table of `subject, vehicle_id, vin, verdict, stranger, on_file, found_at, decision, reason`.
 * `rowid` is that of the stocktake: text built into SQL is a number this store made. `narrow` leaves all but the VINs of a
 * JSON list out, which is then the first value bound.
 */
export function judged(db: Reader, { rowid, state }: { rowid: number; state: string }, narrow = false): string {
  const hidden = ofValidBatch(db, 'v.batch_id')
  // The ids of hidden imports are bound nowhere else; the condition names the table they come from.
  const valid = hidden.length === 0 ? '1' : `v.batch_id IS NULL OR v.batch_id IN (SELECT id FROM import_batches WHERE state = 'valid')`
  const at = Math.trunc(rowid)
  const among = (vin: string): string => (narrow ? ` AND ${vin} IN (SELECT vin FROM wanted)` : '')
  if (state === 'posted')
    return `(SELECT l.subject, v.id AS vehicle_id, l.vin, l.verdict, l.stranger, l.on_file, l.found_at, l.decision, l.reason
      FROM stocktakes t CROSS JOIN stocktake_lines l ON l.stocktake_id = t.id LEFT JOIN vehicles v ON v.id = l.subject WHERE t.rowid = ${at})`
  return `(WITH ${narrow ? 'wanted AS MATERIALIZED (SELECT value AS vin FROM json_each(?)),' : ''}
    head AS MATERIALIZED (SELECT id, site_id, coalesce(location, '') AS place FROM stocktakes WHERE rowid = ${at}),
    seen AS MATERIALIZED (
      SELECT vin, count(*) AS places, group_concat(nullif(place, ''), ' / ') AS place FROM (
        SELECT s.vin, coalesce(s.location, '') AS place FROM head CROSS JOIN stocktake_scans s ON s.stocktake_id = head.id${among('s.vin')}
        GROUP BY s.vin, 2 HAVING sum(1 - 2 * s.taken) > 0 ORDER BY 2) GROUP BY vin),
    here AS MATERIALIZED (
      SELECT v.id, v.vin, v.location FROM head CROSS JOIN vehicles v ON ${narrow ? '+' : ''}v.site_id = head.site_id WHERE ${standing(`(${valid})`)}${among('v.vin')}),
    met AS (
      SELECT h.id AS subject, h.id AS vehicle_id, h.vin, h.location AS on_file, s.place AS found_at, NULL AS stranger,
        CASE WHEN s.vin IS NULL THEN 'missing' WHEN s.places > 1 THEN 'double'
             WHEN s.place IS NOT NULL AND s.place IS NOT h.location THEN 'misplaced' ELSE 'found' END AS verdict
      FROM here h LEFT JOIN seen s ON s.vin = h.vin
      WHERE s.vin IS NOT NULL OR (SELECT place FROM head) IN ('', h.location)
      UNION ALL
      SELECT coalesce(v.id, s.vin), v.id, s.vin, v.location, s.place,
        CASE WHEN v.id IS NULL THEN 'unknown' WHEN v.left_on IS NOT NULL THEN 'gone'
             WHEN v.site_id <> (SELECT site_id FROM head) THEN 'other-site' ELSE 'on-the-road' END, 'unexpected'
      FROM seen s LEFT JOIN vehicles v ON v.id = (
        SELECT v.id FROM vehicles v WHERE v.vin = s.vin AND (${valid})
        ORDER BY v.left_on IS NOT NULL, v.site_id <> (SELECT site_id FROM head), v.created_at DESC LIMIT 1)
      WHERE s.vin NOT IN (SELECT vin FROM here))
    SELECT m.subject, m.vehicle_id, m.vin, m.verdict, m.stranger, m.on_file, m.found_at, f.decision, f.reason
    FROM met m LEFT JOIN stocktake_findings f ON m.verdict <> 'found' AND f.stocktake_id = (SELECT id FROM head) AND f.subject = m.subject)`
}

export type Judged = {
  subject: string
  vehicleId: string | null
  vin: string
  verdict: Verdict
  stranger: Stranger | null
  onFile: string | null
  foundAt: string | null
  decision: string | null
  reason: string | null
}
const JUDGED = `d.subject, d.vehicle_id AS vehicleId, d.vin, d.verdict, d.stranger, d.on_file AS onFile, d.found_at AS foundAt, d.decision, d.reason`

type Head = { rowid: number; state: string }
/** Every car of a stocktake. */
export const judgedOf = (db: Reader, stocktake: Head): Judged[] => db.all(`SELECT ${JUDGED} FROM ${judged(db, stocktake)} d`)

/** Those of one that is not posted with these VINs. */
export const judgedByVin = (db: Reader, stocktake: Head, vins: readonly string[]): Judged[] =>
  db.all(`SELECT ${JUDGED} FROM ${judged(db, stocktake, true)} d`, JSON.stringify(vins))

/** Those of one that is not posted with these ids, which are a car's or, of a car nobody knows, its VIN. */
export function judgedOnly(db: Reader, stocktake: Head, subjects: readonly string[]): Judged[] {
  const wanted = new Set(subjects)
  const vins = db
    .all<{ vin: string }>(
      `SELECT coalesce(v.vin, j.value) AS vin FROM json_each(?) j LEFT JOIN vehicles v ON v.id = j.value`,
      JSON.stringify(subjects),
    )
    .map(({ vin }) => vin)
  return judgedByVin(db, stocktake, vins).filter(({ subject }) => wanted.has(subject))
}

const ORDER = `instr('missing unexpected misplaced double found', d.verdict)`

export function lines(db: Reader, { id, ...request }: Input<'stocktakes.lines'>): Output<'stocktakes.lines'> {
  const stocktake = mustSee(db, id, 'cars')
  const from = judged(db, stocktake)
  const spec: ListSpec = {
    from: `${from} d`,
    id: 'd.subject',
    columns: {
      vin: { sql: 'd.vin', kind: 'text', order: 'substr(d.vin, -8)' },
      verdict: { sql: 'd.verdict', kind: 'text', order: ORDER },
      onFile: { sql: 'd.on_file', kind: 'text' },
      foundAt: { sql: 'd.found_at', kind: 'text' },
      decision: { sql: 'd.decision', kind: 'text' },
    },
    where: [],
    search: (text) => {
      const typed = text.trim().toUpperCase()
      const named = meant('vehicle', text, 'd.vehicle_id')
      const by = [part('instr(d.vin, ?) > 0', typed)]
      return typed === '' ? null : joined(named ? [...by, named] : by, 'OR')
    },
    order: `${ORDER}, d.on_file, substr(d.vin, -8)`,
    tie: 'substr(d.vin, -8), d.subject',
    totals: {
      ...Object.fromEntries(verdicts.map((verdict) => [verdict, `sum(d.verdict = '${verdict}')`])),
      undecided: `sum(d.verdict <> 'found' AND d.decision IS NULL)`,
    },
  }
  const { ids, ...sums } = listed(db, request, spec)
  const rows = db.all<Output<'stocktakes.lines'>['rows'][number]>(
    `SELECT d.subject AS id, ${JUDGED}, v.stock_no AS stockNo, iif(v.id IS NULL, NULL, ${carTitleSql('v')}) AS title
     FROM ${from} d LEFT JOIN vehicles v ON v.id = d.vehicle_id WHERE d.subject IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, rows), ...sums }
}

export const page = (db: Reader, request: Input<'stocktakes.page'>): Output<'stocktakes.page'> => pageOf(db, request, 'cars')

export function card(db: Reader, { id }: Input<'stocktakes.card'>): Output<'stocktakes.card'> {
  const stocktake = mustSee(db, id, 'cars')
  const sums = db.one<Record<Verdict | 'undecided', number | null>>(
    `SELECT ${verdicts.map((verdict) => `sum(d.verdict = '${verdict}') AS "${verdict}"`).join(', ')},
       sum(d.verdict <> 'found' AND d.decision IS NULL) AS undecided FROM ${judged(db, stocktake)} d`,
  )
  return {
    stocktake: headOf(db, id, 'cars'),
    counts: Object.fromEntries(verdicts.map((verdict) => [verdict, sums?.[verdict] ?? 0])) as Record<Verdict, number>,
    undecided: stocktake.state === 'posted' ? 0 : (sums?.undecided ?? 0),
    late:
      stocktake.postedAt === null
        ? 0
        : (db.one<{ n: number }>(
            `SELECT count(*) AS n FROM stocktake_scans n WHERE n.stocktake_id = ? AND n.vin NOT IN
             (SELECT l.vin FROM stocktake_lines l WHERE l.stocktake_id = n.stocktake_id AND l.verdict <> 'missing')`,
            id,
          )?.n ?? 0),
    counters: countersOf(db, id, 'cars').map(({ name, scans }) => ({ name, scans })),
    mine: isOwnCount(db, stocktake),
  }
}
