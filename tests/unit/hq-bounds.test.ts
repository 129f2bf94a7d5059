// However much there is to say, headquarters reads, holds and sends a bounded piece of it at a time: that is why an answer
// needs no stream. Counted where the rows come out of SQLite.
import { rmSync } from 'node:fs'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Hq, openHq } from '../../src/hq/hq.ts'
import { createRounds } from '../../src/hq/round.ts'
import { snapshotChunk } from '../../src/hq/snapshot.ts'
import type { Database } from '../../src/hq/store/open.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { PairedDevice } from '../../src/hq/store/store.ts'
import { MAX_PAYLOAD, type RoundAnswer, START } from '../../src/shared/sync/protocol.ts'
import { HqClient } from '../support/hq-client.ts'
import { tempFolder } from '../support/hq.ts'
import { insert, manifest } from '../support/judge.ts'

/** Rows of the feed: each as long as a changeset may be. */
const LONG = 16
const BODY = 'x'.repeat(MAX_PAYLOAD - 400)
/** Many rows under one position do not make an answer longer either. */
const SHORT = 1_500

let hq: Hq
let client: HqClient
let reader: PairedDevice
/** Characters that came out of SQLite row by row since the last look. */
let read = 0
const look = (): number => {
  const was = read
  read = 0
  return was
}
const folder = tempFolder()

/** The same connection; what is read row by row is counted. */
function counted(db: Database): Database {
  const through = Object.create(db) as Record<string, unknown>
  through['prepare'] = (sql: string) => {
    const made = db.prepare<unknown[]>(sql)
    return {
      run: (...values: unknown[]) => made.run(...values),
      get: (...values: unknown[]) => made.get(...values),
      all: (...values: unknown[]) => made.all(...values),
      *iterate(...values: unknown[]) {
        for (const row of made.iterate(...values)) {
          for (const value of Object.values(row as object)) if (typeof value === 'string') read += value.length
          yield row
        }
      },
    }
  }
  for (const name of ['exec', 'pragma', 'transaction'] as const) through[name] = db[name].bind(db)
  return through as unknown as Database
}

beforeAll(async () => {
  hq = await openHq({ store: openSqliteStore(folder, counted), log: pino({ level: 'silent' }), manifest })
  await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64), next: [] })
  const site = (await hq.pairing.addSite('Site')).id
  const joins = async (): Promise<[HqClient, PairedDevice]> => {
    const made = new HqClient((await hq.pairing.issue(site, { group: false, minutes: 60 })).code)
    made.paired = await hq.pairing.pair(made.pairRequest())
    return [made, (await hq.store.device(made.replica)) as PairedDevice]
  }
  const [writer, device] = await joins()
  ;[client, reader] = await joins()
  for (let n = 0; n < LONG; n++)
    await hq.ingest.take(device, [writer.make({ changes: [insert('notes', `L${n}`, { site_id: site, body: BODY })] })])
  for (let n = 0; n < SHORT; n += 500)
    await hq.ingest.take(device, [
      writer.make({ changes: Array.from({ length: 500 }, (_, i) => insert('notes', `S${n + i}`, { site_id: site, name: `${n + i}` })) }),
    ])
}, 60_000)
afterAll(async () => {
  await hq.close()
  rmSync(folder, { recursive: true, force: true })
})

test('[S-FEED-6] a round reads, holds and sends about a megabyte of the feed, and one entry more at most', async () => {
  const rounds = createRounds(hq)
  const most = 1_000_000 + MAX_PAYLOAD
  let got = 0
  let answers = 0
  client.position = START
  for (let more = true; more; answers++) {
    look()
    const answer: RoundAnswer = await rounds(reader, client.roundRequest())
    expect(look(), 'characters read for one answer').toBeLessThan(most + 2 * MAX_PAYLOAD)
    expect(JSON.stringify(answer).length, 'characters of one answer').toBeLessThan(most + 50_000)
    client.position = answer.position
    more = answer.more
    got += answer.entries.flatMap((entry) => entry.changes.filter((change) => change.table === 'notes')).length
  }
  expect(got).toBe(LONG + SHORT)
  expect(answers).toBeGreaterThan((LONG * BODY.length) / most)
})

test('[S-FEED-4] a piece of a snapshot is what a device asks for, at most a quarter of a megabyte and one row', async () => {
  const most = 256_000 + MAX_PAYLOAD
  let got = 0
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    look()
    const chunk = await snapshotChunk(hq.store, reader, after, 1e9)
    expect(look(), 'characters read for one piece').toBeLessThan(most + MAX_PAYLOAD)
    expect(JSON.stringify(chunk).length, 'characters of one piece').toBeLessThan(most + 50_000)
    got += chunk.rows.filter((row) => row.table === 'notes').length
    after = chunk.next
  }
  expect(got).toBe(LONG + SHORT)
})
