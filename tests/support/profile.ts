// The whole desktop on a profile folder, without a window: real keys, real files, real worker thread and process.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDesktop, type Desktop } from '../../src/main/desktop.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { createSessions } from '../../src/main/ipc/sessions.ts'
import { openLog } from '../../src/main/log.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Keychain } from '../../src/main/store/keys.ts'
import { forkedPort } from '../../src/main/sync/port.ts'
import type { Asked, JobName, Reply } from '../../src/shared/contract.ts'

const root = resolve(import.meta.dirname, '../..')
export const MIGRATIONS = join(root, 'migrations')

/** Keeps secrets in memory: a machine that has a keychain. `forget()` is a machine that lost it. */
export function memoryKeychain(): Keychain & { forget(): void } {
  let mask = 0x5a
  return {
    seal: (secret) => Buffer.from(secret).map((byte) => byte ^ mask),
    open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ mask)).toString(),
    forget: () => void (mask = 0xa5),
  }
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'forecourt-profile-'))
export const removeProfile = (profile: string): void => rmSync(profile, { recursive: true, force: true })

export const STORE = { storeName: '昆山青屿汽车', siteCode: 'KS', adminName: '周杉', login: 'zhoushan', password: '断网也能卖车 2026' }
export const PASSPHRASE = '开门 一二三四 五'

/** Opens a profile; `ask` runs a setup job as the window would. */
export async function openProfile(profile: string, options: { keychain?: Keychain | null; migrations?: string; now?: () => number } = {}) {
  const phases: string[] = []
  const desktop: Desktop = createDesktop({
    profile,
    migrations: options.migrations ?? MIGRATIONS,
    keychain: () => options.keychain ?? null,
    heavy: join(root, 'src/main/heavy.ts'),
    spawn: () => forkedPort(join(root, 'src/main/sync/worker.ts')),
    appVersion: '0.1.0',
    log: openLog(join(profile, 'log')),
    ...(options.now ? { now: options.now } : {}),
    onPhase: () => phases.push(desktop.control.status().phase),
    onShut: () => sessions.clear(),
  })
  const sessions = createSessions({ lookUp: () => null })
  const services = { sessions, desktop: desktop.control } as unknown as Services
  const { dispatch } = createDispatch({
    modules: allModules(),
    store: () => desktop.session(),
    services,
    heavy: desktop.heavy,
    damaged: desktop.noteDamage,
    incident: () => 'T-TEST',
  })
  const ask = async <N extends JobName>(name: N, input: Asked<N>): Promise<Reply<N>> =>
    (await dispatch({ name, input, caller: 'window' })) as Reply<N>
  await desktop.open()
  return { desktop, ask, phases, sessions, dispatch, status: () => desktop.control.status() }
}

/** Founds a store with a start-up passphrase and goes into it. */
export async function foundStore(profile: string, options: Parameters<typeof openProfile>[1] = {}) {
  const opened = await openProfile(profile, options)
  const reply = await opened.ask('setup.startStore', { ...STORE, ...(options.keychain ? {} : { passphrase: PASSPHRASE }) })
  if (!reply.ok) throw new Error(`not founded: ${JSON.stringify(reply.error)}`)
  const entered = await opened.ask('setup.enter', {})
  if (!entered.ok) throw new Error(`not entered: ${JSON.stringify(entered.error)}`)
  return { ...opened, recoveryCode: reply.value.recoveryCode }
}
