// Who may see an appraisal.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import { appraisals } from '../../../../shared/modules/tradeins/tables.ts'
import type { Reader } from '../../../store/read.ts'

/** @throws Refusal('not-found'). */
export function mustSeeAppraisal(db: Reader, id: string): InferSelectModel<typeof appraisals> {
  const row = db.must(appraisals, id)
  const { who } = db
  const seen = who.reach === 'group' || (who.reach === 'site' ? row.siteId === who.site : row.appraiserId === who.user)
  if (!seen) throw new Refusal('not-found', { table: 'appraisals', id })
  return row
}
