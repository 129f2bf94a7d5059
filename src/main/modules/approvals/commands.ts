// Asks for consent, takes one person's word, and keeps the flow. A word names the terms it is about and never touches the
// order itself, so that it stands whatever else happens to the order meanwhile.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import { roleIdOf } from '../../../shared/modules/admin/rules.ts'
import { decide as judge, openingSteps, type RequiredLevel } from '../../../shared/modules/approvals/rules.ts'
import { approvalRules, approvalSteps } from '../../../shared/modules/approvals/tables.ts'
import type { Writer } from '../../store/write.ts'
import { roleOf } from '../admin/queries.ts'
import { mustSee, type Order } from '../orders/queries/facts.ts'
import { approverOf, stepsOf } from './queries.ts'

/**
 * Asks every role of every level about the terms `termsRev` of an order. The ids follow from what is asked, so that two
 * desktops that ask the same make one request.
 */
export function ask(
  db: Writer,
  order: Pick<Order, 'id' | 'siteId'>,
  request: { termsRev: number; levels: readonly RequiredLevel[]; reason: string | null },
): void {
  const { termsRev, levels, reason } = request
  for (const { level, roleId } of openingSteps(levels, { termsRev, requestedBy: db.who.user })) {
    const id = uuidv5(order.id, `${termsRev} ${level} ${roleId}`)
    // Asked before about terms that then lost to another desktop's: the same question, put anew.
    if (db.row(approvalSteps, id))
      db.patch(approvalSteps, id, {
        state: 'waiting',
        reason,
        requestedBy: db.who.user,
        requestedAt: db.now,
        decidedBy: null,
        decidedAt: null,
        comment: null,
        decidedFor: null,
      })
    else
      db.put(approvalSteps, {
        id,
        siteId: order.siteId,
        orderId: order.id,
        termsRev,
        level,
        roleId,
        state: 'waiting',
        reason,
        requestedBy: db.who.user,
        requestedAt: db.now,
      })
  }
}

/** Takes back whatever still waits for a word on this order. */
export function withdrawSteps(db: Writer, orderId: string): void {
  for (const step of stepsOf(db, orderId)) if (step.state === 'waiting') db.patch(approvalSteps, step.id, { state: 'withdrawn' })
}

export function decide(db: Writer, { orderId, termsRev, decision, comment }: Input<'approvals.decide'>): Output<'approvals.decide'> {
  const order = mustSee(db, orderId)
  if (order.termsRev !== termsRev) throw new Refusal('changed', { no: order.no, termsRev: order.termsRev })
  if (order.state !== 'awaiting-approval') throw new Refusal('settled', { no: order.no })
  const steps = stepsOf(db, orderId).filter((step) => step.termsRev === termsRev)
  const { roleIds, insteadOf } = approverOf(db, db.who.user, steps[0]?.requestedBy)
  const word = judge(steps, { userId: db.who.user, roleIds }, decision, termsRev)
  if (!word.ok) throw new Refusal(word.bar, { no: order.no })
  for (const [at, step] of word.steps.entries()) {
    const before = steps[at]
    if (!before || before.state === step.state) continue
    if (step.state === decision)
      db.patch(approvalSteps, before.id, {
        state: decision,
        decidedBy: db.who.user,
        decidedAt: db.now,
        comment,
        decidedFor: insteadOf.get(step.roleId) ?? null,
      })
    else db.patch(approvalSteps, before.id, { state: step.state })
  }
  return { state: word.state, left: new Set(word.steps.filter((step) => step.state === 'waiting').map((step) => step.level)).size }
}

function checkRole(db: Writer, roleId: string): void {
  const role = roleOf(db, roleId)
  if (!role) throw new Refusal('no-such-role')
  if (!role.permissions.includes('approvals.decide')) throw new Refusal('role-cannot-decide', { role: role.name })
}

const stored = (rule: Input<'approvals.addRule'>) => ({ ...rule, belowCost: rule.belowCost ? 1 : 0, active: rule.active ? 1 : 0 })

export function addRule(db: Writer, rule: Input<'approvals.addRule'>): Output<'approvals.addRule'> {
  checkRole(db, rule.roleId)
  const id = db.newId()
  db.put(approvalRules, { id, ...stored(rule) })
  return { id }
}

export function changeRule(db: Writer, { id, ...rule }: Input<'approvals.changeRule'>): Output<'approvals.changeRule'> {
  checkRole(db, rule.roleId)
  db.patch(approvalRules, id, stored(rule))
  return null
}

export function removeRule(db: Writer, { id }: Input<'approvals.removeRule'>): Output<'approvals.removeRule'> {
  db.remove(approvalRules, id)
  return null
}

const FLOW = '019a7c1e-5d0a-7a3b-8c21-6f0e4b9d2a31'

/**
 * The flow a new store begins with, of different depth: from 2 % discount the sales manager, from 3 % the general
 * manager too; orders from 50 万元 reach the general manager, cars under their cost also finance. Does nothing in a store
 * that has a flow.
 */
export function establish(db: Writer): Output<'approvals.establish'> {
  if (db.one('SELECT 1 FROM approval_rules LIMIT 1')) return null
  const [manager, general, finance] = [roleIdOf('sales-manager'), roleIdOf('general-manager'), roleIdOf('finance')]
  const rules = [
    { level: 1, roleId: manager, minDiscountBp: 200 },
    { level: 2, roleId: general, minDiscountBp: 300 },
    { level: 2, roleId: general, minAmountFen: 50_000_000 },
    { level: 1, roleId: manager, belowCost: 1 },
    { level: 2, roleId: general, belowCost: 1 },
    { level: 3, roleId: finance, belowCost: 1 },
  ]
  for (const rule of rules) db.put(approvalRules, { id: uuidv5(FLOW, JSON.stringify(rule)), ...rule })
  return null
}
