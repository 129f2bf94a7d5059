// The phases of one profile and the only ways in which a store is opened, begun and closed. What people do with it
// (found, join, unlock, repair) is in the files beside this one and goes through here.
import { existsSync, rmSync } from 'node:fs'
import { Refusal } from '../../shared/errors.ts'
import type { Status } from '../../shared/modules/setup/contract.ts'
import '../../shared/tables.ts'
import type { Log } from '../log.ts'
import { type Opened, openStore, type Surroundings, UpdateFailed } from '../opened.ts'
import { readDesk } from '../store/desk.ts'
import * as keyring from '../store/keys.ts'
import { DatabaseFromTheFuture, readMigrations } from '../store/migrate.ts'
import { ownPlace, type Place, readSettings, setAside, settle } from '../store/profile.ts'
import type { Session } from '../store/session.ts'
import { unfinished } from '../sync/bootstrap.ts'
import { leftAt } from '../sync/leaving.ts'
import { rememberedHq } from '../sync/pairing.ts'
import type { Port } from '../sync/port.ts'
import { dropKeys } from './leaving.ts'
import { beginAnew, type Move } from './moving.ts'

export type DesktopOptions = {
  profile: string
  /** Folder of the numbered SQL files. */
  migrations: string
  /** The system's keeper of secrets; null where it would not really encrypt. Asked late: Electron knows only when ready. */
  keychain: () => keyring.Keychain | null
  /** heavy.ts, or what it was built into. */
  heavy: string | URL
  /** Starts a sync worker process. */
  spawn: () => Port
  appVersion: string
  log: Log
  now?: () => number
  /** The phase, or what it says of itself, changed. */
  onPhase?: () => void
  onTouched?: (tables: readonly string[]) => void
  /** The store was closed: nobody is signed in any more. */
  onShut?: () => void
}
type Phase = Status['phase']
/** What the phase says of itself. */
export type State = Pick<Status, 'phase' | 'work' | 'progress' | 'trouble' | 'future' | 'damaged'>

/** How long a broken download waits before it tries again by itself. */
const AGAIN_MS = 15_000

export type Machine = ReturnType<typeof createMachine>

export function createMachine(options: DesktopOptions) {
  const { profile, log } = options
  const now = options.now ?? Date.now
  const own = ownPlace(profile)
  let state: State = { phase: 'busy', work: 'opening', progress: null, trouble: null, future: null, damaged: null }
  let opened: Opened | null = null
  let place: Place = own
  /** Data keys that were opened since the start, by store: nobody types a passphrase twice to restore a backup. */
  const unlocked = new Map<string, string>()
  /** Ends a download that waits or runs. */
  let stopping = new AbortController()
  /** Serialises everything that opens, closes or replaces the store. */
  let turn: Promise<unknown> = Promise.resolve()

  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work)
    turn = next.catch(() => undefined)
    return next
  }
  const tell = (change: Partial<State> = {}): void => {
    state = { ...state, ...change }
    options.onPhase?.()
  }
  const be = (phase: Phase, work: Status['work'] = null): void => tell({ phase, work, progress: null, trouble: null })
  const is = (...wanted: Phase[]): boolean => wanted.includes(state.phase)
  const advance = (done: number, total: number, note: string): void => {
    const before = state.progress
    state = { ...state, progress: { done, total, note } }
    const step = (at: number): number => Math.floor((at / total) * 200)
    if (!before || before.note !== note || total === 0 || step(before.done) !== step(done)) tell()
  }
  const backupFolder = (): string => readSettings(profile).backupFolder ?? own.backups
  const around: Surroundings = {
    ...options,
    migrations: readMigrations(options.migrations),
    now,
    backupFolder,
    onTouched: (tables) => is('ready', 'founded') && options.onTouched?.(tables),
    onCare: () => tell(),
    onRevoked: () => {
      const store = opened
      if (!store) return
      // At once: what anybody wrote from here on would reach nobody.
      be('busy', 'closing')
      void alone(() => leave(store))
    },
    onMoved: (move) => {
      const store = opened
      if (!store) return
      be('busy', 'joining')
      void alone(() => moveOn(store, move))
    },
  }

  const breakDown = (reason: NonNullable<Status['damaged']>['reason'], error: unknown, at: Place): void => {
    place = at
    state = { ...state, damaged: { reason, file: at.db, incident: log.incident(error, `open ${reason}`) } }
    be('damaged')
  }
  const shut = async (): Promise<void> => {
    stopping.abort()
    stopping = new AbortController()
    const was = opened
    opened = null
    await was?.close()
    if (was) options.onShut?.()
  }

  /** Opens the store at a place with its data key and goes into the phase it turns out to be in; says everything by phase. */
  const enter = async (at: Place, key: string, founding = false): Promise<void> => {
    place = at
    state = { ...state, future: null, damaged: null }
    unlocked.set(keyring.readKeys(at.keys).store, key)
    try {
      opened = await openStore(around, at, key, () => be('busy', 'updating'))
    } catch (error) {
      if (error instanceof DatabaseFromTheFuture) {
        state = { ...state, future: { at: error.at, known: error.known } }
        return be('future')
      }
      if (error instanceof UpdateFailed) return breakDown('update', error.cause, at)
      const code = String((error as { code?: unknown }).code ?? '')
      return breakDown(/CANTOPEN|READONLY|EACCES|EROFS|EPERM/.test(code) ? 'folder' : 'file', error, at)
    }
    if (isBlank(opened.session)) return be('first-run')
    if (leftAt(opened.session.st) !== null && keyring.opensHere(keyring.readKeys(at.keys))) return leave(opened)
    if (unfinished(opened.session.st)) return void download(opened)
    begin(opened, founding ? 'founded' : 'ready')
  }
  /** HQ took this desktop off its list: its store closes, and nothing on this machine opens it any more. */
  const leave = async (store: Opened): Promise<void> => {
    if (opened !== store) return
    const { place: at, key } = store
    const recoveryKey = rememberedHq(store.session.st)?.recoveryKey ?? ''
    await shut()
    unlocked.delete(keyring.readKeys(at.keys).store)
    dropKeys(at, key, recoveryKey, now(), backupFolder())
    log.note('taken off the list', {})
    be('revoked')
  }
  /** HQ moved this desktop to another site: its store gives way to an empty one, which downloads that site. */
  const moveOn = async (store: Opened, move: Move): Promise<void> => {
    if (opened !== store) return
    const { place: at, key } = store
    await shut()
    // Where something was written in the last moment, the store opens once more and says it first.
    if (beginAnew(profile, at, key, around.migrations, move)) log.note('moved', { site: move.to.site })
    await enter(at, key)
  }
  const begin = (store: Opened, phase: 'founded' | 'ready' = 'ready'): void => {
    be(phase)
    store.care.start()
    store.engine.start()
    store.office.start()
    store.daily.start()
  }
  /** A desktop that was paired and has not everything yet: it goes on, and on its own after a broken line. */
  const download = async (store: Opened): Promise<void> => {
    const { signal } = stopping
    be('busy', 'joining')
    while (!signal.aborted) {
      try {
        await store.engine.join({ code: '', name: '' }, advance, signal)
        if (!signal.aborted) settled(store)
        return
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof Refusal)) log.incident(error, 'download')
        tell({ trouble: error instanceof Refusal ? error.code : 'internal' })
        await pause(AGAIN_MS, signal)
        state = { ...state, trouble: null }
      }
    }
  }
  /** Everything is here: people may come in. The lock screen calls the store by the name it now has. */
  const settled = (store: Opened): void => {
    const { keys } = store.place
    keyring.writeKeys(keys, { ...keyring.readKeys(keys), name: readDesk(store.session.st).siteName })
    begin(store)
  }

  /** Opens whatever this profile has; asks for secrets by being `locked`. */
  const open = async (): Promise<void> => {
    be('busy', 'opening')
    await shut()
    const at = settle(profile)
    place = at
    if (!existsSync(at.keys)) return existsSync(at.db) ? breakDown('keys', new Error('the key file is missing'), at) : be('first-run')
    let keys: keyring.KeyFile
    try {
      keys = keyring.readKeys(at.keys)
    } catch (error) {
      return breakDown('keys', error, at)
    }
    if (keys.revokedAt !== undefined && !existsSync(at.db)) {
      setAside(at, keys.revokedAt)
      return be('first-run')
    }
    if (!existsSync(at.db)) return breakDown('file', new Error('the database file is missing'), at)
    const key = keyring.openUnasked(keys, options.keychain())
    if (key === null) return be(keys.revokedAt === undefined ? 'locked' : 'revoked')
    await enter(at, key)
  }

  return {
    options,
    around,
    now,
    own,
    unlocked,
    backupFolder,
    state: (): State => state,
    place: (): Place => place,
    /** The store, whatever the phase; null when none is open. */
    opened: (): Opened | null => opened,
    stopping: (): AbortSignal => stopping.signal,
    tell,
    be,
    is,
    /** @throws Refusal when the work is asked for in the wrong phase. */
    only: (...allowed: Phase[]): void => {
      if (!is(...allowed)) throw new Refusal('not-now', { phase: state.phase })
    },
    /** Work that opens, closes or replaces the store; one at a time. */
    alone,
    advance,
    breakDown,
    shut,
    enter,
    download,
    settled,
    open,
    /** The store people work in. @throws Refusal('not-ready'). */
    current: (): Opened => {
      if (!opened || !is('ready', 'founded')) throw new Refusal('not-ready')
      return opened
    },
    /** Changes the locks of the open store. */
    rewrap: async (change: (keys: keyring.KeyFile, key: string) => keyring.KeyFile | Promise<keyring.KeyFile>): Promise<void> => {
      if (!opened) throw new Refusal('not-ready')
      const { place: at, key } = opened
      keyring.writeKeys(at.keys, await change(keyring.readKeys(at.keys), key))
      tell()
    },
    /** A store that was made for joining and nobody began to use gives way. */
    discardBlank: async (): Promise<void> => {
      if (!opened || !isBlank(opened.session) || opened.place.demo) return
      await shut()
      for (const file of [own.keys, own.db, `${own.db}-wal`, `${own.db}-shm`]) rmSync(file, { force: true })
    },
    /** Ends whatever waits, so that a closing program does not. */
    interrupt: (): void => stopping.abort(),
  }
}

/** Made for joining, and nobody has done anything in it yet. */
const isBlank = (session: Session): boolean => !session.joined() && session.chain().seq === 0

export function pause(ms: number, signal?: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms, undefined)
    const end = (): void => {
      clearTimeout(timer)
      done(undefined)
    }
    signal?.addEventListener('abort', end, { once: true })
  })
}
