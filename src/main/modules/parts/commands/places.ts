// Where a part lies at this site: the row that bin, limits, price and right hang on.
import { placeId } from '../../../../shared/modules/parts/rules.ts'
import { partPlaces } from '../../../../shared/modules/parts/tables.ts'
import type { Writer } from '../../../store/write.ts'

/**
 * The place of a part at this site. Begun empty and then changed: an insert of a row that another desk made never argues, a
 * change of it does.
 */
export function placeOf(db: Writer, part: string): string {
  const id = placeId(part, db.who.site)
  if (!db.row(partPlaces, id)) db.put(partPlaces, { id, siteId: db.who.site, partId: part })
  return id
}

/** Puts what came into its bin, where somebody said one. */
export function shelve(db: Writer, part: string, bin: string | null): void {
  if (bin !== null) db.patch(partPlaces, placeOf(db, part), { bin })
}
