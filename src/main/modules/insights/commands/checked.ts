// Notes that somebody looked at a record today, once a day. Called by whatever corrects or confirms one.
import { checkId } from '../../../../shared/modules/insights/rules.ts'
import { customerChecks } from '../../../../shared/modules/insights/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function noteChecked(db: Writer, { id, siteId }: { id: string; siteId: string }): void {
  const check = checkId(id, db.today)
  if (db.row(customerChecks, check)) return
  db.put(customerChecks, { id: check, siteId, customerId: id, checkedOn: db.today, by: db.who.user })
}
