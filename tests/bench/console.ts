// npm run bench -- console [--rows N]: what the console asks of a real headquarters' store with a thousand desktops and N
// entries of the feed (1,000,000 unless told), beside the same with 10,000: a question that costs its page and not the feed
// has a ratio near 1. The store is filled by its own commits, nothing else.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { listCases, listQuarantine, showCase, trace } from '../../src/hq/console/inquiries.ts'
import { createOverview } from '../../src/hq/console/overview.ts'
import { openHq, type Hq } from '../../src/hq/hq.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { DirectoryChange, NewEntry, PairedDevice, Store } from '../../src/hq/store/store.ts'
import type { Changeset, Outcome, Row, Ruling } from '../../src/shared/sync/protocol.ts'
import { docKey, type Doc, type Written } from '../../src/shared/sync/state.ts'
import { type Spread, spread } from './measure.ts'

const [SITES, DESKTOPS, SMALL] = [200, 1000, 10_000]
const AT_ONCE = 2_000
const DAY_MS = 86_400_000
const ROUNDS = 60
/** Of so many changesets one is a case, and one lies in quarantine. */
const [A_CASE, A_QUARANTINED] = [100, 500]

const site = (n: number): string => `S${n % SITES}`
const replica = (n: number): string => `R${n % DESKTOPS}`
const device = (n: number): PairedDevice => ({
  replica: replica(n),
  site: site(n),
  reach: n % 100 === 0 ? 'group' : 'site',
  name: `Desk ${n}`,
  code: String(n),
  publicKey: '',
  incarnation: 1,
  history: 0,
  sealedKey: null,
  appVersion: '0.1.0',
  pairedAt: 1,
  revokedAt: null,
  suspendedAt: null,
  checkAskedAt: null,
  checkedAt: null,
  anewAskedAt: null,
  anewHeardAt: null,
  anewTakenAt: null,
  former: [],
})
const directory = (): DirectoryChange[] => [
  ...Array.from({ length: SITES }, (_, n): DirectoryChange => ({
    kind: 'site',
    site: { id: site(n), name: `Site ${n}`, code: `C${n}`, createdAt: n, foundedAt: 1 },
  })),
  ...Array.from({ length: DESKTOPS }, (_, n): DirectoryChange => ({ kind: 'device', device: device(n) })),
]

/** What the n-th changeset wrote: a customer, a car or a contract in turn, every third time a row that is there. */
function rowOf(n: number): { table: string; id: string; image: Row } {
  const of = n % 3 === 2 ? n - 2 : n
  const about = { site_id: site(n) }
  if (of % 4 === 0)
    return {
      table: 'customers',
      id: `K${of}`,
      image: { ...about, kind: 'person', name: `Person ${of}`, phone: `138${String(of).padStart(8, '0')}` },
    }
  if (of % 4 === 1)
    return { table: 'vehicles', id: `V${of}`, image: { ...about, vin: `LSV${String(of).padStart(14, '0')}`, state: 'in-stock' } }
  return { table: 'orders', id: `O${of}`, image: { ...about, no: `SO-${of}`, rev: 1, total_fen: of } }
}
const caseOf = (n: number, at: number): Row => ({
  site_id: site(n),
  kind: n % 300 === 0 ? 'hold' : 'field',
  state: n % 200 === 0 ? 'open' : 'resolved',
  key: `customers:K${n}`,
  changeset_id: `c${n}`,
  replica: replica(n),
  command: 'customers.correct',
  actor: 'system',
  device_time: at,
  opened_at: at,
  mine: '{"phone":"13800000001"}',
  theirs: '{"phone":"13800000002"}',
  columns: 'phone',
  subject_table: 'customers',
  subject_id: rowOf(n).id,
})

/** The number of some changeset that became a case: those of every fifth hundred lie in quarantine. */
const caseNumber = (i: number, changesets: number): number => {
  const hundred = 1 + ((i * 31) % Math.floor(changesets / A_CASE - 1))
  return A_CASE * (hundred % (A_QUARANTINED / A_CASE) === 0 ? hundred - 1 : hundred)
}

/** Fills an empty store with so many changesets, each an entry but for those in quarantine. Returns the feed's head. */
async function fill(store: Store, changesets: number, end: number): Promise<number> {
  await store.commit({ base: await store.head(), directory: directory() })
  const seqs = new Map<string, number>()
  for (let from = 1; from <= changesets; from += AT_ONCE) {
    const base = await store.head()
    const docs = new Map<string, Doc>()
    const ruled: { changeset: Changeset; ruling: Ruling; receivedAt: number; again: boolean }[] = []
    const entries: NewEntry[] = []
    for (let n = from; n < Math.min(from + AT_ONCE, changesets + 1); n++) {
      const receivedAt = Math.floor(end - (1 - n / changesets) * 300 * DAY_MS)
      const author = replica(n)
      const seq = (seqs.get(author) ?? 0) + 1
      seqs.set(author, seq)
      const { table, id, image } = rowOf(n)
      const change = { table, id, op: 'insert' as const, set: image }
      const outcome: Outcome = n % A_QUARANTINED === 0 ? 'quarantined' : n % A_CASE === 0 ? 'adjusted' : 'accepted'
      const number = base.number + entries.length + 1
      const about = { command: 'customers.add', actor: 'system', deviceTime: receivedAt }
      const payload = JSON.stringify({ changes: [change], guards: [] })
      const changeset: Changeset = {
        ...about,
        id: `c${n}`,
        replica: author,
        incarnation: 1,
        seq,
        prevHash: '',
        hash: '',
        seen: base,
        after: [],
        schemaVersion: 1,
        payload,
      }
      const cases = outcome === 'adjusted' ? [`case:c${n}:0`] : []
      const told = outcome === 'quarantined' ? { reason: 'unknown-command x' } : { position: number }
      ruled.push({ changeset, ruling: { changeset: changeset.id, seq, outcome, cases, ...told }, receivedAt, again: false })
      if (outcome === 'quarantined') continue
      const home = { deleted: false, erased: false, site: table === 'vehicles' ? null : site(n), origin: author, position: number }
      docs.set(docKey(table, id), { ...home, image })
      const concerned = table === 'vehicles' ? '' : site(n)
      const parts = new Map([[concerned, [change]]])
      for (const caseId of cases) {
        const row = caseOf(n, receivedAt)
        docs.set(docKey('cases', caseId), { ...home, site: site(n), image: row })
        parts.set(site(n), [...(parts.get(site(n)) ?? []), { table: 'cases', id: caseId, op: 'insert' as const, set: row }])
      }
      entries.push({ number, nonce: 'n', changeset: changeset.id, replica: author, receivedAt, ...about, parts })
    }
    const written: Written = { docs, holds: new Map(), refusals: new Map(), uniques: new Map(), shadows: new Map() }
    await store.commit({ base, changesets: ruled, entries, written })
  }
  return (await store.head()).number
}

type Told = { entries: number; changesets: number; fillS: number; asked: Record<string, Spread> }

async function measured(changesets: number): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-console-'))
  const now = Date.UTC(2026, 5, 1, 8)
  const hq: Hq = await openHq({ store: openSqliteStore(folder), log: pino({ level: 'silent' }), now: () => now })
  try {
    const from = performance.now()
    const entries = await fill(hq.store, changesets, now)
    const fillS = Math.round((performance.now() - from) / 1000)
    for (let n = 0; n < DESKTOPS; n++)
      hq.heard.set(replica(n), {
        appVersion: '0.1.0',
        seenAt: now,
        position: entries - ((n * 37) % 3000),
        kept: entries - 3000,
        pending: 0,
        pendingSince: null,
        skewMs: 0,
      })
    const overview = createOverview(hq, folder)
    const list = { state: 'open' as const, site: null, kind: null, olderMs: 0, after: null }
    const somewhere = (i: number): number => Math.floor(((i * 7919 + 13) % 9973) * (changesets / 9973))
    const of = (table: string, i: number): Row => {
      for (let n = somewhere(i); ; n++) {
        const row = rowOf(n)
        if (row.table === table && n % 3 !== 2 && n % A_QUARANTINED !== 0) return row.image
      }
    }
    const middle = { at: Math.floor(now - 150 * DAY_MS), id: '' }
    const questions: Record<string, (i: number) => Promise<unknown>> = {
      overview: () => (hq.news.tell(), overview.show(now)),
      desktops: (i) => overview.list({ search: '', standing: null, site: null, offset: (i % 10) * 100 }),
      contract: (i) => trace(hq, { text: String(of('orders', i)['no']) }),
      vin: (i) => trace(hq, { text: String(of('vehicles', i)['vin']) }),
      phone: (i) => trace(hq, { text: String(of('customers', i)['phone']) }),
      changeset: (i) => trace(hq, { text: `c${somewhere(i) + 1}` }),
      cases: () => listCases(hq, list),
      casesOfSite: (i) => listCases(hq, { ...list, site: site(i * 100) }),
      casesOfKind: () => listCases(hq, { ...list, kind: 'hold' }),
      casesSettled: () => listCases(hq, { ...list, state: 'resolved', after: middle }),
      case: (i) => showCase(hq, `case:c${caseNumber(i, changesets)}:0`),
      quarantine: () => listQuarantine(hq, { site: null, kind: null, olderMs: 0, after: middle }),
      quarantineOfKind: () => listQuarantine(hq, { site: null, kind: 'unknown-command', olderMs: 0, after: middle }),
      quarantineOfSite: (i) => listQuarantine(hq, { site: site(i), kind: null, olderMs: 0, after: null }),
      desktop: (i) => Promise.all([overview.find(replica(i)), hq.store.watch.rounds(replica(i)), hq.store.inquiry.rights(replica(i), 50)]),
    }
    const asked: Record<string, Spread> = {}
    for (const [name, ask] of Object.entries(questions)) {
      const times: number[] = []
      for (let i = 0; i < ROUNDS + 6; i++) {
        const began = performance.now()
        await ask(i)
        if (i >= 6) times.push(performance.now() - began)
      }
      asked[name] = spread(times)
    }
    return { entries, changesets, fillS, asked }
  } finally {
    await hq.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The small store, the large one, and by question how many times longer the large one takes (p50). */
export async function benchConsole(rows: number): Promise<{ desktops: number; small: Told; large: Told; ratio: Record<string, number> }> {
  const small = await measured(Math.min(SMALL, rows))
  const large = await measured(rows)
  const ratio = Object.fromEntries(
    Object.entries(large.asked).map(([name, { p50 }]) => [name, Math.round((p50 / (small.asked[name]?.p50 ?? Number.NaN)) * 100) / 100]),
  )
  return { desktops: DESKTOPS, small, large, ratio }
}
