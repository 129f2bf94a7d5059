// Reads applications to lenders and insurers, and the policies that came of them.
import type { Input, Output } from '../../../shared/contract.ts'
import type { ApplicationRow } from '../../../shared/modules/applications/contract.ts'
import { isLate, planKindOf } from '../../../shared/modules/applications/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import { inOrder, joined, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { CAR_NAME, knownOrder, mustSee, reachOf } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'
import { mustSeeApplication } from './queries/facts.ts'

const FROM = `applications a JOIN orders o ON o.id = a.order_id LEFT JOIN customers c ON c.id = a.customer_id LEFT JOIN users u ON u.id = o.consultant_id`
const COLUMNS = `a.id, a.no, a.kind, a.state, a.order_id AS "orderId", o.no AS "orderNo", a.customer_id AS "customerId", coalesce(c.name, '') AS "customerName",
  coalesce(u.name, '') AS "consultantName", a.party, a.amount_fen AS "amountFen", a.months, a.reference, a.sent_on AS "sentOn", a.wanted, a.due_on AS "dueOn",
  a.conditions, a.granted_fen AS "grantedFen", a.receipt_no AS "receiptNo", a.ended_on AS "endedOn", a.note, a.created_at AS "createdAt"`
type Stored = Omit<ApplicationRow, 'late' | 'standing'>

function shown(db: Reader, rows: readonly Stored[]): ApplicationRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map((row) => ({ ...row, late: isLate(row, db.today), standing: standings.get(row.id) ?? 'alone' }))
}

/** The states of an application in the order it lives through them. */
const ORDER = `instr('papers prepared sent approved done refused withdrawn', a.state)`

function meaning(text: string): Part | null {
  const typed = text.trim()
  if (typed === '') return null
  const ways = [meant('order', text, 'a.order_id'), meant('customer', text, 'a.customer_id')].filter((way) => way !== null)
  return joined([...ways, ...['a.no', 'a.party', 'a.reference'].map((column) => part(`instr(${column}, ?) > 0`, typed))], 'OR')
}

export function page(db: Reader, request: Input<'applications.page'>): Output<'applications.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'a.id',
    columns: {
      no: { sql: 'a.no', kind: 'text' },
      kind: { sql: 'a.kind', kind: 'text' },
      state: { sql: 'a.state', kind: 'text', order: ORDER },
      customer: { sql: 'c.name', kind: 'text' },
      party: { sql: 'a.party', kind: 'text' },
      amount: { sql: 'a.amount_fen', kind: 'number' },
      dueOn: { sql: 'a.due_on', kind: 'day' },
      sentOn: { sql: 'a.sent_on', kind: 'day' },
      consultant: { sql: 'u.name', kind: 'text' },
      createdAt: { sql: 'a.created_at', kind: 'instant' },
    },
    where: [reachOf(db.who)],
    search: meaning,
    order: `a.due_on IS NULL, a.due_on, ${ORDER}, a.created_at DESC`,
    tie: 'a.created_at DESC, a.id',
    totals: { amount: 'sum(a.amount_fen)' },
  })
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM json_each(?) j JOIN ${FROM.replace('applications a', 'applications a ON a.id = j.value')}`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, shown(db, rows)), ...sums }
}

export function ofOrder(db: Reader, { orderId }: Input<'applications.ofOrder'>): Output<'applications.ofOrder'> {
  mustSee(db, orderId)
  return shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE a.order_id = ? ORDER BY a.created_at, a.id`, orderId))
}

export function card(db: Reader, { id }: Input<'applications.card'>): Output<'applications.card'> {
  const { orderId } = mustSeeApplication(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE a.id = ?`, id)) as [ApplicationRow]
  const lines = knownOrder(db, orderId).money.lines.filter(({ kind }) => kind === planKindOf[row.kind])
  return {
    ...row,
    steps: db.all(
      `SELECT s.id, s.state, s.note, coalesce(u.name, '') AS by, s.noted_at AS at FROM application_steps s LEFT JOIN users u ON u.id = s.noted_by
       WHERE s.application_id = ? ORDER BY s.noted_at, s.id`,
      id,
    ),
    pictures: attachedTo(db, id),
    policies: db.all(
      `SELECT id, kind, insurer, policy_no AS "policyNo", premium_fen AS "premiumFen", starts_on AS "startsOn", ends_on AS "endsOn"
       FROM insurance_policies WHERE application_id = ? ORDER BY kind DESC, id`,
      id,
    ),
    planned:
      lines.length === 0
        ? null
        : {
            amountFen: sumFen(lines.map((line) => line.amountFen)),
            receivedFen: sumFen(lines.map((line) => line.receivedFen)),
            openFen: sumFen(lines.map((line) => line.openFen)),
          },
  }
}

const POLICIES = `insurance_policies p LEFT JOIN orders o ON o.id = p.order_id LEFT JOIN customers c ON c.id = p.customer_id LEFT JOIN vehicles v ON v.id = p.vehicle_id`
type PolicyStored = Omit<Output<'applications.policies'>['rows'][number], 'standing'>

export function policies(db: Reader, request: Input<'applications.policies'>): Output<'applications.policies'> {
  const { ids, ...sums } = listed(db, request, {
    from: POLICIES,
    id: 'p.id',
    columns: {
      customer: { sql: 'c.name', kind: 'text' },
      kind: { sql: 'p.kind', kind: 'text' },
      insurer: { sql: 'p.insurer', kind: 'text' },
      policyNo: { sql: 'p.policy_no', kind: 'text' },
      premium: { sql: 'p.premium_fen', kind: 'number' },
      startsOn: { sql: 'p.starts_on', kind: 'day' },
      endsOn: { sql: 'p.ends_on', kind: 'day' },
    },
    where: [reachOf(db.who)],
    search: (text) => {
      const typed = text.trim()
      const ways = [meant('customer', text, 'p.customer_id'), meant('vehicle', text, 'p.vehicle_id')].filter((way) => way !== null)
      return typed === '' ? null : joined([...ways, part('instr(p.policy_no, ?) > 0', typed)], 'OR')
    },
    order: 'p.ends_on, p.id',
    tie: 'p.ends_on, p.id',
    totals: { premium: 'sum(p.premium_fen)' },
  })
  const rows = db.all<PolicyStored>(
    `SELECT p.id, p.kind, p.insurer, p.policy_no AS "policyNo", p.premium_fen AS "premiumFen", p.starts_on AS "startsOn", p.ends_on AS "endsOn",
       p.customer_id AS "customerId", coalesce(c.name, '') AS "customerName", p.order_id AS "orderId", o.no AS "orderNo",
       iif(v.id IS NULL, NULL, ${CAR_NAME}) AS "vehicleName", v.vin, p.note
     FROM json_each(?) j JOIN ${POLICIES.replace('insurance_policies p', 'insurance_policies p ON p.id = j.value')}`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return { rows: inOrder(ids, rows).map((row) => ({ ...row, standing: standings.get(row.id) ?? 'alone' })), ...sums }
}
