// A desktop without a window but otherwise whole: an encrypted store on disk, the sync engine, and its worker as a real
// process. Several of them and an HQ are the network of a test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Asked, type CommandName, entries, type Name, type Output, type QueryName } from '../../src/shared/contract.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import type { Row } from '../../src/shared/sync/protocol.ts'
import { declaredTables, syncOf } from '../../src/shared/tables/define.ts'
import '../../src/shared/tables.ts'
import { derives } from '../../src/main/modules/derives.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { openFiles } from '../../src/main/store/files.ts'
import { keepForgetting } from '../../src/main/store/forgotten.ts'
import { imageOf } from '../../src/main/store/images.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { createSession } from '../../src/main/store/session.ts'
import type { Reader } from '../../src/main/store/read.ts'
import { keepUp } from '../../src/main/store/upkeep.ts'
import { unfinished } from '../../src/main/sync/bootstrap.ts'
import type { Who } from '../../src/main/store/who.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { createEngine } from '../../src/main/sync/engine.ts'
import { forkedPort, type Port } from '../../src/main/sync/port.ts'
import { somebody } from './store.ts'

const ROOT = resolve(import.meta.dirname, '../..')
export const KEY = 'a'.repeat(64)
const migrations = readMigrations(join(ROOT, 'migrations'))

export type Desktop = ReturnType<typeof desktop>

export type DesktopOptions = {
  /** The profile a killed desktop left; a fresh one by default. */
  folder?: string
  /** Starts the worker; the worker of the source tree by default. */
  spawn?: () => Port & { pid?: number | undefined }
}

/** A desktop on a fresh profile, or on the one a killed desktop left in `folder`. */
export function desktop(name: string, options: DesktopOptions = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  const raw = openDatabase({ file: join(folder, 'store.db'), key: KEY })
  migrate(raw, migrations)
  const session = createSession(raw, { derives, decides: () => readDesk(session.st).reach === 'group' })
  const upkeep = keepUp(session, () => unfinished(session.st) !== null)
  const files = openFiles(join(folder, 'files'), KEY)
  keepForgetting(session, files)
  const workers: { pid?: number | undefined; kill(): void }[] = []
  const troubles: unknown[] = []
  const engine = createEngine({
    session,
    appVersion: '0.1.0',
    files,
    log: (what, detail) => troubles.push([what, detail]),
    spawn: () => {
      const port = options.spawn?.() ?? forkedPort(join(ROOT, 'src/main/sync/worker.ts'))
      workers.push(port)
      return port
    },
  })
  /** Ends as a program that is closed does; the folder stays. */
  const leave = async (): Promise<void> => {
    upkeep.stop()
    await engine.stop()
    if (raw.open) raw.close()
  }
  const who = (over: Partial<Who> = {}): Who => {
    const desk = readDesk(session.st)
    return somebody({
      user: 'system',
      site: desk.site,
      siteCode: desk.siteCode,
      replica: desk.replica,
      deviceCode: desk.deviceCode,
      ...over,
    })
  }
  return {
    name,
    folder,
    session,
    st: session.st,
    engine,
    upkeep,
    workers,
    troubles,
    who,
    files,
    /** Runs a query or command of the contract as somebody at this desktop, parsed as at the border. @throws Refusal. */
    run: <N extends QueryName | CommandName>(name: N, input: Asked<N>, as: Partial<Who> = {}): Output<N> => {
      const entry = entries.get(name as Name)
      if (!entry) throw new Error(`no ${name}`)
      const handler = handlers[name] as (db: Reader | Writer, input: unknown) => Output<N>
      const parsed = entry.input.parse(input)
      const { site, siteCode, replica, deviceCode } = who()
      const person = who({ ...as, site, siteCode, replica, deviceCode })
      if (entry.kind === 'query') return entry.output.parse(session.read(person, (db) => handler(db, parsed))) as Output<N>
      const { writes, amendable } = entry as { writes: readonly string[]; amendable?: boolean }
      return session.write(person, { command: name, writes: new Set(writes), input: amendable ? JSON.stringify(parsed) : null }, (db) =>
        handler(db, parsed),
      )
    },
    /** Runs work as a command of the contract, by the program itself unless somebody is named. */
    write: (command: string, work: (db: Writer) => void, as: Partial<Who> = {}): string => {
      session.write(who(as), { command, writes: null }, work)
      return session.st.one<{ id: string }>('SELECT id FROM _sync_changesets WHERE seq IS NOT NULL ORDER BY n DESC LIMIT 1')?.id ?? ''
    },
    /** Redeems a code through `port` (a proxy's), and starts. */
    join: async (code: string, port?: number): Promise<void> => {
      const parsed = readPairingCode(code)
      const through = parsed && port !== undefined ? writePairingCode({ ...parsed, url: `https://127.0.0.1:${port}` }) : code
      await engine.join({ code: through, name }, () => undefined, new AbortController().signal)
      engine.start()
    },
    row: (table: string, id: string): Row | null => imageOf(session.st, table, id),
    state: (changeset: string): string | undefined =>
      session.st.one<{ state: string }>('SELECT state FROM _sync_changesets WHERE id = ?', changeset)?.state,
    /** Every synced row, for comparing two desktops. */
    everything: (): Record<string, Row> => {
      const rows: Record<string, Row> = {}
      for (const table of declaredTables())
        if (syncOf(table)?.scope !== 'local')
          for (const { id } of session.st.all<{ id: string }>(`SELECT id FROM "${table}" ORDER BY id`))
            rows[`${table}/${id}`] = imageOf(session.st, table, id) as Row
      return rows
    },
    /** Ends everything without a goodbye, as a kill would; the folder stays. */
    crash: (): void => {
      for (const worker of workers) worker.kill()
      void engine.stop()
      upkeep.stop()
      raw.close()
    },
    leave,
    remove: async (): Promise<void> => {
      await leave()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until something is true. @throws with what it was when it never became so. */
export async function eventually<T>(look: () => T, until: (value: T) => boolean = Boolean, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const value = look()
    if (until(value)) return value
    if (Date.now() > end) throw new Error(`after ${withinMs} ms still: ${JSON.stringify(value)}`)
    await new Promise((done) => setTimeout(done, 15))
  }
}

/**
 * Desks whose line was cut have noticed it when this resolves. Each asks, for one that does not listen just then would only
 * find out when it next has something to say.
 */
export async function cutOff(...desks: readonly Desktop[]): Promise<void> {
  await Promise.all(desks.map((desk) => desk.engine.now()))
  await eventually(() => desks.every((desk) => desk.engine.status().mode === 'offline'))
}

/**
 * Nothing is on its way any more: every desk has said everything, and each has taken in as much of the feed as the others.
 * Desks of one site and reach hold the same rows then. Each is asked, for one without anything new in its reach is not told
 * how far the feed has come.
 */
export async function quiet(...desks: readonly Desktop[]): Promise<void> {
  const state = (desk: Desktop) => ({
    name: desk.name,
    pending: desk.session.pendingCount(),
    mode: desk.engine.status().mode,
    behind: desk.engine.status().behind,
    seen: desk.session.chain().seen.number,
  })
  const end = Date.now() + 60_000
  for (;;) {
    await Promise.all(desks.map((desk) => desk.engine.now()))
    const states = desks.map(state)
    if (states.every((s) => s.pending === 0 && s.mode === 'online' && s.behind === 0) && new Set(states.map((s) => s.seen)).size === 1)
      break
    if (Date.now() > end) throw new Error(`not quiet after a minute: ${JSON.stringify(states)}`)
    await new Promise((done) => setTimeout(done, 15))
  }
  const held = new Map<string, { name: string; rows: string }>()
  for (const desk of desks) {
    const { site, reach } = readDesk(desk.st)
    const rows = JSON.stringify(desk.everything())
    const other = held.get(`${site} ${reach}`)
    if (other && other.rows !== rows) throw new Error(`${desk.name} does not hold what ${other.name} holds`)
    held.set(`${site} ${reach}`, { name: desk.name, rows })
  }
}
