// Whether a car's holder is firm. A hold counts once HQ confirmed it; until then the sale is provisional, because another
// desktop may have sold the same car, unless this desktop has the sole right to sell it.
import type { Reader } from '../../../store/read.ts'

/** The key under which one order at a time holds a car. */
export const holdKey = (vin: string): string => `vin:${vin}`

/** This store is one of a group: HQ decides. */
export const hasHq = (db: Reader): boolean => db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) !== undefined

/** A store with one desktop, or without an HQ, decides alone: always firm. */
const othersExist = (db: Reader): boolean =>
  hasHq(db) && db.one('SELECT 1 FROM devices WHERE revoked_at IS NULL AND id <> ? LIMIT 1', db.who.replica) !== undefined

export type SaleRight = { replica: string | null; fence: number }

/** Who HQ said may sell this car, and the right's fence; `null, 0` when nobody ever took it. */
export function saleRight(db: Reader, vin: string): SaleRight {
  return db.one<SaleRight>('SELECT replica, fence FROM rights WHERE id = ?', holdKey(vin)) ?? { replica: null, fence: 0 }
}

/** This desktop has the sole right to sell the car, and gives it to nobody: no change of hands of its own waits. SPEC S-RIGHT-5. */
export function sellsFirm(db: Reader, vin: string): boolean {
  return saleRight(db, vin).replica === db.who.replica && !rightMoving(db, vin)
}

/** A change of hands of the right, made at this desktop, waits for HQ's word. */
export const rightMoving = (db: Reader, vin: string): boolean =>
  db.one(
    `SELECT 1 FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = ? AND c.state IN ('pending', 'quarantined') LIMIT 1`,
    holdKey(vin),
  ) !== undefined

/** The name of the other desktop that alone may sell the car; null when none does. */
export function soldOnlyBy(db: Reader, vin: string): string | null {
  const { replica } = saleRight(db, vin)
  if (replica === null || replica === db.who.replica) return null
  return db.one<{ name: string }>('SELECT name FROM devices WHERE id = ?', replica)?.name ?? replica
}

/** Of these cars, those whose holder HQ has not confirmed and no right makes firm: vehicle id → order id. */
export function provisionalHolders(db: Reader, vehicleIds: readonly string[]): Map<string, string> {
  if (vehicleIds.length === 0 || !othersExist(db)) return new Map()
  // _sync_base keeps the confirmed image of every row with pending changes.
  const rows = db.all<{ id: string; vin: string; holder_id: string }>(
    `SELECT v.id, v.vin, v.holder_id FROM json_each(?) j JOIN vehicles v ON v.id = j.value JOIN _sync_base b ON b.table_name = 'vehicles' AND b.row_id = v.id
     WHERE v.holder_id IS NOT NULL AND (b.present = 0 OR json_extract(b.image, '$.holder_id') IS NOT v.holder_id)`,
    JSON.stringify(vehicleIds),
  )
  return new Map(rows.filter((row) => !sellsFirm(db, row.vin)).map((row) => [row.id, row.holder_id]))
}

/** True while this order's hold of its car waits for HQ's ruling. A provisional order takes money and prints; it is not delivered. */
export function provisional(db: Reader, orderId: string): boolean {
  const held = db.all<{ id: string }>('SELECT id FROM vehicles WHERE holder_id = ?', orderId).map(({ id }) => id)
  return provisionalHolders(db, held).size > 0
}
