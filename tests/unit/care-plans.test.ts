// Care plans: what visits, deliveries and policies tell of a car becomes a prompt, and a task of whoever knows its driver, made by
// hand or by the program where the rule says so. Real store, the product's own commands.
import { expect, test } from 'vitest'
import { dailyWork } from '../../src/main/daily.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { dayOf, daysBetween } from '../../src/shared/dates.ts'
import { CustomerId, uuidv5 } from '../../src/shared/ids.ts'
import { insurancePolicies } from '../../src/shared/modules/applications/tables.ts'
import { firstPromptRules, type PromptKind } from '../../src/shared/modules/care/rules/prompts.ts'
import { paid } from '../support/sales.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

const boss = person('director')
const DAY = 86_400_000
/** A car somebody else sold, on the road since a day, maintained here today, 2026-11-22. */
function maintained(boughtOn: string): { shop: Shop; carId: string } {
  const shop = openShop()
  setState(shop.st, 'site', SITE)
  const car = { customerId: CustomerId.parse(shop.customerId), brand: '青屿', model: 'E5', plate: '苏E12345', boughtOn }
  const { id: carId } = shop.run('customers.keepCar', { id: null, ...car }, boss)
  visit(shop, carId, 18_000)
  return { shop, carId }
}
const visit = (shop: Shop, carId: string, km: number): void => {
  const car = { customerId: CustomerId.parse(shop.customerId), carId, vehicleId: null }
  const { id } = shop.run('workshop.open', { car, kind: 'maintenance', km, complaint: '保养' }, boss)
  shop.raw.prepare(`UPDATE work_orders SET state = 'delivered' WHERE id = ?`).run(id)
}
const prompts = (shop: Shop, kind?: PromptKind) =>
  shop.run('care.prompts', {}, boss).filter((each) => kind === undefined || each.kind === kind)
const tasks = (shop: Shop) => shop.run('customers.followUps', {}, boss).rows

test('[FUP-17] a car the workshop knows is prompted for by day and distance unless it is booked, answered once a round, and again after the next visit', () => {
  const { shop, carId } = maintained('2025-11-22')
  expect(prompts(shop)).toEqual([])
  // 18,000 km in its first year: 10,000 more come after about 203 days, the half year before them.
  shop.clock.at += 170 * DAY
  const [due] = prompts(shop, 'maintenance')
  expect(due).toMatchObject({ customer: '周杉', car: '青屿 E5', km: 18_000, dueOn: '2027-05-22', roundOn: '2026-11-22', mayCall: true })
  // Who has booked already is not called to book.
  const car = { customerId: CustomerId.parse(shop.customerId), carId, vehicleId: null }
  const wish = { dayOn: '2027-05-18', clock: '10:30', minutes: 60, kind: 'maintenance', wants: '保养', channel: 'phone' } as const
  const { id: booked } = shop.run('appointments.book', { car, ...wish, evenSo: '客户坚持' }, boss)
  expect(prompts(shop, 'maintenance')).toEqual([])
  shop.run('appointments.end', { id: booked, kind: 'cancelled', reason: '改期' }, boss)
  expect(prompts(shop, 'maintenance')).toHaveLength(1)
  const answer = { customerId: CustomerId.parse(shop.customerId), kind: 'maintenance' as const, subjectId: carId }
  const plan = { dueOn: '2027-05-12', channel: 'phone' as const, note: '该保养了' }
  const given = { ...answer, dueOn: due?.dueOn ?? '', roundOn: due?.roundOn ?? '', plan }
  shop.run('care.answerPrompt', given, boss)
  expect(tasks(shop).filter(({ note }) => note === '该保养了')).toHaveLength(1)
  expect(prompts(shop, 'maintenance')).toEqual([])
  expect(refused(() => shop.run('care.answerPrompt', given, boss)).code).toBe('already-answered')
  // It comes, far sooner than thought the next time: the distance decides.
  visit(shop, carId, 60_000)
  expect(prompts(shop, 'maintenance')).toEqual([])
  shop.clock.at += 100 * DAY
  expect(prompts(shop, 'maintenance')).toMatchObject([{ km: 60_000, roundOn: '2027-05-11' }])
  // Given away: nobody is called about it any more.
  shop.run('customers.keepCar', { id: carId, customerId: answer.customerId, brand: '青屿', model: 'E5', goneOn: '2027-08-01' }, boss)
  expect(prompts(shop)).toEqual([])
})

test('[FUP-17] where the rule says so the program plans the call itself, once, in the first week, and only who may be called', async () => {
  // Two years on the road sixty days from now.
  const { shop } = maintained('2025-01-21')
  const daily = dailyWork({ session: shop.session, log: (error) => expect(error).toBeUndefined() })
  await daily.greetToday()
  expect(prompts(shop, 'inspection')).toHaveLength(1)
  const rule = { key: 'care-prompts', validFromOn: '2026-11-23', value: { ...firstPromptRules, plans: true }, source: '店长', note: '' }
  shop.run('admin.dateParameter', rule as never, shop.founder)
  shop.clock.at += DAY
  expect(await daily.greetToday()).toBe(1)
  expect(prompts(shop, 'inspection')).toEqual([])
  expect(tasks(shop).map(({ note, dueOn, owner }) => [note, dueOn, owner])).toEqual([['年检提醒 青屿 E5 2027-01-21', '2026-11-22', '陈屿']])
  shop.clock.at += DAY
  expect(await daily.greetToday()).toBe(0)
})

test('[FUP-17] what was planned at a delivery is not asked a second time by the program or by hand, and the year after it is', async () => {
  const shop = openShop()
  setState(shop.st, 'site', SITE)
  const rule = { key: 'care-prompts', validFromOn: '2026-11-22', value: { ...firstPromptRules, plans: true }, source: '店长', note: '' }
  shop.run('admin.dateParameter', rule as never, shop.founder)
  const id = paid(shop)
  shop.run('orders.deliver', { id }, person('consultant'))
  const calls = (words: string) => shop.st.all<{ note: string }>('SELECT note FROM follow_ups WHERE note LIKE ?', `${words}%`).length
  const daily = dailyWork({ session: shop.session, log: (error) => expect(error).toBeUndefined() })
  const on = async (day: string): Promise<void> => {
    shop.clock.at += daysBetween(dayOf(shop.clock.at), day) * DAY
    await daily.greetToday()
  }
  const once = ['首保提醒', '续保提醒', '年检提醒'] as const
  expect(once.map(calls)).toEqual([1, 1, 1])
  // 首保 is due on 2027-02-22, the policy ends a day before its year is round, and the car is inspected on 2028-11-22.
  const { vehicle } = shop.run('orders.card', { id }, boss)
  const policy = uuidv5(id, 'policy')
  shop.write((db) =>
    db.put(insurancePolicies, {
      id: policy,
      siteId: SITE,
      customerId: shop.customerId,
      vehicleId: vehicle?.id ?? null,
      kind: 'commercial',
      insurer: '示例财险',
      premiumFen: 400_000,
      startsOn: '2026-11-22',
      endsOn: '2027-11-21',
      createdAt: db.now,
    }),
  )
  for (const day of ['2027-02-10', '2027-10-25', '2028-09-25']) {
    await on(day)
    expect(prompts(shop).filter(({ kind }) => kind !== 'insurance')).toEqual([])
    expect(once.map(calls)).toEqual([1, 1, 1])
  }
  shop.write((db) => db.patch(insurancePolicies, policy, { startsOn: '2027-11-22', endsOn: '2028-11-21' }))
  await on('2028-10-23')
  expect(once.map(calls)).toEqual([1, 2, 1])
})
