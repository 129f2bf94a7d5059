// Writes the service desk: what is asked, answered, ticked and done, the services and the knowledge behind it, and tasks.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { stepId } from '../../../shared/modules/care/rules.ts'
import { careRequests, careServices, careSteps, careTasks, knowledgeArticles } from '../../../shared/modules/care/tables.ts'
import type { Writer } from '../../store/write.ts'
import { claim } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { goalsOn, mustSeeRequest, mustSeeTask, mustWorkHere, serviceId, servicesNow } from './queries/facts.ts'

const HOUR = 3_600_000

function mustKnow(db: Writer, articleId: string | null): void {
  if (articleId !== null && !db.row(knowledgeArticles, articleId)) throw new Refusal('no-such-article')
}

export function ask(db: Writer, given: Input<'care.ask'>): Output<'care.ask'> {
  const { customerId, ownerId, answer: said, service, ...facts } = given
  const customer = customerId === null ? null : reachable(db, customerId)
  if (customer) claim(db, customer.id)
  if (service !== null && !servicesNow(db).some(({ key, active }) => key === service && active)) throw new Refusal('no-such-service')
  mustKnow(db, facts.articleId)
  const id = db.newId()
  // A question that was answered on the spot is done; a complaint and a service are ended by hand.
  const over = said !== null && (facts.kind === 'consult' || facts.kind === 'suggestion')
  db.put(careRequests, {
    id,
    siteId: customer?.siteId ?? db.who.site,
    ...facts,
    customerId,
    service,
    answer: said,
    answeredAt: said === null ? null : db.now,
    ownerId: ownerId === null ? db.who.user : mustWorkHere(db, ownerId),
    dueAt: db.now + goalsOn(db).answerHours * HOUR,
    ...(over ? { doneAt: db.now, doneBy: db.who.user, result: said } : {}),
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return { id }
}

/** A complaint the program opens: somebody said that they are not content. Returns its id. */
export function complain(db: Writer, about: { customerId: string; siteId: string; question: string; ownerId: string }): string {
  const id = db.newId()
  db.put(careRequests, {
    id,
    ...about,
    kind: 'complaint',
    channel: 'phone',
    dueAt: db.now + goalsOn(db).answerHours * HOUR,
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return id
}

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
    ...(over ? { doneAt: db.now, doneBy: db.who.user, result: said } : {}),
  })
  return { id }
}

export function tick(db: Writer, { id, step, done }: Input<'care.tick'>): Output<'care.tick'> {
  const request = mustBeOpen(db, id)
  if (!stepsOf(db, request.service).includes(step)) throw new Refusal('no-such-step')
  const row = stepId(id, step)
  const mark = { done: done ? 1 : 0, doneBy: db.who.user, doneAt: db.now }
  if (db.row(careSteps, row)) db.patch(careSteps, row, mark)
  else db.put(careSteps, { id: row, siteId: request.siteId, requestId: id, step, ...mark })
  return { id }
}

const stepsOf = (db: Writer, key: string | null): readonly string[] => servicesNow(db).find((each) => each.key === key)?.steps ?? []

export function hand(db: Writer, { id, ownerId }: Input<'care.hand'>): Output<'care.hand'> {
  mustBeOpen(db, id)
  db.patch(careRequests, id, { ownerId: mustWorkHere(db, ownerId) })
  return { id }
}

export function finish(db: Writer, { id, result, content, evenSo }: Input<'care.finish'>): Output<'care.finish'> {
  const { service, answeredAt } = mustBeOpen(db, id)
  const ticked = new Set(
    db.all<{ step: string }>('SELECT step FROM care_steps WHERE request_id = ? AND done = 1', id).map(({ step }) => step),
  )
  const open = stepsOf(db, service).filter((step) => !ticked.has(step))
  if (open.length > 0 && !evenSo) throw new Refusal('steps-open', { steps: open })
  db.patch(careRequests, id, {
    result,
    content,
    doneAt: db.now,
    doneBy: db.who.user,
    answeredAt: answeredAt ?? db.now,
  })
  return { id }
}

export function keepService(db: Writer, { key: known, steps, active, ...facts }: Input<'care.keepService'>): Output<'care.keepService'> {
  const key = known ?? db.newId()
  const id = serviceId(db.who.site, key)
  const row = { ...facts, steps: JSON.stringify(steps), active: active ? 1 : 0 }
  if (db.row(careServices, id)) db.patch(careServices, id, row)
  else db.put(careServices, { id, siteId: db.who.site, key, ...row })
  return { key }
}

export function keepArticle(db: Writer, { id: known, active, ...facts }: Input<'care.keepArticle'>): Output<'care.keepArticle'> {
  const row = { ...facts, active: active ? 1 : 0, editedAt: db.now, editedBy: db.who.user }
  if (known !== null) {
    db.patch(knowledgeArticles, known, row)
    return { id: known }
  }
  const id = db.newId()
  db.put(knowledgeArticles, { id, ...row })
  return { id }
}

export function give(db: Writer, { ownerIds, customerId, ...task }: Input<'care.give'>): Output<'care.give'> {
  const customer = customerId === null ? null : reachable(db, customerId)
  const ids = [...new Set(ownerIds)].map((owner) => {
    const id = db.newId()
    db.put(careTasks, {
      id,
      siteId: customer?.siteId ?? db.who.site,
      ...task,
      customerId,
      ownerId: mustWorkHere(db, owner),
      createdAt: db.now,
      createdBy: db.who.user,
    })
    return id
  })
  return { ids }
}

/** @throws Refusal('already-done') */
function mustBeUndone(db: Writer, id: string) {
  const task = mustSeeTask(db, id)
  if (task.doneAt !== null) throw new Refusal('already-done', { doneAt: task.doneAt })
  return task
}

export function advance(db: Writer, { id, percent, result }: Input<'care.advance'>): Output<'care.advance'> {
  const { ownerId, createdBy } = mustBeUndone(db, id)
  if (db.who.reach === 'own' && ownerId !== db.who.user && createdBy !== db.who.user) throw new Refusal('not-yours')
  const over = percent === 100 ? { doneAt: db.now, doneBy: db.who.user } : {}
  db.patch(careTasks, id, { percent, result, ...over })
  return { id }
}

export function pass(db: Writer, { id, ownerId, dueOn }: Input<'care.pass'>): Output<'care.pass'> {
  mustBeUndone(db, id)
  db.patch(careTasks, id, { ownerId: mustWorkHere(db, ownerId), dueOn })
  return { id }
}
