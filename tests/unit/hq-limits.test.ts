// What HQ lets nobody do to it: guess codes, ask without end, send without end, or hold a connection without saying
// anything. Limits are those of server.ts, made small where a test would wait.
import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { connect as tls } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { request } from 'node:https'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { CONSOLE } from '../../src/shared/console/contract.ts'
import { routes } from '../../src/shared/sync/protocol.ts'
import { ask, HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq, type TestHqOptions } from '../support/hq.ts'

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
const guess = (hq: TestHq): HqClient => new HqClient({ url: hq.url, fingerprint: hq.fingerprint, secret: randomUUID() })
/** A pairing attempt from one of this machine's own addresses, under any name. */
function knock(hq: TestHq, secret: string, from: string, replica?: string): Promise<number> {
  const client = new HqClient({ url: hq.url, fingerprint: hq.fingerprint, secret })
  const { hostname, port } = new URL(hq.url)
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', ...(replica ? { 'x-replica': replica } : {}) }
    const asked = request(
      { hostname, port, method: 'POST', path: routes.pair, localAddress: from, rejectUnauthorized: false, agent: false, headers },
      (answer) => {
        answer.resume()
        answer.on('end', () => done(answer.statusCode ?? 0))
      },
    )
    asked.on('error', fail)
    asked.end(JSON.stringify(client.pairRequest()))
  })
}

describe('number', () => {
  it('[S-TRUST-9] guesses of one address are counted whatever name they come under', async () => {
    const hq = await start({ limits: { pair: 4 } })
    const said: number[] = []
    for (let n = 0; n < 7; n++) said.push(await knock(hq, 'x', '127.0.0.1', n % 2 ? randomUUID() : undefined))
    expect(said).toEqual([404, 404, 404, 404, 429, 429, 429])
    expect(await knock(hq, 'x', '127.0.0.2')).toBe(404)
  })

  it('[S-TRUST-9] guesses over all addresses together close the door for a minute, for right codes too', async () => {
    let now = Date.UTC(2026, 0, 1)
    const hq = await start({ now: () => now, limits: { pair: 1000, guesses: 6 } })
    const right = readPairingCode(await hq.code(await hq.addSite()))?.secret ?? ''
    const said: number[] = []
    for (let n = 0; n < 8; n++) said.push(await knock(hq, `guess-${n}`, `127.0.0.${n + 1}`))
    expect(said).toEqual([404, 404, 404, 404, 404, 404, 429, 429])
    expect(await knock(hq, right, '127.0.0.20')).toBe(429)
    now += 60_000
    expect(await knock(hq, right, '127.0.0.20')).toBe(200)
    // A used code is no guess: whoever holds it was given it.
    for (let n = 0; n < 10; n++) expect(await knock(hq, right, '127.0.0.21')).toBe(410)
  })

  it('[S-TRUST-9] invented devices share the count of their address; a paired one is served beside them', async () => {
    const hq = await start({ limits: { address: 12, device: 40 } })
    const desk = await hq.join(await hq.addSite())
    const said: number[] = []
    for (let n = 0; n < 15; n++) said.push((await guess(hq).send('GET', routes.snapshot, { replica: randomUUID() })).status)
    expect(new Set(said.slice(0, 11))).toEqual(new Set([401]))
    expect(new Set(said.slice(12))).toEqual(new Set([429]))
    expect((await desk.tryRound()).status).toBe(200)
    const own: number[] = []
    for (let n = 0; n < 45; n++) own.push((await desk.send('GET', routes.snapshot)).status)
    expect([own[0], own.at(-1)]).toEqual([200, 429])
  })
})

describe('size', () => {
  it('[S-TRUST-9] every route refuses a body or a head beyond its measure, packed or not, and goes on working', async () => {
    const hq = await start()
    const desk = await hq.join(await hq.addSite())
    const big = Buffer.alloc(9 * 1024 * 1024, ' ')
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'a'))
    // As the console's own page would: what another page sends is refused before its body.
    const own = { [CONSOLE.header]: 'person', origin: hq.url }
    for (const route of hq.routes) {
      const [method = '', pattern = ''] = route.split(' ')
      const path = pattern.replace(':sha256', 'a'.repeat(64))
      const heads = await desk.send(method, path, { headers: { ...own, 'x-padding': 'y'.repeat(9_000) } }).then(
        (reply) => reply.status,
        (error: { code: string }) => error.code,
      )
      expect([route, heads]).toEqual([route, 431])
      if (method === 'GET') continue
      const giant = await desk.send(method, path, { body: big, headers: own }).then(
        (reply) => reply.status,
        (error: { code: string }) => error.code,
      )
      expect([413, 'EPIPE', 'ECONNRESET']).toContain(giant)
      const before = process.memoryUsage().rss
      const packed = await desk.send(method, path, { body: bomb, headers: { ...own, 'content-encoding': 'gzip' } })
      // A file is bytes and is never unpacked: nobody has a row that names this one. Whom the console does not know it shows
      // the door before it reads what they sent, unless that is too long already as it came.
      const refusals = method === 'PUT' ? [404] : path.startsWith(CONSOLE.api) ? [413, 401] : [413]
      expect([route, refusals.includes(packed.status), packed.status]).toEqual([route, true, packed.status])
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    }
    expect((await desk.tryRound()).status).toBe(200)
  })
})

describe('time', () => {
  const slow = { handshakeMs: 400, headersMs: 400, requestMs: 900 }
  /** How long HQ keeps a connection that goes on like this, in ms; Infinity when it is still open after five seconds. */
  const held = (socket: Socket, say: (socket: Socket) => void): Promise<number> =>
    new Promise((done) => {
      const from = performance.now()
      const over = (ms: number): void => {
        clearInterval(drip)
        clearTimeout(patience)
        socket.destroy()
        done(ms)
      }
      const drip = setInterval(() => socket.writable && say(socket), 50)
      const patience = setTimeout(() => over(Infinity), 5_000)
      socket.on('error', () => over(performance.now() - from))
      socket.on('close', () => over(performance.now() - from))
      socket.resume()
    })

  it('[S-TRUST-9] who says nothing, or says it letter by letter, is shown out; who works beside them is served', async () => {
    const hq = await start({ slow })
    const desk = await hq.join(await hq.addSite())
    const port = Number(new URL(hq.url).port)
    const secure = (): Socket => tls({ host: '127.0.0.1', port, rejectUnauthorized: false })
    const mute = Array.from({ length: 20 }, () => held(connect(port, '127.0.0.1'), () => undefined))
    let begun = false
    const heads = Array.from({ length: 20 }, () =>
      held(secure(), (socket) => {
        socket.write(begun ? 'x' : `GET /health HTTP/1.1\r\nhost: x\r\nx-slow: `)
        begun = true
      }),
    )
    const bodies = Array.from({ length: 20 }, () => {
      let told = false
      return held(secure(), (socket) => {
        socket.write(
          told ? 'x' : `POST ${routes.pair} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n`,
        )
        told = true
      })
    })
    for (let n = 0; n < 5; n++) expect((await desk.tryRound()).status).toBe(200)
    for (const [name, all] of Object.entries({ mute, heads, bodies }))
      for (const ms of await Promise.all(all)) expect([name, ms < 4_000]).toEqual([name, true])
    expect((await ask(desk.code, 'GET', routes.health, {})).status).toBe(200)
  })
})
