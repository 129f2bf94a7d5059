// Reaches out: campaigns with their guests, answers to prompts, call-backs, and the greetings of a day.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { uuidv5 } from '../../../../shared/ids.ts'
import { firstGreetings, firstHolidays, greetingId, inviteeId, isBirthday } from '../../../../shared/modules/care/rules.ts'
import { promptId, promptTaskId } from '../../../../shared/modules/care/rules/prompts.ts'
import { careCampaigns, careInvitees, carePrompts, careSurveys } from '../../../../shared/modules/care/tables.ts'
import { mayContact } from '../../../../shared/modules/privacy/rules.ts'
import { joined } from '../../../store/list.ts'
import type { Writer } from '../../../store/write.ts'
import { parameterOn } from '../../admin/queries.ts'
import { finishFollowUp, planFollowUp, planContact } from '../../customers/commands.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { enqueue } from '../../messages/commands.ts'
import { templateNow } from '../../messages/queries/facts.ts'
import { consentsOf } from '../../privacy/queries/consents.ts'
import { complain, hearBack } from './tickets.ts'
import { mustWorkHere } from '../queries/facts.ts'
import { startOf } from '../../../../shared/dates.ts'

export function launch(db: Writer, given: Input<'care.launch'>): Output<'care.launch'> {
  const { customerIds, dueAt, ...facts } = given
  const template = templateNow(db, facts.template)
  if (!template?.active || template.channel !== facts.channel) throw new Refusal('no-such-template')
  if (facts.kind === 'event' && facts.heldOn === null) throw new Refusal('day-missing')
  const id = db.newId()
  db.put(careCampaigns, {
    id,
    siteId: db.who.site,
    ...facts,
    createdAt: db.now,
    createdBy: db.who.user,
  })
  for (const customerId of new Set(customerIds)) {
    const customer = reachable(db, customerId)
    const messageId = enqueue(db, {
      id: uuidv5(id, `message ${customerId}`),
      customer,
      channel: facts.channel,
      purpose: template.purpose,
      template: facts.template,
      subject: null,
      body: null,
      facts: { event: facts.name, date: facts.heldOn === null ? null : inWords(facts.heldOn) },
      origin: 'campaign',
      originId: id,
      dueAt: dueAt ?? db.now,
      untilAt: facts.heldOn === null ? null : Date.parse(`${facts.heldOn}T23:59:00+08:00`),
    })
    db.put(careInvitees, {
      id: inviteeId(id, customerId),
      siteId: customer.siteId,
      campaignId: id,
      customerId,
      messageId,
    })
  }
  return { id }
}
/** `12月5日`. */
const inWords = (on: string): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`

export function reply(db: Writer, { id, reply: said, people, note }: Input<'care.reply'>): Output<'care.reply'> {
  const invitee = db.must(careInvitees, id)
  reachable(db, invitee.customerId)
  const { closedAt, seats } = db.must(careCampaigns, invitee.campaignId)
  if (closedAt !== null && said !== 'came') throw new Refusal('closed')
  const coming = said === 'yes' || said === 'came'
  const taken =
    db.one<{ n: number | null }>(
      `SELECT sum(coalesce(people, 1)) AS n FROM care_invitees WHERE campaign_id = ? AND reply IN ('yes', 'came') AND id <> ?`,
      invitee.campaignId,
      id,
    )?.n ?? 0
  // Who came is there; only a promise can come too late. Two desks that promise the last seat apart both stand: the count says so.
  if (said === 'yes' && seats !== null && taken + (people ?? 1) > seats) throw new Refusal('full', { seats, taken })
  db.patch(careInvitees, id, {
    reply: said,
    people: coming ? (people ?? 1) : null,
    replyAt: db.now,
    replyBy: db.who.user,
    ...(note === null ? {} : { note }),
  })
  return { id }
}

export function close(db: Writer, { id }: Input<'care.close'>): Output<'care.close'> {
  const campaign = db.must(careCampaigns, id)
  if (db.who.reach !== 'group' && campaign.siteId !== db.who.site) throw new Refusal('not-found', { table: 'care_campaigns', id })
  if (campaign.closedAt !== null) throw new Refusal('closed')
  db.patch(careCampaigns, id, { closedAt: db.now, closedBy: db.who.user })
  return { id }
}

export function answerPrompt(db: Writer, given: Input<'care.answerPrompt'>): Output<'care.answerPrompt'> {
  const { customerId, kind, subjectId, dueOn, roundOn, plan, note } = given
  const customer = reachable(db, customerId)
  const id = promptId(subjectId, kind, roundOn)
  if (db.row(carePrompts, id)) throw new Refusal('already-answered')
  if (plan) planFollowUp(db, { customerId, dueMinute: null, ...plan }, { id: promptTaskId(id), createdAt: startOf(plan.dueOn) })
  db.put(carePrompts, {
    id,
    siteId: customer.siteId,
    customerId,
    kind,
    dueOn,
    outcome: plan ? 'planned' : 'dismissed',
    note,
    doneAt: db.now,
    doneBy: db.who.user,
  })
  return { id }
}

export function planCallBack(db: Writer, { customerId, dueOn, about, ownerId }: Input<'care.planCallBack'>): Output<'care.planCallBack'> {
  const note = about.includes('回访') ? about : `回访：${about}`
  const owner = ownerId === null ? {} : { ownerId: mustWorkHere(db, ownerId) }
  return planFollowUp(db, {
    customerId,
    dueOn,
    dueMinute: null,
    channel: 'phone',
    note,
    ...owner,
  })
}

/** Points at or below which somebody is not content. */
const UNHAPPY = 2

export function callBack(db: Writer, given: Input<'care.callBack'>): Output<'care.callBack'> {
  const { id, result, content, recommend, note, solved } = given
  const { customerId, siteId } = calledBack(db, id)
  finishFollowUp(db, { id, result, feedback: note, changed: null })
  db.put(careSurveys, {
    id: db.newId(),
    siteId,
    customerId,
    followUpId: id,
    content,
    recommend,
    note,
    at: db.now,
    by: db.who.user,
  })
  const unhappy = content <= UNHAPPY
  const ticket = hearBack(db, { followUpId: id, words: note ?? result, solved: solved ?? !unhappy, content })
  if (ticket !== null) return { id, requestId: ticket }
  return { id, requestId: unhappy ? complain(db, { customerId, siteId, question: note ?? result, channel: 'phone' }) : null }
}

/** @throws Refusal('not-found') */
function calledBack(db: Writer, id: string): { customerId: string; siteId: string } {
  const found = db.one<{ customerId: string; siteId: string }>(
    'SELECT customer_id AS customerId, site_id AS siteId FROM follow_ups WHERE id = ?',
    id,
  )
  if (!found) throw new Refusal('not-found', { table: 'follow_ups', id })
  return found
}

/** People looked at in one changeset. */
const SOME = 200

type Person = {
  id: string
  siteId: string
  consultantId: string | null
  birthdayOn: string | null
}

export function greet(db: Writer, { on, after }: Input<'care.greet'>): Output<'care.greet'> {
  const ways = parameterOn(db, 'care-greetings', on) ?? firstGreetings
  const holidays = (parameterOn(db, 'care-holidays', on) ?? firstHolidays).filter((holiday) => holiday.on === on)
  const festive = ways.holiday !== 'none' && holidays.length > 0
  if (ways.birthday === 'none' && !festive) return { made: 0, after: null }
  const valid = joined(ofValidBatch(db, 'c.batch_id'))
  const people = db.all<Person>(
    `SELECT c.id, c.site_id AS siteId, c.consultant_id AS consultantId, c.birthday_on AS birthdayOn FROM customers c
     WHERE c.id > ? AND c.site_id = ? AND c.archived_at IS NULL AND c.kind = 'person' AND ${valid.sql}
       AND (? OR substr(c.birthday_on, 6) IN (?, iif(? = '02-28', '02-29', '')))
       AND EXISTS (SELECT 1 FROM customer_consents n WHERE n.customer_id = c.id) ORDER BY c.id LIMIT (SELECT ?)`,
    after ?? '',
    db.who.site,
    ...valid.values,
    festive ? 1 : 0,
    on.slice(5),
    on.slice(5),
    SOME,
  )
  const times = {
    dueAt: Date.parse(`${on}T${ways.clock}:00+08:00`),
    dayAt: startOf(on),
  }
  let made = 0
  for (const person of people) {
    if (ways.birthday !== 'none' && person.birthdayOn !== null && isBirthday(person.birthdayOn, on))
      made += wish(db, person, {
        occasion: 'birthday',
        name: '生日',
        way: ways.birthday,
        on,
        ...times,
      })
    if (festive)
      for (const { name } of holidays)
        made += wish(db, person, {
          occasion: 'holiday',
          name,
          way: ways.holiday as 'message' | 'task',
          on,
          ...times,
        })
  }
  return { made, after: people.length === SOME ? (people.at(-1)?.id ?? null) : null }
}

type Wish = {
  occasion: 'birthday' | 'holiday'
  name: string
  way: 'message' | 'task'
  on: string
  dueAt: number
  dayAt: number
}

/** One greeting, unless its person did not agree or it is there already. Nothing in it is of this desk or this minute. */
function wish(db: Writer, person: Person, { occasion, name, way, on, dueAt, dayAt }: Wish): number {
  const id = greetingId(person.id, `${occasion} ${name}`, on)
  const consents = consentsOf(db, person.id)
  if (way === 'task') {
    if (!mayContact(consents, 'phone', 'care') && !mayContact(consents, 'wechat', 'care')) return 0
    const channel = mayContact(consents, 'phone', 'care') ? 'phone' : 'wechat'
    return planContact(db, {
      id,
      customerId: person.id,
      dueOn: on,
      channel,
      note: `${name}问候`,
      createdAt: dayAt,
    })
      ? 1
      : 0
  }
  if (!mayContact(consents, 'sms', 'care') || db.one('SELECT 1 FROM messages WHERE id = ?', id)) return 0
  enqueue(db, {
    id,
    customer: person,
    channel: 'sms',
    purpose: 'care',
    template: `${occasion}-sms`,
    subject: null,
    body: null,
    facts: occasion === 'holiday' ? { event: name } : {},
    origin: occasion,
    dueAt,
    untilAt: dayAt + 86_400_000 - 1,
    createdAt: dayAt,
    createdBy: 'system',
  })
  return 1
}
