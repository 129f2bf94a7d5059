// Reminds, plans who reminds next, says how a customer is reminded, and settles what will not come. Reminders and tasks are
// named by their debt and level: two desks that do the same make one row.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { roleIdOf } from '../../../shared/modules/admin/rules.ts'
import { noticeId, type Reminder, taskId, termsId } from '../../../shared/modules/arrears/rules.ts'
import { dunningNotices, dunningTerms, writeOffs } from '../../../shared/modules/arrears/tables.ts'
import { formatYuan } from '../../../shared/money.ts'
import type { Writer } from '../../store/write.ts'
import { keepTask } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { knownOrder, mustSee } from '../orders/queries/facts.ts'
import { writeOff } from '../receivables/commands.ts'
import { debtOf, debts, levelsInForce, ownDue } from './queries.ts'

export function remind(db: Writer, { orderId, channel, said, promisedOn }: Input<'arrears.remind'>): Output<'arrears.remind'> {
  const order = mustSee(db, orderId)
  const debt = debtOf(db, orderId)
  if (!debt) throw new Refusal('nothing-overdue', { no: order.no })
  const level = levelsInForce(db)[debt.level - 1]
  if (!level) throw new Refusal('not-yet', { days: debt.days, strategy: debt.strategy })
  const id = noticeId(orderId, debt.oldestOn, debt.level)
  if (db.row(dunningNotices, id)) throw new Refusal('already-reminded', { name: level.name })
  db.put(dunningNotices, {
    id,
    siteId: order.siteId,
    orderId,
    customerId: order.customerId,
    level: debt.level,
    name: level.name,
    oldestOn: debt.oldestOn,
    overdueFen: debt.overdueFen,
    channel,
    text: level.text,
    said: said || null,
    promisedOn,
    noticedOn: db.today,
    noticedAt: db.now,
    noticedBy: db.who.user,
  })
  return { level: debt.level }
}

/** Whose task a reminder is; where nobody has the role, whoever plans it. */
function reminderOf(db: Writer, who: Reminder, consultantId: string): string {
  if (who === 'consultant') return consultantId
  if (who === 'finance') return db.who.user
  const manager = db.one<{ id: string }>(
    `SELECT u.id FROM users u, json_each(u.role_ids) r, json_each(u.site_ids) s WHERE u.active = 1 AND r.value = ? AND s.value = ? ORDER BY u.id LIMIT 1`,
    roleIdOf('sales-manager'),
    db.who.site,
  )
  return manager?.id ?? db.who.user
}

export function planTasks(db: Writer): Output<'arrears.planTasks'> {
  const levels = levelsInForce(db)
  let planned = 0
  for (const debt of debts(db)) {
    const level = levels[debt.level - 1]
    if (!level || debt.reminded >= debt.level) continue
    const { consultantId } = knownOrder(db, debt.id).order
    const made = keepTask(db, {
      id: taskId(debt.id, debt.oldestOn, debt.level),
      customerId: debt.customerId,
      ownerId: reminderOf(db, level.who, consultantId),
      dueOn: db.today,
      channel: 'phone',
      note: `${level.name} ${debt.orderNo} ${formatYuan(debt.overdueFen)}`,
    })
    if (made) planned++
  }
  return { planned }
}

export function setTerms(db: Writer, { customerId, strategy, untilOn, reason }: Input<'arrears.setTerms'>): Output<'arrears.setTerms'> {
  const { siteId } = reachable(db, customerId)
  const id = termsId(customerId)
  const said = { strategy, untilOn: strategy === 'hold' ? untilOn : null, reason: reason || null, setBy: db.who.user, setAt: db.now }
  if (db.row(dunningTerms, id)) db.patch(dunningTerms, id, said)
  else db.put(dunningTerms, { id, siteId, customerId, ...said })
  return { id }
}

export function askWriteOff(db: Writer, { orderId, amountFen, reason }: Input<'arrears.askWriteOff'>): Output<'arrears.askWriteOff'> {
  const about = knownOrder(db, orderId)
  if (amountFen > ownDue(about)) throw new Refusal('beyond-due', { dueFen: ownDue(about), amountFen })
  if (db.one(`SELECT 1 FROM write_offs WHERE order_id = ? AND state = 'asked'`, orderId))
    throw new Refusal('already-asked', { no: about.order.no })
  const id = db.newId()
  const turn = db.one<{ n: number }>(`SELECT count(*) AS n FROM write_offs WHERE order_id = ?`, orderId)?.n ?? 0
  db.unique(`write-off:${orderId}:${turn}`, id, {
    covering: () =>
      db.put(writeOffs, {
        id,
        siteId: about.order.siteId,
        orderId,
        amountFen,
        reason,
        state: 'asked',
        askedBy: db.who.user,
        askedAt: db.now,
      }),
  })
  return { id }
}

export function decideWriteOff(db: Writer, { id, decision, word }: Input<'arrears.decideWriteOff'>): Output<'arrears.decideWriteOff'> {
  const row = db.must(writeOffs, id)
  const about = knownOrder(db, row.orderId)
  if (row.askedBy === db.who.user) throw new Refusal('own-request')
  if (row.state !== 'asked') throw new Refusal('decided', { state: row.state })
  if (decision === 'approved' && row.amountFen > ownDue(about))
    throw new Refusal('beyond-due', { dueFen: ownDue(about), amountFen: row.amountFen })
  db.expect(writeOffs, id, 'state', {
    covering: () => db.patch(writeOffs, id, { state: decision, decidedBy: db.who.user, decidedAt: db.now, word: word || null }),
  })
  // The ledger's rows are named by the request: approved at two desks it is settled once.
  if (decision === 'approved') writeOff(db, { orderId: row.orderId, amountFen: row.amountFen, source: id, note: row.reason })
  return { id }
}
