// Two desktops of one site in real windows, and what comes of selling one car on both while the first has no line: a case
// with its ways out, a change headquarters set apart because its maker had no right to it, a sale right the other desktop holds.
// Deeds go through the window's own bridge, not by hand: this is a stage to look at, the story is the test of the deeds.
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openByPassphrase, readKeys } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import * as hand from './hands.ts'
import { hqProcess, joinedDesk, PASSPHRASE, siteOf, type Desk } from './story.ts'
import { asked } from './window.ts'

export type SoldTwice = {
  one: Desk
  two: Desk
  /** The line of the first desktop comes back, and its case with it. */
  settle(): Promise<void>
  close(): Promise<void>
}

const DIRECTOR = '莫怀远'
/** This desktop believes that she may change customers; headquarters does not. */
const CASHIER = '沈知夏'
const forSale = {
  filters: [{ column: 'state', op: 'is' as const, values: ['for-sale'] }],
  sort: [{ column: 'ageDays', dir: 'desc' as const }],
}
const newest = { limit: 9, sort: [{ column: 'createdAt', dir: 'desc' as const }] }

/** From quote to signature and deposit, at the car's list price, so that nobody has to agree. */
async function sell(page: Page, car: { id: string; listFen: number }, customerId: string): Promise<void> {
  const { id } = await asked(page, 'orders.draft', {
    customerId: customerId as never,
    vehicleId: car.id as never,
    priceFen: car.listFen,
    advance: { kind: 'deposit', amountFen: 500_000 },
  })
  await asked(page, 'orders.place', { id: id as never })
  const { termsRev } = await asked(page, 'orders.card', { id: id as never })
  await asked(page, 'orders.sign', { id: id as never, termsRev, reserve: true })
  await asked(page, 'receivables.receive', { orderId: id as never, method: 'wechat', methodRef: null, amountFen: 500_000, note: null })
}

/** Gives the cashier the rights of a sales manager in the closed store of one desktop alone; a line would put it right again. */
async function believe(profile: string): Promise<void> {
  const key = await openByPassphrase(readKeys(join(profile, 'keys.json')), PASSPHRASE)
  const raw = openDatabase({ file: join(profile, 'forecourt.db'), key })
  raw.prepare('UPDATE users SET role_ids = ? WHERE name = ?').run(JSON.stringify([roleIdOf('finance'), roleIdOf('sales-manager')]), CASHIER)
  raw.close()
}

export async function soldTwice(): Promise<SoldTwice> {
  const hq = await hqProcess({ demo: true })
  await siteOf(hq.folder, '苏州店')
  const one = await joinedDesk('前台 1', () => hq.port, await hq.code())
  const two = await joinedDesk('前台 2', () => hq.port, await hq.code())
  const at = (): Page => one.page
  for (const desk of [one, two]) await hand.signIn(desk.page, DIRECTOR)
  const { rows: cars } = await asked(at(), 'vehicles.page', { ...forSale, limit: 8 })
  const { rows: people } = await asked(at(), 'customers.page', newest)
  const [car, kept, other] = cars
  if (!car || !kept || !other || people.length < 4) throw new Error('the demo store has too little')

  await asked(two.page, 'vehicles.takeRights', { ids: [kept.id] })
  await expect
    .poll(async () => (await asked(at(), 'vehicles.card', { id: kept.id })).vehicle.right?.device, { timeout: 30_000 })
    .toBe('前台 2')
  one.line.set({ kind: 'cut' })
  await one.app.close()
  await believe(one.profile)
  await one.reopen()
  await hand.signIn(at(), CASHIER)
  await expect(at().locator('.sync-chip')).toContainText('离线', { timeout: 30_000 })

  await sell(two.page, car, people[0]!.id)
  await expect(two.page.locator('.sync-chip')).toContainText('已同步', { timeout: 30_000 })

  await asked(at(), 'customers.correct', { id: people[3]!.id, fields: { wants: '釉青色，长续航', address: '示例路 8 号 3 幢' } })
  await hand.takeOver(at(), DIRECTOR)
  await sell(at(), car, people[1]!.id)
  await sell(at(), other, people[2]!.id)
  return {
    one,
    two,
    settle: async () => {
      one.line.set({ kind: 'pass' })
      await expect(one.page.locator('.sync-chip .needs')).toBeVisible({ timeout: 60_000 })
      await expect.poll(async () => (await asked(at(), 'sync.quarantine', {})).length, { timeout: 30_000 }).toBeGreaterThan(0)
    },
    close: async () => {
      await one.close().catch(() => undefined)
      await two.close().catch(() => undefined)
      await hq.stop().catch(() => undefined)
    },
  }
}
