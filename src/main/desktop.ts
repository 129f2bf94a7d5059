// One profile on this machine from first run to ready: which phase it is in, and every way from one phase to the next.
// Plain Node; main.ts adds windows. Modules reach it through DesktopControl only.
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../shared/errors.ts'
import type { Status } from '../shared/modules/setup/contract.ts'
import '../shared/tables.ts'
import { heavyThread } from './heavy-thread.ts'
import type { Log } from './log.ts'
import { type Opened, openStore, type Surroundings, UpdateFailed } from './opened.ts'
import { type BackupFile, BackupDamaged, copyMissing, keysBeside, listBackups, putInPlace } from './store/backup.ts'
import { type Desk, identify, readDesk } from './store/desk.ts'
import type { FileStore } from './store/files.ts'
import * as keyring from './store/keys.ts'
import { DatabaseFromTheFuture, migrate, readMigrations } from './store/migrate.ts'
import { openDatabase } from './store/open.ts'
import { adopt, clearDraft, demoPlace, draftPlace, ownPlace, type Place, readSettings, settle, writeSettings } from './store/profile.ts'
import { createSession, type Session } from './store/session.ts'
import { derives } from './modules/derives.ts'
import { unfinished } from './sync/bootstrap.ts'
import type { Port } from './sync/port.ts'

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
type Secrets = keyring.Secrets
type Progress = (done: number, total: number, note: string) => void

export type Desktop = ReturnType<typeof createDesktop>
/** What jobs may ask of the profile itself. */
export type DesktopControl = Desktop['control']

/** How long a broken download waits before it tries again by itself. */
const AGAIN_MS = 15_000
/** How long printing lets a round take. */
const ROUND_MS = 800

export function createDesktop(options: DesktopOptions) {
  const { profile, log } = options
  const now = options.now ?? Date.now
  const own = ownPlace(profile)
  let phase: Status['phase'] = 'busy'
  let work: Status['work'] = 'opening'
  let progress: Status['progress'] = null
  let trouble: Status['trouble'] = null
  let future: Status['future'] = null
  let damaged: Status['damaged'] = null
  let opened: Opened | null = null
  let place: Place = own
  /** Data keys that were opened since the start, by store: nobody types a passphrase twice to restore a backup. */
  const unlocked = new Map<string, string>()
  /** Ends a download that waits or runs. */
  let stopping = new AbortController()
  /** Serialises everything that opens, closes or replaces the store. */
  let turn: Promise<unknown> = Promise.resolve()

  const tell = (): void => options.onPhase?.()
  const be = (next: Status['phase'], doing: Status['work'] = null): void => {
    phase = next
    work = doing
    progress = trouble = null
    tell()
  }
  const phaseIs = (...wanted: Status['phase'][]): boolean => wanted.includes(phase)
  /** @throws Refusal when the work is asked for in the wrong phase. */
  const only = (...allowed: Status['phase'][]): void => {
    if (!phaseIs(...allowed)) throw new Refusal('not-now', { phase })
  }
  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const next = turn.then(job, job)
    turn = next.catch(() => undefined)
    return next
  }
  const advance: Progress = (done, total, note) => {
    const before = progress
    progress = { done, total, note }
    if (!before || before.note !== note || total === 0 || Math.floor((before.done / total) * 200) !== Math.floor((done / total) * 200)) tell()
  }
  const backupFolder = (): string => readSettings(profile).backupFolder ?? own.backups
  const around: Surroundings = {
    ...options,
    migrations: readMigrations(options.migrations),
    now,
    backupFolder,
    onTouched: (tables) => phaseIs('ready', 'founded') && options.onTouched?.(tables),
    onCare: tell,
  }

  const breakDown = (reason: NonNullable<Status['damaged']>['reason'], error: unknown, at: Place): void => {
    place = at
    damaged = { reason, file: at.db, incident: log.incident(error, `open ${reason}`) }
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
  const enterStore = async (at: Place, key: string): Promise<void> => {
    place = at
    future = damaged = null
    unlocked.set(keyring.readKeys(at.keys).store, key)
    try {
      opened = await openStore(around, at, key, () => be('busy', 'updating'))
    } catch (error) {
      if (error instanceof DatabaseFromTheFuture) {
        future = { at: error.at, known: error.known }
        return be('future')
      }
      if (error instanceof UpdateFailed) return breakDown('update', error.cause, at)
      const code = String((error as { code?: unknown }).code ?? '')
      return breakDown(/CANTOPEN|READONLY|EACCES|EROFS|EPERM/.test(code) ? 'folder' : 'file', error, at)
    }
    if (isBlank(opened.session)) return be('first-run')
    if (unfinished(opened.session.st)) return void download(opened)
    begin(opened)
  }
  const begin = (store: Opened): void => {
    be('ready')
    store.care.start()
    store.engine.start()
  }
  /** A desktop that was paired and has not everything yet: it goes on, and on its own after a broken line. */
  const download = async (store: Opened): Promise<void> => {
    const { signal } = stopping
    be('busy', 'joining')
    while (!signal.aborted) {
      try {
        await store.engine.join({ code: '', name: '' }, advance, signal)
        if (signal.aborted) return
        renameKeys(store)
        return begin(store)
      } catch (error) {
        if (signal.aborted) return
        trouble = error instanceof Refusal ? error.code : 'internal'
        if (!(error instanceof Refusal)) log.incident(error, 'download')
        tell()
        await pause(AGAIN_MS, signal)
        trouble = null
      }
    }
  }
  /** The lock screen calls a store by its name. */
  const renameKeys = ({ place: at, session }: Opened): void => keyring.writeKeys(at.keys, { ...keyring.readKeys(at.keys), name: readDesk(session.st).siteName })

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
    if (!existsSync(at.db)) return breakDown('file', new Error('the database file is missing'), at)
    const key = keyring.openUnasked(keys, options.keychain())
    if (key === null) return be('locked')
    await enterStore(at, key)
  }

  const current = (): Opened => {
    if (!opened || !phaseIs('ready', 'founded')) throw new Refusal('not-ready')
    return opened
  }
  const rewrap = async (change: (keys: keyring.KeyFile, key: string) => keyring.KeyFile | Promise<keyring.KeyFile>): Promise<void> => {
    const { place: at, key } = opened ?? current()
    keyring.writeKeys(at.keys, await change(keyring.readKeys(at.keys), key))
    tell()
  }
  /** The locks of an own store on this machine. @throws Refusal('passphrase-needed'). */
  const lockDown = async (keys: keyring.KeyFile, key: string, passphrase: string | undefined): Promise<keyring.KeyFile> => {
    const keychain = options.keychain()
    if (!keychain && !passphrase && !keyring.has(keys, 'passphrase')) throw new Refusal('passphrase-needed')
    const kept = keychain ? keyring.wrapByKeychain(keys, key, keychain) : keys
    return passphrase ? keyring.wrapByPassphrase(kept, key, passphrase) : kept
  }
  /** A store that nobody began to use gives way. */
  const discardBlank = async (): Promise<void> => {
    if (!opened || !isBlank(opened.session) || opened.place.demo) return
    await shut()
    for (const file of [own.keys, own.db, `${own.db}-wal`, `${own.db}-shm`]) rmSync(file, { force: true })
  }
  /** Makes a store in a draft folder, lets `fill` write its first rows, and adopts it. Nothing of a failed founding stays. */
  const make = async (about: { demo: boolean; name: string; passphrase?: string | undefined; recovery: boolean }, fill: (session: Session, site: string) => void | Promise<void>): Promise<{ at: Place; key: string; recoveryCode: string | null }> => {
    const draft = draftPlace(profile, about.demo)
    clearDraft(draft)
    const key = keyring.newDataKey()
    const raw = openDatabase({ file: draft.db, key })
    let keys: keyring.KeyFile
    try {
      migrate(raw, around.migrations)
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
    await (about.demo ? shut() : discardBlank())
    adopt(draft, at)
    return { at, key, recoveryCode: recovery?.code ?? null }
  }
  const chooseDemo = (demo: boolean): void => writeSettings(profile, { ...readSettings(profile), demo })

  const control = {
    status: (): Status => {
      const keys = phaseIs('first-run') ? null : quietly(() => keyring.readKeys(place.keys))
      const desk = quietly(() => readDesk(current().session.st))
      return {
        phase,
        kind: desk ? (desk.demo ? 'demo' : desk.joined ? 'joined' : 'alone') : keys && place.demo ? 'demo' : null,
        storeName: desk?.siteName || keys?.name || null,
        appVersion: options.appVersion,
        keychain: options.keychain() !== null,
        opens: keyring.opensOf(keys),
        work,
        progress,
        trouble,
        future,
        damaged,
        recoveryWritten: keys === null || keyring.recoveryWritten(keys),
        backupTrouble: opened?.care.trouble() ?? null,
        lastBackupAt: quietly(() => listBackups(backupFolder())[0]?.at) ?? null,
      }
    },
    /** Which desktop this is. @throws Refusal('not-ready'). */
    desk: (): Desk => readDesk(current().session.st),
    /** The files of the open store. @throws Refusal('not-ready'). */
    files: (): FileStore => current().files,
    /** The sync engine of the open store. @throws Refusal('not-ready'). */
    engine: () => current().engine,
    /** Whether HQ can be reached now; asks it for rulings on the way, so that what waits may be settled when this resolves. */
    online: async (): Promise<boolean> => {
      const { engine } = current()
      if (!reachable(engine.status().mode)) return false
      const status = await Promise.race([engine.now(), pause(ROUND_MS)])
      return reachable((status ?? engine.status()).mode)
    },
    advance,

    /** Founds an own store; its recovery code is in the answer and kept nowhere. */
    foundStore: (about: { name: string; passphrase?: string | undefined }, fill: (session: Session, site: string) => void | Promise<void>): Promise<{ recoveryCode: string }> =>
      alone(async () => {
        only('first-run')
        if (!options.keychain() && !about.passphrase) throw new Refusal('passphrase-needed')
        be('busy', 'founding')
        try {
          const { at, key, recoveryCode } = await make({ ...about, demo: false, recovery: true }, fill)
          await enterStore(at, key)
          if (phaseIs('ready')) be('founded')
          return { recoveryCode: recoveryCode ?? '' }
        } catch (error) {
          await open()
          throw error
        }
      }),
    /** The recovery code is on paper: the founded store becomes the open one. */
    enter: (): Promise<void> =>
      alone(async () => {
        only('founded')
        await rewrap((keys) => keyring.markRecoveryWritten(keys, now()))
        be('ready')
      }),
    /** Makes the demo store (anew) and opens it. */
    makeDemo: (name: string, fill: (session: Session, site: string) => void | Promise<void>): Promise<void> =>
      alone(async () => {
        only('first-run', 'ready', 'locked', 'damaged', 'future')
        be('busy', 'founding')
        await shut()
        try {
          const { at, key } = await make({ demo: true, name, recovery: false }, fill)
          chooseDemo(true)
          await enterStore(at, key)
        } catch (error) {
          await open()
          throw error
        }
      }),
    /** Opens the demo store that was made here before; false when there is none, or none that opens. */
    openDemo: (): Promise<boolean> =>
      alone(async () => {
        only('first-run', 'ready', 'locked', 'damaged', 'future')
        if (!existsSync(demoPlace(profile).keys)) return false
        chooseDemo(true)
        await open()
        return phaseIs('ready')
      }),
    /** Closes the demo store and opens the profile's own, if any. The demo stays for the next time. */
    leaveDemo: (): Promise<void> =>
      alone(async () => {
        if (!place.demo) throw new Refusal('not-a-demo')
        chooseDemo(false)
        await open()
      }),

    /**
     * Joins HQ with a pairing code: an empty desktop downloads its site, a store that ran alone brings its history. An
     * interrupted download goes on by itself, also after a restart.
     */
    join: (about: { code: string; name: string; passphrase?: string | undefined }): Promise<void> =>
      alone(async () => {
        only('first-run', 'ready')
        if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
        const founding = phaseIs('ready')
        if (!founding) be('busy', 'joining')
        try {
          if (!opened) {
            const { at, key } = await make({ demo: false, name: about.name, passphrase: about.passphrase, recovery: false }, () => undefined)
            await enterStore(at, key)
            be('busy', 'joining')
          } else if (!founding) await rewrap((keys, key) => lockDown(keys, key, about.passphrase))
          const store = opened
          if (!store) throw new Refusal('not-ready')
          const sealed = { to: '', text: '' }
          const seal = (to: string): string => {
            sealed.to = to
            return (sealed.text = keyring.sealToGroup(store.key, to))
          }
          const paired = (): void => {
            if (sealed.text) keyring.writeKeys(store.place.keys, keyring.wrapForGroup(keyring.readKeys(store.place.keys), sealed.to, sealed.text))
          }
          try {
            await store.engine.join({ code: about.code, name: about.name, seal }, founding ? () => undefined : advance, stopping.signal)
          } catch (error) {
            if (!store.session.joined()) throw error
            // Paired, and the line broke while downloading: that goes on by itself.
            paired()
            if (!founding) return void download(store)
          }
          paired()
          if (founding) return tell()
          renameKeys(store)
          begin(store)
        } catch (error) {
          if (!founding) be('first-run')
          throw error
        }
      }),

    unlock: (secrets: Secrets): Promise<void> =>
      alone(async () => {
        only('locked')
        const key = await keyring.openBy(keyring.readKeys(place.keys), secrets, options.keychain())
        be('busy', 'opening')
        await enterStore(place, key)
        // A machine that has a keychain now (a new login, a repaired one) need not ask next time.
        const keychain = options.keychain()
        if (phaseIs('ready') && keychain && !place.demo) await rewrap((keys, k) => keyring.wrapByKeychain(keys, k, keychain))
      }),
    /** Tries again to open what would not open (a folder that was read-only, a disk that was away). */
    retry: (): Promise<void> =>
      alone(async () => {
        only('damaged', 'future', 'first-run')
        await open()
      }),

    backupFolder,
    backups: (): BackupFile[] => listBackups(backupFolder()),
    setBackupFolder: (folder: string): void => writeSettings(profile, { ...readSettings(profile), backupFolder: folder }),
    backupNow: async (): Promise<BackupFile> => {
      if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
      const { care } = current()
      return care.backup('manual').catch((error: unknown) => {
        throw care.trouble() === 'folder-missing' ? new Refusal('folder-missing') : error
      })
    },
    /** How a backup file elsewhere could be opened. @throws Refusal('not-a-backup'). */
    opensOf: (path: string): Status['opens'] => {
      const keys = quietly(() => keyring.readKeys(keysBeside(path)))
      if (!keys) throw new Refusal('not-a-backup')
      return keyring.opensOf(keys)
    },
    /** Puts a verified backup in the own store's place. The old file is kept aside. */
    restore: (path: string, secrets: Secrets): Promise<{ keptAside: string | null }> =>
      alone(async () => {
        only('first-run', 'locked', 'damaged', 'ready')
        if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
        const keys = quietly(() => keyring.readKeys(keysBeside(path)))
        if (!keys || !existsSync(path)) throw new Refusal('not-a-backup')
        const present = quietly(() => keyring.readKeys(own.keys))
        const asked = secrets.passphrase !== undefined || secrets.recoveryCode !== undefined
        const known = unlocked.get(keys.store) ?? keyring.openUnasked(keys, options.keychain())
        if (known === null && !asked) throw new Refusal('backup-locked', { opens: keyring.opensOf(keys) })
        const key = known ?? (await keyring.openBy(keys, secrets, options.keychain()))
        const back = phase
        be('busy', 'restoring')
        try {
          const heavy = heavyThread(options.heavy, { file: path, key })
          await heavy.ask({ kind: 'verify', path, key }).finally(() => heavy.stop())
        } catch (error) {
          be(back)
          if (error instanceof BackupDamaged) throw new Refusal('backup-damaged', { what: error.what })
          throw error
        }
        await shut()
        const keptAside = putInPlace(path, own.db, now())
        copyMissing(join(dirname(path), 'files'), own.files)
        const keychain = options.keychain()
        if (present?.store !== keys.store) keyring.writeKeys(own.keys, keychain ? keyring.wrapByKeychain(keys, key, keychain) : keyring.without(keys, 'keychain'))
        await enterStore(own, key)
        return { keptAside }
      }),

    /** A new code in the place of the old one, which stops working. */
    newRecoveryCode: async (): Promise<string> => {
      if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
      let code = ''
      await rewrap((keys, key) => {
        const made = keyring.wrapByRecoveryCode(keys, key)
        code = made.code
        return made.keys
      })
      return code
    },
    recoveryWritten: (): Promise<void> => rewrap((keys) => keyring.markRecoveryWritten(keys, now())),
    changePassphrase: async (passphrase: string | null): Promise<void> => {
      if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
      if (passphrase === null && !options.keychain()) throw new Refusal('passphrase-needed')
      await rewrap((keys, key) => (passphrase === null ? keyring.without(keys, 'passphrase') : keyring.wrapByPassphrase(keys, key, passphrase)))
    },
  }

  return {
    control,
    open: (): Promise<void> => alone(open),
    session: (): Session | null => (phaseIs('ready') ? (opened?.session ?? null) : null),
    /** Runs a heavy query on the read-only worker. */
    heavy: (name: string, input: unknown, who: Parameters<Session['read']>[0]): Promise<unknown> => current().heavy.ask({ kind: 'query', name, input, who, now: now() }),
    /** The machine woke, or the network came back. */
    nudge: (): void => void (phaseIs('ready') && opened?.engine.nudge()),
    /** A page of the open file could not be read: nothing more is written to it. */
    noteDamage: (error: unknown): void => {
      if (!opened) return
      const at = opened.place
      void alone(async () => {
        await shut()
        breakDown('file', error, at)
      })
    },
    /** Backs up what changed, then closes everything. */
    close: (): Promise<void> => {
      stopping.abort()
      return alone(async () => {
        if (phaseIs('ready')) await opened?.care.finish()
        be('busy', 'closing')
        await shut()
      })
    },
  }
}

/** Made for joining, and nobody has done anything in it yet. */
const isBlank = (session: Session): boolean => !session.joined() && session.chain().seq === 0
const reachable = (mode: string): boolean => mode === 'online' || mode === 'syncing'

function pause(ms: number, signal?: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms, undefined)
    signal?.addEventListener('abort', () => (clearTimeout(timer), done(undefined)), { once: true })
  })
}

function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
