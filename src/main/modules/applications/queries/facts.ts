// Who may see an application: whoever sees the order it belongs to.
import type { InferSelectModel } from 'drizzle-orm'
import { applications } from '../../../../shared/modules/applications/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSee } from '../../orders/queries/facts.ts'

export type Application = InferSelectModel<typeof applications>

/** @throws Refusal('not-found'). */
export function mustSeeApplication(db: Reader, id: string): Application {
  const row = db.must(applications, id)
  mustSee(db, row.orderId)
  return row
}
