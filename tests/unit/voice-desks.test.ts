// Two service desks without a line: what the program and people ask, plan and call is one row whoever came first, two answers to
// one invitation count once, and of two decisions on a reward the first stands. Real processes, a real network.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { addDays, addMonths, dayOf } from '../../src/shared/dates.ts'
import { CustomerId } from '../../src/shared/ids.ts'
import { firstPromptRules } from '../../src/shared/modules/care/rules/prompts.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const boss = person('director')
const manager = person('manager')
let hq: Group
let lines: [Proxy, Proxy]
let one: Desktop
let two: Desktop
let guest: CustomerId
let form: string
/** What both work at without a line: an invitation nobody answered, a suggestion nobody decided on. */
let invitation: string
let suggestion: string
/** The day of the test, in China. */
const today = dayOf(Date.now())

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  const shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  guest = CustomerId.parse(shop.customerId)
  shop.run('privacy.noteConsent', { customerId: guest, state: 'given', purpose: 'care', channel: 'all', how: 'signed' }, manager)
  const questions = [{ id: 'a', kind: 'score' as const, text: '接待' }]
  form = shop.run('surveys.keep', { purpose: 'customer', name: '服务满意度', trigger: 'ticket', questions }, manager).id
  shop.run('surveys.open', { id: form }, manager)
  shop.run(
    'admin.dateParameter',
    { key: 'care-prompts', validFromOn: '2026-11-22', value: { ...firstPromptRules, plans: true }, source: '店长', note: '' } as never,
    shop.founder,
  )
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  one = desktop('服务台 1', { folder })
  await one.join(await hq.code('昆山店', { group: true }), lines[0].port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
  two = desktop('服务台 2')
  await two.join(await hq.code('昆山店'), lines[1].port)
  await prepare()
  await quiet(one, two)
  await apart()
})
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

/** What both desks know before the line goes: one was asked, one took a car's reading, one proposed a reward. */
async function prepare(): Promise<void> {
  const consult = { kind: 'consult', channel: 'phone', customerId: guest, question: '几点', answer: '九点' } as const
  one.run('care.ask', consult, manager)
  one.run('surveys.ask', { id: form, days: 2 }, manager)
  invitation = one.run('surveys.waiting', { key: form }, manager)[0]?.id ?? ''
  one.run('care.ask', consult, manager)
  // On the road since so long that its inspection is to be told of today.
  const boughtOn = addMonths(addDays(today, firstPromptRules.inspectionDays), -12 * firstPromptRules.inspectionYears)
  const car = { customerId: guest, brand: '青屿', model: 'E5', plate: '苏E12345', boughtOn }
  const { id: carId } = one.run('customers.keepCar', { id: null, ...car }, boss)
  one.run('workshop.open', { car: { customerId: guest, carId, vehicleId: null }, kind: 'repair', km: 21_000, complaint: '异响' }, boss)
  suggestion = one.run('care.ask', { kind: 'suggestion', channel: 'wechat', customerId: guest, question: '加充电口' }, manager).id
  one.run('care.proposeReward', { id: suggestion, amountFen: 20_000, note: '已采纳' }, manager)
}
/** Both work without a line; the first desk's word reaches headquarters first. */
async function apart(): Promise<void> {
  lines.forEach((line) => line.set({ kind: 'cut' }))
  await cutOff(one, two)
  for (const desk of [one, two]) work(desk)
  lines[0].set({ kind: 'pass' })
  await one.engine.now()
  await eventually(() => one.session.pendingCount() === 0)
  lines[1].set({ kind: 'pass' })
  await two.engine.now()
  await quiet(one, two)
}
function work(desk: Desktop): void {
  expect(desk.run('surveys.ask', { id: form, days: 2 }, manager)).toEqual({ asked: 1, written: 1 })
  const points = desk === one ? 9 : 7
  desk.run('surveys.answer', { formId: form, invitationId: invitation, way: 'phone', answers: { a: points } }, manager)
  expect(desk.run('surveys.plan', { id: form }, manager)).toEqual({ planned: 1 })
  const remind = () => desk.run('care.remind', { on: today }, { user: 'system' })
  expect(remind()).toEqual({ made: 1 })
  expect(remind()).toEqual({ made: 0 })
  desk.run('care.decideReward', { id: suggestion, approved: desk === one }, boss)
}
const calls = (about: string) => two.st.all('SELECT id FROM follow_ups WHERE customer_id = ? AND instr(note, ?) > 0', guest, about)

test('[S-MERGE-1] [SUR-01] two desks that ask, and plan the call of who did not answer, ask once and call once', () => {
  expect(two.run('surveys.waiting', { key: form }, manager)).toHaveLength(1)
  expect(calls('问卷回访')).toHaveLength(1)
  // One for each ticket.
  expect(two.run('messages.page', {}, boss).rows).toHaveLength(2)
})

test('[S-MERGE-5] [SUR-02] two desks that note an answer to one invitation keep both words; the first alone counts', () => {
  expect(two.st.all('SELECT points FROM survey_answers ORDER BY points')).toEqual([{ points: 700 }, { points: 900 }])
  for (const desk of [one, two]) {
    const { all } = desk.run('surveys.figures', { key: form, fromOn: addDays(today, -2), toOn: addDays(today, 2) }, boss)
    expect(all).toEqual({ answers: 1, points: 900, recommend: null })
  }
})

test('[S-MERGE-1] two desks make one task of an inspection that falls due', () => {
  expect(calls('年检提醒')).toHaveLength(1)
  for (const desk of [one, two]) expect(desk.run('care.prompts', {}, boss)).toEqual([])
})

test('[S-MERGE-1] [TIC-08] of two decisions on a reward the first stands; it alone is a case, of all that both did', () => {
  for (const desk of [one, two]) expect(desk.row('care_requests', suggestion)).toMatchObject({ reward_state: 'approved' })
  const cases = two.run('sync.cases', {}, boss)
  expect(cases).toHaveLength(1)
  expect(JSON.stringify(two.run('sync.case', { id: cases[0]?.id ?? '' }, boss).fields)).toContain('declined')
})
