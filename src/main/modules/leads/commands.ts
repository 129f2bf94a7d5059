// Writes leads and visits: who wants a car, how far they came, whose they are, who came in. The person behind a lead and
// what is planned for them are written by customers.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { NewCustomer } from '../../../shared/modules/customers/contract.ts'
import type { IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { type AssignmentRule, cadenceTasks, chooseFor, isOpenStage, type LeadStage } from '../../../shared/modules/leads/rules.ts'
import { leadAssignments, leads, visits } from '../../../shared/modules/leads/tables.ts'
import type { Writer } from '../../store/write.ts'
import { dropPlans, enter, grade, hand, planCadence, planFollowUp, refuseDuplicate } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { come, note, openLeadOf } from './commands/journey.ts'
import { cadenceOn, candidatesFor } from './queries/cadence.ts'
import { reachableLead } from './queries/reach.ts'

type Whose = Pick<Input<'leads.add'>, 'customerId' | 'name' | 'phone' | 'wechat' | 'evenSo' | 'channel' | 'model' | 'budgetFen'>

/** The customer a lead is of: one that is known, or somebody entered now. @throws Refusal('duplicate') */
function customerOf(db: Writer, given: Whose & { level: IntentionLevel | null; consultantId: string | null }): string {
  if (given.customerId !== null) return reachable(db, given.customerId).id
  const { name, phone, wechat, level, model, budgetFen, consultantId } = given
  if (!given.evenSo) refuseDuplicate(db, { name, phone, phone2: null, idKind: null, idNumber: null })
  const facts = NewCustomer.parse({ name, phone, wechat, source: given.channel, level, wants: model, budgetFen, consultantId })
  return enter(db, facts, { evenSo: given.evenSo ?? null })
}

type About = Pick<Input<'leads.add'>, 'channel' | 'campaign' | 'model' | 'budgetFen' | 'note'>

/** Puts a lead of a customer that has none open, with its first stage and its first hand. */
export function open(
  db: Writer,
  customerId: string,
  { channel, campaign, model, budgetFen, note: said }: About,
  more: { stage?: LeadStage; consultantId?: string | null; level: IntentionLevel | null; batchId?: string | null; createdAt?: number },
): string {
  const customer = reachable(db, customerId)
  const id = db.newId()
  const stage = more.stage ?? 'new'
  const at = more.createdAt ?? db.now
  const consultantId = more.consultantId ?? customer.consultantId ?? db.who.user
  db.put(leads, {
    id,
    siteId: customer.siteId,
    customerId,
    consultantId,
    channel,
    campaign,
    model,
    budgetFen,
    note: said,
    stage,
    stageAt: at,
    batchId: more.batchId ?? null,
    createdAt: at,
    createdBy: db.who.user,
  })
  note(db, { id, siteId: customer.siteId }, stage, at)
  give(db, { id, siteId: customer.siteId, consultantId: null }, consultantId, consultantId === db.who.user ? 'self' : 'chosen', null)
  if (more.level) regrade(db, id, more.level)
  return id
}

/** Gives a grade and plans what it asks for, from today on. */
function regrade(db: Writer, leadId: string, level: IntentionLevel): void {
  const lead = db.must(leads, leadId)
  grade(db, lead.customerId, level)
  planCadence(
    db,
    { id: leadId, siteId: lead.siteId, customerId: lead.customerId, ownerId: lead.consultantId ?? db.who.user },
    level,
    isOpenStage(lead.stage) ? cadenceTasks(cadenceOn(db, db.today), leadId, level, db.today) : [],
  )
}

export function add(db: Writer, given: Input<'leads.add'>): Output<'leads.add'> {
  const customerId = customerOf(db, given)
  refuseOpen(db, customerId)
  const id = open(db, customerId, given, { level: given.level, consultantId: ownerFor(db, given.consultantId) })
  if (given.plan) planFollowUp(db, { customerId, ...given.plan })
  return { id }
}

/** Somebody who sees only their own opens no lead they would not see. */
const ownerFor = (db: Writer, wished: string | null): string | null => (db.who.reach === 'own' ? db.who.user : wished)

/** @throws Refusal('lead-open') with the one under way: a customer goes one way at a time. */
function refuseOpen(db: Writer, customerId: string): void {
  const found = openLeadOf(db, customerId)
  if (found) throw new Refusal('lead-open', { id: found.id, stage: found.stage })
}

export function correct(db: Writer, { id, fields, level }: Input<'leads.correct'>): Output<'leads.correct'> {
  const lead = reachableLead(db, id)
  const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && value !== lead[name as keyof typeof lead])
  const now = db.one<{ level: string | null }>('SELECT level FROM customers WHERE id = ?', lead.customerId)?.level
  const regraded = level !== undefined && level !== now
  if (changed.length === 0 && !regraded) throw new Refusal('nothing-changed')
  db.patch(leads, id, Object.fromEntries(changed))
  if (regraded) regrade(db, id, level)
  return { id }
}

export function move(db: Writer, { id, stage, reason, rival, note: said }: Input<'leads.move'>): Output<'leads.move'> {
  const lead = reachableLead(db, id)
  if (lead.stage === stage) throw new Refusal('same-stage', { stage })
  if (isOpenStage(stage) && !isOpenStage(lead.stage)) refuseOpen(db, lead.customerId)
  come(db, id, stage, stage === 'lost' ? { lostReason: reason, lostNote: said, rival } : undefined)
  if (!isOpenStage(stage)) dropPlans(db, id)
  return { id }
}

function give(
  db: Writer,
  lead: { id: string; siteId: string; consultantId: string | null },
  toId: string,
  rule: AssignmentRule,
  reason: string | null,
): void {
  const { id: leadId, siteId, consultantId: fromId } = lead
  db.put(leadAssignments, { id: db.newId(), siteId, leadId, fromId, toId, rule, reason, at: db.now, by: db.who.user })
}

export function assign(db: Writer, { ids, rule, toId, reason }: Input<'leads.assign'>): Output<'leads.assign'> {
  const given = ids.map((id) => {
    const lead = reachableLead(db, id)
    const to = rule === 'chosen' ? toId : chooseFor(rule, candidatesFor(db, lead.siteId, lead.model))
    if (to === null) throw new Refusal('nobody-to-choose')
    give(db, lead, to, rule, reason)
    db.patch(leads, id, { consultantId: to })
    hand(db, { customerId: lead.customerId, leadId: id }, to)
    return { leadId: id, toId: to }
  })
  return { given }
}

export function receive(db: Writer, given: Input<'leads.receive'>): Output<'leads.receive'> {
  const { people, model, needs, answers, impression, level, plan } = given
  const receivedBy = given.receivedBy ?? db.who.user
  const arrivedAt = given.arrivedAt ?? db.now
  const named = given.customerId !== null || given.name !== ''
  const customerId = named ? customerOf(db, { ...given, consultantId: ownerFor(db, receivedBy) }) : null
  const leadId = customerId === null ? null : welcome(db, customerId, given, receivedBy)
  const id = db.newId()
  db.put(visits, {
    id,
    siteId: db.who.site,
    customerId,
    leadId,
    receivedBy,
    people,
    model,
    needs,
    answers,
    impression,
    arrivedAt,
    createdAt: db.now,
    createdBy: db.who.user,
  })
  if (customerId && plan) planFollowUp(db, { customerId, ...plan })
  if (leadId && level) regrade(db, leadId, level)
  return { id, leadId, customerId }
}

/** The lead a visit belongs to: the open one, moved on, or a new one that begins here. */
function welcome(db: Writer, customerId: string, given: Input<'leads.receive'>, receivedBy: string): string {
  const found = openLeadOf(db, customerId)
  if (!found) return open(db, customerId, given, { stage: 'arrived', level: null, consultantId: ownerFor(db, receivedBy) })
  const lead = db.must(leads, found.id)
  if (found.stage === 'new' || found.stage === 'contacted' || found.stage === 'invited') come(db, found.id, 'arrived')
  // What is known already is not overwritten by the first impression of a counter.
  db.patch(leads, found.id, {
    model: lead.model ?? given.model,
    campaign: lead.campaign ?? given.campaign,
    budgetFen: lead.budgetFen ?? given.budgetFen,
  })
  return found.id
}

export function seeOut(db: Writer, { id, leftAt }: Input<'leads.seeOut'>): Output<'leads.seeOut'> {
  const visit = db.must(visits, id)
  if (db.who.reach !== 'group' && visit.siteId !== db.who.site) throw new Refusal('not-found', { table: 'visits', id })
  if (visit.leftAt !== null) throw new Refusal('already-left', { leftAt: visit.leftAt })
  const at = leftAt ?? db.now
  if (at < visit.arrivedAt) throw new Refusal('left-before-coming', { arrivedOn: dayOf(visit.arrivedAt) })
  db.patch(visits, id, { leftAt: at })
  return { id }
}
