// HQ moves a desktop to another site: what it wrote before it heard of that counts where it was, its papers follow, and
// then it holds nothing of the old site and works at the new one under papers of its own.
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { files } from '../../src/shared/modules/documents/tables.ts'
import { vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import type { RoundAnswer } from '../../src/shared/sync/protocol.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { getState, verifyChain } from '../../src/main/store/outbox.ts'
import type { Session } from '../../src/main/store/session.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { HqClient } from '../support/hq-client.ts'
import { foundStore, memoryKeychain, newProfile, openProfile, removeProfile, STORE } from '../support/profile.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { somebody } from '../support/store.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

type Opened = Awaited<ReturnType<typeof openProfile>>
let hq: Group
let line: Proxy
let kunshan: Opened
let suzhou: Opened
const profiles: string[] = []
const fresh = (): string => {
  const made = newProfile()
  profiles.push(made)
  return made
}
const codeFor = async (site: string): Promise<string> => {
  const parsed = readPairingCode(await hq.code(site))
  if (!parsed) throw new Error('no code')
  return writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` })
}
const sessionOf = ({ desktop }: Opened): Session => {
  const session = desktop.session()
  if (!session) throw new Error(`no store: ${desktop.control.status().phase}`)
  return session
}
const becomes = (opened: Opened, phase: string) =>
  eventually(
    () => opened.status().phase,
    (now) => now === phase,
    120_000,
  )
const settled = (opened: Opened) =>
  eventually(
    () => [opened.desktop.session()?.pendingCount(), opened.desktop.session() && opened.desktop.control.engine().status().mode],
    ([pending, mode]) => pending === 0 && mode === 'online',
    60_000,
  )
const count = (opened: Opened, table: string): number =>
  sessionOf(opened).st.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1
let phones = 0
const addCustomers = async (opened: Opened, names: readonly string[]): Promise<void> => {
  for (const name of names)
    expect(
      await opened.dispatch({
        name: 'customers.add',
        input: { kind: 'person', name, phone: `1371234${String((phones += 1)).padStart(4, '0')}`, source: 'walk-in' },
        caller: 'window',
      }),
    ).toMatchObject({ ok: true })
}
const write = (opened: Opened, command: string, work: (db: Writer) => void): void => {
  const session = sessionOf(opened)
  const { site, siteCode, replica, deviceCode } = readDesk(session.st)
  session.write(somebody({ user: 'system', site, siteCode, replica, deviceCode }), { command, writes: null }, work)
}
const keepPaper = (opened: Opened, bytes: Uint8Array): string => {
  const { sha256, size } = opened.desktop.control.files().put(bytes)
  write(opened, 'documents.archive', (db) =>
    db.put(files, {
      id: db.newId(),
      siteId: db.who.site,
      sha256,
      size,
      kind: 'application/pdf',
      name: 'p.pdf',
      replica: db.who.replica,
      createdAt: db.now,
    }),
  )
  return sha256
}
const joined = async (site: string, name: string): Promise<Opened> => {
  const opened = await openProfile(fresh(), { keychain: memoryKeychain() })
  expect(await opened.ask('setup.join', { code: await codeFor(site), deviceName: name })).toMatchObject({ ok: true })
  await becomes(opened, 'ready')
  await settled(opened)
  await signIn(opened)
  return opened
}
const signIn = async (opened: Opened): Promise<void> =>
  expect(await opened.ask('identity.signIn', { who: STORE.login, password: STORE.password })).toMatchObject({ ok: true })

beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
  for (const [site, name] of [
    ['昆山店', '昆山一号'],
    ['苏州店', '苏州一号'],
  ] as const) {
    await hq.site(site)
    const founder = await foundStore(fresh(), { keychain: memoryKeychain() })
    expect(await founder.ask('setup.join', { code: await codeFor(site), deviceName: name })).toMatchObject({ ok: true })
    await addCustomers(founder, site === '昆山店' ? ['程一', '程二', '程三'] : ['苏一'])
    await settled(founder)
    if (site === '昆山店') kunshan = founder
    else suzhou = founder
  }
})
afterAll(async () => {
  await kunshan.desktop.close()
  await suzhou.desktop.close()
  await line.close()
  await hq.stop()
  profiles.forEach(removeProfile)
})

test('[S-MOVE-5] it hands over what it wrote without a line, then holds nothing of the old site and works at the new one', async () => {
  const moving = await joined('昆山店', '流动机')
  const before = readDesk(sessionOf(moving).st)
  expect(count(moving, 'customers')).toBe(3)
  line.set({ kind: 'cut' })
  await addCustomers(moving, ['断网一', '断网二'])
  const paper = keepPaper(moving, randomBytes(1_500_000))
  await hq.move('流动机', '苏州店')
  line.set({ kind: 'pass' })
  moving.desktop.nudge()

  await eventually(() => moving.status().phase === 'ready' && readDesk(sessionOf(moving).st).site !== before.site, Boolean, 120_000)
  await settled(moving)
  const { st } = sessionOf(moving)
  const after = readDesk(st)
  expect(after).toMatchObject({ replica: before.replica, siteName: readDesk(sessionOf(suzhou).st).siteName, joined: true })
  expect(getState(st, 'incarnation')).toBe('2')
  expect(st.all<{ name: string }>('SELECT name FROM customers').map((c) => c.name)).toEqual(['苏一'])
  expect(st.one('SELECT 1 FROM _sync_changesets WHERE payload IS NOT NULL')).toBeUndefined()
  expect(moving.desktop.control.files().has(paper)).toBe(false)
  expect(moving.sessions.who('window')).toBeNull()

  // Its last words arrived where they were said.
  await eventually(
    () => count(kunshan, 'customers'),
    (n) => n === 5,
    60_000,
  )
  expect(await kunshan.desktop.control.engine().fetch(paper)).toBe(true)
  expect(count(suzhou, 'customers')).toBe(1)

  // Whatever it writes now is the new site's, in a chain of its own.
  await signIn(moving)
  await addCustomers(moving, ['新店一'])
  await settled(moving)
  await eventually(
    () => count(suzhou, 'customers'),
    (n) => n === 2,
    60_000,
  )
  expect(count(kunshan, 'customers')).toBe(5)
  expect(verifyChain(st)).toBeNull()
  await moving.desktop.close()
  expect(readdirSync(profiles.at(-1) ?? '').filter((name) => /new$|wal$/.test(name))).toEqual([])
})

test('[S-MOVE-5] what it claims to have seen at its old site afterwards is quarantined, and its feed tells nothing of either', async () => {
  const code = readPairingCode(await hq.code('昆山店'))
  if (!code) throw new Error('no code')
  const device = new HqClient(code)
  const { site } = await device.pair({ name: '伪装机' })
  await device.round()
  const old = device.position
  const customer = (id: string) => ({
    changes: [
      {
        table: 'customers',
        id,
        op: 'insert' as const,
        set: { site_id: site.id, kind: 'person', name: id, created_at: 1, created_by: 'u' },
      },
    ],
    command: 'customers.add',
  })
  await hq.move('伪装机', '苏州店')
  await addCustomers(kunshan, ['搬走以后'])
  await settled(kunshan)

  const said = device.make({ ...customer('M1'), seen: old })
  const answer = (await (await device.tryRound([said])).json()) as RoundAnswer
  expect(answer).toMatchObject({
    rulings: [{ changeset: said.id, outcome: 'accepted' }],
    entries: [],
    position: old,
    more: false,
    moved: { incarnation: 2, site: readDesk(sessionOf(suzhou).st).site },
  })
  expect(answer.head).toBe(old.number)
  // It cannot know a position that came after it was moved, unless somebody told it. This one exists: a neighbour has it.
  const asked = readPairingCode(await hq.code('昆山店'))
  if (!asked) throw new Error('no code')
  const neighbour = new HqClient(asked)
  await neighbour.pair({ name: '邻机' })
  await neighbour.round()
  const later = neighbour.position
  expect(later.number).toBeGreaterThan(old.number)
  const forged = device.make({ ...customer('M2'), seen: later })
  expect((await (await device.tryRound([forged])).json()) as RoundAnswer).toMatchObject({
    rulings: [{ changeset: forged.id, outcome: 'quarantined', reason: 'moved' }],
    entries: [],
  })
  // At a site it never was at nothing is taken at all.
  const elsewhere = device.make({ ...customer('M3'), seen: old })
  expect(await (await device.tryRound([elsewhere], { site: 'S-nowhere' })).json()).toEqual({ error: 'bad-request' })
  await eventually(() => sessionOf(kunshan).st.one(`SELECT 1 FROM customers WHERE id = 'M1'`) !== undefined, Boolean, 30_000)
  expect(sessionOf(kunshan).st.one(`SELECT 1 FROM customers WHERE id IN ('M2', 'M3')`)).toBeUndefined()
})

test('[S-MOVE-5] one with a sale right stays until it has given it back; nor does it move nowhere', async () => {
  const moving = await joined('昆山店', '留守机')
  const car = { vin: 'LXYE5A1B0TK000015', brand: '青屿', series: 'E5', model: '长续航 610', exterior: '釉青', interior: '米' }
  const prices = { listFen: 18_990_000, priceFen: 18_390_000, state: 'for-sale', arrivedOn: '2026-09-10' }
  const raw = car.vin
  car.vin = raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9)
  const arrived = await kunshan.dispatch({ name: 'vehicles.arrive', input: { ...car, ...prices }, caller: 'window' })
  expect(arrived).toMatchObject({ ok: true })
  const ids = [(arrived as { value: { id: string } }).value.id]
  await eventually(() => sessionOf(moving).st.one('SELECT 1 FROM vehicles WHERE id = ?', ids[0]) !== undefined, Boolean, 30_000)
  expect(await moving.dispatch({ name: 'vehicles.takeRights', input: { ids }, caller: 'window' })).toMatchObject({ ok: true })
  await settled(moving)
  await expect(hq.move('留守机', '苏州店')).rejects.toThrow(/销售权/)
  expect(await moving.dispatch({ name: 'vehicles.returnRights', input: { ids }, caller: 'window' })).toMatchObject({ ok: true })
  await settled(moving)
  await expect(hq.move('留守机', '昆山店')).rejects.toThrow(/已经属于/)
  await hq.site('空店')
  await expect(hq.move('留守机', '空店')).rejects.toThrow(/第一台/)
  await hq.move('留守机', '苏州店')
  await eventually(() => moving.status().phase === 'ready' && readDesk(sessionOf(moving).st).siteName === '苏州店', Boolean, 120_000)
  await moving.desktop.close()
  expect(existsSync(join(profiles.at(-1) ?? '', 'forecourt.db'))).toBe(true)
})
