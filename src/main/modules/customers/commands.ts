// Writes people and companies, and what is planned to stay in touch with them.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { checkPaper, type CustomerPatch, NewCustomer } from '../../../shared/modules/customers/contract/fields.ts'
import { addDays, type Day, startOf } from '../../../shared/dates.ts'
import type { FollowUpChannel, IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { customers, followUps } from '../../../shared/modules/customers/tables.ts'
import { staleTaskId } from '../../../shared/modules/insights/rules.ts'
import type { CadenceTask } from '../../../shared/modules/leads/rules.ts'
import type { Writer } from '../../store/write.ts'
import { noteChecked } from '../insights/commands/checked.ts'
import { reach, serve } from '../leads/commands/journey.ts'
import { forgets } from '../forgets.ts'
import { giveBack } from './commands/merge.ts'
import { familyOf } from './queries/family.ts'
import { nothingUnderWay } from './queries/under-way.ts'
import { reachable } from './queries/reach.ts'
import { similarTo } from './queries/similar.ts'

/** One row per person: whoever is found by phone, paper or a mistyped phone is named, and entered twice only with a reason. */
export function refuseDuplicate(db: Writer, identity: Parameters<typeof similarTo>[1], except?: string): void {
  const found = similarTo(db, identity, except)
  if (found.length > 0) throw new Refusal('duplicate', { found })
}

export function add(db: Writer, given: Input<'customers.add'>): Output<'customers.add'> {
  const { plan, evenSo, ...facts } = given
  if (!evenSo) refuseDuplicate(db, facts)
  const id = enter(db, facts, { evenSo: evenSo ?? null })
  if (plan) planFollowUp(db, { customerId: id, ...plan })
  return { id }
}

/** Somebody nobody knows yet, by what they said of themselves. Returns their id. @throws Refusal('duplicate') */
export function meet(db: Writer, { evenSo, ...said }: { name: string; phone: string; source: string; evenSo?: string }): string {
  const facts = NewCustomer.parse({ ...said, level: 'N' })
  if (!evenSo) refuseDuplicate(db, facts)
  return enter(db, facts, { evenSo: evenSo ?? null })
}

/** Puts a customer that was checked already; without a consultant the person who enters keeps them. */
export function enter(
  db: Writer,
  facts: NewCustomer,
  more: { evenSo?: string | null; batchId?: string | null; createdAt?: number } = {},
): string {
  const id = db.newId()
  db.put(customers, {
    id,
    ...facts,
    siteId: db.who.site,
    consultantId: facts.consultantId ?? (db.who.reach === 'own' ? db.who.user : null),
    evenSo: more.evenSo ?? null,
    batchId: more.batchId ?? null,
    createdAt: more.createdAt ?? db.now,
    createdBy: db.who.user,
  })
  return id
}

/** Somebody builds on the customer: an import they came with, when it is undone, leaves them. */
export const claim = (db: Writer, id: string): void => db.claim(customers, id)

/** An ID number without its kind is judged by the kind that is stored. @throws Refusal('invalid-input'). */
function paperOf(fields: CustomerPatch, stored: { idKind: string | null; idNumber: string | null }): Pick<CustomerPatch, 'idNumber'> {
  if (fields.idNumber === undefined ? fields.idKind === undefined : !fields.idNumber) return {}
  const number = fields.idNumber ?? stored.idNumber
  if (!number) return {}
  const check = checkPaper(fields.idKind === undefined ? stored.idKind : fields.idKind, number)
  if (check.problems.length > 0)
    throw new Refusal('invalid-input', { issues: check.problems.map((message) => ({ path: 'fields.idNumber', message })) })
  return { idNumber: check.number }
}

export function correct(db: Writer, { id, fields, evenSo }: Input<'customers.correct'>): Output<'customers.correct'> {
  const row = reachable(db, id)
  const next = { ...fields, ...paperOf(fields, row) }
  const changed = Object.entries(next).filter(([name, value]) => value !== undefined && value !== row[name as keyof typeof row])
  if (changed.length === 0 && (!evenSo || evenSo === row.evenSo)) throw new Refusal('nothing-changed')
  const identity = changed.some(([name]) => ['phone', 'phone2', 'idNumber'].includes(name))
  if (identity && !evenSo)
    refuseDuplicate(
      db,
      {
        name: next.name ?? row.name,
        phone: next.phone === undefined ? row.phone : next.phone,
        phone2: next.phone2 === undefined ? row.phone2 : next.phone2,
        idKind: next.idKind === undefined ? row.idKind : next.idKind,
        idNumber: next.idNumber === undefined ? row.idNumber : next.idNumber,
      },
      id,
    )
  db.patch(customers, id, { ...next, ...(evenSo ? { evenSo } : {}) })
  noteChecked(db, row)
  return { id }
}

export function archive(db: Writer, { id }: Input<'customers.archive'>): Output<'customers.archive'> {
  reachable(db, id)
  nothingUnderWay(db, id)
  db.patch(customers, id, { archivedAt: db.now })
  return { id }
}

export function erase(db: Writer, { id }: Input<'customers.erase'>): Output<'customers.erase'> {
  const { archivedAt } = reachable(db, id)
  const family = familyOf(db, id)
  for (const each of family) nothingUnderWay(db, each)
  // Nobody is left to be called: out of the lists as well.
  if (archivedAt === null) db.patch(customers, id, { archivedAt: db.now })
  for (const each of family) {
    db.erase(customers, each)
    for (const noted of db.all<{ id: string }>('SELECT id FROM follow_ups WHERE customer_id = ?', each)) db.erase(followUps, noted.id)
    for (const forget of forgets) forget(db, each)
  }
  return { id }
}

export function restore(db: Writer, { id }: Input<'customers.restore'>): Output<'customers.restore'> {
  giveBack(db, reachable(db, id))
  db.patch(customers, id, { archivedAt: null, mergedInto: null, mergedWas: null })
  return { id }
}

/** Returns what is masked elsewhere. The log keeps who asked and, as releases of keys nobody holds, about whom and what. */
export function reveal(db: Writer, { ids, what }: Input<'customers.reveal'>): Output<'customers.reveal'> {
  return ids.map((id) => {
    const { phone, phone2, idNumber } = reachable(db, id)
    db.release(`revealed:${what}`, id)
    const shown = (name: typeof what, value: string | null) => (what === name || what === 'all' ? value : null)
    return { id, phone: shown('phone', phone), phone2: shown('phone2', phone2), idNumber: shown('idNumber', idNumber) }
  })
}

export function planFollowUp(
  db: Writer,
  { customerId, ownerId, ...plan }: Input<'customers.planFollowUp'>,
  // Of what several desks may plan apart: the same at each.
  { id, createdAt }: { id: string; createdAt: number } = { id: db.newId(), createdAt: db.now },
): Output<'customers.planFollowUp'> {
  const customer = reachable(db, customerId)
  db.claim(customers, customerId)
  db.put(followUps, {
    id,
    siteId: customer.siteId,
    customerId,
    ...plan,
    ownerId: ownerId ?? customer.consultantId ?? db.who.user,
    leadId: serve(db, customerId),
    createdAt,
  })
  if (plan.channel === 'visit' || plan.channel === 'test-drive') reach(db, customerId, 'invited')
  return { id }
}

type Talk = Pick<Input<'customers.finishFollowUp'>, 'feedback' | 'changed' | 'level' | 'next'>

/** What a talk leaves behind beside its own row: a grade, the next one, and a lead that is in touch now. Returns the next one's id. */
function afterTalk(db: Writer, customer: { id: string; siteId: string }, ownerId: string, { level, next }: Talk): string | null {
  if (level) grade(db, customer.id, level)
  const leadId = serve(db, customer.id)
  reach(db, customer.id, 'contacted')
  if (!next) return null
  const nextId = db.newId()
  db.put(followUps, { id: nextId, siteId: customer.siteId, customerId: customer.id, ...next, ownerId, leadId, createdAt: db.now })
  if (next.channel === 'visit' || next.channel === 'test-drive') reach(db, customer.id, 'invited')
  return nextId
}

export function finishFollowUp(db: Writer, { id, result, ...talk }: Input<'customers.finishFollowUp'>): Output<'customers.finishFollowUp'> {
  const planned = db.must(followUps, id)
  const customer = planned.ownerId === db.who.user ? db.must(customers, planned.customerId) : reachable(db, planned.customerId)
  if (planned.doneAt !== null) throw new Refusal('already-done', { doneAt: planned.doneAt, result: planned.result })
  const { feedback, changed } = talk
  db.patch(followUps, id, { doneAt: db.now, doneBy: db.who.user, result, feedback, changed })
  db.claim(customers, customer.id)
  return { id, nextId: afterTalk(db, customer, planned.ownerId, talk) }
}

export function noteTalk(db: Writer, { customerId, channel, result, ...talk }: Input<'customers.noteTalk'>): Output<'customers.noteTalk'> {
  const customer = reachable(db, customerId)
  const { feedback, changed } = talk
  const id = db.newId()
  db.claim(customers, customerId)
  db.put(followUps, {
    id,
    siteId: customer.siteId,
    customerId,
    dueOn: db.today,
    channel,
    ownerId: db.who.user,
    doneAt: db.now,
    doneBy: db.who.user,
    result,
    feedback,
    changed,
    leadId: serve(db, customerId),
    createdAt: db.now,
  })
  return { id, nextId: afterTalk(db, customer, customer.consultantId ?? db.who.user, talk) }
}

export function moveFollowUp(db: Writer, { id, dueOn, dueMinute }: Input<'customers.moveFollowUp'>): Output<'customers.moveFollowUp'> {
  const planned = db.must(followUps, id)
  if (planned.ownerId !== db.who.user) reachable(db, planned.customerId)
  if (planned.doneAt !== null) throw new Refusal('already-done', { doneAt: planned.doneAt, result: planned.result })
  db.patch(followUps, id, { dueOn, ...(dueMinute === undefined ? {} : { dueMinute }) })
  return { id }
}

export function dropFollowUp(db: Writer, { id }: Input<'customers.dropFollowUp'>): Output<'customers.dropFollowUp'> {
  const noted = db.must(followUps, id)
  if (noted.ownerId !== db.who.user) reachable(db, noted.customerId)
  db.remove(followUps, id)
  return { id }
}

/** How near to buying they are now; nothing is written when it is no news. Returns what they were before. */
export function grade(db: Writer, id: string, level: IntentionLevel): string | null {
  const was = db.must(customers, id).level
  db.patch(customers, id, { level })
  return was
}

/** Nobody's customer is somebody's from now on. */
export function entrust(db: Writer, id: string, consultantId: string): void {
  db.patch(customers, id, { consultantId })
}

/**
 * They came: the visit they had an appointment for is done, the nearest first, at most three days off. Returns its id, null
 * when they came unannounced.
 */
export function keepAppointment(
  db: Writer,
  customerId: string,
  on: Day,
  kept: { channel: 'visit' | 'test-drive'; result: string } = { channel: 'visit', result: '已到店' },
): string | null {
  const found = db.one<{ id: string }>(
    `SELECT id FROM follow_ups WHERE customer_id = ? AND done_at IS NULL AND channel = ? AND due_on BETWEEN ? AND ?
     ORDER BY abs(julianday(due_on) - julianday(?)), id LIMIT 1`,
    customerId,
    kept.channel,
    addDays(on, -3),
    addDays(on, 3),
    on,
  )
  if (!found) return null
  db.patch(followUps, found.id, { doneAt: db.now, doneBy: db.who.user, result: kept.result })
  return found.id
}

/** They are somebody else's from now on, with whatever was planned for their lead. */
export function hand(db: Writer, { customerId, leadId }: { customerId: string; leadId: string }, toId: string): void {
  db.patch(customers, customerId, { consultantId: toId })
  for (const { id } of openTasks(db, leadId)) db.patch(followUps, id, { ownerId: toId })
}

const openTasks = (db: Writer, leadId: string): { id: string; cadence: string | null }[] =>
  db.all('SELECT id, cadence FROM follow_ups WHERE lead_id = ? AND done_at IS NULL', leadId)

type Lead = { id: string; siteId: string; customerId: string; ownerId: string }

/** Plans what a grade asks for and takes back what an earlier one asked for and nobody did; what people planned stays. */
export function planCadence(db: Writer, lead: Lead, level: string, tasks: readonly CadenceTask[]): void {
  const wanted = new Set(tasks.map(({ id }) => id))
  for (const { id, cadence } of openTasks(db, lead.id)) if (cadence !== null && !wanted.has(id)) db.remove(followUps, id)
  for (const { id, ...task } of tasks) {
    if (db.row(followUps, id)) continue
    const { siteId, customerId, ownerId } = lead
    // The same on every desk, as its id is: the day's first moment, not the clock's.
    const createdAt = startOf(db.today)
    db.put(followUps, { id, siteId, customerId, ...task, ownerId, leadId: lead.id, cadence: level, createdAt })
  }
}

/** Nothing more is to be done for a lead that ended. */
export function dropPlans(db: Writer, leadId: string): void {
  for (const { id } of openTasks(db, leadId)) db.remove(followUps, id)
}

/**
 * Plans a look at a record nobody looked at since a day, for whoever keeps it. False when that was planned before, whether it
 * was done or not. The same on every desk: the day's first moment, not the clock's.
 */
export function planCheck(db: Writer, customerId: string, since: Day): boolean {
  const customer = reachable(db, customerId)
  const id = staleTaskId(customerId, since)
  if (db.row(followUps, id)) return false
  db.claim(customers, customerId)
  db.put(followUps, {
    id,
    siteId: customer.siteId,
    customerId,
    dueOn: db.today,
    channel: 'phone',
    note: `核对资料：${since} 以后没有更新过`,
    ownerId: customer.consultantId ?? db.who.user,
    createdAt: startOf(db.today),
  })
  return true
}

/** A task a rule makes, named by what it is about; true when it was not there yet. */
export function keepTask(
  db: Writer,
  task: { id: string; customerId: string; ownerId: string; dueOn: Day; channel: string; note: string; createdAt?: number },
): boolean {
  if (db.row(followUps, task.id)) return false
  const { siteId } = db.must(customers, task.customerId)
  db.put(followUps, { createdAt: db.now, ...task, siteId })
  return true
}

/** A contact the program plans, by an id that is the same at every desk. False when it is there already. */
export function planContact(
  db: Writer,
  {
    id,
    customerId,
    ownerId,
    ...task
  }: {
    id: string
    customerId: string
    dueOn: Day
    channel: FollowUpChannel
    note: string
    createdAt: number
    ownerId?: string | undefined
  },
): boolean {
  if (db.row(followUps, id)) return false
  const { siteId, consultantId, createdBy } = db.must(customers, customerId)
  db.put(followUps, { id, siteId, customerId, ...task, ownerId: ownerId ?? consultantId ?? createdBy })
  return true
}
