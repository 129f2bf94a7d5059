// The wire: a pinned certificate before a single byte, signatures with a rising counter, and one word for each way in
// which the other side can be wrong.
import { createHash, generateKeyPairSync, verify } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestText } from '../../src/shared/sync/protocol.ts'
import { createWire, type Wire } from '../../src/main/sync/wire.ts'
import { WireError } from '../../src/main/sync/wire-error.ts'
import { json, strangeHq, type StrangeHq } from '../support/strange-hq.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
const BOMB = gzipSync(Buffer.alloc(120 * 1024 * 1024), { level: 1 })
const SHORT = { connectMs: 500, idleMs: 500 }
let hq: StrangeHq
const wires: Wire[] = []
const wireTo = (to: { url: string; fingerprint: string }, counter = 0): Wire => {
  const identity = { url: to.url, fingerprints: [to.fingerprint], replica: 'r1', privateKey: key, counter }
  const made = createWire(identity, identity, SHORT)
  wires.push(made)
  return made
}
const fault = async (work: Promise<unknown>): Promise<WireError> => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(WireError)
  return error as WireError
}
beforeAll(async () => {
  hq = await strangeHq((_request, response) => json(response, { ok: true }))
})
afterAll(async () => {
  for (const wire of wires) wire.close()
  await hq.close()
})

describe('who is there', () => {
  test('[S-TRUST-1] another certificate than the pinned one gets not a byte of the request', async () => {
    const before = hq.asked.length
    const error = await fault(
      wireTo({ url: hq.url, fingerprint: '0'.repeat(64) }).json({ method: 'POST', path: '/v1/round', json: { secret: 'x' } }),
    )
    expect(error.code).toBe('bad-certificate')
    expect(error.sent).toBe(false)
    expect(hq.asked.length).toBe(before)
  })
  test('[S-TRUST-1] the next certificate is trusted beside the current one', async () => {
    const identity = {
      url: hq.url,
      fingerprints: ['1'.repeat(64), hq.fingerprint.toUpperCase()],
      replica: 'r1',
      privateKey: key,
      counter: 0,
    }
    const wire = createWire(identity, identity, SHORT)
    wires.push(wire)
    expect(await wire.json({ method: 'GET', path: '/x' })).toEqual({ ok: true })
  })
  test('nobody there, nobody answering, and somebody who does not speak TLS', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket: Socket) => void sockets.push(socket.on('error', () => undefined)))
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const { port } = silent.address() as { port: number }
    expect(
      (await fault(wireTo({ url: `https://127.0.0.1:${port}`, fingerprint: hq.fingerprint }).json({ method: 'GET', path: '/' }))).code,
    ).toBe('timeout')
    silent.on('connection', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'))
    expect(
      (await fault(wireTo({ url: `https://127.0.0.1:${port}`, fingerprint: hq.fingerprint }).json({ method: 'GET', path: '/' }))).code,
    ).toBe('garbled')
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => silent.close(done))
    expect(
      (await fault(wireTo({ url: `https://127.0.0.1:${port}`, fingerprint: hq.fingerprint }).json({ method: 'GET', path: '/' }))).code,
    ).toBe('unreachable')
    expect(
      (await fault(wireTo({ url: 'https://no.such.host.invalid', fingerprint: hq.fingerprint }).json({ method: 'GET', path: '/' }))).code,
    ).toBe('unreachable')
  })
})

describe('what is asked', () => {
  test('[S-TRUST-2] each request is signed over its method, path with query, counter and body as sent', async () => {
    hq.asked.length = 0
    const wire = wireTo(hq)
    await wire.json({ method: 'POST', path: '/v1/round?x=1', json: { text: '展厅'.repeat(300) } })
    await wire.json({ method: 'GET', path: '/v1/snapshot' })
    const counters = hq.asked.map(({ method, path, headers, body }) => {
      const counter = Number(headers['x-counter'])
      const text = requestText(method, path, 'r1', counter, createHash('sha256').update(body).digest('hex'))
      expect(verify(null, Buffer.from(text), publicKey, Buffer.from(String(headers['x-signature']), 'base64'))).toBe(true)
      return counter
    })
    expect(counters[1]).toBeGreaterThan(counters[0] ?? Infinity)
    expect(hq.asked[0]?.headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(gunzipSync(hq.asked[0]?.body ?? Buffer.alloc(0)).toString())).toEqual({ text: '展厅'.repeat(300) })
    expect(hq.asked[0]?.body.length).toBeLessThan(200)
  })
  test('[S-TRUST-2] a clock that went back by years is healed by the last counter HQ names', async () => {
    const ahead = Date.now() + 3e10
    let tries = 0
    hq.answer((request, response) => {
      tries += 1
      if (Number(request.headers['x-counter']) <= ahead) return json(response, { error: 'replayed', counter: ahead }, 401)
      json(response, { ok: true })
    })
    const wire = wireTo(hq)
    expect(await wire.json({ method: 'GET', path: '/' })).toEqual({ ok: true })
    expect(tries).toBe(2)
    expect(wire.counter()).toBe(ahead + 1)
  })
  test('[S-TRUST-2] requests leave one after the other, so that no counter overtakes another', async () => {
    hq.asked.length = 0
    hq.answer((_request, response) => void setTimeout(() => json(response, {}), 20))
    const wire = wireTo(hq)
    await Promise.all(Array.from({ length: 5 }, (_, i) => wire.json({ method: 'GET', path: `/${i}` })))
    const counters = hq.asked.map((a) => Number(a.headers['x-counter']))
    expect(counters).toEqual([...counters].sort((a, b) => a - b))
    expect(new Set(counters).size).toBe(5)
  })
  test('an idle connection that was closed is opened again without a word', async () => {
    hq.answer((_request, response) => {
      json(response, { ok: true })
      response.on('finish', () => setTimeout(() => response.socket?.destroy(), 5))
    })
    const wire = wireTo(hq)
    for (let i = 0; i < 4; i++) {
      expect(await wire.json({ method: 'GET', path: '/' })).toEqual({ ok: true })
      await new Promise((done) => setTimeout(done, i * 4))
    }
  })
})

describe('what is answered', () => {
  test.each([
    ['not JSON', (r) => r.end('<html>Welcome to the hotel</html>'), 'garbled'],
    [
      'half of it',
      (r) => (r.writeHead(200, { 'content-length': '100' }), r.write('{"ok"'), setTimeout(() => r.destroy(), 20)),
      'unreachable',
    ],
    ['nothing at all', () => undefined, 'timeout'],
    ['a drop now and then', (r) => void (r.writeHead(200), r.write('{'), setTimeout(() => r.write(' '), 300)), 'timeout'],
    ['a gzip that is none', (r) => (r.writeHead(200, { 'content-encoding': 'gzip' }), r.end('plain')), 'garbled'],
    ['a bomb', (r) => (r.writeHead(200, { 'content-encoding': 'gzip' }), r.end(BOMB)), 'garbled'],
    ['500 from something in between', (r) => (r.writeHead(500), r.end('oops')), 'internal'],
    ['302 from something in between', (r) => (r.writeHead(302, { location: 'https://evil.invalid' }), r.end()), 'garbled'],
    ['a word of HQ', (r) => json(r, { error: 'revoked' }, 403), 'revoked'],
    ['a word HQ does not have', (r) => json(r, { error: 'whatever' }, 400), 'garbled'],
  ] satisfies [string, (r: Parameters<typeof json>[0]) => unknown, string][])('%s', async (_name, answer, code) => {
    hq.answer((_request, response) => void answer(response))
    const error = await fault(wireTo(hq).json({ method: 'POST', path: '/v1/round', json: {} }))
    expect(error.code).toBe(code)
    expect(error.sent).toBe(true)
  })
})
