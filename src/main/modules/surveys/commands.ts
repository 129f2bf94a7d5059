// Writes surveys: questionnaires and their versions, who is asked and called, what was answered, and the tickets that low
// answers open.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, type Day, startOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { CustomerId } from '../../../shared/ids.ts'
import type { MessageChannel } from '../../../shared/modules/messages/rules.ts'
import { mayContact } from '../../../shared/modules/privacy/rules.ts'
import {
  type Answers,
  type AnswerWay,
  invitationId,
  isLow,
  meanPoints,
  recommendOf,
  type Trigger,
  unfitting,
} from '../../../shared/modules/surveys/rules.ts'
import { surveyAnswers, surveyForms, surveyInvitations } from '../../../shared/modules/surveys/tables.ts'
import type { Writer } from '../../store/write.ts'
import { complain } from '../care/commands/tickets.ts'
import { planContact } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { enqueue } from '../messages/commands.ts'
import { addressOf, personOf } from '../messages/queries/facts.ts'
import { consentsOf } from '../privacy/queries/consents.ts'
import { waiting } from './queries.ts'
import { mustBeOpen, NEWEST, questionsOf } from './queries/facts.ts'

export function keep(db: Writer, { key, questions, ...facts }: Input<'surveys.keep'>): Output<'surveys.keep'> {
  const row = { ...facts, questions: JSON.stringify(questions) }
  const newest =
    key === null
      ? undefined
      : db.one<{ id: string; version: number; state: string }>(
          'SELECT id, version, state FROM survey_forms WHERE key = ? ORDER BY version DESC, id DESC LIMIT 1',
          key,
        )
  if (key !== null && !newest) throw new Refusal('not-found', { table: 'survey_forms', id: key })
  if (newest?.state === 'draft') {
    db.patch(surveyForms, newest.id, row)
    return { id: newest.id, version: newest.version }
  }
  const id = db.newId()
  const version = (newest?.version ?? 0) + 1
  const by = db.who.user
  db.put(surveyForms, {
    id,
    key: key ?? id,
    version,
    ...row,
    state: 'draft',
    stateAt: db.now,
    stateBy: by,
    createdAt: db.now,
    createdBy: by,
  })
  return { id, version }
}

export function open(db: Writer, { id }: Input<'surveys.open'>): Output<'surveys.open'> {
  const form = db.must(surveyForms, id)
  if (form.state !== 'draft') throw new Refusal('not-a-draft')
  for (const before of db.all<{ id: string }>(`SELECT id FROM survey_forms WHERE key = ? AND state = 'open'`, form.key))
    db.patch(surveyForms, before.id, stateOf(db, 'closed'))
  db.patch(surveyForms, id, stateOf(db, 'open'))
  return { id }
}
const stateOf = (db: Writer, state: 'open' | 'closed') => ({ state, stateAt: db.now, stateBy: db.who.user })

export function end(db: Writer, { id }: Input<'surveys.end'>): Output<'surveys.end'> {
  mustBeOpen(db, id)
  db.patch(surveyForms, id, stateOf(db, 'closed'))
  return { id }
}

type Form = ReturnType<typeof mustBeOpen>
type Occasion = { subject: string; customerId: string; siteId: string }
/**
 * Asks one person about one occasion, once; by a message only who agreed to care this way and can be reached. Null: was asked
 * already. Nothing in it is of this desk or this minute.
 */
function askOnce(db: Writer, form: Form, { subject, customerId, siteId }: Occasion, on: Day): 'written' | 'unwritten' | null {
  const made = { createdAt: startOf(on) + TEN_O_CLOCK, createdBy: 'system' }
  const id = invitationId(form.key, subject)
  if (db.row(surveyInvitations, id)) return null
  const channel = form.channel as MessageChannel
  const person = personOf(db, customerId)
  const written = person !== undefined && addressOf(person, channel) !== null && mayContact(consentsOf(db, customerId), channel, 'care')
  const messageId = written
    ? enqueue(db, {
        id: invitationId(id, 'message'),
        customer: { id: customerId, siteId },
        channel,
        purpose: 'care',
        template: `survey-${channel}`,
        subject: null,
        body: null,
        facts: { event: form.name },
        origin: 'survey',
        originId: form.key,
        dueAt: made.createdAt,
        ...made,
      })
    : null
  db.put(surveyInvitations, { id, siteId, formId: form.id, customerId, subject, messageId, askedOn: on, ...made })
  return written ? 'written' : 'unwritten'
}

/** What happened on a day that one asks about: orders handed over, cars fetched from the workshop, tickets done. */
const OCCASIONS: Readonly<Record<Exclude<Trigger, 'none'>, string>> = {
  delivery: `SELECT o.id AS subject, o.customer_id AS customerId, o.site_id AS siteId FROM orders o
    WHERE o.site_id = ? AND o.delivered_at >= ? AND o.delivered_at < ? ORDER BY o.id LIMIT (SELECT ?)`,
  service: `SELECT w.id AS subject, w.customer_id AS customerId, w.site_id AS siteId FROM work_order_steps s JOIN work_orders w ON w.id = s.order_id
    WHERE s.site_id = ? AND s.state = 'delivered' AND s.noted_at >= ? AND s.noted_at < ? GROUP BY w.id ORDER BY w.id LIMIT (SELECT ?)`,
  ticket: `SELECT q.id AS subject, q.customer_id AS customerId, q.site_id AS siteId FROM care_requests q
    WHERE q.site_id = ? AND q.done_at >= ? AND q.done_at < ? AND q.customer_id IS NOT NULL ORDER BY q.id LIMIT (SELECT ?)`,
}
const MOST = 500
const TEN_O_CLOCK = 10 * 3_600_000

/** Asks on a day about what happened here on so many days until `until`: how many were asked, and of them written to. */
function askAbout(db: Writer, form: Form, span: { until: Day; days: number }, on: Day): { asked: number; written: number } {
  if (form.trigger === 'none') return { asked: 0, written: 0 }
  const told = db
    .all<Occasion>(
      OCCASIONS[form.trigger as Exclude<Trigger, 'none'>],
      db.who.site,
      startOf(addDays(span.until, 1 - span.days)),
      startOf(addDays(span.until, 1)),
      MOST,
    )
    .map((occasion) => askOnce(db, form, occasion, on))
  return { asked: told.filter((each) => each !== null).length, written: told.filter((each) => each === 'written').length }
}

export function ask(db: Writer, { id, days }: Input<'surveys.ask'>): Output<'surveys.ask'> {
  return askAbout(db, mustBeOpen(db, id), { until: db.today, days }, db.today)
}

/** Days looked back on: a desk that was off on Sunday asks on Monday. */
const CAUGHT_UP = 3

export function invite(db: Writer, { on }: Input<'surveys.invite'>): Output<'surveys.invite'> {
  const forms = db.all<{ id: string }>(
    `SELECT f.id FROM survey_forms f WHERE f.state = 'open' AND f.purpose = 'customer' AND ${NEWEST(true)} ORDER BY f.id LIMIT (SELECT ?)`,
    MOST,
  )
  const made = forms.map(({ id }) => {
    const form = db.must(surveyForms, id)
    return askAbout(db, form, { until: addDays(on, -form.afterDays), days: CAUGHT_UP }, on).asked
  })
  return { made: made.reduce((sum, each) => sum + each, 0) }
}

/** Who was asked and has not answered is called: a follow-up for whoever knows them, once at whatever desk. */
export function plan(db: Writer, { id }: Input<'surveys.plan'>): Output<'surveys.plan'> {
  const { key, name } = mustBeOpen(db, id)
  const planned = waiting(db, { key }).filter(
    ({ id: invitation, customerId }) =>
      mayContact(consentsOf(db, customerId), 'phone', 'care') &&
      planContact(db, {
        id: invitationId(invitation, 'call'),
        customerId: customerId as CustomerId,
        dueOn: db.today,
        channel: 'phone',
        note: `问卷回访：${name}`,
        createdAt: startOf(db.today),
      }),
  )
  return { planned: planned.length }
}

export function answer(db: Writer, given: Input<'surveys.answer'>): Output<'surveys.answer'> {
  const { formId, invitationId: invitation, aboutId, way, answers } = given
  const form = mustBeOpen(db, formId)
  const about = form.purpose === 'self' ? db.who.user : form.purpose === 'peer' ? aboutId : null
  if (form.purpose === 'peer' && about === null) throw new Refusal('about-missing')
  if (form.purpose === 'peer' && about === db.who.user) throw new Refusal('about-oneself')
  const questions = questionsOf(form.questions)
  const wrong = unfitting(questions, answers)
  if (wrong.length > 0) throw new Refusal('does-not-fit', { questions: wrong })
  const asked = invitation === null ? null : mustWait(db, invitation, form.key)
  const customer = form.purpose === 'customer' ? (asked?.customerId ?? given.customerId) : null
  const siteId = asked?.siteId ?? (customer === null ? db.who.site : reachable(db, customer).siteId)
  const points = meanPoints(questions, answers)
  const low = form.purpose === 'customer' && isLow(points, form.lowPoints)
  const requestId = low
    ? complainOf(db, form.name, { customerId: customer, siteId, way }, { questions, answers, points: points ?? 0 })
    : null
  const id = db.newId()
  db.put(surveyAnswers, {
    id,
    siteId,
    formId,
    invitationId: invitation,
    customerId: customer,
    aboutId: about,
    way,
    answers: JSON.stringify(answers),
    points,
    recommend: recommendOf(questions, answers),
    requestId,
    at: db.now,
    by: db.who.user,
  })
  return { id, requestId }
}

/** An invitation to this questionnaire, in whatever version, that nobody answered here. @throws Refusal('already-answered') */
function mustWait(db: Writer, id: string, key: string) {
  const asked = db.must(surveyInvitations, id)
  if (db.must(surveyForms, asked.formId).key !== key) throw new Refusal('not-found', { table: 'survey_invitations', id })
  reachable(db, asked.customerId)
  if (db.one('SELECT 1 FROM survey_answers WHERE invitation_id = ?', id)) throw new Refusal('already-answered')
  return asked
}

type Said = { questions: ReturnType<typeof questionsOf>; answers: Answers; points: number }
/** The ticket of a low answer: what was asked, the points, and their own words. */
function complainOf(
  db: Writer,
  name: string,
  who: { customerId: string | null; siteId: string; way: AnswerWay },
  { questions, answers, points }: Said,
): string {
  const words = questions.flatMap(({ id, kind }) => (kind === 'words' && typeof answers[id] === 'string' ? [answers[id]] : []))
  return complain(db, {
    customerId: who.customerId,
    caller: who.customerId === null ? name : null,
    siteId: who.siteId,
    channel: who.way === 'phone' ? 'phone' : 'onsite',
    question: [`${name} ${(points / 100).toFixed(1)}`, ...words].join('：').slice(0, 2000),
  })
}
