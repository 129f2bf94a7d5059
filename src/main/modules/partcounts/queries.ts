// Reads stocktakes of parts: the list, one with its counts and what they are worth, and every part of it. A stocktake that is not
// posted is judged as it stands now, each part against the books of the instant it was last counted at; a posted one shows its lines.
import type { Input, Output } from '../../../shared/contract.ts'
import { countVerdicts, type CountVerdict } from '../../../shared/modules/partcounts/rules.ts'
import { inOrder, joined, listed, type ListSpec, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { costMethod } from '../parts/queries/facts.ts'
import { countersOf, headOf, isOwnCount, mustSee, pageOf } from '../stocktakes/queries/heads.ts'

/** States in which the lines say what the stocktake is. */
const WRITTEN = new Set(['posted', 'undoing', 'undone'])
const seesCost = (db: Reader): boolean => db.who.permissions.has('parts.cost')

/** What the books held of a place when it was counted: what was moved before is in it, what was moved since is not. */
const THEN = (place: string, at: string): string =>
  `coalesce((SELECT b.units_in - b.units_out FROM part_books b WHERE b.place_id = ${place} AND b.moved_at <= ${at} ORDER BY b.moved_at DESC, b.id DESC LIMIT 1), 0)`

/**
 * Every part expected or counted, as a table of `subject, place, code, verdict, expected_units, counted_units, units, found_at, decision,
 * reason, booked_fen`. `rowid` is that of the stocktake: text built into SQL is a number this store made. `narrow` leaves all but the
 * parts of a JSON list out, which is then the first value bound.
 */
function judged(db: Reader, { rowid, state }: Head, narrow = false): string {
  const at = Math.trunc(rowid)
  const cost = costMethod(db) === 'fifo' ? 'b.fifo_cost_fen' : 'b.average_cost_fen'
  if (WRITTEN.has(state))
    return `(SELECT l.part_id AS subject, l.part_id || '@' || t.site_id AS place, l.code, l.verdict, l.expected_units, l.counted_units, l.bins AS found_at, l.decision, l.reason,
        coalesce(l.counted_units, iif(l.verdict IN ('unknown', 'twice'), l.expected_units, 0)) - l.expected_units AS units,
        iif(m.units > 0, m.cost_fen, -coalesce(${cost}, 0)) AS booked_fen
      FROM stocktakes t CROSS JOIN part_count_lines l ON l.stocktake_id = t.id
      LEFT JOIN part_moves m ON m.subject_id = t.id AND m.place_id = l.part_id || '@' || t.site_id AND m.returns_id IS NULL
      LEFT JOIN part_books b ON b.id = m.id WHERE t.rowid = ${at})`
  const among = (column: string): string => (narrow ? ` AND ${column} IN (SELECT id FROM wanted)` : '')
  return `(WITH ${narrow ? 'wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?)),' : ''}
    head AS MATERIALIZED (SELECT id, site_id, coalesce(location, '') AS place FROM stocktakes WHERE rowid = ${at}),
    seen AS MATERIALIZED (
      SELECT part_id, code, sum(units) AS units, max(at) AS at, max(desks) AS desks, group_concat(nullif(bin, ''), ' / ') AS bins FROM (
        SELECT part_id, min(code) AS code, bin, sum(units) AS units, max(at) AS at, count(*) AS desks FROM (
          SELECT n.part_id, n.code, coalesce(n.bin, '') AS bin, n.device, sum(n.units) AS units, max(n.scanned_at) AS at
          FROM head CROSS JOIN part_count_scans n ON n.stocktake_id = head.id${among('n.part_id')} GROUP BY n.part_id, 3, n.device)
        GROUP BY part_id, bin ORDER BY bin) GROUP BY part_id),
    here AS MATERIALIZED (
      SELECT k.part_id, k.units FROM head CROSS JOIN part_stock k ON k.site_id = head.site_id LEFT JOIN part_places l ON l.id = k.id
      WHERE k.units <> 0 AND substr(coalesce(l.bin, ''), 1, length(head.place)) = head.place${among('k.part_id')}),
    met AS (
      SELECT s.part_id, s.code, s.at, s.desks, s.bins, s.units AS counted, ${THEN(`s.part_id || '@' || (SELECT site_id FROM head)`, 's.at')} AS expected
      FROM seen s
      UNION ALL
      SELECT h.part_id, NULL, NULL, 0, NULL, NULL, h.units FROM here h WHERE h.part_id NOT IN (SELECT part_id FROM seen)),
    agreed AS (
      SELECT m.*, f.decision, f.reason, iif(m.desks > 1 AND f.units IS NOT NULL, f.units, iif(m.desks > 1, NULL, m.counted)) AS final, p.id AS known
      FROM met m LEFT JOIN parts p ON p.id = m.part_id
      LEFT JOIN stocktake_findings f ON f.stocktake_id = (SELECT id FROM head) AND f.subject = m.part_id)
    SELECT part_id AS subject, part_id || '@' || (SELECT site_id FROM head) AS place, code,
      CASE WHEN known IS NULL THEN 'unknown' WHEN counted IS NULL THEN 'missing' WHEN final IS NULL THEN 'twice'
           WHEN final < expected THEN 'less' WHEN final > expected THEN 'more' ELSE 'found' END AS verdict,
      expected AS expected_units, iif(final IS NULL, counted, final) AS counted_units, bins AS found_at, decision, reason,
      CASE WHEN known IS NULL THEN 0 WHEN counted IS NULL THEN -expected ELSE coalesce(final, expected) - expected END AS units, NULL AS booked_fen
    FROM agreed)`
}

type Head = { rowid: number; state: string }
export type JudgedPart = {
  subject: string
  code: string | null
  verdict: CountVerdict
  expectedUnits: number
  countedUnits: number | null
  /** The difference that is booked. */
  units: number
  foundAt: string | null
  decision: string | null
  reason: string | null
}
const JUDGED = `d.subject, d.code, d.verdict, d.expected_units AS expectedUnits, d.counted_units AS countedUnits, d.units, d.found_at AS foundAt, d.decision, d.reason`

export const judgedOf = (db: Reader, stocktake: Head): JudgedPart[] => db.all(`SELECT ${JUDGED} FROM ${judged(db, stocktake)} d`)

/** Those of one that is not posted with these ids. */
export const judgedOnly = (db: Reader, stocktake: Head, subjects: readonly string[]): JudgedPart[] =>
  db.all(`SELECT ${JUDGED} FROM ${judged(db, stocktake, true)} d`, JSON.stringify(subjects))

const ORDER = `instr('missing less more twice unknown found', d.verdict)`
const OPEN = `d.verdict <> 'found' AND (d.decision IS NULL OR (d.verdict IN ('unknown', 'twice') AND d.decision = 'book'))`

/** With its name, its bin and what it is worth. */
const NAMED = 'd LEFT JOIN parts p ON p.id = d.subject LEFT JOIN part_places l ON l.id = d.place LEFT JOIN part_stock k ON k.id = d.place'
const worth = (db: Reader): string => {
  const value = costMethod(db) === 'fifo' ? 'k.fifo_fen' : 'k.average_fen'
  return `coalesce(d.booked_fen, iif(k.units > 0, CAST(round(d.units * 1.0 * ${value} / k.units) AS INTEGER), 0))`
}

export const page = (db: Reader, request: Input<'partcounts.page'>): Output<'partcounts.page'> => pageOf(db, request, 'parts')

export function lines(db: Reader, { id, ...request }: Input<'partcounts.lines'>): Output<'partcounts.lines'> {
  const stocktake = mustSee(db, id, 'parts')
  const from = `${judged(db, stocktake)} ${NAMED}`
  const code = 'coalesce(p.code, d.code)'
  const spec: ListSpec = {
    from,
    id: 'd.subject',
    columns: {
      code: { sql: code, kind: 'text' },
      name: { sql: 'p.name', kind: 'text' },
      bin: { sql: 'l.bin', kind: 'text' },
      foundAt: { sql: 'd.found_at', kind: 'text' },
      verdict: { sql: 'd.verdict', kind: 'text', order: ORDER },
      expectedUnits: { sql: 'd.expected_units', kind: 'number' },
      countedUnits: { sql: 'd.counted_units', kind: 'number' },
      units: { sql: 'd.units', kind: 'number' },
      decision: { sql: 'd.decision', kind: 'text' },
      ...(seesCost(db) ? { valueFen: { sql: worth(db), kind: 'number' as const } } : {}),
    },
    where: [],
    search: (text) => {
      const typed = text.trim()
      return typed === '' ? null : joined([part(`instr(${code}, ?) > 0`, typed.toUpperCase()), part('instr(p.name, ?) > 0', typed)], 'OR')
    },
    order: `${ORDER}, l.bin, ${code}`,
    tie: `${code}, d.subject`,
    totals: {
      ...Object.fromEntries(countVerdicts.map((verdict) => [verdict, `coalesce(sum(d.verdict = '${verdict}'), 0)`])),
      undecided: `coalesce(sum(${OPEN}), 0)`,
    },
  }
  const { ids, ...sums } = listed(db, request, spec)
  const rows = db.all<Output<'partcounts.lines'>['rows'][number]>(
    `SELECT d.subject AS id, ${code} AS code, p.name, p.unit, d.verdict, l.bin, d.found_at AS foundAt, d.expected_units AS expectedUnits,
       d.counted_units AS countedUnits, d.units, ${seesCost(db) ? worth(db) : 'NULL'} AS valueFen, d.decision, d.reason
     FROM ${from} WHERE d.subject IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, rows), ...sums }
}

export function card(db: Reader, { id }: Input<'partcounts.card'>): Output<'partcounts.card'> {
  const stocktake = mustSee(db, id, 'parts')
  const sums = db.one<Record<CountVerdict | 'undecided' | 'gain' | 'loss', number | null>>(
    `SELECT ${countVerdicts.map((verdict) => `sum(d.verdict = '${verdict}') AS "${verdict}"`).join(', ')}, sum(${OPEN}) AS undecided,
       sum(iif(d.decision = 'book', max(0, ${worth(db)}), 0)) AS gain, sum(iif(d.decision = 'book', max(0, -${worth(db)}), 0)) AS loss
     FROM ${judged(db, stocktake)} ${NAMED}`,
  )
  const written = WRITTEN.has(stocktake.state)
  return {
    stocktake: headOf(db, id, 'parts'),
    counts: Object.fromEntries(countVerdicts.map((verdict) => [verdict, sums?.[verdict] ?? 0])) as Record<CountVerdict, number>,
    undecided: written ? 0 : (sums?.undecided ?? 0),
    late: written ? lateOf(db, id) : 0,
    gainFen: seesCost(db) ? (sums?.gain ?? 0) : null,
    lossFen: seesCost(db) ? (sums?.loss ?? 0) : null,
    counters: countersOf(db, id, 'parts').map(({ name, scans }) => ({ name, scans })),
    mine: isOwnCount(db, stocktake),
  }
}

/** Parts of which more or less was counted than the posting knew of, where the count alone decided. */
const lateOf = (db: Reader, id: string): number =>
  db.one<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT n.part_id, sum(n.units) AS units FROM part_count_scans n WHERE n.stocktake_id = ? GROUP BY 1) c
     LEFT JOIN part_count_lines l ON l.stocktake_id = ? AND l.part_id = c.part_id
     WHERE l.id IS NULL OR l.verdict = 'missing' OR (l.counted_units <> c.units AND NOT EXISTS (
       SELECT 1 FROM stocktake_findings f WHERE f.stocktake_id = ? AND f.subject = c.part_id AND f.units IS NOT NULL))`,
    ...[id, id, id],
  )?.n ?? 0
