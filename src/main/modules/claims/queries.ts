// Reads claims: what nobody claimed yet, the list, one of them, and how they stand as a whole.
import type { Input, Output } from '../../../shared/contract.ts'
import type { Day } from '../../../shared/dates.ts'
import type { Unclaimed } from '../../../shared/modules/claims/contract.ts'
import {
  ageIndex,
  ageSteps,
  claimPayers,
  moneyKey,
  refusedBp,
  type ClaimPayer,
  type ClaimState,
} from '../../../shared/modules/claims/rules.ts'
import { joined, pageOf, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { meant } from '../palette/queries/match.ts'
import { COLUMNS, FROM, inReach, mustSeeClaim, OUTSTANDING, OVERPAID, PAID, shown, type Stored } from './queries/facts.ts'

const PAYERS = JSON.stringify(claimPayers)

/** The oldest of what is settled and not claimed, of orders of this site. */
export const unclaimed = (db: Reader, _asked: Input<'claims.unclaimed'>): Output<'claims.unclaimed'> =>
  db.all<Unclaimed>(
    `SELECT g.work_order_id AS "workOrderId", w.no AS "workOrderNo", g.payer, sum(g.amount_fen)
         - coalesce((SELECT sum(k.claimed_fen) FROM claims k WHERE k.work_order_id = g.work_order_id AND k.payer = g.payer AND k.state <> 'dropped'), 0) AS "amountFen",
       w.plate, w.car_name AS "carName", coalesce(c.name, '') AS "customerName", w.complaint, max(s.settled_on) AS "settledOn"
     FROM settlement_charges g JOIN settlements s ON s.id = g.settlement_id JOIN work_orders w ON w.id = g.work_order_id
       LEFT JOIN customers c ON c.id = w.customer_id
     WHERE g.site_id = ? AND g.payer IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM claims k WHERE k.work_order_id = g.work_order_id AND k.payer = g.payer AND k.state = 'dropped')
     GROUP BY g.work_order_id, g.payer HAVING "amountFen" > 0 ORDER BY "settledOn", w.no LIMIT 200`,
    db.who.site,
    PAYERS,
  )

const columnsAt = (today: Day): Readonly<Record<string, ListColumn>> => ({
  no: { sql: 'k.no', kind: 'text' },
  state: { sql: 'k.state', kind: 'text', order: `instr('draft submitted accepted partly refused dropped', k.state)` },
  payer: { sql: 'k.payer', kind: 'text' },
  party: { sql: 'k.party', kind: 'text' },
  plate: { sql: 'k.plate', kind: 'text' },
  car: { sql: 'k.car_name', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = k.customer_id)' },
  workOrderNo: { sql: 'w.no', kind: 'text' },
  claimedFen: { sql: 'k.claimed_fen', kind: 'number' },
  acceptedFen: { sql: 'k.accepted_fen', kind: 'number' },
  outstandingFen: { sql: OUTSTANDING, kind: 'number' },
  submittedOn: { sql: 'k.submitted_on', kind: 'day' },
  dueOn: { sql: 'k.due_on', kind: 'day' },
  madeAt: { sql: 'k.made_at', kind: 'instant', indexed: true },
  overdue: { sql: `iif(k.due_on < '${today}' AND ${OUTSTANDING} > 0, 1, 0)`, kind: 'number' },
  open: { sql: `iif(${OUTSTANDING} > 0, 1, 0)`, kind: 'number' },
  overpaid: { sql: `iif(${OVERPAID} > 0, 1, 0)`, kind: 'number' },
})

function meaning(text: string): Part | null {
  const typed = text.replace(/\s/g, '').toUpperCase()
  if (typed === '') return null
  const facts = part(
    'instr(k.no, ?) > 0 OR instr(k.plate, ?) > 0 OR instr(k.vin, ?) > 0 OR instr(upper(k.their_no), ?) > 0 OR instr(w.no, ?) > 0 OR instr(k.party, ?) > 0',
    typed,
    typed,
    typed,
    typed,
    typed,
    text.trim(),
  )
  const customer = meant('customer', text, 'k.customer_id')
  return customer ? joined([facts, customer], 'OR') : facts
}

export function page(db: Reader, request: Input<'claims.page'>): Output<'claims.page'> {
  const spec = {
    from: FROM,
    id: 'k.id',
    columns: columnsAt(db.today),
    where: [inReach(db)],
    search: meaning,
    order: 'k.made_at DESC',
    indexed: true,
    tie: 'k.made_at DESC, k.id',
    totals: { claimedFen: 'sum(k.claimed_fen)', outstandingFen: `sum(${OUTSTANDING})` },
  }
  const { rows, ...sums } = pageOf<Stored>(db, request, spec, COLUMNS)
  return { rows: shown(db, rows), ...sums }
}

export function card(db: Reader, { id }: Input<'claims.card'>): Output<'claims.card'> {
  const { vin, reason, note, answeredOn, madeBy } = mustSeeClaim(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE k.id = ?`, id)) as [Output<'claims.page'>['rows'][number]]
  return {
    ...row,
    ...{ vin, reason, note, answeredOn },
    madeByName: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', madeBy)?.name ?? '',
    steps: db.all(
      `SELECT s.state, s.round, s.amount_fen AS "amountFen", s.reason, coalesce(u.name, '') AS by, s.noted_at AS at FROM claim_steps s
       LEFT JOIN users u ON u.id = s.noted_by WHERE s.claim_id = ? ORDER BY s.noted_at, s.id LIMIT 100`,
      id,
    ),
    receipts: db.all(
      `SELECT no, method, method_ref AS "methodRef", amount_fen AS "amountFen", received_on AS "receivedOn" FROM receipts WHERE order_id = ? ORDER BY received_at, id LIMIT 100`,
      id,
    ),
    evidence: attachedTo(db, id),
    // Of its row; and of money booked twice, which has no row of its own but the claim in its key.
    cases: db.all(
      `SELECT id FROM cases WHERE (subject_id = ? OR instr(key, ?) = 1) AND state = 'open' ORDER BY opened_at LIMIT 20`,
      id,
      moneyKey(id, ''),
    ),
  }
}

export const parties = (db: Reader, { payer }: Input<'claims.parties'>): Output<'claims.parties'> =>
  db
    .all<{ party: string }>(
      'SELECT party FROM claims WHERE payer = ? AND site_id = ? GROUP BY party ORDER BY count(*) DESC, party LIMIT 20',
      payer,
      db.who.site,
    )
    .map(({ party }) => party)

type Open = { payer: ClaimPayer; fen: number; submittedOn: Day | null; dueOn: Day | null }
type Answered = { payer: ClaimPayer; state: ClaimState; claimedFen: number; acceptedFen: number; paidFen: number; n: number }
const share = (of: readonly { fen: number }[]) => ({ count: of.length, fen: of.reduce((sum, { fen }) => sum + fen, 0) })

/** What is open stands as it stands today; what was answered counts in the time asked for. */
export function figures(db: Reader, { fromOn, untilOn }: Input<'claims.figures'>): Output<'claims.figures'> {
  const reach = inReach(db)
  const open = db.all<Open>(
    `SELECT k.payer, ${OUTSTANDING} AS fen, k.submitted_on AS "submittedOn", k.due_on AS "dueOn" FROM claims k
     WHERE k.state IN ('submitted', 'accepted', 'partly') AND ${reach.sql} AND ${OUTSTANDING} > 0`,
    ...reach.values,
  )
  const answered = db.all<Answered>(
    `SELECT k.payer, k.state, count(*) AS n, sum(k.claimed_fen) AS "claimedFen", coalesce(sum(k.accepted_fen), 0) AS "acceptedFen", sum(${PAID}) AS "paidFen"
     FROM claims k WHERE k.answered_on BETWEEN ? AND ? AND k.state IN ('accepted', 'partly', 'refused') AND ${reach.sql} GROUP BY k.payer, k.state`,
    fromOn,
    untilOn,
    ...reach.values,
  )
  const count = (rows: readonly Answered[], refusedOnly = false): number =>
    rows.filter(({ state }) => !refusedOnly || state === 'refused').reduce((sum, { n }) => sum + n, 0)
  const sum = (of: 'claimedFen' | 'acceptedFen' | 'paidFen'): number => answered.reduce((total, row) => total + row[of], 0)
  const late = (rows: readonly Open[]) => rows.filter(({ dueOn }) => dueOn !== null && dueOn < db.today)
  const drafts = db.one<{ count: number; fen: number }>(
    `SELECT count(*) AS count, coalesce(sum(k.claimed_fen), 0) AS fen FROM claims k WHERE k.state = 'draft' AND ${reach.sql}`,
    ...reach.values,
  )
  return {
    unclaimed: share(unclaimed(db, {}).map(({ amountFen }) => ({ fen: amountFen }))),
    drafts: drafts ?? { count: 0, fen: 0 },
    open: share(open),
    overdue: share(late(open)),
    answered: count(answered),
    refused: count(answered, true),
    refusedBp: refusedBp(count(answered, true), count(answered)),
    claimedFen: sum('claimedFen'),
    acceptedFen: sum('acceptedFen'),
    paidFen: sum('paidFen'),
    ages: [...ageSteps, null].map((_, at) => share(open.filter(({ submittedOn }) => ageIndex(submittedOn ?? db.today, db.today) === at))),
    payers: claimPayers.map((payer) => {
      const own = open.filter((each) => each.payer === payer)
      const said = answered.filter((each) => each.payer === payer)
      return { payer, open: share(own), overdue: share(late(own)), refusedBp: refusedBp(count(said, true), count(said)) }
    }),
  }
}
