// What HQ could not accept is corrected in its form: the command is run anew in its place, what was done on top of it
// waits until HQ has ruled, and the original stays in the log. A real desktop, a real headquarters, the real dispatch.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandName, Name, Output, QueryName } from '../../src/shared/contract.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { permissions } from '../../src/shared/permissions.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import { whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { identify } from '../../src/main/store/desk.ts'
import { verifyChain } from '../../src/main/store/outbox.ts'
import type { Who } from '../../src/main/store/who.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

let hq: Group
let line: Proxy
let one: Desktop
let two: Desktop
let director: Who
/** Somebody whom this desktop believes to have every right, and HQ does not. */
let trusted: Who
let who: Who

async function ask(name: Name, input: unknown): Promise<unknown> {
  const services = { sessions: { who: () => who }, desktop: { engine: () => one.engine } } as unknown as Services
  const { dispatch } = createDispatch({ modules: allModules(), store: () => one.session, services, incident: (error) => String(error) })
  const reply = await dispatch({ name, input, caller: 'window' })
  if (!reply.ok) throw Object.assign(new Error(JSON.stringify(reply.error)), reply.error)
  return reply.value
}
const run = async <N extends QueryName | CommandName>(as: Who, name: N, input: unknown): Promise<Output<N>> => {
  who = as
  return (await ask(name, input)) as Output<N>
}
const amend = async (id: string, input: unknown): Promise<unknown> => {
  who = director
  return ask('sync.amend', { id, input })
}
const stateOf = (command: string) =>
  one.st.all<{ id: string; state: string; reason: string | null }>(
    'SELECT id, state, reason FROM _sync_changesets WHERE command = ? AND seq IS NOT NULL ORDER BY n',
    command,
  )
const still = () => eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 30_000)
/** A customer HQ does not accept, and an address written on top of it by somebody it would believe. */
async function refusedCustomer(name: string, phone: string): Promise<{ id: string; changeset: string; behind: string }> {
  const { id } = await run(trusted, 'customers.add', { name, phone })
  await run(director, 'customers.correct', { id, fields: { address: '玉山镇 8 号' } })
  await still()
  const [changeset, behind] = ['customers.add', 'customers.correct'].map((command) => stateOf(command).at(-1))
  expect(changeset).toMatchObject({ state: 'quarantined', reason: 'forbidden customers.edit' })
  expect(behind).toMatchObject({ state: 'quarantined', reason: `waits-for ${changeset?.id}` })
  return { id, changeset: changeset?.id ?? '', behind: behind?.id ?? '' }
}

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  line = await proxyTo(() => hq.port)
  one = desktop('前台 1 号机')
  two = desktop('前台 2 号机')
  identify(one.st, { replica: one.session.newId(), site: one.session.newId(), deviceCode: '01', demo: false })
  one.session.forgetChain()
  const site = { name: '昆山店', code: 'KS' }
  const person = { name: '莫怀远', login: 'mo', title: null, phone: null, password: null }
  const { userId } = one.run('admin.establish', { site, deviceName: '前台 1 号机', person }, { reach: 'group' })
  const { id: cashier } = one.run('admin.createUser', {
    name: '沈知夏',
    login: 'shen',
    roleIds: [roleIdOf('finance')],
    siteIds: [one.who().site],
    password: null,
  })
  await one.join(await hq.code('昆山店'), line.port)
  await still()
  await two.join(await hq.code('昆山店'))
  const of = (id: string): Who => one.session.read(one.who(), (db) => whoOf(db, id)) as Who
  director = of(userId)
  trusted = { ...of(cashier), permissions: new Set(permissions) }
}, 120_000)
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await line.close()
  await hq.stop()
})

test('[S-RULE-5] the corrected one takes its place under the same ids, and what waited for it counts when HQ has ruled', async () => {
  const { id, changeset, behind } = await refusedCustomer('林见川', '13900000001')
  const form = await run(director, 'sync.amending', { id: changeset })
  expect(form).toMatchObject({ command: 'customers.add', who: '沈知夏', waiting: 1, input: { name: '林见川', phone: '13900000001' } })

  line.set({ kind: 'cut' })
  await eventually(() => one.engine.status().mode !== 'online')
  await amend(changeset, { ...form.input, name: '林见山' })
  // At once on this desktop: the corrected name, and over it what was written since.
  expect(one.row('customers', id)).toMatchObject({ name: '林见山', address: '玉山镇 8 号' })
  expect(one.st.one('SELECT count(*) AS n FROM customers WHERE phone = ?', '13900000001')).toEqual({ n: 1 })
  expect(one.state(changeset)).toBe('amended')
  // Nothing that was done on top of it goes before HQ has ruled.
  expect(one.state(behind)).toBe('quarantined')
  expect(one.st.all('SELECT changeset FROM _sync_wishes')).toEqual([])
  // What is done now builds on the corrected one.
  await run(director, 'customers.correct', { id, fields: { note: '周末来看车' } })

  line.set({ kind: 'pass' })
  await eventually(() => one.state(behind) === 'accepted', Boolean, 30_000)
  await still()
  await eventually(() => two.row('customers', id)?.['address'], Boolean, 30_000)
  for (const desk of [one, two])
    expect(desk.row('customers', id)).toMatchObject({ name: '林见山', phone: '13900000001', address: '玉山镇 8 号', note: '周末来看车' })
  expect(one.st.all(`SELECT id FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
  // The original stays as it was, in a chain that still holds; nobody keeps a form HQ has taken.
  expect(one.st.one<{ payload: string }>('SELECT payload FROM _sync_changesets WHERE id = ?', changeset)?.payload).toContain('林见川')
  expect(verifyChain(one.st)).toBeNull()
  expect(
    one.st.all(`SELECT id FROM _sync_changesets WHERE input IS NOT NULL AND state NOT IN ('pending', 'quarantined', 'amended')`),
  ).toEqual([])
}, 90_000)

test('[S-RULE-5] a correction its own command refuses, or cannot read, changes nothing', async () => {
  const { id, changeset } = await refusedCustomer('许南枝', '13900000002')
  const form = await run(director, 'sync.amending', { id: changeset })
  await expect(amend(changeset, { ...form.input, phone: '1' })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(amend(changeset, { ...form.input, phone: '13900000001' })).rejects.toMatchObject({ code: 'duplicate' })
  expect(one.state(changeset)).toBe('quarantined')
  expect(one.row('customers', id)).toMatchObject({ name: '许南枝', phone: '13900000002', address: '玉山镇 8 号' })
  await expect(amend('no-such-changeset', form.input)).rejects.toMatchObject({ code: 'cannot-amend' })
}, 90_000)

test('[S-RULE-5] one that HQ refuses again is corrected again; everything waits until one is taken', async () => {
  const { changeset } = { changeset: stateOf('customers.add').findLast((each) => each.state === 'quarantined')?.id ?? '' }
  const behind = stateOf('customers.correct').findLast((each) => each.state === 'quarantined')?.id ?? ''
  const form = await run(director, 'sync.amending', { id: changeset })
  who = trusted
  await ask('sync.amend', { id: changeset, input: { ...form.input, name: '许南汀' } })
  await still()
  const second = stateOf('customers.add').at(-1)
  expect(second).toMatchObject({ state: 'quarantined', reason: 'forbidden customers.edit' })
  expect(one.state(behind)).toBe('quarantined')
  await amend(second?.id ?? '', { ...form.input, name: '许南乔' })
  await eventually(() => one.state(behind) === 'accepted', Boolean, 30_000)
  await eventually(() => two.st.one('SELECT 1 FROM customers WHERE name = ? AND address IS NOT NULL', '许南乔'), Boolean, 30_000)
  expect(one.st.all(`SELECT id FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
}, 90_000)
