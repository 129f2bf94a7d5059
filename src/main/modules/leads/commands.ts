// Writes leads and visits: who wants a car, how far they came, whose they are, who came in. The person behind a lead and
// what is planned for them are written by customers.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { NewCustomer } from '../../../shared/modules/customers/contract/fields.ts'
import type { IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { cadenceTasks, isGraded, isOpenStage, type LeadStage, type Traits } from '../../../shared/modules/leads/rules.ts'
import { leadAssignments, leadGrades, leads, visits } from '../../../shared/modules/leads/tables.ts'
import { joined } from '../../store/list.ts'
import type { Writer } from '../../store/write.ts'
import {
  claim,
  dropPlans,
  enter,
  entrust,
  grade,
  hand,
  keepAppointment,
  planCadence,
  planFollowUp,
  refuseDuplicate,
} from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { come, note, openLeadOf } from './commands/journey.ts'
import { cadenceOn } from './queries/cadence.ts'
import { choose, chooseByTable, type Chosen } from './queries/choice.ts'
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

type About = Pick<Input<'leads.add'>, 'channel' | 'campaign' | 'model' | 'budgetFen' | 'buysWithin' | 'note'>

/** Puts a lead of a customer that has none open, with its first stage and its first hand. */
export function open(
  db: Writer,
  customerId: string,
  { channel, campaign, model, budgetFen, buysWithin, note: said }: About,
  more: {
    stage?: LeadStage
    owner: Chosen
    level: IntentionLevel | null
    levelReason?: string | null
    batchId?: string | null
    createdAt?: number
  },
): string {
  const customer = reachable(db, customerId)
  const id = db.newId()
  const stage = more.stage ?? 'new'
  const at = more.createdAt ?? db.now
  const consultantId = more.owner.toId
  if (customer.consultantId === null) entrust(db, customerId, consultantId)
  db.put(leads, {
    id,
    siteId: customer.siteId,
    customerId,
    consultantId,
    channel,
    campaign,
    model,
    budgetFen,
    buysWithin,
    note: said,
    stage,
    stageAt: at,
    batchId: more.batchId ?? null,
    createdAt: at,
    createdBy: db.who.user,
  })
  note(db, { id, siteId: customer.siteId }, stage, at)
  give(db, { id, siteId: customer.siteId, consultantId: null }, more.owner, null)
  if (more.level) regrade(db, id, more.level, more.levelReason ?? null)
  return id
}

/** Whose a new lead is: who was named, who knows the customer, whom the table of rules chooses, else `otherwise`: who enters it. */
function ownerOf(
  db: Writer,
  wished: string | null,
  { consultantId }: { consultantId: string | null },
  traits: Traits,
  otherwise: Chosen | null = null,
): Chosen {
  if (wished !== null) return { toId: wished, rule: wished === db.who.user ? 'self' : 'chosen' }
  if (consultantId !== null) return { toId: consultantId, rule: consultantId === db.who.user ? 'self' : 'kept' }
  return chooseByTable(db, db.who.site, traits) ?? otherwise ?? { toId: db.who.user, rule: 'self' }
}

/** Gives a grade, notes why, and plans what it asks for, from today on. */
function regrade(db: Writer, leadId: string, level: IntentionLevel, reason: string | null): void {
  const lead = db.must(leads, leadId)
  const was = grade(db, lead.customerId, level)
  db.put(leadGrades, { id: db.newId(), siteId: lead.siteId, leadId, level, was, reason, at: db.now, by: db.who.user })
  planCadence(
    db,
    { id: leadId, siteId: lead.siteId, customerId: lead.customerId, ownerId: lead.consultantId ?? db.who.user },
    level,
    isOpenStage(lead.stage) ? cadenceTasks(cadenceOn(db, db.today), leadId, level, db.today) : [],
  )
}

export function add(db: Writer, given: Input<'leads.add'>): Output<'leads.add'> {
  const customerId = customerOf(db, { ...given, consultantId: ownerFor(db, given.consultantId) })
  refuseOpen(db, customerId)
  const id = open(db, customerId, given, {
    level: given.level,
    levelReason: given.levelReason,
    owner: ownerOf(db, ownerFor(db, given.consultantId), reachable(db, customerId), given),
  })
  if (given.plan) planFollowUp(db, { customerId, ...given.plan })
  return { id }
}

/**
 * One lead of an import: of whom the phone names, else of somebody new in the same batch. Nobody named: by the table of
 * rules, in turn where none fits. @throws Refusal('met-meanwhile') for whoever got an open lead since the file was read.
 */
export function bring(
  db: Writer,
  given: Input<'leads.add'>,
  { batchId, createdAt }: { batchId: string; createdAt?: number | undefined },
): void {
  const { name, phone, wechat, level, channel, model, budgetFen } = given
  const valid = joined(ofValidBatch(db, 'c.batch_id'))
  const known = db.one<{ id: string; consultantId: string | null }>(
    `SELECT c.id, c.consultant_id AS consultantId FROM customers c WHERE c.phone = ? AND c.site_id = ? AND c.archived_at IS NULL AND ${valid.sql} ORDER BY c.created_at, c.id LIMIT 1`,
    phone,
    db.who.site,
    ...valid.values,
  )
  const owner = ownerOf(db, given.consultantId, known ?? { consultantId: null }, given, choose(db, db.who.site, 'turn', model))
  if (known && openLeadOf(db, known.id)) throw new Refusal('met-meanwhile', { name, phone })
  const facts = { name, phone, wechat, source: channel, level, wants: model, budgetFen, consultantId: owner.toId }
  const at = createdAt === undefined ? {} : { createdAt }
  const customerId = known?.id ?? enter(db, NewCustomer.parse(facts), { batchId, ...at })
  open(db, customerId, given, { owner, level, batchId, ...at })
}

/** Somebody who sees only their own opens no lead they would not see. */
const ownerFor = (db: Writer, wished: string | null): string | null => (db.who.reach === 'own' ? db.who.user : wished)

/** @throws Refusal('lead-open') with the one under way: a customer goes one way at a time. */
function refuseOpen(db: Writer, customerId: string): void {
  const found = openLeadOf(db, customerId)
  if (found) throw new Refusal('lead-open', { id: found.id, stage: found.stage })
}

/** A lead somebody builds on: it and its customer stay when the import that brought them is undone. @throws Refusal('not-found') */
function built(db: Writer, id: string) {
  const lead = reachableLead(db, id)
  db.claim(leads, id)
  claim(db, lead.customerId)
  return lead
}

export function correct(db: Writer, { id, fields, level, levelReason }: Input<'leads.correct'>): Output<'leads.correct'> {
  const lead = built(db, id)
  const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && value !== lead[name as keyof typeof lead])
  const regraded = level !== undefined && level !== levelOf(db, lead.customerId)
  if (changed.length === 0 && !regraded) throw new Refusal('nothing-changed')
  db.patch(leads, id, Object.fromEntries(changed))
  if (regraded) regrade(db, id, level, levelReason)
  return { id }
}

export function move(db: Writer, { id, stage, reason, rival, note: said }: Input<'leads.move'>): Output<'leads.move'> {
  const lead = built(db, id)
  if (lead.stage === stage) throw new Refusal('same-stage', { stage })
  if (isOpenStage(stage) && !isOpenStage(lead.stage)) refuseOpen(db, lead.customerId)
  come(db, id, stage, stage === 'lost' ? { lostReason: reason, lostNote: said, rival } : undefined)
  if (!isOpenStage(stage)) dropPlans(db, id)
  return { id }
}

const levelOf = (db: Writer, customerId: string | null): string | null =>
  db.one<{ level: string | null }>('SELECT level FROM customers WHERE id = ?', customerId)?.level ?? null

function give(
  db: Writer,
  lead: { id: string; siteId: string; consultantId: string | null },
  { toId, rule, because }: Chosen,
  reason: string | null,
): void {
  const { id: leadId, siteId, consultantId: fromId } = lead
  db.put(leadAssignments, {
    id: db.newId(),
    siteId,
    leadId,
    fromId,
    toId,
    rule,
    reason: reason ?? because ?? null,
    at: db.now,
    by: db.who.user,
  })
}

export function assign(db: Writer, { ids, rule, toId, reason }: Input<'leads.assign'>): Output<'leads.assign'> {
  const given = ids.map((id) => {
    const lead = built(db, id)
    const level = levelOf(db, lead.customerId)
    const chosen =
      rule === 'chosen' && toId !== null
        ? { toId, rule: 'chosen' as const }
        : rule === 'table'
          ? (chooseByTable(db, lead.siteId, { ...lead, level }) ?? choose(db, lead.siteId, 'turn', lead.model))
          : choose(db, lead.siteId, rule === 'chosen' ? 'turn' : rule, lead.model)
    if (chosen === null) throw new Refusal('nobody-to-choose')
    give(db, lead, chosen, reason)
    db.patch(leads, id, { consultantId: chosen.toId })
    hand(db, { customerId: lead.customerId, leadId: id }, chosen.toId)
    return { leadId: id, toId: chosen.toId }
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
  const followUpId = customerId === null ? null : keepAppointment(db, customerId, dayOf(arrivedAt))
  const id = db.newId()
  db.put(visits, {
    id,
    siteId: db.who.site,
    customerId,
    leadId,
    followUpId,
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
  if (leadId && level && level !== levelOf(db, customerId)) regrade(db, leadId, level, given.levelReason)
  return { id, leadId, customerId }
}

/** The lead a visit belongs to: the open one, moved on, or a new one that begins here. */
function welcome(db: Writer, customerId: string, given: Input<'leads.receive'>, receivedBy: string): string {
  const found = openLeadOf(db, customerId)
  if (!found) {
    const customer = reachable(db, customerId)
    const { level, consultantId } = customer
    return open(db, customerId, given, {
      stage: 'arrived',
      // Whoever bought before and comes again begins anew.
      level: given.level ?? (isGraded(level) ? level : 'N'),
      levelReason: given.levelReason,
      owner: ownerOf(db, consultantId === null ? receivedBy : null, customer, given),
    })
  }
  const lead = built(db, found.id)
  if (found.stage === 'new' || found.stage === 'contacted' || found.stage === 'invited') come(db, found.id, 'arrived')
  // What is known already is not overwritten by the first impression of a counter.
  db.patch(leads, found.id, {
    model: lead.model ?? given.model,
    campaign: lead.campaign ?? given.campaign,
    budgetFen: lead.budgetFen ?? given.budgetFen,
    buysWithin: lead.buysWithin ?? given.buysWithin,
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
