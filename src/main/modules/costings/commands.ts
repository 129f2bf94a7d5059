// Books what a change of the costing method made of the value of what lay on the shelves; once, also between desks without a line.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { revaluationId } from '../../../shared/modules/costings/rules.ts'
import { partRevaluations } from '../../../shared/modules/costings/tables.ts'
import type { Writer } from '../../store/write.ts'
import { changes } from './queries.ts'

export function book(db: Writer, { changedOn }: Input<'costings.book'>): Output<'costings.book'> {
  const change = changes(db, {}).find((each) => each.changedOn === changedOn)
  if (!change) throw new Refusal('no-change', { changedOn })
  if (change.openFen === 0) throw new Refusal('booked-already', { changedOn })
  db.put(partRevaluations, {
    ...{ id: revaluationId(db.who.site, changedOn, change.booked.length), siteId: db.who.site, changedOn },
    ...{ fromMethod: change.from, toMethod: change.to, differenceFen: change.openFen, bookedAt: db.now, bookedBy: db.who.user },
  })
  return { differenceFen: change.openFen }
}
