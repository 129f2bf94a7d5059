// One profile on this machine, as the rest of the program sees it: its phase, its open store, and what jobs may do with
// it. Plain Node; main.ts adds windows. Modules reach it through DesktopControl only.
import { Refusal } from '../shared/errors.ts'
import type { Status } from '../shared/modules/setup/contract.ts'
import { foundingWays } from './desktop/founding.ts'
import { createMachine, type DesktopOptions, pause } from './desktop/machine.ts'
import { quietly } from './desktop/quietly.ts'
import { repairWays } from './desktop/repair.ts'
import { listBackups } from './store/backup.ts'
import { type Desk, readDesk } from './store/desk.ts'
import type { FileStore } from './store/files.ts'
import * as keyring from './store/keys.ts'
import type { Session } from './store/session.ts'
import type { Who } from './store/who.ts'
import type { Engine } from './sync/engine.ts'

export type { DesktopOptions } from './desktop/machine.ts'
export type Desktop = ReturnType<typeof createDesktop>
/** What jobs may ask of the profile itself. */
export type DesktopControl = Desktop['control']

/** How long printing lets a round take. */
const ROUND_MS = 800

export function createDesktop(options: DesktopOptions) {
  const machine = createMachine(options)
  const { current, is, alone } = machine

  const status = (): Status => {
    const state = machine.state()
    const place = machine.place()
    const keys = is('first-run') ? null : quietly(() => keyring.readKeys(place.keys))
    const desk = quietly(() => readDesk(current().session.st))
    return {
      ...state,
      kind: desk ? (desk.demo ? 'demo' : desk.joined ? 'joined' : 'alone') : keys && place.demo ? 'demo' : null,
      storeName: desk?.siteName || keys?.name || null,
      appVersion: options.appVersion,
      keychain: options.keychain() !== null,
      opens: keyring.opensOf(keys),
      recoveryWritten: keys === null || keyring.recoveryWritten(keys),
      revokedAt: keys?.revokedAt ?? null,
      backupTrouble: machine.opened()?.care.trouble() ?? null,
      lastBackupAt: quietly(() => listBackups(machine.backupFolder())[0]?.at) ?? null,
    }
  }

  const control = {
    status,
    advance: machine.advance,
    /** Which desktop this is. @throws Refusal('not-ready'). */
    desk: (): Desk => readDesk(current().session.st),
    /** The files of the open store. @throws Refusal('not-ready'). */
    files: (): FileStore => current().files,
    /** The sync engine of the open store. @throws Refusal('not-ready'). */
    engine: (): Engine => current().engine,
    /** Whether HQ can be reached now; asks it for rulings on the way, so that what waits may be settled when this resolves. */
    online: async (): Promise<boolean> => {
      const { engine } = current()
      if (!reachable(engine.status().mode)) return false
      const after = await Promise.race([engine.now(), pause(ROUND_MS)])
      return reachable((after ?? engine.status()).mode)
    },
    ...foundingWays(machine),
    ...repairWays(machine),
  }

  return {
    control,
    open: (): Promise<void> => alone(machine.open),
    session: (): Session | null => (is('ready') ? (machine.opened()?.session ?? null) : null),
    /** Runs a heavy query on the read-only worker. @throws Refusal('not-ready'). */
    heavy: async (name: string, input: unknown, who: Who): Promise<unknown> => {
      if (!is('ready')) throw new Refusal('not-ready')
      return current().heavy.ask({ kind: 'query', name, input, who, now: machine.now() })
    },
    /** The machine woke, or the network came back. */
    nudge: (): void => void (is('ready') && machine.opened()?.engine.nudge()),
    /** A page of the open file could not be read: nothing more is written to it. */
    noteDamage: (error: unknown): void => {
      const at = machine.opened()?.place
      if (!at) return
      void alone(async () => {
        await machine.shut()
        machine.breakDown('file', error, at)
      })
    },
    /** Backs up what changed, then closes everything. */
    close: (): Promise<void> => {
      machine.interrupt()
      return alone(async () => {
        if (is('ready')) await machine.opened()?.care.finish()
        machine.be('busy', 'closing')
        await machine.shut()
      })
    },
  }
}

const reachable = (mode: string): boolean => mode === 'online' || mode === 'syncing'
