// What becomes of words about a person that two desks wrote with the line cut: a withdrawal holds over a consent, in whatever
// order headquarters heard of them; a copy of a person's data is whole at both. A real headquarters.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CustomerId } from '../../src/shared/ids.ts'
import { entries, type Asked, type CommandName, type Name, type Output, type QueryName } from '../../src/shared/contract.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import { identify } from '../../src/main/store/desk.ts'
import type { Reader } from '../../src/main/store/read.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { type Desktop, desktop, eventually, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

let hq: Group
let lines: [Proxy, Proxy]
let one: Desktop
let two: Desktop

function at<N extends QueryName | CommandName>(desk: Desktop, name: N, input: Asked<N>): Output<N> {
  const who = desk.who({ reach: 'group', siteCode: 'KS' })
  const entry = entries.get(name as Name)
  const handler = handlers[name] as unknown as (db: Reader | Writer, input: unknown) => Output<N>
  const parsed = entry?.input.parse(input)
  if (entry?.kind === 'query') return desk.session.read(who, (db) => handler(db, parsed))
  return desk.session.write(who, { command: name, writes: new Set((entry as { writes: readonly string[] }).writes) }, (db) =>
    handler(db, parsed),
  )
}
const cut = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'cut' })
  await eventually(() => [one, two].every((d) => d.engine.status().mode !== 'online'))
}
/** The line of one desk first: headquarters hears of that one before the other. */
const mend = async (first: 0 | 1): Promise<void> => {
  lines[first].set({ kind: 'pass' })
  const desk = first === 0 ? one : two
  await eventually(() => desk.session.pendingCount() === 0 && desk.engine.status().mode === 'online', Boolean, 30_000)
  lines[first === 0 ? 1 : 0].set({ kind: 'pass' })
  await quiet(one, two)
}

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  one = desktop('前台 1 号机')
  two = desktop('前台 2 号机')
  identify(one.st, { replica: one.session.newId(), site: one.session.newId(), deviceCode: '01', demo: false })
  one.session.forgetChain()
  at(one, 'admin.establish', {
    site: { name: '昆山店', code: 'KS' },
    deviceName: '前台 1 号机',
    person: { name: '莫怀远', login: 'mo', title: null, phone: null, password: null },
  })
  await one.join(await hq.code('昆山店'), lines[0].port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 30_000)
  await two.join(await hq.code('昆山店'), lines[1].port)
  await quiet(one, two)
}, 120_000)
afterAll(async () => {
  await Promise.all([one, two].map((d) => d.remove()))
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

test.each([0, 1] as const)(
  '[CUS-18] [S-MERGE-5] a withdrawal at one desk holds over a consent at the other, heard %i first',
  async (first) => {
    const { id: customerId } = at(one, 'customers.add', { name: `周杉${first}`, phone: `1390000111${first}` })
    at(one, 'privacy.noteConsent', { customerId, state: 'given', purpose: 'marketing', channel: 'sms', how: 'signed' })
    await quiet(one, two)
    await cut()
    at(one, 'privacy.noteConsent', { customerId, state: 'given', purpose: 'marketing', channel: 'sms', how: 'form' })
    at(two, 'privacy.noteConsent', { customerId, state: 'withdrawn', purpose: 'all', how: 'message', evidence: '回复 TD' })
    await mend(first)
    const marketing = (desk: Desktop) =>
      at(desk, 'privacy.consents', { customerId }).standing.find(({ purpose, channel }) => purpose === 'marketing' && channel === 'sms')
    for (const desk of [one, two]) expect(marketing(desk)).toMatchObject({ state: 'withdrawn', may: false })
    // Somebody who has seen the withdrawal notes a new consent.
    at(one, 'privacy.noteConsent', { customerId, state: 'given', purpose: 'marketing', channel: 'sms', how: 'signed' })
    await quiet(one, two)
    for (const desk of [one, two]) expect(marketing(desk)).toMatchObject({ state: 'given', may: true })
  },
  90_000,
)

test('[CUS-07] [TIC-03] [S-MERGE-1] a complaint ended at two desks is one result and a case that keeps the other; both words of a step stay', async () => {
  const customerId = CustomerId.parse(at(one, 'customers.add', { name: '白露', phone: '13900002222' }).id)
  const { id } = at(one, 'care.ask', { customerId, kind: 'complaint', channel: 'phone', question: '异响' })
  await quiet(one, two)
  await cut()
  at(one, 'care.mark', { id, step: 'confirm', words: '左前轮异响' })
  at(one, 'care.finish', { id, result: '约周三检查', content: 4, solved: true, evenSo: true })
  at(two, 'care.mark', { id, step: 'confirm', words: '听不出异响' })
  at(two, 'care.finish', { id, result: '已退款', content: 2, solved: false, evenSo: true })
  await mend(0)
  for (const desk of [one, two]) {
    const ticket = at(desk, 'care.requests', {}).rows.find((row) => row.id === id)
    // One of the two stands whole: a result with the other's points would say what nobody said.
    expect(ticket).toMatchObject({ result: '约周三检查', content: 4, solved: 1, standing: 'needs-you' })
    // The step is taken, and what either found out is kept.
    expect(
      at(desk, 'care.marks', { id })
        .map(({ mark, words }) => `${mark} ${words}`)
        .toSorted(),
    ).toEqual(['confirm 左前轮异响', 'confirm 听不出异响'].toSorted())
    // Both planned the call after it; it is one call.
    expect(at(desk, 'customers.card', { id: customerId }).followUps.filter(({ note }) => note?.startsWith('回访'))).toHaveLength(1)
  }
}, 90_000)

test('[CUS-18] [S-ERASE-1] a person forgotten at one desk is forgotten with what the other wrote of them meanwhile', async () => {
  const { id: customerId } = at(one, 'customers.add', { name: '江照', phone: '13900003333' })
  await quiet(one, two)
  await cut()
  at(two, 'customers.keepCar', { id: null, customerId, brand: '大众', model: '朗逸', plate: '苏E54321' })
  at(one, 'customers.erase', { id: customerId })
  await mend(1)
  for (const desk of [one, two]) expect(at(desk, 'customers.card', { id: customerId }).customer).toMatchObject({ name: '', phone: null })
}, 90_000)
