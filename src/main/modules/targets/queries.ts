// Reads what people sold, how far they are, and their statements. Every figure is of this desktop's site and counts the
// orders themselves; nothing is kept beside them.
import type { Input, Output } from '../../../shared/contract.ts'
import { type Day, startOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import {
  after,
  corrections,
  firstOf,
  forecast,
  isMoney,
  Line,
  linesOf,
  type Measure,
  measures,
  type Month,
  type Sale,
  SchemeTerms,
  type SheetState,
  totalOf,
} from '../../../shared/modules/targets/rules.ts'
import { carMargin } from '../../../shared/modules/orders/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import type { Reader } from '../../store/read.ts'
import { SELLERS } from '../leads/queries/cadence.ts'

const within = (month: Month): [number, number] => [startOf(firstOf(month)), startOf(after(month))]

type Sold = Sale & { personId: string; orderNo: string }
type Stored = Omit<Sold, 'marginFen'> & { priceFen: number; costFen: number | null; rebateFen: number | null }

/** Orders handed over in a month and not cancelled since. */
export function salesOf(db: Reader, month: Month, personId: string | null = null): Sold[] {
  return db
    .all<Stored>(
      `SELECT o.id AS orderId, o.no AS orderNo, o.consultant_id AS personId, o.delivered_at AS deliveredAt, o.price_fen AS priceFen,
         o.insurance_fen AS insuranceFen, o.loan_fen AS loanFen, k.cost_fen AS costFen, k.rebate_fen AS rebateFen,
         coalesce((SELECT sum(l.amount_fen) FROM order_lines l WHERE l.order_id = o.id AND l.gift = 0), 0) AS accessoriesFen
       FROM orders o LEFT JOIN vehicle_costs k ON k.id = o.vehicle_id
       WHERE o.site_id = ? AND o.delivered_at >= ? AND o.delivered_at < ? AND o.cancelled_at IS NULL AND (? IS NULL OR o.consultant_id = ?)
       ORDER BY o.delivered_at, o.id`,
      db.who.site,
      ...within(month),
      personId,
      personId,
    )
    .map(({ priceFen, costFen, rebateFen, ...sale }) => ({
      ...sale,
      marginFen: costFen === null ? null : carMargin({ carFen: priceFen, costFen, rebateFen: rebateFen ?? 0 }),
    }))
}

/** How far everybody is in a month, by person; whoever sold nothing is not in it. */
function reachedBy(db: Reader, month: Month): Map<string, Record<Measure, number>> {
  const found = new Map<string, Record<Measure, number>>()
  const of = (person: string): Record<Measure, number> => {
    let row = found.get(person)
    if (!row) found.set(person, (row = Object.fromEntries(measures.map((measure) => [measure, 0])) as Record<Measure, number>))
    return row
  }
  const [from, to] = within(month)
  const counted: Partial<Record<Measure, string>> = {
    leads: `SELECT consultant_id AS id, count(*) AS n FROM leads WHERE site_id = ? AND created_at >= ? AND created_at < ? AND coalesce(lost_reason, '') <> 'double' AND consultant_id IS NOT NULL GROUP BY 1`,
    drives: `SELECT consultant_id AS id, count(*) AS n FROM test_drives WHERE site_id = ? AND out_at >= ? AND out_at < ? GROUP BY 1`,
    orders: `SELECT consultant_id AS id, count(*) AS n FROM orders WHERE site_id = ? AND signed_at >= ? AND signed_at < ? AND cancelled_at IS NULL GROUP BY 1`,
  }
  for (const [measure, sql] of Object.entries(counted) as [Measure, string][])
    for (const { id, n } of db.all<{ id: string; n: number }>(sql, db.who.site, from, to)) of(id)[measure] = n
  for (const sale of salesOf(db, month)) {
    const row = of(sale.personId)
    row.deliveries += 1
    row.marginFen = sumFen([row.marginFen, sale.marginFen ?? 0])
    row.accessoriesFen = sumFen([row.accessoriesFen, sale.accessoriesFen])
    row.insurance += sale.insuranceFen > 0 ? 1 : 0
    row.loans += sale.loanFen > 0 ? 1 : 0
  }
  return found
}

const targetOf = (db: Reader, month: Month, personId: string | null, measure: Measure): number | null =>
  db.one<{ value: number }>(
    'SELECT value FROM targets WHERE site_id = ? AND month = ? AND person_id IS ? AND measure = ?',
    db.who.site,
    month,
    personId,
    measure,
  )?.value ?? null

export function board(db: Reader, { month }: Input<'targets.board'>): Output<'targets.board'> {
  const reached = reachedBy(db, month)
  const people = db.all<{ id: string; name: string }>(
    `SELECT id, name FROM users WHERE id IN (SELECT id FROM (${SELLERS})) OR id IN (SELECT value FROM json_each(?)) ORDER BY name, id`,
    db.who.site,
    JSON.stringify([...reached.keys()]),
  )
  const shown = (personId: string | null, row: Record<Measure, number> | undefined) =>
    measures.map((measure) => {
      // Money is for oneself and for who sees the site's.
      const hidden = isMoney(measure) && db.who.reach === 'own' && personId !== db.who.user
      const value = hidden || (measure === 'marginFen' && !db.who.permissions.has('vehicles.cost')) ? null : (row?.[measure] ?? 0)
      return {
        measure,
        reached: value,
        target: value === null ? null : targetOf(db, month, personId, measure),
        forecast: value === null ? null : forecast(value, month, db.today),
      }
    })
  const cars = (id: string): number => reached.get(id)?.deliveries ?? 0
  const team = Object.fromEntries(
    measures.map((measure) => [measure, [...reached.values()].reduce((sum, row) => sumFen([sum, row[measure]]), 0)]),
  ) as Record<Measure, number>
  return {
    month,
    team: { personId: null, name: '', rank: null, measures: shown(null, team) },
    people: people
      .map(({ id, name }) => ({
        personId: id,
        name,
        // Equal cars, equal rank.
        rank: 1 + people.filter((other) => cars(other.id) > cars(id)).length,
        measures: shown(id, reached.get(id)),
      }))
      .toSorted((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, 'zh-CN')),
  }
}

type Scheme = { id: string; name: string; validFromOn: Day; terms: SchemeTerms }
const schemeRows = (db: Reader): Scheme[] =>
  db
    .all<Omit<Scheme, 'terms'> & { terms: string }>(
      'SELECT id, name, valid_from_on AS validFromOn, terms FROM commission_schemes WHERE site_id = ? ORDER BY valid_from_on DESC, created_at DESC, id DESC',
      db.who.site,
    )
    .flatMap(({ terms, ...row }) => {
      const read = SchemeTerms.safeParse(JSON.parse(terms))
      return read.success ? [{ ...row, terms: read.data }] : []
    })
/** The scheme of a month is the newest that holds on its first day. */
export const schemeOf = (db: Reader, month: Month): Scheme | null =>
  schemeRows(db).find(({ validFromOn }) => validFromOn <= firstOf(month)) ?? null

export function schemes(db: Reader, _asked: Input<'targets.schemes'>): Output<'targets.schemes'> {
  const rows = schemeRows(db)
  const now = rows.find(({ validFromOn }) => validFromOn <= db.today)
  return rows.map((row) => ({ ...row, now: row === now }))
}

type Sheet = { id: string; month: Month; state: SheetState; lines: Line[]; reviewedBy: string | null; lockedBy: string | null }
export const sheetsOf = (db: Reader, personId: string): Sheet[] =>
  db
    .all<Omit<Sheet, 'lines'> & { lines: string }>(
      `SELECT id, month, state, lines, reviewed_by AS reviewedBy, locked_by AS lockedBy FROM commission_sheets
       WHERE site_id = ? AND person_id = ? ORDER BY month, id`,
      db.who.site,
      personId,
    )
    .map((row) => ({ ...row, lines: Line.array().parse(JSON.parse(row.lines)) }))

function earned(db: Reader, personId: string, month: Month): Line[] {
  const scheme = schemeOf(db, month)
  if (!scheme) return []
  const { bonus } = scheme.terms
  return linesOf(month, scheme.terms, salesOf(db, month, personId), {
    reached: bonus ? (reachedBy(db, month).get(personId)?.[bonus.measure] ?? 0) : 0,
    target: bonus ? targetOf(db, month, personId, bonus.measure) : null,
  })
}

/** The lines of a statement as they are now: what the month earned, and what earlier locked months turned out to be wrong by. */
export function computed(db: Reader, personId: string, month: Month): Line[] {
  const locked = sheetsOf(db, personId).filter((sheet) => sheet.state === 'locked' && sheet.month < month)
  const paid = locked.flatMap(({ lines }) => lines)
  return [
    ...earned(db, personId, month),
    ...locked.flatMap((sheet) =>
      corrections(
        earned(db, personId, sheet.month),
        paid.filter((line) => line.month === sheet.month),
      ),
    ),
  ]
}

export function statement(db: Reader, { personId, month }: Input<'targets.statement'>): Output<'targets.statement'> {
  if (db.who.reach === 'own' && personId !== db.who.user) throw new Refusal('not-found', { table: 'commission_sheets', id: personId })
  const nameOf = (id: string | null): string | null => db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', id)?.name ?? null
  const sheet = sheetsOf(db, personId).find((each) => each.month === month)
  const lines = sheet && sheet.state !== 'draft' ? sheet.lines : computed(db, personId, month)
  return {
    personId,
    name: nameOf(personId) ?? '',
    month,
    state: sheet?.state ?? 'draft',
    scheme: schemeOf(db, month)?.name ?? null,
    lines: lines.map((line) => ({
      ...line,
      orderNo: db.one<{ no: string }>('SELECT no FROM orders WHERE id = ?', line.orderId)?.no ?? null,
      correction: line.month !== month,
    })),
    totalFen: totalOf(lines),
    reviewedBy: nameOf(sheet?.reviewedBy ?? null),
    lockedBy: nameOf(sheet?.lockedBy ?? null),
  }
}
