// How fast the palette answers over many customers, as somebody types: a search for every key pressed while names,
// pinyin, initials, mixtures and phone tails are typed.
import { seeded } from '../../src/main/demo/random.ts'
import { personName } from '../../src/main/demo/people.ts'
import { expressionOf } from '../../src/main/modules/palette/queries/match.ts'
import { somebody } from '../support/store.ts'
import { sideBySide, spread } from './measure.ts'
import { customersStore } from './rows.ts'

const LETTERS = [
  'zhangwei',
  'zhangxm',
  'zxming',
  'wangxiaoming',
  'lisiyu',
  'zengjie',
  'shanyu',
  'ouyang',
  'chenyx',
  'xian',
  'yan',
  'zs',
  'wxm',
  'lj',
  'liu',
  'sun yi',
]

/** What stands in the box after every key while `count` names, letters and numbers are typed. */
export function keysTyped(count: number): string[] {
  const random = seeded(11)
  return Array.from({ length: count }, (_, i) => {
    const text =
      i % 3 === 0 ? String(random.int(1000, 99_999_999)) : i % 3 === 1 ? personName(random) : (LETTERS[i % LETTERS.length] as string)
    return Array.from(text, (_key, at) => text.slice(0, at + 1))
  }).flat()
}

/** The slowest of what was typed, with its milliseconds. */
export const slowestOf = (typed: readonly string[], times: readonly number[]): { text: string; ms: number }[] =>
  typed
    .map((text, at) => ({ text, ms: Math.round((times[at] as number) * 100) / 100 }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 5)

/** Milliseconds in main beside the bare full-text query of the same expression, for somebody who sees the site and for somebody who sees only their own. */
export async function benchPalette(rows: number) {
  const { store, close } = customersStore(rows)
  const who = somebody()
  const typed = keysTyped(90)
  const timed = (text: string, as: typeof who): number => {
    const begun = performance.now()
    store.run('palette.search', { text }, as)
    return performance.now() - begun
  }
  for (const text of typed.slice(0, 50)) timed(text, who)
  const site = typed.map((text) => timed(text, who))
  const own = typed.map((text) => timed(text, { ...who, reach: 'own', user: 'c2' }))
  const bare = store.raw.prepare(
    `SELECT c.id, c.name, c.phone FROM search_customer s JOIN search_docs d ON d.n = s.rowid JOIN customers c ON c.id = d.id
     WHERE search_customer MATCH ? LIMIT 8`,
  )
  const textAt = (i: number): string => typed[i % typed.length] as string
  const beside = await sideBySide(
    typed.length,
    (i) => store.run('palette.search', { text: textAt(i) }, who),
    (i) => bare.all(expressionOf(textAt(i), 0) ?? '""'),
  )
  const index = store.raw.prepare(`SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE '%search_%'`).get() as { bytes: number }
  close()
  return {
    rows,
    beside,
    site: spread(site),
    own: spread(own),
    slowest: slowestOf(typed, site),
    indexMb: Math.round(index.bytes / 1e5) / 10,
  }
}
