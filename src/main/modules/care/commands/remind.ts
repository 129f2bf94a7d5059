// Plans what follows a delivery, and what the care of cars asks for where the store's rule says so: one task for each occasion,
// whichever desk and whichever of the two comes first.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, type Day, startOf } from '../../../../shared/dates.ts'
import { uuidv5 } from '../../../../shared/ids.ts'
import { firstOccasions, occasionDay } from '../../../../shared/modules/care/rules.ts'
import { firstRound, promptId, promptTaskId, taskOf } from '../../../../shared/modules/care/rules/prompts.ts'
import { carePrompts } from '../../../../shared/modules/care/tables.ts'
import { part } from '../../../store/list.ts'
import type { Writer } from '../../../store/write.ts'
import { planContact } from '../../customers/commands.ts'
import { parameterOn } from '../../admin/queries.ts'
import { carerOf } from '../queries/facts.ts'
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

/**
 * Plans what follows a delivery, as the table in force says. The ids are of order and occasion: eight desks make one task of
 * each. What the program would also foresee of the car is noted as planned, so that nobody is asked about it a second time.
 */
export function planCare(db: Writer, { customerId, orderId, from }: { customerId: string; orderId: string; from: Day }): void {
  const siteId = db.one<{ siteId: string }>('SELECT site_id AS siteId FROM customers WHERE id = ?', customerId)?.siteId ?? db.who.site
  const rules = promptRulesOn(db)
  for (const { name, channel, who, ...after } of parameterOn(db, 'care-occasions', from) ?? firstOccasions) {
    const round = firstRound(name, from, rules)
    const prompt = round && promptId(orderId, round.kind, round.roundOn)
    planContact(db, {
      id: prompt ? promptTaskId(prompt) : uuidv5(orderId, `care ${name}`),
      customerId,
      dueOn: occasionDay(from, after),
      channel,
      note: name,
      createdAt: db.now,
      ownerId: who === 'care' ? carerOf(db, siteId) : undefined,
    })
    if (round === null || prompt === null || db.row(carePrompts, prompt)) continue
    const planned = { outcome: 'planned', note: null, doneAt: db.now, doneBy: db.who.user } as const
    db.put(carePrompts, { id: prompt, siteId, customerId, kind: round.kind, dueOn: round.roundOn, ...planned })
  }
}
