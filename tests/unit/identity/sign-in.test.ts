// Signing in, locking, changing over and one's own secrets, through dispatch as a window does it.
import { describe, expect, test } from 'vitest'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { hashSecret } from '../../../src/main/passwords.ts'
import { SITE } from '../../support/store.ts'
import { BOSS, testDesk, yes } from '../../support/desk.ts'

const MINUTE = 60_000
const wrong = { who: BOSS.login, password: 'not-the-one-9' }

describe('signIn', () => {
  test('[ADM-06] [ADM-07] a right password signs in offline, whatever the case of the login, and leaves a line in the log', async () => {
    const { call, boss, log, sessions } = await testDesk()
    expect(yes(await call('identity.signIn', { who: ' BOSS ', password: BOSS.password }))).toEqual({
      userId: boss,
      name: '沈知遥',
      mustChange: false,
    })
    expect(sessions.who('1')?.permissions.has('admin.users')).toBe(true)
    expect(log().at(-1)).toBe('identity.noteSignIn')
    expect(yes(await call('identity.me', {}))).toMatchObject({
      name: '沈知遥',
      login: 'boss',
      site: { name: '昆山店', code: 'KS' },
      device: { name: '前台 1', code: '01' },
      idleLockMinutes: 10,
      demo: false,
    })
  })

  test('a tile signs in by id, another window stays signed out', async () => {
    const { call, boss } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    expect(await call('identity.me', {}, '2')).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  })

  test('[ADM-06] the fifth wrong password locks for a minute, and each further one longer; a right one then waits too', async () => {
    const { call, clock, log, sessions } = await testDesk()
    for (const left of [4, 3, 2, 1])
      expect(await call('identity.signIn', wrong)).toMatchObject({ ok: false, error: { code: 'wrong-password', details: { left } } })
    expect(await call('identity.signIn', wrong)).toMatchObject({ ok: false, error: { code: 'locked-out', details: { minutes: 1 } } })
    expect(await call('identity.signIn', { who: BOSS.login, password: BOSS.password })).toMatchObject({
      ok: false,
      error: { code: 'locked-out' },
    })
    for (const minutes of [2, 5, 15, 30, 60, 60]) {
      clock.at += 61 * MINUTE
      expect(await call('identity.signIn', wrong)).toMatchObject({ ok: false, error: { code: 'locked-out', details: { minutes } } })
    }
    expect(log().filter((command) => command === 'identity.noteFailedSignIn')).toHaveLength(11)
    expect(sessions.who('1')).toBeNull()
    clock.at += 61 * MINUTE
    yes(await call('identity.signIn', { who: BOSS.login, password: BOSS.password }))
    expect(await call('identity.signIn', wrong)).toMatchObject({ error: { code: 'wrong-password', details: { left: 4 } } })
  }, 60_000)

  test('a failure is not forgotten by a restart, but after a day', async () => {
    const { call, clock, st } = await testDesk()
    for (let tries = 0; tries < 4; tries++) await call('identity.signIn', wrong)
    expect(st.one('SELECT count FROM sign_in_failures')).toEqual({ count: 4 })
    clock.at += 25 * 60 * MINUTE
    expect(await call('identity.signIn', wrong)).toMatchObject({ error: { details: { left: 4 } } })
  })

  test('five guesses at once are five failures, and a right one among them after the lock is refused', async () => {
    const { call, sessions } = await testDesk()
    const replies = await Promise.all([
      ...Array.from({ length: 5 }, () => call('identity.signIn', wrong)),
      call('identity.signIn', wrong, '2'),
    ])
    expect(replies.every((reply) => !reply.ok)).toBe(true)
    expect(await call('identity.signIn', { who: BOSS.login, password: BOSS.password })).toMatchObject({ error: { code: 'locked-out' } })
    expect(sessions.who('1')).toBeNull()
  })

  test('a login nobody has is answered as a wrong password and locks as one', async () => {
    const { call } = await testDesk()
    for (const left of [4, 3, 2, 1])
      expect(await call('identity.signIn', { who: 'nobody', password: 'x' })).toMatchObject({
        error: { code: 'wrong-password', details: { left } },
      })
    expect(await call('identity.signIn', { who: 'NOBODY', password: 'x' })).toMatchObject({ error: { code: 'locked-out' } })
  })

  test('somebody inactive or of another site is told so only with the right password', async () => {
    const { call, run, hire, boss } = await testDesk()
    const password = await hashSecret('spring-rain-88')
    const li = hire('李青', 'liqing', 'sales-consultant', password)
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    run('admin.deactivateUser', { userId: li })
    expect(await call('identity.signIn', { who: 'liqing', password: 'spring-rain-99' }, '2')).toMatchObject({
      error: { code: 'wrong-password' },
    })
    expect(await call('identity.signIn', { who: 'liqing', password: 'spring-rain-88' }, '2')).toMatchObject({ error: { code: 'inactive' } })
    expect(yes(await call('identity.people', {})).people.map((person) => person.name)).toEqual(['沈知遥'])
  })

  test('people come latest first and show nothing but names', async () => {
    const { call, hire } = await testDesk()
    hire('李青', 'liqing', 'sales-consultant', await hashSecret('spring-rain-88'))
    hire('无口令', 'nopass', 'sales-consultant')
    yes(await call('identity.signIn', { who: 'liqing', password: 'spring-rain-88' }))
    const { people, demo, site, device } = yes(await call('identity.people', {}))
    expect({ demo, site: site?.name, device }).toEqual({ demo: false, site: '昆山店', device: '前台 1' })
    expect(people.map(({ name, pin }) => [name, pin])).toEqual([
      ['李青', false],
      ['沈知遥', false],
    ])
    expect(JSON.stringify(people)).not.toMatch(/argon2|liqing/)
  })
})

describe('lock, unlock and sign out', () => {
  test('a locked window refuses everything until its person unlocks it', async () => {
    const { call, boss, log } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    yes(await call('identity.lock', {}))
    expect(await call('shell.views', { list: 'vehicles' })).toMatchObject({ error: { code: 'signed-out' } })
    expect(yes(await call('identity.standing', {}))).toEqual({ state: 'locked', person: { id: boss, name: '沈知遥', pin: false } })
    expect(await call('identity.unlock', { by: 'password', secret: 'no' })).toMatchObject({ error: { code: 'wrong-password' } })
    yes(await call('identity.unlock', { by: 'password', secret: BOSS.password }))
    yes(await call('shell.views', { list: 'vehicles' }))
    expect(log().at(-1)).toBe('identity.noteUnlock')
    yes(await call('identity.signOut', {}))
    expect(log().at(-1)).toBe('identity.noteSignOut')
    expect(yes(await call('identity.standing', {}))).toEqual({ state: 'signed-out', person: null })
    expect(await call('identity.unlock', { by: 'password', secret: BOSS.password })).toMatchObject({ error: { code: 'not-locked' } })
  })
})

describe('PIN', () => {
  test('changes the person at a used desk, and only there', async () => {
    const { call, boss, hire, log, sessions } = await testDesk()
    const li = hire('李青', 'liqing', 'sales-consultant', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: li, password: 'spring-rain-88' }))
    expect(await call('identity.setPin', { password: 'spring-rain-88', pin: '1234' })).toMatchObject({
      error: { code: 'weak-pin', details: { problem: 'too-simple' } },
    })
    expect(await call('identity.setPin', { password: 'spring-rain-88', pin: '12' })).toMatchObject({
      error: { code: 'weak-pin', details: { problem: 'shape' } },
    })
    expect(await call('identity.setPin', { password: 'no', pin: '7294' })).toMatchObject({ error: { code: 'wrong-password' } })
    yes(await call('identity.setPin', { password: 'spring-rain-88', pin: '7294' }))
    expect(yes(await call('identity.me', {})).pin).toBe(true)
    yes(await call('identity.signOut', {}))
    expect(await call('identity.switchUser', { userId: li, pin: '7294' })).toMatchObject({ error: { code: 'no-session' } })
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    yes(await call('identity.switchUser', { userId: li, pin: '7294' }))
    expect(sessions.who('1')?.user).toBe(li)
    expect(log().at(-1)).toBe('identity.noteSwitch')
    expect(await call('identity.switchUser', { userId: boss, pin: '7294' })).toMatchObject({ error: { code: 'no-pin' } })
    yes(await call('identity.lock', {}))
    yes(await call('identity.unlock', { by: 'pin', secret: '7294' }))
  })

  test('five wrong ones leave only the password, which opens the PIN again', async () => {
    const { call, clock, boss } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    yes(await call('identity.setPin', { password: BOSS.password, pin: '839205' }))
    for (const left of [4, 3, 2, 1])
      expect(await call('identity.switchUser', { userId: boss, pin: '0000' })).toMatchObject({
        error: { code: 'wrong-pin', details: { left } },
      })
    expect(await call('identity.switchUser', { userId: boss, pin: '0000' })).toMatchObject({ error: { code: 'pin-locked' } })
    clock.at += 48 * 60 * MINUTE
    expect(await call('identity.switchUser', { userId: boss, pin: '839205' })).toMatchObject({ error: { code: 'pin-locked' } })
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    yes(await call('identity.switchUser', { userId: boss, pin: '839205' }))
  }, 60_000)
})

describe('setPassword', () => {
  test('replaces the verifier, asks for the old one, and refuses weak ones', async () => {
    const { call, boss, st } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    expect(await call('identity.setPassword', { current: 'no', next: 'autumn-moon-77' })).toMatchObject({
      error: { code: 'wrong-password' },
    })
    expect(await call('identity.setPassword', { current: BOSS.password, next: '12345678' })).toMatchObject({
      error: { code: 'weak-password', details: { problems: ['common'] } },
    })
    expect(await call('identity.setPassword', { current: BOSS.password, next: BOSS.password })).toMatchObject({
      error: { code: 'same-password' },
    })
    yes(await call('identity.setPassword', { current: BOSS.password, next: 'autumn-moon-77' }))
    expect(st.one<{ password: string }>('SELECT password FROM credentials')?.password).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    yes(await call('identity.signOut', {}))
    expect(await call('identity.signIn', { who: boss, password: BOSS.password })).toMatchObject({ error: { code: 'wrong-password' } })
    yes(await call('identity.signIn', { who: boss, password: 'ａｕｔｕｍｎ-moon-77' }))
  })

  test('somebody proves to be who they are, before what asks for it', async () => {
    const { call, boss } = await testDesk()
    expect(await call('identity.prove', { password: BOSS.password })).toMatchObject({ error: { code: 'signed-out' } })
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    expect(await call('identity.prove', { password: 'no' })).toMatchObject({ error: { code: 'wrong-password', details: { left: 4 } } })
    yes(await call('identity.prove', { password: BOSS.password }))
  })

  test('a window cannot put a verifier of its own in place of another', async () => {
    const { call, boss } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    const forged = await hashSecret('forged-password')
    expect(await call('identity.keepPassword', { was: '', password: forged })).toMatchObject({ error: { code: 'changed-meanwhile' } })
    expect(await call('identity.keepPin', { was: forged, pin: forged })).toMatchObject({ error: { code: 'changed-meanwhile' } })
    const weak = '$argon2id$v=19$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    expect(await call('identity.keepPassword', { was: 'x', password: weak })).toMatchObject({ error: { code: 'invalid-input' } })
  })

  test('a first password must be changed, and changing it is enough', async () => {
    const { call, boss } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    const made = yes(
      await call('admin.addUser', { name: '李青', login: 'liqing', roleIds: [roleIdOf('sales-consultant')], siteIds: [SITE] }),
    )
    expect(made.password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
    expect(yes(await call('identity.signIn', { who: 'liqing', password: made.password }, '2')).mustChange).toBe(true)
    yes(await call('identity.setPassword', { current: made.password, next: 'spring-rain-88' }, '2'))
    expect(yes(await call('identity.me', {}, '2')).mustChange).toBe(false)
  })
})

describe('the training store', () => {
  test('[ADM-23] needs no password: somebody acts as the sales manager, then as anybody', async () => {
    const { call, hire, boss } = await testDesk({ demo: true })
    const manager = hire('罗文', 'luowen', 'sales-manager')
    const reply = yes(await call('identity.actAs', {}))
    expect(reply).toMatchObject({ userId: manager, mustChange: false })
    yes(await call('identity.actAs', { userId: boss }))
    expect(yes(await call('identity.me', {}))).toMatchObject({ id: boss, demo: true, idleLockMinutes: 0 })
    expect(yes(await call('identity.people', {})).people).toHaveLength(2)
  })

  test('a real store lets nobody act as somebody', async () => {
    const { call, boss } = await testDesk()
    expect(await call('identity.actAs', { userId: boss })).toMatchObject({ error: { code: 'not-a-demo' } })
    expect(await call('identity.me', {})).toMatchObject({ error: { code: 'signed-out' } })
  })
})

describe('live sessions follow the store', () => {
  test('[ADM-02] a role that changes, changes at once; a person who is deactivated is out at once', async () => {
    const { call, run, hire, changed, sessions } = await testDesk()
    const li = hire('李青', 'liqing', 'sales-consultant', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: li, password: 'spring-rain-88' }))
    expect(sessions.who('1')).toMatchObject({ reach: 'own', siteCode: 'KS', deviceCode: '01' })
    changed.length = 0
    const role = run('admin.roles', {}).find((each) => each.template === 'sales-consultant')
    run('admin.editRole', { id: role?.id ?? '', name: '销售顾问', reach: 'site', permissions: ['customers.view', 'vehicles.cost'] })
    expect(sessions.who('1')?.reach).toBe('site')
    expect([...(sessions.who('1')?.permissions ?? [])]).toEqual(['customers.view', 'vehicles.cost'])
    expect(changed).toEqual(['1'])
    run('admin.deactivateUser', { userId: li })
    expect(sessions.who('1')).toBeNull()
    expect(await call('identity.me', {})).toMatchObject({ error: { code: 'signed-out' } })
  })

  test('when the machine is locked, every window is; a closed store signs everybody out', async () => {
    const { call, boss, sessions, changed } = await testDesk()
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }))
    yes(await call('identity.signIn', { who: boss, password: BOSS.password }, '2'))
    changed.length = 0
    sessions.lockAll()
    expect(changed).toEqual(['1', '2'])
    expect([sessions.who('1'), sessions.who('2'), sessions.locked('2')?.user]).toEqual([null, null, boss])
    sessions.clear()
    expect(yes(await call('identity.standing', {})).state).toBe('signed-out')
  })

  test('a locked window of somebody deactivated cannot be unlocked', async () => {
    const { call, run, hire } = await testDesk()
    const li = hire('李青', 'liqing', 'sales-consultant', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: li, password: 'spring-rain-88' }))
    yes(await call('identity.lock', {}))
    run('admin.deactivateUser', { userId: li })
    expect(await call('identity.unlock', { by: 'password', secret: 'spring-rain-88' })).toMatchObject({ error: { code: 'not-locked' } })
  })
})
