// What makers owe for one car on paper: the only part of a rebate that counts for a price.
import type { Reader } from '../../../store/read.ts'

/** A documented rebate: its policy, the paper that proves it, and what arrived of it, else what it promises. */
export type Documented = { policy: string; documentNo: string; fen: number }

export const documentedRebates = (db: Reader, vehicleId: string): Documented[] =>
  db.all(
    `SELECT policy, document_no AS "documentNo", coalesce(arrived_fen, amount_fen) AS fen FROM vehicle_rebates
     WHERE vehicle_id = ? AND document_no IS NOT NULL ORDER BY accrued_on, id`,
    vehicleId,
  )
