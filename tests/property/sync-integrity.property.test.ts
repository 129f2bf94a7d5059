// The sums of real stores and a real headquarters after any history: kept step by step they are what counting the rows
// gives, and quiet replicas of one reach have the root headquarters tells.
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { sha256 } from '../../src/hq/chain.ts'
import { openHq } from '../../src/hq/hq.ts'
import { createRounds } from '../../src/hq/round.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Reach } from '../../src/hq/store/store.ts'
import { identify } from '../../src/main/store/desk.ts'
import { imageOf } from '../../src/main/store/images.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { countedTables, countTable } from '../../src/main/store/proof.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { vehicles } from '../../src/shared/modules/vehicles/tables.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { defaultsOf, plus, rowSum, sumText, ZERO, type Sum } from '../../src/shared/sync/integrity.ts'
import type { Payload } from '../../src/shared/sync/protocol.ts'
import { PROTOCOL } from '../../src/shared/sync/protocol-version.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'
import { somebody, testStore } from '../support/store.ts'

afterAll(removeFolders)

const ROWS = ['r1', 'r2', 'r3']
const desk = fc.integer({ min: 0, max: 2 })
const row = fc.constantFrom(...ROWS)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), desk, row, group: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('patch' as const),
      desk,
      row,
      group: fc.boolean(),
      value: fc.constantFrom(null, '', '1', '2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), desk, row, group: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('round' as const), desk, lost: fc.boolean() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function world() {
  const store = openSqliteStore(tempFolder())
  const hq = await openHq({ store, log: pino({ level: 'silent' }) })
  await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64) })
  const rounds = createRounds(hq)
  const sites = [await hq.pairing.addSite('甲店'), await hq.pairing.addSite('乙店')]
  const join = async (site: string, group: boolean) => {
    const { code } = await hq.pairing.issue(site, { group, minutes: 60 })
    const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const paired = await hq.pairing.pair({
      secret: code.secret,
      publicKey,
      name: '前台',
      appVersion: '0',
      founding: false,
      history: 0,
    })
    const made = testStore({ joined: true, replica: paired.replica, decides: group })
    identify(made.st, { replica: paired.replica, site, deviceCode: paired.deviceCode, demo: false })
    setState(made.st, 'incarnation', String(paired.incarnation))
    made.session.forgetChain()
    return { ...made, replica: paired.replica, reach: { site, reach: group ? 'group' : 'site' } satisfies Reach }
  }
  const desks = [await join(sites[0]?.id ?? '', false), await join(sites[0]?.id ?? '', true), await join(sites[1]?.id ?? '', false)]
  /** The root told, when the answer came here. */
  const round = async (n: number, lost: boolean): Promise<string | undefined> => {
    const { session, replica, reach } = desks[n] as (typeof desks)[number]
    const device = await store.device(replica)
    if (!device) throw new Error('unknown device')
    const sending = session.pending().map((s) => s.changeset)
    const answer = await rounds(device, {
      protocol: PROTOCOL,
      replica,
      site: reach.site,
      position: session.chain().seen,
      changesets: sending,
      retry: [],
      discard: [],
      deviceTime: 0,
      pending: session.pendingCount(),
      appVersion: '0',
    })
    if (lost) return undefined
    // As the worker puts back what HQ left out because the request brought it.
    for (const entry of answer.entries)
      if (entry.asSent) entry.changes = (JSON.parse(sending.find((c) => c.id === entry.changeset)?.payload ?? '') as Payload).changes
    session.receive({ entries: answer.entries, rulings: answer.rulings, position: answer.position })
    return answer.root
  }
  const take = async (s: Step): Promise<void> => {
    if (s.kind === 'round') return void (await round(s.desk, s.lost))
    const { session, st, reach, replica } = desks[s.desk] as (typeof desks)[number]
    const id = s.group ? s.row : `${s.row}-${reach.site}`
    const there = imageOf(st, s.group ? 'vehicles' : 'customers', id) !== null
    if ((s.kind === 'put') === there) return
    session.write(somebody({ user: 'system', site: reach.site, replica }), { command: 'sync.takeMine', writes: null }, (db) => {
      if (s.kind === 'put' && s.group)
        db.put(vehicles, {
          id,
          siteId: reach.site,
          stockNo: 'Y1',
          vin: `V${s.row}`,
          brand: '青屿',
          series: 'E5',
          model: '长续航',
          energy: 'nev',
          listFen: 1,
          priceFen: 1,
          state: 'for-sale',
          createdAt: db.now,
        })
      else if (s.kind === 'put') db.put(customers, { id, siteId: reach.site, kind: 'person', createdAt: 1, createdBy: `u${s.desk}` })
      else if (s.kind === 'patch' && s.group) db.patch(vehicles, id, { location: s.value, model: s.value || '标准' })
      else if (s.kind === 'patch') db.patch(customers, id, { phone: s.value, wechat: s.value })
      else db.remove(s.group ? vehicles : customers, id)
    })
  }
  return { store, desks, take, round, close: () => (desks.forEach((d) => d.session.close()), hq.close()) }
}

/** Counted row by row, by somebody who keeps nothing. */
async function fromScratch(store: Awaited<ReturnType<typeof world>>['store'], reach: Reach): Promise<string> {
  const defaults = defaultsOf(buildManifest())
  let sum: Sum = ZERO
  const page = await store.snapshotPage(reach, await store.head(), null, 100_000_000)
  for (const { table, id, image } of page.rows) sum = plus(sum, rowSum(sha256, defaults, table, id, image))
  return sumText(sum)
}

test('[S-HASH-2, S-HASH-3] after any history the sums are what counting gives, and quiet replicas have the root of their reach', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const w = await world()
      try {
        const counted = (): void => {
          for (const [n, { st }] of w.desks.entries())
            for (const table of countedTables(st)) expect(countTable(st, table), `desk ${n}, ${table}`).toEqual([])
        }
        for (const s of steps) {
          await w.take(s)
          counted()
        }
        for (let turn = 0; turn < 4; turn++) for (const n of w.desks.keys()) await w.round(n, false)
        for (const [n, { st, reach }] of w.desks.entries()) {
          const root = await w.round(n, false)
          expect(root, `desk ${n}`).toBe(await fromScratch(w.store, reach))
          expect(rootOf(st), `desk ${n}`).toBe(root)
        }
      } finally {
        await w.close()
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 25), ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
  )
}, 300_000)
