// Two entries of one person become one and can be taken apart again: what the kept one takes over, what is shown with it,
// who is found as entered twice, and what is refused.
import { describe, expect, test } from 'vitest'
import { differingUnits, mergedFacts } from '../../src/shared/modules/customers/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../support/shop.ts'

const manager = person('manager')
const card = (shop: Shop, id: string) => shop.run('customers.card', { id }, manager)
const names = (shop: Shop) => shop.run('customers.page', { limit: 50 }, manager).rows.map((row) => row.id)
/** A second entry of the shop's customer, with a phone of its own. */
const again = (shop: Shop, more: object = {}) =>
  shop.run('customers.add', { name: '周杉', phone: '13900001111', wants: '青屿 E5', evenSo: '从车展名单录入', ...more }, manager).id

describe('what is taken over', () => {
  test('[CUS-11] what is lacking is filled, what differs is chosen, and a phone that would get lost becomes the second', () => {
    const keep = { name: '周杉', phone: '1', email: null, level: 'A', idKind: null, idNumber: null }
    const gone = { name: '周衫', phone: '2', email: 'z@example.com', level: 'H', idKind: 'passport', idNumber: 'E1' }
    expect(differingUnits(keep, gone)).toEqual(['name', 'phone', 'level'])
    expect(mergedFacts(keep, gone, ['level'])).toEqual({
      idKind: [null, 'passport'],
      idNumber: [null, 'E1'],
      email: [null, 'z@example.com'],
      level: ['A', 'H'],
      phone2: [null, '2'],
    })
    expect(mergedFacts(keep, gone, ['phone'])).toMatchObject({ phone: ['1', '2'], phone2: [null, '1'] })
    expect(mergedFacts({ ...keep, phone2: '9' }, gone, [])).not.toHaveProperty('phone2')
    expect(mergedFacts(keep, keep, ['name', 'phone'])).toEqual({})
  })
})

describe('merge', () => {
  test('[CUS-11] [CUS-16] both histories are with the kept one; taken apart each has its own again', () => {
    const shop = openShop()
    const gone = again(shop, { email: 'zhou@example.com' })
    const done = shop.run('orders.draft', { ...quoteOf(shop), customerId: gone as never }, manager)
    shop.run('orders.cancel', { id: done.id, kind: 'customer', reason: '改买别的' }, manager)
    shop.run('customers.planFollowUp', { customerId: gone, dueOn: '2027-01-05', channel: 'phone' }, manager)
    const before = card(shop, shop.customerId)
    shop.run('customers.merge', { keep: shop.customerId, gone }, manager)
    const merged = card(shop, shop.customerId)
    expect(merged.orders.map((order) => order.no)).toContain(done.no)
    expect(merged.followUps.map((each) => each.dueOn)).toContain('2027-01-05')
    expect(merged.customer.email).toBe('zhou@example.com')
    expect(merged.merged.map((each) => each.id)).toEqual([gone])
    expect(merged.similar).toEqual([])
    expect(names(shop)).not.toContain(gone)
    expect(card(shop, gone).mergedInto?.id).toBe(shop.customerId)
    // Somebody corrects one of the facts that came along: that stays, the other goes back.
    shop.run('customers.correct', { id: shop.customerId, fields: { email: 'new@example.com' } }, manager)
    shop.run('customers.restore', { id: gone }, manager)
    const apart = card(shop, shop.customerId)
    expect(apart.customer).toMatchObject({ email: 'new@example.com', phone2: before.customer.phone2 })
    expect(apart.orders.map((order) => order.no)).not.toContain(done.no)
    expect(card(shop, gone)).toMatchObject({ mergedInto: null, orders: [{ no: done.no }] })
    expect(names(shop)).toContain(gone)
  })

  test('whose order is under way is not given up, and nobody is merged twice', () => {
    const shop = openShop()
    const other = again(shop)
    shop.run('orders.draft', { ...quoteOf(shop), customerId: other as never }, manager)
    expect(refused(() => shop.run('customers.merge', { keep: shop.customerId, gone: other }, manager)).code).toBe('order-under-way')
    shop.run('customers.merge', { keep: other, gone: shop.customerId }, manager)
    expect(refused(() => shop.run('customers.merge', { keep: shop.customerId, gone: other }, manager)).code).toBe('merged-already')
    expect(() => shop.run('customers.merge', { keep: other, gone: other }, manager)).toThrow()
  })

  test('a person is forgotten with every entry that was merged into them', () => {
    const shop = openShop()
    const gone = again(shop)
    shop.run('customers.merge', { keep: shop.customerId, gone }, manager)
    shop.run('customers.erase', { id: shop.customerId }, person('director'))
    expect(shop.st.all('SELECT name, phone, merged_was FROM customers')).toEqual([
      { name: null, phone: null, merged_was: null },
      { name: null, phone: null, merged_was: null },
    ])
  })
})

describe('duplicates', () => {
  test('[CUS-11] [IMP-04] pairs by phone, whichever of the two it is, until they are merged or said to be two', () => {
    const shop = openShop()
    const row = shop.st.one<{ phone: string }>('SELECT phone FROM customers WHERE id = ?', shop.customerId)
    const twin = shop.run('customers.add', { name: '周先生', phone: '13900002222', phone2: row?.phone ?? '', evenSo: '名片' }, manager).id
    const pairs = () => shop.run('customers.duplicates', {}, manager).pairs.map(({ a, b }) => [a.id, b.id])
    // It was entered on purpose; taken in without a word (as by an import) it is a pair.
    expect(pairs()).toEqual([])
    shop.st.run('UPDATE customers SET even_so = NULL WHERE id = ?', twin)
    expect(pairs()).toEqual([[shop.customerId, twin]])
    shop.run('customers.correct', { id: twin, fields: {}, evenSo: '父子共用一个手机' }, manager)
    expect(pairs()).toEqual([])
    const { a, b, differ } = shop.run('customers.twins', { a: shop.customerId, b: twin }, manager)
    expect(differ).toContain('name')
    expect([a.facts.phone, b.facts.phone2]).toEqual([a.facts.phone, a.facts.phone])
    expect(a.facts.phone).toContain('*')
  })
})
