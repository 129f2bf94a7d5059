// Whether a car is fit to be handed over: no recall stops it, and its inspection is not open. Nothing here asks about money,
// papers or who holds it.
import type { Reader } from '../../../store/read.ts'
import { mustBeInspected } from '../../preparation/queries.ts'
import { mustNotBeStopped } from '../../recalls/queries.ts'

/** @throws Refusal('stop-sale'), which nobody may override, or Refusal('pdi-open'). */
export function mustBeReady(db: Reader, car: { id: string; vin: string; stockNo: string }): void {
  mustNotBeStopped(db, car)
  mustBeInspected(db, car)
}
