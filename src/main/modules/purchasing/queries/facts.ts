// What commands and screens ask of one purchase: its lines with what came of each, what was invoiced, and who may decide it.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import { purchases } from '../../../../shared/modules/purchasing/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { approverOf, levelsFor } from '../../approvals/queries.ts'

export type Purchase = InferSelectModel<typeof purchases>

/** Of this site, or anybody's for people of the group. @throws Refusal('not-found'). */
export function mustSeePurchase(db: Reader, id: string): Purchase {
  const row = db.must(purchases, id)
  if (row.siteId !== db.who.site && db.who.reach !== 'group') throw new Refusal('not-found', { table: 'purchases', id })
  return row
}

type Line = {
  id: string
  partId: string
  code: string
  name: string
  unit: string
  units: number
  costFen: number
  receivedUnits: number
  damagedUnits: number
}
export const linesOf = (db: Reader, purchaseId: string): Line[] =>
  db.all(
    `SELECT l.id, l.part_id AS partId, p.code, p.name, p.unit, l.units, l.cost_fen AS costFen,
       coalesce((SELECT sum(r.units) FROM purchase_receipts r WHERE r.line_id = l.id), 0) AS receivedUnits,
       coalesce((SELECT sum(r.damaged_units) FROM purchase_receipts r WHERE r.line_id = l.id), 0) AS damagedUnits
     FROM purchase_lines l JOIN parts p ON p.id = l.part_id WHERE l.purchase_id = ? ORDER BY l.sort, l.id`,
    purchaseId,
  )

/** Invoiced less received, in 分. */
export const differenceOf = (db: Reader, id: string): number =>
  db.one<{ fen: number }>(
    `SELECT coalesce((SELECT sum(amount_fen) FROM purchase_invoices WHERE purchase_id = ?), 0)
       - coalesce((SELECT sum(cost_fen) FROM purchase_receipts WHERE purchase_id = ?), 0) AS fen`,
    id,
    id,
  )?.fen ?? 0

/**
 * What keeps this person from deciding. By the store's flow of approvals: its highest level for the amount says whose word it takes;
 * below every level anybody with the right will do. Nobody decides their own request.
 */
export function barTo(db: Reader, purchase: Purchase): 'not-now' | 'own-request' | 'not-your-level' | null {
  if (purchase.state !== 'asked') return 'not-now'
  if (purchase.askedBy === db.who.user) return 'own-request'
  const totalFen = linesOf(db, purchase.id).reduce((sum, line) => sum + line.costFen, 0)
  const top = levelsFor(db, { siteId: purchase.siteId, vehicleId: null, listFen: totalFen, priceFen: totalFen, totalFen }).at(-1)
  if (!top) return null
  return top.roleIds.some((role) => approverOf(db, db.who.user, purchase.askedBy).roleIds.includes(role)) ? null : 'not-your-level'
}
