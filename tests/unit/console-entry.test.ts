// The console's door: the first administrator's link, signing in, lock-out, the second factor, roles, sessions, what a
// foreign page can do, and the chain of deeds. Over real HTTPS on a real store.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt, stepAt } from '../../src/hq/console/totp.ts'
import { openDatabases } from '../../src/hq/store/open.ts'
import { CONSOLE } from '../../src/shared/console/contract.ts'
import { SESSION } from '../../src/shared/console/rules.ts'
import { colleague, ConsoleClient, firstAdministrator, PASSWORD, secretIn } from '../support/console-client.ts'
import { removeFolders, startHq, tempFolder, type TestHq } from '../support/hq.ts'

const HOUR = 60 * 60_000
let now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
let boss: Awaited<ReturnType<typeof firstAdministrator>>
const open = { limits: { signIn: 10_000, console: 10_000, address: 10_000 }, now: () => now }
const signIn = (client: ConsoleClient, login: string, password = PASSWORD, code = '') =>
  client.tell('session.signIn', { login, password, code })
const acts = async (): Promise<string[]> => (await boss.call('deeds.list', { before: null, by: null })).deeds.map((d) => d.act)

beforeAll(async () => {
  hq = await startHq(open)
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

describe('the first administrator', () => {
  it('comes by a link that works once, and the newest only', async () => {
    const visitor = new ConsoleClient(hq)
    expect(await visitor.call('session.standing', {})).toEqual({ me: null, version: '0.0.0', anybody: false })
    const old = await hq.hq.people.firstLink()
    const link = await hq.hq.people.firstLink()
    expect(link?.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/console\/#\/link\/[\w-]{32}$/)
    expect(await visitor.tell('link.look', { secret: secretIn(old?.url ?? '') })).toBe('link-used')
    expect(await visitor.tell('link.look', { secret: 'guess' })).toBe('link-unknown')
    const secret = secretIn(link?.url ?? '')
    expect(await visitor.call('link.look', { secret })).toEqual({ first: true, login: '', name: '' })
    const said = { secret, login: 'lin', name: '林总', password: PASSWORD }
    expect(await visitor.tell('link.use', { ...said, password: 'lin12345678lin'.slice(0, 5) })).toBe('password-weak')
    now += 25 * HOUR
    expect(await visitor.tell('link.use', said)).toBe('link-expired')
    now -= 25 * HOUR
    boss = Object.assign(visitor, { me: await visitor.call('link.use', said) })
    expect(boss.me).toMatchObject({ login: 'lin', role: 'administrator', totp: false })
    expect(await new ConsoleClient(hq).tell('link.use', said)).toBe('link-used')
    expect(await hq.hq.people.firstLink()).toBeNull()
    expect((await visitor.call('session.standing', {})).anybody).toBe(true)
  })

  it('has a cookie that no script reads, no foreign page sends and no plain line carries', () => {
    expect(boss.told.at(-1)).toMatch(/^__Host-forecourt-console=[\w-]{43}; Max-Age=43200; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  })
})

describe('a page of somebody else', () => {
  it('gets nothing: not without the header, not from another origin, not as a form', async () => {
    const path = `${CONSOLE.api}people.list`
    const { [CONSOLE.header]: own, origin, ...rest } = boss.headers
    const mine = { [CONSOLE.header]: own ?? '', origin: origin ?? '' }
    const tries: Record<string, string>[] = [
      rest,
      { ...rest, origin: mine.origin },
      { ...rest, [CONSOLE.header]: 'person' },
      { ...rest, ...mine, origin: 'https://evil.example' },
      { ...rest, ...mine, origin: 'null' },
      { ...rest, ...mine, origin: mine.origin.replace('https', 'http') },
      { ...rest, ...mine, 'sec-fetch-site': 'cross-site' },
      { ...rest, ...mine, 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of tries) expect((await boss.send('POST', path, headers, '{}')).status, JSON.stringify(headers)).toBe(403)
    expect((await boss.send('POST', path, { ...rest, ...mine, 'sec-fetch-site': 'same-origin' }, '{}')).status).toBe(200)
  })

  it('is told by every answer that nothing else may run, frame or be fetched', async () => {
    for (const reply of [
      await boss.send('POST', `${CONSOLE.api}people.list`, boss.headers, '{}'),
      await boss.send('POST', `${CONSOLE.api}people.list`, {}, '{}'),
      await boss.send('GET', CONSOLE.path, {}),
    ]) {
      const csp = String(reply.headers['content-security-policy'])
      expect(csp).toContain("default-src 'none'")
      expect(csp).toContain("frame-ancestors 'none'")
      expect(csp).not.toMatch(/unsafe|https:|\*/)
      expect(reply.headers['x-content-type-options']).toBe('nosniff')
    }
  })
})

describe('signing in', () => {
  it('says the same of a wrong password and of nobody, and locks after five', async () => {
    await colleague(hq, boss, 'wang', 'operator')
    const client = new ConsoleClient(hq)
    expect(await signIn(client, 'nobody')).toBe('wrong')
    for (let n = 0; n < 5; n++) expect(await signIn(client, 'wang', 'not this one')).toBe('wrong')
    expect(await signIn(client, 'wang')).toBe('locked')
    now += 60_000
    expect(await signIn(client, 'WANG')).toMatchObject({ login: 'wang', role: 'operator' })
    // Forgiven: the next slip is the first again.
    expect(await signIn(client, 'wang', 'not this one')).toBe('wrong')
    expect(await signIn(client, 'wang')).toMatchObject({ login: 'wang' })
    expect((await acts()).filter((act) => act === 'session.fail')).toHaveLength(6)
  })

  it('wants the second factor when there is one, and each code once', async () => {
    const zhao = await colleague(hq, boss, 'zhao', 'operator')
    const { secret, uri } = await zhao.call('me.newTotp', {})
    expect(uri).toBe(`otpauth://totp/Forecourt%20HQ:zhao?secret=${secret}&issuer=Forecourt%20HQ`)
    const code = (): string => codeAt(secret, stepAt(now))
    const wrong = code() === '000000' ? '000001' : '000000'
    expect(await zhao.tell('me.keepTotp', { secret, code: wrong, password: PASSWORD })).toBe('code-wrong')
    expect(await zhao.tell('me.keepTotp', { secret, code: code(), password: 'no' })).toBe('wrong')
    await zhao.call('me.keepTotp', { secret, code: code(), password: PASSWORD })
    const client = new ConsoleClient(hq)
    expect(await signIn(client, 'zhao')).toBe('code-needed')
    // The code that proved the authenticator was used up by that.
    expect(await signIn(client, 'zhao', PASSWORD, code())).toBe('code-wrong')
    now += 30_000
    expect(await signIn(client, 'zhao', PASSWORD, code())).toMatchObject({ login: 'zhao', totp: true })
    expect(await signIn(client, 'zhao', PASSWORD, code())).toBe('code-wrong')
    now += 30_000
    expect(await signIn(client, 'zhao', PASSWORD, codeAt(secret, stepAt(now) + 2))).toBe('code-wrong')
    // A new link opens without the authenticator that was lost.
    const { url } = await boss.call('people.link', { id: zhao.me.id })
    const back = await client.call('link.use', { secret: secretIn(url), login: 'zhao', name: '赵', password: PASSWORD })
    expect(back.totp).toBe(false)
  })

  it('makes the codes of RFC 6238', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const said = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map((s) => codeAt(secret, stepAt(s * 1000)))
    expect(said).toEqual(['287082', '081804', '050471', '005924', '279037', '353130'])
  })
})

describe('a session', () => {
  it('ends when nobody does anything, in any case after twelve hours, and with its person', async () => {
    const li = await colleague(hq, boss, 'li', 'auditor')
    const asks = async (client: ConsoleClient): Promise<string> => {
      const said = await client.tell('people.list', {})
      return typeof said === 'string' ? said : 'yes'
    }
    now += SESSION.idleMs - 1
    expect(await asks(li)).toBe('yes')
    now += SESSION.idleMs - 1
    // A page that only asks by itself does not keep its person signed in.
    expect((await li.send('POST', `${CONSOLE.api}people.list`, { ...li.headers, [CONSOLE.header]: 'page' }, '{}')).status).toBe(200)
    now += 2
    expect(await asks(li)).toBe('signed-out')
    expect(await signIn(li, 'li')).toMatchObject({ login: 'li' })
    const since = now
    while (now - since < SESSION.wholeMs - SESSION.idleMs) {
      now += SESSION.idleMs / 2
      expect(await asks(li)).toBe('yes')
    }
    now = since + SESSION.wholeMs
    expect(await asks(li)).toBe('signed-out')

    expect(await signIn(boss, 'lin')).toMatchObject({ login: 'lin' })
    expect(await signIn(li, 'li')).toMatchObject({ login: 'li' })
    const stolen = new ConsoleClient(hq)
    stolen.cookie = li.cookie
    await li.call('session.signOut', {})
    expect(await asks(stolen)).toBe('signed-out')
    expect(await signIn(li, 'li')).toMatchObject({ login: 'li' })
    await boss.call('people.end', { id: li.me.id })
    expect(await asks(li)).toBe('signed-out')
    expect(await signIn(li, 'li')).toBe('wrong')
  })

  it('is listed among one’s own, and the others are ended from any of them; those that have ended are forgotten', async () => {
    const wei = await colleague(hq, boss, 'wei', 'auditor')
    now += 1000
    const other = new ConsoleClient(hq)
    expect(await signIn(other, 'wei')).toMatchObject({ login: 'wei' })
    const lines = async (client: ConsoleClient) => (await client.call('me.sessions', {})).sessions.map(({ madeAt, here }) => [madeAt, here])
    expect(await lines(wei)).toEqual([
      [now, false],
      [now - 1000, true],
    ])
    await other.call('me.endOthers', {})
    expect(await wei.tell('people.list', {})).toBe('signed-out')
    expect(await lines(other)).toEqual([[now, true]])
    now += SESSION.wholeMs + 1
    for (const [client, login] of [
      [other, 'wei'],
      [boss, 'lin'],
    ] as const)
      expect(await signIn(client, login)).toMatchObject({ login })
    expect((await hq.hq.store.console.sessions(wei.me.id)).map(({ madeAt }) => madeAt)).toEqual([now])
  })

  it('of others ends when the password changes, the own goes on', async () => {
    const sun = await colleague(hq, boss, 'sun', 'operator')
    const other = new ConsoleClient(hq)
    expect(await signIn(other, 'sun')).toMatchObject({ login: 'sun' })
    expect(await sun.tell('me.setPassword', { current: 'no', next: 'Another-Plum-1' })).toBe('wrong')
    await sun.call('me.setPassword', { current: PASSWORD, next: 'Another-Plum-1' })
    expect(await other.tell('people.list', {})).toBe('signed-out')
    expect(typeof (await sun.tell('people.list', {}))).toBe('object')
    expect(await signIn(other, 'sun')).toBe('wrong')
    expect(await signIn(other, 'sun', 'Another-Plum-1')).toMatchObject({ login: 'sun' })
  })
})

describe('roles', () => {
  it('the last who can do everything stays', async () => {
    expect(await boss.tell('people.end', { id: boss.me.id })).toBe('last-administrator')
    expect(await boss.tell('people.setRole', { id: boss.me.id, role: 'auditor' })).toBe('last-administrator')
    const second = await colleague(hq, boss, 'qian', 'administrator')
    await second.call('people.setRole', { id: boss.me.id, role: 'auditor' })
    expect(await boss.tell('people.invite', { login: 'x1', name: 'x', role: 'auditor' })).toBe('forbidden')
    await second.call('people.setRole', { id: boss.me.id, role: 'administrator' })
    expect(await boss.tell('people.invite', { login: 'qian', name: 'x', role: 'auditor' })).toBe('login-taken')
  })
})

describe('the chain of deeds', () => {
  it('holds what the console and the command line did, by name, and notices a changed, a missing and a moved line', async () => {
    await hq.addSite('昆山店', 'KS')
    expect((await acts()).slice(0, 3)).toContain('site.add')
    const { deeds } = await boss.call('deeds.list', { before: null, by: null })
    expect(deeds.find((d) => d.act === 'site.add')).toMatchObject({ by: 'terminal', byName: null, details: { name: '昆山店', code: 'KS' } })
    expect(deeds.find((d) => d.act === 'person.invite')).toMatchObject({ byName: '林总' })
    // Nothing that opens anything stands in it.
    expect(JSON.stringify(deeds)).not.toMatch(new RegExp(`${PASSWORD}|argon2|${boss.cookie.split('=')[1]}`))
    expect(await boss.call('deeds.check', {})).toEqual({ count: deeds[0]?.number, brokenAt: null })

    const data = join(tempFolder(), 'hq')
    const damaged = await startHq({ ...open, data })
    await firstAdministrator(damaged)
    for (const name of ['One', 'Two', 'Three', 'Four']) await damaged.addSite(name)
    await damaged.close()
    for (const [harm, mend, at] of [
      [
        "UPDATE deeds SET details = replace(details, 'Two', 'Too') WHERE number = 3",
        "UPDATE deeds SET details = replace(details, 'Too', 'Two') WHERE number = 3",
        3,
      ],
      ["UPDATE deeds SET by = 'x' WHERE number = 2", "UPDATE deeds SET by = 'terminal' WHERE number = 2", 2],
      ['UPDATE deeds SET number = 9 WHERE number = 5', 'UPDATE deeds SET number = 5 WHERE number = 9', 5],
      ['DELETE FROM deeds WHERE number = 4', '', 4],
    ] as const) {
      const change = (sql: string): void => {
        const { db, files } = openDatabases(data)
        db.exec(sql)
        db.close()
        files.close()
      }
      change(harm)
      const opened = await startHq({ ...open, data })
      expect([harm, (await opened.hq.store.console.checkDeeds()).brokenAt]).toEqual([harm, at])
      await opened.close()
      change(mend)
    }
  })
})
