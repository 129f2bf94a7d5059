// Writes what stands behind the service desk: services, knowledge and tasks. Tickets are in commands/tickets.ts, campaigns and
// call-backs in commands/outreach.ts.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { careServices, careTasks, knowledgeArticles } from '../../../shared/modules/care/tables.ts'
import type { Writer } from '../../store/write.ts'
import { reachable } from '../customers/queries/reach.ts'
import { mustSeeRequest, mustSeeTask, mustWorkHere, serviceId } from './queries/facts.ts'

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

export function give(db: Writer, { ownerIds, customerId, improves, ...task }: Input<'care.give'>): Output<'care.give'> {
  const customer = customerId === null ? null : reachable(db, customerId)
  if (improves?.kind === 'ticket') mustSeeRequest(db, improves.id)
  const about =
    improves === null ? {} : { improves: improves.kind, improvesId: improves.id, was: improves.kind === 'figure' ? improves.was : null }
  const ids = [...new Set(ownerIds)].map((owner) => {
    const id = db.newId()
    db.put(careTasks, {
      id,
      siteId: customer?.siteId ?? db.who.site,
      ...task,
      ...about,
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
