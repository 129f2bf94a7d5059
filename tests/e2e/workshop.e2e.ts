// A day of the service side in the real window and by keys alone: parts are bought and taken in, a car is booked, another received,
// planned, worked on, looked at, given its parts, checked, settled and let go; then a shelf is counted. Each job says what it asked
// of a person. Closing a complaint is complaint.e2e.ts.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { dayOf } from '../../src/shared/dates.ts'
import { type App, launch } from '../support/app.ts'
import { dialogOf, told } from '../support/hands.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { choose, front, noPointer, openBy, scan, send, sitDown, takeStep, walkTo, watchPointer } from '../support/keys.ts'
import { onPaper, pdfPages } from '../support/pdf.ts'
import { openDemo } from '../support/window.ts'

test.describe.configure({ mode: 'serial' })
const [ADVISER, TECHNICIAN, COUNTER, MANAGER] = ['宋清和', '石磊', '梁渡', '顾听澜']
/** Rear brake pads: what the job below needs, at a bin of their own. */
const PADS = { code: 'QY-BP-R302', bin: 'B-01', job: 'WX-013' }
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
  await watchPointer(demo.page)
})
test.afterAll(() => demo?.close())
test.afterEach(() => noPointer(demo.page))

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `workshop-${name}.png`) })
}
/** Counts what is asked of a person from here on; without a click. */
async function counted(page: Page): Promise<(job: string) => Promise<void>> {
  const end = await countInputs(page)
  return async (job) => {
    const { inputs, clicks, seconds } = await end()
    expect(clicks).toBe(0)
    sayJob(job, { inputs, seconds })
  }
}
/** The order a paper lies there of: the list finds it by its number. */
async function openOrder(page: Page, { no, plate }: { no: string; plate: string | null }): Promise<void> {
  await openBy(page, 'gd', '工单')
  await expect(front(page).getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(no)
  const rows = front(page).getByRole('row').filter({ hasText: no })
  await expect(rows).toHaveCount(1)
  await expect(front(page).getByRole('grid').getByRole('row').filter({ hasText: 'WO-' })).toHaveCount(1)
  // Enter leaves the search for the list, and there opens the row.
  await page.keyboard.press('Enter')
  await expect(front(page).getByRole('grid')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(
    front(page)
      .getByRole('heading', { level: 1 })
      .filter({ hasText: plate ?? no })
      .locator('visible=true'),
  ).toHaveCount(1)
}
/** Every paper of the order in front, saved by keys and read as a person reads it. */
async function papersOf(no: string, plate: string, job: string): Promise<void> {
  const { app, page } = demo
  const folder = process.env['FORECOURT_SHOTS'] ?? mkdtempSync(join(tmpdir(), 'forecourt-paper-'))
  for (const [paper, heading, words] of [
    ['委托书', '机动车维修委托书', [no, job]],
    ['车况检查单', '车况检查', [no, '大灯与尾灯']],
    ['结算单', '机动车维修结算清单', [no, job, '已付']],
    ['出门证', '出门证', [no]],
  ] as const) {
    const file = join(folder, `${paper}.pdf`)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await walkTo(page, front(page).getByRole('button', { name: '单据' }).locator('visible=true'), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await walkTo(page, page.getByRole('menuitem', { name: `${paper}存为文件` }), 'ArrowDown')
    await page.keyboard.press('Enter')
    await expect(front(page).getByText(file)).toBeVisible({ timeout: 30_000 })
    const text = (await pdfPages(file)).join('')
    for (const said of [heading, plate, ...words]) expect(text, paper).toContain(onPaper(said))
  }
  // Each is kept as it was printed, and can be had again at its record.
  const kept = front(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: / 的操作$/ }) })
  await expect(kept).toHaveCount(4)
  await kept.first().scrollIntoViewIfNeeded()
  await shot(page, 'papers')
}
const pads = async (page: Page) => {
  const { exact } = await told(page, 'parts.find', { text: PADS.code })
  if (!exact) throw new Error(`the demo store has no ${PADS.code}`)
  return exact
}

test('[PUR-02] parts are asked for, agreed to, ordered and taken in by keyboard alone', async () => {
  test.setTimeout(120_000)
  const { page } = demo
  await sitDown(page, COUNTER)
  const before = (await pads(page)).units
  const said = await counted(page)
  await openBy(page, 'bhjy', '补货建议')
  await expect(front(page).getByLabel('找配件')).toBeFocused()
  await page.keyboard.type(PADS.code)
  const row = front(page).getByRole('listitem', { name: PADS.code })
  await walkTo(page, row.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await walkTo(page, row.getByLabel('数量'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('4')
  await walkTo(page, row.getByLabel('金额合计'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('980')
  await walkTo(page, front(page).getByRole('combobox', { name: '供应商' }), 'Shift+Tab')
  await choose(page, '青屿', '青屿配件中心')
  await shot(page, 'reorder')
  await takeStep(page, /^申请采购/)
  const of = async () => (await told(page, 'purchasing.page', { limit: 1, sort: [{ column: 'askedAt', dir: 'desc' }] })).rows[0]
  await expect.poll(async () => (await of())?.amountFen).toBe(98_000)
  const no = (await of())?.no ?? ''
  const pane = front(page).getByRole('complementary')
  /** Each person comes to the list and takes the newest of it. */
  const takeUp = async (name: string): Promise<void> => {
    await sitDown(page, name)
    await openBy(page, 'cg', '采购')
    await expect(front(page).getByRole('gridcell', { name: no })).toBeVisible()
    await walkTo(page, front(page).getByRole('grid'))
    await page.keyboard.press('Home')
    await expect(pane).toContainText(no)
  }
  await takeUp(MANAGER)
  await takeStep(page, '批准')
  await expect.poll(async () => (await of())?.state).toBe('approved')
  await takeUp(COUNTER)
  await takeStep(page, '下单')
  await expect.poll(async () => (await of())?.state).toBe('ordered')
  await takeStep(page, '收货入库')
  await expect.poll(async () => (await of())?.state).toBe('complete')
  await expect.poll(async () => (await pads(page)).units).toBe(before + 4)
  await said('buy and receive parts')
  await shot(page, 'purchase')
})

test('[AFS-01] [AFS-19] a car goes from the booking to the gate by keyboard alone', async () => {
  test.setTimeout(180_000)
  const { page } = demo
  await sitDown(page, ADVISER)
  // A car that was here before and is not now.
  const { rows } = await told(page, 'workshop.page', { limit: 200, sort: [{ column: 'receivedAt', dir: 'desc' }] })
  const inHouse = rows.filter(({ state }) => state !== 'delivered').map(({ plate }) => plate)
  const expected = await told(page, 'appointments.page', { limit: 200 })
  const visit = rows.find(({ plate }) => plate && !inHouse.includes(plate) && !expected.rows.some((booked) => booked.plate === plate))
  if (!visit?.plate) throw new Error('no car that could come')

  let said = await counted(page)
  await openBy(page, 'yy', '预约')
  await expect(front(page).getByRole('button', { name: /^新预约/ })).toBeVisible()
  const on = (await told(page, 'appointments.calendar', { fromOn: dayOf(Date.now()), days: 7 })).days[1]
  const hour = on?.slots.find((slot) => slot.thereMinutes - slot.plannedMinutes >= 60)?.clock ?? ''
  expect(hour).not.toBe('')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Control+N')
  await expect(dialogOf(page).getByRole('combobox', { name: '车辆' })).toBeFocused()
  await choose(page, visit.plate, visit.plate)
  await walkTo(page, dialogOf(page).getByRole('button', { name: /时间/ }))
  await page.keyboard.press('Enter')
  const clock = page.getByRole('option').filter({ hasText: hour })
  await walkTo(page, clock, 'ArrowDown')
  await page.keyboard.press('Enter')
  await walkTo(page, dialogOf(page).getByRole('textbox', { name: '要做什么' }))
  await page.keyboard.type('后轮刹车有响声')
  await send(page, /^约下/)
  await said('book an appointment')
  const booked = (await told(page, 'appointments.page', { limit: 200 })).rows.find(({ plate }) => plate === visit.plate)
  expect(booked).toMatchObject({ dayOn: on?.on, clock: hour, state: 'booked' })
  await shot(page, 'booked')

  // It comes today all the same: car, mileage and what is wrong, three of the five fields; kind and time stand there already.
  said = await counted(page)
  await openBy(page, 'gd', '工单')
  await page.keyboard.press('Control+N')
  await expect(dialogOf(page).getByRole('combobox', { name: '车辆' })).toBeFocused()
  await choose(page, visit.plate, visit.plate)
  await walkTo(page, dialogOf(page).getByRole('textbox', { name: '进厂里程' }))
  await page.keyboard.type(String(visit.km + 600))
  await walkTo(page, dialogOf(page).getByRole('textbox', { name: '客户描述' }))
  await page.keyboard.type('后轮刹车有响声')
  await shot(page, 'receive')
  await send(page, /^开单/)
  await expect(front(page).getByRole('button', { name: /^加项目/ })).toBeVisible()
  await said('receive a car')
  const [order] = (await told(page, 'workshop.page', { limit: 1, sort: [{ column: 'receivedAt', dir: 'desc' }] })).rows
  if (!order) throw new Error('no order')
  const card = () => told(page, 'workshop.card', { id: order.id })

  // What is to be done, from the catalogue, with its part.
  await page.keyboard.press('J')
  await expect(dialogOf(page).getByRole('combobox', { name: '项目' })).toBeFocused()
  await choose(page, PADS.job, PADS.job)
  await send(page, /^加到工单/)
  await expect(front(page).getByText(PADS.code)).toBeVisible()
  const job = (await card()).jobs[0]
  if (!job) throw new Error('no job on the order')

  // Tomorrow's board is open at any hour; the piece of work goes to whoever is free, from there to the technician it is for.
  said = await counted(page)
  await openBy(page, 'pgkb', '派工')
  await page.keyboard.press('Alt+ArrowRight')
  const give = front(page).getByRole('button', { name: new RegExp(`^派工 ${visit.plate} ${job.name}`) })
  const waiting = front(page).getByRole('list', { name: '待派工' })
  await walkTo(page, waiting.getByRole('button', { name: /^派工/ }).first())
  await walkTo(page, give, 'ArrowDown')
  await page.keyboard.press('Enter')
  const slot = front(page)
    .getByRole('group', { name: '派工看板' })
    .getByRole('button', { name: new RegExp(`${visit.plate}.*${job.name}`) })
  await expect(slot).toBeFocused()
  const { technicians } = await told(page, 'floor.board', { on: on?.on ?? '' })
  const planned = async () => (await told(page, 'floor.board', { on: on?.on ?? '' })).slots.find(({ jobId }) => jobId === job.id)
  const rowOf = async (): Promise<number> => {
    const technician = (await planned())?.technicianId
    return technicians.findIndex(({ id }) => id === technician)
  }
  const goal = technicians.findIndex(({ name }) => name === TECHNICIAN)
  for (let row = await rowOf(); row !== goal; row += Math.sign(goal - row)) {
    await page.keyboard.press(goal > row ? 'ArrowDown' : 'ArrowUp')
    await expect.poll(rowOf).toBe(row + Math.sign(goal - row))
    await expect(slot).toBeFocused()
  }
  const { startsAt = 0 } = (await planned()) ?? {}
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await planned())?.startsAt).toBe(startsAt + 900_000)
  // The same piece by bays: down to the first that is one.
  await walkTo(page, front(page).getByRole('button', { name: '按工位' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await walkTo(page, slot)
  await page.keyboard.press('ArrowUp')
  await expect.poll(async () => (await planned())?.bayId).not.toBe(null)
  await expect(slot).toBeFocused()
  await said('dispatch')
  await shot(page, 'board')

  // The technician's clock.
  await sitDown(page, TECHNICIAN)
  said = await counted(page)
  await openBy(page, 'wdh', '我的活')
  const mine = front(page).getByRole('article').filter({ hasText: visit.plate })
  await expect(mine).toBeVisible()
  // Nobody works at two jobs at once: whatever runs is put aside first, with its reason.
  const running = front(page).getByRole('button', { name: '暂停', exact: true })
  if ((await told(page, 'floor.mine', { technicianId: null })).some(({ stage }) => stage === 'running')) {
    await walkTo(page, running)
    await page.keyboard.press('Enter')
    await walkTo(page, page.getByRole('menuitem', { name: '等配件' }), 'ArrowDown')
    await page.keyboard.press('Enter')
    await expect(running).toHaveCount(0)
  }
  await walkTo(page, mine.getByRole('button', { name: /^开工/ }))
  await page.keyboard.press('Enter')
  await expect(mine.getByRole('button', { name: /^完工/ })).toBeFocused()
  await said('clock on')
  await shot(page, 'bench')

  // Looked at point by point: a state by its key, a value by its figure and Enter.
  said = await counted(page)
  await openOrder(page, order)
  await expect(front(page).getByRole('button', { name: /^逐项检查/ })).toBeVisible()
  await page.keyboard.press('I')
  const points = front(page).getByRole('list', { name: '检查点' })
  const looked = () => told(page, 'inspections.ofOrder', { orderId: order.id })
  await walkTo(page, points.locator('[data-point]').first())
  for (const point of (await looked()).points) {
    await expect(points.locator(`[data-point="${point.name}"]`)).toBeFocused()
    if (point.unit !== null) {
      await page.keyboard.press('Tab')
      await page.keyboard.type('6.5')
      await page.keyboard.press('Enter')
    } else await page.keyboard.press('1')
  }
  await expect.poll(async () => (await looked()).counts.left).toBe(0)
  await said('inspect')
  await shot(page, 'inspection')
  await takeStep(page, /^回到工单/)

  // The counter scans the order's paper and then the part.
  await sitDown(page, COUNTER)
  const before = (await pads(page)).units
  said = await counted(page)
  await openBy(page, 'pjgt', '配件柜台')
  await expect(front(page).getByLabel('配件编码')).toBeFocused()
  await scan(page, order.no)
  await expect(front(page).getByRole('region', { name: '工单要的配件' }).getByText(PADS.code)).toBeVisible()
  await scan(page, PADS.code)
  await expect(front(page).getByRole('listitem', { name: PADS.code })).toBeVisible()
  await takeStep(page, /^领料过账/)
  await expect(front(page).getByText(/^已领料/)).toBeVisible()
  await said('issue parts')
  expect((await pads(page)).units).toBe(before - 1)
  await shot(page, 'counter')

  await sitDown(page, TECHNICIAN)
  said = await counted(page)
  await openBy(page, 'wdh', '我的活')
  await walkTo(page, mine.getByRole('button', { name: /^完工/ }))
  await page.keyboard.press('Enter')
  await expect(mine).toHaveCount(0)
  await said('clock off')
  await openOrder(page, order)
  await takeStep(page, /^完工送检/)
  await takeStep(page, /^质检通过/)
  await expect.poll(async () => (await card()).order.state).toBe('ready')

  await sitDown(page, ADVISER)
  said = await counted(page)
  await openOrder(page, order)
  await takeStep(page, /^结算/)
  await takeStep(page, /^收款/)
  await send(page, /^收下/)
  await takeStep(page, /^交车放行/)
  await send(page, /^放行/)
  await expect.poll(async () => (await card()).order.state).toBe('delivered')
  await said('settle')
  const settled = await told(page, 'settlements.card', { workOrderId: order.id })
  expect(settled).toMatchObject({ dueFen: 0, paidFen: (await card()).bill.totalFen })
  await shot(page, 'settled')
  await papersOf(order.no, visit.plate, job.name)
})

test('[PAR-06] a shelf of parts is counted by scanner, its difference decided, and posted by another person, by keyboard alone', async () => {
  test.setTimeout(90_000)
  const { page } = demo
  await sitDown(page, COUNTER)
  const { units } = await pads(page)
  expect(units).toBeGreaterThan(1)
  const said = await counted(page)
  await openBy(page, 'pjpd', '配件盘点')
  await expect(
    front(page)
      .getByRole('button', { name: /^新盘点/ })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Control+N')
  await expect(dialogOf(page).getByLabel('货位开头')).toBeFocused()
  await page.keyboard.type(PADS.bin)
  await page.keyboard.press('Control+Enter')
  await expect(front(page).getByLabel('配件编码')).toBeFocused()
  // One fewer lies there than the books say.
  await scan(page, `${PADS.code} ${units - 1}`)
  await expect(front(page).getByText('还有 1 处差异没有处理')).toBeVisible()
  await walkTo(page, front(page).getByRole('grid'))
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.keyboard.press('F9')
  await expect(dialogOf(page).getByRole('radio', { name: '按实数记账' })).toBeChecked()
  await page.keyboard.type('复点一次，确实少一套')
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await takeStep(page, /^提交过账/)
  await expect(front(page).getByText('已提交。过账要由没有参与盘点的同事来做。')).toBeVisible()
  await sitDown(page, MANAGER)
  await openBy(page, 'pjpd', '配件盘点')
  await expect(front(page).getByRole('gridcell', { name: '待过账' })).toBeVisible()
  await walkTo(page, front(page).getByRole('grid'))
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await takeStep(page, /^过账/)
  await expect(front(page).locator('.stocktake-head').getByText('已过账').locator('visible=true')).toBeVisible({ timeout: 30_000 })
  await said('stocktake of parts')
  expect((await pads(page)).units).toBe(units - 1)
  await shot(page, 'counted')
})
