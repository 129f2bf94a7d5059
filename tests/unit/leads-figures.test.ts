// The figures of leads and talks count exactly the rows their lists show with the filters a figure opens, and the calendar
// shows what is planned and done day by day.
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/shared/dates.ts'
import type { ListFilter } from '../../src/shared/list.ts'
import { closedStages, median, openStages } from '../../src/shared/modules/leads/rules.ts'
import { openShop, person, type Shop } from '../support/shop.ts'

const TODAY = '2026-11-22'
const consultant = person('consultant')
const manager = person('manager')
const WAY = [...openStages, closedStages[0]]
const DAY = 86_400_000

/** Nine leads of two sources: two won, three lost (one of them entered twice), the rest on their way. */
function filled(): Shop {
  const shop = openShop()
  const lead = (n: number, channel: string): string =>
    shop.run('leads.add', { name: `客户${n}`, phone: `1390000${1000 + n}`, channel, level: n % 2 ? 'H' : 'B' }, consultant).id
  const to = (id: string, ...stages: Parameters<typeof move>[1][]): void => stages.forEach((stage) => move(id, stage))
  const move = (id: string, stage: (typeof openStages)[number] | 'won'): void => void shop.run('leads.move', { id, stage }, consultant)
  const ids = Array.from({ length: 9 }, (_, n) => lead(n, n < 5 ? '抖音' : '网站'))
  to(ids[0] as string, 'arrived', 'driven', 'quoted')
  to(ids[1] as string, 'quoted')
  to(ids[2] as string, 'contacted', 'invited')
  to(ids[5] as string, 'arrived')
  shop.clock.at += 3 * DAY
  to(ids[0] as string, 'won')
  shop.clock.at += 2 * DAY
  to(ids[1] as string, 'won')
  shop.run('leads.move', { id: ids[3] as string, stage: 'lost', reason: 'price' }, consultant)
  shop.run('leads.move', { id: ids[5] as string, stage: 'lost', reason: 'rival', rival: '插混' }, consultant)
  shop.run('leads.move', { id: ids[4] as string, stage: 'lost', reason: 'double' }, consultant)
  return shop
}
const period = { from: TODAY, to: addDays(TODAY, 10) }
const rows = (shop: Shop, ...filters: ListFilter[]): number =>
  shop.run(
    'leads.page',
    {
      limit: 0,
      filters: [
        { column: 'createdAt', op: 'between', values: [period.from, period.to] },
        { column: 'lostReason', op: 'not', values: ['double'] },
        ...filters,
      ],
    },
    manager,
  ).total

describe('figures', () => {
  test('[LEA-05] the funnel, the cycle, the losses and the sources, each the rows it opens', () => {
    const shop = filled()
    const { funnel, cycle, losses, sources } = shop.run('leads.figures', period, manager)
    expect(funnel.map(({ count }) => count)).toEqual([8, 4, 4, 3, 2, 2, 2])
    for (const { stage, count } of funnel)
      expect(rows(shop, { column: 'reached', op: 'is', values: WAY.slice(WAY.indexOf(stage as 'won')) })).toBe(count)
    expect(cycle.count).toBe(2)
    expect(cycle.medianDays).toBeCloseTo(4, 2)
    expect(losses).toEqual([
      { reason: 'price', count: 1 },
      { reason: 'rival', count: 1 },
    ])
    for (const { reason, count } of losses)
      expect(rows(shop, { column: 'stage', op: 'is', values: ['lost'] }, { column: 'lostReason', op: 'is', values: [reason] })).toBe(count)
    expect(sources).toEqual([
      { channel: '抖音', leads: 4, arrived: 2, won: 2, lost: 1 },
      { channel: '网站', leads: 4, arrived: 1, won: 0, lost: 1 },
    ])
    for (const { channel, leads } of sources) expect(rows(shop, { column: 'channel', op: 'is', values: [channel] })).toBe(leads)
  })

  test('[FUP-04] [FUP-13] talks by way and by cadence: how many, answered, and followed by a step within a week', () => {
    const shop = openShop()
    const { id } = shop.run('leads.add', { name: '江知夏', phone: '13900001111', level: 'H' }, consultant)
    const { lead, followUps } = shop.run('leads.card', { id }, manager)
    const first = followUps.find(({ channel }) => channel === 'phone')?.id ?? ''
    shop.run('customers.finishFollowUp', { id: first, result: '讲了续航', feedback: '想来看' }, consultant)
    shop.clock.at += 2 * DAY
    shop.run('leads.receive', { customerId: lead.customerId }, consultant)
    shop.clock.at += 9 * DAY
    shop.run('customers.noteTalk', { customerId: lead.customerId, channel: 'wechat', result: '发了报价' }, consultant)
    const { channels, cadences } = shop.run('leads.figures', { from: TODAY, to: addDays(TODAY, 30) }, manager)
    expect(channels).toEqual([
      { key: 'phone', talks: 1, answered: 1, advanced: 1 },
      { key: 'wechat', talks: 1, answered: 0, advanced: 0 },
    ])
    expect(cadences).toEqual([
      { key: null, talks: 1, answered: 0, advanced: 0 },
      { key: 'H', talks: 1, answered: 1, advanced: 1 },
    ])
    const listed = (...filters: ListFilter[]): number => shop.run('customers.followUps', { done: true, limit: 0, filters }, manager).total
    expect(listed({ column: 'advanced', op: 'is', values: ['yes'] })).toBe(1)
    expect(listed({ column: 'cadence', op: 'is', values: ['H'] })).toBe(1)
    expect(listed({ column: 'feedback', op: 'filled', values: [] })).toBe(1)
  })

  test('the middle of an even and an odd number of values', () => {
    expect(median([])).toBeNull()
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
  })

  test('a consultant’s figures count their own leads only', () => {
    const shop = filled()
    expect(shop.run('leads.figures', period, person('colleague')).funnel[0]?.count).toBe(0)
    expect(shop.run('leads.figures', period, consultant).funnel[0]?.count).toBe(8)
  })
})

test('[LEA-07] [FUP-06] the calendar shows appointments by their hour and tasks by their day', () => {
  const shop = openShop()
  const { id } = shop.run('leads.add', { name: '江知夏', phone: '13900001111', level: 'H' }, consultant)
  const { customerId } = shop.run('leads.card', { id }, manager).lead
  const on = addDays(TODAY, 1)
  shop.run('customers.planFollowUp', { customerId, dueOn: on, dueMinute: 900, channel: 'visit', note: '看车' }, consultant)
  shop.run('customers.planFollowUp', { customerId, dueOn: on, dueMinute: 570, channel: 'visit' }, consultant)
  const { items, cut } = shop.run('leads.agenda', { from: TODAY, to: addDays(TODAY, 2) }, manager)
  expect(items.map(({ dueOn, dueMinute, channel }) => [dueOn, dueMinute, channel])).toEqual([
    [on, 570, 'visit'],
    [on, 900, 'visit'],
    [on, null, 'phone'],
    [addDays(TODAY, 2), null, 'wechat'],
  ])
  expect(cut).toBe(false)
  expect(shop.run('leads.agenda', { from: TODAY, to: addDays(TODAY, 2) }, person('colleague')).items).toEqual([])
})
