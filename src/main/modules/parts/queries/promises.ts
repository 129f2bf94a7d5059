// What of a part is promised, and whether a promise is firm. It counts once HQ confirmed it; until then another desktop may have
// promised the same parts, unless this one has the sole right to promise them.
import type { Output } from '../../../../shared/contract.ts'
import { placeId } from '../../../../shared/modules/parts/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { hasHq, movingKeys } from '../../vehicles/queries/hold.ts'
import { stockOf } from './facts.ts'

/** The key whose level is what lies here; the right to it is the counter's. */
export const promiseKey = (place: string): string => `part:${place}`

/** Units promised to others than `but`. */
export const promisedOf = (db: Reader, partId: string, but: readonly string[] = []): number =>
  db.one<{ n: number }>(
    `SELECT coalesce(sum(units), 0) AS n FROM part_promises WHERE place_id = ? AND state = 'promised' AND id NOT IN (SELECT value FROM json_each(?))`,
    placeId(partId, db.who.site),
    JSON.stringify(but),
  )?.n ?? 0

/** What nobody was promised, as far as this desktop knows. */
export const leftToPromise = (db: Reader, partId: string, but: readonly string[] = []): number =>
  stockOf(db, partId).units - promisedOf(db, partId, but)

type Right = { key: string; replica: string | null; fence: number; device: string | null; moving: boolean }
/** Who HQ said may promise this part here, `device` when it is another desktop; `null, 0` when nobody ever took it. */
export function promiseRight(db: Reader, partId: string): Right {
  const key = promiseKey(placeId(partId, db.who.site))
  const row = db.one<{ replica: string | null; fence: number; name: string | null }>(
    'SELECT r.replica, r.fence, d.name FROM rights r LEFT JOIN devices d ON d.id = r.replica WHERE r.id = ?',
    key,
  )
  const elsewhere = row?.replica && row.replica !== db.who.replica ? (row.name ?? row.replica) : null
  return { key, replica: row?.replica ?? null, fence: row?.fence ?? 0, device: elsewhere, moving: movingKeys(db, [key]).has(key) }
}

/** The fence to promise under, when this desktop alone may: SPEC S-RIGHT-5. */
export const firmFence = (db: Reader, { replica, fence, moving }: Right): number | undefined =>
  replica === db.who.replica && !moving ? fence : undefined

/** Of these promises, those HQ has not confirmed and no right makes firm. */
export function provisionalPromises(db: Reader, ids: readonly string[]): Set<string> {
  if (ids.length === 0 || !hasHq(db)) return new Set()
  const rows = db.all<{ id: string; firm: number }>(
    `SELECT q.id, r.replica IS ? AND r.fence IS q.promised_under AS firm FROM json_each(?) j JOIN part_promises q ON q.id = j.value
     JOIN _sync_base b ON b.table_name = 'part_promises' AND b.row_id = q.id LEFT JOIN rights r ON r.id = 'part:' || q.place_id
     WHERE q.state = 'promised' AND (b.present = 0 OR json_extract(b.image, '$.state') IS NOT 'promised')`,
    db.who.replica,
    JSON.stringify(ids),
  )
  return new Set(rows.filter(({ firm }) => firm !== 1).map(({ id }) => id))
}

/** Promises of a part at this site that are not over yet, and those that came late, newest first. */
export function promisesOf(db: Reader, partId: string): Output<'parts.card'>['promises'] {
  const rows = db.all<Omit<Output<'parts.card'>['promises'][number], 'firm'>>(
    `SELECT q.id, q.units, q.state, q.subject, q.subject_id AS subjectId, c.name AS customerName, q.due_on AS dueOn, q.note, q.promised_at AS promisedAt,
       coalesce(u.name, '') AS promisedBy
     FROM part_promises q LEFT JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.promised_by
     WHERE q.place_id = ? AND q.state IN ('promised', 'over') ORDER BY q.promised_at DESC LIMIT 100`,
    placeId(partId, db.who.site),
  )
  const provisional = provisionalPromises(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, firm: row.state === 'promised' && !provisional.has(row.id) }))
}
