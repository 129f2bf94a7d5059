// Keeps of which need of customers a package or a job was made, with what that need was, counted here and not taken from a screen.
import type { Input } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { needAnswers } from '../../../../shared/modules/jobs/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { needs } from '../../workshop/queries/needs.ts'

/** Nothing where it was made of none. @throws Refusal('no-such-need') when nobody asked for it in that period or before. */
export function answer(
  db: Writer,
  fromNeed: Input<'jobs.keepPackage'>['fromNeed'],
  subject: 'service_packages' | 'service_jobs',
  subjectId: string,
): void {
  if (fromNeed === null) return
  const { need, ...span } = fromNeed
  const row = needs(db, span).rows.find(({ id }) => id === need)
  if (!row) throw new Refusal('no-such-need', { from: span.from, to: span.to })
  const counts = { nowCount: row.now, beforeCount: row.before, yearAgoCount: row.yearAgo }
  db.put(needAnswers, {
    ...{ id: db.newId(), siteId: db.who.site, need, name: row.name, fromOn: span.from, toOn: span.to },
    ...counts,
    ...{ subject, subjectId, notedBy: db.who.user, notedAt: db.now },
  })
}
