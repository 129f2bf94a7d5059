// What everybody must know before talking to a customer: what they owe, that they complain, that they want to be left alone.
// Computed from the orders, the ledger and their words each time; nothing is kept.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Warnings } from '../../../../shared/modules/customers/contract/around.ts'
import { doNotDisturb } from '../../../../shared/modules/privacy/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { consentsOf } from '../../privacy/queries/consents.ts'
import { familyOf } from './family.ts'
import { reachable } from './reach.ts'

const AMONG = 'IN (SELECT value FROM json_each(?))'
/** Of an order `o` with its sums `s`: the car is theirs already, or was promised for a day that is past. */
export const OWING = `(s.stage = 'delivered' OR (s.stage IN ('signed', 'reserved') AND o.deliver_on < ?))`

export function moneyOf(db: Reader, family: readonly string[]): NonNullable<Output<'customers.around'>['money']> {
  const sums = db.one<{ openFen: number | null; owingFen: number | null; paidFen: number | null }>(
    `SELECT sum(s.due_fen) FILTER (WHERE s.stage IN ('signed', 'reserved', 'delivered')) AS openFen, sum(s.due_fen) FILTER (WHERE ${OWING}) AS owingFen,
       sum(s.net_fen) AS paidFen FROM orders o JOIN order_sums s ON s.id = o.id WHERE o.customer_id ${AMONG}`,
    db.today,
    JSON.stringify(family),
  )
  return { openFen: sums?.openFen ?? 0, owingFen: sums?.owingFen ?? 0, paidFen: sums?.paidFen ?? 0 }
}

/** Of one customer with everybody merged into them. */
export function warningsOf(db: Reader, id: string): Warnings {
  const family = familyOf(db, id)
  return {
    id,
    owingFen: moneyOf(db, family).owingFen,
    complaints:
      db.one<{ n: number }>(
        `SELECT count(*) AS n FROM care_requests WHERE customer_id ${AMONG} AND kind = 'complaint' AND done_at IS NULL`,
        JSON.stringify(family),
      )?.n ?? 0,
    doNotDisturb: doNotDisturb(consentsOf(db, id)),
  }
}

export const warnings = (db: Reader, { ids }: Input<'customers.warnings'>): Output<'customers.warnings'> =>
  ids
    .map((id) => warningsOf(db, reachable(db, id).id))
    .filter(({ owingFen, complaints, doNotDisturb: quiet }) => owingFen > 0 || complaints > 0 || quiet)
