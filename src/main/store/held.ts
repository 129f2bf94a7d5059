// What a desktop tells HQ of what it holds, so that whoever watches over the group sees whether both agree and what was set
// right: its sums, of group tables and of all others, and its newest repairs. Reads only.
import { minus, ROOT, type Sum, sumText } from '../../shared/sync/integrity.ts'
import type { RoundRequest } from '../../shared/sync/protocol.ts'
import { declaredTables, syncOf } from '../../shared/tables/define.ts'
import type { Statements } from './statements.ts'
import { rootOf, sumAt } from './sums.ts'

type Held = NonNullable<RoundRequest['held']>

/** Reckoned anew only when a confirmed row changed since. */
export function heldSums(st: Statements): (at: number) => Held {
  const group = JSON.stringify(declaredTables().filter((table) => syncOf(table)?.scope === 'group'))
  let known: { root: string; sums: Pick<Held, 'group' | 'site'> } | null = null
  return (at) => {
    const root = rootOf(st)
    if (known?.root !== root) {
      // Halves of 48 bits: some ten thousand of them fit the sum of 63 that SQLite adds up.
      const found = st.one<{ high: number; low: number }>(
        `SELECT coalesce(sum(high), 0) % 281474976710656 AS high, coalesce(sum(low), 0) % 281474976710656 AS low
         FROM _sync_sums WHERE table_name IN (SELECT value FROM json_each(?))`,
        group,
      )
      const sum: Sum = [found?.high ?? 0, found?.low ?? 0]
      known = { root, sums: { group: sumText(sum), site: sumText(minus(sumAt(st, ROOT, 0), sum)) } }
    }
    return { at, ...known.sums }
  }
}

export const newestRepairs = (st: Pick<Statements, 'all'>): NonNullable<RoundRequest['repairs']> =>
  st.all('SELECT n AS number, at, rows, incident FROM _sync_repairs ORDER BY n DESC LIMIT 5')
