// 调入 in the real window, without a mouse: a car another site sent is on the road here, is received where it will stand, and the
// sender sees that it came. A real headquarters and a desktop of the sending site; prints how long it took and how many inputs.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { hashSecret } from '../../src/main/passwords.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { desktop, eventually, KEY, type Desktop } from '../support/desktop.ts'
import { startGroup, type Group } from '../support/group.ts'
import { dialogOf, told } from '../support/hands.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { openShop, person } from '../support/shop.ts'
import { joinedDesk, type Desk } from '../support/story.ts'
import { SITE } from '../support/store.ts'

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}
const PASSWORD = 'Taicang-Showroom-9'
const OWN = 'Taicang-Plum-10-Blossom'
/** Somebody headquarters knows, at the desktop with group reach. */
const boss = person('director', { reach: 'group' })
let hq: Group
let sender: Desktop
let receiver: Desk
let first: Desktop
let carId = ''
let stockNo = ''

test.beforeAll(async () => {
  test.setTimeout(240_000)
  hq = await startGroup()
  await hq.site('昆山店')
  await hq.site('太仓店')
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  const shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  carId = shop.car
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  sender = desktop('昆山前台', { folder })
  await sender.join(await hq.code('昆山店', { group: true }), hq.port)
  await eventually(() => sender.session.pendingCount() === 0 && sender.engine.status().mode === 'online', Boolean, 60_000)
  // A site is known to the others once its first desktop is there.
  first = desktop('太仓后台')
  await first.join(await hq.code('太仓店'), hq.port)
  const there = await eventually(
    () => sender.run('vehicles.words', {}, boss).sites.find(({ name }) => name === '太仓店')?.id ?? '',
    Boolean,
    60_000,
  )
  sender.run(
    'admin.createUser',
    {
      name: '沈太仓',
      login: 'shentc',
      roleIds: [roleIdOf('sales-manager')],
      siteIds: [there],
      password: await hashSecret(PASSWORD),
    },
    boss,
  )
  stockNo = sender.run('vehicles.card', { id: carId }, boss).vehicle.stockNo
  sender.run('vehicles.transfer', { ids: [carId], siteId: there, reason: '太仓客户要看' }, boss)
  await eventually(() => sender.session.pendingCount() === 0, Boolean, 60_000)
  receiver = await joinedDesk('太仓前台', () => hq.port, await hq.code('太仓店'))
})
test.afterAll(async () => {
  await receiver?.close().catch(() => undefined)
  await first?.remove().catch(() => undefined)
  await sender?.remove().catch(() => undefined)
  await hq?.stop().catch(() => undefined)
})

test('[VEH-08] [S-MOVE-4] a car that was sent is received by keyboard alone, and both sides see it', async () => {
  test.setTimeout(120_000)
  const { page } = receiver
  // First sign-in at this desk, as any day begins.
  await page.getByRole('radio', { name: /沈太仓/ }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel(/密码/).focus()
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  // A password somebody gave is changed at the first sign-in.
  for (const [name, value] of Object.entries({ current: PASSWORD, next: OWN, again: OWN })) {
    await page.locator(`input[name=${name}]`).focus()
    await page.keyboard.type(value)
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('button.me')).toContainText('沈太仓', { timeout: 30_000 })
  await expect(page.locator('.rail')).toBeVisible()

  const end = await countInputs(page)
  await page.keyboard.press('Control+K')
  await page.keyboard.type(stockNo)
  await expect(dialogOf(page).getByRole('option').filter({ hasText: stockNo }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  const main = page.getByRole('main')
  await expect(main.getByText('太仓客户要看')).toBeVisible()
  await expect(main.getByText('在途', { exact: true }).locator('visible=true').first()).toBeVisible()
  await shot(page, 'transfer-on-the-road')
  await page.keyboard.press('F8')
  await expect(dialogOf(page).getByText(stockNo)).toBeVisible()
  const place = dialogOf(page).locator('input[name=location]')
  for (let step = 0; step < 20 && !(await place.evaluate((each) => each === document.activeElement)); step++)
    await page.keyboard.press('Tab')
  await page.keyboard.type('太仓展厅')
  await shot(page, 'transfer-receive')
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(main.getByText('在库', { exact: true }).locator('visible=true').first()).toBeVisible()
  const { inputs, keys, clicks, seconds } = await end()
  sayJob('transfer in', { inputs, seconds })
  process.stdout.write(`transfer in of a car: ${seconds} s, ${inputs} inputs (${keys} keys, ${clicks} clicks)\n`)
  expect(clicks).toBe(0)
  await shot(page, 'transfer-received')
  expect((await told(page, 'vehicles.card', { id: carId })).vehicle).toMatchObject({
    state: 'in-stock',
    location: '太仓展厅',
    site: '太仓店',
  })
  const seen = await eventually(
    () => sender.run('vehicles.card', { id: carId }, boss).vehicle,
    (car) => car.state === 'in-stock',
    60_000,
  )
  expect(seen).toMatchObject({ state: 'in-stock', location: '太仓展厅', site: '太仓店', journey: null })
})
