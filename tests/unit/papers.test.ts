// What was printed is found at the record it was printed of, by whoever may see that record and by nobody else.
import { expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import type { PaperKind } from '../../src/shared/modules/documents/rules.ts'
import type { Permission } from '../../src/shared/permissions.ts'
import { openShop, person, quoteOf, refused } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const boss = person('director')
/** Prints, and may see this. */
const seeing = (...permissions: Permission[]) => somebody({ permissions: new Set(['documents.print', ...permissions]) })

function opened() {
  const shop = openShop()
  const { id: carId } = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E88001' },
    boss,
  )
  const car = { customerId: shop.customerId, carId, vehicleId: null } as never
  const { id: work } = shop.run('workshop.open', { car, kind: 'maintenance', km: 1000, complaint: '保养' }, boss)
  let made = 0
  const keep = (kind: PaperKind, about: Partial<Asked<'documents.archive'>>, who = boss): string => {
    const id = `019a0000-0000-7000-8000-00000000ab0${++made}`
    const paper = { id, kind, title: `${kind} ${made}`, templateId: kind, templateVersion: 1, rev: 1, provisional: false, rightNo: null }
    shop.run('documents.archive', { ...paper, ...about, sha256: 'a'.repeat(64), size: 1000 } as never, who)
    return id
  }
  return { shop, work, keep }
}

test('a work order’s papers stand at it, the newest first, for whoever may see the workshop', () => {
  const { shop, work, keep } = opened()
  const [order, bill] = [keep('workorder', { recordId: work }), keep('settlement', { recordId: work })]
  const list = (who = boss) => shop.run('documents.list', { recordId: work }, who).map(({ id }) => id)
  expect(list()).toEqual([bill, order])
  expect(list(seeing('workshop.view'))).toEqual([bill, order])
  expect(list(seeing('orders.view'))).toEqual([])
  expect(shop.run('documents.paper', { id: bill }, seeing('workshop.view'))).toEqual({ sha256: 'a'.repeat(64), title: 'settlement 2' })
  expect(refused(() => shop.run('documents.paper', { id: bill }, seeing('orders.view')))).toMatchObject({ code: 'forbidden' })
  const elsewhere = { ...seeing('workshop.view'), site: '019a0000-0000-7000-8000-00000000000b' }
  expect(list(elsewhere)).toEqual([])
  expect(refused(() => shop.run('documents.paper', { id: bill }, elsewhere))).toMatchObject({ code: 'not-found' })
})

test('an invoice is among its order’s papers for whoever may see money, and a colleague’s order shows none of its papers', () => {
  const { shop, keep } = opened()
  const { id: order } = shop.run('orders.draft', quoteOf(shop), boss)
  const contract = keep('contract', { orderId: order })
  const invoice = keep('invoice', { orderId: order, recordId: '019a0000-0000-7000-8000-00000000ac01' })
  const list = (who = boss) => shop.run('documents.list', { orderId: order }, who).map(({ id }) => id)
  expect(list()).toEqual([invoice, contract])
  expect(list(seeing('orders.view'))).toEqual([contract])
  const colleague = { ...seeing('orders.view', 'receivables.view'), user: '019a0000-0000-7000-8000-0000000000c9', reach: 'own' as const }
  expect(refused(() => list(colleague))).toMatchObject({ code: 'not-found' })
  expect(refused(() => shop.run('documents.paper', { id: contract }, colleague))).toMatchObject({ code: 'not-found' })
})

test('whoever may not see a record prints no paper of it and archives none', () => {
  const { shop, work, keep } = opened()
  const facts = (who: ReturnType<typeof seeing>) => shop.run('documents.facts', { kind: 'workorder', recordId: work }, who)
  expect(facts(seeing('workshop.view')).title).toContain('委托书')
  expect(refused(() => facts(seeing('orders.view')))).toMatchObject({ code: 'forbidden', details: { needs: 'workshop.view' } })
  expect(refused(() => keep('workorder', { recordId: work }, seeing('orders.view')))).toMatchObject({ code: 'forbidden' })
})
