// Becoming one of an HQ's: pairing in all its failures, the download that goes on where it was cut, the store that brings
// its history along, and being taken off the list again.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { sites, users } from '../../src/shared/modules/admin/tables.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { unfinished } from '../../src/main/sync/bootstrap.ts'
import { foundingProgress } from '../../src/main/sync/founding.ts'
import { identify } from '../../src/main/store/desk.ts'
import { getState, verifyChain } from '../../src/main/store/outbox.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { json, strangeHq } from '../support/strange-hq.ts'

// Real processes on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let line: Proxy
const all = new Set<Desktop>()
const made = (name: string, options = {}): Desktop => {
  const d = desktop(name, options)
  all.add(d)
  return d
}
const idle = (d: Desktop) => eventually(() => d.session.pendingCount() === 0 && d.engine.status().mode === 'online')
const person = (db: Writer, n: number): void =>
  db.put(customers, {
    id: db.newId(),
    siteId: db.who.site,
    kind: 'person',
    name: `客户 ${n}`,
    phone: `139${String(n).padStart(8, '0')}`,
    note: 'x'.repeat(120),
    createdAt: db.now,
    createdBy: 'u',
  })
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'joined',
    (error: { code?: string }) => error.code ?? String(error),
  )

beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
  await hq.site('昆山店')
  await hq.site('苏州店')
})
afterAll(async () => {
  await Promise.all([...all].map((d) => d.remove()))
  await line.close()
  await hq.stop()
})

/** A store that runs alone, with so many customers. */
function alone(name: string, count: number): Desktop {
  const d = made(name)
  const site = d.session.newId()
  identify(d.st, { replica: d.session.newId(), site, deviceCode: '01', demo: false })
  d.session.forgetChain()
  d.write('admin.establish', (db) => {
    db.put(sites, { id: site, name: '虎丘店', code: 'HQD' })
    db.put(users, { id: db.newId(), name: '唐未央', login: 'tang' })
  })
  d.session.bulk(() => {
    for (let from = 0; from < count; from += 200)
      d.write('customers.add', (db) => {
        for (let n = from; n < Math.min(count, from + 200); n++) person(db, n)
      })
  })
  d.write('customers.correct', (db) => {
    const [first, second] = d.st.all<{ id: string }>('SELECT id FROM customers ORDER BY id LIMIT 2')
    db.patch(customers, first?.id ?? '', { note: '改过' })
    db.remove(customers, second?.id ?? '')
  })
  return d
}

describe('pairing', () => {
  test('[S-TRUST-1] a code works once, until it expires, at the HQ that gave it', async () => {
    const code = await hq.code('昆山店')
    const first = made('一号机')
    await first.join(code)
    await idle(first)
    expect(getState(first.st, 'reach')).toBe('site')
    expect(first.st.one('SELECT name FROM sites WHERE id = ?', getState(first.st, 'site') ?? '')).toEqual({ name: '昆山店' })
    expect(await refusal(made('二号机').join(code))).toBe('code-used')
    expect(await refusal(made('三号机').join('hello'))).toBe('code-unreadable')
    expect(await refusal(made('三号机').join(`${code.slice(0, -20)}`))).toBe('code-unreadable')
    const parsed = readPairingCode(code)
    if (!parsed) throw new Error('no code')
    expect(await refusal(made('四号机').join(writePairingCode({ ...parsed, secret: 'nothing-of-the-kind' })))).toBe('code-unknown')
    expect(await refusal(made('五号机').join(writePairingCode({ ...parsed, fingerprint: '0'.repeat(64) })))).toBe('hq-not-trusted')
    expect(await refusal(made('六号机').join(writePairingCode({ ...parsed, url: 'https://127.0.0.1:1' })))).toBe('hq-unreachable')
  })

  test('[S-TRUST-1] asked again after the answer was lost, the same code answers the same desktop', async () => {
    const d = made('健忘')
    const code = await hq.code('昆山店')
    line.set({ kind: 'truncate', bytes: 1_500 })
    expect(await refusal(d.join(code, line.port))).toBe('hq-unreachable')
    expect(d.session.joined()).toBe(false)
    line.set({ kind: 'pass' })
    await d.join(code, line.port)
    await idle(d)
    expect(d.session.joined()).toBe(true)
  })

  test('[S-TRUST-1] whoever answers and is no headquarters is told apart in words', async () => {
    const strange = await strangeHq((_request, response) => json(response, { welcome: 'to the hotel' }))
    const code = writePairingCode({ url: strange.url, fingerprint: strange.fingerprint, secret: 'abc' })
    expect(await refusal(made('旅客').join(code))).toBe('hq-strange')
    strange.answer((_request, response) => json(response, { error: 'code-expired' }, 403))
    expect(await refusal(made('旅客').join(code))).toBe('code-expired')
    strange.answer((_request, response) => json(response, { error: 'protocol-too-old' }, 400))
    expect(await refusal(made('旅客').join(code))).toBe('protocol-too-old')
    await strange.close()
  })
})

describe('founding and download', () => {
  let founder: Desktop
  const COUNT = 4_000

  test('[S-TRUST-4] a store that ran alone founds an empty site with its whole history, readable all the while', async () => {
    founder = alone('老店', COUNT)
    const before = founder.everything()
    const chain = { ...founder.session.chain() }
    const joining = founder.join(await hq.code('苏州店'), line.port)
    await eventually(() => founder.session.joined())
    const { sites: _, ...mine } = { ...founder.everything() }
    expect(Object.keys(mine).length).toBeGreaterThanOrEqual(Object.keys(before).length - 1)
    await joining
    await idle(founder)
    expect(foundingProgress(founder.st)).toBeNull()
    expect(founder.session.chain().replica).toBe(chain.replica)
    expect(founder.session.chain().seq).toBe(chain.seq)
    expect(verifyChain(founder.st)).toBeNull()
    expect(founder.st.all(`SELECT state, count(*) AS n FROM _sync_changesets WHERE seq IS NOT NULL GROUP BY state`)).toEqual([
      { state: 'accepted', n: chain.seq },
    ])
    expect(founder.st.all('SELECT * FROM _sync_base')).toEqual([])
    const after = founder.everything()
    for (const [key, image] of Object.entries(before)) if (!key.startsWith('sites/')) expect(after[key], key).toEqual(image)
  })

  test('[S-TRUST-4] a desktop with data never joins a site that has data', async () => {
    const other = alone('另一家', 10)
    expect(await refusal(other.join(await hq.code('苏州店')))).toBe('site-has-data')
    expect(other.session.joined()).toBe(false)
    expect(other.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 9 })
    expect(other.st.all(`SELECT DISTINCT state FROM _sync_changesets`)).toEqual([{ state: 'local' }])
  })

  test('[S-FEED-4] the download is cut and killed over and over: it goes on where it was and ends whole', async () => {
    let d = made('新机')
    const code = await hq.code('苏州店')
    const steps: number[] = []
    // Lets pairing and the first pieces through, then breaks.
    line.set({ kind: 'truncate', bytes: 400_000 })
    const parsed = readPairingCode(code)
    const through = writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` } as never)
    const controller = new AbortController()
    await d.engine
      .join(
        { code: through, name: '新机' },
        (done, total, note) => {
          if (note === 'snapshot') steps.push(done)
          if (note === 'snapshot' && done > 0 && total > 0 && done < total) {
            expect(total).toBeGreaterThan(COUNT)
            controller.abort()
          }
        },
        controller.signal,
      )
      .catch((error: { code?: string }) => expect(error.code).toBe('cancelled'))
    const cursor = unfinished(d.st)
    expect(cursor?.done).toBeGreaterThan(0)
    d.crash()
    d = made('新机', { folder: d.folder })
    expect(unfinished(d.st)).toEqual(cursor)
    line.set({ kind: 'pass' })
    const counted = line.count()
    expect(counted.connections).toBeGreaterThan(0)
    await d.engine.join(
      { code: 'not needed any more', name: '新机' },
      (done, _total, note) => {
        if (note === 'snapshot') steps.push(done)
      },
      new AbortController().signal,
    )
    d.engine.start()
    await idle(d)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    await eventually(() => JSON.stringify(d.everything()) === JSON.stringify(founder.everything()))
    expect(d.st.one('SELECT count(*) AS n FROM _sync_unknown')).toEqual({ n: 0 })
  })

  test("[S-FEED-2] a desktop of another site sees what is the group's and nothing of this site", async () => {
    const elsewhere = made('昆山二号')
    await elsewhere.join(await hq.code('昆山店'))
    await idle(elsewhere)
    expect(elsewhere.st.all('SELECT id FROM customers')).toEqual([])
    expect(elsewhere.st.one('SELECT count(*) AS n FROM sites')).toEqual({ n: 2 })
    expect(elsewhere.st.one('SELECT name FROM users')).toEqual({ name: '唐未央' })
  })
})

describe('being taken off the list', () => {
  test('[S-TRUST-3] a revoked desktop gets nothing any more, says so, and keeps what it has', async () => {
    const d = made('离职机')
    await d.join(await hq.code('昆山店'))
    await idle(d)
    await hq.revoke('离职机')
    d.write('customers.add', (db) => person(db, 1))
    await eventually(() => d.engine.status().problem === 'revoked')
    expect(d.engine.status().mode).toBe('problem')
    expect(d.session.pendingCount()).toBe(1)
    expect(d.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 1 })
  })
})
