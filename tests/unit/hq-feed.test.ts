// The feed and snapshots as devices of different reach receive them.
import { createHash } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openDatabases } from '../../src/hq/store/open.ts'
import type { Change, Entry, Row, SnapshotChunk } from '../../src/shared/sync/protocol.ts'
import type { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, tempFolder, type TestHq } from '../support/hq.ts'
import { insert, remove, update } from '../support/judge.ts'

const open: TestHq[] = []
const start = async (options: Parameters<typeof startHq>[0] = {}): Promise<TestHq> => {
  const hq = await startHq(options)
  open.push(hq)
  return hq
}
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)

const note = (id: string, site: string, more = {}): Change => insert('notes', id, { site_id: site, ...more })
const everything = async (client: HqClient): Promise<Entry[]> => {
  const entries: Entry[] = []
  for (let more = true; more;) {
    const answer = await client.round()
    entries.push(...answer.entries)
    more = answer.more
  }
  return entries
}
const rowsOf = (entries: readonly Entry[], into: Map<string, Row> = new Map()): Map<string, Row> => {
  for (const c of entries.flatMap((e) => e.changes)) {
    const key = `${c.table} ${c.id}`
    const before = into.get(key)
    if (c.op === 'delete') into.delete(key)
    else if (before || c.op === 'insert')
      into.set(key, Object.fromEntries(Object.entries({ ...before, ...c.set }).filter(([, v]) => v !== null)))
  }
  return into
}
const snapshot = async (client: HqClient): Promise<{ chunks: SnapshotChunk[]; rows: Map<string, Row> }> => {
  const chunks: SnapshotChunk[] = []
  for (let next: string | undefined = undefined, first = true; first || next; first = false) {
    const chunk: SnapshotChunk = await client.snapshot(next)
    chunks.push(chunk)
    next = chunk.next ?? undefined
  }
  return { chunks, rows: new Map(chunks.flatMap((c) => c.rows.map((r) => [`${r.table} ${r.id}`, r.image]))) }
}
const sorted = (rows: Map<string, Row>) =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, row]) => [key, Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))])

describe('reach', () => {
  it('[S-FEED-2] a site’s desktop receives its own rows and everyone’s, a manager’s all, whatever they ask', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, b, boss] = [await hq.join(s1), await hq.join(s2), await hq.join(s1, true)]
    const both = a.make({ changes: [note('N1', s1), insert('cars', 'V1', { state: 'free' })] })
    await a.round([both, a.make({ changes: [note('N2', s1)] })])
    await b.round([b.make({ changes: [note('N3', s2)] })])

    for (const [client, ids] of [
      [a, ['N1', 'N2', 'V1']],
      [b, ['N3', 'V1']],
      [boss, ['N1', 'N2', 'N3', 'V1']],
    ] as const) {
      client.position = { number: 0, nonce: '' }
      const entries = await everything(client)
      const business = (rows: Iterable<string>) =>
        [...rows]
          .filter((k) => /^(notes|cars)/.test(k))
          .map((k) => k.split(' ')[1])
          .sort()
      expect(business(rowsOf(entries).keys())).toEqual(ids)
      expect(business((await snapshot(client)).rows.keys())).toEqual(ids)
      expect(client.position.number).toBe((await hq.hq.store.head()).number)
    }
    // A changeset over two scopes arrives whole where both are in reach, as one entry.
    a.position = { number: 0, nonce: '' }
    expect(
      (await everything(a))
        .find((e) => e.changeset === both.id)
        ?.changes.map((c) => c.id)
        .sort(),
    ).toEqual(['N1', 'V1'])
  })

  it('[S-FEED-2] another site’s rows do not leak through cases, quarantine, a forged cursor or a row’s own column', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, b] = [await hq.join(s1), await hq.join(s2)]
    await a.round([a.make({ changes: [note('N1', s1, { name: 'secret' }), insert('cars', 'V1', { state: 'free' })] })])
    const stolen = await b.round([
      b.make({ changes: [update('notes', 'N1', { name: 'x' }, { name: 'y' })] }),
      b.make({ changes: [note('N1', s2)] }),
      b.make({ changes: [note('N1', s1)] }),
      b.make({
        changes: [],
        guards: [{ kind: 'expect', table: 'notes', id: 'N1', column: 'name', value: 'guess', covers: [], otherwise: [] }],
      }),
    ])
    const cursor = (fields: object) =>
      Buffer.from(
        JSON.stringify({ position: { number: 0, nonce: '' }, total: 1, table: 'notes', id: '', site: s1, reach: 'group', ...fields }),
      ).toString('base64url')
    const forged = await b.snapshot(cursor({}))
    const text = JSON.stringify([stolen, forged, await everything(b), (await snapshot(b)).chunks])
    expect(text).not.toContain('secret')
    expect(text).not.toContain('"N1","image"')
    expect(stolen.rulings.map((r) => r.outcome)).toEqual(['quarantined', 'quarantined', 'quarantined', 'lost'])
  })

  it('[S-FEED-2] a changeset without changes is told to the desktops of its site alone', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, c, b] = [await hq.join(s1), await hq.join(s1), await hq.join(s2)]
    const signIn = a.make({ actor: 'system' })
    await a.round([signIn])
    expect((await everything(c)).map((e) => e.changeset)).toContain(signIn.id)
    expect((await everything(b)).map((e) => e.changeset)).not.toContain(signIn.id)
  })
})

describe('positions', () => {
  it('[S-FEED-1] an answer ends where the next begins, at any size, with nothing skipped or repeated', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, b] = [await hq.join(s1), await hq.join(s2)]
    for (let n = 0; n < 40; n++) {
      await a.round([a.make({ changes: [note(`N${n}`, s1), insert('cars', `V${n}`, { state: 'x'.repeat(n * 20) })] })])
      await b.round([b.make({ changes: [note(`M${n}`, s2)] })])
    }
    const whole = await hq.hq.store.feedAfter({ site: s1, reach: 'site' }, { number: 0, nonce: '' }, 1e9)
    for (const bytes of [0, 1, 700, 5000]) {
      const numbers: number[] = []
      let position = { number: 0, nonce: '' }
      for (let more = true; more;) {
        const page = await hq.hq.store.feedAfter({ site: s1, reach: 'site' }, position, bytes)
        if (!page) throw new Error('position lost')
        expect(page.entries.length).toBeGreaterThan(0)
        numbers.push(...page.entries.map((e) => e.number))
        ;({ position, more } = page)
      }
      expect(numbers).toEqual(whole?.entries.map((e) => e.number))
      expect(position).toEqual(await hq.hq.store.head())
    }
  })

  it('[S-FEED-1] [S-TRUST-5] while HQ’s clock stands still or goes back nobody misses an entry', async () => {
    let now = Date.UTC(2026, 10, 22)
    const hq = await start({ now: () => now })
    const site = await hq.addSite()
    const [a, near, far] = [await hq.join(site), await hq.join(site), await hq.join(site, true)]
    for (const [n, by] of [0, 0, -3_600_000, 0].entries()) {
      now += by
      const made = a.make({ changes: [note(`N${n}`, site)] })
      await a.round([made])
      for (const reader of [near, far]) expect((await everything(reader)).map((e) => e.changeset)).toContain(made.id)
    }
  })

  it('[S-FEED-1] a position HQ never gave, or gave with another nonce, is refused before anything is taken', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    await a.round()
    const changeset = a.make({ changes: [note('N1', site)] })
    for (const position of [
      { number: 1, nonce: 'other' },
      { number: 99, nonce: a.position.nonce },
      { number: 0, nonce: 'x' },
    ]) {
      const reply = await a.tryRound([changeset], { position })
      expect([reply.status, reply.json()]).toEqual([409, { error: 'position-unknown' }])
    }
    expect((await hq.hq.store.changesets([changeset.id])).size).toBe(0)
  })

  it('[S-FEED-1] reading the feed of one site merges two index scans and sorts nothing', () => {
    const { db, files } = openDatabases(tempFolder())
    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT number, changes FROM feed_parts WHERE site = '' AND number > ? UNION ALL SELECT number, changes FROM feed_parts WHERE site = ? AND number > ? ORDER BY number`,
      )
      .all(0, 's', 0) as { detail: string }[]
    const details = plan.map((p) => p.detail).join('\n')
    expect(details).toContain('MERGE (UNION ALL)')
    expect(details).not.toContain('TEMP B-TREE')
    expect(details.match(/USING INDEX feed_parts_site/g)).toHaveLength(2)
    db.close()
    files.close()
  })
})

describe('snapshots', () => {
  it('[S-FEED-4] chunks in order with digests; resumed from any of them it is the same; the tail completes it', async () => {
    const hq = await start()
    const [s1, s2] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
    const [a, b, boss] = [await hq.join(s1), await hq.join(s2), await hq.join(s2, true)]
    const big = 'x'.repeat(4000)
    for (let n = 0; n < 150; n++)
      await a.round([
        a.make({ changes: [note(`N${String(n).padStart(3, '0')}`, s1, { name: big }), insert('cars', `V${n}`, { state: 'free' })] }),
      ])
    await b.round([b.make({ changes: [note('M1', s2)] })])
    await a.round([a.make({ changes: [remove('notes', 'N007', { site_id: s1, name: big })] })])

    for (const client of [a, boss]) {
      const { chunks, rows } = await snapshot(client)
      expect(chunks.length).toBeGreaterThan(2)
      const keys = chunks.flatMap((c) => c.rows.map((r) => `${r.table} ${r.id}`))
      expect(keys).toEqual([...keys].sort())
      expect(new Set(keys).size).toBe(keys.length)
      for (const chunk of chunks) {
        expect(chunk.digest).toBe(createHash('sha256').update(JSON.stringify(chunk.rows)).digest('hex'))
        expect(chunk.position).toEqual(chunks[0]?.position)
        expect(chunk.total).toBe(keys.length)
        expect(JSON.stringify(chunk.rows).length).toBeLessThan(300_000)
      }
      expect(rows.has('notes N007')).toBe(false)
      // The same cursor again, as after a cut.
      const again = await client.snapshot(chunks[0]?.next ?? undefined)
      expect(again).toEqual(chunks[1])
      client.position = { number: 0, nonce: '' }
      expect(sorted(rows)).toEqual(sorted(rowsOf(await everything(client))))
    }
  })

  it('[S-FEED-4] rows written, deleted and brought back while it is read end up as HQ has them', async () => {
    const hq = await start()
    const site = await hq.addSite()
    const a = await hq.join(site)
    const reader = await hq.join(site)
    const big = 'x'.repeat(20_000)
    const ids = Array.from({ length: 40 }, (_, n) => `N${String(n).padStart(2, '0')}`)
    for (const id of ids) await a.round([a.make({ changes: [note(id, site, { name: big })] })])

    const first = await reader.snapshot()
    const rows = new Map<string, Row>(first.rows.map((r) => [`${r.table} ${r.id}`, r.image]))
    // Behind and before the cursor: changed twice, deleted after a change, deleted and brought back, newly made.
    const image = { site_id: site, name: big }
    for (const id of ['N00', 'N39'])
      await a.round([
        a.make({ changes: [update('notes', id, { phone: '1' }, { phone: null })] }),
        a.make({ changes: [update('notes', id, { phone: '2' }, { phone: '1' })] }),
      ])
    for (const id of ['N01', 'N38'])
      await a.round([
        a.make({ changes: [update('notes', id, { phone: '1' }, { phone: null })] }),
        a.make({ changes: [remove('notes', id, { ...image, phone: '1' })] }),
      ])
    for (const id of ['N02', 'N37'])
      await a.round([a.make({ changes: [remove('notes', id, image)] }), a.make({ changes: [note(id, site, { name: 'again' })] })])
    await a.round([a.make({ changes: [note('N', site), note('Z', site)] })])

    let absent = 0
    for (let next = first.next; next;) {
      const chunk = await reader.snapshot(next)
      for (const r of chunk.rows) rows.set(`${r.table} ${r.id}`, r.image)
      next = chunk.next
    }
    reader.position = first.position
    const tail = await everything(reader)
    const shown = new Map(rows)
    for (const c of tail.flatMap((e) => e.changes)) if (c.op !== 'insert' && !shown.has(`${c.table} ${c.id}`)) absent += 1
    rowsOf(tail, rows)
    expect(absent).toBe(0)
    a.position = { number: 0, nonce: '' }
    expect(sorted(rows)).toEqual(sorted(rowsOf(await everything(a))))
  })

  it('[S-FEED-4] a cursor that is none of HQ’s, or of a past it lost, is refused', async () => {
    const hq = await start()
    const a = await hq.join(await hq.addSite())
    for (const cursor of [
      'x',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('{"position":{"number":-1,"nonce":""}}').toString('base64url'),
    ])
      expect((await a.send('GET', `/v1/snapshot?after=${cursor}`)).status).toBe(400)
    const lost = Buffer.from(JSON.stringify({ position: { number: 1, nonce: 'lost' }, total: 1, table: 'notes', id: '' })).toString(
      'base64url',
    )
    expect((await a.send('GET', `/v1/snapshot?after=${lost}`)).json()).toEqual({ error: 'position-unknown' })
  })
})
