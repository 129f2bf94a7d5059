// What is noted of a rescue.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Rescue } from '../../../../shared/modules/workshop/contract/rescue.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSeeOrder } from './facts.ts'

export function rescueOf(db: Pick<Reader, 'one'>, orderId: string): Rescue | null {
  const row = db.one<Omit<Rescue, 'towed'> & { towed: number }>(
    `SELECT caller_name AS "callerName", caller_phone AS "callerPhone", place, called_at AS "calledAt", dispatched_at AS "dispatchedAt",
       arrived_at AS "arrivedAt", towed FROM rescues WHERE id = ?`,
    orderId,
  )
  return row ? { ...row, towed: row.towed === 1 } : null
}

export const rescue = (db: Reader, { id }: Input<'workshop.rescue'>): Output<'workshop.rescue'> => rescueOf(db, mustSeeOrder(db, id).id)
