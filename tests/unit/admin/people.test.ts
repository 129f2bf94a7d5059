// People and roles: made, changed, refused, forbidden; and what a new store begins with.
import { describe, expect, test } from 'vitest'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { roleSeeds, roleTemplates } from '../../../src/shared/modules/admin/rules/first-roles.ts'
import { roles } from '../../../src/shared/modules/admin/tables.ts'
import { permissions as words } from '../../../src/shared/permissions.ts'
import { whoOf } from '../../../src/main/modules/identity/queries.ts'
import { hashSecret } from '../../../src/main/passwords.ts'
import { BOSS, testDesk, yes } from '../../support/desk.ts'
import { SITE, somebody } from '../../support/store.ts'

const li = { name: '李青', login: 'liqing', roleIds: [roleIdOf('sales-consultant')], siteIds: [SITE] }
const signedIn = async (options: Parameters<typeof testDesk>[0] = {}) => {
  const desk = await testDesk(options)
  yes(await desk.call('identity.signIn', { who: BOSS.login, password: BOSS.password }))
  return desk
}

describe('establish', () => {
  test('[ADM-01] [ADM-12] a new store has its site, desktop, ten roles, parameters and one person who may do everything', async () => {
    const { st, run } = await testDesk()
    expect(run('admin.roles', {}).map((role) => role.template)).toEqual([...roleTemplates])
    expect(run('admin.roles', {}).map((role) => role.name)).toEqual([
      '系统管理员',
      '总经理',
      '销售经理',
      '销售顾问',
      '服务顾问',
      '车间',
      '配件',
      '财务',
      '客服',
      '总部同步管理员',
    ])
    expect(st.one('SELECT count(*) AS n FROM _sync_changesets')).toEqual({ n: 1 })
    expect(run('admin.site', {})).toMatchObject({ name: '昆山店', code: 'KS' })
    expect(run('admin.sites', {})).toEqual([{ id: SITE, name: '昆山店', code: 'KS', here: true }])
  })
  test('happens once', async () => {
    const { call, changed } = await signedIn()
    const again = { site: { name: 'x', code: 'XX' }, deviceName: 'x', person: { name: 'x', login: 'xx', password: null } }
    expect(await call('admin.establish', again)).toMatchObject({ ok: false, error: { code: 'already-established' } })
    expect(changed.length).toBeGreaterThan(0)
  })
  test('role ids are the same in every store', () => {
    expect(roleIdOf('sales-manager')).toBe(roleIdOf('sales-manager'))
    expect(new Set(roleTemplates.map(roleIdOf)).size).toBe(roleTemplates.length)
  })
  test('templates give what their names promise', () => {
    expect(roleSeeds['sales-consultant'].reach).toBe('own')
    expect(roleSeeds['sales-consultant'].permissions).not.toContain('vehicles.cost')
    expect(roleSeeds['sales-consultant'].permissions).not.toContain('approvals.decide')
    expect(roleSeeds['hq-sync'].reach).toBe('group')
    expect(roleSeeds.finance.permissions).toContain('receivables.refund')
    expect(roleSeeds['sales-manager'].permissions).toContain('approvals.decide')
  })
})

describe('users', () => {
  test('[ADM-12] a person is made with a first password at their site and shows in the list', async () => {
    const { call, st, log } = await signedIn()
    const { id } = yes(await call('admin.addUser', { ...li, login: ' LiQing ', title: '', phone: '13800001111' }))
    const { rows, total } = yes(await call('admin.users', {}))
    expect(total).toBe(2)
    expect(rows.find((user) => user.id === id)).toMatchObject({
      name: '李青',
      login: 'liqing',
      title: null,
      phone: '13800001111',
      active: true,
      roles: [{ name: '销售顾问' }],
      password: 'first',
      pin: false,
      signedInAt: null,
    })
    expect(rows.find((user) => user.id !== id)?.signedInAt).toBeGreaterThan(0)
    expect(st.all('SELECT id, site_id, must_change FROM credentials WHERE user_id = ?', id)).toEqual([
      { id: `${id}@${SITE}`, site_id: SITE, must_change: 1 },
    ])
    expect(log().at(-1)).toBe('admin.createUser')
    expect(yes(await call('admin.users', { search: 'liq' })).total).toBe(1)
    expect(yes(await call('admin.users', { search: '100%' })).total).toBe(0)
    expect(
      yes(await call('admin.users', { filters: [{ column: 'roles', op: 'has', values: ['顾问'] }] })).rows.map((user) => user.name),
    ).toEqual(['李青'])
    expect(await call('admin.users', { filters: [{ column: 'password', op: 'is', values: ['x'] }] })).toMatchObject({
      error: { code: 'invalid-input' },
    })
  })

  test('refused: a login that is taken, a role or site that is not, all wrong fields at once', async () => {
    const { call } = await signedIn()
    expect(await call('admin.addUser', { ...li, login: 'boss' })).toMatchObject({
      error: { code: 'login-taken', details: { login: 'boss', name: '沈知遥' } },
    })
    expect(await call('admin.addUser', { ...li, roleIds: ['nope'] })).toMatchObject({ error: { code: 'no-such-role' } })
    expect(await call('admin.addUser', { ...li, siteIds: ['nope'] })).toMatchObject({ error: { code: 'no-such-site' } })
    const reply = await call('admin.addUser', { name: ' ', login: '1x', roleIds: [], siteIds: [] })
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(JSON.stringify(reply)).toMatch(/name.*login.*roleIds/)
  })

  test('forbidden without the right, and nothing is written', async () => {
    const { call, hire, st } = await signedIn()
    const wang = hire('王维', 'wangwei', 'sales-consultant', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: wang, password: 'spring-rain-88' }, '2'))
    const before = st.one('SELECT count(*) AS n FROM users')
    for (const [name, input] of [
      ['admin.addUser', li],
      ['admin.users', {}],
      ['admin.resetPassword', { userId: wang }],
      ['admin.deactivateUser', { userId: wang }],
      ['admin.createRole', { name: 'x', reach: 'group', permissions: ['admin.users'] }],
    ] as const)
      expect(await call(name, input as never, '2')).toMatchObject({ error: { code: 'forbidden', details: { needs: 'admin.users' } } })
    expect(st.one('SELECT count(*) AS n FROM users')).toEqual(before)
  })

  test('the last one who may manage people cannot be taken away, by any path', async () => {
    const { call, boss, hire } = await signedIn()
    const person = { name: '沈知遥', login: 'boss', roleIds: [roleIdOf('sales-manager')], siteIds: [SITE] }
    expect(await call('admin.editUser', { id: boss, ...person })).toMatchObject({ error: { code: 'last-administrator' } })
    expect(await call('admin.deactivateUser', { userId: boss })).toMatchObject({ error: { code: 'yourself' } })
    const both = { name: 'x', reach: 'site' as const, permissions: [] }
    yes(await call('admin.editRole', { id: roleIdOf('administrator'), ...both, name: '系统管理员' }))
    expect(await call('admin.editRole', { id: roleIdOf('general-manager'), ...both, name: '总经理' })).toMatchObject({
      error: { code: 'last-administrator' },
    })
    hire('罗文', 'luowen', 'general-manager')
    yes(await call('admin.editUser', { id: boss, ...person }))
  })

  test('a reset gives a new first password, takes the PIN away and ends the lock-out', async () => {
    const { call, hire, st, clock } = await signedIn()
    const wang = hire('王维', 'wangwei', 'sales-consultant', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: wang, password: 'spring-rain-88' }, '2'))
    yes(await call('identity.setPin', { password: 'spring-rain-88', pin: '7294' }, '2'))
    for (let tries = 0; tries < 5; tries++) await call('identity.signIn', { who: wang, password: 'wrong' }, '3')
    clock.at += 1000
    expect(yes(await call('admin.users', { search: 'wangwei' })).rows[0]?.lockedUntilAt).toBeGreaterThan(clock.at)
    const { password } = yes(await call('admin.resetPassword', { userId: wang }))
    expect(st.one('SELECT pin, must_change FROM credentials WHERE user_id = ?', wang)).toEqual({ pin: null, must_change: 1 })
    expect(yes(await call('identity.signIn', { who: wang, password }, '3')).mustChange).toBe(true)
    yes(await call('admin.deactivateUser', { userId: wang }))
    expect(await call('admin.resetPassword', { userId: wang })).toMatchObject({ error: { code: 'inactive' } })
    yes(await call('admin.reactivateUser', { userId: wang }))
    expect(await call('admin.resetPassword', { userId: 'nobody' })).toMatchObject({ error: { code: 'not-found' } })
  }, 60_000)

  test('a verifier follows its person to a new site and leaves the old one', async () => {
    const { call, session, st } = await signedIn()
    const other = '019a0000-0000-7000-8000-00000000000c'
    const { sites } = await import('../../../src/shared/modules/admin/tables.ts')
    session.write(somebody(), { command: 'test.site', writes: null }, (db) => db.put(sites, { id: other, name: '太仓店', code: 'TC' }))
    const { id } = yes(await call('admin.addUser', li))
    yes(await call('admin.editUser', { id, ...li, siteIds: [other] }))
    expect(st.all('SELECT site_id FROM credentials WHERE user_id = ?', id)).toEqual([{ site_id: other }])
    yes(await call('admin.editUser', { id, ...li, siteIds: [], allSites: true }))
    expect(st.all('SELECT site_id FROM credentials WHERE user_id = ? ORDER BY site_id', id)).toEqual([
      { site_id: SITE },
      { site_id: other },
    ])
  })

  test('people of a joined store are headquarters’ to decide', async () => {
    const { run, st } = await testDesk()
    const { setState } = await import('../../../src/main/store/outbox.ts')
    setState(st, 'hq', 'hq-1')
    const { createSession } = await import('../../../src/main/store/session.ts')
    const { createUser } = await import('../../../src/main/modules/admin/commands.ts')
    const joined = createSession(st.raw, { decides: () => false })
    expect(() =>
      joined.write(somebody(), { command: 'admin.createUser', writes: null }, (db) =>
        createUser(db, { ...li, title: null, phone: null, allSites: false, password: null }),
      ),
    ).toThrow('hq-decides')
    expect(run('admin.users', {}).total).toBe(1)
  })
})

describe('roles', () => {
  test('[ADM-02] a role from a template gains what a later release brings, until somebody decides it anew', async () => {
    const { call, hire, session } = await signedIn()
    const id = roleIdOf('sales-consultant')
    const { permissions: before } = roleSeeds['sales-consultant']
    const older = before.filter((word) => !word.startsWith('tradeins.'))
    // As the release before trade-ins left it.
    session.write(somebody(), { command: 'admin.editRole', writes: null }, (db) => {
      db.patch(roles, id, {
        permissions: JSON.stringify(older),
        known: JSON.stringify(words.filter((word) => !word.startsWith('tradeins.'))),
      })
    })
    const role = async () => yes(await call('admin.roles', {})).find((each) => each.id === id)
    expect(new Set((await role())?.permissions)).toEqual(new Set(before))
    expect((await role())?.added).toEqual(before.filter((word) => word.startsWith('tradeins.')))
    const seller = hire('李青', 'liqing', 'sales-consultant')
    expect(session.read(somebody(), (db) => whoOf(db, seller))?.permissions.has('tradeins.edit')).toBe(true)
    yes(await call('admin.editRole', { id, name: '销售顾问', reach: 'own', permissions: older }))
    expect((await role())?.added).toEqual([])
    expect(session.read(somebody(), (db) => whoOf(db, seller))?.permissions.has('tradeins.edit')).toBe(false)
  })
  test('[ADM-04] [ADM-12] are made, changed and, when nobody needs them, removed', async () => {
    const { call, hire } = await signedIn()
    const { id } = yes(
      await call('admin.createRole', {
        name: '二手车专员',
        reach: 'own',
        permissions: ['vehicles.view', 'vehicles.view', 'customers.view'],
      }),
    )
    expect(yes(await call('admin.roles', {})).find((role) => role.id === id)).toMatchObject({
      template: null,
      people: 0,
      permissions: ['customers.view', 'vehicles.view'],
    })
    expect(await call('admin.createRole', { name: '二手车专员', reach: 'own', permissions: [] })).toMatchObject({
      error: { code: 'name-taken' },
    })
    yes(await call('admin.editRole', { id, name: '二手车经理', reach: 'site', permissions: ['vehicles.cost'] }))
    hire('王维', 'wangwei', 'workshop')
    expect(await call('admin.removeRole', { id: roleIdOf('workshop') })).toMatchObject({
      error: { code: 'role-in-use', details: { people: ['王维'], flows: 0 } },
    })
    yes(await call('admin.removeRole', { id }))
    expect(yes(await call('admin.roles', {})).some((role) => role.id === id)).toBe(false)
    expect(await call('admin.createRole', { name: 'x', reach: 'site', permissions: ['god.mode'] as never })).toMatchObject({
      error: { code: 'invalid-input' },
    })
  })
})

describe('particulars of the store', () => {
  test('are kept, with the credit code checked', async () => {
    const { call } = await signedIn()
    const site = {
      name: '昆山店',
      legalName: '昆山云帆汽车销售有限公司',
      uscc: '91350100m000100y43',
      phone: '0512-55550000',
      address: '昆山市示例路 1 号',
      bankName: null,
      bankAccount: '',
    }
    expect(await call('admin.describeSite', { ...site, uscc: '91350100M000100Y4Z' })).toMatchObject({ error: { code: 'uscc-wrong' } })
    yes(await call('admin.describeSite', site))
    expect(yes(await call('admin.site', {}))).toMatchObject({
      legalName: '昆山云帆汽车销售有限公司',
      uscc: '91350100M000100Y43',
      bankAccount: null,
      code: 'KS',
    })
  })
})
