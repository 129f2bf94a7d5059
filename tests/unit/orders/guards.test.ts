// What the steps of an order ask headquarters to hold: the document's rev everywhere, the car's hold wherever a car is
// written, nothing over the ledger and nothing over a word.
import { firstOccasions } from '../../../src/shared/modules/care/rules.ts'
import { firstPromptRules, firstRound } from '../../../src/shared/modules/care/rules/prompts.ts'
import { checksFor, legalPapers } from '../../../src/shared/modules/orders/rules.ts'
import { describe, expect, test } from 'vitest'
import { uuidv5 } from '../../../src/shared/ids.ts'
import { lastPayload, openShop, person, quoteOf, vinOf, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const KEY = `vin:${vinOf(6704)}`

const reserved = (shop: Shop) => {
  const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000, loanFen: 0 }), consultant)
  shop.run('orders.place', { id }, consultant)
  shop.run('orders.sign', { id, termsRev: 1 }, consultant)
  shop.run('orders.reserve', { id }, consultant)
  return id
}
/** The tables of the changes a guard covers. */
const covered = ({ changes }: ReturnType<typeof lastPayload>, guard: Record<string, unknown> | undefined) =>
  ((guard?.['covers'] ?? []) as number[]).map((at) => changes[at]?.table)
const guardOf = (payload: ReturnType<typeof lastPayload>, kind: string, key?: string) =>
  payload.guards.find((guard) => guard['kind'] === kind && (key === undefined || guard['key'] === key))

test('reserving holds the car for the order, and without it the order has lost it', () => {
  const shop = openShop()
  const id = reserved(shop)
  const payload = lastPayload(shop)
  expect(payload.command).toBe('orders.reserve')
  const hold = guardOf(payload, 'hold')
  expect(hold).toMatchObject({
    key: KEY,
    holder: id,
    otherwise: [{ table: 'orders', id, op: 'update', set: { state: 'car-lost', lost_to: '$holder' } }],
  })
  expect(covered(payload, hold)).toEqual(['vehicles', 'orders'])
  expect(payload.changes.find((change) => change.table === 'vehicles')?.set).toEqual({ state: 'sold', holder_id: id })
  const rev = guardOf(payload, 'expect')
  expect(rev).toMatchObject({ table: 'orders', id, column: 'rev', value: 3 })
  expect(covered(payload, rev)).toEqual(['orders', 'orders'])
})

test('delivering repeats the hold over the car and the order', () => {
  const shop = openShop()
  const id = reserved(shop)
  shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: 20_712_957 }, consultant)
  shop.run(
    'orders.check',
    {
      id,
      done: checksFor({ imported: false, nev: true, papers: legalPapers }).map((check) => check.id),
    },
    consultant,
  )
  shop.run('orders.deliver', { id }, consultant)
  const payload = lastPayload(shop)
  const hold = guardOf(payload, 'hold')
  expect(hold).toMatchObject({ key: KEY, holder: id, otherwise: [{ table: 'orders', set: { state: 'car-lost', lost_to: '$holder' } }] })
  // What is planned for after the delivery falls with it.
  expect(covered(payload, hold)).toEqual([
    'vehicles',
    'orders',
    ...firstOccasions.flatMap(({ name }) =>
      firstRound(name, '2026-11-22', firstPromptRules) ? ['follow_ups', 'care_prompts'] : ['follow_ups'],
    ),
  ])
  expect(guardOf(payload, 'release')).toBeUndefined()
  expect(payload.changes.find((change) => change.table === 'vehicles')?.set).toEqual({ left_on: '2026-11-22' })
})

test('what two desktops tick is one row: its id is that of the order and the check', () => {
  const shop = openShop()
  const id = reserved(shop)
  shop.run('orders.check', { id, done: ['identity'] }, consultant)
  expect(shop.st.all('SELECT id FROM order_ticks WHERE order_id = ?', id)).toEqual([{ id: uuidv5(id, 'check identity') }])
})

test('[CON-07] cancelling repeats the hold over the car alone and gives the key back', () => {
  const shop = openShop()
  const id = reserved(shop)
  shop.run('orders.cancel', { id, kind: 'customer', reason: '不买了' }, consultant)
  const payload = lastPayload(shop)
  expect(covered(payload, guardOf(payload, 'hold'))).toEqual(['vehicles'])
  expect(guardOf(payload, 'hold')).toMatchObject({ key: KEY, holder: id, otherwise: [] })
  expect(guardOf(payload, 'release')).toEqual({ kind: 'release', key: KEY, holder: id })
  expect(payload.changes.find((change) => change.table === 'orders' && 'state' in change.set)?.set).toMatchObject({
    state: 'cancelled',
    cancel_kind: 'customer',
  })
  expect(shop.st.one('SELECT state, holder_id FROM vehicles WHERE id = ?', shop.car)).toEqual({ state: 'for-sale', holder_id: null })
})

describe('exchanging', () => {
  test('a car one still has: when the new one is gone, everything stays as it was', () => {
    const shop = openShop()
    const id = reserved(shop)
    shop.run('orders.changeVehicle', { id, vehicleId: shop.cars[1] as never }, consultant)
    const payload = lastPayload(shop)
    const next = guardOf(payload, 'hold', `vin:${vinOf(6705)}`)
    expect(next).toMatchObject({ holder: id, otherwise: [] })
    expect(covered(payload, next)).toEqual(['vehicles', 'orders'])
    expect(guardOf(payload, 'release')).toMatchObject({ key: KEY })
    // All that the exchange says of the order hangs on the new car; only the rev was raised without it.
    expect(payload.changes.filter((change) => change.table === 'orders').map((change) => Object.keys(change.set).toSorted())).toEqual([
      ['rev'],
      ['reserved_at', 'terms_rev', 'vehicle_id'],
    ])
  })

  test('a car one lost: when the new one is gone too, the order still has none', () => {
    const shop = openShop()
    const id = reserved(shop)
    shop.st.run(`UPDATE vehicles SET holder_id = 'another' WHERE id = ?`, shop.car)
    shop.st.run(`UPDATE orders SET state = 'car-lost', lost_to = 'another' WHERE id = ?`, id)
    shop.run('orders.changeVehicle', { id, vehicleId: shop.cars[1] as never }, consultant)
    const payload = lastPayload(shop)
    expect(payload.guards.filter((guard) => guard['kind'] === 'release')).toEqual([])
    expect(guardOf(payload, 'hold')).toMatchObject({
      key: `vin:${vinOf(6705)}`,
      otherwise: [{ table: 'orders', set: { state: 'car-lost', lost_to: '$holder' } }],
    })
  })
})

test('every command that writes an order expects its rev over all rows of the document', () => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
  expect(lastPayload(shop).guards).toEqual([])
  const { customerId: _customer, ...terms } = quoteOf(shop, { priceFen: 18_900_000, lines: [{ name: '全车膜', amountFen: 1 }] })
  const steps: (() => unknown)[] = [
    () => shop.run('orders.change', { ...terms, id, rev: 1 }, consultant),
    () => shop.run('orders.place', { id }, consultant),
    () => shop.run('orders.sign', { id, termsRev: 2 }, consultant),
    () => shop.run('orders.reserve', { id }, consultant),
    () => shop.run('orders.cancel', { id, kind: 'agreed', reason: '协商' }, consultant),
  ]
  for (const [at, step] of steps.entries()) {
    step()
    const payload = lastPayload(shop)
    const rev = payload.guards.filter((guard) => guard['kind'] === 'expect')
    expect(rev, payload.command).toMatchObject([{ table: 'orders', id, column: 'rev', value: at + 1 }])
    const documents = payload.changes.flatMap((change, index) =>
      ['orders', 'order_lines', 'plan_lines'].includes(change.table) ? [index] : [],
    )
    expect(rev[0]?.['covers'], payload.command).toEqual(documents)
  }
})

test('money, words and ticks touch no document and stand under no guard', () => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
  shop.run('orders.place', { id }, consultant)
  shop.run('approvals.decide', { orderId: id, termsRev: 1, decision: 'approved' }, person('manager'))
  expect(lastPayload(shop)).toMatchObject({ guards: [], changes: [{ table: 'approval_steps', op: 'update' }] })
  shop.run('orders.check', { id, done: ['identity'] }, consultant)
  expect(lastPayload(shop)).toMatchObject({
    guards: [],
    changes: [{ table: 'order_ticks', op: 'insert', set: { item: 'identity', done: 1 } }],
  })
  shop.run('receivables.receive', { orderId: id, method: 'cash', amountFen: 100_000 }, consultant)
  expect(lastPayload(shop).guards).toEqual([])
  expect(new Set(lastPayload(shop).changes.map((change) => change.table))).toEqual(new Set(['receipts']))
})

test('a reversal is one row for all desktops that make it', () => {
  const [a, b] = [openShop(), openShop()]
  for (const shop of [a, b]) {
    const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
    const { no } = shop.run('receivables.receive', { orderId: id, method: 'cash', amountFen: 500_000, kind: 'earnest' }, person('cashier'))
    shop.st.run(`UPDATE receipts SET id = '019a0000-0000-7000-8000-000000000abc' WHERE no = ?`, no)
    shop.run('receivables.reverse', { no, reason: '金额录错' }, person('cashier'))
  }
  const [first, second] = [a, b].map((shop) => lastPayload(shop))
  expect(first?.guards).toMatchObject([{ kind: 'unique', key: 'reverses:019a0000-0000-7000-8000-000000000abc' }])
  expect(first?.changes[0]?.id).toBe(second?.changes[0]?.id)
  expect(first?.guards[0]?.['row']).toBe(first?.changes[0]?.id)
})
