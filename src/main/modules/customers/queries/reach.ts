// Whose rows a person sees: their own, their site's, or the group's. Every query and command of customers asks here.
import { Refusal } from '../../../../shared/errors.ts'
import { customers } from '../../../../shared/modules/customers/tables.ts'
import type { Who } from '../../../store/who.ts'
import { type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

type Owned = { siteId: string; consultantId: string | null; createdBy: string }

/** A customer without a consultant is whoever's entered it. */
export const reaches = (who: Who, row: Owned): boolean =>
  who.reach === 'group' || (row.siteId === who.site && (who.reach === 'site' || (row.consultantId ?? row.createdBy) === who.user))

/** The same as a condition on rows of `customers` under `alias`. */
export function inReach({ who }: Reader, alias: string): Part[] {
  if (who.reach === 'group') return []
  if (who.reach === 'site') return [part(`${alias}.site_id = ?`, who.site)]
  return [part(`${alias}.site_id = ?`, who.site), part(`coalesce(${alias}.consultant_id, ${alias}.created_by) = ?`, who.user)]
}

/** The row, if the person may see it. @throws Refusal('not-found'), also for what lies outside their reach: a refusal names nothing. */
export function reachable(db: Reader, id: string) {
  const row = db.must(customers, id)
  if (!reaches(db.who, row)) throw new Refusal('not-found', { table: 'customers', id })
  return row
}
