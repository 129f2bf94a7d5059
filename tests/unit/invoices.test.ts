// Invoices of cars: every field the form has is asked for and checked, the price never holds what is held for others, and an
// order has one invoice that stands from its number to its red letter.
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import type { OrderId } from '../../src/shared/ids.ts'
import { invoices } from '../../src/shared/modules/invoices/contract.ts'
import {
  type InvoiceContent,
  mayReverse,
  mayVoid,
  problemsOf,
  problemsOfNumbers,
  requiredFields,
} from '../../src/shared/modules/invoices/rules.ts'
import { sites } from '../../src/shared/modules/admin/tables.ts'
import { vehicles } from '../../src/shared/modules/vehicles/tables.ts'
import { openShop, person, quoteOf, refused, vinOf, type Shop } from '../support/shop.ts'
import { paid } from '../support/sales.ts'
import { SITE } from '../support/store.ts'

const cashier = person('cashier')
const E_NUMBER = '26322000000012345678'
const numbers = (over: Partial<Asked<'invoices.issue'>['numbers']> = {}) => ({
  code: '',
  number: E_NUMBER,
  issuedOn: '2026-11-22',
  ...over,
})

/** The shop with everything its papers name. */
function furnished(): { shop: Shop; id: OrderId } {
  const shop = openShop()
  shop.write((db) => {
    db.patch(sites, SITE, {
      uscc: '91350100M000100Y43',
      phone: '0512-55556666',
      address: '昆山市前进路 8 号',
      bankName: '示例银行昆山支行',
      bankAccount: '3200 0100 0000 1234',
    })
    db.patch(vehicles, shop.car, { engineNo: 'TZ220XS1A00017', certificateNo: 'WCH20261100018', origin: '江苏常州' })
  })
  shop.run(
    'admin.dateParameter',
    {
      key: 'tax-office',
      validFromOn: '2026-01-01',
      value: { name: '国家税务总局昆山市税务局', code: '13205830000' },
      source: '税务登记',
      note: '建店',
    },
    shop.founder,
  )
  return { shop, id: paid(shop) }
}
const content = (shop: Shop, id: OrderId, over: Partial<InvoiceContent> = {}): InvoiceContent => ({
  ...shop.run('invoices.basis', { orderId: id }, cashier).content,
  ...over,
})
const prepare = (shop: Shop, id: OrderId, over: Partial<Asked<'invoices.prepare'>> = {}) =>
  shop.run(
    'invoices.prepare',
    { orderId: id, kind: 'new-car', form: 'electronic', grossFen: 18_990_000, content: content(shop, id), ...over },
    cashier,
  ).id
const stateOf = (shop: Shop, id: string) => shop.run('invoices.card', { id }, cashier).invoice.state
const ticked = (shop: Shop, id: OrderId) => shop.run('orders.card', { id }, cashier).checks.find((check) => check.id === 'invoice')?.done

describe('what stands on an invoice', () => {
  const { shop, id } = furnished()
  const full = content(shop, id)

  test('[FIN-11] comes from the customer, the car, the store and the tax office, and lacks nothing', () => {
    expect(full).toMatchObject({
      buyerKind: 'person',
      buyerName: '周杉',
      buyerPaperNo: '11010519491231002X',
      brandModel: '青屿 E5 长续航 610',
      vin: vinOf(6704),
      engineNo: 'TZ220XS1A00017',
      certificateNo: 'WCH20261100018',
      origin: '江苏常州',
      sellerTaxNo: '91350100M000100Y43',
      taxOfficeCode: '13205830000',
      seats: '5',
      drawer: 'cashier',
    })
    expect(problemsOf('new-car', full)).toEqual([])
  })

  test.each(requiredFields('new-car', full))('%s is asked for', (field) =>
    expect(problemsOf('new-car', { ...full, [field]: '' })).toContainEqual({ field, code: 'required' }),
  )

  test.each([
    ['buyerPaperNo', '110105194912310021', 'id-number'],
    ['sellerTaxNo', '91350100M000100Y4Z', 'tax-number'],
    ['buyerTaxNo', '12', 'tax-number'],
    ['vin', 'LXYE5A1B0TK00670', 'vin'],
    ['seats', '0', 'seats'],
    ['taxOfficeCode', '1320', 'tax-office'],
  ] as const)('a wrong %s is told', (field, value, code) =>
    expect(problemsOf('new-car', { ...full, [field]: value })).toContainEqual({ field, code }),
  )

  test('a company needs its tax number, a car built abroad its import papers, a used car its plate and registration', () => {
    const required = (kind: 'new-car' | 'used-car', over: Partial<InvoiceContent>) => requiredFields(kind, { ...full, ...over })
    expect(required('new-car', { buyerKind: 'company' })).toContain('buyerTaxNo')
    expect(required('new-car', { vin: '1M8GDM9AXKP042788' })).toEqual(expect.arrayContaining(['importNo', 'inspectionNo']))
    expect(required('new-car', { vin: '1M8GDM9AXKP042788' })).not.toContain('certificateNo')
    expect(required('used-car', {})).toEqual(expect.arrayContaining(['plateNo', 'registrationNo', 'transferTo']))
    expect(required('used-car', {})).not.toContain('certificateNo')
  })

  test('the contract refuses what lacks a field, naming every one at once', () => {
    const asked = { orderId: id, kind: 'new-car', form: 'electronic', grossFen: 1, content: { ...full, engineNo: '', seats: 'x' } }
    const { error } = invoices.prepare.input.safeParse(asked)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual(['content.engineNo', 'content.seats'])
  })
})

describe('preparing', () => {
  test('[FIN-11] waits for a signature and a sure car, and never holds what is held for others', () => {
    const { shop, id } = furnished()
    const draft = shop.run('orders.draft', quoteOf(shop, { vehicleId: shop.cars[1] as never }), person('consultant')).id as OrderId
    expect(shop.run('invoices.basis', { orderId: draft }, cashier).obstacle).toBe('not-signed')
    expect(refused(() => prepare(shop, draft, { content: content(shop, id) })).code).toBe('not-signed')
    // 裸车 18,990,000 + 精品 368,000 are ours; tax, insurance and plates are not.
    expect(shop.run('invoices.basis', { orderId: id }, cashier)).toMatchObject({ carFen: 18_990_000, mostFen: 19_358_000, obstacle: null })
    expect(refused(() => prepare(shop, id, { grossFen: 19_358_001 }))).toMatchObject({
      code: 'beyond-own',
      details: { mostFen: 19_358_000 },
    })
  })

  test('splits the price into value and tax at the rate in force, a used car at its own', () => {
    const { shop, id } = furnished()
    const row = shop.run('invoices.card', { id: prepare(shop, id) }, cashier).invoice
    expect([row.netFen, row.taxFen, row.netFen + row.taxFen]).toEqual([16_805_310, 2_184_690, 18_990_000])
    expect(refused(() => prepare(shop, id)).code).toBe('already-invoiced')
    shop.run('invoices.void', { id: row.id, reason: '改开二手车发票' }, cashier)
    const used = { plateNo: '苏E12345', registrationNo: '320012345678', transferTo: '苏州市车辆管理所' }
    const second = shop.run('invoices.card', { id: prepare(shop, id, { kind: 'used-car', content: content(shop, id, used) }) }, cashier)
    expect([second.vatBp, second.invoice.netFen, second.invoice.taxFen]).toEqual([50, 18_895_522, 94_478])
  })
})

describe('the number of the tax platform', () => {
  test.each([
    ['electronic', {}, []],
    ['electronic', { number: '123' }, ['number']],
    ['electronic', { code: '132052630111' }, ['code']],
    ['paper', { code: '132052630111', number: '00012345' }, []],
    ['paper', { code: '132052630111', number: '00012345', machineCode: '132052630111', machineNo: '00012346' }, ['machine']],
    ['paper', {}, ['code', 'number']],
  ] as const)('%s %j', (form, over, problems) =>
    expect(
      problemsOfNumbers(form, {
        code: '',
        number: E_NUMBER,
        issuedOn: '2026-11-22',
        machineCode: '',
        machineNo: '',
        machineId: '',
        taxControlCode: '',
        ...over,
      }),
    ).toEqual(problems),
  )

  test('[FIN-11] makes it issued, ticks the order, is nobody else’s, and lies not ahead', () => {
    const { shop, id } = furnished()
    shop.run('orders.check', { id, done: [], undone: ['invoice'] }, cashier.permissions.has('orders.edit') ? cashier : person('manager'))
    const invoice = prepare(shop, id)
    expect(refused(() => shop.run('invoices.issue', { id: invoice, numbers: numbers({ issuedOn: '2026-11-23' }) }, cashier)).code).toBe(
      'day-ahead',
    )
    expect(refused(() => shop.run('invoices.issue', { id: invoice, numbers: numbers({ number: '1' }) }, cashier)).code).toBe('wrong-number')
    shop.run('invoices.issue', { id: invoice, numbers: numbers() }, cashier)
    expect([stateOf(shop, invoice), ticked(shop, id)]).toEqual(['issued', true])
    expect(refused(() => shop.run('invoices.issue', { id: invoice, numbers: numbers() }, cashier)).code).toBe('not-prepared')
    shop.run('invoices.taxPaid', { id: invoice, taxPaymentNo: '332016261100012345' }, cashier)
    const red = shop.run('invoices.reverse', { id: invoice, reason: '购买方名称有误' }, cashier).id
    expect(refused(() => shop.run('invoices.issue', { id: red, numbers: numbers() }, cashier)).code).toBe('number-taken')
    expect(refused(() => shop.run('invoices.reverse', { id: invoice, reason: '再红冲' }, cashier)).code).toBe('already-reversing')
    expect(shop.run('invoices.card', { id: red }, cashier)).toMatchObject({
      invoice: { red: true, grossFen: -18_990_000, netFen: -16_805_310, taxFen: -2_184_690, state: 'prepared' },
      redOf: { id: invoice, number: E_NUMBER },
    })
    // Until the red one has its number the first one stands.
    expect(stateOf(shop, invoice)).toBe('issued')
    shop.run('invoices.issue', { id: red, numbers: numbers({ number: '26322000000012345679' }) }, cashier)
    expect([stateOf(shop, invoice), ticked(shop, id)]).toEqual(['reversed', false])
    const { totals } = shop.run('invoices.page', { limit: 1 }, cashier)
    expect([totals['gross'], totals['net'], totals['tax']]).toEqual([0, 0, 0])
    // The order is free for the right one.
    expect(stateOf(shop, prepare(shop, id))).toBe('prepared')
  })

  test('may be voided while there is none, on paper within its month, and is reversed otherwise', () => {
    const issued = { state: 'issued', form: 'paper', issuedOn: '2026-11-02' } as const
    expect(mayVoid({ state: 'prepared', form: 'electronic', issuedOn: null }, '2026-11-22')).toBe(true)
    expect(mayVoid(issued, '2026-11-30')).toBe(true)
    expect(mayVoid(issued, '2026-12-01')).toBe(false)
    expect(mayVoid({ ...issued, form: 'electronic' }, '2026-11-22')).toBe(false)
    expect(mayReverse({ ...issued, redOf: null })).toBe(true)
    expect(mayReverse({ ...issued, redOf: 'x' })).toBe(false)
    expect(mayReverse({ state: 'prepared', issuedOn: null, redOf: null })).toBe(false)
  })

  test('goes with the person: a buyer who is forgotten is named on no invoice', () => {
    const { shop, id } = furnished()
    const invoice = prepare(shop, id)
    shop.run('orders.deliver', { id }, person('manager'))
    shop.run('customers.erase', { id: shop.customerId }, shop.founder)
    expect(shop.st.one('SELECT buyer_name, buyer_paper_no, vin FROM invoices WHERE id = ?', invoice)).toEqual({
      buyer_name: null,
      buyer_paper_no: null,
      vin: vinOf(6704),
    })
  })
})
