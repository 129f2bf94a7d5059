// Reminds, plans who reminds next, says how a customer is reminded, and settles what will not come. Reminders and tasks are
// named by their debt and level: two desks that do the same make one row.
import type { Input, Output } from '../../../shared/contract.ts'
import { type Day, startOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { roleIdOf } from '../../../shared/modules/admin/rules.ts'
import { type DunningLevels, noticeId, type Reminder, taskId, termsId } from '../../../shared/modules/arrears/rules.ts'
import { dunningNotices, dunningTerms, writeOffs } from '../../../shared/modules/arrears/tables.ts'
import { formatYuan } from '../../../shared/money.ts'
import { part } from '../../store/list.ts'
import type { Writer } from '../../store/write.ts'
import { PROGRAM } from '../identity/queries.ts'
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

/** Somebody of this site with the role, the same at every desk. */
const holderOf = (db: Writer, role: 'sales-manager' | 'finance'): string | undefined =>
  db.one<{ id: string }>(
    `SELECT u.id FROM users u, json_each(u.role_ids) r, json_each(u.site_ids) s WHERE u.active = 1 AND r.value = ? AND s.value = ? ORDER BY u.id LIMIT 1`,
    roleIdOf(role),
    db.who.site,
  )?.id

/** Whose task a reminder is; where nobody has the role, whoever plans it, and the consultant's where the program does. */
function reminderOf(db: Writer, who: Reminder, consultantId: string): string {
  const planner = db.who.user === PROGRAM ? undefined : db.who.user
  if (who === 'consultant') return consultantId
  if (who === 'manager') return holderOf(db, 'sales-manager') ?? planner ?? consultantId
  return planner ?? holderOf(db, 'finance') ?? holderOf(db, 'sales-manager') ?? consultantId
}

const consultantOf = (db: Writer, orderId: string): string =>
  db.one<{ id: string }>('SELECT consultant_id AS id FROM orders WHERE id = ?', orderId)?.id ?? db.who.user

type Level = DunningLevels[number]
type Debt = ReturnType<typeof debts>[number]

/** How many of these debts had no task at their level and have one now. */
export function planOf(
  db: Writer,
  owing: readonly Debt[],
  when: { dueOn: Day; createdAt: number },
  wants?: (level: Level) => boolean,
): number {
  const levels = levelsInForce(db)
  let planned = 0
  for (const debt of owing) {
    const level = levels[debt.level - 1]
    if (!level || debt.reminded >= debt.level || wants?.(level) === false) continue
    const made = keepTask(db, {
      id: taskId(debt.id, debt.oldestOn, debt.level),
      customerId: debt.customerId,
      ownerId: reminderOf(db, level.who, consultantOf(db, debt.id)),
      channel: 'phone',
      note: `${level.name} ${debt.orderNo} ${formatYuan(debt.overdueFen)}`,
      ...when,
    })
    if (made) planned++
  }
  return planned
}

export function planTasks(db: Writer, { orderId }: Input<'arrears.planTasks'>): Output<'arrears.planTasks'> {
  if (orderId !== null) mustSee(db, orderId)
  const owing = debts(db).filter(({ id }) => orderId === null || id === orderId)
  return { planned: planOf(db, owing, { dueOn: db.today, createdAt: db.now }) }
}

/** Nothing in a task is of this desk or this minute. */
export function chase(db: Writer, { on }: Input<'arrears.chase'>): Output<'arrears.chase'> {
  if (!levelsInForce(db).some(({ plans }) => plans)) return { planned: 0 }
  const owing = debts(db, part('o.site_id = ?', db.who.site))
  return { planned: planOf(db, owing, { dueOn: on, createdAt: startOf(on) }, ({ plans }) => plans) }
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
