// The console's first page over a thousand desktops on a real store: how many questions it costs, and that it says of each
// what counting its entries one by one says.
import { afterAll, expect, it } from 'vitest'
import { createOverview } from '../../src/hq/console/overview.ts'
import { createNews } from '../../src/hq/news.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { DirectoryChange, NewEntry, PairedDevice } from '../../src/hq/store/store.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'

const [SITES, DESKTOPS, ENTRIES] = [40, 1000, 3000]
const NOW = Date.UTC(2026, 5, 1, 8)
afterAll(removeFolders)

it('a thousand desktops cost a question a site and a few more, none a desktop', async () => {
  let questions = 0
  const store = openSqliteStore(tempFolder(), (db) => {
    const prepare = db.prepare.bind(db)
    db.prepare = ((sql: string) => {
      const statement = prepare(sql)
      for (const way of ['get', 'all'] as const) {
        const ask = statement[way].bind(statement)
        statement[way] = ((...values: unknown[]) => {
          questions += 1
          return ask(...values)
        }) as never
      }
      return statement
    }) as typeof db.prepare
    return db
  })
  const site = (n: number): string => `S${n % SITES}`
  const wide = (n: number): boolean => n % 100 === 0
  const device = (n: number): PairedDevice => ({
    replica: `R${n}`,
    site: site(n),
    reach: wide(n) ? 'group' : 'site',
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
  const directory: DirectoryChange[] = []
  for (let n = 0; n < SITES; n++)
    directory.push({ kind: 'site', site: { id: site(n), name: `Site ${n}`, code: `C${n}`, createdAt: n, foundedAt: 1 } })
  for (let n = 0; n < DESKTOPS; n++) directory.push({ kind: 'device', device: device(n) })
  // Every tenth entry concerns everybody, the others one site each.
  const placeOf = (number: number): string => (number % 10 === 0 ? '' : site(number * 7))
  const entries: NewEntry[] = []
  for (let number = 1; number <= ENTRIES; number++)
    entries.push({
      number,
      nonce: 'n',
      changeset: `c${number}`,
      replica: 'R0',
      command: 'do',
      actor: 'system',
      deviceTime: number,
      receivedAt: NOW - ENTRIES + number,
      parts: new Map([[placeOf(number), []]]),
    })
  await store.commit({ base: await store.head(), directory, entries })

  const positionOf = (n: number): number => (n * 37) % (ENTRIES + 1)
  const note = (n: number) => ({
    appVersion: '0.1.0',
    seenAt: NOW,
    position: positionOf(n),
    kept: positionOf(n),
    pending: 0,
    pendingSince: null,
    skewMs: 0,
  })
  const heard = new Map(Array.from({ length: DESKTOPS }, (_, n) => [`R${n}`, note(n)]))
  const live = { has: () => true } as never
  const overview = createOverview(
    { store, heard, news: createNews(), now: () => NOW, disk: () => 'well', live, versions: { isBelow: () => false } as never },
    null,
  )
  questions = 0
  const shown = await overview.show(NOW)
  expect(Object.values(shown.counts).reduce((sum, n) => sum + n, 0)).toBe(DESKTOPS)
  // A question a site, and the chart's fourteen days, each found by halves.
  expect(questions).toBeLessThan(SITES + 14 * 14 + 20)
  questions = 0
  await overview.list({ search: '', standing: null, site: null, offset: 100 })
  expect(questions).toBe(0)

  for (const n of [0, 1, 99, 100, 500, 731, 999]) {
    const mine = entries.filter(({ number, parts }) => number > positionOf(n) && (wide(n) || parts.has('') || parts.has(site(n))))
    expect([n, await overview.find(`R${n}`)]).toMatchObject([n, { behind: mine.length, waitingSince: mine[0]?.receivedAt ?? null }])
  }
  // Counted no further than asked; the first that waits is the right one all the same.
  const [cut] = await store.watch.behind([{ site: 'S3', reach: 'site', position: 5 }], 10)
  const first = entries.find(({ number }) => number > 5 && ['', 'S3'].includes(placeOf(number)))
  expect(cut).toEqual({ entries: 10, since: first?.receivedAt })
  await store.close()
})
