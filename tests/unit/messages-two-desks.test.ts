// One desk of a site sends, whoever wrote: the right to the post is given by headquarters, handed over and taken away, and no
// message goes out twice or is lost. Real headquarters, real lines, a real mail server.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CustomerId } from '../../src/shared/ids.ts'
import type { Asked, CommandName, Output, QueryName } from '../../src/shared/contract.ts'
import { identify } from '../../src/main/store/desk.ts'
import { messages } from '../../src/shared/modules/messages/tables.ts'
import { type Desktop, desktop, eventually, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { mailServer, type MailServer, officeOf } from '../support/post.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let hq: Group
let lines: [Proxy, Proxy]
let one: Desktop
let two: Desktop
let server: MailServer
let offices: [ReturnType<typeof officeOf>, ReturnType<typeof officeOf>]
let boss = ''
let guest = ''

const at = <N extends QueryName | CommandName>(desk: Desktop, name: N, input: Asked<N>): Output<N> => desk.run(name, input, { user: boss })
const post = (desk: Desktop) => at(desk, 'messages.post', {}).find(({ channel }) => channel === 'email')?.who
const cut = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'cut' })
  await eventually(() => [one, two].every((d) => d.engine.status().mode !== 'online'))
}
const mend = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'pass' })
  await quiet(one, two)
}
const write = (desk: Desktop, subject: string): string =>
  at(desk, 'messages.write', {
    customerIds: [CustomerId.parse(guest)],
    channel: 'email',
    purpose: 'service',
    template: null,
    subject,
    body: '{{customer}}您好',
  } as never).ids[0] as string
/** What a rule makes at every desk: the same row. */
const greet = (desk: Desktop, id: string): void =>
  void desk.write(
    'messages.write',
    (db) =>
      db.put(messages, {
        id,
        siteId: desk.who().site,
        customerId: guest,
        channel: 'email',
        purpose: 'service',
        template: null,
        subject: '一份',
        body: '只有一份',
        origin: 'hand',
        dueAt: 1_700_000_000_000,
        createdAt: 1_700_000_000_000,
        createdBy: 'system',
      }),
    { user: 'system' },
  )
const state = (desk: Desktop, id: string) => at(desk, 'messages.page', {}).rows.find((row) => row.id === id)?.state
/** How often each message arrived. */
const arrived = (...ids: string[]): number[] => ids.map((id) => server.mails.filter(({ raw }) => raw.includes(`<${id}@`)).length)
const pump = () => Promise.all(offices.map((office) => office.pump()))

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  server = await mailServer()
  one = desktop('前台 1 号机')
  two = desktop('前台 2 号机')
  identify(one.st, { replica: one.session.newId(), site: one.session.newId(), deviceCode: '01', demo: false })
  one.session.forgetChain()
  boss = one.run(
    'admin.establish',
    {
      site: { name: '昆山店', code: 'KS' },
      deviceName: '前台 1 号机',
      person: { name: '莫怀远', login: 'mo', title: null, phone: null, password: null },
    },
    { reach: 'group', siteCode: 'KS' },
  ).userId
  guest = at(one, 'customers.add', { name: '江知夏', phone: '13900001111', email: 'jiang@example.test' } as never).id
  await one.join(await hq.code('昆山店'), lines[0].port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 30_000)
  await two.join(await hq.code('昆山店'), lines[1].port)
  await quiet(one, two)
  for (const desk of [one, two])
    at(desk, 'messages.keepChannel', {
      channel: 'email',
      mail: { host: '127.0.0.1', port: server.port, tls: false, user: '', from: 'shop@example.test', name: '' },
    })
  offices = [officeOf(one.session), officeOf(two.session)]
})
afterAll(async () => {
  await Promise.all(offices.map((office) => office.stop()))
  await Promise.all([one, two].map((d) => d.remove()))
  await Promise.all(lines.map((line) => line.close()))
  await server.stop()
  await hq.stop()
})

test('[FUP-10] [S-RIGHT-1] only the desk headquarters gave the post to sends, also what the other one wrote', async () => {
  const before = write(one, '没有发信台')
  await quiet(one, two)
  await pump()
  expect([post(one), post(two), arrived(before)]).toEqual(['nobody', 'nobody', [0]])
  at(one, 'messages.takePost', { channel: 'email' })
  expect(post(one)).toBe('moving')
  await eventually(
    () => [post(one), post(two)].join(),
    (who) => who === 'here,elsewhere',
    30_000,
  )
  const hers = write(two, '二号机写的')
  const both = one.session.newId()
  greet(one, both)
  greet(two, both)
  await quiet(one, two)
  await pump()
  await quiet(one, two)
  expect(arrived(before, hers, both)).toEqual([1, 1, 1])
  expect([before, hers, both].map((id) => state(two, id))).toEqual(['sent', 'sent', 'sent'])
})

test('[FUP-10] with headquarters out of reach the post goes on, a message cancelled too late was sent, and nobody gets a second one', async () => {
  const id = write(two, '断线前写的')
  await quiet(one, two)
  await cut()
  const mine = write(one, '断线后写的')
  const hers = write(two, '二号机断线后写的')
  at(two, 'messages.cancel', { ids: [id], reason: '改期' })
  await pump()
  expect(arrived(id, mine, hers)).toEqual([1, 1, 0])
  await mend()
  await pump()
  await quiet(one, two)
  expect(arrived(id, mine, hers)).toEqual([1, 1, 1])
  expect([one, two].map((desk) => state(desk, id))).toEqual(['sent', 'sent'])
})

test('[FUP-10] [S-RIGHT-2] [S-RIGHT-4] the post is handed over, or taken for a stated reason, and what waited goes once', async () => {
  at(one, 'messages.givePost', { channel: 'email' })
  await eventually(
    () => [post(one), post(two)].join(),
    (who) => who === 'nobody,nobody',
    30_000,
  )
  const waiting = write(one, '交接中')
  await quiet(one, two)
  await pump()
  expect(arrived(waiting)).toEqual([0])
  at(two, 'messages.takePost', { channel: 'email' })
  await eventually(
    () => [post(one), post(two)].join(),
    (who) => who === 'elsewhere,here',
    30_000,
  )
  await pump()
  expect(arrived(waiting)).toEqual([1])
  at(one, 'messages.takePost', { channel: 'email', reason: '二号机送修' })
  await eventually(
    () => [post(one), post(two)].join(),
    (who) => who === 'here,elsewhere',
    30_000,
  )
  const next = write(two, '接手之后')
  await quiet(one, two)
  await pump()
  await quiet(one, two)
  expect(arrived(waiting, next)).toEqual([1, 1])
  expect(offices.flatMap(({ troubles }) => troubles)).toEqual([])
})

test('[FUP-08] [FUP-09] both desks greet on a day while they are apart, and there is one greeting and no case', async () => {
  const consent = { customerId: guest, state: 'given', purpose: 'care', channel: 'all', how: 'signed' } as const
  at(one, 'privacy.noteConsent', consent)
  await quiet(one, two)
  await cut()
  expect([one, two].map((desk) => at(desk, 'care.greet', { on: '2027-02-06' }).made)).toEqual([1, 1])
  await mend()
  for (const desk of [one, two]) {
    expect(at(desk, 'messages.page', {}).rows.filter(({ origin }) => origin === 'holiday')).toHaveLength(1)
    expect(desk.st.one('SELECT count(*) AS n FROM cases')).toEqual({ n: 0 })
  }
})
