// What a desk does all day in the tests that kill it: commands of the contract, by the people whose right they are, on
// documents this desk made itself. Nothing two desks would argue about: whatever is not there afterwards was lost.
import { Refusal } from '../../src/shared/errors.ts'
import type { Asked, CommandName } from '../../src/shared/contract.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Desktop } from '../support/desktop.ts'

type Id = { id: string }
const DAY = [
  ['meet', 3],
  ['draft', 5],
  ['change', 4],
  ['place', 3],
  ['sign', 3],
  ['receive', 4],
  ['correct', 2],
] as const

/** A note that says how many lines the order has, so that half an order shows. */
const saying = (lines: number): string => `${lines} 项`

export type Deed = { command: CommandName; run: () => void }

/** The next thing to do; null when there is nothing of that kind just now. */
export function nextDeed(desk: Desktop, random: Random): Deed | null {
  const { st } = desk
  const some = (sql: string, ...values: unknown[]): Id | undefined => {
    const found = st.all<Id>(sql, ...values)
    return found.length === 0 ? undefined : random.pick(found)
  }
  const by = (title: string) =>
    desk.session.read(desk.who(), (db) => whoOf(db, some('SELECT id FROM users WHERE title = ? ORDER BY id', title)?.id ?? ''))
  const deed = <N extends CommandName>(command: N, title: string, input: Asked<N>): Deed | null => {
    const who = by(title)
    return who && { command, run: () => void desk.run(command, input, who) }
  }
  const here = desk.who().deviceCode
  /** The latest of this desk's own orders in some stage. */
  const order = (where: string): (Id & { rev: number; termsRev: number; due: number }) | undefined => {
    const found = st.all<Id & { rev: number; termsRev: number; due: number }>(
      `SELECT o.id, o.rev, o.terms_rev AS termsRev, s.due_fen AS due FROM orders o JOIN order_sums s ON s.id = o.id
       WHERE o.note LIKE '% 项' AND o.no LIKE ? AND ${where} ORDER BY o.id DESC LIMIT 12`,
      `SO-%-${here}-%`,
    )
    return found.length === 0 ? undefined : random.pick(found)
  }
  const customer = (): Id | undefined => some('SELECT id FROM customers WHERE name LIKE ? ORDER BY id DESC LIMIT 12', `来客${here}%`)
  const terms = () => {
    const lines = Array.from({ length: random.int(0, 5) }, (_, at) => ({ name: `精品 ${at}`, amountFen: random.int(1, 900) * 100 }))
    return {
      lines,
      note: saying(lines.length),
      insuranceFen: random.int(0, 1) * 500_000,
      advance: { kind: 'deposit', amountFen: 100_000 },
    } as const
  }
  switch (random.weighted(DAY)) {
    case 'meet':
      return deed('customers.add', '销售经理', {
        name: `来客${here}${random.int(1, 9999)}`,
        phone: `137${random.int(10_000_000, 99_999_999)}`,
        evenSo: '已核对',
      })
    case 'correct': {
      const found = customer()
      return found
        ? deed('customers.correct', '销售经理', { id: found.id, fields: { note: `第 ${random.int(1, 999)} 次` }, evenSo: '已核对' })
        : null
    }
    case 'draft': {
      const [buyer, car] = [customer(), some(`SELECT id FROM vehicles WHERE state = 'for-sale' ORDER BY id`)]
      if (!buyer || !car) return null
      return deed('orders.draft', '销售经理', { customerId: buyer.id as never, vehicleId: car.id as never, ...terms() })
    }
    case 'change': {
      const found = order(`s.stage = 'quoted'`)
      const car = found && st.one<{ vehicle_id: string }>('SELECT vehicle_id FROM orders WHERE id = ?', found.id)?.vehicle_id
      return found && car
        ? deed('orders.change', '销售经理', { id: found.id as never, rev: found.rev, vehicleId: car as never, ...terms() })
        : null
    }
    case 'place': {
      const found = order(`s.stage = 'quoted'`)
      return found ? deed('orders.place', '销售经理', { id: found.id as never, reason: '本月冲量' }) : null
    }
    case 'sign': {
      const found = order(`s.stage = 'approved'`)
      return found ? deed('orders.sign', '销售经理', { id: found.id as never, termsRev: found.termsRev, reserve: false }) : null
    }
    case 'receive': {
      const found = order(`s.stage = 'signed' AND s.due_fen > 0`)
      if (!found) return null
      const amountFen = Math.min(found.due, random.int(1, 50) * 1_000)
      return deed('receivables.receive', '财务', { orderId: found.id as never, method: 'cash', amountFen })
    }
  }
}

/** Does it. False when the business said no, which changes nothing. */
export function done(deed: Deed): boolean {
  try {
    deed.run()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
