// HTTPS to one HQ whose certificate is pinned by fingerprint: signed requests, gzip both ways, plain words for whatever
// goes wrong. Runs in the worker; it knows no database and no business.
import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { Agent, type ClientRequest, type IncomingMessage, request as send } from 'node:http'
import { isIP } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import { connect as tlsConnect } from 'node:tls'
import { createGunzip, gzipSync } from 'node:zlib'
import { HqFailure, requestText } from '../../shared/sync/protocol.ts'
import type { Identity, WireDetail } from './port.ts'
import { WireError } from './wire-error.ts'

export type Patience = { connectMs: number; idleMs: number }
export const PATIENCE: Patience = { connectMs: 6_000, idleMs: 20_000 }
/** The largest answer taken in, unpacked: more than any HQ sends at once, less than what would hurt. */
const LARGEST = 96 * 1024 * 1024

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Connections over which a byte is sent only after the other side showed a pinned certificate. */
class PinnedAgent extends Agent {
  private readonly pins: ReadonlySet<string>
  private readonly connectMs: number
  constructor(pins: readonly string[], connectMs: number) {
    super({ keepAlive: true, keepAliveMsecs: 15_000, maxFreeSockets: 2 })
    this.pins = new Set(pins.map((p) => p.toLowerCase()))
    this.connectMs = connectMs
  }
  /** Closes the connections that nobody uses just now. */
  forget(): void {
    for (const waiting of Object.values(this.freeSockets)) for (const socket of waiting ?? []) socket.destroy()
  }
  override createConnection(
    options: { host?: string; port?: number | string },
    ready?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const host = options.host ?? ''
    // The certificate is HQ's own: no authority vouches for it, its fingerprint does.
    const socket = tlsConnect({
      host,
      port: Number(options.port),
      servername: isIP(host) ? '' : host,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    })
    let settled = false
    const fail = (error: Error): void => {
      if (settled) return
      settled = true
      socket.destroy()
      ready?.(error, socket)
    }
    socket.setTimeout(this.connectMs, () => fail(new WireError('timeout', false)))
    socket.once('error', fail)
    socket.once('close', () => fail(new WireError('unreachable', false)))
    socket.once('secureConnect', () => {
      if (settled) return
      const raw = socket.getPeerX509Certificate()?.raw
      if (!raw || !this.pins.has(hex(raw))) return fail(new WireError('bad-certificate', false))
      settled = true
      socket.setTimeout(0)
      ready?.(null, socket)
    })
  }
}

export type Ask = {
  method: 'GET' | 'POST' | 'PUT'
  /** With its query. */
  path: string
  json?: unknown
  bytes?: Uint8Array
  headers?: Record<string, string>
}

/** One HQ at one address. `identity` null: only pairing may be asked. */
export function createWire(to: { url: string; fingerprints: readonly string[] }, identity: Identity | null, patience: Patience = PATIENCE) {
  const url = new URL(to.url)
  const agent = new PinnedAgent(to.fingerprints, patience.connectMs)
  const key: KeyObject | null = identity
    ? createPrivateKey({ key: Buffer.from(identity.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
    : null
  let counter = Math.max(identity?.counter ?? 0, Date.now())
  /** HQ takes rising counters only, so requests leave one after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const signed = (ask: Ask, body: Buffer): Record<string, string> => {
    if (!identity || !key) return {}
    counter += 1
    const text = requestText(ask.method, ask.path, identity.replica, counter, hex(body))
    return {
      'x-replica': identity.replica,
      'x-counter': String(counter),
      'x-signature': sign(null, Buffer.from(text), key).toString('base64'),
    }
  }

  const once = (ask: Ask): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const plain = ask.bytes ? Buffer.from(ask.bytes) : ask.json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(ask.json))
      const packed = ask.json !== undefined && plain.length > 400
      const body = packed ? gzipSync(plain, { level: 5 }) : plain
      let sent = false
      /** HQ has shown its certificate: from here on it is the line's fault. */
      let connected = false
      const made: ClientRequest = send({
        agent,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port || 443,
        method: ask.method,
        path: ask.path,
        headers: {
          host: url.host,
          'accept-encoding': 'gzip',
          ...(ask.json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(ask.bytes ? { 'content-type': 'application/octet-stream' } : {}),
          ...(packed ? { 'content-encoding': 'gzip' } : {}),
          ...(ask.method === 'GET' ? {} : { 'content-length': String(body.length) }),
          ...signed(ask, body),
          ...ask.headers,
        },
      })
      made.on('socket', () => (connected = true))
      made.setTimeout(patience.idleMs, () => {
        made.destroy(new WireError('timeout', sent, { connected }))
        // Whoever is gone without a word on one connection is gone on the waiting ones too.
        agent.forget()
      })
      made.on('finish', () => (sent = true))
      made.on('response', (answer) => {
        made.setTimeout(0)
        resolve(answer)
      })
      made.on('error', (error) => reject(wired(error, { sent, connected, reused: made.reusedSocket })))
      made.end(body)
    })

  /** Asks, and says again what a stale connection or a counter that ran ahead made fail. Resolves with a 2xx answer. */
  const ask = (what: Ask): Promise<IncomingMessage> =>
    inTurn(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = await once(what)
          const status = answer.statusCode ?? 0
          if (status >= 200 && status < 300) return answer
          throw await failureOf(answer)
        } catch (error) {
          if (!(error instanceof WireError) || attempt >= 3) throw error
          if (error.code === 'replayed') counter = Math.max(counter, error.detail.counter ?? 0)
          else if (!(error instanceof StaleConnection)) throw error
        }
      }
    })

  return {
    ask,
    /** The first bytes of an answer, at most so many; fewer when it breaks off after some. @throws WireError when none came. */
    beginning: (answer: IncomingMessage, bytes: number): Promise<Buffer> => readWhole(answer, patience.idleMs, bytes),
    json: async (what: Ask): Promise<unknown> => {
      const text = (await readWhole(await ask(what), patience.idleMs)).toString('utf8')
      try {
        return JSON.parse(text) as unknown
      } catch {
        throw new WireError('garbled', true, { words: 'not JSON' })
      }
    },
    counter: (): number => counter,
    close: (): void => agent.destroy(),
  }
}
export type Wire = ReturnType<typeof createWire>

class StaleConnection extends WireError {}

function wired(error: Error, { sent, connected, reused }: { sent: boolean; connected: boolean; reused: boolean }): WireError {
  if (error instanceof WireError) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  // The other side closed an idle connection just when we used it again: nothing is wrong.
  if (reused && (code === 'ECONNRESET' || code === 'EPIPE')) return new StaleConnection('unreachable', sent, { words: code })
  if (code.startsWith('HPE_')) return new WireError('garbled', sent, { words: code })
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return new WireError('garbled', sent, { words: code })
  return new WireError('unreachable', sent, { words: code || error.message, connected })
}

/** The body of an answer, unpacked. @throws WireError when it breaks off, takes too long or is too large. */
function readWhole(answer: IncomingMessage, idleMs: number, enough = Infinity): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const packed = answer.headers['content-encoding'] === 'gzip'
    const stream: Readable = packed ? answer.pipe(createGunzip()) : answer
    const fail = (error: WireError): void => {
      clearTimeout(silence)
      // Of a file every byte counts, and its digest tells in the end whether they are right.
      if (enough < Infinity && size > 0 && error.brokeOff) resolve(Buffer.concat(parts))
      else reject(error)
      answer.destroy()
    }
    // Silent is who neither sends nor is still being unpacked.
    const silence = setTimeout(() => fail(new WireError('timeout', true, { connected: true })), idleMs)
    answer.on('data', () => silence.refresh())
    answer.on('error', () => fail(new WireError('unreachable', true, { words: 'the answer broke off', connected: true })))
    answer.on('aborted', () => fail(new WireError('unreachable', true, { words: 'the answer broke off', connected: true })))
    stream.on('error', () => fail(new WireError('garbled', true, { words: 'not gzip' })))
    stream.on('data', (part: Buffer) => {
      silence.refresh()
      size += part.length
      if (size > LARGEST) return fail(new WireError('garbled', true, { words: 'too large' }))
      parts.push(part)
      if (size < enough) return
      clearTimeout(silence)
      resolve(Buffer.concat(parts).subarray(0, enough))
      answer.destroy()
    })
    stream.on('end', () => {
      if (!answer.complete) return fail(new WireError('unreachable', true, { words: 'the answer broke off', connected: true }))
      clearTimeout(silence)
      resolve(Buffer.concat(parts))
    })
  })
}

async function failureOf(answer: IncomingMessage): Promise<WireError> {
  const body = await readWhole(answer, 5_000).catch(() => Buffer.alloc(0))
  let said: unknown
  try {
    said = JSON.parse(body.toString('utf8'))
  } catch {
    said = null
  }
  const failure = HqFailure.safeParse(said)
  if (!failure.success)
    return new WireError((answer.statusCode ?? 0) >= 500 ? 'internal' : 'garbled', true, { words: `status ${answer.statusCode}` })
  const { error, ...detail } = failure.data
  return new WireError(error, true, detail as WireDetail)
}
