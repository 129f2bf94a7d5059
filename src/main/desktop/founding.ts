// How a profile gets its store: one of its own, the demo store, or a headquarters' site. A store is made in a draft
// folder and adopted whole; nothing of a failed founding stays.
import { existsSync } from 'node:fs'
import { Refusal } from '../../shared/errors.ts'
import { derives } from '../modules/derives.ts'
import type { Opened } from '../opened.ts'
import { identify } from '../store/desk.ts'
import * as keyring from '../store/keys.ts'
import { migrate } from '../store/migrate.ts'
import { openDatabase } from '../store/open.ts'
import { adopt, clearDraft, demoPlace, draftPlace, type Place, readSettings, writeSettings } from '../store/profile.ts'
import { createSession, type Session } from '../store/session.ts'
import type { Machine } from './machine.ts'

/** Writes a new store's first rows. */
export type Fill = (session: Session, site: string) => void | Promise<void>
type Made = { at: Place; key: string; recoveryCode: string | null }

export function foundingWays(machine: Machine) {
  const { options, own, now, alone, only, be, is } = machine
  const { profile } = options

  /** The locks of an own store on this machine. @throws Refusal('passphrase-needed'). */
  const lockDown = async (keys: keyring.KeyFile, key: string, passphrase: string | undefined): Promise<keyring.KeyFile> => {
    const keychain = options.keychain()
    if (!keychain && !passphrase && !keyring.has(keys, 'passphrase')) throw new Refusal('passphrase-needed')
    const kept = keychain ? keyring.wrapByKeychain(keys, key, keychain) : keys
    return passphrase ? keyring.wrapByPassphrase(kept, key, passphrase) : kept
  }
  const make = async (
    about: { demo: boolean; name: string; passphrase?: string | undefined; recovery: boolean },
    fill: Fill,
  ): Promise<Made> => {
    const draft = draftPlace(profile, about.demo)
    clearDraft(draft)
    const key = keyring.newDataKey()
    const raw = openDatabase({ file: draft.db, key })
    let keys: keyring.KeyFile
    try {
      migrate(raw, machine.around.migrations)
      const session = createSession(raw, { now, derives, decides: () => true })
      const site = session.newId()
      keys = keyring.emptyKeys(site, about.name, now())
      identify(session.st, { replica: session.newId(), site, deviceCode: '01', demo: about.demo })
      session.forgetChain()
      await fill(session, site)
    } finally {
      raw.close()
    }
    keys = about.demo ? keyring.wrapForDemo(keys, key) : await lockDown(keys, key, about.passphrase)
    const recovery = about.recovery ? keyring.wrapByRecoveryCode(keys, key) : null
    keyring.writeKeys(draft.keys, recovery?.keys ?? keys)
    const at = about.demo ? demoPlace(profile) : own
    await (about.demo ? machine.shut() : machine.discardBlank())
    adopt(draft, at)
    return { at, key, recoveryCode: recovery?.code ?? null }
  }
  const chooseDemo = (demo: boolean): void => writeSettings(profile, { ...readSettings(profile), demo })
  /** The phase from before comes back when the work fails. */
  const orBack = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      await machine.open()
      throw error
    }
  }

  /** Pairs a store with HQ. What is sealed to the group lies beside the other locks before HQ hears of it, so no kill comes between. */
  const pair = (store: Opened, about: { code: string; name: string }, progress: Machine['advance']): Promise<void> => {
    const seal = (to: string): string => {
      const text = keyring.sealToGroup(store.key, to)
      keyring.writeKeys(store.place.keys, keyring.wrapForGroup(keyring.readKeys(store.place.keys), to, text))
      return text
    }
    return store.engine.join({ ...about, seal }, progress, machine.stopping())
  }
  /** A store that ran alone brings its history, while people go on working. */
  const joinWithHistory = async (about: { code: string; name: string }): Promise<void> => {
    await pair(machine.current(), about, () => undefined)
    machine.tell()
  }
  /** An empty desktop downloads its site; an interrupted download goes on by itself, also after a restart. */
  const joinEmpty = async (about: { code: string; name: string; passphrase?: string | undefined }): Promise<void> => {
    be('busy', 'joining')
    try {
      if (machine.opened()) await machine.rewrap((keys, key) => lockDown(keys, key, about.passphrase))
      else {
        const { at, key } = await make({ demo: false, name: about.name, passphrase: about.passphrase, recovery: false }, () => undefined)
        await machine.enter(at, key)
        be('busy', 'joining')
      }
      const store = machine.opened()
      if (!store) throw new Refusal('not-ready')
      try {
        await pair(store, about, machine.advance)
        machine.settled(store)
      } catch (error) {
        if (!store.session.joined()) throw error
        void machine.download(store)
      }
    } catch (error) {
      be('first-run')
      throw error
    }
  }

  return {
    /** Founds an own store; its recovery code is in the answer and kept nowhere. The phase is `founded` until `enter`. */
    foundStore: (about: { name: string; passphrase?: string | undefined }, fill: Fill): Promise<{ recoveryCode: string }> =>
      alone(async () => {
        only('first-run')
        if (!options.keychain() && !about.passphrase) throw new Refusal('passphrase-needed')
        be('busy', 'founding')
        return orBack(async () => {
          const { at, key, recoveryCode } = await make({ ...about, demo: false, recovery: true }, fill)
          await machine.enter(at, key, true)
          return { recoveryCode: recoveryCode ?? '' }
        })
      }),
    /** The recovery code is on paper: the founded store becomes the open one. */
    enter: (): Promise<void> =>
      alone(async () => {
        only('founded')
        await machine.rewrap((keys) => keyring.markRecoveryWritten(keys, now()))
        be('ready')
      }),
    /** Makes the demo store (anew) and opens it. */
    makeDemo: (name: string, fill: Fill): Promise<void> =>
      alone(async () => {
        only('first-run', 'ready', 'locked', 'damaged', 'future')
        be('busy', 'founding')
        await machine.shut()
        await orBack(async () => {
          const { at, key } = await make({ demo: true, name, recovery: false }, fill)
          chooseDemo(true)
          await machine.enter(at, key)
        })
      }),
    /** Opens the demo store that was made here before; false when there is none, or none that opens. */
    openDemo: (): Promise<boolean> =>
      alone(async () => {
        only('first-run', 'ready', 'locked', 'damaged', 'future')
        if (!existsSync(demoPlace(profile).keys)) return false
        chooseDemo(true)
        await machine.open()
        return is('ready')
      }),
    /** Closes the demo store and opens the profile's own, if any. The demo stays for the next time. */
    leaveDemo: (): Promise<void> =>
      alone(async () => {
        if (!machine.place().demo) throw new Refusal('not-a-demo')
        chooseDemo(false)
        await machine.open()
      }),
    /** Joins HQ with a pairing code. @throws Refusal in words; a store that was not paired is as it was. */
    join: (about: { code: string; name: string; passphrase?: string | undefined }): Promise<void> =>
      alone(async () => {
        only('first-run', 'ready')
        if (machine.place().demo) throw new Refusal('not-now', { phase: 'demo' })
        await (is('ready') ? joinWithHistory(about) : joinEmpty(about))
      }),
  }
}
