// What people do during a simulated day: realistic commands of the contract at random desktops, refusals and all.
import { entries, type Asked, type CommandName, type Name, type Output } from '../../src/shared/contract.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { deliveryCheckIds } from '../../src/shared/modules/orders/rules.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import { whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Session } from '../../src/main/store/session.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { somebody } from '../support/store.ts'

export type Ledger = { entered: Map<string, number> }
type Id = { id: string }

/** Runs a command as a person of this desktop's store. Null when the business said no. */
function act<N extends CommandName>(session: Session, user: string, name: N, input: Asked<N>): Output<N> | null {
  const entry = entries.get(name as Name)
  if (entry?.kind !== 'command') throw new Error(name)
  const who = session.read(somebody({ user: 'system' }), (db) => whoOf(db, user))
  if (!who) return null
  const handler = handlers[name] as unknown as (db: Writer, input: unknown) => Output<N>
  try {
    const parsed = entry.input.parse(input)
    return session.write(who, { command: name, writes: new Set(entry.writes) }, (db) => handler(db, parsed))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

const DAY = [
  ['correct', 20],
  ['draft', 14],
  ['sign', 22],
  ['receive', 14],
  ['settle', 12],
  ['deliver', 12],
  ['cancel', 7],
  ['other-car', 8],
  ['refund', 4],
  ['move', 10],
  ['reprice', 5],
  ['meet', 6],
  ['follow', 6],
] as const

/** One thing somebody does at this desktop. Receipts that were confirmed are noted in `ledger`, outside every store. */
export function step(session: Session, random: Random, ledger: Ledger): string {
  const { st } = session
  const some = (sql: string, ...values: unknown[]): Id | undefined => {
    const rows = st.all<Id>(sql, ...values)
    return rows.length === 0 ? undefined : random.pick(rows)
  }
  const person = (title: string): string => some('SELECT id FROM users WHERE title = ? ORDER BY id', title)?.id ?? ''
  const order = (where: string): Id | undefined =>
    some(`SELECT o.id FROM orders o JOIN order_sums s ON s.id = o.id WHERE ${where} ORDER BY o.id`)
  const customer = (): Id | undefined => some('SELECT id FROM customers ORDER BY id')
  const car = (): Id | undefined => some(`SELECT id FROM vehicles WHERE state IN ('for-sale', 'in-stock') ORDER BY id`)
  const took = (orderId: string, work: () => unknown): void => {
    const before = new Set(st.all<Id>('SELECT id FROM receipts WHERE order_id = ?', orderId).map((r) => r.id))
    if (work() === null) return
    for (const r of st.all<Id & { amount_fen: number }>('SELECT id, amount_fen FROM receipts WHERE order_id = ?', orderId))
      if (!before.has(r.id)) ledger.entered.set(r.id, r.amount_fen)
  }
  const what = random.weighted(DAY)
  const manager = person('销售经理')
  switch (what) {
    case 'correct': {
      const found = customer()
      const field = random.pick(['phone', 'address', 'wechat', 'level', 'note'] as const)
      const value =
        field === 'phone'
          ? `139${random.int(10_000_000, 99_999_999)}`
          : field === 'level'
            ? random.pick(['H', 'A', 'B', 'C'] as const)
            : `${field} ${random.int(1, 9)}`
      if (found) act(session, manager, 'customers.correct', { id: found.id, fields: { [field]: value }, evenSo: '已核对' })
      break
    }
    case 'meet':
      act(session, person('销售顾问'), 'customers.add', {
        name: `模拟${random.int(1, 9999)}`,
        phone: `137${random.int(10_000_000, 99_999_999)}`,
        evenSo: '已核对',
      })
      break
    case 'follow': {
      const found = customer()
      if (found) act(session, manager, 'customers.planFollowUp', { customerId: found.id, dueOn: '2026-11-25', channel: 'phone' })
      break
    }
    case 'draft': {
      const buyer = customer()
      // The few cars everybody wants, so that desktops collide.
      const wanted = some(`SELECT id FROM (SELECT id FROM vehicles WHERE state IN ('for-sale', 'in-stock') ORDER BY id LIMIT 4)`)
      if (buyer && wanted)
        act(session, manager, 'orders.draft', {
          customerId: buyer.id as never,
          vehicleId: wanted.id as never,
          purchaseTaxFen: 800_000,
          advance: { kind: 'deposit', amountFen: 500_000 },
        })
      break
    }
    case 'sign': {
      const found = order(`s.stage IN ('quoted', 'approved')`)
      if (!found) break
      const id = found.id as never
      act(session, manager, 'orders.place', { id, reason: '本月冲量' })
      const termsRev = st.one<{ rev: number }>('SELECT terms_rev AS rev FROM orders WHERE id = ?', found.id)?.rev ?? 1
      act(session, person('总经理'), 'approvals.decide', { orderId: id, termsRev, decision: 'approved' })
      act(session, manager, 'orders.sign', { id, termsRev, reserve: true })
      break
    }
    case 'receive':
    case 'settle': {
      const found = order(`s.stage IN ('signed', 'reserved', 'car-lost') AND s.due_fen > 0`)
      const due = found && st.one<{ fen: number }>('SELECT due_fen AS fen FROM order_sums WHERE id = ?', found.id)?.fen
      if (!found || !due) break
      const method = random.pick(['cash', 'wechat', 'card'] as const)
      took(found.id, () =>
        act(session, person('财务'), 'receivables.receive', {
          orderId: found.id as never,
          method,
          amountFen: what === 'settle' ? due : Math.min(due, 500_000),
        }),
      )
      break
    }
    case 'deliver': {
      const found = order(`s.stage IN ('reserved', 'paid')`)
      if (!found) break
      act(session, manager, 'orders.check', {
        id: found.id as never,
        done: deliveryCheckIds.filter((id) => !id.startsWith('import') && id !== 'inspection-certificate'),
      })
      act(session, manager, 'orders.deliver', { id: found.id as never })
      break
    }
    case 'cancel': {
      const found = order(`s.stage NOT IN ('cancelled', 'delivered')`)
      if (found) act(session, manager, 'orders.cancel', { id: found.id as never, kind: 'agreed', reason: '协商解除' })
      break
    }
    case 'other-car': {
      const found = order(`s.stage IN ('car-lost', 'signed', 'reserved')`)
      const other = car()
      if (found && other)
        act(session, manager, 'orders.changeVehicle', { id: found.id as never, vehicleId: other.id as never, reason: '换一台' })
      break
    }
    case 'refund': {
      const found = order(`s.net_fen > 0 AND s.stage IN ('cancelled', 'car-lost')`)
      if (!found) break
      const fen = st.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM receipts WHERE order_id = ?', found.id)?.fen ?? 0
      took(found.id, () =>
        act(session, person('财务'), 'receivables.refund', {
          orderId: found.id as never,
          method: 'transfer',
          amountFen: Math.max(1, fen),
          reason: '退款',
        }),
      )
      break
    }
    default: {
      const found = car()
      if (!found) break
      if (what === 'move') act(session, manager, 'vehicles.move', { id: found.id, location: `展厅 ${random.int(1, 5)}` })
      else
        act(session, manager, 'vehicles.reprice', { id: found.id, listFen: 18_990_000, priceFen: 18_000_000 + random.int(0, 9) * 10_000 })
    }
  }
  return what
}
