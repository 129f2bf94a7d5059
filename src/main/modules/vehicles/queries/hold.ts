// Whether a car's holder is firm. A hold counts once HQ confirmed it; until then the sale is provisional, because another
// desktop may have sold the same car, unless this desktop has the sole right to sell it.
import type { Reader } from '../../../store/read.ts'

/** What a right is asked about. */
export type Sold = { vin: string; siteId: string }

/** The key under which one order at a time holds a car. */
export const holdKey = (vin: string): string => `vin:${vin}`

/**
 * HQ decides. A store without one is alone and always firm. One that has an HQ never is, also with a single desktop: HQ may
 * pair another one at any moment, and a desktop without a line would not know. SPEC S-RIGHT-6.
 */
export const hasHq = (db: Reader): boolean => db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) !== undefined

/** `no` is what papers carry: of two papers about one car the one with the higher number counts. */
export type SaleRight = { key: string; replica: string | null; fence: number; no: string }

/** Who HQ said may sell this car, and the right's fence; `null, 0` when nobody ever took it. */
export function saleRight(db: Reader, { vin }: Sold): SaleRight {
  const key = holdKey(vin)
  const { replica, fence } = db.one<{ replica: string | null; fence: number }>('SELECT replica, fence FROM rights WHERE id = ?', key) ?? {
    replica: null,
    fence: 0,
  }
  return { key, replica, fence, no: String(fence) }
}

/** This desktop has the sole right to sell the car, and gives it to nobody: no change of hands of its own waits. SPEC S-RIGHT-5. */
export function sellsFirm(db: Reader, car: Sold): boolean {
  return saleRight(db, car).replica === db.who.replica && !rightMoving(db, car.vin)
}

/** Of these keys, those whose right changes hands at this desktop's wish and waits for HQ's word. */
export function movingKeys(db: Reader, keys: readonly string[]): Set<string> {
  const moving = db.all<{ key: string }>(
    `SELECT DISTINCT j.value AS key FROM json_each(?) j JOIN _sync_touch t ON t.row_id = j.value JOIN _sync_changesets c ON c.n = t.n
     WHERE c.state IN ('pending', 'quarantined')`,
    JSON.stringify(keys),
  )
  return new Set(moving.map(({ key }) => key))
}
/** Of these cars, those of which it does. */
export function movingRights(db: Reader, vins: readonly string[]): Set<string> {
  const moving = movingKeys(db, vins.map(holdKey))
  return new Set(vins.filter((vin) => moving.has(holdKey(vin))))
}
export const rightMoving = (db: Reader, vin: string): boolean => movingRights(db, [vin]).has(vin)

/** The name of the other desktop that alone may sell the car; null when none does. */
export function soldOnlyBy(db: Reader, car: Sold): string | null {
  const { replica } = saleRight(db, car)
  if (replica === null || replica === db.who.replica) return null
  return db.one<{ name: string }>('SELECT name FROM devices WHERE id = ?', replica)?.name ?? replica
}

/** What signing an order for the car means here: `firm` at once, `asks` HQ first, or only `elsewhere`. */
export function promiseFor(db: Reader, car: Sold): 'firm' | 'asks' | 'elsewhere' {
  if (soldOnlyBy(db, car) !== null) return 'elsewhere'
  return !hasHq(db) || sellsFirm(db, car) ? 'firm' : 'asks'
}

/**
 * Of these cars, those whose holder HQ has not confirmed and no right makes firm: vehicle id → order id. An order is firm
 * under the right it was signed under while HQ says nothing newer about that right; that it was given on after the
 * signature, or ended with the delivery, takes nothing back.
 */
export function provisionalHolders(db: Reader, vehicleIds: readonly string[]): Map<string, string> {
  if (vehicleIds.length === 0 || !hasHq(db)) return new Map()
  // _sync_base keeps the confirmed image of every row with pending changes.
  const rows = db.all<{ id: string; vin: string; siteId: string; holder_id: string; sold_under: string | null }>(
    `SELECT v.id, v.vin, v.site_id AS siteId, v.holder_id, o.sold_under FROM json_each(?) j JOIN vehicles v ON v.id = j.value
     JOIN _sync_base b ON b.table_name = 'vehicles' AND b.row_id = v.id LEFT JOIN orders o ON o.id = v.holder_id
     WHERE v.holder_id IS NOT NULL AND (b.present = 0 OR json_extract(b.image, '$.holder_id') IS NOT v.holder_id)`,
    JSON.stringify(vehicleIds),
  )
  const firm = (row: (typeof rows)[number]): boolean => {
    const right = saleRight(db, row)
    return right.replica === db.who.replica && right.no === row.sold_under
  }
  return new Map(rows.filter((row) => !firm(row)).map((row) => [row.id, row.holder_id]))
}

/** True while this order's hold of its car waits for HQ's ruling. A provisional order takes money and prints; it is not delivered. */
export function provisional(db: Reader, orderId: string): boolean {
  const held = db.all<{ id: string }>('SELECT id FROM vehicles WHERE holder_id = ?', orderId).map(({ id }) => id)
  return provisionalHolders(db, held).size > 0
}
