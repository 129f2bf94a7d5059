// Signed on the screen, appointed, gated by the papers the law wants that day, handed over: what keeps a car in the showroom,
// on whose word it goes all the same, and what is left of it as evidence.
import { describe, expect, test } from 'vitest'
import { addMonths } from '../../../src/shared/dates.ts'
import { checksFor, legalPapers } from '../../../src/shared/modules/orders/rules.ts'
import { handovers as handoversTable } from '../../../src/shared/modules/orders/tables.ts'
import { signedOver } from '../../../src/main/modules/documents/commands/attach.ts'
import { pageOf } from '../../../src/main/modules/documents/queries/render.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const manager = person('manager')
const HAND = 'M20 100L60 40 90 150 140 60 180 130 240 80'
const signature = { name: '周杉', path: HAND }
const all = checksFor({ imported: false, nev: true, papers: legalPapers }).map(({ id }) => id)

const card = (shop: Shop, id: string, who = consultant) => shop.run('orders.card', { id: id as never }, who)
function signed(shop: Shop, over: object = {}): string {
  const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000, loanFen: 0, ...over }), consultant)
  shop.run('orders.place', { id }, consultant)
  shop.run('orders.sign', { id, termsRev: 1, reserve: true, signature }, consultant)
  return id
}
function paid(shop: Shop): string {
  const id = signed(shop)
  shop.run('receivables.receive', { orderId: id as never, method: 'transfer', amountFen: card(shop, id).money.dueFen }, consultant)
  return id
}
const facts = (shop: Shop, id: string, kind: 'contract' | 'quote' | 'delivery' | 'guarantee') =>
  shop.run('documents.facts', { kind, orderId: id as never }, consultant)

describe('signed on the screen', () => {
  test('[CON-02] the contract carries the strokes and the digest of what was signed, until its terms change', () => {
    const shop = openShop()
    const id = signed(shop)
    const [seen] = card(shop, id).signed
    expect(seen).toMatchObject({ about: 'terms', name: '周杉' })
    expect(seen?.sha256).toBe(signedOver({ subjectId: id, about: 'terms 1', name: '周杉', path: HAND, signedAt: seen?.at ?? 0 }))
    const contract = facts(shop, id, 'contract')
    const page = pageOf(contract.template?.body ?? '', contract.facts)
    expect(page).toContain(`<path d="${HAND}"/>`)
    expect(page).toContain(seen?.sha256)
    // A quote is not what was signed.
    expect(facts(shop, id, 'quote').facts['signature']).toMatchObject({ path: '' })
    const { rev } = card(shop, id)
    const { customerId: _customer, ...terms } = quoteOf(shop, { priceFen: 18_800_000, loanFen: 0 })
    shop.run('orders.change', { ...terms, id: id as never, rev }, consultant)
    expect(facts(shop, id, 'contract').facts['signature']).toMatchObject({ path: '' })
    expect(card(shop, id).signed).toEqual([])
  })
})

describe('the gate', () => {
  test('[ORD-06] [CON-05] opens when papers and checklist are done and the buyer signed for the car', () => {
    const shop = openShop()
    const id = paid(shop)
    const rest = all.filter((check) => check !== 'signed-for')
    shop.run('orders.check', { id: id as never, done: rest.slice(1) }, consultant)
    expect(refused(() => shop.run('orders.deliver', { id: id as never, signature }, consultant))).toMatchObject({
      code: 'papers-missing',
      details: { missing: ['identity'] },
    })
    shop.run('orders.check', { id: id as never, done: ['identity'] }, consultant)
    expect(card(shop, id)).toMatchObject({ blockers: [], next: { action: 'deliver' } })
    expect(refused(() => shop.run('orders.deliver', { id: id as never }, consultant)).code).toBe('not-signed')
    const photo = { sha256: 'c'.repeat(64), size: 900, kind: 'image/jpeg' } as const
    shop.run('orders.deliver', { id: id as never, signature, photos: [photo] }, consultant)
    const done = card(shop, id)
    expect(done).toMatchObject({
      stage: 'delivered',
      signed: [{ about: 'terms' }, { about: 'delivery', name: '周杉' }],
      pictures: [{ kind: 'handover' }],
    })
    expect(done.checks.find((check) => check.id === 'signed-for')).toMatchObject({ done: true })
    const delivery = facts(shop, id, 'delivery')
    expect(delivery.facts['signature']).toMatchObject({ path: HAND, digest: done.signed[1]?.sha256 })
    expect(delivery.facts['papers']).toContainEqual({ name: '三包凭证', done: true })
    const guarantee = facts(shop, id, 'guarantee')
    expect(guarantee.facts['sale']).toMatchObject({ deliveredOn: '2026-11-22', dealer: '远汀汽车销售服务（昆山）有限公司' })
    expect(pageOf(guarantee.template?.body ?? '', guarantee.facts)).toContain('三包凭证')
  })

  test('follows the papers dated by the administrator, of imported and 新能源 cars too', () => {
    const shop = openShop()
    const id = paid(shop)
    const value = [
      { id: 'certificate', name: '整车出厂合格证', cars: 'all' },
      { id: 'battery-passport', name: '动力电池编码单', cars: 'nev' },
      { id: 'import-certificate', name: '货物进口证明书', cars: 'imported' },
    ]
    shop.run('admin.dateParameter', { key: 'delivery-papers', validFromOn: '2026-11-22', value: value as never }, shop.founder)
    expect(
      card(shop, id)
        .checks.filter(({ group }) => group === 'papers')
        .map(({ name }) => name),
    ).toEqual(['整车出厂合格证', '动力电池编码单'])
    expect(refused(() => shop.run('orders.check', { id: id as never, done: ['manual'] }, consultant)).code).toBe('no-such-check')
    shop.run('orders.check', { id: id as never, done: all.filter((each) => !legalPapers.some((paper) => paper.id === each)) }, consultant)
    expect(refused(() => shop.run('orders.deliver', { id: id as never }, consultant)).details['missing']).toEqual([
      'certificate',
      'battery-passport',
    ])
    expect(checksFor({ imported: true, nev: false, papers: legalPapers }).filter(({ group }) => group === 'papers')).toHaveLength(7)
  })

  test('is waived for papers alone, by who may, and the reason stays', () => {
    const shop = openShop()
    const unpaid = signed(shop)
    const override = { reason: '合格证在银行赎证，次日补交' }
    expect(refused(() => shop.run('orders.deliver', { id: unpaid as never, signature, override }, manager)).code).toBe('unpaid')
    shop.run(
      'receivables.receive',
      { orderId: unpaid as never, method: 'transfer', amountFen: card(shop, unpaid).money.dueFen },
      consultant,
    )
    shop.run('orders.check', { id: unpaid as never, done: all.filter((each) => each !== 'certificate') }, consultant)
    expect(refused(() => shop.run('orders.deliver', { id: unpaid as never, override }, consultant))).toMatchObject({
      code: 'forbidden',
      details: { needs: 'orders.override' },
    })
    expect(card(shop, unpaid, manager).may).toContain('override')
    shop.run('orders.deliver', { id: unpaid as never, override }, manager)
    expect(card(shop, unpaid, manager)).toMatchObject({
      stage: 'delivered',
      handover: { override: { ...override, by: '顾听澜', missing: ['certificate'] } },
    })
  })
})

describe('the way there', () => {
  test('[ORD-03] an appointment has a day, an hour and a bay nobody else has then', () => {
    const shop = openShop()
    const [one, two] = [signed(shop), signed(shop, { vehicleId: shop.cars[1] })]
    const when = { on: '2026-11-25', slot: '14:30', bay: '1 号' }
    shop.run('orders.appoint', { id: one as never, ...when }, consultant)
    expect(card(shop, one).handover).toMatchObject({ ...when, shared: null, override: null })
    expect(refused(() => shop.run('orders.appoint', { id: two as never, ...when }, consultant)).code).toBe('bay-taken')
    shop.run('orders.appoint', { id: two as never, ...when, bay: '2 号' }, consultant)
    // What two desks give without a line meets in the rows; both orders say so.
    shop.write((db) => db.patch(handoversTable, two, { bay: '1 号' }))
    expect(card(shop, one).handover?.shared).toBe(card(shop, two).no)
    shop.run('orders.appoint', { id: two as never, on: null }, consultant)
    expect(card(shop, two).handover).toMatchObject({ on: null, slot: null, bay: null })
  })

  test('[CON-05] the board shows money, papers, car and registration of every order under way, first to be delivered first', () => {
    const shop = openShop()
    const [one, two] = [paid(shop), signed(shop, { vehicleId: shop.cars[1] })]
    shop.run('orders.draft', quoteOf(shop, { vehicleId: shop.cars[2] as never }), consultant)
    shop.run('orders.check', { id: one as never, done: ['identity', 'invoice', 'phone'] }, consultant)
    shop.run('orders.appoint', { id: two as never, on: '2026-11-24', slot: '10:00', bay: '1 号' }, consultant)
    const required = checksFor({ imported: false, nev: true, papers: legalPapers }).filter((check) => check.required).length
    const { rows, total, totals } = shop.run('orders.execution', { limit: 10 }, consultant)
    expect(total).toBe(2)
    expect(rows).toMatchObject([
      {
        id: two,
        appointedOn: '2026-11-24',
        slot: '10:00',
        bay: '1 号',
        papersDone: 0,
        papersAll: required,
        carState: 'sold',
        invoiced: false,
      },
      { id: one, dueFen: 0, stage: 'paid', papersDone: 2, papersAll: required, invoiced: true, plated: false },
    ])
    expect(totals['due']).toBe(rows[0]?.dueFen)
    const unpaid = shop.run('orders.execution', { filters: [{ column: 'paid', op: 'is', values: ['no'] }] }, consultant)
    expect(unpaid.rows.map(({ id }) => id)).toEqual([two])
    const sorted = shop.run('orders.execution', { sort: [{ column: 'papersOpen', dir: 'asc' }] }, consultant)
    expect(sorted.rows.map(({ id }) => id)).toEqual([one, two])
  })

  test('what follows a delivery is planned once, at its months', () => {
    const shop = openShop()
    const id = paid(shop)
    shop.run('orders.check', { id: id as never, done: all }, consultant)
    shop.run('orders.deliver', { id: id as never }, consultant)
    expect(
      shop.st.all('SELECT note, due_on AS "on" FROM follow_ups WHERE customer_id = ? AND done_at IS NULL ORDER BY due_on', shop.customerId),
    ).toEqual([
      { note: '交车三日回访', on: '2026-11-25' },
      { note: '首保提醒', on: '2027-02-22' },
      { note: '续保提醒', on: '2027-10-22' },
      { note: '交车周年问候', on: '2027-11-22' },
      { note: '年检提醒', on: '2028-10-22' },
    ])
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonths('2026-12-15', -12)).toBe('2025-12-15')
  })
})
