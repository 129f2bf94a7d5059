// What must be true at rest besides the rows: sums of confirmed rows, what people find things by, and bounds of what is kept.
import { readDesk } from '../../src/main/store/desk.ts'
import { countedTables, countTable } from '../../src/main/store/proof.ts'
import type { Session } from '../../src/main/store/session.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import type { Headquarters } from './headquarters.ts'

/** HQ's root over each desktop's reach is that desktop's own, and both are what counting the rows gives (S-HASH-2, S-HASH-3). */
export async function sumsAgree(hq: Headquarters, quiet: readonly { name: string; session: Session }[]): Promise<string[]> {
  const found: string[] = []
  const { store } = hq.office()
  const head = await store.head()
  for (const { name, session } of quiet) {
    const { st } = session
    const root = (await store.feedAfter(readDesk(st), head, 0))?.root
    if (root !== rootOf(st)) found.push(`${name}: its root is ${rootOf(st)}, headquarters' of its reach ${root}`)
    const off = countedTables(st).filter((table) => countTable(st, table).length > 0)
    if (off.length > 0) found.push(`${name}: the sums of ${off.join(', ')} are not what their rows give`)
  }
  return found
}

const SEARCHED = { customer: 'customers', vehicle: 'vehicles', order: 'orders' } as const

/** The search index says what it says when it is made anew, and has no line of a row that is gone (S-SHOW-6). */
export function isFound(name: string, session: Session): string[] {
  const found: string[] = []
  const { st } = session
  const index = (): string => JSON.stringify(st.all('SELECT id, kind, source, name_key FROM search_docs ORDER BY id'))
  const was = index()
  for (const [kind, table] of Object.entries(SEARCHED)) {
    const ids = st.all<{ id: string }>(`SELECT id FROM "${table}" UNION SELECT id FROM search_docs WHERE kind = ?`, kind)
    session.keep([], () =>
      session.derive(
        table,
        ids.map(({ id }) => id),
      ),
    )
    const lines = st.one<{ n: number }>('SELECT count(*) AS n FROM search_docs WHERE kind = ?', kind)?.n
    const words = st.one<{ n: number }>(`SELECT count(*) AS n FROM search_${kind}_docsize`)?.n
    if (lines !== words) found.push(`${name}: ${lines} ${table} can be found, ${words} have words`)
  }
  if (index() !== was) found.push(`${name}: the search index is not what its rows make`)
  return found
}

/** What HQ keeps of a change stays a small multiple of what was said (property 14). */
const FEED_MULTIPLE = 3
export function isBounded(hq: Headquarters): string[] {
  const kept = hq
    .past()
    ?.one<{ fed: number; said: number }>(
      `SELECT (SELECT sum(length(changes)) FROM feed_parts) AS fed, (SELECT sum(length(payload)) FROM changesets) AS said`,
    )
  if (!kept) return ['headquarters is down at a quiet point']
  return kept.fed <= FEED_MULTIPLE * kept.said ? [] : [`the feed has ${kept.fed} characters of ${kept.said} that were said`]
}
