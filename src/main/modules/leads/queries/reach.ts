// Whose leads a person sees: the same reach as their customers have.
import { Refusal } from '../../../../shared/errors.ts'
import { leads } from '../../../../shared/modules/leads/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { reaches } from '../../customers/queries/reach.ts'

/** The row, if the person may see it. @throws Refusal('not-found') */
export function reachableLead(db: Reader, id: string) {
  const row = db.must(leads, id)
  if (!reaches(db.who, row)) throw new Refusal('not-found', { table: 'leads', id })
  return row
}
