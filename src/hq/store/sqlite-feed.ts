// Reading the feed and snapshots out of SQLite, cut to a device's reach, and appending to it inside a commit.
import type { Change, Entry, Position } from '../../shared/sync/protocol.ts'
import { noteRows } from './sqlite-inquiry.ts'
import type { Sums } from './sqlite-sums.ts'
import type { Statements } from './statements.ts'
import type { FeedPage, NewEntry, Reach, SnapshotPage, SnapshotRow, Store } from './store.ts'

type Part = { number: number; changes: string }
type Head = { nonce: string; changeset: string; replica: string; command: string; actor: string; device_time: number; received_at: number }

// The compound keeps number order by merging two index scans; nothing is sorted, nothing joined to find what is in reach.
const IN_REACH = `SELECT number, changes FROM feed_parts WHERE site = '' AND number > ? UNION ALL SELECT number, changes FROM feed_parts WHERE site = ? AND number > ? ORDER BY number`
const EVERYWHERE = 'SELECT number, changes FROM feed_parts WHERE number > ? ORDER BY number'

export const headOf = (st: Statements): Position => st.one<Position>('SELECT number, nonce FROM feed_head') as Position

export function feedOf(st: Statements, sums: Sums): Pick<Store, 'knows' | 'feedAfter' | 'snapshotPage' | 'rowsInReach'> {
  const entryOf = (number: number): Entry => {
    const f = st.one<Head>('SELECT * FROM feed WHERE number = ?', number) as Head
    return {
      number,
      nonce: f.nonce,
      changeset: f.changeset,
      replica: f.replica,
      command: f.command,
      actor: f.actor,
      deviceTime: f.device_time,
      receivedAt: f.received_at,
      changes: [],
    }
  }

  // In one transaction: entries, head and position belong together. Made once: wrapping a function costs as much as the reading.
  const together = st.raw.transaction((work: () => FeedPage | null) => work())
  return {
    knows: async (position) => known(st, position),
    feedAfter: async (reach, position, bytes, sent) => together(() => read(st, sums, reach, position, bytes, entryOf, sent)),
    snapshotPage: async (reach, position, after, bytes) => page(st, sums, reach, position.number, after, bytes),
    rowsInReach: async (reach) =>
      st.one<{ n: number }>(
        reach.reach === 'group'
          ? 'SELECT coalesce(sum(rows), 0) AS n FROM doc_counts'
          : `SELECT coalesce(sum(rows), 0) AS n FROM doc_counts WHERE site IN ('', ?)`,
        ...(reach.reach === 'group' ? [] : [reach.site]),
      )?.n ?? 0,
  }
}

/** A number without its nonce proves nothing: it may be of another life of HQ. */
const known = (st: Statements, from: Position): boolean =>
  from.number === 0
    ? from.nonce === ''
    : from.number > 0 && st.one<{ nonce: string }>('SELECT nonce FROM feed WHERE number = ?', from.number)?.nonce === from.nonce

function read(
  st: Statements,
  sums: Sums,
  reach: Reach,
  from: Position,
  bytes: number,
  entryOf: (number: number) => Entry,
  sent?: ReadonlyMap<string, string>,
): FeedPage | null {
  const head = headOf(st)
  if (!known(st, from)) return null
  const entries: Entry[] = []
  const sql = reach.reach === 'group' ? EVERYWHERE : IN_REACH
  const values = reach.reach === 'group' ? [from.number] : [from.number, reach.site, from.number]
  let size = 0
  let open: Entry | undefined
  for (const part of st.each<Part>(sql, ...values)) {
    // An entry over two scopes has two parts under one number; it is never cut between them.
    if (open?.number !== part.number) {
      if (open && size >= bytes)
        return { entries, position: { number: open.number, nonce: open.nonce }, more: true, head: head.number, sums: null }
      entries.push((open = entryOf(part.number)))
      size += 200
    }
    if (open.changes.length === 0 && sent?.get(open.changeset)?.startsWith(`{"changes":${part.changes},"guards":`)) {
      open.asSent = true
      continue
    }
    size += part.changes.length
    const changes = (JSON.parse(part.changes) as Change[]).map((c) => ({ ...c, set: sums.plain(c.table, c.set, c.op === 'insert') }))
    // Nothing departs from whoever sees every site.
    open.changes.push(...(reach.reach === 'group' ? changes.filter((c) => c.op !== 'depart') : changes))
  }
  return { entries, position: head, more: false, head: head.number, sums: sums.scopes(reach) }
}

type Found = { id: string; image: string; erased: number }
// A row deleted after the position is sent with its last image: the tail still holds the changes before its end.
const GROUP_ROWS = `SELECT id, image, erased FROM docs WHERE table_name = ? AND id > ? AND (deleted = 0 OR position > ?) ORDER BY id`
const SITE_ROWS = `SELECT id, image, erased FROM docs WHERE site = ? AND table_name = ? AND id > ? AND (deleted = 0 OR position > ?) ORDER BY id`

function page(
  st: Statements,
  sums: Sums,
  reach: Reach,
  position: number,
  after: { table: string; id: string } | null,
  bytes: number,
): SnapshotPage {
  const rows: SnapshotRow[] = []
  let size = 0
  for (let table = after?.table ?? tableAfter(st, ''); table !== null; table = tableAfter(st, table)) {
    const from = table === after?.table ? after.id : ''
    // A table is either everyone's or has a site in each row, so one of the two scans is empty.
    const scans =
      reach.reach === 'group'
        ? [() => st.each<Found>(GROUP_ROWS, table, from, position)]
        : ['', reach.site].map((site) => () => st.each<Found>(SITE_ROWS, site, table, from, position))
    // Each scan is opened when its turn comes: one left open, never read, would keep the connection busy for ever.
    for (const scan of scans)
      for (const row of scan()) {
        const image = sums.plain(table, JSON.parse(row.image) as SnapshotRow['image'], true)
        rows.push(row.erased === 1 ? { table, id: row.id, image, erased: true } : { table, id: row.id, image })
        size += row.image.length + row.id.length + table.length + 30
        if (size >= bytes) return { rows, last: { table, id: row.id }, more: true }
      }
  }
  return {
    rows,
    last: rows.length > 0 ? { table: (rows.at(-1) as SnapshotRow).table, id: (rows.at(-1) as SnapshotRow).id } : after,
    more: false,
  }
}

const tableAfter = (st: Statements, table: string): string | null =>
  st.one<{ name: string | null }>('SELECT min(table_name) AS name FROM docs WHERE table_name > ?', table)?.name ?? null

export function writeEntries(st: Statements, entries: readonly NewEntry[]): void {
  for (const e of entries) {
    st.run(
      'INSERT INTO feed (number, nonce, changeset, replica, command, actor, device_time, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      e.number,
      e.nonce,
      e.changeset,
      e.replica,
      e.command,
      e.actor,
      e.deviceTime,
      e.receivedAt,
    )
    for (const [site, changes] of e.parts)
      st.run('INSERT INTO feed_parts (number, site, changes) VALUES (?, ?, ?)', e.number, site, JSON.stringify(changes))
    noteRows(st, e)
  }
}
