// HQ's device side over real HTTPS: pairing, signatures, counters, revocation, odd bodies, the live channel and files.
import { createHash, randomBytes, sign } from 'node:crypto'
import { createConnection } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { PairAnswer, requestText, RoundAnswer, routes, SnapshotChunk } from '../../src/shared/sync/protocol.ts'
import { ask, HqClient, type Reply } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq, type TestHqOptions } from '../support/hq.ts'
import { insert, update } from '../support/judge.ts'

const open: TestHq[] = []
const start = async (options?: TestHqOptions): Promise<TestHq> => {
  const hq = await startHq(options)
  open.push(hq)
  return hq
}
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)
const said = (reply: Reply): [number, unknown] => [reply.status, reply.json()]
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('pairing', () => {
  it('[S-TRUST-1] a code carries address and fingerprint, survives line breaks, and nothing else reads as one', async () => {
    const hq = await start()
    const text = await hq.code(await hq.addSite())
    expect(text).toMatch(/^FC-[\w-]+$/)
    const code = readPairingCode(`配对码：\n${text.slice(0, 40)}\n  ${text.slice(40)} `)
    expect(code).toMatchObject({ url: hq.url, fingerprint: hq.fingerprint })
    expect(writePairingCode(code as NonNullable<typeof code>)).toBe(text)
    for (const wrong of ['', 'FC-', 'FC-%%%', text.slice(3), `FC-${btoa('{}')}`]) expect(readPairingCode(wrong)).toBeNull()
  })

  it('[S-TRUST-1] pairs once: used, expired, revoked and invented codes are refused in words of their own', async () => {
    let now = 1_000_000_000_000
    const hq = await start({ now: () => now })
    const site = await hq.addSite('晨光昆山店')
    const client = new HqClient(readPairingCode(await hq.code(site)) as never)
    const answer = PairAnswer.parse(await client.pair({ name: '前台一' }))
    expect(answer).toMatchObject({
      deviceCode: '01',
      reach: 'site',
      incarnation: 1,
      siteHasData: false,
      fingerprints: [hq.fingerprint, hq.next],
      site: { id: site, name: '晨光昆山店', code: 'CGKS' },
    })

    const thief = new HqClient(client.code)
    expect(said(await thief.tryPair())).toEqual([410, { error: 'code-used' }])
    // The same desktop again, whose answer was lost, gets the same answer; revoked, it gets none.
    expect((await client.tryPair()).json()).toEqual(answer)
    expect((await client.tryPair({ sealedKey: 'sealed' })).json()).toEqual(answer)
    expect((await client.tryPair({ sealedKey: 'another' })).json()).toEqual(answer)
    expect((await hq.hq.store.device(answer.replica))?.sealedKey).toBe('sealed')
    expect(answer.recoveryKey).toMatch(/^MCowBQYDK2VuAyEA/)
    await hq.hq.pairing.revoke(answer.replica)
    expect(said(await client.tryPair())).toEqual([410, { error: 'code-used' }])

    const late = new HqClient(readPairingCode(await hq.code(site, false, 10)) as never)
    now += 10 * 60_000 + 1
    expect(said(await late.tryPair())).toEqual([410, { error: 'code-expired' }])
    expect(said(await new HqClient({ ...client.code, secret: randomBytes(24).toString('base64url') }).tryPair())).toEqual([
      404,
      { error: 'code-unknown' },
    ])
    expect(said(await new HqClient({ ...client.code, secret: '' }).tryPair())).toEqual([404, { error: 'code-unknown' }])
  })

  it('[S-TRUST-1] two at once with one code: one is paired', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const code = readPairingCode(await hq.code(site)) as never
    const replies = await Promise.all(Array.from({ length: 6 }, () => new HqClient(code).tryPair()))
    expect(replies.map((r) => r.status).sort()).toEqual([200, 410, 410, 410, 410, 410])
    expect(await hq.hq.store.devices()).toHaveLength(1)
  })

  it('[S-TRUST-1] only an Ed25519 key is one', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const client = new HqClient(readPairingCode(await hq.code(site)) as never)
    for (const publicKey of ['', 'AAAA', randomBytes(44).toString('base64'), randomBytes(31).toString('base64')])
      expect(said(await client.tryPair({ publicKey }))).toEqual([400, { error: 'bad-request' }])
    const raw = client.keys.publicKey.export({ format: 'jwk' }).x as string
    await client.pair({ publicKey: raw })
    await client.round()
  })

  it('[S-TRUST-1] sites and desktops are rows for everyone, with codes of their own', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, b] = [await hq.join(s1, false, 'A'), await hq.join(s1, false, 'B')]
    await hq.join(s2, false, 'C')
    const rows = (await a.snapshot()).rows.map((r) => ({ table: r.table, id: r.id, ...r.image }))
    // Two ids of one millisecond stand in either order.
    expect(new Set(rows.filter((r) => r.table === 'sites').map((r) => 'code' in r && r['code']))).toEqual(new Set(['ONE', 'TWO']))
    const devices = rows.filter((r) => r.table === 'devices') as Record<string, unknown>[]
    expect(devices.map((d) => [d['name'], d['code'], d['site_id']]).sort()).toEqual([
      ['A', '01', s1],
      ['B', '02', s1],
      ['C', '01', s2],
    ])
    await hq.hq.pairing.revoke(b.replica)
    const { entries } = await a.round()
    expect(entries.at(-1)?.changes).toEqual([{ table: 'devices', id: b.replica, op: 'update', set: { revoked_at: expect.any(Number) } }])
    await hq.join(s1, false, 'D')
    expect((await hq.hq.store.devices()).map((d) => d.code)).toEqual(expect.arrayContaining(['01', '02', '03']))
  })

  it('[S-TRUST-1] refuses a flood of attempts', async () => {
    const hq = await start({ limits: { pair: 3 } })
    const client = new HqClient({ url: hq.url, fingerprint: hq.fingerprint, secret: 'x' })
    const replies = []
    for (let n = 0; n < 5; n++) replies.push(said(await client.tryPair()))
    expect(replies).toEqual([
      ...Array.from({ length: 3 }, () => [404, { error: 'code-unknown' }]),
      ...Array.from({ length: 2 }, () => [429, { error: 'too-many-requests' }]),
    ])
  })
})

describe('founding', () => {
  const found = async (hq: TestHq, site: string, replica: string, siteId: string, history: number, codes = {}) => {
    const client = new HqClient(readPairingCode(await hq.code(site)) as never)
    client.ownReplica = replica
    return { client, reply: await client.tryPair({ founding: true, replica, siteId, history, ...codes }) }
  }

  it('[S-TRUST-4] an empty site takes over a store that ran alone, under its own ids, with its whole history', async () => {
    const hq = await start()
    const site = await hq.addSite('Old', 'OLD')
    const spare = await hq.code(site)
    const { client, reply } = await found(hq, site, 'alone-replica', 'alone-site', 3)
    expect(reply.json()).toMatchObject({ replica: 'alone-replica', site: { id: 'alone-site', code: 'OLD' }, siteHasData: false })
    client.paired = reply.json() as PairAnswer
    const history = [
      client.make({
        command: 'do',
        changes: [insert('params', 'p', { value: '1' }), insert('sites', 'alone-site', { name: 'Mine', phone: '110' })],
      }),
      client.make({ actor: 'someone-of-then', command: 'sell', changes: [insert('orders', 'O1', { site_id: 'alone-site', rev: 1 })] }),
      client.make({ changes: [update('orders', 'O1', { rev: 2 }, { rev: 1 })] }),
      // Made after pairing: judged like any other desktop's.
      client.make({ changes: [update('params', 'p', { value: '2' }, { value: '1' })] }),
    ]
    const answer = await client.round(history)
    expect(answer.rulings.map((r) => r.reason ?? r.outcome)).toEqual(['accepted', 'accepted', 'accepted', 'hq-decides params'])
    // Codes given out for the site before still lead to it.
    const second = new HqClient(readPairingCode(spare) as never)
    expect((await second.pair()).site.id).toBe('alone-site')
    const { rows } = await second.snapshot()
    expect(rows.map((r) => r.id)).toContain('O1')
    // HQ's own row of the site is the founder's too: what was missing came from there.
    expect(rows.find((r) => r.id === 'alone-site')?.image).toMatchObject({ name: 'Old', code: 'OLD', phone: '110' })
    expect(second.paired?.siteHasData).toBe(true)
  })

  it('[S-TRUST-4] a founder keeps the codes its papers carry where they are free', async () => {
    const hq = await start()
    const [first, second, third] = [await hq.addSite('A', 'AA'), await hq.addSite('B', 'BB'), await hq.addSite('C', 'CC')]
    const codes = async (site: string, n: number, given: object) =>
      (await found(hq, site, `r${n}`, `s${n}`, 1, given)).reply.json() as PairAnswer
    expect(await codes(first, 1, { siteCode: 'YS', deviceCode: '07' })).toMatchObject({ site: { code: 'YS' }, deviceCode: '07' })
    expect(await codes(second, 2, { siteCode: 'YS', deviceCode: '07' })).toMatchObject({ site: { code: 'BB' }, deviceCode: '07' })
    expect(await codes(third, 3, { siteCode: 'too-long', deviceCode: 'é!' })).toMatchObject({ site: { code: 'CC' }, deviceCode: '01' })
    const next = await hq.join('s1')
    expect(next.paired).toMatchObject({ deviceCode: '01', site: { code: 'YS' } })
    expect(
      (await next.snapshot()).rows
        .filter((r) => r.table === 'sites')
        .map((r) => r.image['code'])
        .sort(),
    ).toEqual(['BB', 'CC', 'YS'])
    await expect(hq.addSite('D', 'YS')).rejects.toThrow('code-taken')
  })

  it('[S-TRUST-4] no site that has data, that anyone joined, or whose ids are taken can be founded', async () => {
    const hq = await start()
    const [used, fresh] = [await hq.addSite('Used', 'USED'), await hq.addSite('Fresh', 'FR')]
    const member = await hq.join(used)
    for (const [site, replica, siteId] of [
      [used, 'r', 's'],
      [fresh, 'r', used],
      [fresh, member.replica, 's'],
      [fresh, 'hq', 's'],
    ] as const)
      expect(said((await found(hq, site, replica, siteId, 5)).reply)).toEqual([409, { error: 'site-has-data' }])
    expect(said((await found(hq, fresh, 'r', 's', 0)).reply)).toEqual([400, { error: 'bad-request' }])
    expect((await found(hq, fresh, 'r', 's', 5)).reply.status).toBe(200)
    expect(said((await found(hq, 's', 'r2', 's2', 5)).reply)).toEqual([409, { error: 'site-has-data' }])
  })
})

describe('signatures', () => {
  it('[S-TRUST-2] nothing is answered that was not signed by the device, exactly as sent', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const [a, b] = [await hq.join(site), await hq.join(site)]
    const body = Buffer.from(JSON.stringify(a.roundRequest()))
    const tries: [string, Promise<Reply>, string][] = [
      ['no signature', a.send('POST', routes.round, { body, sign: false }), 'bad-signature'],
      ['another’s signature', a.send('POST', routes.round, { body, replica: b.replica }), 'bad-signature'],
      ['a signature over another path', a.send('GET', `${routes.snapshot}?after=x`, { path: routes.snapshot }), 'bad-signature'],
      ['nonsense', a.send('POST', routes.round, { body, signature: 'AAAA' }), 'bad-signature'],
      ['a counter that is no number', a.send('GET', routes.snapshot, { counter: Number.NaN }), 'bad-signature'],
      ['nobody', a.send('GET', routes.snapshot, { replica: 'nobody' }), 'unknown-device'],
      ['no headers at all', ask(a.code, 'GET', routes.live, {}), 'unknown-device'],
    ]
    for (const [name, reply, error] of tries) expect([name, ...said(await reply)]).toEqual([name, 401, { error }])
    // The body of one request under the signature of another.
    const other = Buffer.from(JSON.stringify(a.roundRequest([], { pending: 7 })))
    const counter = ++a.counter
    const signature = sign(null, Buffer.from(requestText('POST', routes.round, a.replica, counter, sha(body))), a.keys.privateKey).toString(
      'base64',
    )
    expect(said(await a.send('POST', routes.round, { body: other, counter, signature }))).toEqual([401, { error: 'bad-signature' }])
    expect((await a.send('POST', routes.round, { body, counter, signature })).status).toBe(200)
  })

  it('[S-TRUST-2] the counter only rises: a replay is refused and told where to go on, also after a restart', async () => {
    const hq = await start()
    const a = await hq.join(await hq.addSite())
    const body = Buffer.from(JSON.stringify(a.roundRequest()))
    expect((await a.send('POST', routes.round, { body, counter: 5 })).status).toBe(200)
    for (const counter of [5, 4, 1])
      expect(said(await a.send('POST', routes.round, { body, counter }))).toEqual([409, { error: 'replayed', counter: 5 }])
    expect((await a.send('GET', routes.snapshot, { counter: 6 })).status).toBe(200)
    expect(said(await a.send('GET', routes.snapshot, { counter: -1 }))).toEqual([401, { error: 'bad-signature' }])
    await hq.close()
    const next = await start({ data: hq.data })
    const moved = { ...a.code, url: next.url }
    Object.assign(a, { code: moved })
    const refused = await a.send('POST', routes.round, { body, counter: 6 })
    expect(said(refused)).toEqual([409, { error: 'replayed', counter: 6 }])
    expect((await a.send('POST', routes.round, { body, counter: 7 })).status).toBe(200)
  })

  it('[S-TRUST-3] a revoked device gets nothing from the next request on; what it still had to say lies in quarantine', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const [a, b] = [await hq.join(site), await hq.join(site)]
    const live = await a.live()
    await b.round([b.make({ changes: [insert('notes', 'N1', { site_id: site })] })])
    await hq.hq.pairing.revoke(a.replica)
    hq.hq.live.cut(a.replica)
    await vi.waitFor(() => expect(live.ended()).toBe(true))
    const last = a.make({ changes: [insert('receipts', 'P1', { site_id: site, amount_fen: 1 })] })
    for (const reply of [
      a.tryRound([last]),
      a.send('GET', routes.snapshot),
      a.send('GET', routes.live),
      a.send('GET', `${routes.file}${'0'.repeat(64)}`),
      a.send('PUT', `${routes.file}${'0'.repeat(64)}`),
    ])
      expect(said(await reply)).toEqual([403, { error: 'revoked' }])
    expect((await hq.hq.store.changesets([last.id])).get(last.id)?.ruling).toMatchObject({ outcome: 'quarantined', reason: 'revoked' })
    expect((await b.round()).entries.flatMap((e) => e.changes.map((c) => c.id))).not.toContain('P1')
  })
})

describe('bodies', () => {
  it('[S-TRUST-2] garbage, bombs and giants get a word of the closed list and no more', async () => {
    const hq = await start()
    const a = await hq.join(await hq.addSite())
    const gzip = { 'content-encoding': 'gzip' }
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(100_000)
    const tries: [string, Promise<Reply>, number, string][] = [
      ['not JSON', a.send('POST', routes.round, { body: Buffer.from('{') }), 400, 'bad-request'],
      ['not gzip', a.send('POST', routes.round, { body: Buffer.from('{}'), headers: gzip }), 400, 'bad-request'],
      ['half a gzip', a.send('POST', routes.round, { body: gzipSync('{}').subarray(0, 8), headers: gzip }), 400, 'bad-request'],
      ['a zip bomb', a.send('POST', routes.round, { body: bomb, headers: gzip }), 413, 'too-large'],
      ['nothing', a.send('POST', routes.round), 400, 'bad-request'],
      ['another shape', a.send('POST', routes.round, { body: Buffer.from('{"replica":7}') }), 400, 'bad-request'],
      ['another replica', a.tryRound([], { replica: 'other' }), 400, 'bad-request'],
      ['an old protocol', a.tryRound([], { protocol: 0 }), 426, 'protocol-too-old'],
      [
        'bytes',
        a.send('POST', routes.round, { body: randomBytes(5000), headers: { 'content-type': 'application/octet-stream' } }),
        400,
        'bad-request',
      ],
      ['no such route', a.send('GET', '/v1/nope'), 404, 'unknown-route'],
      ['no such method', a.send('DELETE', routes.round), 404, 'unknown-route'],
      ['too many changesets', a.tryRound(Array.from({ length: 2001 }, () => a.make())), 400, 'bad-request'],
      [
        'a giant for pairing',
        ask(a.code, 'POST', routes.pair, { 'content-type': 'application/json' }, Buffer.alloc(70_000, ' ')),
        413,
        'too-large',
      ],
      [
        'a small bomb for pairing',
        ask(a.code, 'POST', routes.pair, { 'content-type': 'application/json', ...gzip }, gzipSync(Buffer.alloc(1_000_000, ' '))),
        413,
        'too-large',
      ],
    ]
    for (const [name, reply, status, error] of tries) expect([name, ...said(await reply)]).toEqual([name, status, { error }])
    // A giant may be cut off while it is still being sent.
    const giant = await a
      .send('POST', routes.round, { body: Buffer.alloc(9 * 1024 * 1024, ' ') })
      .then(said, (error: { code: string }) => error.code)
    expect([[413, { error: 'too-large' }], 'EPIPE', 'ECONNRESET']).toContainEqual(giant)
    expect((await a.round()).rulings).toEqual([])
  })

  it('[S-FEED-3] answers fit the protocol, are packed when they are long, and are never cached', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const small = await a.tryRound()
    expect(small.headers['content-encoding']).toBeUndefined()
    a.position = RoundAnswer.parse(small.json()).position
    await a.round([a.make({ changes: [insert('notes', 'N1', { site_id: site, name: 'x'.repeat(5000) })] })])
    const large = await (await hq.join(site)).tryRound()
    expect(large.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' })
    expect(large.bytes.length).toBeLessThan(2000)
    RoundAnswer.parse(large.json())
    SnapshotChunk.parse((await a.send('GET', routes.snapshot)).json())
  })

  it('[S-FEED-3] health says how it stands and nothing about anyone', async () => {
    const hq = await start()
    const a = await hq.join(await hq.addSite())
    const live = await a.live()
    const health = (await ask(a.code, 'GET', routes.health, {})).json()
    expect(health).toEqual({ ok: true, disk: 'well', version: '0.0.0', protocol: 1, uptime: expect.any(Number), head: 1, online: 1 })
    live.close()
  })

  it('[S-TRUST-2] speaks TLS only', async () => {
    const hq = await start()
    const answer = await new Promise<string>((done) => {
      const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(hq.url).port) }, () =>
        socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n'),
      )
      let text = ''
      socket.on('data', (part) => (text += part.toString('latin1')))
      socket.on('error', () => done(text))
      socket.on('close', () => done(text))
    })
    expect(answer).not.toContain('ok')
  })
})

describe('live channel', () => {
  it('[S-FEED-2] tells who can see something of a commit that there is news, soon and not more than once', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [author, peer, other, boss] = [await hq.join(s1), await hq.join(s1), await hq.join(s2), await hq.join(s2, true)]
    const lines = { author: await author.live(), peer: await peer.live(), other: await other.live(), boss: await boss.live() }
    const head = (await hq.hq.store.head()).number
    await vi.waitFor(() => expect(Object.values(lines).map((l) => l.heard)).toEqual([[head], [head], [head], [head]]))
    const at = performance.now()
    await author.round(Array.from({ length: 20 }, (_, n) => author.make({ changes: [insert('notes', `N${n}`, { site_id: s1 })] })))
    await vi.waitFor(() => expect(lines.peer.heard.at(-1)).toBe(head + 20), { interval: 5 })
    expect(performance.now() - at).toBeLessThan(1000)
    await vi.waitFor(() => expect(lines.boss.heard.at(-1)).toBe(head + 20))
    expect(lines.peer.heard.length).toBeLessThanOrEqual(3)
    expect([lines.author.heard, lines.other.heard]).toEqual([[head], [head]])
    await author.round([author.make({ changes: [insert('cars', 'V1', {})] })])
    await vi.waitFor(() => expect(lines.other.heard.at(-1)).toBe(head + 21))
    for (const line of Object.values(lines)) line.close()
    await vi.waitFor(() => expect(hq.hq.live.online()).toBe(0))
  })

  it('[S-TRUST-2] one line a device: a second one ends the first', async () => {
    const hq = await start()
    const a = await hq.join(await hq.addSite())
    const [first, second] = [await a.live(), await a.live()]
    await vi.waitFor(() => expect(first.ended()).toBe(true))
    expect([second.ended(), hq.hq.live.online()]).toEqual([false, 1])
    second.close()
  })
})

describe('files', () => {
  const put = (client: HqClient, digest: string, bytes: Uint8Array, offset: number, size: number) =>
    client.send('PUT', `${routes.file}${digest}?offset=${offset}&size=${size}`, {
      body: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })
  const get = (client: HqClient, digest: string, from?: number) =>
    client.send('GET', `${routes.file}${digest}`, { headers: from === undefined ? {} : { range: `bytes=${from}-` } })

  it('[S-FEED-5] bytes go up in pieces and come down from any place, for those who see a row that names them', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, peer, stranger, boss] = [await hq.join(s1), await hq.join(s1), await hq.join(s2), await hq.join(s2, true)]
    const bytes = randomBytes(700_000)
    const digest = sha(bytes)
    expect(said(await put(a, digest, bytes.subarray(0, 10), 0, bytes.length))).toEqual([404, { error: 'unknown-file' }])
    await a.round([a.make({ changes: [insert('files', 'F1', { site_id: s1, sha256: digest, size: bytes.length })] })])
    expect(said(await get(peer, digest))).toEqual([404, { error: 'unknown-file' }])

    expect(said(await put(a, digest, bytes.subarray(0, 300_000), 0, bytes.length))).toEqual([200, { received: 300_000, complete: false }])
    expect(said(await get(peer, digest))).toEqual([404, { error: 'unknown-file' }])
    // A piece whose answer was lost may be sent again; one out of order is told where to go on.
    expect(said(await put(a, digest, bytes.subarray(0, 300_000), 0, bytes.length))).toEqual([200, { received: 300_000, complete: false }])
    expect(said(await put(a, digest, bytes.subarray(100_000, 200_000), 100_000, bytes.length))).toEqual([
      409,
      { error: 'wrong-offset', received: 300_000 },
    ])
    expect(said(await put(a, digest, bytes.subarray(500_000), 500_000, bytes.length))).toEqual([
      409,
      { error: 'wrong-offset', received: 300_000 },
    ])
    expect(said(await put(a, digest, bytes.subarray(300_000), 300_000, bytes.length))).toEqual([200, { received: 700_000, complete: true }])
    expect(said(await put(a, digest, bytes.subarray(0, 5), 0, bytes.length))).toEqual([200, { received: 700_000, complete: true }])

    const whole = await get(peer, digest)
    expect([whole.status, whole.bytes.equals(bytes)]).toEqual([200, true])
    const rest = await get(boss, digest, 650_001)
    expect([rest.status, rest.headers['content-range'], rest.bytes.equals(bytes.subarray(650_001))]).toEqual([
      206,
      'bytes 650001-699999/700000',
      true,
    ])
    for (const reply of [
      get(stranger, digest),
      put(stranger, digest, bytes, 0, bytes.length),
      get(a, 'nonsense'),
      get(a, digest.toUpperCase()),
    ])
      expect(said(await reply)).toEqual([404, { error: 'unknown-file' }])
  })

  it('[S-FEED-5] what does not have its digest, or is too large, is thrown away', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const bytes = randomBytes(1000)
    const digest = sha(bytes)
    await a.round([a.make({ changes: [insert('files', 'F1', { site_id: site, sha256: digest })] })])
    const wrong = randomBytes(1000)
    expect(said(await put(a, digest, wrong, 0, 1000))).toEqual([422, { error: 'hash-mismatch' }])
    expect(said(await put(a, digest, bytes.subarray(0, 400), 0, 1000))).toEqual([200, { received: 400, complete: false }])
    // Another size begins anew.
    expect(said(await put(a, digest, bytes.subarray(0, 500), 0, 999))).toEqual([200, { received: 500, complete: false }])
    expect(said(await put(a, digest, bytes, 0, 1000))).toEqual([200, { received: 1000, complete: true }])
    expect(said(await put(a, digest, bytes, 0, 64 * 1024 * 1024 + 1))).toEqual([413, { error: 'too-large' }])
    for (const query of ['', '?offset=0', '?offset=-1&size=5', '?offset=0&size=0', '?offset=0&size=999', '?offset=1e3&size=5000'])
      expect(said(await a.send('PUT', `${routes.file}${digest}${query}`, { body: bytes }))).toEqual([400, { error: 'bad-request' }])
    expect(said(await a.send('GET', `${routes.file}${digest}`, { headers: { range: 'bytes=5-6' } }))).toEqual([
      400,
      { error: 'bad-request' },
    ])
  })
})
