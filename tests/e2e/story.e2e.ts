// A car is sold twice with the cable pulled out, in two real windows, and headquarters settles it when the line is back.
import { expect, test } from '@playwright/test'
import { ask, hqProcess, initials, joinedDesk, PASSPHRASE, seen, signIn, writeQuote, type Desk, type HqProcess } from '../support/story.ts'
import { compareStores } from '../support/compare.ts'

test.describe.configure({ mode: 'serial' })
let hq: HqProcess
let one: Desk
let two: Desk
let port = 0
const receipts: number[] = []

test.beforeAll(async () => {
  test.setTimeout(300_000)
  hq = await hqProcess({ demo: true })
  port = hq.port
  one = await joinedDesk('前台 1', () => port, await hq.code())
  two = await joinedDesk('前台 2', () => port, await hq.code())
})
test.afterAll(async () => {
  await one?.close().catch(() => undefined)
  await two?.close().catch(() => undefined)
  await hq?.stop().catch(() => undefined)
})

/** One chapter; the demonstration waits after it and leaves a picture of both windows. */
let chapter = 0
const tell = (name: string, work: () => Promise<void>): Promise<void> =>
  test.step(name, async () => {
    await work()
    chapter += 1
    const shots = process.env['FORECOURT_SHOTS']
    if (!shots) return
    for (const desk of [one, two])
      await desk.page
        .screenshot({ path: `${shots}/${String(chapter).padStart(2, '0')}-${desk === one ? 1 : 2}.png` })
        .catch(() => undefined)
    await new Promise((done) => setTimeout(done, Number(process.env['FORECOURT_PACE'] ?? 0)))
  })

const orderOf = async (desk: Desk, no: RegExp): Promise<string> => {
  const { rows } = await ask(desk.page, 'orders.page', { limit: 20, sort: [{ column: 'createdAt', dir: 'desc' }] })
  const found = rows.find((row) => no.test(row.no))
  if (!found) throw new Error(`no order ${String(no)} among ${rows.map((r) => r.no).join(' ')}`)
  return found.id
}
const card = (desk: Desk, id: string) => ask(desk.page, 'orders.card', { id: id as never })

test('two desktops sell one car with the cable pulled out; headquarters has it when the cable is back', async () => {
  test.setTimeout(300_000)
  let first = ''
  let second = ''
  let car = { id: '', stockNo: '' }
  let person = { id: '', name: '' }
  let shared = { id: '' }

  await tell('the line is cut', async () => {
    await signIn(one.page, '顾听澜')
    const cars = await ask(one.page, 'vehicles.page', {
      limit: 3,
      filters: [{ column: 'state', op: 'is', values: ['for-sale'] }],
      sort: [{ column: 'stockNo', dir: 'desc' }],
    })
    const [found] = cars.rows
    if (!found) throw new Error('no car')
    car = { id: found.id, stockNo: found.stockNo }
    const chen = await ask(one.page, 'customers.page', { limit: 40, sort: [{ column: 'createdAt', dir: 'desc' }] })
    const mine = chen.rows.filter((row) => row.consultant === '陈屿' && row.kind === 'person')
    person = mine[0] as typeof person
    shared = (mine[1] as typeof person) ?? person
    one.line.set({ kind: 'cut' })
    two.line.set({ kind: 'cut' })
  })

  await tell('desktop 1: a consultant signs in offline, finds the customer by initials and quotes below the limit', async () => {
    await signIn(one.page, '陈屿')
    await writeQuote(one.page, { customer: person.name, stockNo: car.stockNo, discountYuan: 4800, depositYuan: 5000 })
    first = await orderOf(one, /-02-/)
    expect((await card(one, first)).customer.name).toBe(person.name)
    await one.page.keyboard.press('F8')
    await one.page.getByLabel(/理由/).fill('置换老客户，含精品后毛利为正')
    await one.page
      .getByRole('button', { name: /^提交审批/ })
      .last()
      .click()
    await expect.poll(async () => (await card(one, first)).stage).toBe('awaiting-approval')
  })

  await tell('the manager agrees at the same desktop', async () => {
    await signIn(one.page, '顾听澜')
    await one.page.getByRole('navigation').getByText('审批', { exact: true }).first().click()
    await seen(one.page, person.name).waitFor()
    const { termsRev } = await card(one, first)
    await ask(one.page, 'approvals.decide', { orderId: first as never, termsRev, decision: 'approved' })
    await expect.poll(async () => (await card(one, first)).stage).toBe('approved')
  })

  await tell('signed, provisional, deposit received, contract printed', async () => {
    await signIn(one.page, '陈屿')
    await one.page.getByRole('navigation').getByText('订单', { exact: true }).first().click()
    await seen(one.page, person.name).dblclick()
    await one.page
      .getByRole('button', { name: /客户签约/ })
      .first()
      .click()
    await one.page.getByRole('button', { name: /已签约/ }).click()
    await expect.poll(async () => (await card(one, first)).hold).toBe('provisional')
    await expect(seen(one.page, '暂定')).toBeVisible()
    await one.page.keyboard.press('F8')
    const pay = one.page.getByRole('button', { name: /^收 ¥5,000\.00/ })
    await pay.dblclick()
    await expect.poll(async () => (await card(one, first)).money.receivedFen).toBe(500_000)
    receipts.push(500_000)
    const printed = await ask(one.page, 'documents.print', { kind: 'contract', orderId: first as never, to: 'archive' })
    expect(printed.provisional).toBe(true)
    expect(printed.sha256).toMatch(/^[0-9a-f]{64}$/)
    const { facts } = await ask(one.page, 'documents.facts', { kind: 'contract', orderId: first as never })
    expect(JSON.stringify(facts)).toContain('伍仟元整')
  })

  await tell('kill -9 of desktop 1: what was confirmed on screen is there', async () => {
    await one.kill()
    await one.reopen()
    await signIn(one.page, '陈屿')
    const after = await card(one, first)
    expect(after.money.receivedFen).toBe(500_000)
    expect(after.hold).toBe('provisional')
    expect(await ask(one.page, 'documents.list', { orderId: first as never })).toHaveLength(1)
  })

  await tell('desktop 2, offline too, sells the same car and edits the same customer', async () => {
    await signIn(two.page, '顾听澜')
    const { rows } = await ask(two.page, 'customers.page', { limit: 60, sort: [{ column: 'createdAt', dir: 'desc' }] })
    const buyer = rows.find((row) => row.consultant === '许南枝' && row.kind === 'person')
    if (!buyer) throw new Error('no second customer')
    await signIn(two.page, '许南枝')
    await writeQuote(two.page, { customer: buyer.name, stockNo: car.stockNo, discountYuan: 1000, depositYuan: 3000 })
    second = await orderOf(two, /-03-/)
    const placed = await ask(two.page, 'orders.place', { id: second as never })
    expect(placed.levels).toBe(0)
    await ask(two.page, 'orders.sign', { id: second as never, termsRev: (await card(two, second)).termsRev, reserve: true })
    await ask(two.page, 'receivables.receive', { orderId: second as never, method: 'wechat', amountFen: 300_000, kind: 'deposit' })
    receipts.push(300_000)
    expect((await card(two, second)).hold).toBe('provisional')
    await signIn(two.page, '顾听澜')
    await ask(two.page, 'customers.correct', { id: shared.id, fields: { phone: '13911112222' }, evenSo: '本人更正' })
    await signIn(one.page, '顾听澜')
    await ask(one.page, 'customers.correct', { id: shared.id, fields: { address: '示例路 8 号 3 幢' } })
  })

  await tell('the line is back, and headquarters is killed in the middle of it', async () => {
    one.line.set({ kind: 'pass' })
    await expect.poll(async () => (await card(one, first)).hold, { timeout: 30_000 }).toBe('firm')
    await hq.kill()
    two.line.set({ kind: 'pass' })
    hq = await hqProcess({ folder: hq.folder, port })
    await expect.poll(async () => (await card(two, second)).stage, { timeout: 60_000 }).toBe('car-lost')
  })

  await tell('one order holds the car, the other keeps its receipt and shows a case with the ways out', async () => {
    const lost = await card(two, second)
    expect(lost.money.receivedFen).toBe(300_000)
    expect(lost.cases.length).toBeGreaterThan(0)
    for (const desk of [one, two]) {
      await expect
        .poll(async () => (await ask(desk.page, 'customers.reveal', { ids: [shared.id], what: 'phone' }))[0]?.phone, { timeout: 30_000 })
        .toBe('13911112222')
      await expect.poll(async () => (await ask(desk.page, 'customers.card', { id: shared.id })).customer.address).toBe('示例路 8 号 3 幢')
    }
    const { rows: cars } = await ask(two.page, 'vehicles.page', { limit: 1, search: car.stockNo })
    expect(cars[0]?.orderId).toBe(first)
  })

  await tell('the loser picks another car; both pay and drive off', async () => {
    await signIn(two.page, '许南枝')
    const [other] = await ask(two.page, 'orders.candidates', { orderId: second as never, limit: 5 }).then((list) =>
      list.filter((each) => each.id !== car.id && each.listFen >= 0),
    )
    if (!other) throw new Error('no other car')
    await ask(two.page, 'orders.changeVehicle', { id: second as never, vehicleId: other.id as never, reason: '换一台同款' })
    await signIn(two.page, '顾听澜')
    const waits = await card(two, second)
    if (waits.stage === 'awaiting-approval') {
      await ask(two.page, 'approvals.decide', { orderId: second as never, termsRev: waits.termsRev, decision: 'approved' })
      const still = await card(two, second)
      if (still.stage === 'awaiting-approval') {
        await signIn(two.page, '莫怀远')
        await ask(two.page, 'approvals.decide', { orderId: second as never, termsRev: still.termsRev, decision: 'approved' })
        await signIn(two.page, '顾听澜')
      }
    }
    for (const [desk, id] of [
      [one, first],
      [two, second],
    ] as const) {
      await signIn(desk.page, '顾听澜')
      const before = await card(desk, id)
      if (before.stage === 'approved') await ask(desk.page, 'orders.sign', { id: id as never, termsRev: before.termsRev, reserve: true })
      await expect.poll(async () => (await card(desk, id)).hold, { timeout: 20_000 }).toBe('firm')
      const { money } = await card(desk, id)
      await ask(desk.page, 'receivables.receive', { orderId: id as never, method: 'transfer', amountFen: money.dueFen })
      receipts.push(money.dueFen)
      const { checks } = await card(desk, id)
      await ask(desk.page, 'orders.check', { id: id as never, done: checks.map((check) => check.id) })
      await ask(desk.page, 'orders.deliver', { id: id as never })
      expect((await card(desk, id)).stage).toBe('delivered')
    }
  })

  await tell('both desktops and headquarters agree row by row, and the day adds up', async () => {
    const { today } = await ask(one.page, 'orders.basis', { vehicleId: null })
    const quiet = async (desk: Desk): Promise<number> => (await ask(desk.page, 'sync.status', {})).waiting
    for (const desk of [one, two]) await expect.poll(() => quiet(desk), { timeout: 30_000 }).toBe(0)
    await expect
      .poll(async () => JSON.stringify(await ask(one.page, 'receivables.dayTotals', { on: today })), { timeout: 30_000 })
      .toBe(JSON.stringify(await ask(two.page, 'receivables.dayTotals', { on: today })))
    const day = await ask(one.page, 'receivables.dayTotals', { on: today })
    expect(day.byMethod.reduce((sum, cut) => sum + cut.netFen, 0)).toBe(day.all.netFen)
    expect(day.byKind.reduce((sum, cut) => sum + cut.netFen, 0)).toBe(day.all.netFen)
    expect(day.ownFen + day.heldFen).toBe(day.all.netFen)
    const ours = (await Promise.all([first, second].map((id) => card(one, id)))).reduce((sum, order) => sum + order.money.receivedFen, 0)
    expect(ours).toBe(receipts.reduce((sum, fen) => sum + fen, 0))
    await one.app.close()
    await two.app.close()
    await hq.stop()
    expect(await compareStores([one.profile, two.profile], PASSPHRASE, hq.folder)).toEqual([])
  })
  expect(initials('单雄')).toBe('sx')
})
