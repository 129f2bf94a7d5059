// Writes tickets: taken down, given to somebody by rule, answered, led through their steps, done, called back about and opened
// again. Who is late is computed; what rings about it is the alerts' part.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { stepId } from '../../../../shared/modules/care/rules.ts'
import {
  followUpId,
  nextStep,
  type RequestChannel,
  type RequestKind,
  type TicketMark,
  ticketSteps,
} from '../../../../shared/modules/care/rules/tickets.ts'
import { careMarks, careRequests, careSteps, knowledgeArticles } from '../../../../shared/modules/care/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { claim, meet, planContact } from '../../customers/commands.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { goalsOn, mustSeeRequest, mustWorkHere, ownerFor, servicesNow, ticketRulesOn } from '../queries/facts.ts'
import { stepsTaken } from '../queries/tickets.ts'

const HOUR = 3_600_000

function mustKnow(db: Writer, articleId: string | null): void {
  if (articleId !== null && !db.row(knowledgeArticles, articleId)) throw new Refusal('no-such-article')
}

/** Where somebody comes from who came by a channel, in the words of the store's own sources. */
const heardBy: Readonly<Record<RequestChannel, string>> = { phone: '电话', email: '邮件', web: '在线客服', wechat: '微信', onsite: '到店' }

export function ask(db: Writer, given: Input<'care.ask'>): Output<'care.ask'> {
  const { customerId, caller, phone, evenSo, ownerId, answer: said, service, ...facts } = given
  const known =
    customerId ??
    (phone === null || caller === null
      ? null
      : meet(db, { name: caller, phone, source: heardBy[facts.channel], ...(evenSo ? { evenSo } : {}) }))
  const customer = known === null ? null : reachable(db, known)
  if (customer) claim(db, customer.id)
  if (service !== null && !servicesNow(db).some(({ key, active }) => key === service && active)) throw new Refusal('no-such-service')
  mustKnow(db, facts.articleId)
  const siteId = customer?.siteId ?? db.who.site
  // A question that was answered on the spot is done; a complaint and a service are ended by hand.
  const over = said !== null && (facts.kind === 'consult' || facts.kind === 'suggestion')
  const id = open(db, {
    ...facts,
    siteId,
    customerId: known,
    caller: known === null ? caller : null,
    service,
    answer: said,
    answeredAt: said === null ? null : db.now,
    ownerId: ownerId === null ? null : mustWorkHere(db, ownerId),
    ...(over ? { doneAt: db.now, doneBy: db.who.user, result: said, solved: 1 } : {}),
  })
  return { id, customerId: known }
}

type Opened = Omit<typeof careRequests.$inferInsert, 'id' | 'kind' | 'ownerId' | 'dueAt' | 'createdAt' | 'createdBy'> & {
  kind: RequestKind
  ownerId: string | null
}
/** A ticket with the deadlines of its kind, given to whom it names or its rule does. Returns its id. */
function open(db: Writer, { ownerId, ...ticket }: Opened): string {
  const rule = ticketRulesOn(db).kinds[ticket.kind]
  const id = db.newId()
  db.put(careRequests, {
    id,
    ...ticket,
    ownerId: ownerId ?? ownerFor(db, rule.to, ticket.siteId) ?? db.who.user,
    dueAt: db.now + goalsOn(db).answerHours * HOUR,
    solveBy: db.now + rule.solveHours * HOUR,
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return id
}

export function link(db: Writer, { id, workOrderId }: Input<'care.link'>): Output<'care.link'> {
  const { customerId } = mustSeeRequest(db, id)
  const theirs = workOrderId === null || db.one('SELECT 1 FROM work_orders WHERE id = ? AND customer_id = ?', workOrderId, customerId)
  if (!theirs) throw new Refusal('not-their-order')
  db.patch(careRequests, id, { workOrderId })
  return { id }
}

/** A complaint the program opens: somebody said that they are not content. Returns its id. */
export const complain = (
  db: Writer,
  about: { customerId: string | null; caller?: string | null; siteId: string; question: string; channel: RequestChannel },
): string => open(db, { ...about, kind: 'complaint', ownerId: null })

/** @throws Refusal('already-done') */
function mustBeOpen(db: Writer, id: string) {
  const request = mustSeeRequest(db, id)
  if (request.doneAt !== null) throw new Refusal('already-done', { doneAt: request.doneAt })
  return request
}

export function answer(db: Writer, { id, answer: said, articleId }: Input<'care.answer'>): Output<'care.answer'> {
  const { answeredAt, kind } = mustBeOpen(db, id)
  mustKnow(db, articleId)
  const over = kind === 'consult' || kind === 'suggestion'
  db.patch(careRequests, id, {
    answer: said,
    articleId,
    answeredAt: answeredAt ?? db.now,
    ...(over ? { doneAt: db.now, doneBy: db.who.user, result: said, solved: 1 } : {}),
  })
  return { id }
}

export function tick(db: Writer, { id, step, done }: Input<'care.tick'>): Output<'care.tick'> {
  const request = mustBeOpen(db, id)
  if (!stepsOf(db, request.service).includes(step)) throw new Refusal('no-such-step')
  const row = stepId(id, step)
  const ticked = { done: done ? 1 : 0, doneBy: db.who.user, doneAt: db.now }
  if (db.row(careSteps, row)) db.patch(careSteps, row, ticked)
  else db.put(careSteps, { id: row, siteId: request.siteId, requestId: id, step, ...ticked })
  return { id }
}

const stepsOf = (db: Writer, key: string | null): readonly string[] => servicesNow(db).find((each) => each.key === key)?.steps ?? []

export function hand(db: Writer, { id, ownerId }: Input<'care.hand'>): Output<'care.hand'> {
  mustBeOpen(db, id)
  db.patch(careRequests, id, { ownerId: mustWorkHere(db, ownerId) })
  return { id }
}

/** A line of a ticket's log. */
function log(db: Writer, ticket: { id: string; siteId: string; round: number }, mark: TicketMark, words: string): void {
  const { id: requestId, siteId, round } = ticket
  db.put(careMarks, { id: db.newId(), siteId, requestId, round, mark, words, at: db.now, by: db.who.user })
}

export function mark(db: Writer, { id, step, words }: Input<'care.mark'>): Output<'care.mark'> {
  const ticket = mustBeOpen(db, id)
  const next = nextStep(stepsTaken(db, ticket))
  if (step !== next) throw new Refusal('not-in-order', next === null ? {} : { next })
  log(db, ticket, step, words)
  if (ticket.answeredAt === null) db.patch(careRequests, id, { answeredAt: db.now })
  return { id }
}

export function finish(db: Writer, { id, result, solved, content, evenSo }: Input<'care.finish'>): Output<'care.finish'> {
  const ticket = mustBeOpen(db, id)
  const rules = ticketRulesOn(db)
  const { steps, followUp } = rules.kinds[ticket.kind as RequestKind]
  const ticked = new Set(
    db.all<{ step: string }>('SELECT step FROM care_steps WHERE request_id = ? AND done = 1', id).map(({ step }) => step),
  )
  const taken = stepsTaken(db, ticket)
  const left = [
    ...stepsOf(db, ticket.service).filter((step) => !ticked.has(step)),
    ...(steps ? ticketSteps.filter((step) => !taken.includes(step)) : []),
  ]
  if (left.length > 0 && !evenSo) throw new Refusal('steps-open', { steps: left })
  const { customerId, round } = ticket
  const call = followUp && customerId !== null ? followUpId(id, round) : null
  db.patch(careRequests, id, {
    result,
    content,
    solved: solved === null ? null : Number(solved),
    doneAt: db.now,
    doneBy: db.who.user,
    answeredAt: ticket.answeredAt ?? db.now,
    followUpId: call,
  })
  if (call !== null && customerId !== null)
    planContact(db, {
      id: call,
      customerId,
      dueOn: addDays(db.today, rules.followUpDays),
      channel: 'phone',
      note: `回访：${(ticket.question ?? result).slice(0, 40)}`,
      ownerId: ownerFor(db, 'customer-care', ticket.siteId) ?? ticket.ownerId,
      createdAt: db.now,
    })
  return { id }
}

export function reopen(db: Writer, { id, reason }: Input<'care.reopen'>): Output<'care.reopen'> {
  const ticket = mustSeeRequest(db, id)
  if (ticket.doneAt === null) throw new Refusal('not-done')
  again(db, ticket, reason)
  return { id }
}
type Ticket = ReturnType<typeof mustSeeRequest>
function again(db: Writer, ticket: Ticket, reason: string): void {
  const round = ticket.round + 1
  const { solveHours } = ticketRulesOn(db).kinds[ticket.kind as RequestKind]
  db.patch(careRequests, ticket.id, {
    round,
    solveBy: db.now + solveHours * HOUR,
    doneAt: null,
    doneBy: null,
    result: null,
    content: null,
    solved: null,
  })
  log(db, { ...ticket, round }, 'reopen', reason)
}

/** What the call after a ticket heard: it stands in its log, and what was not solved is open again. Null: no ticket, or its call came late. */
export function hearBack(db: Writer, call: { followUpId: string; words: string; solved: boolean; content: number }): string | null {
  const found = db.one<{ id: string }>('SELECT id FROM care_requests WHERE follow_up_id = ? AND done_at IS NOT NULL', call.followUpId)
  if (!found) return null
  const ticket = mustSeeRequest(db, found.id)
  if (followUpId(ticket.id, ticket.round) !== call.followUpId) return null
  log(db, ticket, 'follow-up', call.words)
  if (call.solved) db.patch(careRequests, ticket.id, { solved: 1, content: call.content })
  else again(db, ticket, call.words)
  return ticket.id
}

type Inquiry = {
  id: string
  siteId: string
  customerId: string
  kind: 'question' | 'complaint' | 'suggestion' | 'wish' | 'feedback'
  channel: 'phone' | 'email' | 'online' | 'wechat' | 'visit'
  said: string | null
  ownerId: string
  answerByOn: string
  outcome: string | null
  rating: number | null
  settledAt: number | null
  settledBy: string | null
  createdAt: number
  createdBy: string
}
const kindOf = { question: 'consult', complaint: 'complaint', suggestion: 'suggestion', wish: 'service', feedback: 'suggestion' } as const
const channelOf = { phone: 'phone', email: 'email', online: 'web', wechat: 'wechat', visit: 'onsite' } as const
const SOME = 200

/** Nothing in a ticket made so is of this desk or this minute: eight desks make the same row. */
export function adopt(db: Writer, _asked: Input<'care.adopt'>): Output<'care.adopt'> {
  const old = db.all<Inquiry>(
    `SELECT q.id, q.site_id AS siteId, q.customer_id AS customerId, q.kind, q.channel, q.said, q.owner_id AS ownerId, q.answer_by_on AS answerByOn,
       q.outcome, q.rating, q.settled_at AS settledAt, q.settled_by AS settledBy, q.created_at AS createdAt, q.created_by AS createdBy
     FROM inquiries q LEFT JOIN care_requests r ON r.id = q.id
     WHERE q.site_id = ? AND (r.id IS NULL OR (q.settled_at IS NOT NULL AND r.done_at IS NULL AND r.round = 0)) ORDER BY q.id LIMIT (SELECT ?)`,
    db.who.site,
    SOME,
  )
  for (const { said, outcome, rating, settledAt, settledBy, answerByOn, ...row } of old) {
    const answered = settledAt === null ? {} : { answer: outcome, answeredAt: settledAt }
    const end =
      settledAt === null
        ? {}
        : { ...answered, doneAt: settledAt, doneBy: settledBy, result: outcome, content: rating, solved: rating === null ? null : 1 }
    if (db.row(careRequests, row.id)) db.patch(careRequests, row.id, end)
    else
      db.put(careRequests, {
        ...row,
        kind: kindOf[row.kind],
        channel: channelOf[row.channel],
        question: said,
        dueAt: Date.parse(`${answerByOn}T23:59:59+08:00`),
        ...end,
      })
  }
  return { made: old.length }
}
