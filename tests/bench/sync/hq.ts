// A headquarters process for the benchmarks, on a directory that was filled straight through its store: the rows come from
// nowhere, what is measured starts afterwards.
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { grownBy, newNonce, partsOf } from '../../../src/hq/feed.ts'
import { openHq } from '../../../src/hq/hq.ts'
import { openSqliteStore } from '../../../src/hq/store/sqlite.ts'
import type { NewEntry } from '../../../src/hq/store/store.ts'
import { groundOver } from '../../../src/shared/sync/state.ts'
import type { Change } from '../../../src/shared/sync/protocol.ts'
import { runHq, spawnHq } from '../../support/hq-process.ts'
import { START_AT } from '../../support/store.ts'
import { peopleOf, some } from './people.ts'

export const SITE_NAME = '昆山店'
/** Changes in one entry, and entries in one commit, of the filling. */
const FILL = { changes: 4, entries: 500 }

const EMPTY = {
  manifest: { tables: {}, commands: {}, keys: {} },
  doc: () => undefined,
  hold: () => undefined,
  refused: () => undefined,
  unique: () => undefined,
  shadow: () => undefined,
  changeset: () => undefined,
  mentioning: () => [],
}

/** Fills a fresh directory with customers of one site. */
export async function fillHq(folder: string, rows: number, seed = 1): Promise<{ site: string }> {
  const store = openSqliteStore(folder)
  const hq = await openHq({ store, log: pino({ level: 'silent' }) })
  const { id: site } = await hq.pairing.addSite(SITE_NAME)
  const people = peopleOf(seed, site)
  for (let left = rows; left > 0;) {
    const base = await store.head()
    const { ground, written } = groundOver(EMPTY)
    const entries: NewEntry[] = []
    for (let n = 1; n <= FILL.entries && left > 0; n++) {
      const number = base.number + n
      const changes: Change[] = some(people, Math.min(FILL.changes, left)).map(({ id, image }) => {
        ground.setDoc('customers', id, { image, deleted: false, erased: false, site, origin: 'filler', position: number })
        return { table: 'customers', id, op: 'insert', set: image }
      })
      left -= changes.length
      entries.push({
        number,
        nonce: newNonce(randomBytes),
        changeset: `fill-${number}`,
        replica: 'filler',
        command: 'customers.add',
        actor: 'system',
        deviceTime: START_AT,
        receivedAt: START_AT,
        parts: partsOf(changes, ground, site),
      })
    }
    await store.commit({ base, written, entries, grown: grownBy(written, new Map()) })
  }
  await hq.close()
  return { site }
}

export type BenchHq = Awaited<ReturnType<typeof benchHq>>

/** HQ as a process over a copy of a filled directory, or an empty one. */
export async function benchHq(filled: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-hq-'))
  if (filled !== null) cpSync(filled, folder, { recursive: true })
  const running = await spawnHq(folder)
  const admin = (...words: string[]): Record<string, unknown> => {
    const { out, err, status } = runHq(...words, '--data', folder, '--json')
    if (status !== 0) throw new Error(err)
    return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
  }
  if (filled === null) admin('site', SITE_NAME)
  return {
    folder,
    pid: running.child.pid ?? 0,
    port: Number(new URL(running.url).port),
    code: (): string => (admin('pair', SITE_NAME)['pair'] as { code: string }).code,
    stop: async (): Promise<void> => {
      await running.end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
