// The sums by which a desktop finds out whether it holds what HQ holds: kept where documents are written, in the same
// transaction, and opened by table and bucket only when somebody's differ.
import {
  bucketOf,
  type Defaults,
  equal,
  plus,
  ROOT,
  rowSum,
  type Sum,
  sumText,
  Tally,
  withoutDefaults,
  ZERO,
} from '../../shared/sync/integrity.ts'
import type { Position, Row } from '../../shared/sync/protocol.ts'
import { splitDocKey, type Doc } from '../../shared/sync/state.ts'
import { sha256 } from '../chain.ts'
import type { Statements } from './statements.ts'
import type { BucketRows, BucketSum, Reach, ScopeSums, Store } from './store.ts'

type Half = { high: number; low: number }
type Kept = Half & { site: string }
/** Documents counted anew, or looked through for some buckets' rows, in one go. */
const AT_ONCE = 5_000
const LOOKED_AT = 20_000

const sumOf = (kept: Half | undefined): Sum => (kept ? [kept.high, kept.low] : ZERO)
/** Everything in reach, or nothing of others' sites: every question here begins with it. */
const inReach = (reach: Reach, site: string): boolean => reach.reach === 'group' || site === '' || site === reach.site

export type Sums = ReturnType<typeof sumsOf>

export function sumsOf(st: Statements) {
  let defaults: Defaults = {}

  const add = (site: string, tally: Tally): void => {
    for (const { table, bucket, sum } of tally.differences()) {
      const kept = sumOf(st.one<Half>('SELECT high, low FROM sums WHERE table_name = ? AND bucket = ? AND site = ?', table, bucket, site))
      st.run(
        `INSERT INTO sums (table_name, bucket, site, high, low) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (table_name, bucket, site) DO UPDATE SET high = excluded.high, low = excluded.low`,
        table,
        bucket,
        site,
        ...plus(kept, sum),
      )
    }
  }
  const tallies = () => {
    const bySite = new Map<string, Tally>()
    const of = (site: string): Tally => bySite.get(site) ?? (bySite.set(site, new Tally()).get(site) as Tally)
    return { of, write: () => bySite.forEach((tally, site) => add(site, tally)) }
  }

  /** The place where documents are written: each with its sum, which follows the row when it changes its site. */
  const writeDocs = (docs: ReadonlyMap<string, Doc>): void => {
    const tally = tallies()
    for (const [key, doc] of docs) {
      const [table, id] = splitDocKey(key)
      const site = doc.site ?? ''
      const before = st.one<Kept>('SELECT site, high, low FROM docs WHERE table_name = ? AND id = ?', table, id)
      const sum = doc.deleted ? ZERO : rowSum(sha256, defaults, table, id, doc.image)
      if (before && before.site !== site) tally.of(before.site).note(table, id, sumOf(before), ZERO)
      tally.of(site).note(table, id, before?.site === site ? sumOf(before) : ZERO, sum)
      st.run(
        `INSERT INTO docs (table_name, id, site, origin, position, deleted, erased, image, moved, high, low) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (table_name, id) DO UPDATE SET site = excluded.site, moved = excluded.moved, position = excluded.position, deleted = excluded.deleted,
           erased = excluded.erased, image = excluded.image, high = excluded.high, low = excluded.low`,
        table,
        id,
        site,
        doc.origin,
        doc.position,
        doc.deleted ? 1 : 0,
        doc.erased ? 1 : 0,
        JSON.stringify(doc.image),
        doc.left ? JSON.stringify(doc.left) : null,
        ...sum,
      )
    }
    tally.write()
  }

  const recount = (): void => {
    st.run('DELETE FROM sums')
    type Found = { table_name: string; id: string; site: string; deleted: number; image: string }
    for (let last: Pick<Found, 'table_name' | 'id'> | undefined = { table_name: '', id: '' }; last;) {
      const docs: Found[] = st.all<Found>(
        'SELECT table_name, id, site, deleted, image FROM docs WHERE (table_name, id) > (?, ?) ORDER BY table_name, id LIMIT (SELECT ?)',
        last.table_name,
        last.id,
        AT_ONCE,
      )
      const tally = tallies()
      for (const { table_name: table, id, site, deleted, image } of docs) {
        const sum = deleted ? ZERO : rowSum(sha256, defaults, table, id, JSON.parse(image) as Row)
        tally.of(site).note(table, id, ZERO, sum)
        st.run('UPDATE docs SET high = ?, low = ? WHERE table_name = ? AND id = ?', ...sum, table, id)
      }
      tally.write()
      last = docs.at(-1)
    }
  }

  /** The sums over everything in reach: they add up to the sum of a reach. */
  const scopes = (reach: Reach): ScopeSums => {
    const found = { group: ZERO, site: ZERO }
    for (const kept of st.all<Kept>('SELECT site, high, low FROM sums WHERE table_name = ?', ROOT)) {
      if (!inReach(reach, kept.site)) continue
      const scope = kept.site === '' ? 'group' : 'site'
      found[scope] = plus(found[scope], sumOf(kept))
    }
    return found
  }

  /** Nothing in reach was written after `position`, and HQ gave it. */
  const stillAt = (reach: Reach, position: Position): boolean => {
    const { number, nonce } = position
    if (number > 0 && st.one<{ nonce: string }>('SELECT nonce FROM feed WHERE number = ?', number)?.nonce !== nonce) return false
    const later =
      reach.reach === 'group'
        ? st.one('SELECT 1 FROM feed WHERE number > ? LIMIT 1', number)
        : (st.one(`SELECT 1 FROM feed_parts WHERE site = '' AND number > ? LIMIT 1`, number) ??
          st.one('SELECT 1 FROM feed_parts WHERE site = ? AND number > ? LIMIT 1', reach.site, number))
    return later === undefined
  }

  const sumsAt = (reach: Reach): BucketSum[] => {
    const found = new Map<string, { table: string; bucket: number; sum: Sum }>()
    type Line = Kept & { table_name: string; bucket: number }
    for (const line of st.all<Line>('SELECT * FROM sums WHERE table_name > ?', ROOT)) {
      if (!inReach(reach, line.site)) continue
      const key = `${line.table_name} ${line.bucket}`
      found.set(key, { table: line.table_name, bucket: line.bucket, sum: plus(found.get(key)?.sum ?? ZERO, sumOf(line)) })
    }
    return [...found.values()].filter((line) => !equal(line.sum, ZERO)).map((line) => ({ ...line, sum: sumText(line.sum) }))
  }

  const rowsIn = (reach: Reach, table: string, buckets: ReadonlySet<number>, after: string, bytes: number): BucketRows => {
    const rows: BucketRows['rows'] = []
    let size = 0
    const looked = st.all<{ id: string; site: string; deleted: number }>(
      'SELECT id, site, deleted FROM docs WHERE table_name = ? AND id > ? ORDER BY id LIMIT (SELECT ?)',
      table,
      after,
      LOOKED_AT,
    )
    for (const { id, site, deleted } of looked) {
      if (deleted || !buckets.has(bucketOf(id)) || !inReach(reach, site)) continue
      const { image } = st.one<{ image: string }>('SELECT image FROM docs WHERE table_name = ? AND id = ?', table, id) as { image: string }
      rows.push({ id, image: withoutDefaults(defaults, table, JSON.parse(image) as Row, true) })
      size += image.length + id.length + 30
      if (size >= bytes) return { rows, upTo: id }
    }
    return { rows, upTo: looked.length < LOOKED_AT ? null : (looked.at(-1)?.id ?? null) }
  }

  const store: Pick<Store, 'reckon' | 'sumsAt' | 'scopesAt' | 'rowsAt'> = {
    reckon: async (known) => {
      defaults = known
      const text = JSON.stringify(known)
      st.raw
        .transaction(() => {
          if (st.one<{ value: string }>(`SELECT value FROM hq_state WHERE key = 'defaults'`)?.value === text) return
          recount()
          st.run(`INSERT INTO hq_state (key, value) VALUES ('defaults', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, text)
        })
        .immediate()
    },
    sumsAt: async (reach, position) => st.raw.transaction(() => (stillAt(reach, position) ? sumsAt(reach) : null))(),
    scopesAt: async (reach, position) => st.raw.transaction(() => (stillAt(reach, position) ? scopes(reach) : null))(),
    rowsAt: async (reach, position, { table, buckets, after, bytes }) =>
      st.raw.transaction(() => (stillAt(reach, position) ? rowsIn(reach, table, buckets, after, bytes) : null))(),
  }
  return {
    store,
    scopes,
    writeDocs,
    /** As a reader gets them: a value that is the same as absent is not sent. */
    plain: (table: string, set: Row, whole: boolean): Row => withoutDefaults(defaults, table, set, whole),
  }
}
