// Whether HQ's disk takes writes. Full, read-only or broken: nothing is taken from then on and everything that can be read
// is still given; it is said once, and tried every second until the disk is well again.
import { randomBytes } from 'node:crypto'
import { access, constants, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { existsSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { HqRefusal } from './refusal.ts'
import type { Store } from './store/store.ts'

export type DiskState = 'well' | 'full' | 'read-only' | 'broken'
/** Not the last bytes: what lets HQ go on answering (counters of requests, signs of life) must still fit. */
const RESERVE = 16 * 1024 * 1024
/** So much must be free before documents are taken again. */
const ENOUGH = 24 * 1024 * 1024
const TRIAL_BYTES = 64 * 1024
/** Room put by while there is some: counters of requests still fit when others have taken the last byte. The write-ahead log they go through needs no more. */
export const BALLAST = 'hq.ballast'
const BALLAST_BYTES = 6 * 1024 * 1024
const LOOK_EVERY_MS = 1_000

export type Disk = ReturnType<typeof watchDisk>

/** What an error of SQLite or the system says of the disk; null when it says nothing. */
export function stateBy(error: unknown): Exclude<DiskState, 'well'> | null {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'full'
  if (['EROFS', 'EACCES', 'EPERM'].includes(code) || code.startsWith('SQLITE_READONLY')) return 'read-only'
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') return 'broken'
  return null
}

/** Watches the disk of a data directory; `changed` hears of every change once. */
export function watchDisk(folder: string, changed: (state: DiskState) => void) {
  let state: DiskState = 'well'
  let stopped = false
  const be = (next: DiskState): void => {
    if (next === state || stopped) return
    state = next
    changed(next)
  }

  /** As far as can be seen without writing. */
  const seen = async (least: number): Promise<DiskState> => {
    try {
      await access(folder, constants.W_OK)
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize < least ? 'full' : 'well'
    } catch (error) {
      return stateBy(error) ?? 'broken'
    }
  }
  /** Writes something and takes it away again. */
  const tried = async (): Promise<DiskState> => {
    const file = join(folder, 'hq.trial')
    try {
      const trial = await open(file, 'w', 0o600)
      try {
        await trial.writeFile(randomBytes(TRIAL_BYTES))
        await trial.sync()
      } finally {
        await trial.close()
      }
      return 'well'
    } catch (error) {
      return stateBy(error) ?? 'broken'
    } finally {
      await rm(file, { force: true }).catch(() => undefined)
    }
  }
  const ballast = join(folder, BALLAST)
  /** The ballast is there, whole. */
  let putBy = false
  const putByBallast = async (): Promise<void> => {
    if ((await stat(ballast).catch(() => null))?.size === BALLAST_BYTES) return void (putBy = true)
    if ((await seen(ENOUGH + BALLAST_BYTES)) !== 'well') return
    const draft = await open(`${ballast}.new`, 'w', 0o600)
    try {
      // Nothing a file system could store in fewer bytes.
      await draft.writeFile(randomBytes(BALLAST_BYTES))
      await draft.sync()
    } finally {
      await draft.close()
    }
    await rename(`${ballast}.new`, ballast)
    putBy = true
  }
  /** A disk that was in trouble is believed only what it does. */
  const look = async (): Promise<void> => {
    if (state === 'well') {
      be(await seen(RESERVE))
      // What goes wrong with it the next look sees.
      if (state === 'well' && !putBy && !stopped) await putByBallast().catch(() => undefined)
      return
    }
    const now = await seen(ENOUGH)
    be(now === 'well' ? await tried() : now)
  }

  let timer: NodeJS.Timeout
  const again = (): void => {
    timer = setTimeout(() => void look().finally(() => stopped || again()), LOOK_EVERY_MS)
    timer.unref()
  }
  void look().finally(() => stopped || again())

  return {
    state: (): DiskState => state,
    /** @throws HqRefusal('cannot-write') when more than a few bytes should not be written now. */
    mustTake: (): void => {
      if (state === 'well') {
        const { bavail, bsize } = statfsSync(folder)
        if (bavail * bsize < RESERVE) be('full')
      }
      if (state !== 'well') throw new HqRefusal('cannot-write')
    },
    /** A write failed, and its error says this of the disk. */
    failed: async (by: Exclude<DiskState, 'well'>): Promise<void> => {
      // SQLite has one word for whatever the system did not do.
      const tells = by === 'broken' ? await tried() : by
      be(tells === 'well' ? by : tells)
    },
    /** Gives up the ballast for what must be written all the same. False when there is none. */
    spendBallast: (): boolean => {
      putBy = false
      // A kill may have left it half put by.
      const found = [ballast, `${ballast}.new`].filter((file) => existsSync(file))
      for (const file of found) rmSync(file, { force: true })
      return found.length > 0
    },
    stop: (): void => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** The store, as what cannot be written is told to devices. Without a `disk` to watch each failure is told by itself. */
export function writingTo(store: Store, disk: Disk | null): Store {
  const told = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      return await write()
    } catch (error) {
      const by = stateBy(error)
      if (by === null) throw error
      await disk?.failed(by)
      throw new HqRefusal('cannot-write')
    }
  }
  const taken = <T>(write: () => Promise<T>): Promise<T> =>
    told(() => {
      disk?.mustTake()
      return write()
    })
  const { files, console, watch } = store
  /** Nobody waits for a sign of life. */
  const ifItCan = (write: () => Promise<void>): Promise<void> =>
    told(write).catch((error: unknown) => {
      if (!(error instanceof HqRefusal)) throw error
    })
  return {
    ...store,
    commit: (commit) => taken(() => store.commit(commit)),
    raiseCounter: (replica, counter) =>
      told(() =>
        store.raiseCounter(replica, counter).catch((error: unknown) => {
          if (stateBy(error) !== 'full' || !disk?.spendBallast()) throw error
          return store.raiseCounter(replica, counter)
        }),
      ),
    note: (...sign) => ifItCan(() => store.note(...sign)),
    console: { ...console, seeSession: (digest, at) => ifItCan(() => console.seeSession(digest, at)) },
    watch: {
      ...watch,
      noteRefused: (...sign) => ifItCan(() => watch.noteRefused(...sign)),
      keepAgreements: (...found) => ifItCan(() => watch.keepAgreements(...found)),
      keepRepairs: (...told) => ifItCan(() => watch.keepRepairs(...told)),
      keepTrend: (...sample) => ifItCan(() => watch.keepTrend(...sample)),
      compact: () => taken(() => watch.compact()),
    },
    files: {
      ...files,
      append: (...piece) => taken(() => files.append(...piece)),
      complete: (sha256) => told(() => files.complete(sha256)),
      drop: (sha256) => told(() => files.drop(sha256)),
    },
  }
}
