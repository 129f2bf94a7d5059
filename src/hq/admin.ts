// What the person at HQ may ask (sites, pairing codes, devices, revocation): of a running HQ over a socket only that
// computer's user can open, directly when none runs, or from the console.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { writePairingCode } from '../shared/sync/pairing-code.ts'
import { roles } from '../shared/console/rules.ts'
import { LOGIN } from '../shared/modules/identity/rules.ts'
import type { Hq } from './hq.ts'
import { Denied } from './pairing.ts'
import { keyFileOf, newRecoveryKey } from './recovery.ts'
import { TERMINAL } from './store/console.ts'

/** Characters of a request: a manifest is the longest. */
const MOST = 4_500_000

export const AdminRequest = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('site'), name: z.string().max(60), code: z.string().max(10).optional() }),
  z.object({ ask: z.literal('pair'), site: z.string().max(100), group: z.boolean(), minutes: z.number().int().min(1).max(527_040) }),
  z.object({ ask: z.literal('revoke'), device: z.string().max(100) }),
  z.object({ ask: z.literal('rename'), device: z.string().max(100), name: z.string().trim().min(1).max(60) }),
  z.object({ ask: z.literal('move'), device: z.string().max(100), site: z.string().max(100) }),
  z.object({ ask: z.literal('manifest'), text: z.string().max(MOST) }),
  z.object({ ask: z.literal('keys'), device: z.string().max(100) }),
  z.object({ ask: z.literal('administrator'), login: z.string().trim().toLowerCase().regex(LOGIN), role: z.enum(roles) }),
  z.object({ ask: z.literal('devices') }),
  z.object({ ask: z.literal('recovery-key') }),
])
export type AdminRequest = z.infer<typeof AdminRequest>

const DeviceLine = z.object({
  site: z.string(),
  code: z.string(),
  name: z.string(),
  reach: z.enum(['site', 'group']),
  replica: z.string(),
  seenAt: z.number(),
  pending: z.number(),
  behind: z.number(),
  skewMs: z.number(),
  revokedAt: z.number().nullable(),
})
export const AdminAnswer = z.object({
  /** A word of `Denial`, or `no-address`, `recovery-key-in-use`, `internal`. */
  denied: z.string().optional(),
  site: z.object({ id: z.string(), name: z.string(), code: z.string() }).optional(),
  pair: z.object({ site: z.string(), code: z.string(), expiresAt: z.number(), group: z.boolean() }).optional(),
  /** `rights`: sale rights it still has. */
  revoked: z.object({ replica: z.string(), name: z.string(), rights: z.number() }).optional(),
  renamed: z.object({ replica: z.string(), name: z.string() }).optional(),
  moved: z.object({ replica: z.string(), name: z.string(), site: z.string(), code: z.string() }).optional(),
  /** A desktop's key file, which the group's recovery key opens and nothing else. */
  keys: z.object({ name: z.string(), file: z.string() }).optional(),
  administrator: z.object({ login: z.string(), url: z.string(), expiresAt: z.number() }).optional(),
  manifest: z.object({ number: z.number(), tables: z.number(), commands: z.number() }).optional(),
  devices: z.array(DeviceLine).optional(),
  recoveryKey: z.string().optional(),
})
export type AdminAnswer = z.infer<typeof AdminAnswer>

const WORDS = ['no-address', 'recovery-key-in-use', 'cannot-write']

/** Carries out one request of `by`, an administrator's id or whoever sits at the terminal. Never throws: what cannot be done is a word in `denied`. */
export async function perform(hq: Hq, request: AdminRequest, by = TERMINAL): Promise<AdminAnswer> {
  try {
    return await carryOut(hq, request, by)
  } catch (error) {
    if (error instanceof Denied) return { denied: error.code }
    if (error instanceof Error && WORDS.includes(error.message)) return { denied: error.message }
    hq.log.error({ err: error, ask: request.ask }, 'an administrator request failed')
    return { denied: 'internal' }
  }
}

async function carryOut(hq: Hq, request: AdminRequest, by: string): Promise<AdminAnswer> {
  switch (request.ask) {
    case 'site': {
      const { id, name, code } = await hq.pairing.addSite(request.name, request.code, by)
      return { site: { id, name, code } }
    }
    case 'pair': {
      const { site, code, expiresAt } = await hq.pairing.issue(request.site, request, by)
      return { pair: { site: site.name, code: writePairingCode(code), expiresAt, group: request.group } }
    }
    case 'revoke': {
      const { device, rights } = await hq.pairing.revoke(request.device, by)
      hq.live.cut(device.replica)
      return { revoked: { replica: device.replica, name: device.name, rights } }
    }
    case 'rename': {
      const { replica, name } = await hq.pairing.rename(request.device, request.name, by)
      return { renamed: { replica, name } }
    }
    case 'move': {
      const { device, site } = await hq.pairing.move(request.device, request.site, by)
      hq.live.cut(device.replica)
      return { moved: { replica: device.replica, name: device.name, site: site.name, code: `${site.code}-${device.code}` } }
    }
    case 'administrator':
      return { administrator: await hq.people.linkByName(request.login, request.role, by) }
    case 'manifest':
      return { manifest: await hq.judging.install(request.text) }
    case 'keys':
      return { keys: await keyFileOf(hq.store, await hq.pairing.deviceBy(request.device)) }
    case 'devices': {
      const head = (await hq.store.head()).number
      const sites = new Map((await hq.store.sites()).map((s) => [s.id, s]))
      const devices = (await hq.store.devices()).map((d) => ({
        site: sites.get(d.site)?.name ?? d.site,
        code: `${sites.get(d.site)?.code ?? ''}-${d.code}`,
        name: d.name,
        reach: d.reach,
        replica: d.replica,
        seenAt: d.seenAt,
        pending: d.pending,
        behind: Math.max(0, head - d.position),
        skewMs: d.skewMs,
        revokedAt: d.revokedAt,
      }))
      return { devices }
    }
    case 'recovery-key':
      return { recoveryKey: await hq.queue.run(() => newRecoveryKey(hq.store)) }
  }
}

/** Where a running HQ of this directory listens: a pipe on Windows, a socket in the directory elsewhere (or, when that path is too long for one, in the temporary folder). */
function socketOf(folder: string): string {
  const whole = resolve(folder)
  const short = createHash('sha256').update(whole).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\forecourt-hq-${short}`
  const inside = join(whole, 'hq.sock')
  return Buffer.byteLength(inside) < 100 ? inside : join(tmpdir(), `forecourt-hq-${short}.sock`)
}

/** Listens for administrators. The directory is locked by this process, so a socket file found there is a dead one's. */
export async function openAdminSocket(folder: string, hq: Hq): Promise<Server> {
  const path = socketOf(folder)
  if (process.platform !== 'win32' && existsSync(path)) rmSync(path)
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: string) => {
      text += chunk
      if (text.length > 2 * MOST) socket.destroy()
    })
    socket.on('end', () => {
      void answerText(hq, text).then((answer) => socket.end(answer))
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(path, done)
  })
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  return server
}

async function answerText(hq: Hq, text: string): Promise<string> {
  let value: unknown = null
  try {
    value = JSON.parse(text)
  } catch {
    // Not JSON: the schema says so below.
  }
  const request = AdminRequest.safeParse(value)
  return JSON.stringify(request.success ? await perform(hq, request.data) : ({ denied: 'internal' } satisfies AdminAnswer))
}

/** Asks the HQ that runs on this directory; null when none does. */
export function askRunning(folder: string, request: AdminRequest): Promise<AdminAnswer | null> {
  return new Promise((done, fail) => {
    const socket = createConnection({ path: socketOf(folder), allowHalfOpen: true })
    let text = ''
    socket.setEncoding('utf8')
    socket.setTimeout(30_000, () => socket.destroy(new Error('the running HQ does not answer')))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? done(null) : fail(error),
    )
    socket.on('connect', () => socket.end(JSON.stringify(request)))
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('end', () => {
      socket.end()
      const parsed = AdminAnswer.safeParse(text === '' ? null : JSON.parse(text))
      if (parsed.success) done(parsed.data)
      else fail(new Error('the running HQ answered nonsense'))
    })
  })
}
