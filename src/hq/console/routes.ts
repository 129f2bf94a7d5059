// The console's side of the server: gives out the page, knows the person behind a cookie, refuses what a foreign page
// could send, and hands each question to its answer. Decides nothing of the business.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CONSOLE, consoleContract, type ConsoleName } from '../../shared/console/contract.ts'
import { may } from '../../shared/console/rules.ts'
import { Refusal, type Failure } from '../../shared/errors.ts'
import type { Hq } from '../hq.ts'
import { HqRefusal } from '../refusal.ts'
import { createBackups } from '../backups.ts'
import { createCompacting } from '../compacting.ts'
import type { Certificate } from '../certificate.ts'
import { answers, type Asking } from './answers.ts'
import { Denied } from '../pairing.ts'
import { createSpent } from '../spent.ts'
import { createCare, metricsGate } from './care.ts'
import { COOKIE_SECONDS, type Visitor } from './entrance.ts'
import { createOverview } from './overview.ts'
import type { Page } from './pages.ts'
import { createTrends } from './trends.ts'
import { openWatch } from './watch.ts'

/** `__Host-`: a browser takes it over HTTPS only, for this very host, and no other host can set it. */
const COOKIE = '__Host-forecourt-console'
/** Entries that a guesser would call. */
const GUESSED: readonly ConsoleName[] = ['session.signIn', 'link.look', 'link.use']

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const
/** Figures for Prometheus. */
export const METRICS = '/metrics'
const NOT_BUILT = 'The console is not built yet: npm run build\n'

export type ConsoleLimits = { console: number; signIn: number }
export type ConsoleOptions = {
  hq: Hq
  certificate: Certificate
  version: string
  pages: ReadonlyMap<string, Page>
  /** The data directory, whose disk's free space is shown. */
  folder: string | null
  /** Requests a minute of one address: of all entries, and of those a guesser would call. */
  limits: ConsoleLimits
}

/** Adds the console's routes. Returns how to end its open lines. */
export function addConsole(
  app: FastifyInstance,
  { hq, certificate, version, pages, folder, limits }: ConsoleOptions,
): { close(): Promise<void> } {
  const watch = openWatch(hq)
  const overview = createOverview(hq, folder)
  const trends = createTrends(hq, overview)
  const spent = createSpent(hq)
  const backups = folder === null ? null : createBackups(hq, folder)
  const compacting = backups && createCompacting(hq, backups)
  const care = createCare({ hq, overview, backups, certificate, version, started: hq.now() })
  const mayRead = folder === null ? () => false : metricsGate(folder)
  const visitorOf = async (request: FastifyRequest): Promise<Visitor | null> => {
    const token = tokenIn(request.headers.cookie)
    return token === null ? null : hq.entrance.visitorOf(token, request.headers[CONSOLE.header] === 'person')
  }
  const limited = (name: string, max: number) => ({
    rateLimit: {
      max,
      keyGenerator: (request: FastifyRequest) => `${name} ${request.ip}`,
      errorResponseBuilder: () => new Refusal('too-many'),
    },
  })
  const errorHandler = (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) => {
    const failure = failureFor(error)
    if (failure.code === 'internal') hq.log.error({ err: error, route: request.routeOptions.url }, 'a question of the console failed')
    return reply
      .headers({ ...HEADERS, 'cache-control': 'no-store' })
      .code(statusOf(failure.code))
      .send({ ok: false, error: failure })
  }

  for (const name of Object.keys(consoleContract) as ConsoleName[])
    app.post(
      `${CONSOLE.api}${name}`,
      {
        bodyLimit: consoleContract[name].bytes,
        errorHandler,
        config: GUESSED.includes(name) ? limited('console-door', limits.signIn) : limited('console', limits.console),
        // Before a byte of the body: a page of somebody else cannot set the header, and its origin is another.
        preParsing: async (request) => ownPage(request),
      },
      async (request, reply) => {
        const asking: Asking = {
          hq,
          overview,
          trends,
          care,
          backups,
          compacting,
          version,
          visitor: await visitorOf(request),
          remember: (token) => remember(reply, token),
        }
        const value = await answer(name, request.body, asking)
        if (!consoleContract[name].reads) hq.news.tell()
        return reply
          .headers({ ...HEADERS, 'cache-control': 'no-store' })
          .type('application/json; charset=utf-8')
          .send(JSON.stringify({ ok: true, value }))
      },
    )

  app.get(CONSOLE.live, { errorHandler, config: limited('console', limits.console) }, async (request, reply) => {
    const token = tokenIn(request.headers.cookie)
    if (token === null || !(await hq.entrance.visitorOf(token, false))) throw new Refusal('signed-out')
    reply.hijack()
    reply.raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    request.raw.socket.setTimeout(0)
    watch.open(token, reply.raw)
  })

  // Without the token the route does not exist: whoever looks around learns nothing.
  app.get(METRICS, async (request, reply) => {
    if (!mayRead(request.headers.authorization)) throw new HqRefusal('unknown-route')
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(await care.metrics())
  })

  app.get('/', async (_, reply) => reply.redirect(CONSOLE.path))
  app.get<{ Params: { '*': string } }>(`${CONSOLE.path}*`, async (request, reply) => {
    const page = pages.get(request.params['*'])
    if (page) {
      const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
      if (packed) reply.header('content-encoding', 'gzip')
      return reply
        .headers({
          ...HEADERS,
          'cache-control': page.lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
          vary: 'accept-encoding',
        })
        .type(page.type)
        .send(packed ? page.packed : page.bytes)
    }
    if (request.params['*'] !== '') throw new HqRefusal('unknown-route')
    return reply.headers(HEADERS).code(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
  })
  return {
    close: async () => {
      watch.close()
      trends.close()
      spent.close()
      await compacting?.close()
      await backups?.close()
    },
  }
}

/** @throws Refusal */
async function answer<N extends ConsoleName>(name: N, body: unknown, asking: Asking): Promise<unknown> {
  const { who, input } = consoleContract[name]
  const role = asking.visitor?.administrator.role ?? null
  if (!may(role, who)) throw new Refusal(role === null ? 'signed-out' : 'forbidden')
  const parsed = input.safeParse(jsonIn(body))
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, ...issue }) => ({ ...issue, path: path.map(String).join('.') }))
    throw new Refusal('invalid-input', { issues })
  }
  return answers[name](parsed.data as never, asking)
}

function jsonIn(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** @throws Refusal forbidden */
function ownPage({ headers }: FastifyRequest): void {
  const mine = headers[CONSOLE.header] !== undefined && headers.origin === `https://${headers.host}`
  const site = headers['sec-fetch-site']
  if (!mine || (site !== undefined && site !== 'same-origin')) throw new Refusal('forbidden')
}

function tokenIn(cookies: string | undefined): string | null {
  for (const part of (cookies ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE && value && /^[\w-]{1,100}$/.test(value)) return value
  }
  return null
}
function remember(reply: FastifyReply, token: string | null): void {
  const kept = token === null ? `${COOKIE}=; Max-Age=0` : `${COOKIE}=${token}; Max-Age=${COOKIE_SECONDS}`
  reply.header('set-cookie', `${kept}; Path=/; Secure; HttpOnly; SameSite=Strict`)
}

function failureFor(error: Error & { statusCode?: number }): Failure {
  if (error instanceof Refusal) return { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) }
  if (error instanceof Denied) return { code: error.code }
  if (error instanceof HqRefusal && error.failure.error === 'cannot-write') return { code: 'cannot-write' }
  if (error instanceof HqRefusal && error.failure.error === 'busy') return { code: 'too-many' }
  if (error.statusCode === 413) return { code: 'too-large' }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return { code: 'invalid-input' }
  return { code: 'internal' }
}
const STATUS: Readonly<Record<string, number>> = {
  'signed-out': 401,
  forbidden: 403,
  'invalid-input': 400,
  'too-large': 413,
  'too-many': 429,
  'cannot-write': 507,
  internal: 500,
}
const statusOf = (code: string): number => STATUS[code] ?? 422
