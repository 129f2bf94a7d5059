// Every route of HQ × every kind of caller, against a reckoning made here: two sites with rows, papers and changesets that
// carry a mark of their own, and not one byte of a foreign mark in any answer. What foreign devices send changes nothing.
import { createHash, randomBytes } from 'node:crypto'
import { request as httpsRequest } from 'node:https'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { sha256 } from '../../src/hq/chain.ts'
import { bucketOf, plus, rowSum, type Sum, sumText, ZERO } from '../../src/shared/sync/integrity.ts'
import {
  type Change,
  type Changeset,
  type RowsAnswer,
  routes,
  type RoundAnswer,
  type SnapshotChunk,
  type SumsAnswer,
} from '../../src/shared/sync/protocol.ts'
import { colleague, firstAdministrator } from '../support/console-client.ts'
import { ask, HqClient, type Reply } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert, remove, update } from '../support/judge.ts'

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const sites = ['one', 'two'] as const
type SiteName = (typeof sites)[number]
/** What only this site's devices and the group may ever see, in rows, texts and bytes. */
const mark = (site: SiteName): string => `secret-of-${site}`
const paper = {
  one: Buffer.concat([Buffer.from(mark('one')), randomBytes(3000)]),
  two: Buffer.concat([Buffer.from(mark('two')), randomBytes(3000)]),
}
const half = {
  one: Buffer.concat([Buffer.from(mark('one')), randomBytes(500)]),
  two: Buffer.concat([Buffer.from(mark('two')), randomBytes(500)]),
}

let hq: TestHq
const at: Record<SiteName, string> = { one: '', two: '' }
let author: Record<SiteName, HqClient>
/** Everyone who may knock, by what HQ knows of them. */
let callers: { name: string; client: HqClient; sees: readonly SiteName[]; refused: string | null }[]
/** Signed in to the console, each with a role of its own. */
let people: Awaited<ReturnType<typeof colleague>>[]
const tag = new Map<string, { number: number; nonce: string }>()

const textOf = (reply: Reply): string =>
  (reply.headers['content-encoding'] === 'gzip' ? gunzipSync(reply.bytes) : reply.bytes).toString('latin1')
/** No answer may carry the mark of a site its caller does not see; ids carry it too. */
const leaks = (reply: Reply, sees: readonly SiteName[]): string[] =>
  sites.filter((s) => !sees.includes(s) && textOf(reply).includes(mark(s)))
const errorIn = (reply: Reply): string | null => (reply.status < 400 ? null : (reply.json() as { error: string }).error)
const put = (client: HqClient, digest: string, bytes: Uint8Array, size = bytes.length, offset = 0): Promise<Reply> =>
  client.send('PUT', `${routes.file}${digest}?offset=${offset}&size=${size}`, { body: bytes })

beforeAll(async () => {
  hq = await startHq()
  for (const site of sites) at[site] = await hq.addSite(`Site ${site}`, site.toUpperCase().slice(0, 3))
  author = { one: await hq.join(at.one), two: await hq.join(at.two) }
  for (const site of sites) {
    const client = author[site]
    const home = { site_id: at[site] }
    const id = (n: string): string => `${mark(site)}-${n}`
    await client.round([
      client.make({
        id: id('cs'),
        changes: [insert('notes', id('N'), { ...home, name: mark(site), city: 'x' }), insert('orders', id('O'), { ...home, rev: 1 })],
      }),
      client.make({
        changes: [insert('receipts', id('P'), { ...home, amount_fen: 5 }), insert('lines', id('L'), { ...home, order_id: id('O') })],
      }),
      client.make({
        changes: [
          insert('files', id('F'), { ...home, sha256: sha(paper[site]) }),
          insert('files', id('H'), { ...home, sha256: sha(half[site]) }),
        ],
      }),
      client.make({ changes: [insert('cars', `car-${site}`, { vin: `V-${site}` })] }),
      // Quarantined: its reason and contents are its author's alone.
      client.make({ id: id('odd'), changes: [insert('nowhere', id('X'), home)] }),
    ])
    tag.set(site, client.position)
    expect((await put(client, sha(paper[site]), paper[site])).status).toBe(200)
    expect((await put(client, sha(half[site]), half[site].subarray(0, 100), half[site].length)).status).toBe(200)
  }
  const revoked = await hq.join(at.one)
  await hq.hq.pairing.revoke(revoked.replica)
  const unknown = new HqClient(author.one.code)
  unknown.ownReplica = 'nobody-knows'
  const forger = new HqClient(author.one.code)
  forger.ownReplica = author.one.replica
  callers = [
    { name: 'an invented device', client: unknown, sees: [], refused: 'unknown-device' },
    { name: 'another key under a known name', client: forger, sees: [], refused: 'bad-signature' },
    { name: 'a revoked device', client: revoked, sees: [], refused: 'revoked' },
    { name: 'a device of the site', client: await hq.join(at.one), sees: ['one'], refused: null },
    { name: 'a device of the other site', client: await hq.join(at.two), sees: ['two'], refused: null },
    { name: 'a device that reaches the group', client: await hq.join(at.two, true), sees: ['one', 'two'], refused: null },
  ]
  forger.counter = 1000
  const boss = await firstAdministrator(hq)
  people = [await colleague(hq, boss, 'sun', 'auditor'), await colleague(hq, boss, 'wang', 'operator'), boss]
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

/** One request of each route, for whoever asks. */
const asks: Record<string, (client: HqClient) => Promise<Reply>> = {
  'GET /health': (client) => client.send('GET', routes.health),
  'GET /metrics': (client) => client.send('GET', '/metrics'),
  'POST /v1/pair': (client) => client.tryPair({ secret: 'guess' }),
  'POST /v1/round': (client) => client.tryRound(),
  'GET /v1/snapshot': (client) => client.send('GET', routes.snapshot),
  'GET /v1/sums': (client) => client.send('GET', `${routes.sums}?number=0&nonce=`),
  'GET /v1/rows': (client) => client.send('GET', `${routes.rows}?number=0&nonce=&table=notes&buckets=0&after=`),
  'GET /v1/live': (client) => firstOf(client),
  'PUT /v1/files/:sha256': (client) => put(client, sha(half.one), half.one.subarray(100), half.one.length, 100),
  'GET /v1/files/:sha256': (client) => client.send('GET', `${routes.file}${sha(paper.one)}`),
}
/** What each route must say to a known device of site one, of site two, of the group. The rest are refused alike. */
const reckoned: Record<string, { one: string | null; two: string | null; group: string | null }> = {
  'GET /health': { one: null, two: null, group: null },
  // Only whoever has the token of headquarters' own directory is told that there are figures.
  'GET /metrics': { one: 'unknown-route', two: 'unknown-route', group: 'unknown-route' },
  'POST /v1/pair': { one: 'code-unknown', two: 'code-unknown', group: 'code-unknown' },
  'POST /v1/round': { one: null, two: null, group: null },
  'GET /v1/snapshot': { one: null, two: null, group: null },
  'GET /v1/sums': { one: null, two: null, group: null },
  'GET /v1/rows': { one: null, two: null, group: null },
  'GET /v1/live': { one: null, two: null, group: null },
  'PUT /v1/files/:sha256': { one: null, two: 'unknown-file', group: null },
  'GET /v1/files/:sha256': { one: null, two: 'unknown-file', group: null },
}
const open = new Set(['GET /health', 'GET /metrics', 'POST /v1/pair'])

/** The live channel never ends by itself: its head, its first event, and out. */
async function firstOf(client: HqClient): Promise<Reply> {
  const line = await client.live()
  if (line.status !== 200) return client.send('GET', routes.live)
  for (let n = 0; n < 200 && line.heard.length === 0; n++) await new Promise((done) => setTimeout(done, 5))
  line.close()
  return { status: 200, headers: {}, bytes: Buffer.from(JSON.stringify(line.heard)), json: () => line.heard }
}

describe('every route, every caller', () => {
  it('[S-TRUST-8] the table covers all that HQ answers to', () => {
    // The console's own are reckoned in console-routes.test.ts.
    const ofDevices = hq.routes.filter((route) => !/ \/(?:console\/.*)?$/.test(route))
    expect(ofDevices.toSorted()).toEqual(Object.keys(asks).toSorted())
    expect(Object.keys(reckoned).toSorted()).toEqual(Object.keys(asks).toSorted())
  })

  for (const [route, askFor] of Object.entries(asks))
    it(`[S-TRUST-8] ${route} says to each caller what the reckoning says, and nothing of a foreign site`, async () => {
      for (const { name, client, sees, refused } of callers) {
        const reply = await askFor(client)
        const kind = sees.length === 2 ? 'group' : sees[0]
        const expected = open.has(route) ? reckoned[route]?.one : (refused ?? (kind && reckoned[route]?.[kind]))
        expect([name, errorIn(reply)]).toEqual([name, expected ?? null])
        expect([name, leaks(reply, sees)]).toEqual([name, []])
      }
      // No signature at all: nobody, and whoever is signed in to the console, from its own page. And a request that was said before.
      const [method = '', path = ''] = route.split(' ')
      const real = path.replace(':sha256', sha(paper.one))
      const body = method === 'POST' ? Buffer.from(JSON.stringify(author.one.pairRequest({ secret: 'guess' }))) : undefined
      for (const [name, headers] of [['anonymous', {}], ...people.map(({ me, headers }) => [me.role, headers] as const)] as const) {
        const silent = await ask(author.one.code, method, real, headers, body)
        expect([name, errorIn(silent), leaks(silent, [])]).toEqual([
          name,
          open.has(route) ? (reckoned[route]?.one ?? null) : 'unknown-device',
          [],
        ])
      }
      if (open.has(route)) return
      for (const replayed of [author.one.counter, 1]) {
        const reply = await author.one.send(method, real, { counter: replayed, ...(method === 'GET' ? {} : { body: Buffer.from('{}') }) })
        expect([errorIn(reply), leaks(reply, [])]).toEqual(['replayed', []])
      }
    })

  it('[S-TRUST-8] no other method and no path beside them is answered', async () => {
    const { client } = callers[3] as (typeof callers)[number]
    for (const path of [
      ...Object.values(routes),
      '/',
      '/v1',
      '/v1/rounds',
      '/v1/files/../round',
      '/v1//round',
      '/V1/ROUND',
      '/v1/files/a/b',
      '/%761/snapshot%00',
    ])
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
        const known = hq.routes.includes(`${method} ${path}`) || (path === routes.file && (method === 'GET' || method === 'PUT'))
        if (known) continue
        const reply = await raw(client, method, path)
        expect([method, path, reply.status >= 400 && reply.status < 500]).toEqual([method, path, true])
        expect(sites.filter((s) => reply.text.includes(mark(s)))).toEqual([])
      }
  })
})

/** Exactly this method and path, signed, without anybody tidying them up. */
function raw(client: HqClient, method: string, path: string): Promise<{ status: number; text: string }> {
  const url = new URL(client.code.url)
  return new Promise((done, fail) => {
    const request = httpsRequest(
      {
        host: url.hostname,
        port: url.port,
        method,
        path,
        rejectUnauthorized: false,
        agent: false,
        headers: { 'x-replica': client.replica },
      },
      (response) => {
        let text = ''
        response.setEncoding('latin1')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => done({ status: response.statusCode ?? 0, text }))
      },
    )
    request.on('error', fail)
    request.end()
  })
}

describe('what is forged', () => {
  const stranger = (): HqClient => (callers[4] as (typeof callers)[number]).client
  const clean = (reply: Reply, sees: readonly SiteName[] = ['two']): void => expect(leaks(reply, sees)).toEqual([])

  it('[S-TRUST-8] snapshot cursors: any table, any id, any position, and the whole way through', async () => {
    const { position, total } = (await stranger().snapshot()) as SnapshotChunk
    const cursor = (over: object): string =>
      Buffer.from(JSON.stringify({ position, total, table: '', id: '', ...over })).toString('base64url')
    const forged = [
      ...['notes', 'orders', 'receipts', 'lines', 'files', 'cases', 'sites', '__proto__', '_sync_state'].flatMap((table) => [
        cursor({ table, id: '' }),
        cursor({ table, id: `${mark('one')}-` }),
      ]),
      cursor({ position: tag.get('one') }),
      cursor({ position: { number: 0, nonce: '' } }),
      cursor({ site: at.one, reach: 'group' }),
      cursor({ position: { number: 3, nonce: 'guessed' } }),
      cursor({ table: "notes' OR 1=1 --", id: "' OR '1'='1" }),
      'bm90IGpzb24',
      '',
    ]
    for (const after of forged) clean(await stranger().send('GET', `${routes.snapshot}?after=${encodeURIComponent(after)}`))
    clean(await stranger().send('GET', `${routes.snapshot}?after=a&after=b&site=${at.one}&reach=group`))
  })

  it('[S-HASH-6] sums and rows: any table, every bucket, any scope named, and only at the position that is', async () => {
    const client = stranger()
    const every = Array.from({ length: 256 }, (_, bucket) => bucket).join('.')
    const tables = ['notes', 'orders', 'receipts', 'lines', 'files', 'cases', 'cars', 'sites', '__proto__', "notes' OR 1=1 --"]
    const head = await hq.hq.store.head()
    const now = `number=${head.number}&nonce=${head.nonce}`
    const sums = await client.send('GET', `${routes.sums}?${now}&site=${at.one}&reach=group`)
    clean(sums)
    // The sums of exactly the rows in its own reach.
    const counted = new Map<string, Sum>()
    const page = await hq.hq.store.snapshotPage({ site: at.two, reach: 'site' }, head, null, 10_000_000)
    for (const { table, id, image } of page.rows) {
      const key = `${table} ${bucketOf(id)}`
      counted.set(key, plus(counted.get(key) ?? ZERO, rowSum(sha256, {}, table, id, image)))
    }
    const said = (sums.json() as SumsAnswer).sums ?? []
    expect(Object.fromEntries(said.map((s) => [`${s.table} ${s.bucket}`, s.sum]))).toEqual(
      Object.fromEntries([...counted].map(([key, sum]) => [key, sumText(sum)])),
    )
    let given = 0
    for (const table of tables)
      for (const more of ['', `&site=${at.one}&reach=group`]) {
        const asked = `${routes.rows}?${now}&table=${encodeURIComponent(table)}&buckets=${every}&after=${more}`
        const reply = await client.send('GET', asked)
        clean(reply)
        if (more === '') given += (reply.json() as RowsAnswer).rows?.length ?? 0
      }
    expect(given).toBe(page.rows.filter((r) => tables.includes(r.table)).length)
    for (const position of ['number=0&nonce=', `number=${head.number}&nonce=guessed`, `number=${head.number + 1}&nonce=`]) {
      expect((await client.send('GET', `${routes.sums}?${position}`)).json()).toEqual({ sums: null })
      const asked = `${routes.rows}?${position}&table=notes&buckets=${every}&after=`
      expect((await client.send('GET', asked)).json()).toEqual({ rows: null, upTo: null })
    }
    for (const buckets of ['', '256', '-1', 'a', '1..2', '1,2', '9999'])
      expect(errorIn(await client.send('GET', `${routes.rows}?${now}&table=notes&buckets=${buckets}&after=`)), buckets).toBe('bad-request')
  })

  it('[S-TRUST-8] feed positions: from the start, of the other site, ahead, and guessed', async () => {
    const head = (await hq.hq.store.head()).number
    for (const position of [
      { number: 0, nonce: '' },
      tag.get('one') as { number: number; nonce: string },
      { number: head, nonce: 'guessed' },
      { number: head + 1000, nonce: '' },
      { number: 1, nonce: '' },
    ]) {
      const reply = await stranger().tryRound([], { position })
      clean(reply)
      if (reply.status === 200) {
        const { entries } = reply.json() as RoundAnswer
        // The oracle: a foreign author's entry is there only when it changed something of everyone's.
        for (const entry of entries)
          if (entry.replica === author.one.replica) expect(entry.changes.every((c) => c.table === 'cars')).toBe(true)
      }
    }
  })

  it('[S-TRUST-8] retries, discards and rulings of foreign changesets; bodies in another name', async () => {
    const foreign = [`${mark('one')}-odd`, `${mark('one')}-cs`]
    // Its own words come back at nobody: what is asked for is not in the answer.
    const reply = await stranger().tryRound([], { retry: foreign, discard: foreign })
    expect((reply.json() as RoundAnswer).rulings).toEqual([])
    clean(reply)
    expect((await hq.hq.store.changesets(foreign)).get(foreign[0] ?? '')?.discarded).toBe(false)
    const named = await stranger().tryRound([], { replica: author.one.replica })
    expect(errorIn(named)).toBe('bad-request')
    // A changeset of the other's chain, sent as one's own and as the other's.
    const theirs = (await hq.hq.store.changesets([`${mark('one')}-cs`])).get(`${mark('one')}-cs`)?.changeset as Changeset
    for (const changeset of [theirs, { ...theirs, replica: stranger().replica }]) {
      const answer = await stranger().tryRound([changeset])
      expect(['bad-request', 'fork']).toContain(errorIn(answer))
      clean(answer)
    }
  })

  it('[S-TRUST-8] digests: whole and half papers of the other site are neither there nor begun, in any spelling', async () => {
    for (const digest of [
      sha(paper.one),
      sha(half.one),
      sha(paper.one).toUpperCase(),
      `${sha(paper.one)}?site=${at.one}`,
      '../hq.key',
      '%2e%2e%2fhq.key',
    ]) {
      const got = await stranger().send('GET', `${routes.file}${digest}`, { headers: { range: 'bytes=0-' } })
      expect(errorIn(got)).toMatch(/unknown-file|unknown-route/)
      clean(got)
    }
    for (const bytes of [paper.one, half.one]) {
      const reply = await put(stranger(), sha(bytes), bytes)
      expect([reply.status, reply.json()]).toEqual([404, { error: 'unknown-file' }])
    }
    // A row of one's own that names a foreign paper is a right to those bytes only for who knows them already.
    const guess = sha(Buffer.from('never seen'))
    const client = stranger()
    await client.round([client.make({ changes: [insert('files', 'guess', { site_id: at.two, sha256: guess })] })])
    expect(errorIn(await client.send('GET', `${routes.file}${guess}`))).toBe('unknown-file')
  })

  it('[S-TRUST-8] the live channel is silent about what the other site does', async () => {
    const line = await stranger().live()
    for (let n = 0; n < 200 && line.heard.length === 0; n++) await new Promise((done) => setTimeout(done, 5))
    const heard = [...line.heard]
    const { one } = author
    await one.round([one.make({ changes: [update('notes', `${mark('one')}-N`, { city: 'y' }, { city: 'x' })] })])
    await new Promise((done) => setTimeout(done, 300))
    expect(line.heard).toEqual(heard)
    line.close()
  })

  it('[S-TRUST-8] writing: every table, every way of touching a foreign row, changes nothing there and tells nothing', async () => {
    const boss = (callers[5] as (typeof callers)[number]).client
    const rowsOf = async (): Promise<Map<string, string>> => {
      const rows = new Map<string, string>()
      for (let after: string | undefined; ;) {
        const chunk = await boss.snapshot(after)
        for (const row of chunk.rows) rows.set(`${row.table}/${row.id}`, JSON.stringify(row.image))
        if (chunk.next === null) return rows
        after = chunk.next
      }
    }
    const before = await rowsOf()
    const client = stranger()
    const id = (n: string): string => `${mark('one')}-${n}`
    const tries: Change[][] = [
      ...['notes', 'orders', 'receipts', 'lines', 'files', 'cases'].map((table) => [insert(table, `new-${table}`, { site_id: at.one })]),
      // The id of a foreign row, claimed for one's own site.
      ...Object.entries({ notes: 'N', orders: 'O', receipts: 'P', lines: 'L', files: 'F' }).map(([table, n]) => [
        insert(table, id(n), { site_id: at.two }),
      ]),
      [update('notes', id('N'), { city: 'stolen' }, { city: 'y' })],
      [update('notes', id('N'), { site_id: at.two }, { site_id: at.one })],
      [remove('notes', id('N'), { city: 'y' })],
      [remove('receipts', id('P'), {})],
      [update('orders', id('O'), { rev: 2 }, { rev: 1 })],
    ]
    for (const changes of tries) {
      const reply = await client.tryRound([client.make({ changes })])
      const { rulings } = reply.json() as RoundAnswer
      // The refused words are the caller's own; no value of the other side stands beside them.
      expect(textOf(reply).replaceAll(/secret-of-one-[A-Z]/g, '')).not.toContain(mark('one'))
      expect([changes, rulings.map((r) => r.outcome)]).toEqual([changes, ['quarantined']])
      client.position = (reply.json() as RoundAnswer).position
    }
    // A guard on a foreign row is no way to ask: the right guess and the wrong one are answered alike.
    const probe = async (value: number): Promise<unknown> => {
      const column = { kind: 'expect' as const, table: 'orders', id: id('O'), column: 'rev', covers: [0], otherwise: [] }
      const changeset = client.make({ changes: [insert('notes', `probe-${value}`, { site_id: at.two })], guards: [{ ...column, value }] })
      const reply = await client.tryRound([changeset])
      const { rulings, entries, position } = reply.json() as RoundAnswer
      client.position = position
      expect(textOf(reply).replaceAll(/secret-of-one-[A-Z]/g, '')).not.toContain(mark('one'))
      const theirs = entries.flatMap((e) => e.changes.filter((c) => c.table === 'cases').map((c) => c.set['theirs']))
      return [rulings.map((r) => [r.outcome, r.reason, r.cases.length]), theirs]
    }
    expect(await probe(1)).toEqual(await probe(7))
    const after = await rowsOf()
    const own = (key: string): boolean => key.includes('/probe-') || key.startsWith('cases/')
    for (const [key, image] of after) if (!own(key)) expect([key, image]).toEqual([key, before.get(key)])
    expect([...before.keys()].filter((key) => !after.has(key))).toEqual([])
  })

  it('[S-TRUST-8] a pairing code opens its own site and no other, whatever the request claims', async () => {
    const client = new HqClient(readPairingCode(await hq.code(at.two)) as never)
    const answer = await client.pair({ siteId: at.one, replica: author.one.replica, siteCode: 'ONE', deviceCode: '01' })
    expect([answer.site.id, answer.reach]).toEqual([at.two, 'site'])
    expect(answer.replica).not.toBe(author.one.replica)
    // Ids the other one guessed stand in its own cases; nothing else of theirs does.
    expect(textOf(await client.send('GET', routes.snapshot)).replaceAll(/secret-of-one-[A-Z]/g, '')).not.toContain(mark('one'))
  })
})
