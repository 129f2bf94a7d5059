// The watch over alerts on a real store: measured at most every half minute after a change, only while somebody sits there,
// and a person is told of what rang and of nothing else.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SYSTEM } from '../../src/shared/sync/state.ts'
import { watchAlerts } from '../../src/main/watch.ts'
import type { Who } from '../../src/main/store/who.ts'
import { openShop, person } from '../support/shop.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const manager = person('manager')

function watched() {
  const shop = openShop()
  shop.run(
    'alerts.keepRule',
    { name: '库存不足', indicator: 'stock-count', direction: 'below', threshold: 4, windowDays: 0, every: 'month' },
    manager,
  )
  let here: Who | null = manager
  const asked: string[] = []
  const told: number[] = []
  const ran: string[] = []
  const watch = watchAlerts({
    present: () => here,
    ask: async (name, input, who) => (asked.push(name), shop.run(name, input, who)),
    run: (name, input, who) => (ran.push(who.user), shop.run(name, input, who)),
    tell: (count) => told.push(count),
    incident: (error) => {
      throw error
    },
  })
  return { shop, watch, asked, told, ran, leave: () => (here = null) }
}

test('[ALR-02] changes wake it once in half a minute, what rings is written by the program and told once', async () => {
  const { shop, watch, asked, told, ran } = watched()
  for (let n = 0; n < 50; n++) watch.touched(['vehicles'])
  watch.touched(['drafts'])
  await vi.advanceTimersByTimeAsync(29_000)
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual(['alerts.due', 'alerts.messages'])
  expect(ran).toEqual([SYSTEM])
  expect(told).toEqual([1])
  expect(shop.run('alerts.page', {}, manager).rows).toHaveLength(1)
  // Nothing new: nobody is told again. A row no indicator looks at wakes nothing.
  watch.touched(['vehicles'])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(told).toEqual([1])
  expect(asked).toEqual(['alerts.due', 'alerts.messages', 'alerts.due'])
  watch.touched(['drafts'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(3)
  watch.stop()
})

test('without a person nothing is measured; days pass without a row, so it looks every hour', async () => {
  const { watch, asked, leave } = watched()
  await vi.advanceTimersByTimeAsync(3_600_000 + 30_000)
  expect(asked[0]).toBe('alerts.due')
  asked.length = 0
  leave()
  await vi.advanceTimersByTimeAsync(2 * 3_600_000)
  expect(asked).toEqual([])
  watch.stop()
})
