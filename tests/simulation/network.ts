// Replicas and one HQ in one process: real desktop stores, the real HQ over its real SQLite store, no sockets and no
// timers. The scheduler owns the line: it drops, doubles, delays and lets through one way.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { openHq, type Hq } from '../../src/hq/hq.ts'
import { createRounds, type Rounds } from '../../src/hq/round.ts'
import { snapshotChunk } from '../../src/hq/snapshot.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { derives } from '../../src/main/modules/derives.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { imageOf } from '../../src/main/store/images.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { createSession, type Session } from '../../src/main/store/session.ts'
import { bootstrap, unfinished } from '../../src/main/sync/bootstrap.ts'
import type { Link } from '../../src/main/sync/link.ts'
import { pair } from '../../src/main/sync/pairing.ts'
import { writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { PairRequest, type RoundAnswer, type RoundRequest, type Ruling } from '../../src/shared/sync/protocol.ts'
import { PROTOCOL } from '../../src/shared/sync/protocol-version.ts'
import { declaredTables, syncOf } from '../../src/shared/tables/define.ts'
import '../../src/shared/tables.ts'

const migrations = readMigrations(resolve(import.meta.dirname, '../../migrations'))
const deviceKeys = Array.from({ length: 8 }, () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
)
const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export type Clock = { at: number }
export type Replica = {
  name: string
  session: Session
  /** An answer on its way; one round at a time, local work goes on meanwhile. */
  waiting: RoundAnswer | null
  offline: boolean
  /** Rulings whose entries have not come yet. */
  held: Map<string, Ruling>
  close(): void
}

export function replica(name: string, clock: Clock, random: Random): Replica {
  const raw = openDatabase({ file: ':memory:', key: null })
  migrate(raw, migrations)
  const session = createSession(raw, {
    now: () => clock.at,
    random: random.bytes,
    derives,
    decides: () => readDesk(session.st).reach === 'group',
  })
  return { name, session, waiting: null, offline: false, held: new Map(), close: () => raw.close() }
}

export type Network = Awaited<ReturnType<typeof openNetwork>>

export async function openNetwork(clock: Clock, random: Random) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-sim-'))
  let hq: Hq
  let rounds: Rounds
  const start = async (): Promise<void> => {
    hq = await openHq({ store: openSqliteStore(folder), log: pino({ level: 'silent' }), now: () => clock.at })
    await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64) })
    rounds = createRounds(hq)
  }
  await start()
  let keys = 0

  const deviceOf = async (id: string) => {
    const device = await hq.store.device(id)
    if (!device) throw new Error('unknown device')
    return device
  }
  const linkFor = (r: Replica): Link =>
    ({
      ask: async (question: string, ask: unknown) => {
        if (question === 'pair') return wire(await hq.pairing.pair(PairRequest.parse((ask as { body: unknown }).body)))
        if (question === 'snapshot')
          return wire(
            await snapshotChunk(hq.store, await deviceOf(readDesk(r.session.st).replica), (ask as { after: string | null }).after),
          )
        throw new Error(question)
      },
    }) as unknown as Link
  const exchange = async (body: RoundRequest): Promise<RoundAnswer> => wire(await rounds(await deviceOf(body.replica), wire(body)))
  const request = ({ session }: Replica): RoundRequest => ({
    protocol: PROTOCOL,
    replica: session.chain().replica,
    position: session.chain().seen,
    changesets: session.pending(120, 400_000).map((s) => s.changeset),
    retry: [],
    discard: [],
    deviceTime: clock.at,
    pending: session.pendingCount(),
    appVersion: 'sim',
  })
  /** Entries, then the rulings whose entries have come, then the position: one transaction, as the engine does. */
  const take = (r: Replica, answer: RoundAnswer): void => {
    if (answer.position.number < r.session.chain().seen.number) return
    for (const ruling of answer.rulings) r.held.set(ruling.changeset, ruling)
    const due = [...r.held.values()].filter((ruling) => ruling.position === undefined || ruling.position <= answer.position.number)
    for (const ruling of due) r.held.delete(ruling.changeset)
    r.session.receive({ entries: answer.entries, rulings: due, position: answer.position })
  }
  const standing = ({ session }: Replica): string => JSON.stringify([session.chain().seen, session.pendingCount()])

  return {
    hq: () => hq,
    site: (name: string) => hq.pairing.addSite(name),
    join: async (r: Replica, site: string): Promise<void> => {
      const { code } = await hq.pairing.issue(site, { group: false, minutes: 60 })
      const key = deviceKeys[keys++ % deviceKeys.length] as string
      r.session.keep([], (st) => setState(st, 'device_key', key))
      await pair(linkFor(r), r.session, { code: writePairingCode(code), name: r.name, appVersion: 'sim' })
      if (unfinished(r.session.st)) await bootstrap(linkFor(r), r.session, () => undefined, new AbortController().signal)
      r.session.forgetChain()
    },
    /** One round over a bad line. */
    talk: async (r: Replica): Promise<void> => {
      if (r.offline) return
      if (r.waiting) {
        if (random.chance(0.5)) return
        const answer = r.waiting
        r.waiting = null
        return take(r, answer)
      }
      if (random.chance(0.15)) return
      const body = request(r)
      let answer = await exchange(body)
      if (random.chance(0.2)) answer = await exchange(body)
      if (random.chance(0.15)) return
      if (random.chance(0.3)) r.waiting = answer
      else take(r, answer)
    },
    /** The line is good again: everything is said and heard. @throws when it does not come to rest. */
    settle: async (all: readonly Replica[]): Promise<void> => {
      for (const r of all) {
        r.offline = false
        if (r.waiting) take(r, r.waiting)
        r.waiting = null
      }
      for (let turn = 0; turn < 200; turn++) {
        let moved = false
        for (const r of all) {
          const before = standing(r)
          take(r, await exchange(request(r)))
          moved ||= standing(r) !== before
        }
        if (!moved) return
      }
      throw new Error('the outboxes do not drain')
    },
    /** HQ stops and starts again on the same directory. */
    restart: async (): Promise<void> => {
      await hq.close()
      await start()
    },
    close: async (): Promise<void> => {
      await hq.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A row's text for comparing: columns in order. */
export const textOf = (image: object): string =>
  JSON.stringify(Object.fromEntries(Object.entries(image).sort(([a], [b]) => (a < b ? -1 : 1))))

/** Every synced row of a replica. */
export function rowsOf(r: Replica): Map<string, string> {
  const rows = new Map<string, string>()
  for (const table of declaredTables()) {
    if (syncOf(table)?.scope === 'local') continue
    for (const { id } of r.session.st.all<{ id: string }>(`SELECT id FROM "${table}" ORDER BY id`))
      rows.set(`${table}/${id}`, textOf(imageOf(r.session.st, table, id) ?? {}))
  }
  return rows
}
