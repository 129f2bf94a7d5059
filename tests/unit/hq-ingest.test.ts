// Ingest over the real store: chains, repetition, poison, quarantine and its ways out, and what is there after a crash.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openDatabases } from '../../src/hq/store/open.ts'
import { HeadMoved, type Store } from '../../src/hq/store/store.ts'
import type { Change, Changeset } from '../../src/shared/sync/protocol.ts'
import { removeFolders, startHq, type TestHq, type TestHqOptions } from '../support/hq.ts'
import { insert, update } from '../support/judge.ts'

const open: TestHq[] = []
const start = async (options?: TestHqOptions): Promise<TestHq> => {
  const hq = await startHq(options)
  open.push(hq)
  return hq
}
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)
const note = (id: string, site: string, more = {}): Change => insert('notes', id, { site_id: site, name: id, ...more })

describe('rulings', () => {
  it('[S-RULE-1] each changeset gets one ruling, and the same one again however often it comes', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const changesets = [
      a.make({ changes: [note('N1', site)] }),
      a.make({ changes: [update('notes', 'N9', { name: 'x' }, {})] }),
      a.make({ changes: [note('N2', site)] }),
    ]
    const first = await a.round(changesets)
    expect(first.rulings.map((r) => r.outcome)).toEqual(['accepted', 'quarantined', 'accepted'])
    expect(first.rulings[1]).toEqual({
      changeset: changesets[1]?.id,
      seq: 2,
      outcome: 'quarantined',
      reason: 'unknown-row notes',
      cases: [],
    })
    const head = (await hq.hq.store.head()).number
    const again = await a.round(changesets)
    expect(again.rulings).toEqual(first.rulings)
    expect(again.entries).toEqual([])
    expect((await a.round([changesets[2], changesets[0]] as Changeset[])).rulings).toEqual([first.rulings[2], first.rulings[0]])
    expect((await hq.hq.store.head()).number).toBe(head)
  })

  it('[S-FEED-3] the same request twice, at the same time, has the effect of one', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const changesets = Array.from({ length: 250 }, (_, n) => a.make({ changes: [note(`N${n}`, site)] }))
    const replies = await Promise.all([a.tryRound(changesets), a.tryRound(changesets), a.tryRound(changesets)])
    const served = replies.filter((r) => r.status === 200).map((r) => r.json() as { rulings: unknown[] })
    expect(served.length).toBeGreaterThan(0)
    for (const answer of served) expect(answer.rulings).toEqual(served[0]?.rulings)
    expect((await hq.hq.store.head()).number).toBe(251)
    expect((await hq.hq.store.feedAfter({ site, reach: 'site' }, { number: 0, nonce: '' }, 1e9))?.entries).toHaveLength(251)
  })

  it('[S-RULE-1] [S-RULE-3] one that cannot be judged at all goes aside, and what stands behind it is ruled on', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const [a, b] = [await hq.join(site), await hq.join(site)]
    await a.round([a.make({ changes: [note('N1', site, { name: 'x' })] })])
    await b.round()
    await a.round([a.make({ changes: [update('notes', 'N1', { name: 'A' }, { name: 'x' })] })])
    const late = b.make({ changes: [update('notes', 'N1', { name: 'B' }, { name: 'x' })] })
    const spoilt = b.make({ changes: [update('cases', `case:${late.id}:0`, { mine: '{' }, {})] })
    // Its value belongs into the open case, which is no text anybody can read any more.
    const unreadable = b.make({ changes: [update('notes', 'N1', { name: 'C' }, { name: 'B' })] })
    const { rulings } = await b.round([late, spoilt, unreadable, b.make({ changes: [note('N2', site)] })])
    expect(rulings.map((r) => [r.outcome, r.reason ?? null])).toEqual([
      ['adjusted', null],
      ['accepted', null],
      ['quarantined', 'internal'],
      ['accepted', null],
    ])
  })

  it('[S-RULE-1] one poisoned changeset among ten thousand delays nothing', { timeout: 120_000 }, async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const poison: Record<number, Parameters<typeof a.make>[0]> = { 4321: { raw: '{"changes":[{"table":"no' } }
    const all = Array.from({ length: 10_000 }, (_, n) => a.make(poison[n] ?? { changes: [note(`N${n}`, site)] }))
    const outcomes = new Map<string, number>()
    for (let from = 0; from < all.length; from += 2000) {
      const { rulings } = await a.round(all.slice(from, from + 2000))
      for (const r of rulings) outcomes.set(r.outcome, (outcomes.get(r.outcome) ?? 0) + 1)
    }
    expect(Object.fromEntries(outcomes)).toEqual({ accepted: 9999, quarantined: 1 })
    expect((await hq.hq.store.changesets([all[4321]?.id ?? '']))?.get(all[4321]?.id ?? '')?.changeset.payload).toBe(
      '{"changes":[{"table":"no',
    )
  })

  it('[S-RULE-1] payloads of every unreadable kind are quarantined one by one, whole', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      '{"changes":[],"guards":7}',
      JSON.stringify({ changes: [{ table: '__proto__', id: 'x', op: 'insert', set: {} }], guards: [] }),
      JSON.stringify({ changes: [note('N1', site, { price: 0.5 })], guards: [] }),
      JSON.stringify({ changes: [insert('notes', 'N\u0000x', {})], guards: [] }),
      JSON.stringify({ changes: Array.from({ length: 1001 }, (_, n) => note(`M${n}`, site)), guards: [] }),
    ]
    const answer = await a.round([
      ...bad.map((raw) => a.make({ raw })),
      a.make({ raw: ' '.repeat(262_145) }),
      a.make({ changes: [note('N1', site)] }),
    ])
    expect(answer.rulings.map((r) => r.reason ?? r.outcome)).toEqual([...bad.map(() => 'unreadable'), 'too-large', 'accepted'])
  })

  it('[S-RULE-2] a column that is no column is never kept', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const raw = `{"changes":[{"table":"notes","id":"N1","op":"insert","set":{"site_id":"${site}","__proto__":{"b64":"AA=="}}}],"guards":[]}`
    const answer = await a.round([a.make({ raw })])
    expect(answer.rulings[0]).toMatchObject({ outcome: 'quarantined', reason: 'unreadable' })
    expect((await a.snapshot()).rows.find((r) => r.id === 'N1')).toBeUndefined()
  })

  it('[S-RULE-1] a position nobody gave makes a changeset wait, not count', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const { rulings } = await a.round([a.make({ seen: { number: 10_000, nonce: 'x' }, changes: [note('N1', site)] })])
    expect(rulings[0]).toMatchObject({ outcome: 'quarantined', reason: 'unseen-position' })
  })

  it('[S-RULE-3] what waits for a quarantined changeset goes on when it is judged again, or given up', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const boss = await hq.join(site, true)
    const a = await hq.join(site)
    await boss.round([boss.make({ changes: [insert('roles', 'r1', { name: 'r', permissions: '["orders.edit"]' })] })])
    const first = a.make({
      command: 'sell',
      actor: 'u1',
      changes: [insert('orders', 'O1', { site_id: site, rev: 1 }), insert('receipts', 'P1', { site_id: site, amount_fen: 5 })],
    })
    const second = a.make({
      changes: [insert('lines', 'L1', { site_id: site, order_id: 'O1' }), update('orders', 'O1', { rev: 2 }, { rev: 1 })],
      guards: [{ kind: 'expect', table: 'orders', id: 'O1', column: 'rev', value: 1, covers: [0, 1], otherwise: [] }],
      after: [first.id],
    })
    const third = a.make({ changes: [note('N1', site)] })
    const answer = await a.round([first, second, third])
    expect(answer.rulings.map((r) => r.reason ?? r.outcome)).toEqual(['unknown-actor u1', `waits-for ${first.id}`, 'accepted'])
    expect(answer.entries.flatMap((e) => e.changes.map((c) => c.id))).toContain('P1')

    expect((await a.round([], { retry: [first.id, second.id] })).rulings.map((r) => r.outcome)).toEqual(['quarantined', 'quarantined'])
    await boss.round([boss.make({ changes: [insert('users', 'u1', { name: 'U', role_ids: '["r1"]', site_ids: JSON.stringify([site]) })] })])
    const retried = await a.round([], { retry: [first.id, second.id] })
    expect(retried.rulings.map((r) => r.outcome)).toEqual(['accepted', 'accepted'])
    expect(retried.entries.flatMap((e) => e.changes.map((c) => c.id))).toEqual(['u1', 'O1', 'L1', 'O1'])
    // Ruled for good: once more is the same ruling, and another desktop cannot ask for it.
    expect((await a.round([], { retry: [first.id] })).rulings).toEqual([retried.rulings[0]])
    expect((await boss.round([], { retry: [first.id] })).rulings).toEqual([])

    const broken = a.make({ raw: 'x' })
    const after = a.make({ changes: [note('N2', site)], after: [broken.id] })
    expect((await a.round([broken, after])).rulings.map((r) => r.outcome)).toEqual(['quarantined', 'quarantined'])
    expect((await a.round([], { discard: [broken.id], retry: [after.id] })).rulings.map((r) => r.outcome)).toEqual(['accepted'])
  })
})

describe('erasures', () => {
  it('[S-ERASE-2] after an erasure no file of HQ’s store holds the person any more, and a new desktop never learns the name', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const [a, b] = [await hq.join(site), await hq.join(site)]
    await a.round([a.make({ changes: [note('N1', site, { name: 'Feature Wang', phone: '1' })] })])
    await b.round()
    await a.round([a.make({ changes: [update('notes', 'N1', { name: 'Feature Li' }, { name: 'Feature Wang' })] })])
    // Late, unreadable by a guard, and in quarantine: each keeps the name somewhere else.
    await b.round([
      b.make({ changes: [update('notes', 'N1', { name: 'Feature Zhao' }, { name: 'Feature Wang' })] }),
      b.make({ command: 'unheard', changes: [update('notes', 'N1', { name: 'Feature Qian' }, { name: 'Feature Zhao' })] }),
    ])
    const kept = (): string => {
      const { db, files } = openDatabases(hq.data)
      try {
        return db
          .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
          .all()
          .map((t) => JSON.stringify(db.prepare(`SELECT * FROM "${(t as { name: string }).name}"`).all()))
          .join('\n')
      } finally {
        db.close()
        files.close()
      }
    }
    const erasing = await a.round([a.make({ changes: [{ table: 'notes', id: 'N1', op: 'erase', set: {} }] })])
    expect(erasing.rulings[0]?.outcome).toBe('accepted')
    expect((await b.round()).entries.at(-1)?.changes).toContainEqual({ table: 'notes', id: 'N1', op: 'erase', set: {} })
    const more = await b.round([
      b.make({ changes: [update('notes', 'N1', { name: 'Feature Sun', phone: '2' }, { name: 'Feature Zhao', phone: '1' })] }),
    ])
    expect(more.rulings[0]?.outcome).toBe('adjusted')
    const again = await hq.join(site)
    expect(JSON.stringify((await again.round()).entries)).not.toContain('Feature')
    const { rows } = await again.snapshot()
    expect(JSON.stringify(rows)).not.toContain('Feature')
    expect(rows.find((row) => row.id === 'N1')).toMatchObject({ table: 'notes', erased: true })
    await hq.close()
    expect(kept()).toContain('"unheard"')
    expect(kept()).not.toContain('Feature')
  })

  it('[S-RULE-1] [S-ERASE-2] a changeset said again after its person was forgotten is known, and other contents under its id are not', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const made = a.make({ changes: [note('N1', site, { name: 'Feature Wang' })] })
    const gone = a.make({ changes: [{ table: 'notes', id: 'N1', op: 'erase', set: {} }] })
    const first = await a.round([made, gone])
    expect(first.rulings.map((r) => r.outcome)).toEqual(['accepted', 'accepted'])
    // Its answer was lost: the desktop says it as it was made.
    expect((await a.round([made, gone])).rulings).toEqual(first.rulings)
    const other = { ...made, payload: made.payload.replace('Wang', 'Zhao') }
    expect((await a.tryRound([other])).json()).toMatchObject({ error: 'fork' })
  })
})

describe('moves', () => {
  it('[S-MOVE-2] [S-MOVE-3] a row goes from one site to another: one purges it, the other gets it whole, counts follow', async () => {
    const hq = await start()
    const [one, two] = [await hq.addSite('One', 'AA'), await hq.addSite('Two', 'BB')]
    const [a, a2, b, boss] = [await hq.join(one), await hq.join(one), await hq.join(two), await hq.join(one, true)]
    await a.round([a.make({ changes: [note('N1', one, { name: 'Wang', phone: '1' })] })])
    for (const c of [a, a2, b, boss]) await c.round()
    const before = a2.make({ changes: [update('notes', 'N1', { phone: '2' }, { phone: '1' })] })
    const moved = await a.round([
      a.make({
        changes: [update('notes', 'N1', { site_id: two }, { site_id: one })],
        guards: [{ kind: 'expect', table: 'notes', id: 'N1', column: 'site_id', value: one, covers: [0], otherwise: [] }],
      }),
    ])
    expect(moved.rulings[0]?.outcome).toBe('accepted')
    expect(moved.entries.at(-1)?.changes).toMatchObject([{ op: 'depart', id: 'N1' }])
    const late = await a2.round([before])
    expect(late.rulings[0]?.outcome).toBe('accepted')
    expect(late.entries.flatMap((e) => e.changes).map((c) => c.op)).toEqual(['depart'])
    const there = (await b.round()).entries.flatMap((e) => e.changes)
    expect(there).toEqual([
      { table: 'notes', id: 'N1', op: 'insert', set: { site_id: two, name: 'Wang', phone: '1' } },
      { table: 'notes', id: 'N1', op: 'update', set: { phone: '2' } },
    ])
    // Who sees every site sees it move, not vanish.
    expect((await boss.round()).entries.flatMap((e) => e.changes).map((c) => c.op)).toEqual(['insert', 'update'])
    const rows = async (c: typeof a) => (await c.snapshot()).rows.filter((r) => r.table === 'notes').length
    expect([await rows(a), await rows(b)]).toEqual([0, 1])
    expect((await a.snapshot()).total).toBe((await a.snapshot()).rows.length)
    expect((await b.snapshot()).total).toBe((await b.snapshot()).rows.length)
  })
})

describe('clocks', () => {
  it('[S-TRUST-5] desktops ten years fast, slow or at the beginning of time change no ruling and no row, only what is shown', async () => {
    const play = async (clocks: readonly [number, number]) => {
      const hq = await start()
      const site = await hq.addSite()
      const [a, b] = [await hq.join(site), await hq.join(site)]
      ;[a.clock, b.clock] = clocks
      const claim = (order: string) => ({
        changes: [update('cars', 'V1', { state: 'reserved', holder_id: order }, { state: 'free', holder_id: null })],
        guards: [{ kind: 'hold' as const, key: 'vin:V1', of: 'V1', holder: order, covers: [0], otherwise: [] }],
      })
      const said = [
        await a.round([a.make({ changes: [insert('cars', 'V1', { state: 'free' }), note('N1', site, { phone: '1' })] })], {
          deviceTime: a.clock,
        }),
        await b.round([], { deviceTime: b.clock }),
      ]
      said.push(
        await a.round([a.make(claim('O1')), a.make({ changes: [update('notes', 'N1', { phone: '2' }, { phone: '1' })] })], {
          deviceTime: a.clock,
        }),
      )
      said.push(
        await b.round([b.make(claim('O2')), b.make({ changes: [update('notes', 'N1', { phone: '3' }, { phone: '1' })] })], {
          deviceTime: b.clock,
        }),
      )
      const rows = (await a.snapshot()).rows
        .filter((r) => r.table === 'cars' || r.table === 'notes')
        .map((r) => [r.id, { ...r.image, site_id: 'S' }])
      const skew = (await hq.hq.store.devices()).map((d) => Math.round(d.skewMs / 86_400_000 / 365))
      return { outcomes: said.flatMap((s) => s.rulings.map((r) => r.outcome)), rows, skew }
    }
    const now = Date.now()
    const years = 10 * 365 * 86_400_000
    const right = await play([now, now])
    expect(right.outcomes).toEqual(['accepted', 'accepted', 'accepted', 'lost', 'adjusted'])
    for (const clocks of [
      [now + years, now - years],
      [now - years, now + years],
      [0, -1],
    ] as const)
      expect(await play(clocks)).toMatchObject({ outcomes: right.outcomes, rows: right.rows })
    expect((await play([now + years, now - years])).skew).toEqual([10, -10])
  })
})

describe('chains', () => {
  const errorOf = async (reply: Promise<{ status: number; json(): unknown }>) => ((await reply).json() as { error: string }).error

  it('[S-CAP-3] another past under a known place is a fork, a missing link a gap, false contents are refused', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const first = a.make({ changes: [note('N1', site)] })
    const second = a.make({ changes: [note('N2', site)] })
    const third = a.make({ changes: [note('N3', site)] })
    expect(await errorOf(a.tryRound([second]))).toBe('gap')
    expect((await a.tryRound([third])).json()).toEqual({ error: 'gap', expected: 1 })
    await a.round([first, second])

    const twin = { ...second, payload: JSON.stringify({ changes: [note('N8', site)], guards: [] }) }
    expect(await errorOf(a.tryRound([twin]))).toBe('fork')
    expect(await errorOf(a.tryRound([{ ...second, id: 'another' }]))).toBe('fork')
    expect(await errorOf(a.tryRound([{ ...third, prevHash: first.hash }]))).toBe('fork')
    expect(await errorOf(a.tryRound([{ ...third, incarnation: 2, seq: 1 }]))).toBe('fork')
    expect(await errorOf(a.tryRound([{ ...third, actor: 'somebody-else' }]))).toBe('bad-request')
    expect(await errorOf(a.tryRound([{ ...third, payload: third.payload.replace('N3', 'N4') }]))).toBe('bad-request')
    expect(await errorOf(a.tryRound([{ ...third, replica: 'another' }]))).toBe('bad-request')
    expect((await a.round([third, third])).rulings.map((r) => r.outcome)).toEqual(['accepted', 'accepted'])
    expect((await hq.hq.store.head()).number).toBe(4)
  })

  it('[S-RULE-1] what was acknowledged is there after a restart, with its rulings', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const changesets = Array.from({ length: 300 }, (_, n) =>
      a.make({ changes: [note(`N${n}`, site), insert('receipts', `P${n}`, { site_id: site })] }),
    )
    const before = await a.round(changesets)
    await hq.close()
    const next = await start({ data: hq.data })
    const stored = await next.hq.store.changesets(changesets.map((c) => c.id))
    expect(changesets.map((c) => stored.get(c.id)?.ruling)).toEqual(before.rulings)
    expect(await next.hq.store.chain(a.replica, 1)).toEqual({ replica: a.replica, incarnation: 1, seq: 300, hash: a.hash })
    expect(await next.hq.store.rowsInReach({ site, reach: 'site' })).toBe(602)
  })
})

describe('commits', () => {
  it('[S-FEED-1] a batch judged on a head that moved is judged again on what is there', async () => {
    let interfere: (() => Promise<void>) | null = null
    const hq = await start({
      wrap: (store): Store => ({
        ...store,
        commit: async (commit) => {
          if (interfere && commit.written) {
            const now = interfere
            interfere = null
            await now()
          }
          return store.commit(commit)
        },
      }),
    })
    const site = await hq.addSite()
    const a = await hq.join(site)
    const b = await hq.join(site)
    await a.round([a.make({ changes: [insert('cars', 'V1', { state: 'free' })] })])
    await b.round()
    const claim = (order: string) => ({
      changes: [update('cars', 'V1', { state: 'reserved', holder_id: order }, { state: 'free', holder_id: null })],
      guards: [{ kind: 'hold' as const, key: 'vin:V1', of: 'V1', holder: order, covers: [0], otherwise: [] }],
    })
    const device = await hq.hq.store.device(b.replica)
    if (!device) throw new Error('not paired')
    // As another node of the same HQ would: past the queue, between judging and committing.
    const other = b.make(claim('O2'))
    interfere = async () => {
      const { createIngest } = await import('../../src/hq/ingest.ts')
      const { breather, createQueue } = await import('../../src/hq/queue.ts')
      const { manifest } = await import('../support/judge.ts')
      const ingest = createIngest({
        store: hq.hq.store,
        queue: createQueue(),
        manifest,
        log: hq.hq.log,
        now: Date.now,
        draw: randomBytes,
        breather,
        onCommitted: () => undefined,
      })
      expect((await ingest.take(device, [other]))[0]?.outcome).toBe('accepted')
    }
    const [ruling] = (await a.round([a.make(claim('O1'))])).rulings
    expect(ruling?.outcome).toBe('lost')
    await expect(hq.hq.store.commit({ base: { number: 1, nonce: 'old' } })).rejects.toBeInstanceOf(HeadMoved)
  })

  it('[S-RULE-1, S-FEED-9] a commit that fails leaves nothing, is not acknowledged, and the next attempt succeeds', async () => {
    let broken = false
    const hq = await start({
      wrap: (store): Store => ({
        ...store,
        commit: async (commit) => {
          if (broken) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_FULL' })
          return store.commit(commit)
        },
      }),
    })
    const site = await hq.addSite()
    const a = await hq.join(site)
    const changeset = a.make({ changes: [note('N1', site)] })
    broken = true
    const failed = await a.tryRound([changeset])
    expect([failed.status, failed.json()]).toEqual([507, { error: 'cannot-write' }])
    broken = false
    expect((await hq.hq.store.head()).number).toBe(1)
    expect((await a.round([changeset])).rulings[0]?.outcome).toBe('accepted')
  })

  it('[S-FEED-1] positions are numbered without a gap in the order of commit, each with a nonce of its own', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const desks = [await hq.join(site), await hq.join(site), await hq.join(site)]
    const seen: number[] = []
    const reader = await hq.join(site)
    const written = new AbortController()
    const reading = (async () => {
      while (!written.signal.aborted) for (const e of (await reader.round()).entries) seen.push(e.number)
    })()
    await Promise.all(
      desks.map(async (d, i) => {
        for (let n = 0; n < 15; n++)
          await d.round([
            d.make({ changes: [note(`N${i}-${n}`, site)] }),
            d.make({ raw: 'x' }),
            d.make({ changes: [note(`M${i}-${n}`, site)] }),
          ])
      }),
    )
    written.abort()
    await reading
    for (const e of (await reader.round()).entries) seen.push(e.number)
    const head = (await hq.hq.store.head()).number
    expect(head).toBe(4 + 90)
    expect(seen).toEqual(Array.from({ length: head }, (_, n) => n + 1))
    const all = await hq.hq.store.feedAfter({ site, reach: 'site' }, { number: 0, nonce: '' }, 1e9)
    expect(new Set(all?.entries.map((e) => e.nonce)).size).toBe(head)
    expect(createHash('sha256').update(reader.position.nonce).digest('hex')).toHaveLength(64)
  })
})
