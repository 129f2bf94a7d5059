// Writes targets, schemes and the steps of a statement. A statement is reviewed once a person and month in the group, and
// locked once, by somebody else; the lines of a locked one are never changed.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import { after, totalOf } from '../../../shared/modules/targets/rules.ts'
import { commissionSchemes, commissionSheets, targets } from '../../../shared/modules/targets/tables.ts'
import type { Writer } from '../../store/write.ts'
import { computed, schemeOf, sheetsOf } from './queries.ts'

const TARGETS = '8d0b3c66-40a5-4f11-9d6e-2f1d7a9b5e01'

export function setTarget(db: Writer, { month, personId, measure, value }: Input<'targets.setTarget'>): Output<'targets.setTarget'> {
  const id = uuidv5(TARGETS, `${db.who.site} ${month} ${personId ?? 'team'} ${measure}`)
  if (db.row(targets, id)) db.patch(targets, id, { value })
  else db.put(targets, { id, siteId: db.who.site, month, personId, measure, value })
  return { id }
}

export function addScheme(db: Writer, { name, validFromOn, terms }: Input<'targets.addScheme'>): Output<'targets.addScheme'> {
  const id = db.newId()
  db.put(commissionSchemes, { id, siteId: db.who.site, name, validFromOn, terms: JSON.stringify(terms), createdAt: db.now })
  return { id }
}

export function review(db: Writer, { personId, month }: Input<'targets.review'>): Output<'targets.review'> {
  const known = sheetsOf(db, personId).find((sheet) => sheet.month === month)
  if (known?.state === 'locked') throw new Refusal('locked', { month })
  if (db.today < after(month)) throw new Refusal('month-runs', { month })
  if (!schemeOf(db, month)) throw new Refusal('no-scheme', { month })
  const lines = computed(db, personId, month)
  const facts = {
    state: 'reviewed',
    lines: JSON.stringify(lines),
    totalFen: totalOf(lines),
    reviewedBy: db.who.user,
    reviewedAt: db.now,
  }
  if (known) {
    db.expect(commissionSheets, known.id, 'state', { covering: () => db.patch(commissionSheets, known.id, facts) })
    return { id: known.id }
  }
  const id = db.newId()
  db.unique(`commission:${personId}:${month}`, id, {
    covering: () => db.put(commissionSheets, { id, siteId: db.who.site, personId, month, ...facts }),
  })
  return { id }
}

export function lock(db: Writer, { personId, month }: Input<'targets.lock'>): Output<'targets.lock'> {
  const sheet = sheetsOf(db, personId).find((each) => each.month === month)
  if (!sheet || sheet.state === 'draft') throw new Refusal('not-reviewed', { month })
  if (sheet.state === 'locked') throw new Refusal('locked', { month })
  if (sheet.reviewedBy === db.who.user) throw new Refusal('own-review')
  db.expect(commissionSheets, sheet.id, 'state', {
    covering: () => db.patch(commissionSheets, sheet.id, { state: 'locked', lockedBy: db.who.user, lockedAt: db.now }),
  })
  return { id: sheet.id }
}
