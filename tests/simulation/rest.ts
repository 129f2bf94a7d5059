// What must be true at rest besides the rows: sums of confirmed rows, what people find things by, and bounds of what is kept.
import { hash } from 'node:crypto'
import { plus, sumText } from '../../src/shared/sync/integrity.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import type { FileStore } from '../../src/main/store/files.ts'
import { countedTables, countTable } from '../../src/main/store/proof.ts'
import type { Session } from '../../src/main/store/session.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import type { Headquarters } from './headquarters.ts'
import type { Doc, Tables, Watch } from './watch.ts'

/** HQ's root over each desktop's reach is that desktop's own, and both are what counting the rows gives (S-HASH-2, S-HASH-3). */
export async function sumsAgree(hq: Headquarters, quiet: readonly { name: string; session: Session }[]): Promise<string[]> {
  const found: string[] = []
  const { store } = hq.office()
  const head = await store.head()
  for (const { name, session } of quiet) {
    const { st } = session
    const sums = (await store.feedAfter(readDesk(st), head, 0))?.sums
    const root = sums && sumText(plus(sums.group, sums.site))
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

type Papers = {
  /** Content addresses of every paper somebody archived, and whose disk had it first. */
  papers: ReadonlyMap<string, unknown>
  lostPapers: ReadonlySet<string>
}
/**
 * Headquarters has the bytes of every file a row names, and they are what their name says, unless the only disk that had
 * them was lost; bytes no row names any more, because the person was erased, are nowhere (S-FEED-5, S-ERASE-2).
 */
export async function papersAreThere(
  hq: Headquarters,
  { tables, entries }: Pick<Watch, 'tables' | 'entries'>,
  { papers, lostPapers }: Papers,
  quiet: readonly { name: string; files: FileStore }[],
): Promise<string[]> {
  const found: string[] = []
  const { files } = hq.office().store
  const named = new Set([...(tables.get('files') ?? new Map<string, Doc>()).values()].map(({ image }) => image['sha256']))
  /** Those whose row came to headquarters, whatever became of it. */
  const told = new Set(
    entries.flatMap(({ parts }) => parts.flatMap(({ changes }) => changes.flatMap((c) => (c.table === 'files' ? [c.set['sha256']] : [])))),
  )
  for (const sha256 of papers.keys()) {
    const kept = await files.progress(sha256)
    if (!named.has(sha256)) {
      if (kept) found.push(`headquarters has bytes of ${sha256}, which no row names`)
      if (told.has(sha256))
        for (const { name, files: own } of quiet)
          if (own.has(sha256)) found.push(`${name}: still has ${sha256}, whose person was forgotten`)
      continue
    }
    if (!kept?.complete) {
      if (!lostPapers.has(sha256)) found.push(`headquarters does not have the bytes of ${sha256}`)
      continue
    }
    const parts: Uint8Array[] = []
    for (let at = 0, piece = await files.read(sha256, 0); piece; piece = await files.read(sha256, at)) {
      parts.push(piece)
      at += piece.length
    }
    if (hash('sha256', Buffer.concat(parts)) !== sha256) found.push(`headquarters has other bytes for ${sha256}`)
    // Reading checks them.
    for (const { files: own } of quiet) own.get(sha256)
  }
  return found
}

/**
 * No batch takes away what somebody built on: an order's car and customer are in none that was undone (S-BULK-5). What was
 * said by stores that began anew at another site is at headquarters (S-MOVE-5).
 */
export function batchesAreWhole(hq: Headquarters, tables: Tables, handedOver: ReadonlySet<string>): string[] {
  const found: string[] = []
  const rowsOf = (table: string): ReadonlyMap<string, Doc> => tables.get(table) ?? new Map<string, Doc>()
  const hidden = (table: string, id: unknown): boolean => {
    const batch = rowsOf(table).get(String(id))?.image['batch_id']
    return typeof batch === 'string' && rowsOf('import_batches').get(batch)?.image['state'] === 'undone'
  }
  for (const [id, { image }] of rowsOf('orders')) {
    if (hidden('vehicles', image['vehicle_id'])) found.push(`order ${id} is about a car whose import was undone`)
    if (hidden('customers', image['customer_id'])) found.push(`order ${id} is of a customer whose import was undone`)
  }
  for (const id of handedOver)
    if (!hq.past()?.one('SELECT 1 FROM changesets WHERE id = ?', id)) found.push(`changeset ${id} was said at the old site and is nowhere`)
  return found
}
