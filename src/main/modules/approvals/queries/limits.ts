// What each person may give away while headquarters cannot be asked, and whether a word waits for it.
import type { Output } from '../../../../shared/contract.ts'
import { standsAlone } from '../../../../shared/modules/approvals/rules.ts'
import { approvalLimits } from '../../../../shared/modules/approvals/tables.ts'
import { type Fen, sumFen } from '../../../../shared/money.ts'
import type { Reader } from '../../../store/read.ts'
import { linesOf, type Order, sheetOf } from '../../orders/queries/facts.ts'
import { deciders } from './deputies.ts'

const limitOf = (db: Reader, userId: string): Fen | null => db.row(approvalLimits, userId)?.maxFen ?? null

export const limits = (db: Reader): Output<'approvals.limits'> =>
  deciders(db).map(({ id, name }) => ({ userId: id, name, maxFen: limitOf(db, id) }))

type Terms = Parameters<typeof sheetOf>[0] & Pick<Order, 'id'>
const given = (db: Reader, order: Terms): Fen => sumFen([order.listFen - order.priceFen, sheetOf(order, linesOf(db, order.id)).giftsFen])

/** The limit of this person, where these terms go beyond it and there is a headquarters to ask. */
export function limitPassed(db: Reader, order: Terms, userId: string): Fen | null {
  const limitFen = limitOf(db, userId)
  const asks = db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) !== undefined
  return asks && !standsAlone(given(db, order), limitFen) ? limitFen : null
}

/** Who gave a word on the present terms beyond their limit that headquarters has not confirmed yet; null where every word counts. */
export function wordThatWaits(db: Reader, order: Terms & Pick<Order, 'termsRev'>): string | null {
  const words = db.all<{ id: string; by: string; name: string | null }>(
    `SELECT s.id, s.decided_by AS by, u.name FROM approval_steps s LEFT JOIN users u ON u.id = s.decided_by
     WHERE s.order_id = ? AND s.terms_rev = ? AND s.state = 'approved' ORDER BY s.level, s.id`,
    order.id,
    order.termsRev,
  )
  const standings = db.states(words.map(({ id }) => id))
  const waits = words.find(({ id, by }) => standings.get(id) !== 'confirmed' && limitPassed(db, order, by) !== null)
  return waits ? (waits.name ?? '') : null
}
