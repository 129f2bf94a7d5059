// A headquarters in this process, over the real SQLite store in a folder of its own and real HTTPS on loopback.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { certificatesIn } from '../../src/hq/certificate.ts'
import { openHq, type Hq } from '../../src/hq/hq.ts'
import { listen, type Listening, type ServerOptions } from '../../src/hq/server.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Store } from '../../src/hq/store/store.ts'
import type { Manifest } from '../../src/shared/sync/manifest.ts'
import { writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { HqClient } from './hq-client.ts'
import { manifest as tiny } from './judge.ts'

export type TestHqOptions = {
  data?: string
  manifest?: Manifest
  now?: () => number
  publisher?: string
  /** Of this headquarters' program. */
  version?: string
  /** Shows the next certificate from now on. */
  renew?: boolean
  limits?: ServerOptions['limits']
  slow?: ServerOptions['slow']
  wrap?(store: Store): Store
}
export type TestHq = Awaited<ReturnType<typeof startHq>>

const folders: string[] = []
export const tempFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hq-'))
  folders.push(folder)
  return folder
}
/** Removes what the tests of a file left; call it after all of them. */
export const removeFolders = (): void => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }))

export async function startHq(options: TestHqOptions = {}) {
  const data = options.data ?? tempFolder()
  const opened = openSqliteStore(data)
  const store = options.wrap?.(opened) ?? opened
  const hq: Hq = await openHq({
    store,
    log: pino({ level: process.env['HQ_LOG'] ?? 'silent' }, pino.destination(2)),
    manifest: options.manifest ?? tiny,
    ...(options.now ? { now: options.now } : {}),
    ...(options.publisher ? { publisher: options.publisher } : {}),
  })
  const { current: certificate, next } = await certificatesIn(data, '127.0.0.1', Date.now(), options.renew)
  const server: Listening = await listen({
    hq,
    certificate,
    port: 0,
    bind: '127.0.0.1',
    version: options.version ?? '0.0.0',
    folder: data,
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.slow ? { slow: options.slow } : {}),
  })
  const url = `https://127.0.0.1:${server.port}`
  const { fingerprint } = certificate
  await hq.listensAt({ url, fingerprint, next: [next.fingerprint] })
  let closed = false
  return {
    data,
    hq,
    url,
    fingerprint,
    next: next.fingerprint,
    routes: server.routes,
    addSite: async (name = 'Site', code?: string) => (await hq.pairing.addSite(name, code)).id,
    code: async (site: string, group = false, minutes = 60) => writePairingCode((await hq.pairing.issue(site, { group, minutes })).code),
    /** A paired desktop of a site. */
    join: async (site: string, group = false, name = 'Desk') => {
      const { code } = await hq.pairing.issue(site, { group, minutes: 60 })
      const client = new HqClient(code)
      await client.pair({ name })
      return client
    },
    close: async () => {
      if (closed) return
      closed = true
      await server.close()
      await hq.close()
    },
  }
}
