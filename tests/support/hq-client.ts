// The smallest desktop that can talk to a real HQ: signs requests, keeps its chain, knows nothing of rows. It may also
// send what no desktop would.
import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  chainText,
  contentText,
  type Changeset,
  type PairAnswer,
  type PairingCode,
  type PairRequest,
  type Payload,
  type Position,
  requestText,
  type RoundAnswer,
  type RoundRequest,
  routes,
  type SnapshotChunk,
  START,
} from '../../src/shared/sync/protocol.ts'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

export type Reply = { status: number; headers: IncomingMessage['headers']; bytes: Buffer; json: () => unknown }
export type Asking = {
  body?: Uint8Array | undefined
  headers?: Record<string, string>
  counter?: number
  sign?: boolean
  path?: string
  signature?: string
  replica?: string
}
type Making = Partial<Pick<Changeset, 'id' | 'seen' | 'after' | 'command' | 'actor'>> & Partial<Payload> & { raw?: string }

/** One HTTPS request to a pinned HQ. */
export function ask(
  code: Pick<PairingCode, 'url' | 'fingerprint'>,
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body?: Uint8Array,
): Promise<Reply> {
  return new Promise((done, fail) => {
    const url = new URL(code.url)
    const options: RequestOptions = { host: url.hostname, port: url.port, path, method, headers, rejectUnauthorized: false, agent: false }
    const request = httpsRequest(options, (response) => {
      const shown = (response.socket as TLSSocket).getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase()
      if (shown !== code.fingerprint) return void fail(new Error('another certificate'))
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', fail)
      response.on('end', () => {
        const bytes = Buffer.concat(parts)
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          json: () => JSON.parse((response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')) as unknown,
        })
      })
    })
    request.on('error', fail)
    request.end(body)
  })
}

export class HqClient {
  readonly code: PairingCode
  readonly keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ed25519')
  paired: PairAnswer | null = null
  position: Position = START
  counter = 0
  seq = 0
  hash = ''
  incarnation = 1
  ownReplica: string | null = null
  /** What this desktop believes the time is. */
  clock = 1_700_000_000_000

  constructor(code: PairingCode) {
    this.code = code
  }

  get replica(): string {
    return this.paired?.replica ?? this.ownReplica ?? 'nobody'
  }

  pairRequest(more: Partial<PairRequest> = {}): PairRequest {
    const publicKey = this.keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    return { secret: this.code.secret, publicKey, name: 'Desk', appVersion: '0.0.0', founding: false, history: 0, ...more }
  }
  async tryPair(more: Partial<PairRequest> = {}): Promise<Reply> {
    return ask(this.code, 'POST', routes.pair, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(this.pairRequest(more))))
  }
  async pair(more: Partial<PairRequest> = {}): Promise<PairAnswer> {
    const reply = await this.tryPair(more)
    if (reply.status !== 200) throw new Error(`pairing: ${reply.status} ${reply.bytes.toString()}`)
    this.paired = reply.json() as PairAnswer
    return this.paired
  }

  /** A signed request, as it is or with whatever a test falsifies. */
  send(
    method: string,
    path: string,
    { body, headers = {}, counter, sign: signed = true, path: signedPath = path, signature, replica = this.replica }: Asking = {},
  ): Promise<Reply> {
    const used = counter ?? ++this.counter
    const text = requestText(method, signedPath, replica, used, sha256(body ?? new Uint8Array()))
    const proof = signature ?? sign(null, Buffer.from(text), this.keys.privateKey).toString('base64')
    const all = {
      'x-replica': replica,
      'x-counter': String(used),
      ...(signed ? { 'x-signature': proof } : {}),
      ...(body ? { 'content-type': 'application/json', 'content-length': String(body.length) } : {}),
      ...headers,
    }
    return ask(this.code, method, path, all, body)
  }

  /** The next changeset of this replica's chain. `raw` is a payload text nobody should be able to read. */
  make({ id, seen, after, command, actor, changes, guards, raw }: Making = {}): Changeset {
    const payload = raw ?? JSON.stringify({ changes: changes ?? [], guards: guards ?? [] } satisfies Payload)
    const head = {
      id: id ?? randomUUID(),
      replica: this.replica,
      seen: seen ?? this.position,
      after: after ?? [],
      command: command ?? 'do',
      schemaVersion: 1,
      actor: actor ?? 'system',
      deviceTime: this.clock,
    }
    const prevHash = this.hash
    this.seq += 1
    this.hash = sha256(chainText(prevHash, this.incarnation, this.seq, sha256(contentText(head, sha256(payload)))))
    return { ...head, incarnation: this.incarnation, seq: this.seq, prevHash, hash: this.hash, payload }
  }

  roundRequest(changesets: readonly Changeset[] = [], more: Partial<RoundRequest> = {}): RoundRequest {
    return {
      protocol: 1,
      replica: this.replica,
      site: this.paired?.site.id ?? '',
      incarnation: this.incarnation,
      position: this.position,
      changesets: [...changesets],
      retry: [],
      discard: [],
      deviceTime: Date.now(),
      pending: changesets.length,
      appVersion: '0.0.0',
      ...more,
    }
  }
  tryRound(changesets: readonly Changeset[] = [], more: Partial<RoundRequest> = {}): Promise<Reply> {
    return this.send('POST', routes.round, {
      body: gzipSync(JSON.stringify(this.roundRequest(changesets, more))),
      headers: { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' },
    })
  }
  /** A round that must succeed; moves the position. */
  async round(changesets: readonly Changeset[] = [], more: Partial<RoundRequest> = {}): Promise<RoundAnswer> {
    const reply = await this.tryRound(changesets, more)
    if (reply.status !== 200) throw new Error(`round: ${reply.status} ${reply.bytes.toString()}`)
    const answer = reply.json() as RoundAnswer
    this.position = answer.position
    return answer
  }
  async snapshot(after?: string): Promise<SnapshotChunk> {
    const reply = await this.send('GET', after === undefined ? routes.snapshot : `${routes.snapshot}?after=${after}`)
    if (reply.status !== 200) throw new Error(`snapshot: ${reply.status} ${reply.bytes.toString()}`)
    return reply.json() as SnapshotChunk
  }

  /** Opens the live channel. `heard` grows by one head per event. */
  live(): Promise<{ heard: number[]; status: number; ended: () => boolean; close(): void }> {
    const counter = ++this.counter
    const text = requestText('GET', routes.live, this.replica, counter, sha256(new Uint8Array()))
    const headers = {
      'x-replica': this.replica,
      'x-counter': String(counter),
      'x-signature': sign(null, Buffer.from(text), this.keys.privateKey).toString('base64'),
    }
    const url = new URL(this.code.url)
    return new Promise((done, fail) => {
      const request = httpsRequest(
        { host: url.hostname, port: url.port, path: routes.live, headers, rejectUnauthorized: false, agent: false },
        (response) => {
          const heard: number[] = []
          let over = false
          response.setEncoding('utf8')
          response.on('data', (text: string) => {
            for (const match of text.matchAll(/event: news\ndata: (.*)\n/g))
              heard.push((JSON.parse(match[1] as string) as { head: number }).head)
          })
          response.on('close', () => (over = true))
          response.on('error', () => (over = true))
          done({ heard, status: response.statusCode ?? 0, ended: () => over, close: () => request.destroy() })
        },
      )
      request.on('error', fail)
      request.end()
    })
  }
}
