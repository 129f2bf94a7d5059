// 客户需求: what customers ask for in a period, the one before and a year earlier, by a desk whose clock is set between them. Every
// figure is held against the list it opens.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { addDays, addMonths, type Day, daysBetween, monthOf, startOf } from '../../src/shared/dates.ts'
import type { ListFilter } from '../../src/shared/list.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import type { JobKind } from '../../src/shared/modules/jobs/rules.ts'
import { byChange, changeBp, Need, readNeed, spansBefore, tooFew } from '../../src/shared/modules/workshop/rules/needs.ts'
import { openShop, person, refused } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions) })
const director = person('director')
const group = somebody({ reach: 'group' })
const HOUR = 3_600_000

test('[AFS-22] a period is held against as many months or days before it, and the same a year earlier', () => {
  expect(spansBefore({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
    before: { from: '2026-10-01', to: '2026-10-31' },
    yearAgo: { from: '2025-11-01', to: '2025-11-30' },
  })
  expect(spansBefore({ from: '2026-11-01', to: '2026-11-22' }).before).toEqual({ from: '2026-10-01', to: '2026-10-22' })
  expect(spansBefore({ from: '2026-03-01', to: '2026-03-30' }).before).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(spansBefore({ from: '2025-02-01', to: '2025-02-28' }).yearAgo).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(spansBefore({ from: '2026-11-05', to: '2026-11-11' }).before).toEqual({ from: '2026-10-29', to: '2026-11-04' })
  const day = fc.integer({ min: 0, max: 4000 }).map((n): Day => addDays('2018-01-01', n))
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 500 }), (from, long) => {
      const to = addDays(from, long)
      const { before, yearAgo } = spansBefore({ from, to })
      expect(before.from <= before.to && before.to < from).toBe(true)
      expect(yearAgo.from <= yearAgo.to && yearAgo.to < to).toBe(true)
      if (!from.endsWith('-01')) expect(daysBetween(before.from, before.to)).toBe(long)
    }),
  )
})

test('[AFS-22] what rose most comes first, what fell most last, and numbers too small to compare after all of them', () => {
  const row = (id: string, now: number, before: number) => ({ id, now, before, yearAgo: 0 })
  const rows = [row('fell', 5, 9), row('few', 4, 1), row('rose', 9, 5), row('fewer', 2, 4), row('same', 30, 30), row('fresh', 5, 0)]
  expect(rows.toSorted(byChange(5)).map(({ id }) => id)).toEqual(['fresh', 'rose', 'same', 'fell', 'few', 'fewer'])
  expect([tooFew(row('a', 4, 4), 5), tooFew(row('a', 0, 5), 5)]).toEqual([true, false])
  expect([changeBp(9, 6), changeBp(3, 9), changeBp(3, 0)]).toEqual([5000, -6667, null])
  expect(Need.safeParse('declined:brakes').success && readNeed('job:换片: 前')).toEqual({ ask: 'job', what: '换片: 前' })
  expect(Need.safeParse('anything:brakes').success).toBe(false)
})

describe('what customers ask for', () => {
  const shop = openShop()
  const now = { from: `${monthOf('2026-11-22')}-01` as Day, to: '2026-11-22' as Day }
  const carId = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E12345' },
    adviser,
  ).id
  const keep = (code: string, name: string, area: 'brakes' | 'tyres', kind: JobKind): string => {
    const { id } = shop.run('jobs.keep', { code, name, area, kind, minutes: 60 }, director)
    shop.run('jobs.setPrice', { jobId: id, validFromOn: '2020-01-01', priceFen: 20_000 }, director)
    return id
  }
  const pads = keep('WX-1', '更换前制动片', 'brakes', 'replacement')
  const discs = keep('WX-2', '更换前制动盘', 'brakes', 'replacement')
  const tyres = keep('WX-3', '四轮换位', 'tyres', 'maintenance')
  const take = (kind: 'repair' | 'maintenance'): string =>
    shop.run(
      'workshop.open',
      { car: { customerId: shop.customerId, carId, vehicleId: null }, kind, km: 10_000, complaint: '异响', evenSo: '又一单' },
      adviser,
    ).id
  const lay = (orderId: string, jobId: string, decision: 'agreed' | 'declined' = 'agreed'): void => {
    const { id } = shop.run('jobs.choose', { orderId, jobId, decision: 'proposed' }, adviser)
    shop.run('workshop.decide', { orderId, ids: [id], decision }, adviser)
  }
  const on = (day: Day, work: () => void): void => {
    shop.clock.at = startOf(day) + 10 * HOUR
    work()
  }
  const ask = (kind: 'consult' | 'complaint', articleId: string | null = null) =>
    shop.run('care.ask', { kind, channel: 'phone', customerId: shop.customerId, question: '能不能换轮胎', articleId }, director)
  const times = (count: number, work: () => unknown): void => {
    for (let n = 0; n < count; n++) work()
  }
  on('2025-11-10', () => times(2, () => lay(take('repair'), pads)))
  on('2026-10-10', () => {
    times(2, () => lay(take('repair'), discs, 'declined'))
    times(6, () => lay(take('maintenance'), tyres))
    ask('complaint')
  })
  // Outside the span before: the 22nd is its last day.
  on('2026-10-25', () => lay(take('repair'), discs, 'declined'))
  let article = ''
  on('2026-11-12', () => {
    times(7, () => {
      const id = take('repair')
      lay(id, pads)
      lay(id, discs, 'declined')
    })
    times(5, () => shop.run('workshop.addJob', { orderId: take('repair'), name: '加装踏板', minutes: 60, priceFen: 9000 }, adviser))
    lay(take('maintenance'), tyres)
    article = shop.run('care.keepArticle', { category: 'usage', title: '轮胎多久换一次', body: '看花纹和年头' }, director).id
    times(6, () => ask('consult', article))
    ask('consult')
    const car = { customerId: shop.customerId, carId, vehicleId: null }
    const wish = { car, dayOn: '2026-11-13', clock: '10:00', minutes: 30, kind: 'repair', wants: '刹车响', channel: 'phone' } as const
    shop.run('appointments.book', { ...wish, evenSo: '再约' }, adviser)
  })
  on('2026-11-22', () => undefined)

  const needs = (over: Partial<Asked<'workshop.needs'>> = {}, who = director) => shop.run('workshop.needs', { ...now, ...over }, who)
  const need = (id: string) => needs().rows.find((row) => row.id === id)

  test('[AFS-22] is counted by where it is seen, beside the period before and a year earlier', () => {
    const { before, yearAgo, smallest } = needs()
    expect([before, yearAgo, smallest]).toEqual([{ from: '2026-10-01', to: '2026-10-22' }, { from: '2025-11-01', to: '2025-11-22' }, 5])
    expect(need('taken:brakes')).toMatchObject({ now: 7, before: 0, yearAgo: 2, changeBp: null, few: false, codes: ['WX-1'] })
    expect(need('declined:brakes')).toMatchObject({ now: 7, before: 2, yearAgo: 0, changeBp: 25_000, codes: ['WX-2'] })
    expect(need('taken:other')).toMatchObject({ now: 5, before: 0, codes: [] })
    expect(need('job:四轮换位')).toMatchObject({ name: '四轮换位', now: 1, before: 6, changeBp: -8333, codes: ['WX-3'] })
    expect(need('job:加装踏板')).toMatchObject({ name: '加装踏板', now: 5, codes: [] })
    expect(need('came:repair')).toMatchObject({ now: 12, before: 2, yearAgo: 2, codes: ['WX-1'] })
    expect(need('booked:repair')).toMatchObject({ now: 1, few: true })
    expect(need('ticket:consult')).toMatchObject({ now: 7, before: 0 })
    expect(need('ticket:complaint')).toMatchObject({ now: 0, before: 1, few: true })
    expect(need(`question:${article}`)).toMatchObject({ name: '轮胎多久换一次', now: 6, few: false })
    expect(need('question:none')).toMatchObject({ now: 1, few: true })
    const { rows } = needs()
    expect(rows[0]?.id).toBe('came:repair')
    expect(rows.findIndex(({ few }) => few)).toBe(rows.filter(({ few }) => !few).length)
  })

  test('[AFS-22] every figure opens the list of just those records', () => {
    const is = (column: string, ...values: string[]): ListFilter => ({ column, op: 'is', values })
    for (const when of ['now', 'before', 'yearAgo'] as const) {
      const { rows, ...spans } = needs()
      const { from, to } = spans[when]
      const between = (column: string): ListFilter => ({ column, op: 'between', values: [from, to] })
      const orders = (column: string, what: string): number =>
        shop.run('workshop.page', { filters: [between('receivedAt'), is(column, what)] }, director).total
      const tickets = (...more: ListFilter[]): number =>
        shop.run('care.requests', { filters: [between('createdAt'), ...more] }, director).total
      const behind = {
        booked: (what: string) => shop.run('appointments.page', { filters: [between('dayOn'), is('kind', what)] }, director).total,
        came: (what: string) => orders('kind', what),
        taken: (what: string) => orders('takenArea', what),
        declined: (what: string) => orders('declinedArea', what),
        job: (what: string) => orders('job', what),
        ticket: (what: string) => tickets(is('kind', what)),
        question: (_: string, name: string | null) =>
          tickets(is('kind', 'consult'), name === null ? { column: 'article', op: 'empty', values: [] } : is('article', name)),
      }
      for (const row of rows) expect([row.id, behind[row.ask](row.what, row.name)]).toEqual([row.id, row[when]])
    }
  })

  test('[AFS-22] is of the places and tickets the person sees, and what counts as few is the store’s word', () => {
    const elsewhere = somebody({ permissions: new Set(['workshop.view']), site: '019a0000-0000-7000-8000-0000000000ee' })
    expect(needs({}, elsewhere).rows).toEqual([])
    const floor = somebody({ permissions: new Set(['workshop.view']) })
    expect(needs({}, floor).rows.some(({ ask: at }) => at === 'ticket' || at === 'question')).toBe(false)
    expect(() => needs({ from: addMonths(now.to, 1) })).toThrow('range-upside-down')
    shop.run('admin.dateParameter', { key: 'needs-smallest', validFromOn: '2026-11-22', value: 8, note: '门店大' }, group)
    expect([needs().smallest, need('taken:brakes')?.few, need('came:repair')?.few]).toEqual([8, true, false])
    shop.run('admin.dateParameter', { key: 'needs-smallest', validFromOn: '2026-11-22', value: 5, note: '门店默认' }, group)
  })

  test('[AFS-22] a need becomes a package or a job of the catalogue, which says of which need it was made, and how often it is taken since', () => {
    const about = { code: 'TC-1', name: '制动盘套餐', jobs: ['WX-2'], priceFen: 18_000, validFromOn: '2026-11-01' }
    const fromNeed = { need: 'declined:brakes', ...now, siteId: null }
    const make = (over: Partial<Asked<'jobs.keepPackage'>> = {}) => shop.run('jobs.keepPackage', { ...about, fromNeed, ...over }, director)
    expect(refused(() => make({ fromNeed: { ...fromNeed, need: 'declined:body' } })).code).toBe('no-such-need')
    const { id } = make()
    const made = () => shop.run('jobs.packages', {}, director).rows.find((row) => row.id === id)?.madeOf
    const was = { need: 'declined:brakes', name: null, ...now, now: 7, before: 2, yearAgo: 0 }
    expect(made()).toEqual(was)
    expect(need('declined:brakes')?.answers).toEqual([{ subject: 'service_packages', id, code: 'TC-1', name: '制动盘套餐', used: 0 }])
    const order = take('repair')
    shop.run('jobs.choosePackage', { orderId: order, packageId: id }, adviser)
    expect(need('declined:brakes')?.answers[0]?.used).toBe(1)
    // What it was made of is what it was then, whatever is counted later and however the package is changed.
    lay(take('repair'), discs, 'declined')
    shop.run('jobs.keepPackage', { id, ...about, priceFen: 17_000 }, director)
    expect(made()).toEqual(was)
    const entry = { code: 'JZ-1', name: '加装踏板', area: 'body', kind: 'fitting', minutes: 60 } as const
    const { id: jobId } = shop.run('jobs.keep', { ...entry, fromNeed: { ...fromNeed, need: 'job:加装踏板' } }, director)
    expect(need('job:加装踏板')?.answers).toMatchObject([{ subject: 'service_jobs', id: jobId, code: 'JZ-1', used: 0 }])
  })
})
