// One profile on this machine from first run to ready: keys, open store, sync, backups. Plain Node; main.ts adds windows.
// Modules reach it through DesktopControl only.
import { existsSync } from 'node:fs'
import { Refusal } from '../shared/errors.ts'
import type { Status } from '../shared/modules/setup/contract.ts'
import { readCode } from '../shared/modules/setup/rules.ts'
import '../shared/tables.ts'
import { careFor, type Care } from './care.ts'
import { type HeavyThread, heavyThread } from './heavy-thread.ts'
import type { Log } from './log.ts'
import { derives } from './modules/derives.ts'
import { type BackupFile, BackupDamaged, keysBeside, listBackups, putInPlace } from './store/backup.ts'
import { type Desk, identify, readDesk } from './store/desk.ts'
import { type FileStore, openFiles } from './store/files.ts'
import * as keyring from './store/keys.ts'
import { DatabaseFromTheFuture, migrate, type Migration, readMigrations, versionOf } from './store/migrate.ts'
import { type Database, openDatabase } from './store/open.ts'
import { adopt, clearDraft, demoPlace, draftPlace, ownPlace, type Place, readSettings, settle, writeSettings } from './store/profile.ts'
import { createSession, type Session } from './store/session.ts'
import { statementsOf } from './store/statements.ts'

export type DesktopOptions = {
  profile: string
  /** Folder of the numbered SQL files. */
  migrations: string
  /** The system's keeper of secrets; null where it would not really encrypt. Asked late: Electron knows only when ready. */
  keychain: () => keyring.Keychain | null
  /** heavy.ts, or what it was built into. */
  heavy: string | URL
  appVersion: string
  log: Log
  now?: () => number
  /** The phase, or what it says of itself, changed. */
  onPhase?: () => void
  onTouched?: (tables: readonly string[]) => void
  /** The store was closed: nobody is signed in any more. */
  onShut?: () => void
}

type Opened = { place: Place; raw: Database; key: string; session: Session; files: FileStore; heavy: HeavyThread; care: Care }
type Secrets = { passphrase?: string | undefined; recoveryCode?: string | undefined }

export type Desktop = ReturnType<typeof createDesktop>
/** What jobs may ask of the profile itself. */
export type DesktopControl = Desktop['control']

export function createDesktop(options: DesktopOptions) {
  const { profile, log } = options
  const now = options.now ?? Date.now
  const migrations: readonly Migration[] = readMigrations(options.migrations)
  let phase: Status['phase'] = 'busy'
  let work: Status['work'] = 'opening'
  let progress: Status['progress'] = null
  let future: Status['future'] = null
  let damaged: Status['damaged'] = null
  let opened: Opened | null = null
  let place: Place = ownPlace(profile)
  /** Serialises everything that opens, closes or replaces the store. */
  let turn: Promise<unknown> = Promise.resolve()

  const tell = (): void => options.onPhase?.()
  const be = (next: Status['phase'], doing: Status['work'] = null): void => {
    phase = next
    work = doing
    if (next !== 'busy') progress = null
    tell()
  }
  const advance = (done: number, total: number, note?: string): void => {
    progress = { done, total, note: note ?? null }
    tell()
  }
  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const next = turn.then(job, job)
    turn = next.catch(() => undefined)
    return next
  }
  const keysOf = (at: Place): keyring.KeyFile => keyring.readKeys(at.keys)
  const backupFolder = (): string => readSettings(profile).backupFolder ?? ownPlace(profile).backups

  const breakDown = (reason: NonNullable<Status['damaged']>['reason'], error: unknown, at = place): void => {
    damaged = { reason, file: at.db, incident: log.incident(error, `open ${reason}`) }
    be('damaged')
  }

  /** Climbs an older file to this application's version, with a verified copy to return to. */
  const climb = async (raw: Database, at: Place, key: string): Promise<void> => {
    const from = versionOf(raw)
    if (from === migrations.length || from === 0) return void migrate(raw, migrations)
    work = 'updating'
    tell()
    const heavy = heavyThread(options.heavy, { file: at.db, key })
    const copy = (await heavy.ask({ kind: 'backup', order: { file: at.db, key, keys: at.keys, folder: at.backups, reason: 'before-update', at: now() } }).finally(() => heavy.stop())) as BackupFile
    try {
      migrate(raw, migrations)
      const verdict = raw.pragma('integrity_check', { simple: true })
      if (verdict !== 'ok') throw new Error(`after the update: ${String(verdict)}`)
    } catch (error) {
      raw.close()
      putInPlace(copy.path, at.db, now())
      throw new UpdateFailed(error)
    }
  }

  const openWith = async (at: Place, key: string): Promise<void> => {
    let raw: Database | null = null
    try {
      const peek = openDatabase({ file: at.db, key, readonly: true })
      const found = versionOf(peek)
      peek.close()
      if (found > migrations.length) throw new DatabaseFromTheFuture(found, migrations.length)
      raw = openDatabase({ file: at.db, key })
      await climb(raw, at, key)
      begin(at, raw, key)
    } catch (error) {
      raw?.close()
      if (error instanceof DatabaseFromTheFuture) {
        future = { at: error.at, known: error.known }
        log.note('database from the future', future)
        return be('future')
      }
      if (error instanceof UpdateFailed) return breakDown('update', error.cause, at)
      const code = String((error as { code?: unknown }).code ?? '')
      breakDown(/CANTOPEN|READONLY|EACCES|EROFS|EPERM/.test(code) ? 'folder' : 'file', error, at)
    }
  }

  const begin = (at: Place, raw: Database, key: string): void => {
    const session = createSession(raw, { now, derives, decides: () => readDesk(session.st).reach === 'group' })
    if (options.onTouched) session.onTouched(options.onTouched)
    const heavy = heavyThread(options.heavy, { file: at.db, key })
    const order = { file: at.db, key, keys: at.keys, files: at.files }
    const care = careFor({ session, now, log, backup: at.demo ? null : (reason) => heavy.ask({ kind: 'backup', order: { ...order, folder: backupFolder(), reason, at: now() } }) as Promise<BackupFile>, folder: backupFolder, onTrouble: tell })
    place = at
    opened = { place: at, raw, key, session, files: openFiles(at.files, key), heavy, care }
    damaged = future = null
    be('ready')
    care.start()
  }

  const shut = async (): Promise<void> => {
    const was = opened
    opened = null
    if (!was) return
    was.care.stop()
    await was.heavy.stop()
    was.session.close()
    options.onShut?.()
  }

  /** Opens whatever this profile has; asks for secrets by being `locked`. */
  const open = async (): Promise<void> => {
    be('busy', 'opening')
    place = settle(profile)
    if (!existsSync(place.keys)) {
      if (!existsSync(place.db)) return be('first-run')
      return breakDown('keys', new Error('the key file is missing'))
    }
    let keys: keyring.KeyFile
    try {
      keys = keysOf(place)
    } catch (error) {
      return breakDown('keys', error)
    }
    if (!existsSync(place.db)) return breakDown('file', new Error('the database file is missing'))
    const key = keyring.openUnasked(keys, options.keychain())
    if (key === null) return be('locked')
    await openWith(place, key)
  }

  /** The work is asked for in the wrong phase. */
  const only = (...allowed: Status['phase'][]): void => {
    if (!allowed.includes(phase)) throw new Refusal('not-now', { phase })
  }
  const current = (): Opened => {
    if (!opened || (phase !== 'ready' && phase !== 'founded')) throw new Refusal('not-ready')
    return opened
  }
  /** The data key by what a person typed. @throws Refusal with the word for what was wrong. */
  const keyBy = async (keys: keyring.KeyFile, { passphrase, recoveryCode }: Secrets): Promise<string> => {
    if (recoveryCode !== undefined) {
      const group = keyring.readGroupKey(recoveryCode)
      if (group === 'wrong') throw new Refusal('mistyped-recovery-code', { groups: '' })
      if (group !== null) {
        const key = keyring.openByGroup(keys, group)
        if (key === null) throw new Refusal('wrong-recovery-code')
        return key
      }
      const read = readCode(recoveryCode)
      if (!read.ok) throw new Refusal('mistyped-recovery-code', { groups: read.wrong.join('、') })
      const key = keyring.openByRecovery(keys, read.secret)
      if (key === null) throw new Refusal('wrong-recovery-code')
      return key
    }
    const key = keyring.openUnasked(keys, options.keychain()) ?? (await keyring.openByPassphrase(keys, passphrase ?? ''))
    if (key === null) throw new Refusal('wrong-passphrase')
    return key
  }
  const rewrap = async (change: (keys: keyring.KeyFile, key: string) => keyring.KeyFile | Promise<keyring.KeyFile>): Promise<void> => {
    const { place: at, key } = current()
    keyring.writeKeys(at.keys, await change(keysOf(at), key))
  }

  const control = {
    status: (): Status => {
      const keys = phase !== 'first-run' && existsSync(place.keys) ? quietly(() => keysOf(place)) : null
      const desk = opened && phase === 'ready' ? readDesk(opened.session.st) : null
      return {
        phase,
        kind: phase === 'first-run' ? null : desk ? (desk.demo ? 'demo' : desk.joined ? 'joined' : 'alone') : place.demo ? 'demo' : null,
        storeName: desk?.siteName || keys?.name || null,
        appVersion: options.appVersion,
        keychain: options.keychain() !== null,
        opens: { passphrase: keys !== null && keyring.has(keys, 'passphrase'), recovery: keys !== null && (keyring.has(keys, 'recovery') || keyring.has(keys, 'group')) },
        work,
        progress,
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
    keychain: (): boolean => options.keychain() !== null,

    /**
     * Makes a store in a draft folder, lets `fill` write its first rows, and adopts it. Nothing of a failed founding
     * stays. An own store gets its locks here; its recovery code is returned and kept nowhere.
     */
    found: (about: { demo: boolean; name: string; deviceCode: string; passphrase?: string | undefined }, fill: (session: Session, site: string) => void | Promise<void>): Promise<{ recoveryCode: string | null }> =>
      alone(async () => {
        only('first-run', ...(about.demo ? (['ready', 'locked', 'damaged', 'future'] as const) : []))
        const keychain = options.keychain()
        if (!about.demo && !keychain && !about.passphrase) throw new Refusal('passphrase-needed')
        if (about.demo) await shut()
        be('busy', 'founding')
        try {
          const draft = draftPlace(profile, about.demo)
          clearDraft(draft)
          const key = keyring.newDataKey()
          const raw = openDatabase({ file: draft.db, key })
          let keys: keyring.KeyFile
          let recoveryCode: string | null = null
          try {
            migrate(raw, migrations)
            const session = createSession(raw, { now, derives, decides: () => true })
            const site = session.newId()
            identify(statementsOf(raw), { replica: session.newId(), site, deviceCode: about.deviceCode, demo: about.demo })
            session.forgetChain()
            await fill(session, site)
            keys = keyring.emptyKeys(site, about.name, now())
          } finally {
            raw.close()
          }
          if (about.demo) keys = keyring.wrapForDemo(keys, key)
          else {
            if (keychain) keys = keyring.wrapByKeychain(keys, key, keychain)
            if (about.passphrase) keys = await keyring.wrapByPassphrase(keys, key, about.passphrase)
            const made = keyring.wrapByRecoveryCode(keys, key)
            keys = made.keys
            recoveryCode = made.code
          }
          keyring.writeKeys(draft.keys, keys)
          const at = about.demo ? demoPlace(profile) : ownPlace(profile)
          adopt(draft, at)
          if (about.demo) writeSettings(profile, { ...readSettings(profile), demo: true })
          await openWith(at, key)
          if (recoveryCode !== null && phaseIs('ready')) be('founded')
          return { recoveryCode }
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
    unlock: (secrets: Secrets): Promise<void> =>
      alone(async () => {
        only('locked')
        const key = await keyBy(keysOf(place), secrets)
        be('busy', 'opening')
        await openWith(place, key)
        // A machine that has a keychain now (a new login, a repaired one) need not ask next time.
        const keychain = options.keychain()
        if (phaseIs('ready') && keychain && !place.demo) await rewrap((keys, k) => keyring.wrapByKeychain(keys, k, keychain))
      }),

    backupFolder,
    backups: (): BackupFile[] => listBackups(backupFolder()),
    setBackupFolder: (folder: string): void => writeSettings(profile, { ...readSettings(profile), backupFolder: folder }),
    backupNow: (): Promise<BackupFile> => current().care.backup('manual'),
    /** How a backup file elsewhere could be opened. @throws Refusal('not-a-backup'). */
    opensOf: (path: string): Status['opens'] => {
      const keys = quietly(() => keyring.readKeys(keysBeside(path)))
      if (!keys) throw new Refusal('not-a-backup')
      return { passphrase: keyring.has(keys, 'passphrase'), recovery: keyring.has(keys, 'recovery') || keyring.has(keys, 'group') }
    },
    /** Puts a verified backup in the store's place. The old file is kept aside. */
    restore: (path: string, secrets: Secrets): Promise<{ keptAside: string | null }> =>
      alone(async () => {
        only('first-run', 'locked', 'damaged', 'ready')
        if (place.demo) throw new Refusal('not-now', { phase: 'demo' })
        const keys = quietly(() => keyring.readKeys(keysBeside(path)))
        if (!keys || !existsSync(path)) throw new Refusal('not-a-backup')
        const asked = secrets.passphrase !== undefined || secrets.recoveryCode !== undefined
        const key = opened && keysOf(place).store === keys.store ? opened.key : asked ? await keyBy(keys, secrets) : keyring.openUnasked(keys, options.keychain())
        if (key === null) throw new Refusal('backup-locked')
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
        const at = ownPlace(profile)
        const keptAside = putInPlace(path, at.db, now())
        const same = quietly(() => keysOf(at).store) === keys.store
        const keychain = options.keychain()
        if (!same) keyring.writeKeys(at.keys, keychain ? keyring.wrapByKeychain(keyring.without(keys, 'keychain'), key, keychain) : keyring.without(keys, 'keychain'))
        await openWith(at, key)
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
      tell()
      return code
    },
    recoveryWritten: async (): Promise<void> => {
      await rewrap((keys) => keyring.markRecoveryWritten(keys, now()))
      tell()
    },
    changePassphrase: async (passphrase: string | null): Promise<void> => {
      if (passphrase === null && !options.keychain()) throw new Refusal('passphrase-needed')
      await rewrap((keys, key) => (passphrase === null ? keyring.without(keys, 'passphrase') : keyring.wrapByPassphrase(keys, key, passphrase)))
    },
    /** Opens the demo store that was made here before; false when there is none, or none that opens. */
    openDemo: (): Promise<boolean> =>
      alone(async () => {
        only('first-run', 'ready', 'locked', 'damaged', 'future')
        if (!existsSync(demoPlace(profile).keys)) return false
        be('busy', 'opening')
        await shut()
        writeSettings(profile, { ...readSettings(profile), demo: true })
        await open()
        return phaseIs('ready')
      }),
    /** Closes the demo store and opens the profile's own, if any. The demo stays for the next time. */
    leaveDemo: (): Promise<void> =>
      alone(async () => {
        if (!place.demo) throw new Refusal('not-a-demo')
        be('busy', 'closing')
        await shut()
        writeSettings(profile, { ...readSettings(profile), demo: false })
        await open()
      }),
    advance,
    /** Tries again to open what would not open (a folder that was read-only, a disk that was away). */
    retry: (): Promise<void> =>
      alone(async () => {
        only('damaged', 'future', 'first-run')
        await open()
      }),
  }
  const phaseIs = (wanted: Status['phase']): boolean => phase === wanted

  return {
    control,
    open: () => alone(open),
    session: (): Session | null => (phase === 'ready' ? (opened?.session ?? null) : null),
    /** Runs a heavy query on the read-only worker. */
    heavy: (name: string, input: unknown, who: Parameters<Session['read']>[0]): Promise<unknown> => current().heavy.ask({ kind: 'query', name, input, who, now: now() }),
    /** A page of the open file could not be read: nothing more is written to it. */
    noteDamage: (error: unknown): void => {
      if (!opened) return
      void alone(async () => {
        await shut()
        breakDown('file', error)
      })
    },
    /** Backs up what changed, then closes everything. */
    close: (): Promise<void> =>
      alone(async () => {
        await opened?.care.finish()
        be('busy', 'closing')
        await shut()
      }),
  }
}

class UpdateFailed extends Error {
  constructor(cause: unknown) {
    super('the update of the database failed', { cause })
    this.name = 'UpdateFailed'
  }
}

function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
