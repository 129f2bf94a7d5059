// Plans what the care of cars asks for, where the store's rule says so: one task for each occasion, whichever desk comes first.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import { promptId, promptTaskId, taskOf } from '../../../../shared/modules/care/rules/prompts.ts'
import { carePrompts } from '../../../../shared/modules/care/tables.ts'
import { part } from '../../../store/list.ts'
import type { Writer } from '../../../store/write.ts'
import { planContact } from '../../customers/commands.ts'
import { foreseen, mayCall, promptRulesOn } from '../queries/prompts.ts'

/** Days a store may have been shut; what was to be told before stays on the screen of prompts, for somebody to judge. */
const CAUGHT_UP = 7
const MOST = 300

/** Nothing in a task is of this desk or this minute. */
export function remind(db: Writer, { on }: Input<'care.remind'>): Output<'care.remind'> {
  const rules = promptRulesOn(db)
  if (!rules.plans) return { made: 0 }
  const due = foreseen(db, rules, part('c.site_id = ?', db.who.site)).filter(
    ({ kind, showOn, customerId }) => taskOf(kind) !== null && showOn > addDays(on, -CAUGHT_UP) && showOn <= on && mayCall(db, customerId),
  )
  const some = due.slice(0, MOST)
  for (const { id: subjectId, siteId, kind, dueOn, roundOn, showOn, customerId, car } of some) {
    const id = promptId(subjectId, kind, roundOn)
    const at = startOf(showOn)
    planContact(db, {
      id: promptTaskId(id),
      customerId,
      dueOn: showOn,
      channel: 'phone',
      note: [taskOf(kind), car, dueOn].join(' ').slice(0, 200),
      createdAt: at,
    })
    db.put(carePrompts, { id, siteId, customerId, kind, dueOn, outcome: 'planned', note: null, doneAt: at, doneBy: 'system' })
  }
  return { made: some.length }
}
