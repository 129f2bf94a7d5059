// Customers on a real store: entering with a look at who is known, correcting, masks and reveals, reach, follow-ups.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const me = somebody()
const colleague = somebody({ user: '019a0000-0000-7000-8000-0000000000c2', name: '同事', reach: 'own' })
const elsewhere = somebody({ site: '019a0000-0000-7000-8000-00000000000f', siteCode: 'SZ' })
let store = testStore()
beforeEach(() => void (store = testStore()))

const zhou: Asked<'customers.add'> = { name: '周杉', phone: '138 1234 4471', level: 'H', source: '抖音', wants: '青屿 E5' }
const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('add', () => {
  test('[CUS-01] [CUS-02] [CUS-18] keeps the phone as it is compared and shows it masked', () => {
    const { id } = store.run('customers.add', { ...zhou, phone: '+86 138-1234-4471' })
    expect(store.raw.prepare('SELECT phone, site_id, created_by FROM customers').get()).toEqual({
      phone: '13812344471',
      site_id: SITE,
      created_by: me.user,
    })
    const { rows, total } = store.run('customers.page', {})
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ id, name: '周杉', phone: '138****4471', level: 'H', standing: 'alone' })
  })

  test('[CUS-11] refuses somebody known, names them masked, and lets a reason through', () => {
    const { id } = store.run('customers.add', zhou)
    const error = refusal(() => store.run('customers.add', { name: '周先生', phone: '13812344471' }))
    expect(error.code).toBe('duplicate')
    expect(error.details).toMatchObject({ found: [{ id, name: '周杉', phone: '138****4471', reasons: ['phone'], open: true }] })
    expect(store.run('customers.page', { limit: 0 }).total).toBe(1)
    const twin = store.run('customers.add', { name: '周先生', phone: '13812344471', evenSo: '父子同用一个号码' })
    expect(store.run('customers.card', twin).customer.evenSo).toBe('父子同用一个号码')
    expect(store.run('customers.card', { id }).similar.map((each) => each.id)).toEqual([twin.id])
  })

  test('a colleague’s customer is named but cannot be opened by someone who sees only their own', () => {
    store.run('customers.add', { ...zhou, consultantId: me.user })
    const error = refusal(() => store.run('customers.add', { name: '周杉', phone: '13812344471' }, colleague))
    expect(error.details).toMatchObject({ found: [{ open: false, phone: '138****4471' }] })
  })

  test.each([
    [{ phone: '1381234' }, 'phone-length'],
    [{ phone: '62888888' }, 'phone-area-code'],
    [{ idKind: 'id-card', idNumber: '110105194912310021' }, 'id-card-check-digit'],
    [{ idKind: 'uscc', idNumber: '91350100M000100Y44' }, 'uscc-check-digit'],
    [{ idNumber: '11010519491231002X' }, 'id-kind-missing'],
    [{ name: '  ' }, undefined],
    [{ budgetFen: -1 }, undefined],
  ] as const)('%j is not accepted', (wrong, word) => {
    try {
      store.run('customers.add', { ...zhou, ...wrong } as Asked<'customers.add'>)
      expect.unreachable()
    } catch (error) {
      const messages = (error as { issues: { message: string }[] }).issues.map((issue) => issue.message)
      if (word) expect(messages).toContain(word)
      expect(messages.length).toBeGreaterThan(0)
    }
    expect(store.run('customers.page', { limit: 0 }).total).toBe(0)
  })

  test('papers are stored in their one form', () => {
    store.run('customers.add', { ...zhou, idKind: 'id-card', idNumber: ' 11010519491231002x ' })
    expect(store.raw.prepare('SELECT id_number FROM customers').get()).toEqual({ id_number: '11010519491231002X' })
  })

  test('[FUP-06] plans the next contact in the same changeset', () => {
    const { id } = store.run('customers.add', { ...zhou, plan: { dueOn: '2026-11-24', channel: 'phone' } })
    expect(store.run('customers.page', {}).rows[0]?.nextOn).toBe('2026-11-24')
    expect(store.raw.prepare('SELECT count(*) AS n FROM _sync_changesets').get()).toEqual({ n: 1 })
    expect(store.run('customers.followUps', {}).rows[0]).toMatchObject({
      customerId: id,
      dueOn: '2026-11-24',
      channel: 'phone',
      phone: '138****4471',
    })
  })
})

describe('correct', () => {
  test('[CUS-01] changes only what is named', () => {
    const { id } = store.run('customers.add', zhou)
    store.run('customers.correct', { id, fields: { address: '昆山市前进路 88 号', level: null } })
    expect(store.run('customers.card', { id }).customer).toMatchObject({ address: '昆山市前进路 88 号', level: null, phone: '138****4471' })
    const { payload } = store.raw.prepare('SELECT payload FROM _sync_changesets ORDER BY n DESC').get() as { payload: string }
    // The address is one value with province, city and district.
    expect(Object.keys(JSON.parse(payload).changes[0].set).toSorted()).toEqual(['address', 'city', 'district', 'level', 'province'])
  })

  test('refuses a phone that is somebody else’s, and a correction that corrects nothing', () => {
    const { id } = store.run('customers.add', zhou)
    store.run('customers.add', { name: '赵溯', phone: '18600002035' })
    expect(refusal(() => store.run('customers.correct', { id, fields: { phone: '18600002035' } })).code).toBe('duplicate')
    expect(refusal(() => store.run('customers.correct', { id, fields: { name: '周杉' } })).code).toBe('nothing-changed')
  })

  test('an ID number alone is judged by the kind that is stored', () => {
    const { id } = store.run('customers.add', { ...zhou, idKind: 'id-card', idNumber: '11010519491231002X' })
    const error = refusal(() => store.run('customers.correct', { id, fields: { idNumber: '440524188001010015' } }))
    expect(error).toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ path: 'fields.idNumber', message: 'id-card-check-digit' }] },
    })
    store.run('customers.correct', { id, fields: { idNumber: '440524188001010014' } })
    expect(store.run('customers.card', { id }).customer.idNumber).toBe('440524********0014')
  })

  test('another site’s customer is not there', () => {
    const { id } = store.run('customers.add', zhou)
    expect(refusal(() => store.run('customers.correct', { id, fields: { name: '周' } }, elsewhere)).code).toBe('not-found')
    expect(store.run('customers.page', {}, elsewhere).total).toBe(0)
  })
})

test('[ADM-08] reach: own sees own, site the site’s, group all', () => {
  store.run('customers.add', { ...zhou, consultantId: me.user })
  store.run('customers.add', { name: '赵溯', phone: '18600002035' }, colleague)
  store.run('customers.add', { name: '苏州客户', phone: '15000009917' }, elsewhere)
  expect(store.run('customers.page', {}, colleague).rows.map((row) => row.name)).toEqual(['赵溯'])
  expect(store.run('customers.page', {}).total).toBe(2)
  expect(store.run('customers.page', {}, somebody({ reach: 'group' })).total).toBe(3)
})

test('[CUS-18] a reveal gives the number and leaves a line that names whom', () => {
  const { id } = store.run('customers.add', { ...zhou, idKind: 'id-card', idNumber: '11010519491231002X' })
  expect(store.run('customers.reveal', { ids: [id], what: 'phone' })).toEqual([{ id, phone: '13812344471', phone2: null, idNumber: null }])
  const last = store.raw.prepare('SELECT command, payload FROM _sync_changesets ORDER BY n DESC').get() as {
    command: string
    payload: string
  }
  expect(last.command).toBe('customers.reveal')
  expect(JSON.parse(last.payload)).toEqual({ changes: [], guards: [{ kind: 'release', key: 'revealed:phone', holder: id }] })
  expect(store.run('customers.card', { id }).timeline.map((line) => line.command)).toEqual(['customers.reveal', 'customers.add'])
  expect(refusal(() => store.run('customers.reveal', { ids: [id], what: 'all' }, elsewhere)).code).toBe('not-found')
})

test('[CUS-14] archived people leave the list and the search, and come back', () => {
  const { id } = store.run('customers.add', zhou)
  store.run('customers.archive', { id })
  expect(store.run('customers.page', {}).total).toBe(0)
  expect(store.run('customers.page', { archived: true }).total).toBe(1)
  expect(store.run('palette.search', { text: 'zs' })).toEqual([])
  store.run('customers.restore', { id })
  expect(store.run('palette.search', { text: 'zs' })).toHaveLength(1)
})

describe('follow-ups', () => {
  test('[FUP-03] what came of one is kept once, and the next is planned with it', () => {
    const { id } = store.run('customers.add', zhou)
    const planned = store.run('customers.planFollowUp', { customerId: id, dueOn: '2026-11-23', channel: 'wechat', note: '问置换' })
    const { nextId } = store.run('customers.finishFollowUp', {
      id: planned.id,
      result: '周末来店',
      level: 'A',
      next: { dueOn: '2026-11-28', channel: 'visit' },
    })
    expect(store.run('customers.page', {}).rows[0]).toMatchObject({ level: 'A', nextOn: '2026-11-28' })
    expect(refusal(() => store.run('customers.finishFollowUp', { id: planned.id, result: '再来一次' })).code).toBe('already-done')
    expect(store.run('customers.followUps', {}).rows.map((row) => row.id)).toEqual([nextId])
    expect(store.run('customers.followUps', { done: true }).rows.map((row) => row.result)).toEqual(['周末来店'])
  })

  test('[FUP-06] due ones come first due first, filtered by day and owner', () => {
    const { id } = store.run('customers.add', zhou)
    for (const dueOn of ['2026-12-01', '2026-11-20', '2026-11-22'])
      store.run('customers.planFollowUp', { customerId: id, dueOn, channel: 'phone' })
    const due = store.run('customers.followUps', { filters: [{ column: 'dueOn', op: 'between', values: [null, '2026-11-22'] }] })
    expect(due.rows.map((row) => row.dueOn)).toEqual(['2026-11-20', '2026-11-22'])
    expect(store.run('customers.followUps', { filters: [{ column: 'ownerId', op: 'is', values: [colleague.user] }] }).total).toBe(0)
    expect(store.run('customers.dueCount', {})).toEqual({ mine: 2 })
    expect(store.run('customers.dueCount', {}, colleague)).toEqual({ mine: 0 })
  })
})

describe('page', () => {
  test('sorts by pinyin, with surnames by their surname reading', () => {
    for (const [name, phone] of [
      ['周杉', '13800000001'],
      ['曾小明', '13800000002'],
      ['单雄', '13800000003'],
      ['安然', '13800000004'],
    ] as const)
      store.run('customers.add', { name, phone })
    expect(store.run('customers.page', { sort: [{ column: 'name', dir: 'asc' }] }).rows.map((row) => row.name)).toEqual([
      '安然',
      '单雄',
      '曾小明',
      '周杉',
    ])
  })

  test('[CUS-15] filters, counts and slices', () => {
    for (let i = 0; i < 7; i++)
      store.run('customers.add', {
        name: `客户${i}`,
        phone: `1380000000${i}`,
        level: i % 2 ? 'H' : 'B',
        ...(i < 2 ? { source: '抖音' } : {}),
      })
    const page = (filters: Asked<'customers.page'>['filters']) => store.run('customers.page', { filters, limit: 2, offset: 1 })
    expect(page([{ column: 'level', op: 'is', values: ['H'] }])).toMatchObject({ total: 3, rows: [{ name: '客户3' }, { name: '客户1' }] })
    expect(page([{ column: 'source', op: 'empty', values: [] }]).total).toBe(5)
    expect(page([{ column: 'source', op: 'not', values: ['抖音'] }]).total).toBe(5)
    expect(page([{ column: 'name', op: 'has', values: ['户4'] }]).total).toBe(1)
    expect(page([{ column: 'name', op: 'has', values: ['%'] }]).total).toBe(0)
    expect(page([{ column: 'createdAt', op: 'between', values: ['2026-11-22', '2026-11-22'] }]).total).toBe(7)
    expect(page([{ column: 'createdAt', op: 'between', values: ['2026-11-23', null] }]).total).toBe(0)
  })

  test('a column it does not know is an error, not ignored', () => {
    expect(refusal(() => store.run('customers.page', { sort: [{ column: 'phone; DROP TABLE customers', dir: 'asc' }] }))).toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ path: 'sort.0.column' }] },
    })
    expect(refusal(() => store.run('customers.page', { filters: [{ column: 'toString', op: 'is', values: ['1'] }] })).code).toBe(
      'invalid-input',
    )
  })

  test('the usual page is read from the index alone', () => {
    const plan = (sql: string) =>
      (store.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((step) => step.detail).join('; ')
    const where = `FROM customers c WHERE c.site_id = 'a' AND c.archived_at IS NULL AND c.level = 'H'`
    expect(plan(`SELECT count(*) ${where}`)).toMatch(/COVERING INDEX customers_list/)
    expect(plan(`SELECT c.id ${where} ORDER BY c.created_at DESC LIMIT 100 OFFSET 9000`)).toMatch(/customers_list/)
    expect(plan(`SELECT c.id ${where} ORDER BY c.created_at DESC LIMIT 100 OFFSET 9000`)).not.toMatch(/TEMP B-TREE/)
  })
})

test('similar answers as one types', () => {
  const { id } = store.run('customers.add', { ...zhou, idKind: 'id-card', idNumber: '11010519491231002X' })
  expect(store.run('customers.similar', { phone: '138123444' })).toEqual([])
  expect(store.run('customers.similar', { phone: '138 1234 4471' }).map((each) => each.id)).toEqual([id])
  expect(store.run('customers.similar', { name: '周杉', phone: '13812344417' })[0]?.reasons).toEqual(['name-and-phone'])
  expect(store.run('customers.similar', { idKind: 'id-card', idNumber: '11010519491231002x' })[0]?.reasons).toEqual(['id-card'])
  expect(store.run('customers.similar', { phone: '13812344471', except: id })).toEqual([])
})
