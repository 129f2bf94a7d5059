// Whom a lead goes to: the table of rules of a site, and everybody who sells there with what a choice weighs.
import { dayOf, startOf } from '../../../../shared/dates.ts'
import type { Input, Output } from '../../../../shared/contract.ts'
import type { LeadRule } from '../../../../shared/modules/leads/contract/assigning.ts'
import {
  type AssignmentRule,
  type Candidate,
  chooseFor,
  type ChoiceMethod,
  fits,
  openStages,
  type Traits,
} from '../../../../shared/modules/leads/rules.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { SELLERS } from './cadence.ts'

/** Who gets it, by which rule, and the name of that rule. */
export type Chosen = { toId: string; rule: AssignmentRule; because?: string }

type Stored = Omit<LeadRule, 'people' | 'active'> & { people: string; active: number }

export function rules(db: Reader, _asked: Input<'leads.rules'> = {}): Output<'leads.rules'> {
  return db
    .all<Stored>(
      `SELECT id, name, sort, channel, model, budget_from_fen AS budgetFromFen, budget_to_fen AS budgetToFen, level, method, people, active
       FROM lead_rules WHERE site_id = ? ORDER BY sort, id`,
      db.who.site,
    )
    .map((row) => ({ ...row, people: readList(row.people), active: row.active === 1 }))
}

/** Whom the first rule the lead fits chooses; null when none fits, or none of its people sells here any more. */
export function chooseByTable(db: Reader, siteId: string, lead: Traits): Chosen | null {
  for (const rule of rules(db)) {
    if (!fits(rule, lead)) continue
    const chosen = choose(db, siteId, rule.method, lead.model, rule.people)
    if (chosen) return { ...chosen, because: rule.name }
  }
  return null
}

export function choose(
  db: Reader,
  siteId: string,
  method: ChoiceMethod,
  model: string | null,
  among: readonly string[] = [],
): Chosen | null {
  const toId = chooseFor(
    method,
    candidatesFor(db, siteId, model).filter(({ id }) => among.length === 0 || among.includes(id)),
  )
  return toId === null ? null : { toId, rule: method }
}

/** Everybody who sells at a site, with what a choice weighs for a lead that wants `model`. */
function candidatesFor(db: Reader, siteId: string, model: string | null): Candidate[] {
  const midnight = startOf(db.today)
  return db
    .all<Omit<Candidate, 'lastOn'> & { lastAt: number | null }>(
      `SELECT u.id,
         (SELECT count(*) FROM leads l WHERE l.consultant_id = u.id AND l.stage IN (SELECT value FROM json_each(?))) AS open,
         (SELECT count(*) FROM lead_assignments a WHERE a.to_id = u.id AND a.at >= ?) AS today,
         (SELECT max(a.at) FROM lead_assignments a WHERE a.to_id = u.id AND a.at < ?) AS lastAt,
         (SELECT count(*) FROM leads l WHERE l.consultant_id = u.id AND l.stage = 'won' AND l.model = ?) AS sold
       FROM (${SELLERS}) u`,
      JSON.stringify(openStages),
      midnight,
      midnight,
      model,
      siteId,
    )
    .map(({ lastAt, ...row }) => ({ ...row, lastOn: lastAt === null ? null : dayOf(lastAt) }))
}
