// Every route of the console × every kind of caller, against a table written here: who is answered, who is refused and with
// which word. A route that is registered and not listed fails; so does a listed one that is not there.
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/shared/console/contract.ts'
import { colleague, ConsoleClient, firstAdministrator, PASSWORD } from '../support/console-client.ts'
import { HqClient, type Reply } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'

const callers = ['anonymous', 'desktop', 'other desktop', 'revoked desktop', 'auditor', 'operator', 'administrator'] as const
type Caller = (typeof callers)[number]
/** `open`: answered to everybody. The other words are those of the lowest role that is answered. */
type Rank = 'open' | 'auditor' | 'operator' | 'administrator'
type Line = { for: Rank; ask?: unknown; refused?: string }

/** What each entry answers to those it is for: a value, or (with input that asks for nothing real) this refusal. */
const reckoned: Record<string, Line> = {
  'session.standing': { for: 'open' },
  'session.signIn': { for: 'open', ask: { login: 'nobody', password: 'guess', code: '' }, refused: 'wrong' },
  'link.look': { for: 'open', ask: { secret: 'guess' }, refused: 'link-unknown' },
  'link.use': { for: 'open', ask: { secret: 'guess', login: 'somebody', name: 'x', password: PASSWORD }, refused: 'link-unknown' },
  'session.signOut': { for: 'auditor' },
  'me.setPassword': { for: 'auditor', ask: { current: 'guess', next: PASSWORD }, refused: 'wrong' },
  'me.newTotp': { for: 'auditor' },
  'me.keepTotp': { for: 'auditor', ask: { secret: 'A'.repeat(32), code: '000000', password: 'guess' }, refused: 'wrong' },
  'me.dropTotp': { for: 'auditor', ask: { password: 'guess' }, refused: 'wrong' },
  'me.sessions': { for: 'auditor' },
  'me.endOthers': { for: 'auditor' },
  'people.list': { for: 'auditor' },
  'people.invite': { for: 'administrator', ask: { login: 'lin', name: 'x', role: 'auditor' }, refused: 'login-taken' },
  'people.link': { for: 'administrator', ask: { id: 'nobody' }, refused: 'person-unknown' },
  'people.setRole': { for: 'administrator', ask: { id: 'nobody', role: 'auditor' }, refused: 'person-unknown' },
  'people.end': { for: 'administrator', ask: { id: 'nobody' }, refused: 'person-unknown' },
  'overview.show': { for: 'auditor', ask: { midnight: 0 } },
  'trends.show': { for: 'auditor', ask: { midnight: 0 } },
  'desktops.list': { for: 'auditor', ask: { search: '', standing: null, site: null, offset: 0 } },
  'desktops.show': { for: 'auditor', ask: { replica: 'nobody' }, refused: 'device-unknown' },
  'desktops.rename': { for: 'operator', ask: { replica: 'nobody', name: 'x' }, refused: 'device-unknown' },
  'desktops.move': { for: 'operator', ask: { replica: 'nobody', site: 'nowhere' }, refused: 'device-unknown' },
  'desktops.suspend': { for: 'operator', ask: { replica: 'nobody', reason: 'no such' }, refused: 'device-unknown' },
  'desktops.resume': { for: 'operator', ask: { replica: 'nobody' }, refused: 'device-unknown' },
  'desktops.check': { for: 'operator', ask: { replica: 'nobody' }, refused: 'device-unknown' },
  'desktops.takeAnew': { for: 'operator', ask: { replica: 'nobody', reason: 'no such' }, refused: 'device-unknown' },
  'rights.override': {
    for: 'administrator',
    ask: { key: 'vin:nothing', reason: 'no such', papersMayExist: true },
    refused: 'nothing-changed',
  },
  'keys.request': { for: 'administrator', ask: { replica: 'nobody', reason: 'no such' }, refused: 'device-unknown' },
  'keys.release': { for: 'administrator', ask: { replica: 'nobody' }, refused: 'device-unknown' },
  'desktops.revoke': { for: 'operator', ask: { replica: 'nobody' }, refused: 'device-unknown' },
  'trace.find': { for: 'auditor', ask: { text: 'nothing' } },
  'published.list': { for: 'auditor', ask: { before: null } },
  'cases.list': { for: 'auditor', ask: { state: 'open', site: null, kind: null, olderMs: 0, after: null } },
  'cases.show': { for: 'auditor', ask: { id: 'nothing' }, refused: 'case-unknown' },
  'cases.settle': { for: 'operator', ask: { id: 'nothing', how: 'understood', reason: 'no such' }, refused: 'case-unknown' },
  'cases.assign': { for: 'operator', ask: { id: 'nothing', site: 'nowhere', reason: 'no such' }, refused: 'case-unknown' },
  'cases.comment': { for: 'operator', ask: { id: 'nothing', text: 'no such' }, refused: 'case-unknown' },
  'quarantine.list': { for: 'auditor', ask: { site: null, kind: null, olderMs: 0, after: null } },
  'quarantine.decide': { for: 'operator', ask: { changeset: 'nothing', what: 'retry', reason: 'no such' }, refused: 'changeset-unknown' },
  'quarantine.amend': { for: 'operator', ask: { changeset: 'nothing', corrections: [], reason: 'no such' }, refused: 'changeset-unknown' },
  'sites.list': { for: 'auditor' },
  'sites.add': { for: 'operator', ask: { name: 'x', code: 'ONE' }, refused: 'code-taken' },
  'codes.issue': { for: 'operator', ask: { site: 'nowhere', group: false, minutes: 60 }, refused: 'site-unknown' },
  'rollouts.list': { for: 'auditor' },
  'rollouts.show': { for: 'auditor', ask: { id: 'nothing' }, refused: 'rollout-unknown' },
  'rollouts.add': { for: 'operator', ask: { name: 'x', text: 'nothing' }, refused: 'list-unfit' },
  'rollouts.drop': { for: 'operator', ask: { id: 'nothing' }, refused: 'rollout-unknown' },
  'rollouts.open': { for: 'operator', ask: { id: 'nothing', wave: 1, days: 7, reason: null }, refused: 'rollout-unknown' },
  'rollouts.renew': { for: 'operator', ask: { id: 'nothing', wave: 1, days: 7 }, refused: 'rollout-unknown' },
  'care.show': { for: 'auditor', ask: { midnight: 0 } },
  'backups.make': { for: 'operator' },
  'backups.prove': { for: 'operator', ask: { name: '20200101-000000' }, refused: 'backup-unknown' },
  'storage.compact': { for: 'operator', refused: 'nothing-free' },
  'backups.setPlan': { for: 'administrator', ask: { everyHours: 24, hour: 2, kept: 7 } },
  'backups.setSecond': { for: 'administrator', ask: { folder: 'relative' }, refused: 'folder-unfit' },
  'versions.setMinimum': { for: 'administrator', ask: { version: '9.9.9' }, refused: 'above-headquarters' },
  'deeds.list': { for: 'auditor', ask: { before: null, by: null } },
  'deeds.check': { for: 'auditor' },
}
const ranks: Record<Rank, readonly Caller[]> = {
  open: callers,
  auditor: ['auditor', 'operator', 'administrator'],
  operator: ['operator', 'administrator'],
  administrator: ['administrator'],
}

let hq: TestHq
const people: Partial<Record<Caller, ConsoleClient>> = {}
const desktops: Partial<Record<Caller, HqClient>> = {}

beforeAll(async () => {
  hq = await startHq({ limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
  const boss = await firstAdministrator(hq)
  people.administrator = boss
  people.operator = await colleague(hq, boss, 'wang', 'operator')
  people.auditor = await colleague(hq, boss, 'sun', 'auditor')
  const [one, two] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
  desktops.desktop = await hq.join(one)
  desktops['other desktop'] = await hq.join(two)
  desktops['revoked desktop'] = await hq.join(one)
  await hq.hq.pairing.revoke(desktops['revoked desktop'].replica)
  // What the making of the store left empty.
  while ((await hq.hq.store.watch.compact()) > 0);
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

/** As this caller would: with a cookie, with a device's signature, or with nothing, and always as from the page itself. */
function send(caller: Caller, method: string, path: string, body?: string): Promise<Reply> {
  const person = people[caller] ?? new ConsoleClient(hq)
  const headers = { ...person.headers }
  const desktop = desktops[caller]
  if (desktop) return desktop.send(method, path, { headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) })
  return person.send(method, path, headers, body)
}
const said = (reply: Reply): string => {
  const envelope = reply.json() as { ok: boolean; error?: { code: string } }
  return envelope.ok ? 'a value' : (envelope.error?.code ?? '?')
}

describe('every route of the console, every caller', () => {
  it('the table covers all that is registered', () => {
    const registered = hq.routes.filter((route) => / \/(?:console\/.*)?$/.test(route))
    const listed = [
      'GET /',
      `GET ${CONSOLE.path}*`,
      `GET ${CONSOLE.live}`,
      ...Object.keys(reckoned).map((name) => `POST ${CONSOLE.api}${name}`),
    ]
    expect(registered.toSorted()).toEqual(listed.toSorted())
  })

  for (const [name, line] of Object.entries(reckoned))
    it(`${name} answers ${line.for} and whoever is above`, async () => {
      for (const caller of callers) {
        const person = people[caller]
        // Signing out ends the session it comes in: a copy of the browser does it.
        const before = person?.cookie ?? ''
        const reply = await send(caller, 'POST', `${CONSOLE.api}${name}`, JSON.stringify(line.ask ?? {}))
        const mine = ranks[line.for].includes(caller)
        const expected = mine ? (line.refused ?? 'a value') : person ? 'forbidden' : 'signed-out'
        expect([caller, said(reply)]).toEqual([caller, expected])
        if (name === 'session.signOut' && person && before !== '') {
          expect(
            await person.tell('session.signIn', {
              login: { administrator: 'lin', operator: 'wang', auditor: 'sun' }[caller as 'auditor'],
              password: PASSWORD,
              code: '',
            }),
          ).toMatchObject({ role: caller })
        }
      }
      // The browser's own cookie without the page's header is nobody.
      const boss = people.administrator
      const bare = await boss?.send(
        'POST',
        `${CONSOLE.api}${name}`,
        { cookie: boss.cookie, origin: hq.url },
        JSON.stringify(line.ask ?? {}),
      )
      expect(bare && said(bare)).toBe('forbidden')
      // Input that is no input is said so, and nothing falls.
      for (const body of ['', 'x', '[]', '{"id":{"$gt":""}}', JSON.stringify({ secret: 'a'.repeat(1000) })]) {
        const reply = await send('administrator', 'POST', `${CONSOLE.api}${name}`, body)
        expect([body.slice(0, 20), ['invalid-input', 'a value'].includes(said(reply))]).toEqual([body.slice(0, 20), true])
        if (name === 'session.signOut') await people.administrator?.tell('session.signIn', { login: 'lin', password: PASSWORD, code: '' })
      }
    })

  it('a code that sees the whole group is an administrator’s to give', async () => {
    const asked = { site: 'nowhere', group: true, minutes: 60 }
    expect(await people.operator?.tell('codes.issue', asked)).toBe('forbidden')
    expect(await people.administrator?.tell('codes.issue', asked)).toBe('site-unknown')
  })

  /** What the live line begins with: it never ends by itself. */
  const lineOf = (cookie: string): Promise<string> =>
    new Promise((done, fail) => {
      const { hostname: host, port } = new URL(hq.url)
      const line = request({ host, port, path: CONSOLE.live, headers: { cookie }, rejectUnauthorized: false, agent: false })
      line.on('response', (response) =>
        response.once('data', (first: Buffer) => {
          done(`${response.statusCode} ${first.toString()}`)
          line.destroy()
        }),
      )
      line.on('error', fail)
      line.end()
    })
  it('the live line opens to whoever is signed in, and to nobody else', async () => {
    for (const caller of callers) {
      const person = people[caller]
      if (person) {
        expect([caller, await lineOf(person.cookie)]).toEqual([caller, '200 event: news\ndata: {}\n\n'])
        continue
      }
      expect([caller, said(await send(caller, 'GET', CONSOLE.live))]).toEqual([caller, 'signed-out'])
    }
  })

  it('the page is given to anybody and nothing but the page', async () => {
    for (const caller of callers) {
      expect((await send(caller, 'GET', '/')).headers.location).toBe(CONSOLE.path)
      for (const path of ['../main.ts', '%2e%2e/hq.key', '..%2f..%2fpackage.json', 'assets/', 'api', 'hq.db', '%00'])
        expect((await send(caller, 'GET', `${CONSOLE.path}${path}`)).status, path).toBeGreaterThanOrEqual(400)
    }
  })

  it('a person of the console is nobody to the desktops’ side', async () => {
    for (const path of ['/v1/snapshot', '/v1/sums', '/v1/live'])
      expect((await send('administrator', 'GET', path)).json()).toEqual({ error: 'unknown-device' })
  })
})
