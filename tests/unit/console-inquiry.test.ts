// Asking the console after one thing, and deciding about it: the way of a record, cases with both sides, what lies in
// quarantine. A real headquarters over HTTPS by the product's own manifest; where a desktop must do what was decided, a real
// desktop with its engine and store.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { inquiryOf } from '../../src/hq/store/sqlite-inquiry.ts'
import { openDatabases } from '../../src/hq/store/open.ts'
import { statementsOf } from '../../src/hq/store/statements.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import type { Change } from '../../src/shared/sync/protocol.ts'
import { colleague, firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import type { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, tempFolder, type TestHq } from '../support/hq.ts'
import { insert, update } from '../support/judge.ts'

// A real desktop's worker is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const DAY = 86_400_000
let now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
let operator: ConsoleClient
let auditor: ConsoleClient
let [one, two] = ['', '']
let boss: HqClient
let front: HqClient
let back: HqClient
let far: HqClient

const say = async (who: HqClient, command: string, changes: Change[], actor = 'system', more: Parameters<HqClient['make']>[0] = {}) => {
  const made = who.make({ command, changes, actor, ...more })
  const { rulings } = await who.round([made], { deviceTime: now })
  return { id: made.id, ruling: rulings[0] }
}
const open = { state: 'open' as const, site: null, kind: null, olderMs: 0, after: null }
const all = { site: null, kind: null, olderMs: 0, after: null }
const acts = async (subject: string): Promise<string[]> =>
  (await hq.hq.store.console.deeds({ before: null, by: null, subject, limit: 20 })).map(({ act }) => act)

beforeAll(async () => {
  hq = await startHq({ manifest: buildManifest(), now: () => now, limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
  const administrator = await firstAdministrator(hq)
  operator = await colleague(hq, administrator, 'wang', 'operator')
  auditor = await colleague(hq, administrator, 'sun', 'auditor')
  ;[one, two] = [await hq.addSite('昆山店', 'KS'), await hq.addSite('苏州店', 'SZ')]
  boss = await hq.join(one, true, '总部')
  front = await hq.join(one, false, '前台一')
  back = await hq.join(one, false, '前台二')
  far = await hq.join(two, false, '展厅')
  const person = (name: string) => ({ name, login: name, role_ids: '["R1"]', site_ids: JSON.stringify([one, two]), active: 1 })
  await say(boss, 'admin.createRole', [
    insert('roles', 'R1', { name: '销售', permissions: JSON.stringify(['customers.edit', 'sync.resolve']), known: '[]' }),
  ])
  await say(boss, 'admin.createUser', [insert('users', 'U1', person('陈屿')), insert('users', 'U2', person('顾听澜'))])
  for (const each of [front, back, far]) await each.round([], { deviceTime: now })
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

describe('a trace', () => {
  it('[S-FEED-10] leads from a phone or an id to what was done, by whom, where, and who has it by now', async () => {
    now += 1000
    const added = await say(
      front,
      'customers.add',
      [insert('customers', 'C1', { site_id: one, kind: 'person', name: '林见川', phone: '13800001111' })],
      'U1',
    )
    const found = await auditor.call('trace.find', { text: ' 138 0000 1111' })
    expect(found.found).toEqual([{ table: 'customers', id: 'C1', siteName: '昆山店' }])
    expect(found.steps).toMatchObject([
      {
        changeset: added.id,
        command: 'customers.add',
        who: '陈屿',
        desktop: { name: '前台一', code: 'KS-02', siteName: '昆山店' },
        receivedAt: now,
        ruling: 'accepted',
        position: added.ruling?.position,
        // Its author was answered and has not said that it kept it; the other site’s desktop is not among the three.
        holders: { has: 0, told: 1, of: 3 },
      },
    ])
    expect(found.steps[0]?.holders?.without.map(({ name }) => name).toSorted()).toEqual(['前台二', '总部'])
    await back.round([], { deviceTime: now })
    await front.round([], { deviceTime: now })
    const later = await auditor.call('trace.find', { text: added.id })
    expect(later.found).toEqual([])
    expect(later.steps.map(({ changeset, holders }) => [changeset, holders?.has, holders?.told, holders?.of])).toEqual([
      [added.id, 1, 1, 3],
    ])
    // One whose next question runs ahead of what it kept says so.
    await back.round([], { deviceTime: now, kept: 0 })
    expect((await auditor.call('trace.find', { text: added.id })).steps[0]?.holders).toMatchObject({ has: 1, told: 1 })
    await back.round([], { deviceTime: now })
    expect((await auditor.call('trace.find', { text: added.id })).steps[0]?.holders).toMatchObject({ has: 2, told: 0 })
    expect(await auditor.call('trace.find', { text: '13800009999' })).toEqual({ found: [], steps: [], more: false })
  })

  it('shows a contract and a car newest first, and what was quarantined by its id', async () => {
    now += 1000
    await say(boss, 'vehicles.arrive', [insert('vehicles', 'V1', { site_id: one, vin: 'LSVAA4187E2184841', state: 'in-stock' })])
    await say(front, 'orders.draft', [insert('orders', 'O1', { site_id: one, no: 'SO-KS-02-2606-1', rev: 1 })])
    now += 1000
    const moved = await say(boss, 'vehicles.move', [update('vehicles', 'V1', { location: 'A3' }, { location: null })])
    const car = await auditor.call('trace.find', { text: 'lsvaa4187e2184841' })
    expect(car.steps.map(({ command }) => command)).toEqual(['vehicles.move', 'vehicles.arrive'])
    expect(car.steps[0]).toMatchObject({ changeset: moved.id, holders: { of: 4 } })
    expect((await auditor.call('trace.find', { text: 'SO-KS-02-2606-1' })).steps).toMatchObject([{ command: 'orders.draft' }])
    const odd = await say(front, 'orders.fly', [insert('orders', 'O2', { site_id: one })])
    expect((await auditor.call('trace.find', { text: odd.id })).steps).toMatchObject([
      { ruling: 'quarantined', reason: 'unknown-command orders.fly', position: null, holders: null },
    ])
    // Who has what only the feed says; the lists ask after the desktops they show, however many there are.
    const everyone = vi.spyOn(hq.hq.store, 'devices')
    await auditor.call('trace.find', { text: odd.id })
    await auditor.call('cases.list', open)
    const [line] = (await auditor.call('quarantine.list', all)).changesets.filter(({ changeset }) => changeset === odd.id)
    expect(line).toMatchObject({ desktop: '前台一', siteName: '昆山店', revoked: false })
    expect(everyone).not.toHaveBeenCalled()
    everyone.mockRestore()
  })
})

/** The other one’s value is there, and the late one in a case. */
async function clash(id: string, mine: string, theirs: string): Promise<string> {
  now += 1000
  await say(front, 'customers.add', [insert('customers', id, { site_id: one, kind: 'person', name: '林见川', phone: '13800000000' })], 'U1')
  await back.round([], { deviceTime: now })
  const seen = back.position
  await say(front, 'customers.correct', [update('customers', id, { phone: theirs }, { phone: '13800000000' })], 'U1')
  const late = await say(back, 'customers.correct', [update('customers', id, { phone: mine }, { phone: '13800000000' })], 'U2', { seen })
  return late.ruling?.cases[0] ?? ''
}
const customer = async (id: string) => {
  const rows = new Map<string, unknown>()
  await front.round([], { deviceTime: now })
  const chunk = await front.snapshot()
  for (const row of chunk.rows) rows.set(`${row.table}/${row.id}`, row.image)
  return rows.get(`customers/${id}`)
}

describe('what the whole group works by', () => {
  it('[S-FEED-10] is listed as it was published, newest first, a page at a time, with who has it by now', async () => {
    now += 1000
    const { id } = await say(boss, 'admin.dateParameter', [insert('parameters', 'P1', { name: 'x', value: '1' })])
    const [last, ...earlier] = (await auditor.call('published.list', { before: null })).steps
    expect(last).toMatchObject({
      changeset: id,
      command: 'admin.dateParameter',
      tables: ['parameters'],
      holders: { has: 0, told: 1, of: 4 },
    })
    // The roles and people of the beginning; a customer is nobody's to publish.
    expect(earlier.map(({ tables }) => tables)).toEqual([['users'], ['roles']])
    for (const each of [boss, front, back, far]) for (let n = 0; n < 2; n++) await each.round([], { deviceTime: now })
    expect((await auditor.call('published.list', { before: null })).steps[0]?.holders).toMatchObject({ has: 4, told: 0, of: 4 })
    const below = await auditor.call('published.list', { before: last?.position ?? 0 })
    expect(below.steps.map(({ changeset }) => changeset)).toEqual(earlier.map(({ changeset }) => changeset))
    expect(below.next).toBeNull()
  })
})

describe('a case', () => {
  it('[S-CASE-1] is settled at headquarters by a changeset of its own: the late value as if it had come first', async () => {
    const id = await clash('C2', '13800003333', '13800002222')
    const lines = (await auditor.call('cases.list', open)).cases
    expect(lines).toMatchObject([
      { id, kind: 'field', siteName: '昆山店', who: '顾听澜', desktop: '前台二', table: 'customers', openedAt: now },
    ])
    const shown = await auditor.call('cases.show', { id })
    expect(shown).toMatchObject({
      mine: { who: '顾听澜', desktop: '前台二', command: 'customers.correct' },
      theirs: { who: '陈屿', desktop: '前台一', command: 'customers.correct' },
      // A person’s number is not for everybody who may look.
      fields: [{ name: 'phone', mine: '138****3333', theirs: '138****2222' }],
      canTake: true,
      resolution: null,
    })
    const head = (await hq.hq.store.head()).number
    expect(await auditor.tell('cases.settle', { id, how: 'took-mine', reason: '客户来电确认' })).toBe('forbidden')
    await operator.call('cases.settle', { id, how: 'took-mine', reason: '客户来电确认' })
    expect((await hq.hq.store.head()).number).toBe(head + 1)
    expect(await customer('C2')).toMatchObject({ phone: '13800003333' })
    expect((await auditor.call('cases.list', open)).cases).toEqual([])
    expect(await auditor.call('cases.show', { id })).toMatchObject({
      state: 'resolved',
      canTake: false,
      resolution: { how: 'took-mine', at: now },
      comments: [{ who: 'wang', headquarters: true, text: '客户来电确认' }],
      deeds: [{ act: 'case.settle', byName: 'wang', details: { how: 'took-mine', reason: '客户来电确认' } }],
    })
    // It is in the log like anybody’s, and the trace of the person leads to it.
    const [step] = (await auditor.call('trace.find', { text: '13800003333' })).steps
    expect(step).toMatchObject({ command: 'sync.takeMine', desktop: null, ruling: 'accepted', position: head + 1 })
    expect(await operator.tell('cases.settle', { id, how: 'understood', reason: 'once more' })).toBe('settled')
  })

  it('[S-CASE-1] whoever settles it meanwhile without a line loses to headquarters, and is told by a case', async () => {
    const id = await clash('C3', '13800004444', '13800005555')
    await front.round([], { deviceTime: now })
    const seen = front.position
    await operator.call('cases.settle', { id, how: 'kept-theirs', reason: '以先到为准' })
    expect(await customer('C3')).toMatchObject({ phone: '13800005555' })
    const late = await say(
      front,
      'sync.resolveCase',
      [update('cases', id, { state: 'resolved', resolution: 'understood' }, { state: 'open', resolution: null })],
      'U1',
      { seen, guards: [{ kind: 'expect', table: 'cases', id, column: 'state', value: 'open', covers: [0], otherwise: [] }] },
    )
    expect(late.ruling?.outcome).toBe('lost')
    expect(await auditor.call('cases.show', { id })).toMatchObject({ resolution: { how: 'kept-theirs' } })
    const [again] = (await auditor.call('cases.list', { ...open, kind: 'expect' })).cases
    await operator.call('cases.settle', { id: again?.id ?? '', how: 'understood', reason: '已知悉' })
  })

  it('[S-CASE-2] [S-CASE-3] is handed to another site: gone from the one, whole at the other, with its comments', async () => {
    const id = await clash('C4', '13800006666', '13800007777')
    await front.round([], { deviceTime: now })
    await operator.call('cases.comment', { id, text: '请苏州店核实' })
    // Every desktop of its site is told; nobody else's.
    const told = async (client: HqClient) =>
      (await client.round([], { deviceTime: now })).entries
        .flatMap(({ changes }) => changes)
        .filter(({ table }) => table === 'case_comments')
    expect(await told(front)).toMatchObject([{ set: { site_id: one, case_id: id, by_name: 'wang', body: '请苏州店核实', said_at: now } }])
    await say(
      front,
      'sync.comment',
      [insert('case_comments', 'M1', { site_id: one, case_id: id, user_id: 'U1', said_at: now + 1, body: '已致电' })],
      'U1',
    )
    expect((await auditor.call('cases.show', { id })).comments).toMatchObject([
      { who: 'wang', headquarters: true, text: '请苏州店核实' },
      { who: '陈屿', headquarters: false, text: '已致电' },
    ])
    expect(await operator.tell('cases.assign', { id, site: 'nowhere', reason: '客户在苏州' })).toBe('site-unknown')
    await far.round([], { deviceTime: now })
    await operator.call('cases.assign', { id, site: two, reason: '客户在苏州' })
    const changes = (await far.round([], { deviceTime: now })).entries.flatMap((entry) => entry.changes)
    expect(changes).toContainEqual(expect.objectContaining({ table: 'cases', id, op: 'insert' }))
    expect(changes.filter(({ table }) => table === 'case_comments').map(({ set }) => [set['site_id'], set['body']])).toEqual([
      [two, '请苏州店核实'],
      [two, '已致电'],
      [two, '客户在苏州'],
    ])
    expect((await back.round([], { deviceTime: now })).entries.flatMap((entry) => entry.changes)).toContainEqual(
      expect.objectContaining({ table: 'cases', id, op: 'depart' }),
    )
    expect((await auditor.call('cases.list', { ...open, site: two })).cases.map((each) => each.id)).toEqual([id])
    expect((await auditor.call('cases.list', { ...open, site: one })).cases).toEqual([])
    expect(await operator.tell('cases.assign', { id, site: two, reason: '客户在苏州' })).toBe('already-there')
    expect(await acts(id)).toEqual(['case.assign', 'case.comment'])
  })

  it('is found by kind and age, oldest first, a page at a time', async () => {
    now += 3 * DAY
    await operator.call('session.signIn', { login: 'wang', password: 'Plum-Blossom-42', code: '' })
    await auditor.call('session.signIn', { login: 'sun', password: 'Plum-Blossom-42', code: '' })
    const fresh = await clash('C5', '13800008888', '13800009999')
    const old = (await auditor.call('cases.list', { ...open, olderMs: 2 * DAY })).cases
    expect(old.length).toBe(1)
    const both = (await auditor.call('cases.list', open)).cases
    expect(both.map(({ id }) => id)).toEqual([old[0]?.id, fresh])
    expect((await auditor.call('cases.list', { ...open, kind: 'hold' })).cases).toEqual([])
    const rest = await auditor.call('cases.list', { ...open, after: { at: both[0]?.openedAt ?? 0, id: both[0]?.id ?? '' } })
    expect(rest.cases.map(({ id }) => id)).toEqual([fresh])
  })

  it('[S-MERGE-7] [S-CASE-1] of a row two made apart is settled here: all that the late one said, or what stands', async () => {
    const person = (name: string, phone: string) => ({ site_id: one, kind: 'person', name, phone })
    for (const [id, how, left] of [
      ['C20', 'took-mine', { name: '许清和', phone: '13800002002' }],
      ['C21', 'kept-theirs', { name: '许清荷', phone: '13800002001' }],
    ] as const) {
      now += 1000
      const seen = back.position
      await say(front, 'customers.add', [insert('customers', id, person('许清荷', '13800002001'))], 'U1')
      const late = await say(back, 'customers.add', [insert('customers', id, person('许清和', '13800002002'))], 'U2', { seen })
      expect(late.ruling).toMatchObject({ outcome: 'adjusted', cases: [expect.any(String)] })
      const caseId = late.ruling?.cases[0] ?? ''
      expect(await auditor.call('cases.show', { id: caseId })).toMatchObject({
        kind: 'field',
        state: 'open',
        mine: { who: '顾听澜', desktop: '前台二', command: 'customers.add' },
        theirs: { who: '陈屿', desktop: '前台一', command: 'customers.add' },
        canTake: true,
      })
      await operator.call('cases.settle', { id: caseId, how, reason: '客户来电确认' })
      expect(await customer(id)).toMatchObject(left)
      expect(await auditor.call('cases.show', { id: caseId })).toMatchObject({ state: 'resolved', resolution: { how } })
    }
  })
})

describe('quarantine', () => {
  let desk: Desktop
  afterAll(() => desk.remove())

  it('[S-RULE-6] is judged again, or given up, by the desktop it is of, because headquarters asked', async () => {
    desk = desktop('真机')
    await desk.join(await hq.code(one))
    const settled = (id: string, state: string) =>
      eventually(
        () => desk.state(id),
        (is) => is === state,
      )
    await eventually(
      () => desk.engine.status().mode,
      (mode) => mode === 'online',
    )
    const row = { siteId: one, kind: 'person', name: '贺知遥', createdAt: now, createdBy: 'U1' }
    const early = desk.write('customers.add', (db) => void db.put(customers, { id: 'C8', ...row } as never), { user: 'U3' })
    const wrong = desk.write('customers.fly', (db) => void db.put(customers, { id: 'C9', ...row } as never), { user: 'U1' })
    await settled(early, 'quarantined')
    await settled(wrong, 'quarantined')
    const lines = (await auditor.call('quarantine.list', { ...all, site: one })).changesets.filter(({ desktop: name }) => name === '真机')
    expect(lines).toMatchObject([
      { changeset: early, reason: 'unknown-actor', about: 'U3', asked: null, revoked: false },
      { changeset: wrong, reason: 'unknown-command', about: 'customers.fly' },
    ])
    expect(lines[0]?.changes).toMatchObject([{ table: 'customers', op: 'insert' }])
    expect((await auditor.call('quarantine.list', { ...all, site: two })).changesets).toEqual([])
    // By kind: of the whole group, and of one site's desktops.
    for (const site of [null, one])
      for (const [kind, found] of [
        ['unknown-actor', early],
        ['unknown-command', wrong],
      ] as const) {
        const { changesets } = await auditor.call('quarantine.list', { ...all, site, kind })
        expect(changesets.map(({ changeset }) => changeset)).toContain(found)
        expect(new Set(changesets.map(({ reason }) => reason))).toEqual(new Set([kind]))
      }
    expect((await auditor.call('quarantine.list', { ...all, kind: 'too-large' })).changesets).toEqual([])
    await say(boss, 'admin.createUser', [
      insert('users', 'U3', { name: '新人', login: 'new', role_ids: '["R1"]', all_sites: 1, active: 1 }),
    ])
    await eventually(() => desk.row('users', 'U3'))
    // Nothing new comes by the feed: the desktop hears of the decision all the same, at once.
    await operator.call('quarantine.decide', { changeset: early, what: 'retry', reason: '账号已建' })
    await operator.call('quarantine.decide', { changeset: wrong, what: 'discard', reason: '误操作' })
    await settled(early, 'accepted')
    await settled(wrong, 'discarded')
    expect(desk.row('customers', 'C9')).toBeNull()
    await vi.waitFor(async () => {
      const { changesets } = await auditor.call('quarantine.list', all)
      expect(changesets.filter(({ desktop: name }) => name === '真机')).toEqual([])
    }, 20_000)
    // Nothing disappears: it is in the log, with who decided and why.
    expect((await auditor.call('trace.find', { text: wrong })).steps).toMatchObject([
      { ruling: 'discarded', reason: 'unknown-command customers.fly' },
    ])
    expect(await acts(wrong)).toEqual(['quarantine.discard'])
    expect(await operator.tell('quarantine.decide', { changeset: wrong, what: 'retry', reason: 'once more' })).toBe('changeset-unknown')
    expect(desk.troubles).toEqual([])
  })

  it('[S-RULE-7] is corrected at headquarters: judged in its place under the same ids, given up there, and what waited counts', async () => {
    const settled = (id: string, state: string) =>
      eventually(
        () => desk.state(id),
        (is) => is === state,
      )
    const row = { siteId: one, kind: 'person', name: '贺知谣', phone: '13800007001', createdAt: now, createdBy: 'U1' }
    const wrong = desk.write('customers.add', (db) => void db.put(customers, { id: 'C10', ...row } as never), { user: 'nobody' })
    const behind = desk.write('customers.correct', (db) => void db.patch(customers, 'C10', { note: '周末来看车' } as never), { user: 'U1' })
    await settled(wrong, 'quarantined')
    await settled(behind, 'quarantined')
    const [line] = (await auditor.call('quarantine.list', { ...all, site: one })).changesets.filter((each) => each.changeset === wrong)
    expect(line).toMatchObject({ reason: 'unknown-actor', amendable: true })
    const kinds = Object.fromEntries((line?.changes[0]?.columns ?? []).map(({ name, kind }) => [name, kind]))
    expect(kinds).toMatchObject({ name: 'text', phone: 'secret', site_id: 'fixed', created_at: 'number' })
    const amend = (corrections: { change: number; column: string; value: string | number | null }[]) =>
      operator.tell('quarantine.amend', { changeset: wrong, corrections, reason: '姓名写错' })
    // A reference, a column it does not write and a value of another kind are no corrections.
    for (const [column, value] of [
      ['site_id', two],
      ['address', 'x'],
      ['name', 7],
    ] as const)
      expect(await amend([{ change: 0, column, value }])).toBe('cannot-correct')
    expect(await auditor.tell('quarantine.amend', { changeset: wrong, corrections: [], reason: 'no right' })).toBe('forbidden')
    expect(await amend([{ change: 0, column: 'name', value: '贺知遥' }])).toEqual({ outcome: 'accepted' })
    await settled(wrong, 'discarded')
    await settled(behind, 'accepted')
    await eventually(
      () => desk.row('customers', 'C10'),
      (is) => is?.['name'] === '贺知遥',
    )
    expect(desk.row('customers', 'C10')).toMatchObject({ name: '贺知遥', phone: '13800007001', note: '周末来看车' })
    expect((await auditor.call('quarantine.list', { ...all, site: one })).changesets.filter((each) => each.desktop === '真机')).toEqual([])
    expect((await auditor.call('trace.find', { text: wrong })).steps).toMatchObject([{ ruling: 'discarded' }])
    expect(await acts(wrong)).toEqual(['quarantine.amend'])
    expect(await amend([])).toBe('changeset-unknown')
    expect(desk.troubles).toEqual([])
  })

  it('[S-RULE-7] what would be quarantined again is not written, and the original stays', async () => {
    const elsewhere = await say(front, 'customers.add', [insert('customers', 'C11', { site_id: two, kind: 'person', name: '林' })], 'U1')
    expect(elsewhere.ruling?.outcome).toBe('quarantined')
    const { number } = await hq.hq.store.head()
    const reason = '本店客户'
    expect(await operator.tell('quarantine.amend', { changeset: elsewhere.id, corrections: [], reason })).toBe('still-refused')
    expect((await hq.hq.store.head()).number).toBe(number)
    const lines = (await auditor.call('quarantine.list', all)).changesets
    expect(lines.filter(({ changeset }) => changeset === elsewhere.id)).toMatchObject([{ asked: null, reason: 'out-of-reach' }])
    const unknown = await say(front, 'customers.fly', [])
    expect(await operator.tell('quarantine.amend', { changeset: unknown.id, corrections: [], reason })).toBe('cannot-amend')
  })

  it('[S-RULE-7] [S-MERGE-7] amended here, an insert of a row that is there by now becomes a case, and nothing of it is lost', async () => {
    now += 1000
    const person = (name: string, phone: string) => ({ site_id: one, kind: 'person', name, phone })
    const wrong = await say(
      back,
      'customers.add',
      [insert('customers', 'C30', { ...person('许清合', '13800003002'), note: '老客户' })],
      'nobody',
    )
    expect(wrong.ruling?.outcome).toBe('quarantined')
    await say(front, 'customers.add', [insert('customers', 'C30', person('许清荷', '13800003001'))], 'U1')
    const corrections = [{ change: 0, column: 'name', value: '许清和' }]
    expect(await operator.tell('quarantine.amend', { changeset: wrong.id, corrections, reason: '姓名写错' })).toEqual({
      outcome: 'adjusted',
    })
    // What the row did not say is added, what it says stays, and the rest is in a case that somebody settles.
    expect(await customer('C30')).toMatchObject({ name: '许清荷', phone: '13800003001', note: '老客户' })
    const found = (await auditor.call('cases.list', open)).cases.filter(({ openedAt }) => openedAt === now)
    expect(found).toMatchObject([{ kind: 'field', siteName: '昆山店', table: 'customers' }])
    const id = found[0]?.id ?? ''
    const { fields, canTake } = await auditor.call('cases.show', { id })
    expect(fields.map(({ name }) => name).toSorted()).toEqual(['name', 'phone'])
    expect(canTake).toBe(true)
    await operator.call('cases.settle', { id, how: 'took-mine', reason: '客户来电确认' })
    expect(await customer('C30')).toMatchObject({ name: '许清和', phone: '13800003002', note: '老客户' })
    expect((await auditor.call('quarantine.list', all)).changesets.map(({ changeset }) => changeset)).not.toContain(wrong.id)
    expect((await auditor.call('trace.find', { text: wrong.id })).steps).toMatchObject([{ ruling: 'discarded' }])
  })

  it('[S-RULE-6] of a revoked desktop is given up by headquarters itself', async () => {
    const lost = await hq.join(one, false, '丢失的')
    const kept = await say(lost, 'orders.fly', [])
    await hq.hq.pairing.revoke(lost.replica)
    expect(await operator.tell('quarantine.decide', { changeset: kept.id, what: 'retry', reason: '再试一次' })).toBe('author-revoked')
    await operator.call('quarantine.decide', { changeset: kept.id, what: 'discard', reason: '已丢失' })
    expect((await auditor.call('quarantine.list', all)).changesets.map(({ changeset }) => changeset)).not.toContain(kept.id)
  })
})

describe('asking a store of any size', () => {
  it('goes by an index each time', async () => {
    const { db, files } = openDatabases(tempFolder())
    const asked = new Set<string>()
    const prepare = db.prepare.bind(db)
    db.prepare = ((sql: string) => {
      asked.add(sql)
      return prepare(sql)
    }) as typeof db.prepare
    const inquiry = inquiryOf(statementsOf(db))
    const row = { table: 'orders', id: 'O1' }
    await inquiry.named('x', 1)
    await inquiry.wrote(row, 9, 9)
    await inquiry.passage('x')
    await inquiry.entry(1)
    await inquiry.published(9, 9)
    await inquiry.writerOf(row, [], 9)
    await inquiry.holdOf('vin:x')
    await inquiry.rights('x', 9)
    await inquiry.right('vin:x')
    await inquiry.casesAbout('x', 9)
    await inquiry.case('x')
    await inquiry.comments('x', 9)
    await inquiry.cases({ state: 'open', site: null, kind: null, before: 9, after: null, limit: 9 })
    for (const [site, kind] of [
      ['x', null],
      [null, 'hold'],
      ['x', 'hold'],
    ] as const)
      await inquiry.cases({ state: 'open', site, kind, before: 9, after: null, limit: 9 })
    for (const replicas of [null, ['x']])
      for (const why of [null, 'too-large']) await inquiry.quarantine({ replicas, why, before: 9, after: null, limit: 9 })
    await inquiry.quarantined('x')
    await inquiry.asks('x')
    expect(asked.size).toBeGreaterThan(12)
    for (const sql of asked) {
      const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => null)) as {
        detail: string
      }[]
      for (const { detail } of plan)
        expect([sql, detail]).not.toEqual([sql, expect.stringMatching(/^SCAN (?!json_each|CONSTANT)|TEMP B-TREE/)])
    }
    db.close()
    files.close()
  })
})
