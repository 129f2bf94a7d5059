// What people do during a simulated day: realistic commands of the contract at random desktops, refusals and all.
import { entries, type Asked, type CommandName, type Name, type Output } from '../../src/shared/contract.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { checksFor, legalPapers } from '../../src/shared/modules/orders/rules.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import { whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Session } from '../../src/main/store/session.ts'
import type { Writer } from '../../src/main/store/write.ts'
import type { Engine } from '../../src/main/sync/engine.ts'
import type { Job } from '../../src/main/modules/handler.ts'
import { discard, retry } from '../../src/main/modules/sync/jobs.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { somebody } from '../support/store.ts'
import { type Act, type Desk, OFFICE, officeWork } from './back-office.ts'

type Id = { id: string }

/** Runs a command as a person of this desktop's store. Undefined when the business said no. */
export function carryOut<N extends CommandName>(session: Session, user: string, name: N, input: Asked<N>): Output<N> | undefined {
  const entry = entries.get(name as Name)
  if (entry?.kind !== 'command') throw new Error(name)
  const who = session.read(somebody({ user: 'system' }), (db) => whoOf(db, user))
  if (!who) return undefined
  const handler = handlers[name] as unknown as (db: Writer, input: unknown) => Output<N>
  try {
    const parsed = entry.input.parse(input)
    return session.write(who, { command: name, writes: new Set(entry.writes) }, (db) => handler(db, parsed))
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Somebody with this title. */
export const person = ({ st }: Session, title: string): string =>
  st.one<Id>('SELECT id FROM users WHERE title = ? ORDER BY id LIMIT 1', title)?.id ?? ''

/** Selling, without the back office. */
export const FLOOR = [
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
  ['transfer', 7],
  ['take-in', 10],
  ['take-right', 9],
  ['give-right', 4],
  ['return-right', 4],
  ['override-right', 3],
  ['erase', 4],
] as const

const DAY = [...OFFICE, ...FLOOR] as const
/** What must be done in days enough: commands the business let people carry out, and papers that came from elsewhere. */
export const DEEDS = [
  'customers.add',
  'customers.correct',
  'customers.planFollowUp',
  'customers.erase',
  'orders.draft',
  'orders.place',
  'approvals.decide',
  'orders.sign',
  'orders.changeVehicle',
  'orders.check',
  'orders.deliver',
  'orders.cancel',
  'receivables.receive',
  'receivables.refund',
  'vehicles.move',
  'vehicles.reprice',
  'vehicles.transfer',
  'vehicles.receive',
  'vehicles.takeRights',
  'vehicles.giveRights',
  'vehicles.returnRights',
  'vehicles.overrideRight',
  'imports.begin',
  'imports.take',
  'imports.finish',
  'imports.undo',
  'documents.archive',
  'a paper fetched',
] as const
export type Deed = (typeof DEEDS)[number]
export type Deeds = Record<Deed, number>
export const noDeeds = (): Deeds => Object.fromEntries(DEEDS.map((deed) => [deed, 0])) as Deeds

/** One thing somebody does at this desktop; says which, and `!` when the business said no. */
export function step(desk: Desk, random: Random, day: readonly (typeof DAY)[number][] = DAY): string {
  const { session } = desk
  const { st } = session
  const { site, replica } = readDesk(st)
  let refused = false
  const act: Act = (user, name, input) => {
    const done = carryOut(session, user, name, input)
    if (done === undefined) refused = true
    else desk.did(name)
    return done
  }
  const some = (sql: string, ...values: unknown[]): Id | undefined => {
    const rows = st.all<Id>(sql, ...values)
    return rows.length === 0 ? undefined : random.pick(rows)
  }
  const order = (where: string): Id | undefined =>
    some(`SELECT o.id FROM orders o JOIN order_sums s ON s.id = o.id WHERE ${where} ORDER BY o.id`)
  const customer = (): Id | undefined => some('SELECT id FROM customers ORDER BY id')
  const car = (): Id | undefined =>
    some(`SELECT id FROM vehicles WHERE site_id = ? AND state IN ('for-sale', 'in-stock') ORDER BY id`, site)
  /** One of the few cars everybody wants, so that desktops collide. */
  const wanted = (): Id | undefined =>
    some(`SELECT id FROM (SELECT id FROM vehicles WHERE site_id = ? AND state IN ('for-sale', 'in-stock') ORDER BY id LIMIT 4)`, site)
  const what = random.weighted(day)
  const manager = person(session, '销售经理')
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
      if (found) act(manager, 'customers.correct', { id: found.id, fields: { [field]: value }, evenSo: '已核对' })
      break
    }
    case 'meet':
      act(person(session, '销售顾问'), 'customers.add', {
        name: `模拟${random.int(1, 9999)}`,
        phone: `137${random.int(10_000_000, 99_999_999)}`,
        evenSo: '已核对',
      })
      break
    case 'follow': {
      const found = customer()
      if (found) act(manager, 'customers.planFollowUp', { customerId: found.id, dueOn: '2026-11-25', channel: 'phone' })
      break
    }
    case 'draft': {
      const buyer = customer()
      const dream = wanted()
      if (buyer && dream)
        act(manager, 'orders.draft', {
          customerId: buyer.id as never,
          vehicleId: dream.id as never,
          purchaseTaxFen: 800_000,
          advance: { kind: 'deposit', amountFen: 500_000 },
        })
      break
    }
    case 'sign': {
      const found = order(`s.stage IN ('quoted', 'approved')`)
      if (!found) break
      const id = found.id as never
      act(manager, 'orders.place', { id, reason: '本月冲量' })
      const termsRev = st.one<{ rev: number }>('SELECT terms_rev AS rev FROM orders WHERE id = ?', found.id)?.rev ?? 1
      act(person(session, '总经理'), 'approvals.decide', { orderId: id, termsRev, decision: 'approved' })
      act(manager, 'orders.sign', { id, termsRev, reserve: true })
      break
    }
    case 'receive':
    case 'settle': {
      const found = order(`s.stage IN ('signed', 'reserved', 'car-lost') AND s.due_fen > 0`)
      const due = found && st.one<{ fen: number }>('SELECT due_fen AS fen FROM order_sums WHERE id = ?', found.id)?.fen
      if (!found || !due) break
      const method = random.pick(['cash', 'wechat', 'card'] as const)
      act(person(session, '财务'), 'receivables.receive', {
        orderId: found.id as never,
        method,
        amountFen: what === 'settle' ? due : Math.min(due, 500_000),
      })
      break
    }
    case 'deliver': {
      const found = order(`s.stage IN ('reserved', 'paid')`)
      if (!found) break
      act(manager, 'orders.check', {
        id: found.id as never,
        done: checksFor({ imported: false, nev: true, papers: legalPapers }).map(({ id }) => id),
      })
      act(manager, 'orders.deliver', { id: found.id as never })
      break
    }
    case 'cancel': {
      const found = order(`s.stage NOT IN ('cancelled', 'delivered')`)
      if (found) act(manager, 'orders.cancel', { id: found.id as never, kind: 'agreed', reason: '协商解除' })
      break
    }
    case 'other-car': {
      const found = order(`s.stage IN ('car-lost', 'signed', 'reserved')`)
      const other = car()
      if (found && other) act(manager, 'orders.changeVehicle', { id: found.id as never, vehicleId: other.id as never, reason: '换一台' })
      break
    }
    case 'refund': {
      const found = order(`s.net_fen > 0 AND s.stage IN ('cancelled', 'car-lost')`)
      if (!found) break
      const fen = st.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM receipts WHERE order_id = ?', found.id)?.fen ?? 0
      act(person(session, '财务'), 'receivables.refund', {
        orderId: found.id as never,
        method: 'transfer',
        amountFen: Math.max(1, fen),
        reason: '退款',
      })
      break
    }
    case 'transfer': {
      const found = car()
      const to = some('SELECT id FROM sites WHERE id <> ? ORDER BY id', site)
      if (found && to) act(manager, 'vehicles.transfer', { ids: [found.id], siteId: to.id, reason: '调拨' })
      break
    }
    case 'take-in': {
      const found = some(`SELECT id FROM vehicles WHERE site_id = ? AND state = 'in-transit' ORDER BY id`, site)
      if (found) act(manager, 'vehicles.receive', { ids: [found.id], location: '展厅 1', state: 'for-sale' })
      break
    }
    case 'take-right': {
      // Those everybody wants, or nobody would notice.
      const found = wanted()
      if (found) act(manager, 'vehicles.takeRights', { ids: [found.id] })
      break
    }
    case 'give-right': {
      const found = some('SELECT row_id AS id FROM rights WHERE replica = ? ORDER BY id', replica)
      const to = some('SELECT id FROM devices WHERE site_id = ? AND id <> ? AND revoked_at IS NULL ORDER BY id', site, replica)
      if (found && to) act(manager, 'vehicles.giveRights', { ids: [found.id], to: to.id })
      break
    }
    case 'return-right': {
      const found = some('SELECT row_id AS id FROM rights WHERE replica = ? ORDER BY id', replica)
      if (found) act(manager, 'vehicles.returnRights', { ids: [found.id] })
      break
    }
    case 'override-right': {
      const found = some('SELECT row_id AS id FROM rights WHERE replica <> ? AND site_id = ? ORDER BY id', replica, site)
      const director = person(session, '总经理')
      if (found)
        act(director, 'vehicles.overrideRight', {
          id: found.id,
          for: random.pick(['here', 'everyone'] as const),
          reason: '电脑没电',
          papersMayExist: true,
        })
      break
    }
    case 'erase': {
      const found = some(
        `SELECT id FROM customers c WHERE name IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.state NOT IN ('delivered', 'cancelled')) ORDER BY id`,
      )
      if (found) act(person(session, '总经理'), 'customers.erase', { id: found.id })
      break
    }
    case 'import':
    case 'undo-import':
    case 'print':
    case 'fetch':
      officeWork(what, desk, random, act, manager)
      break
    default: {
      const found = car()
      if (!found) break
      if (what === 'move') act(manager, 'vehicles.move', { id: found.id, location: `展厅 ${random.int(1, 5)}` })
      else act(manager, 'vehicles.reprice', { id: found.id, listFen: 18_990_000, priceFen: 18_000_000 + random.int(0, 9) * 10_000 })
    }
  }
  return refused ? `${what}!` : what
}

/** A newer version's command, which HQ does not know: its changeset goes into quarantine, and what builds on it waits. */
export function strange(session: Session, random: Random): string {
  const who = session.read(somebody({ user: 'system' }), (db) => whoOf(db, person(session, '销售经理')))
  const some = session.st.all<Id>('SELECT id FROM customers ORDER BY id')
  if (!who || some.length === 0) return 'nobody'
  session.write(who, { command: 'customers.cherish', writes: new Set(['customers']) }, (db) =>
    db.patch(customers, random.pick(some).id, { note: `珍惜 ${random.int(1, 99)}` }),
  )
  return 'cherish'
}

/** An administrator has quarantined changesets judged again, or gives one up. */
export async function decide(session: Session, engine: Engine, random: Random): Promise<void> {
  const waiting = session.st.all<Id>(`SELECT id FROM _sync_changesets WHERE state = 'quarantined' ORDER BY n`).map((row) => row.id)
  if (waiting.length === 0) return
  const who = session.read(somebody({ user: 'system' }), (db) => whoOf(db, person(session, '总经理')))
  const job = { who, store: () => session, services: { desktop: { engine: () => engine } } } as unknown as Job
  if (random.chance(0.5)) await retry(job, { ids: waiting })
  else await discard(job, { id: random.pick(waiting), reason: '不再需要' })
}
