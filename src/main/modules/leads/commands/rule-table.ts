// Keeps the table of rules by which leads without a name find their consultant. How it is read is in queries/choice.ts.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { leadRules } from '../../../../shared/modules/leads/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { rules } from '../queries/choice.ts'

export function keepRule(db: Writer, { id: known, people, active, ...rule }: Input<'leads.keepRule'>): Output<'leads.keepRule'> {
  const facts = { ...rule, people: JSON.stringify(people), active: active ? 1 : 0 }
  if (known !== null) {
    ruleOf(db, known)
    db.patch(leadRules, known, facts)
    return { id: known }
  }
  const id = db.newId()
  const last = db.one<{ sort: number | null }>('SELECT max(sort) AS sort FROM lead_rules WHERE site_id = ?', db.who.site)?.sort ?? 0
  db.put(leadRules, { id, siteId: db.who.site, sort: last + 1, ...facts })
  return { id }
}

export function shiftRule(db: Writer, { id, up }: Input<'leads.shiftRule'>): Output<'leads.shiftRule'> {
  ruleOf(db, id)
  const ids = rules(db).map((rule) => rule.id)
  const at = ids.indexOf(id)
  const to = up ? at - 1 : at + 1
  if (to < 0 || to >= ids.length) throw new Refusal('at-the-end')
  // Numbered anew: rules that two desks added apart may stand at the same place.
  ids.splice(to, 0, ...ids.splice(at, 1))
  ids.forEach((each, place) => db.patch(leadRules, each, { sort: place + 1 }))
  return { id }
}

export function dropRule(db: Writer, { id }: Input<'leads.dropRule'>): Output<'leads.dropRule'> {
  ruleOf(db, id)
  db.remove(leadRules, id)
  return { id }
}

/** A rule of this site. @throws Refusal('not-found') */
function ruleOf(db: Writer, id: string): void {
  if (db.must(leadRules, id).siteId !== db.who.site) throw new Refusal('not-found', { table: 'lead_rules', id })
}
