// The headquarters program: starts the server of a data directory, or asks it (running or not) for sites, pairing codes
// and devices. Everything it does is in the files it brings together.
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pino, { type Logger } from 'pino'
import { DatabaseFromTheFuture } from '../shared/migrations.ts'
import { fileURLToPath } from 'node:url'
import { AdminRequest, askRunning, openAdminSocket, perform, type AdminAnswer } from './admin.ts'
import { announced, certificatesIn, givenCertificate, ownAddress, UnfitCertificate, type Certificate } from './certificate.ts'
import { BUILT, pagesIn } from './console/pages.ts'
import { foundDemo } from './demo.ts'
import { watchDisk } from './disk.ts'
import { openHq, type Hq } from './hq.ts'
import { publisherFrom } from './manifest.ts'
import { Denied } from './pairing.ts'
import { listen } from './server.ts'
import { CannotOpen } from './store/open.ts'
import { openSqliteStore } from './store/sqlite.ts'
import { deniedIn, fill, wordsFor } from './words.ts'
import { dayOf, timeOf } from '../shared/dates.ts'

const LOG_BYTES = 10_000_000
const LOG_WAITS = 1_000_000
const DAY_MINUTES = 1440

/** A failure with words: printed, exit code 1. */
class Stop extends Error {
  readonly values: Readonly<Record<string, string | number>>
  constructor(code: string, values: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.values = values
  }
}

const options = {
  data: { type: 'string', default: join(homedir(), 'forecourt-hq') },
  port: { type: 'string', default: '8470' },
  host: { type: 'string' },
  bind: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'next-cert': { type: 'string' },
  publisher: { type: 'string' },
  'renew-certificate': { type: 'boolean', default: false },
  role: { type: 'string', default: 'administrator' },
  code: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  minutes: { type: 'string', default: String(DAY_MINUTES) },
  group: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  lang: { type: 'string', default: 'zh-CN' },
} as const
function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch {
    return null
  }
}

const read = readArguments()
const words = wordsFor(read?.values.lang ?? (process.argv.includes('en') ? 'en' : 'zh-CN'))
const say = (line = ''): void => void process.stdout.write(`${line}\n`)
const when = (at: number): string => `${dayOf(at)} ${timeOf(at)}`

// Whatever is made in the data directory is its owner's alone.
process.umask(0o077)
try {
  if (!read) throw new Stop('usage')
  const { values, positionals } = read
  const folder = resolve(values.data)
  if (values.help) say(words.usage)
  else if (positionals.length === 0) await serve(folder, values)
  else await administer(folder, requestFrom(positionals, values), values)
} catch (error) {
  const stop = stopFor(error)
  process.stderr.write(
    `${deniedIn(words, stop.message, stop.values)}\n${stop.message === 'usage' ? `${words.usage}\n` : ''}${stop.message === 'internal' ? `${String(error)}\n` : ''}`,
  )
  process.exitCode = 1
}

function stopFor(error: unknown): Stop {
  if (error instanceof Stop) return error
  if (error instanceof Denied) return new Stop(error.code)
  if (error instanceof UnfitCertificate) return new Stop(error.code)
  if (error instanceof CannotOpen) return new Stop(error.code)
  if (error instanceof DatabaseFromTheFuture) return new Stop('future', { at: error.at, known: error.known })
  return new Stop('internal')
}

function requestFrom(
  [ask, ...rest]: readonly string[],
  values: { code?: string | undefined; to?: string | undefined; role: string; minutes: string; group: boolean },
): AdminRequest {
  const word = rest.join(' ')
  const minutes = Number(values.minutes)
  if (ask === 'site' && word !== '') return { ask, name: word, ...(values.code === undefined ? {} : { code: values.code }) }
  if (ask === 'pair' && word !== '' && Number.isInteger(minutes) && minutes > 0) return { ask, site: word, group: values.group, minutes }
  if ((ask === 'revoke' || ask === 'keys') && word !== '') return { ask, device: word }
  if (ask === 'move' && word !== '' && values.to !== undefined) return { ask, device: word, site: values.to }
  if (ask === 'administrator') {
    const read = AdminRequest.safeParse({ ask, login: word, role: values.role })
    if (read.success) return read.data
  }
  if (ask === 'manifest' && word !== '') return { ask, text: textOf(word) }
  if ((ask === 'devices' || ask === 'recovery-key') && word === '') return { ask }
  throw new Stop('usage')
}

/** @throws Stop */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Stop('file-unreadable', { path: resolve(file) })
  }
}

/** Lines of JSON in the data directory, the last ten to twenty megabytes of them; no bodies, no secrets, no names. */
function logOf(folder: string): Logger {
  const file = join(folder, 'hq.log')
  if (existsSync(file) && statSync(file).size > LOG_BYTES) renameSync(file, `${file}.1`)
  const to = pino.destination({ dest: file, mkdir: true, sync: true, mode: 0o600, maxLength: LOG_WAITS })
  // A disk that takes no lines stops nobody: they wait, up to so many, and the terminal has the words.
  to.on('error', () => undefined)
  return pino({ base: null, redact: ['req', 'res', 'headers', '*.headers', '*.secret', '*.payload'] }, to)
}

async function administer(
  folder: string,
  request: AdminRequest,
  { json, out }: { json: boolean; out?: string | undefined },
): Promise<void> {
  let answer = await askRunning(folder, request)
  if (!answer) {
    const store = openSqliteStore(folder)
    const hq = await openHq({ store, log: logOf(folder) }).catch(async (error: unknown) => {
      await store.close()
      throw error
    })
    try {
      if (hq.recoveryText && request.ask !== 'recovery-key') showRecovery(hq.recoveryText)
      answer = await perform(hq, request)
    } finally {
      await hq.close()
    }
  }
  if (answer.denied !== undefined) throw new Stop(answer.denied)
  if (json) return say(JSON.stringify(answer))
  if (answer.keys) saveKeys(answer.keys, resolve(out ?? 'keys.json'))
  show(answer)
}

/** @throws Stop when there is such a file already: it may be the only one of another desktop. */
function saveKeys(keys: { name: string; file: string }, path: string): void {
  try {
    writeFileSync(path, keys.file, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    throw new Stop((error as { code?: string }).code === 'EEXIST' ? 'file-exists' : 'file-unusable', { path })
  }
  say(fill(words.keysSaved, { name: keys.name, path }))
}

function show(answer: AdminAnswer): void {
  if (answer.site) say(fill(words.siteMade, answer.site))
  if (answer.pair) {
    say(
      fill(words.pairMade, { site: answer.pair.site, until: when(answer.pair.expiresAt), group: answer.pair.group ? words.pairGroup : '' }),
    )
    say(`\n${answer.pair.code}\n`)
    say(words.pairHow)
  }
  if (answer.revoked) say(fill(words.revoked, answer.revoked))
  if (answer.revoked && answer.revoked.rights > 0) say(fill(words.revokedRights, answer.revoked))
  if (answer.moved) say(fill(words.moved, answer.moved))
  if (answer.manifest) say(fill(words.manifestTaken, answer.manifest))
  if (answer.administrator) showLink(answer.administrator)
  if (answer.recoveryKey) showRecovery(answer.recoveryKey)
  if (answer.devices?.length === 0) say(words.noDevices)
  for (const d of answer.devices ?? []) {
    const facts = [d.seenAt > 0 ? fill(words.seen, { at: when(d.seenAt) }) : words.never]
    if (d.reach === 'group') facts.unshift(words.wholeGroup)
    if (d.pending > 0) facts.push(fill(words.pending, { n: d.pending }))
    if (d.seenAt > 0 && d.behind > 0) facts.push(fill(words.behind, { n: d.behind }))
    if (Math.abs(d.skewMs) > 120_000) facts.push(fill(words.skew, { n: Math.round(d.skewMs / 60_000) }))
    if (d.revokedAt !== null) facts.push(fill(words.isRevoked, { at: when(d.revokedAt) }))
    say(`${d.code}  ${d.name}  ${d.site}  ${facts.join(' · ')}`)
  }
}

/** A link that makes whoever opens it first an administrator: shown once, kept nowhere. */
function showLink({ login, url, expiresAt }: { login: string; url: string; expiresAt: number }): void {
  say(`${fill(login === '' ? words.firstLink : words.linkMade, { login, until: when(expiresAt) })}\n\n${url}\n`)
}

function showRecovery(text: string): void {
  const rule = '─'.repeat(72)
  say(`${rule}\n${words.recoveryTitle}\n\n    ${text.slice(0, 39)}\n    ${text.slice(40)}\n\n${words.recoveryWhy}\n${rule}`)
}

type ServeValues = {
  port: string
  host?: string | undefined
  bind?: string | undefined
  cert?: string | undefined
  key?: string | undefined
  'next-cert'?: string | undefined
  publisher?: string | undefined
  'renew-certificate': boolean
  demo: boolean
}

async function serve(folder: string, values: ServeValues): Promise<void> {
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Stop('usage')
  const host = values.host ?? ownAddress()
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const bind = values.bind ?? (local ? host : '0.0.0.0')
  const version = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

  const store = openSqliteStore(folder)
  const log = logOf(folder)
  const { certificate, next } = await certificateFor(folder, host, values)
  const publisher = values.publisher === undefined ? undefined : publisherFrom(textOf(values.publisher))
  const disk = watchDisk(folder, (state) => {
    say(fill(words.disk[state], { folder }))
    if (state === 'well') log.info({ disk: state }, 'the disk takes writes again')
    else log.error({ disk: state }, 'the disk takes no writes')
  })
  const hq = await openHq({ store, disk, log, publisher })
  const server = await listen({ hq, certificate, port, bind, version, pages: pagesIn(fileURLToPath(BUILT)), folder }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') throw new Stop('port-in-use', { port })
      if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        throw new Stop('address-unusable', { bind, port })
      throw error
    },
  )
  const url = `https://${isIP(host) === 6 ? `[${host}]` : host}:${server.port}`
  await hq.listensAt({ url, fingerprint: certificate.fingerprint, next })
  const socket = await openAdminSocket(folder, hq)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    say(words.stopping)
    // A request that will not end must not keep the program alive: what it wrote is durable or was never acknowledged.
    setTimeout(() => process.exit(1), 10_000).unref()
    socket.close()
    void server
      .close()
      .then(() => hq.close())
      .then(() => {
        log.info('stopped')
        say(words.stopped)
        process.exit(0)
      })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'stopped by an error'))

  log.info({ url, version }, 'started')
  if (hq.recoveryText) showRecovery(hq.recoveryText)
  say(`${words.started}
  ${words.address}      ${url}
  ${words.fingerprint}  ${(certificate.fingerprint.match(/.{8}/g) ?? []).join(' ')}
  ${words.folder}  ${folder}
  ${words.version}      ${version}`)
  if ((await hq.store.sites()).length === 0 && !values.demo) say(`${fill(words.nextSite, { folder })}\n${fill(words.nextPair, { folder })}`)
  const link = await hq.people.firstLink().catch(() => null)
  if (link) showLink(link)
  else say(fill(words.console, { url }))
  say(JSON.stringify({ hq: { url, fingerprint: certificate.fingerprint } }))
  if (values.demo) await demonstrate(hq)
}

/** The certificate to show and the fingerprints to announce beside it. @throws UnfitCertificate */
async function certificateFor(folder: string, host: string, values: ServeValues): Promise<{ certificate: Certificate; next: string[] }> {
  const later = values['next-cert'] === undefined ? [] : [announced(values['next-cert'])]
  const now = Date.now()
  if (values.cert !== undefined && values.key !== undefined)
    return { certificate: givenCertificate(values.cert, values.key, now), next: later }
  if (values.cert !== undefined || values.key !== undefined) throw new Stop('usage')
  const { current, next } = await certificatesIn(folder, host, now, values['renew-certificate'])
  return { certificate: current, next: [next.fingerprint, ...later] }
}

/** Founds the demo site unless there is one already, then gives out a code for further desktops. */
async function demonstrate(hq: Hq): Promise<void> {
  const name = words === wordsFor('en') ? 'Demo store' : '演示店'
  let site = (await hq.store.sites())[0]
  if (!site || site.foundedAt === null) {
    say(words.demoStart)
    site ??= await hq.pairing.addSite(name, 'DEMO')
    const founding = await perform(hq, { ask: 'pair', site: site.id, group: true, minutes: DAY_MINUTES })
    const exit = await foundDemo(founding.pair?.code ?? '', say)
    if (exit !== 0) return say(fill(words.demoFailed, { code: exit }))
    site = (await hq.store.sites())[0] ?? site
  }
  say(words.demoReady)
  show(await perform(hq, { ask: 'pair', site: site.id, group: false, minutes: DAY_MINUTES }))
}
