// What a device sent need not come back: entries that are just those changes are cut short, all others are whole.
import { afterAll, afterEach, expect, test } from 'vitest'
import type { RoundAnswer } from '../../src/shared/sync/protocol.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'

const open: TestHq[] = []
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)
const start = async () => {
  const hq = await startHq()
  open.push(hq)
  const site = await hq.addSite()
  return { site, a: await hq.join(site), b: await hq.join(site) }
}
const note = (id: string, set: Record<string, string>) => ({ table: 'notes', id, op: 'insert' as const, set })

test('[S-FEED-7] a change taken as it was sent is told without its values; asked again, and to others, with them', async () => {
  const { site, a, b } = await start()
  const before = a.position
  const sent = a.make({ changes: [note('N1', { site_id: site, name: 'one' })] })
  const first = (await a.round([sent])).entries.find((e) => e.changeset === sent.id)
  expect(first).toMatchObject({ asSent: true, changes: [] })
  // A request that does not bring it gets it whole: the desk may have lost it meanwhile.
  a.position = before
  const again = (await a.round()).entries.find((e) => e.changeset === sent.id)
  expect(again?.changes).toEqual([note('N1', { site_id: site, name: 'one' })])
  expect(again?.asSent).toBeUndefined()
  expect((await b.round()).entries.find((e) => e.changeset === sent.id)?.changes).toHaveLength(1)
})

test('[S-FEED-7] what HQ made something else of comes back as what it became', async () => {
  const { site, a, b } = await start()
  await b.round([b.make({ changes: [note('N1', { site_id: site, name: 'theirs' })] })])
  const sent = a.make({ changes: [note('N1', { site_id: site, name: 'mine', body: 'more' })] })
  const entry = (await a.round([sent])).entries.find((e) => e.changeset === sent.id)
  expect(entry?.asSent).toBeUndefined()
  const [merged, about] = entry?.changes ?? []
  expect(merged).toEqual({ table: 'notes', id: 'N1', op: 'update', set: { body: 'more' } })
  expect(about).toMatchObject({ table: 'cases', op: 'insert', set: { kind: 'field', subject_id: 'N1', columns: 'name' } })
  expect(entry?.changes).toHaveLength(2)
})

test('[S-FEED-6] a long answer comes in pages of about a megabyte, of whole entries, until there is no more', async () => {
  const { site, a, b } = await start()
  const long = (n: number) => note(`N${n}`, { site_id: site, name: String(n), body: 'x'.repeat(20_000) })
  for (let n = 0; n < 150; n += 10) await a.round(Array.from({ length: 10 }, (_, i) => a.make({ changes: [long(n + i)] })))
  const seen: string[] = []
  let pages = 0
  for (let more = true; more; pages++) {
    const reply = await b.tryRound()
    const answer = reply.json() as RoundAnswer
    b.position = answer.position
    expect(JSON.stringify(answer).length).toBeLessThan(1_300_000)
    for (const entry of answer.entries) if (entry.changes.some((change) => change.table === 'notes')) seen.push(entry.changeset)
    more = answer.more
  }
  expect(pages).toBeGreaterThan(2)
  expect(new Set(seen).size).toBe(150)
})
