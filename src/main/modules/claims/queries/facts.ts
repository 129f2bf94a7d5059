// What is true of claims right now: who may see one, what an order charges whom, what was claimed of it, and what came in.
import type { InferSelectModel } from 'drizzle-orm'
import { daysBetween } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { ClaimRow } from '../../../../shared/modules/claims/contract.ts'
import { outstandingFen, overpaidFen, stageOfClaim, type ClaimPayer, type ClaimState } from '../../../../shared/modules/claims/rules.ts'
import { claims } from '../../../../shared/modules/claims/tables.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { chargesFor, settlementsOf } from '../../settlements/queries/facts.ts'
import { billFor, jobsOf, partsOf } from '../../workshop/queries/facts.ts'

export type Claim = Omit<InferSelectModel<typeof claims>, 'state' | 'payer'> & { state: ClaimState; payer: ClaimPayer }

/** Rows of `claims k` of this person's sites. */
export const inReach = ({ who }: Pick<Reader, 'who'>): Part => (who.reach === 'group' ? part('1') : part('k.site_id = ?', who.site))

/** @throws Refusal('not-found'). */
export function mustSeeClaim(db: Reader, id: string): Claim {
  const claim = db.must(claims, id)
  if (db.who.reach !== 'group' && claim.siteId !== db.who.site) throw new Refusal('not-found', { table: 'claims', id })
  return claim as Claim
}

/** What a work order charges a payer: as it was settled, or as its lines stand before. */
export function chargedFen(db: Reader, workOrderId: string, payer: ClaimPayer): number {
  if (settlementsOf(db, workOrderId).length === 0) return billFor(jobsOf(db, workOrderId), partsOf(db, workOrderId)).byPayer[payer]
  return chargesFor(db, workOrderId).find((charge) => charge.payer === payer)?.amountFen ?? 0
}

/** What may still be asked of a payer for an order; `but` is the claim that is asked about. */
export const unclaimedFen = (db: Reader, workOrderId: string, payer: ClaimPayer, but = ''): number =>
  chargedFen(db, workOrderId, payer) -
  (db.one<{ fen: number }>(
    `SELECT coalesce(sum(claimed_fen), 0) AS fen FROM claims WHERE work_order_id = ? AND payer = ? AND state <> 'dropped' AND id <> ?`,
    workOrderId,
    payer,
    but,
  )?.fen ?? 0)

/** The claim's money in the ledger, as SQL over `claims k`. */
export const PAID = '(SELECT coalesce(sum(r.amount_fen), 0) FROM receipts r WHERE r.order_id = k.id)'
/** rules.ts, overpaidFen, as SQL. */
export const OVERPAID = `max(0, ${PAID} - CASE k.state WHEN 'submitted' THEN k.claimed_fen WHEN 'accepted' THEN coalesce(k.accepted_fen, 0)
  WHEN 'partly' THEN coalesce(k.accepted_fen, 0) ELSE 0 END)`
/** rules.ts, outstandingFen, as SQL. */
export const OUTSTANDING = `max(0, CASE k.state WHEN 'submitted' THEN k.claimed_fen WHEN 'accepted' THEN coalesce(k.accepted_fen, 0)
  WHEN 'partly' THEN coalesce(k.accepted_fen, 0) ELSE 0 END - ${PAID})`

export const paidOf = (db: Pick<Reader, 'one'>, id: string): number =>
  db.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM receipts WHERE order_id = ?', id)?.fen ?? 0

export const FROM = 'claims k LEFT JOIN work_orders w ON w.id = k.work_order_id LEFT JOIN customers c ON c.id = k.customer_id'
export const COLUMNS = `k.id, k.no, k.state, k.payer, k.party, k.work_order_id AS "workOrderId", coalesce(w.no, '') AS "workOrderNo", k.customer_id AS "customerId",
  coalesce(c.name, '') AS "customerName", k.plate, k.car_name AS "carName", k.about, k.claimed_fen AS "claimedFen", k.accepted_fen AS "acceptedFen",
  ${PAID} AS "paidFen", k.round, k.submitted_on AS "submittedOn", k.due_on AS "dueOn", k.their_no AS "theirNo", k.made_at AS "madeAt"`
export type Stored = Omit<ClaimRow, 'stage' | 'outstandingFen' | 'overpaidFen' | 'overdue' | 'ageDays' | 'standing'>

export function shown(db: Reader, rows: readonly Stored[]): ClaimRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map((row) => {
    const left = outstandingFen(row)
    return {
      ...row,
      stage: stageOfClaim(row),
      outstandingFen: left,
      overpaidFen: overpaidFen(row),
      overdue: left > 0 && row.dueOn !== null && row.dueOn < db.today,
      ageDays: left > 0 && row.submittedOn !== null ? daysBetween(row.submittedOn, db.today) : null,
      standing: standings.get(row.id) ?? 'alone',
    }
  })
}
