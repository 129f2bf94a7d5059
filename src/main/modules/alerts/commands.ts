// Writes alerts: the rules, what the program saw by itself, what people did about it, and what they have read.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { deedId, ofOverdueMoney, readId, WHOLE } from '../../../shared/modules/alerts/rules.ts'
import { alertDeeds, alertRules, alerts, messageReads } from '../../../shared/modules/alerts/tables.ts'
import { joined, part } from '../../store/list.ts'
import type { Writer } from '../../store/write.ts'
import { planOf } from '../arrears/commands.ts'
import { debts } from '../arrears/queries.ts'
import { reachOf } from '../orders/queries/facts.ts'
import { changesOf, mustSeeAlert, rulesOf } from './queries.ts'

/** A rule of this site. @throws Refusal('not-found') */
function mustBeHere(db: Writer, id: string): void {
  if (db.must(alertRules, id).siteId !== db.who.site) throw new Refusal('not-found', { table: 'alert_rules', id })
}

export function keepRule(db: Writer, { id: known, active, ...rule }: Input<'alerts.keepRule'>): Output<'alerts.keepRule'> {
  if (rule.toRole !== null && rule.toUser !== null) throw new Refusal('one-receiver')
  if ((rule.quietFrom === null) !== (rule.quietTo === null)) throw new Refusal('half-quiet')
  const facts = { ...rule, active: active ? 1 : 0 }
  if (known !== null) {
    mustBeHere(db, known)
    db.patch(alertRules, known, facts)
    return { id: known }
  }
  const id = db.newId()
  db.put(alertRules, { id, siteId: db.who.site, ...facts })
  return { id }
}

export function ring(db: Writer, { ruleId }: Input<'alerts.ring'>): Output<'alerts.ring'> {
  mustBeHere(db, ruleId)
  const rule = rulesOf(db).find(({ id }) => id === ruleId)
  if (!rule) return { rung: 0, returned: 0, cleared: 0 }
  const { ring: fresh, returned, cleared } = changesOf(db, rule)
  for (const { id, subject, label, value, period } of fresh)
    db.put(alerts, { id, siteId: db.who.site, ruleId, subject, label, value, period, threshold: rule.threshold, rungAt: db.now })
  const note = (alertId: string, turn: number, kind: 'cleared' | 'returned'): void =>
    db.put(alertDeeds, { id: deedId(alertId, turn, kind), siteId: db.who.site, alertId, turn, kind, by: db.who.user, at: db.now })
  for (const alert of returned) note(alert.id, alert.turn + 1, 'returned')
  for (const alert of cleared) note(alert.id, alert.turn, 'cleared')
  return { rung: fresh.length, returned: returned.length, cleared: cleared.length }
}

export function handle(db: Writer, { id, kind, words }: Input<'alerts.handle'>): Output<'alerts.handle'> {
  const alert = mustSeeAlert(db, id)
  if (alert.state === 'closed') throw new Refusal('closed', { handledBy: alert.handledBy })
  if (kind !== 'seen' && words === null) throw new Refusal('say-what')
  db.put(alertDeeds, { id: db.newId(), siteId: db.who.site, alertId: id, turn: alert.turn, kind, words, by: db.who.user, at: db.now })
  return { id }
}

export function plan(db: Writer, { id }: Input<'alerts.plan'>): Output<'alerts.plan'> {
  const alert = mustSeeAlert(db, id)
  if (alert.state === 'closed') throw new Refusal('closed', { handledBy: alert.handledBy })
  if (!ofOverdueMoney.includes(alert.indicator)) throw new Refusal('not-money')
  const of = [reachOf(db.who), part('o.site_id = ?', db.who.site)]
  if (alert.subject !== WHOLE) of.push(part('o.consultant_id = ?', alert.subject))
  const planned = planOf(db, debts(db, joined(of)), { dueOn: db.today, createdAt: db.now })
  if (planned > 0) handle(db, { id, kind: 'acted', words: `安排了 ${planned} 个催款任务` })
  return { planned }
}

export function markRead(db: Writer, { keys }: Input<'alerts.markRead'>): Output<'alerts.markRead'> {
  const fresh = [...new Set(keys)].filter((message) => !db.row(messageReads, readId(db.who.user, message)))
  for (const message of fresh)
    db.put(messageReads, { id: readId(db.who.user, message), siteId: db.who.site, userId: db.who.user, message, at: db.now })
  return { count: fresh.length }
}
