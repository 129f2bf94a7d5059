// What the home screen says: every figure counts the rows of a known store, and each part needs its right.
import { describe, expect, test } from 'vitest'
import { establish } from '../../../src/main/modules/admin/commands.ts'
import { setState } from '../../../src/main/store/outbox.ts'
import type { Who } from '../../../src/main/store/who.ts'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { approvalSteps } from '../../../src/shared/modules/approvals/tables.ts'
import { customers, followUps } from '../../../src/shared/modules/customers/tables.ts'
import { orders } from '../../../src/shared/modules/orders/tables.ts'
import { planLines, receipts } from '../../../src/shared/modules/receivables/tables.ts'
import { cases } from '../../../src/shared/modules/sync/tables.ts'
import { vehicles } from '../../../src/shared/modules/vehicles/tables.ts'
import { permissions } from '../../../src/shared/permissions.ts'
import { SITE, START_AT, somebody, testStore } from '../../support/store.ts'

const ELSEWHERE = '019a0000-0000-7000-8000-00000000000c'
const DAY = 86_400_000

/** A small store on 2026-11-22 whose every number is known. */
function smallStore() {
  const store = testStore()
  const { session, st, run } = store
  setState(st, 'site', SITE)
  const all = { command: 'test.fill', writes: null }
  const site = { name: '昆山店', code: 'KS', legalName: null, uscc: null, phone: null, address: null, bankName: null, bankAccount: null }
  const person = { name: '沈知遥', login: 'boss', title: null, phone: null, password: null }
  const { userId: boss } = session.write(somebody(), all, (db) => establish(db, { site, deviceName: '前台', person }))
  const hire = (name: string, login: string, role: 'sales-manager' | 'sales-consultant') =>
    run('admin.createUser', { name, login, roleIds: [roleIdOf(role)], siteIds: [SITE], password: null }).id
  const li = hire('李青', 'liqing', 'sales-consultant')
  const wang = hire('王维', 'wangwei', 'sales-consultant')
  const luo = hire('罗文', 'luowen', 'sales-manager')
  const fill = () =>
    session.write(somebody(), all, (db) => {
      const car = (id: string, state: string, arrivedOn: string | null, siteId = SITE) =>
        db.put(vehicles, {
          id,
          siteId,
          stockNo: id,
          vin: `LJCPCBLCX11000${id}`,
          brand: '云驰',
          series: 'Q5',
          model: 'x',
          energy: 'fuel',
          listFen: 1,
          priceFen: 1,
          state,
          arrivedOn,
          createdAt: 1,
        })
      car('101', 'in-stock', '2026-11-22')
      car('102', 'for-sale', '2026-09-23')
      car('103', 'in-stock', '2026-09-22')
      car('104', 'in-repair', '2026-08-01')
      car('105', 'sold', '2026-01-01')
      car('106', 'in-transit', null)
      car('107', 'in-stock', '2026-01-01', ELSEWHERE)
      db.put(customers, { id: 'c1', siteId: SITE, kind: 'person', name: '周杉', createdAt: 1, createdBy: li })
      const order = (id: string, consultantId: string, state: string, more: object = {}) =>
        db.put(orders, {
          id,
          siteId: SITE,
          no: `SO-KS-01-2611-${id}`,
          state,
          customerId: 'c1',
          vehicleId: '105',
          consultantId,
          listFen: 20_000_000,
          priceFen: 19_000_000,
          createdAt: START_AT - DAY,
          ...more,
        })
      // What is still planned and not taken keeps a reserved order from being paid.
      const owes = (orderId: string) =>
        db.put(planLines, { id: `p${orderId}`, siteId: SITE, orderId, kind: 'balance', amountFen: 18_000_000 })
      order('1', li, 'quoted')
      order('2', li, 'awaiting-approval')
      order('3', wang, 'awaiting-approval')
      order('4', li, 'reserved', { deliverOn: '2026-11-22' })
      order('5', wang, 'reserved', { deliverOn: '2026-11-20' })
      owes('5')
      order('6', li, 'delivered', { deliverOn: '2026-11-22', signedAt: START_AT - 40 * DAY, deliveredAt: START_AT - 3_600_000 })
      order('7', li, 'cancelled', { deliverOn: '2026-11-22', signedAt: START_AT - DAY, cancelledAt: START_AT })
      owes('8')
      order('8', wang, 'reserved', { deliverOn: '2026-11-23', signedAt: START_AT - 2 * DAY })
      const step = (id: string, orderId: string, level: number, more: object = {}) =>
        db.put(approvalSteps, {
          id,
          siteId: SITE,
          orderId,
          termsRev: 1,
          level,
          roleId: roleIdOf('sales-manager'),
          state: 'waiting',
          requestedBy: li,
          requestedAt: START_AT - Number(orderId) * 1000,
          ...more,
        })
      step('s1', '2', 1)
      step('s2', '2', 2, { roleId: roleIdOf('general-manager') })
      step('s3', '3', 1, { requestedBy: wang })
      step('s4', '1', 1, { termsRev: 9 })
      step('s5', '4', 1, { state: 'approved' })
      const due = (id: string, ownerId: string, dueOn: string, doneAt: number | null = null) =>
        db.put(followUps, { id, siteId: SITE, customerId: 'c1', dueOn, channel: 'phone', ownerId, doneAt, createdAt: 1 })
      due('f1', li, '2026-11-20')
      due('f2', li, '2026-11-22')
      due('f3', li, '2026-11-23')
      due('f4', li, '2026-11-19', 5)
      due('f5', wang, '2026-11-22')
      const taken = (id: string, orderId: string, method: string, amountFen: number, receivedOn = '2026-11-22', receivedBy = li) =>
        db.put(receipts, {
          id,
          siteId: SITE,
          no: id,
          orderId,
          customerId: 'c1',
          kind: 'deposit',
          method,
          amountFen,
          receivedOn,
          receivedAt: START_AT,
          receivedBy,
        })
      taken('r1', '4', 'cash', 500_000)
      taken('r2', '5', 'wechat', 300_000, '2026-11-22', wang)
      taken('r3', '5', 'cash', -100_000, '2026-11-22', luo)
      taken('r4', '4', 'cash', 900_000, '2026-11-21')
      db.put(cases, {
        id: 'k1',
        siteId: SITE,
        kind: 'hold',
        state: 'open',
        subjectTable: 'orders',
        subjectId: '5',
        actor: wang,
        ownerId: wang,
        openedAt: 5,
      })
      db.put(cases, { id: 'k2', siteId: SITE, kind: 'field', state: 'resolved', ownerId: wang, openedAt: 6 })
    })
  const who = (user: string, reach: Who['reach'], rights: readonly string[]): Who =>
    somebody({ user, reach, permissions: new Set(permissions.filter((word) => rights.includes(word))) })
  const as = (user: string, reach: Who['reach'], rights: readonly string[] = permissions) => run('home.today', {}, who(user, reach, rights))
  const teamOf = (user: string, reach: Who['reach'], rights: readonly string[] = permissions) =>
    run('home.team', {}, who(user, reach, rights))
  return { ...store, fill, as, teamOf, boss, li, wang, luo }
}

describe('home.today', () => {
  test('a manager sees the site', () => {
    const { fill, as, teamOf, luo, li } = smallStore()
    fill()
    const today = as(luo, 'site')
    expect(today.today).toBe('2026-11-22')
    expect(today.approvals).toMatchObject({
      count: 2,
      first: [
        { orderId: '3', customer: '周杉', vehicle: '云驰 Q5 x', discountFen: 1_000_000, requestedBy: '王维' },
        { orderId: '2', requestedBy: '李青' },
      ],
    })
    expect(today.cases).toMatchObject({ count: 1, first: [{ id: 'k1', kind: 'hold', title: 'SO-KS-01-2611-5 周杉' }] })
    expect(today.followUps).toEqual({ overdue: 0, today: 0, first: [] })
    expect(teamOf(luo, 'site')).toMatchObject([
      { id: li, name: '李青', count: 2 },
      { name: '王维', count: 1 },
    ])
    expect(today.orders?.days.at(-1)).toEqual({ on: '2026-11-22', count: 1 })
    expect(today.receipts?.days.map((day) => day.fen)).toEqual([...Array.from({ length: 12 }, () => 0), 900_000, 700_000])
    expect(today.receipts?.days[0]?.on).toBe('2026-11-09')
    expect(today.orders).toMatchObject({
      own: false,
      states: [
        { state: 'quoted', count: 1 },
        { state: 'awaiting-approval', count: 2 },
        { state: 'reserved', count: 2 },
        { state: 'paid', count: 1 },
      ],
      deliveredThisMonth: 1,
      signedThisMonth: 1,
    })
    expect(today.deliveries).toMatchObject({ today: 1, late: 1, done: 1, first: [{ orderId: '4' }, { orderId: '5' }] })
    expect(today.receipts).toMatchObject({
      own: false,
      totalFen: 700_000,
      count: 3,
      methods: [
        { method: 'cash', fen: 400_000, count: 2 },
        { method: 'wechat', fen: 300_000, count: 1 },
      ],
    })
    expect(today.stock).toEqual({
      total: 4,
      oldestDays: 113,
      steps: [
        { from: 0, to: 60, count: 2, arrivedFrom: '2026-09-23', arrivedTo: '2026-11-22' },
        { from: 61, to: 90, count: 1, arrivedFrom: '2026-08-24', arrivedTo: '2026-09-22' },
        { from: 91, to: null, count: 1, arrivedFrom: null, arrivedTo: '2026-08-23' },
      ],
      pressure: { stock: 4, sold: 0, coefficient: null, level: 'severe' },
    })
    expect(today.stock?.steps.reduce((sum, step) => sum + step.count, 0)).toBe(today.stock?.total)
  })

  test('a consultant sees their own', () => {
    const { fill, as, teamOf, li } = smallStore()
    fill()
    expect(teamOf(li, 'own')).toEqual([])
    const today = as(li, 'own', [
      'customers.view',
      'vehicles.view',
      'orders.view',
      'orders.edit',
      'orders.deliver',
      'receivables.view',
      'sync.view',
    ])
    expect(today.approvals).toBeNull()
    expect(today.asked).toBe(1)
    expect(today.cases?.count).toBe(0)
    expect(today.followUps).toMatchObject({ overdue: 1, today: 1, first: [{ id: 'f2', dueOn: '2026-11-22' }, { id: 'f1' }] })
    expect(today.orders).toMatchObject({
      own: true,
      states: [
        { state: 'quoted', count: 1 },
        { state: 'awaiting-approval', count: 1 },
        { state: 'paid', count: 1 },
      ],
      deliveredThisMonth: 1,
    })
    expect(today.deliveries).toMatchObject({ today: 1, late: 0 })
    expect(today.receipts).toMatchObject({ own: true, totalFen: 500_000, count: 1 })
    expect(today.start).toBeNull()
  })

  test('nobody decides their own request, nor a level whose turn has not come', () => {
    const { fill, as, wang, boss } = smallStore()
    fill()
    expect(as(boss, 'site').approvals?.count).toBe(0)
    expect(as(wang, 'site').approvals?.count).toBe(0)
  })

  test('without a right a part is not there', () => {
    const { fill, as, teamOf, li } = smallStore()
    fill()
    expect(teamOf(li, 'site', ['customers.view'])).toEqual([])
    expect(teamOf(li, 'site', ['customers.edit'])).toEqual([])
    expect(as(li, 'site', ['vehicles.view'])).toMatchObject({
      approvals: null,
      asked: null,
      cases: null,
      followUps: null,
      orders: null,
      deliveries: null,
      receipts: null,
      start: null,
    })
    expect(as(li, 'site', []).stock).toBeNull()
    expect(as(li, 'site', ['orders.view', 'customers.view'])).toMatchObject({ deliveries: null })
  })

  test('reach of the group counts every site', () => {
    const { fill, as, luo } = smallStore()
    fill()
    expect(as(luo, 'group').stock?.total).toBe(5)
  })

  test('a new store says its first steps to who can take them, until they are done', () => {
    const { as, boss, run, fill } = smallStore()
    expect(as(boss, 'site').start).toEqual({ people: false, particulars: true, customers: true, vehicles: true })
    fill()
    run('admin.describeSite', { name: '昆山店', legalName: '昆山云帆汽车销售有限公司' })
    expect(as(boss, 'site').start).toBeNull()
  })
})
