// HQ's device side over HTTPS: authenticates, limits, unpacks and answers; decides nothing itself.
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { PairRequest, routes } from '../shared/sync/protocol.ts'
import { PROTOCOL } from '../shared/sync/protocol-version.ts'
import type { Certificate } from './certificate.ts'
import type { Page } from './console/pages.ts'
import { addConsole } from './console/routes.ts'
import { giveFile, takeFile } from './files.ts'
import type { Hq } from './hq.ts'
import { giveRows, giveSums } from './integrity.ts'
import { sitesOf } from './moved.ts'
import { HqRefusal } from './refusal.ts'
import { createRounds } from './round.ts'
import { snapshotChunk } from './snapshot.ts'
import type { PairedDevice } from './store/store.ts'

const MB = 1024 * 1024
const ROUND_BYTES = 8 * MB
const PAIR_BYTES = 64 * 1024
const HEADER_BYTES = 8 * 1024
/** Requests a minute: of one device, of one address without one, pairing attempts of one address, and codes HQ never gave out over all addresses; of the console at one address, and attempts to sign in there. */
const LIMITS = { device: 6000, address: 600, pair: 30, guesses: 200, console: 1200, signIn: 30 }
const MINUTE_MS = 60_000
const SLOW = { handshakeMs: 10_000, headersMs: 15_000, requestMs: 120_000 }

const unzip = promisify(gunzip)
const zip = promisify(gzip)

export type Listening = {
  port: number
  /** Every method and path that is answered, as registered: `GET /health`. */
  routes: readonly string[]
  close(): Promise<void>
}
export type ServerOptions = {
  hq: Hq
  certificate: Certificate
  port: number
  bind: string
  version: string
  /** The console's built page. */
  pages?: ReadonlyMap<string, Page>
  /** The data directory. */
  folder?: string
  limits?: Partial<typeof LIMITS>
  slow?: Partial<typeof SLOW>
}

/** Starts listening. `port` 0 takes a free one. @throws as the system does: EADDRINUSE, EACCES, EADDRNOTAVAIL */
export async function listen({
  hq,
  certificate,
  port,
  bind,
  version,
  pages = new Map(),
  folder,
  limits,
  slow: patience,
}: ServerOptions): Promise<Listening> {
  const limit = { ...LIMITS, ...limits }
  const slow = { ...SLOW, ...patience }
  const started = hq.now()
  const rounds = createRounds(hq)
  const app = Fastify({
    https: {
      cert: certificate.cert,
      key: certificate.key,
      minVersion: 'TLSv1.2',
      maxHeaderSize: HEADER_BYTES,
      // A caller that dawdles is shown out: before its greeting, in its headers, and, by requestTimeout, in its body.
      handshakeTimeout: slow.handshakeMs,
      headersTimeout: slow.headersMs,
      connectionsCheckingInterval: Math.min(5_000, slow.headersMs),
    },
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    bodyLimit: ROUND_BYTES,
    requestTimeout: slow.requestMs,
  })

  const answered: string[] = []
  app.addHook('onRoute', ({ method, url }) => void answered.push(...[method].flat().map((each) => `${each} ${url}`)))

  /** The device a request says it comes from, when there is one: an invented name gives nobody a count of its own. */
  const claims = async ({ headers }: FastifyRequest): Promise<string> => {
    const replica = headers['x-replica']
    return typeof replica === 'string' && replica.length <= 100 && (await hq.store.device(replica)) ? replica : ''
  }

  await app.register(rateLimit, {
    max: async (request) => ((await claims(request)) === '' ? limit.address : limit.device),
    timeWindow: MINUTE_MS,
    keyGenerator: async (request) => `${request.ip} ${await claims(request)}`,
    errorResponseBuilder: () => new HqRefusal('too-many-requests'),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false, 'retry-after': true },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.setNotFoundHandler(() => {
    throw new HqRefusal('unknown-route')
  })
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const refusal = error instanceof HqRefusal ? error : refusalFor(error)
    if (refusal.failure.error === 'internal') hq.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    return reply.code(refusal.statusCode).send(refusal.failure)
  })

  /** The device behind a request, before and after its body was read. */
  const devices = new WeakMap<FastifyRequest, PairedDevice>()
  const signed = {
    // After the count of requests, before a byte of the body.
    preParsing: async (request: FastifyRequest) => void (await hq.auth.known(request.headers)),
    preHandler: async (request: FastifyRequest) => {
      const body = Buffer.isBuffer(request.body) ? request.body : null
      devices.set(request, await hq.auth.signed({ method: request.method, path: request.raw.url ?? '', headers: request.headers, body }))
    },
  }
  const deviceOf = (request: FastifyRequest, revoked = false): PairedDevice => {
    const device = devices.get(request)
    if (!device) throw new HqRefusal('bad-signature')
    if (device.revokedAt !== null && !revoked) throw new HqRefusal('revoked')
    if (device.suspendedAt !== null && !revoked) throw new HqRefusal('suspended')
    return device
  }

  const guesses = countOf(limit.guesses, hq.now)
  app.get(routes.health, async () => ({
    ok: hq.disk() === 'well',
    disk: hq.disk(),
    version,
    protocol: PROTOCOL,
    uptime: Math.floor((hq.now() - started) / 1000),
    head: (await hq.store.head()).number,
    online: hq.live.online(),
  }))

  app.post(
    routes.pair,
    { bodyLimit: PAIR_BYTES, config: { rateLimit: { max: limit.pair, keyGenerator: (request) => `pair ${request.ip}` } } },
    async (request, reply) => {
      const parsed = PairRequest.safeParse(await jsonOf(request, PAIR_BYTES))
      if (!parsed.success) throw new HqRefusal('bad-request')
      if (guesses.full()) throw new HqRefusal('too-many-requests')
      const paired = await hq.pairing.pair(parsed.data).catch((error: unknown) => {
        if (error instanceof HqRefusal && error.failure.error === 'code-unknown') guesses.add()
        throw error
      })
      return answer(request, reply, paired)
    },
  )

  app.post(routes.round, signed, async (request, reply) =>
    answer(request, reply, await rounds(deviceOf(request, true), await jsonOf(request, ROUND_BYTES))),
  )

  app.get(routes.snapshot, signed, async (request, reply) => {
    const { after, bytes } = request.query as { after?: unknown; bytes?: unknown }
    const about = typeof bytes === 'string' && /^\d{1,9}$/.test(bytes) ? Number(bytes) : undefined
    return answer(request, reply, await snapshotChunk(hq.store, deviceOf(request), typeof after === 'string' ? after : null, about))
  })

  app.get(routes.sums, signed, async (request, reply) => answer(request, reply, await giveSums(hq.store, deviceOf(request), request.query)))
  app.get(routes.rows, signed, async (request, reply) => answer(request, reply, await giveRows(hq.store, deviceOf(request), request.query)))

  app.get(routes.live, signed, async (request, reply) => {
    const device = deviceOf(request)
    const head = await hq.store.head()
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    request.raw.socket.setTimeout(0)
    hq.live.open(device, reply.raw, head.number)
  })

  app.put<{ Params: { sha256: string } }>(`${routes.file}:sha256`, signed, async (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const taken = await takeFile(
      hq.store,
      sitesOf(deviceOf(request)),
      request.params.sha256,
      request.query as Record<string, unknown>,
      bytes,
      hq.now(),
    )
    return answer(request, reply, taken)
  })

  app.get<{ Params: { sha256: string } }>(`${routes.file}:sha256`, signed, async (request, reply) => {
    const { body, from, size } = await giveFile(hq.store, deviceOf(request), request.params.sha256, request.headers.range)
    if (request.headers.range !== undefined) reply.code(206).header('content-range', `bytes ${from}-${size - 1}/${size}`)
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-length', size - from)
      .header('cache-control', 'no-store')
      .send(body)
  })

  const consoles = addConsole(app, { hq, certificate, version, pages, folder: folder ?? null, limits: limit })

  await app.listen({ port, host: bind })
  return {
    port: (app.server.address() as { port: number }).port,
    routes: answered,
    close: async () => {
      hq.live.close()
      await consoles.close()
      await app.close()
    },
  }
}

/** Counts up to `most` in a minute. */
function countOf(most: number, now: () => number): { add(): void; full(): boolean } {
  let since = now()
  let count = 0
  const fresh = (): void => {
    if (now() - since < MINUTE_MS) return
    since = now()
    count = 0
  }
  return { add: () => (fresh(), void (count += 1)), full: () => (fresh(), count >= most) }
}

/** Fastify's and Node's own errors in the protocol's words; what nobody foresaw is `internal`. */
function refusalFor(error: { code?: string; statusCode?: number }): HqRefusal {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HqRefusal('too-large')
  return new HqRefusal(error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? 'bad-request' : 'internal')
}

/** The JSON of a body, unpacked to at most `limit` bytes whatever it claims. @throws HqRefusal too-large, bad-request */
async function jsonOf(request: FastifyRequest, limit: number): Promise<unknown> {
  if (!Buffer.isBuffer(request.body)) throw new HqRefusal('bad-request')
  try {
    const bytes = request.headers['content-encoding'] === 'gzip' ? await unzip(request.body, { maxOutputLength: limit }) : request.body
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch (error) {
    throw new HqRefusal((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'bad-request')
  }
}

/** Sends JSON, packed when it is worth it and the caller can read it. */
async function answer(request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<FastifyReply> {
  const text = JSON.stringify(value)
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store')
  if (text.length <= 1024 || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(text)
  const packed = await zip(text, { level: 4 })
  return reply.header('content-encoding', 'gzip').send(packed)
}
