// One seed: a store that ran alone founds a site, two more desktops join, everybody works through a bad day, the line
// comes back, and every promise is checked. The same seed gives the same day.
import { createHash } from 'node:crypto'
import { addDays } from '../../src/shared/dates.ts'
import { fillDemo } from '../../src/main/demo/generate.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { identify, readDesk } from '../../src/main/store/desk.ts'
import { openNetwork, replica, rowsOf, textOf, type Clock, type Network, type Replica } from './network.ts'
import { step, type Ledger } from './shop-floor.ts'

export type Verdict = { seed: number; violations: string[]; cases: number; lost: number; trace: string; ms: number }
const TODAY = '2026-11-22'

export async function day(seed: number, steps = 160): Promise<Verdict> {
  const from = performance.now()
  const random = seeded(seed)
  const clock: Clock = { at: Date.parse(`${TODAY}T08:00:00+08:00`) }
  const network = await openNetwork(clock, random)
  const replicas = ['前台 1', '前台 2', '前台 3'].map((name) => replica(name, clock, random))
  const trace = createHash('sha256')
  const violations: string[] = []
  const ledger: Ledger = { entered: new Map() }
  try {
    await open(network, replicas, clock, seed)
    const [first] = replicas as [Replica]
    for (const r of first.session.st.all<{ id: string; amount_fen: number }>('SELECT id, amount_fen FROM receipts'))
      ledger.entered.set(r.id, r.amount_fen)
    for (let n = 0; n < steps; n++) {
      clock.at += random.int(1_000, 240_000)
      const r = random.pick(replicas)
      const kind = random.weighted([
        ['work', 60],
        ['talk', 34],
        ['line', 5],
        ['restart', 1],
      ] as const)
      if (kind === 'work') trace.update(`${r.name} ${step(r.session, random, ledger)}\n`)
      else if (kind === 'talk') await network.talk(r)
      else if (kind === 'line') r.offline = !r.offline
      else await network.restart()
    }
    await network.settle(replicas)
    violations.push(...quietTrue(replicas, ledger), ...(await hqTrue(network, first)))
    const count = (r: Replica, sql: string): number => r.session.st.one<{ n: number }>(sql)?.n ?? 0
    // What people see is the same every time; ids of cases and devices are drawn by HQ.
    for (const row of first.session.st.all('SELECT no, state, price_fen FROM orders ORDER BY no')) trace.update(JSON.stringify(row))
    return {
      seed,
      violations,
      cases: count(first, 'SELECT count(*) AS n FROM cases'),
      lost: replicas.reduce((sum, r) => sum + count(r, `SELECT count(*) AS n FROM _sync_changesets WHERE state = 'lost'`), 0),
      trace: trace.digest('hex').slice(0, 16),
      ms: Math.round(performance.now() - from),
    }
  } finally {
    for (const r of replicas) r.close()
    await network.close()
  }
}

async function open(network: Network, replicas: readonly Replica[], clock: Clock, seed: number): Promise<void> {
  const [first] = replicas as [Replica]
  const { session } = first
  const site = { id: session.newId(), name: '模拟店', code: 'MN' }
  identify(session.st, { replica: session.newId(), site: site.id, deviceCode: '01', demo: false })
  session.forgetChain()
  await fillDemo(session, {
    seed,
    today: addDays(TODAY, -1),
    site,
    replica: readDesk(session.st).replica,
    deviceCode: '01',
    deviceName: first.name,
    secrets: null,
    months: 1,
    customers: 12,
    orders: 8,
    vehicles: 14,
  })
  session.forgetChain()
  const made = await network.site(site.name)
  await network.join(first, made.id)
  await network.settle([first])
  for (const other of replicas.slice(1)) await network.join(other, site.id)
  await network.settle(replicas)
  clock.at += 1000
}

/** True once everything was said: nothing pending, all equal, money adds up, cars and orders agree, every changed intent is in an inbox. */
function quietTrue(replicas: readonly Replica[], ledger: Ledger): string[] {
  const found: string[] = []
  const [first] = replicas as [Replica]
  const expected = rowsOf(first)
  for (const r of replicas) {
    const { st } = r.session
    const count = (sql: string): number => st.one<{ n: number }>(sql)?.n ?? 0
    if (r.session.pendingCount() > 0) found.push(`${r.name}: ${r.session.pendingCount()} changesets still wait`)
    for (const q of st.all<{ command: string; reason: string }>(`SELECT command, reason FROM _sync_changesets WHERE state = 'quarantined'`))
      found.push(`${r.name}: ${q.command} in quarantine: ${q.reason}`)
    if (count('SELECT count(*) AS n FROM _sync_base') > 0) found.push(`${r.name}: rows are still shown as pending`)
    if (count('SELECT count(*) AS n FROM _sync_unknown') > 0) found.push(`${r.name}: changes were kept aside`)
    const own = rowsOf(r)
    for (const [key, image] of expected) if (own.get(key) !== image) found.push(`${r.name}: ${key} differs: ${own.get(key)} | ${image}`)
    for (const key of own.keys()) if (!expected.has(key)) found.push(`${r.name}: ${key} exists only here`)
    const silent = st.all<{ id: string; command: string }>(
      `SELECT c.id, c.command FROM _sync_changesets c WHERE c.state IN ('lost', 'adjusted') AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.changeset_id = c.id OR k.replica = c.replica)`,
    )
    for (const { id, command } of silent) found.push(`${r.name}: ${command} ${id} was altered and nobody is told`)
  }
  const { st } = first.session
  const receipts = new Map(
    st.all<{ id: string; amount_fen: number }>('SELECT id, amount_fen FROM receipts').map((r) => [r.id, r.amount_fen]),
  )
  for (const [id, fen] of ledger.entered) if (receipts.get(id) !== fen) found.push(`receipt ${id} over ${fen} is ${receipts.get(id)}`)
  if (receipts.size !== ledger.entered.size) found.push(`${receipts.size} receipts, ${ledger.entered.size} were entered`)
  for (const { vehicle_id: id, n } of st.all<{ vehicle_id: string; n: number }>(
    `SELECT vehicle_id, count(*) AS n FROM orders WHERE state = 'delivered' GROUP BY 1 HAVING n > 1`,
  ))
    found.push(`car ${id} was delivered ${n} times`)
  for (const { no, state } of st.all<{ no: string; state: string }>(
    `SELECT o.no, o.state FROM orders o JOIN vehicles v ON v.id = o.vehicle_id WHERE o.state IN ('reserved', 'delivered') AND v.holder_id IS NOT o.id`,
  ))
    found.push(`order ${no} is ${state}, its car has another holder`)
  for (const { vin } of st.all<{ vin: string }>(
    `SELECT v.vin FROM vehicles v JOIN orders o ON o.id = v.holder_id WHERE o.vehicle_id IS NOT v.id OR o.state IN ('draft', 'cancelled', 'car-lost')`,
  ))
    found.push(`car ${vin} is held by an order that does not have it`)
  return found
}

/** HQ's documents are the rows of the desktops. */
async function hqTrue(network: Network, first: Replica): Promise<string[]> {
  const found: string[] = []
  const expected = rowsOf(first)
  const { store } = network.hq()
  const reach = { site: readDesk(first.session.st).site, reach: 'site' as const }
  const head = await store.head()
  let rows = 0
  for (let after: { table: string; id: string } | null = null; ;) {
    const page: Awaited<ReturnType<typeof store.snapshotPage>> = await store.snapshotPage(reach, head, after, 500_000)
    for (const { table, id, image } of page.rows) {
      rows += 1
      const theirs = expected.get(`${table}/${id}`)
      if (theirs === undefined) found.push(`headquarters alone has ${table}/${id}`)
      else if (plain(theirs) !== plain(textOf(image))) found.push(`headquarters differs at ${table}/${id}: ${textOf(image)} | ${theirs}`)
    }
    if (!page.more || !page.last) break
    after = page.last
  }
  if (rows !== expected.size) found.push(`headquarters has ${rows} rows, the desktops ${expected.size}`)
  return found
}

/** Null and a constant default are the same as absent. */
const plain = (text: string): string =>
  JSON.stringify(
    Object.entries(JSON.parse(text) as Record<string, unknown>).filter(([, v]) => v !== 0 && v !== 1 && v !== '[]' && v !== 'site'),
  )
