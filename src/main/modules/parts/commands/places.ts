// Where a part lies at this site: the row that bin, limits, price and right hang on; and parts that come by an import, which belong
// to it until somebody builds on them (sync/SPEC.md, S-BULK-5).
import { partId, placeId } from '../../../../shared/modules/parts/rules.ts'
import { partPlaces, parts } from '../../../../shared/modules/parts/tables.ts'
import type { NewPart } from '../../../../shared/modules/parts/contract.ts'
import type { Writer } from '../../../store/write.ts'
import { batchCounts } from '../../imports/queries/batches.ts'

/** Somebody builds on a part: undoing the import it came by leaves it. */
export function claimPart(db: Writer, part: string): void {
  if (db.row(parts, part)?.batchId) db.claim(parts, part)
}

/**
 * The place of a part at this site. Begun empty and then changed: an insert of a row that another desk made never argues, a
 * change of it does.
 */
export function placeOf(db: Writer, part: string): string {
  const id = placeId(part, db.who.site)
  const known = db.row(partPlaces, id)
  if (!known) db.put(partPlaces, { id, siteId: db.who.site, partId: part })
  else if (known.batchId) db.claim(partPlaces, id)
  claimPart(db, part)
  return id
}

/** Puts what came into its bin, where somebody said one. */
export function shelve(db: Writer, part: string, bin: string | null): void {
  if (bin !== null) db.patch(partPlaces, placeOf(db, part), { bin })
}

/**
 * A part of a file. What it is stays as another site entered it; what an import that was taken back left, or is still bringing, comes
 * again with this one. A part that lies here already, of which the check knew nothing, stays as somebody entered it meanwhile.
 */
export function bringPart(db: Writer, { code, bin, lowUnits, highUnits, priceFen, ...facts }: NewPart, batchId: string): void {
  const id = partId(code)
  const known = db.row(parts, id)
  if (!known) db.put(parts, { id, code, ...facts, createdAt: db.now, batchId })
  else if (!batchCounts(db, known.batchId)) db.patch(parts, id, { ...facts, batchId })
  const at = placeId(id, db.who.site)
  const here = { bin, lowUnits, highUnits, priceFen, batchId }
  const place = db.row(partPlaces, at)
  if (!place) db.put(partPlaces, { id: at, siteId: db.who.site, partId: id, ...here })
  else if (!batchCounts(db, place.batchId)) db.patch(partPlaces, at, here)
}
