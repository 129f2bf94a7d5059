// Two service desks without a line: what the program and people ask, plan and call is one row whoever came first, two answers to
// one invitation count once, and of two decisions on a reward the first stands. Real processes, a real network.
import { beforeAll, expect, test, vi } from 'vitest'
import { addDays, addMonths, dayOf } from '../../src/shared/dates.ts'
import { CustomerId } from '../../src/shared/ids.ts'
import { firstPromptRules } from '../../src/shared/modules/care/rules/prompts.ts'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const boss = person('director')
const manager = person('manager')
let one: Desktop
let two: Desktop
let guest: CustomerId
let form: string
/** What both work at without a line: an invitation nobody answered, a suggestion nobody decided on. */
let invitation: string
let suggestion: string
/** The day of the test, in China. */
const today = dayOf(Date.now())

const desks = twoDesks(['服务台 1', '服务台 2'], (shop) => {
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
})
beforeAll(async () => {
  ;({ one, two } = desks)
  await prepare()
  await quiet(one, two)
  await desks.apart(
    () => work(one),
    () => work(two),
  )
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
