// Two desks handle money without a line: the same order invoiced twice, the same held money paid on twice, each its own
// closing. What they did meets once; how each is put right is seen afterwards.
import { beforeAll, expect, test, vi } from 'vitest'
import type { OrderId } from '../../src/shared/ids.ts'
import type { InvoiceContent } from '../../src/shared/modules/invoices/rules.ts'
import { type Desktop, quiet } from '../support/desktop.ts'
import { paid } from '../support/sales.ts'
import { person } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let one: Desktop
let two: Desktop
let order: OrderId
type Pair<T> = [T, T]
let did: { invoices: Pair<string>; payouts: Pair<string>; taken: Pair<string>; closings: Pair<{ id: string; numbers: string[] }> }
const cashier = person('cashier')
const manager = person('manager')
const director = person('director')

const desks = twoDesks(['前台 1 号机', '前台 2 号机'], (shop) => {
  order = paid(shop)
})
const { cut, mend } = desks
beforeAll(async () => {
  ;({ one, two } = desks)
  await cut()
  did = {
    invoices: [prepare(one), prepare(two)],
    payouts: [pay(one), pay(two)],
    taken: [take(one, 10_000), take(two, 20_000)],
    closings: [handIn(one), handIn(two)],
  }
  // The second desk even had its invoice issued before it heard.
  issue(two, did.invoices[1], '26322000000000000002')
  await mend()
})

const content = (desk: Desktop): InvoiceContent => ({
  ...desk.run('invoices.basis', { orderId: order }, director).content,
  engineNo: 'TZ220XS1A00017',
  certificateNo: 'WCH20261100018',
  sellerTaxNo: '91350100M000100Y43',
  sellerPhone: '0512-55556666',
  sellerAddress: '昆山市前进路 8 号',
  sellerBank: '示例银行',
  sellerAccount: '3200',
  taxOffice: '昆山市税务局',
  taxOfficeCode: '13205830000',
})
const prepare = (desk: Desktop) =>
  desk.run(
    'invoices.prepare',
    { orderId: order, kind: 'new-car', form: 'electronic', grossFen: 18_990_000, content: content(desk) },
    director,
  ).id
const issue = (desk: Desktop, id: string, number: string) =>
  desk.run('invoices.issue', { id, numbers: { code: '', number, issuedOn: desk.session.read(desk.who(), (db) => db.today) } }, director)

const at = (desk: Desktop) => desk.who({ ...cashier, deviceCode: desk.who().deviceCode, replica: desk.who().replica })
const held = (desk: Desktop) =>
  desk.run('receivables.held', { filters: [{ column: 'kind', op: 'is', values: ['held-plates'] }] }, cashier).rows[0]
const pay = (desk: Desktop) =>
  desk.run(
    'receivables.payOut',
    { orderId: order, kind: 'held-plates', method: 'transfer', methodRef: '0012', payee: '车管所', amountFen: 50_000 },
    at(desk),
  ).no
const take = (desk: Desktop, amountFen: number) =>
  desk.run('receivables.receive', { orderId: order, method: 'cash', amountFen, kind: 'down', over: true }, at(desk)).no
const handIn = (desk: Desktop) => {
  const { methods, numbers } = desk.run('closings.standing', {}, at(desk))
  const counts = methods.map(({ method, bookedFen }) => ({ method, bookedFen, countedFen: bookedFen }))
  return { numbers, id: desk.run('closings.count', { counts, payments: numbers.length }, at(desk)).id }
}

test('[S-MERGE-5] [FIN-11] an order invoiced at both desks: one stands, the other says so, keeps its number and has its way out', async () => {
  const [, second] = did.invoices
  const rows = one.st.all<{ id: string; state: string }>('SELECT id, state FROM invoices')
  const standing = rows.find(({ state }) => state === 'prepared' || state === 'issued')?.id
  const other = rows.find(({ state }) => state === 'clashed')?.id ?? ''
  expect(rows).toHaveLength(2)
  expect(rows.find(({ id }) => id === standing)?.state).toBe(standing === second ? 'issued' : 'prepared')
  expect(one.st.all(`SELECT kind FROM cases WHERE kind = 'unique'`)).toHaveLength(1)
  const card = one.run('invoices.card', { id: other }, director)
  expect(card.holder?.id).toBe(standing)
  // Whatever was really issued keeps its number.
  expect(one.st.one('SELECT number FROM invoices WHERE id = ?', second)).toEqual({ number: '26322000000000000002' })
  if (other === second) {
    expect(card).toMatchObject({ mayVoid: false, mayReverse: true })
    const red = one.run('invoices.reverse', { id: other, reason: '重复开具' }, director).id
    issue(one, red, '26322000000000000003')
  } else {
    expect(card).toMatchObject({ mayVoid: true })
    one.run('invoices.void', { id: other, reason: '重复准备' }, director)
  }
  await quiet(one, two)
  for (const desk of [one, two]) {
    expect(desk.run('invoices.basis', { orderId: order }, director).obstacle).toBe('already-invoiced')
    expect(desk.run('invoices.card', { id: other }, director).invoice.state).toBe(other === second ? 'reversed' : 'voided')
  }
})

test('[S-MERGE-5] [REC-05] one cashier at two desks hands in at each, and every payment is counted once', () => {
  const [mine, yours] = did.closings
  const [here, there] = did.taken
  expect([mine.numbers.includes(here), mine.numbers.includes(there)]).toEqual([true, false])
  expect([yours.numbers.includes(here), yours.numbers.includes(there)]).toEqual([false, true])
  const rows = one.st.all<{ numbers: string }>('SELECT numbers FROM closings')
  const all = rows.flatMap(({ numbers }) => JSON.parse(numbers) as string[])
  expect(rows).toHaveLength(2)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toEqual(expect.arrayContaining([here, there]))
  for (const desk of [one, two]) expect(desk.run('closings.standing', {}, at(desk)).numbers).toEqual([])
})

test('[S-MERGE-5] held money paid on at both desks shows as too much gone out; taken back at both it is one row, and a closing has one word', async () => {
  const [, wrong] = did.payouts
  expect(new Set(did.payouts).size).toBe(2)
  for (const desk of [one, two]) expect(held(desk)).toMatchObject({ state: 'overpaid', leftFen: -50_000, paidFen: 100_000 })
  const [{ id }] = did.closings
  await cut()
  for (const desk of [one, two]) desk.run('receivables.takeBack', { no: wrong, reason: '重复付款已退回' }, cashier)
  // Confirmed at one desk and given back at the other: the first word stands, the other is a case.
  one.run('closings.confirm', { id }, manager)
  two.run('closings.giveBack', { id, word: '少一张凭证' }, manager)
  await mend()
  for (const desk of [one, two]) expect(held(desk)).toMatchObject({ state: 'settled', leftFen: 0, paidFen: 50_000 })
  expect(['confirmed', 'returned']).toContain(one.run('closings.card', { id }, manager).closing.state)
  expect(one.st.all(`SELECT kind FROM cases WHERE subject_table = 'closings'`)).toEqual([{ kind: 'expect' }])
})
