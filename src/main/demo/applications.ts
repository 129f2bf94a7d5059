// What the demo store asks of lenders and insurers for the buyers of the last weeks, in every state an application can wait in.
import { addDays } from '../../shared/dates.ts'
import { OrderId } from '../../shared/ids.ts'
import type { World } from './world.ts'

const SINCE_DAYS = 45
const WANTED = '近六个月银行流水、收入证明'

type Buyer = { id: string; consultant: string }
type Terms = { loanFen: number; loanBank: string | null; loanMonths: number | null; insuranceFen: number; tail: number }

const termsOf = ({ desk }: World, id: string): Terms | undefined =>
  desk.read((db) =>
    db.one<Terms>(
      `SELECT o.loan_fen AS "loanFen", o.loan_bank AS "loanBank", o.loan_months AS "loanMonths", o.insurance_fen AS "insuranceFen",
         CAST(substr(v.vin, 17) AS INTEGER) AS tail FROM orders o JOIN vehicles v ON v.id = o.vehicle_id WHERE o.id = ?`,
      id,
    ),
  )

/** After the signature: papers go out; every fifth lender wants more of them. */
export function apply(world: World, on: string, { id, consultant }: Buyer): void {
  const { desk, today } = world
  const terms = on >= addDays(today, -SINCE_DAYS) ? termsOf(world, id) : undefined
  if (!terms) return
  const orderId = OrderId.parse(id)
  if (terms.loanFen > 0) {
    const loan = desk.run(
      'applications.open',
      {
        orderId,
        kind: 'loan',
        party: terms.loanBank ?? '示例银行',
        amountFen: terms.loanFen,
        months: terms.loanMonths,
        dueOn: addDays(on, 2),
      },
      consultant,
    )
    if (terms.tail % 5 !== 4)
      desk.run('applications.send', { id: loan.id, reference: `SL${on.replaceAll('-', '')}${terms.tail}` }, consultant)
    if (terms.tail % 5 === 3) desk.run('applications.askPapers', { id: loan.id, wanted: WANTED, dueOn: addDays(on, 5) }, consultant)
  }
  if (terms.insuranceFen > 0) {
    const cover = desk.run(
      'applications.open',
      { orderId, kind: 'insurance', party: '示例财险', amountFen: terms.insuranceFen },
      consultant,
    )
    desk.run('applications.send', { id: cover.id }, consultant)
    if (terms.tail % 2 === 0) desk.run('applications.approve', { id: cover.id, grantedFen: terms.insuranceFen }, consultant)
  }
}

type Row = { id: string; kind: 'loan' | 'insurance'; state: string; amountFen: number; no: string }

/** Before the car goes: what is asked for is granted and issued. Returns whether a lender's money came in by it. */
export function grant(world: World, on: string, { id, consultant }: Buyer): boolean {
  const { desk, staff } = world
  const rows = desk.read((db) =>
    db.all<Row>(`SELECT id, kind, state, amount_fen AS "amountFen", no FROM applications WHERE order_id = ? ORDER BY no`, id),
  )
  for (const row of rows) {
    if (row.state === 'prepared' || row.state === 'papers') desk.run('applications.send', { id: row.id, note: '材料已补齐' }, consultant)
    const conditions = row.kind === 'loan' ? '办妥抵押登记后放款' : null
    if (row.state !== 'approved') desk.run('applications.approve', { id: row.id, grantedFen: row.amountFen, conditions }, consultant)
    if (row.kind === 'loan') desk.run('applications.disburse', { id: row.id }, staff.cashier)
    else desk.run('applications.issue', { id: row.id, policies: policiesOf(row, on) }, consultant)
  }
  return rows.some(({ kind }) => kind === 'loan')
}

function policiesOf({ no, amountFen }: Row, on: string) {
  const days = { startsOn: on, endsOn: addDays(on, 364) }
  const compulsoryFen = 95_000
  return [
    { kind: 'compulsory' as const, policyNo: `JQ-${no}`, premiumFen: compulsoryFen, ...days },
    { kind: 'commercial' as const, policyNo: `SY-${no}`, premiumFen: Math.max(1, amountFen - compulsoryFen), ...days },
  ]
}
