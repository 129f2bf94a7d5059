// The message centre: alerts, mentions, approvals, cases and tasks that wait for one person, asked of where they live. Only
// that a person has read one is kept (message_reads).
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Message } from '../../../../shared/modules/alerts/contract.ts'
import { type MessageKind, messageKinds, MESSAGES_SHOWN } from '../../../../shared/modules/alerts/rules.ts'
import { joined, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { waiting } from '../../approvals/queries.ts'
import { ofValidLead } from '../../customers/queries/follow-ups.ts'
import { forMe, rowsBy, STATE } from '../queries.ts'
import { startOf } from '../../../../shared/dates.ts'

type Told = Omit<Message, 'read'>
/** How far back a text that names somebody is looked for. */
const MENTION_DAYS = 30
const DAY_MS = 86_400_000

function alerts(db: Reader): Told[] {
  const mine = forMe(db)
  return rowsBy(
    db,
    part(`${mine.sql} AND ${STATE} IN ('open', 'seen', 'acted')`, ...mine.values),
    `ORDER BY a.rung_at DESC, a.id LIMIT ${MESSAGES_SHOWN}`,
  ).map(({ id, indicator, unit, direction, value, threshold, state, turn, label, ruleName, rungAt }) => ({
    key: `alert:${id}:${turn}`,
    kind: 'alert',
    title: ruleName,
    detail: label,
    at: rungAt,
    screen: 'messageCentre',
    record: null,
    alert: { id, indicator, unit, direction, value, threshold, state },
  }))
}

function approvals(db: Reader): Told[] {
  if (!db.who.permissions.has('approvals.decide')) return []
  return waiting(db, { mine: true })
    .slice(0, MESSAGES_SHOWN)
    .map(({ orderId, no, customerName, vehicleName, requestedAt }) => ({
      key: `approval:${orderId}:${requestedAt}`,
      kind: 'approval',
      title: no,
      detail: [customerName, vehicleName].filter(Boolean).join(' · '),
      at: requestedAt,
      screen: 'order',
      record: orderId,
      alert: null,
    }))
}

function cases(db: Reader): Told[] {
  if (!db.who.permissions.has('sync.view')) return []
  const { reach, user, site } = db.who
  const mine: Part =
    reach === 'own'
      ? part('(owner_id = ? OR (owner_id IS NULL AND actor = ?))', user, user)
      : reach === 'site'
        ? part('site_id = ?', site)
        : part('1')
  return db
    .all<{ id: string; kind: string; openedAt: number | null }>(
      `SELECT id, kind, opened_at AS openedAt FROM cases WHERE state = 'open' AND ${mine.sql} ORDER BY opened_at DESC, id LIMIT ${MESSAGES_SHOWN}`,
      ...mine.values,
    )
    .map(({ id, kind, openedAt }) => ({
      key: `case:${id}`,
      kind: 'case',
      title: kind,
      detail: '',
      at: openedAt ?? 0,
      screen: 'sync',
      record: null,
      alert: null,
    }))
}

function tasks(db: Reader): Told[] {
  if (!db.who.permissions.has('customers.view')) return []
  const valid = joined(ofValidLead(db))
  return db
    .all<{ id: string; customerId: string; name: string | null; dueOn: string; note: string | null }>(
      `SELECT f.id, f.customer_id AS customerId, c.name, f.due_on AS dueOn, f.note FROM follow_ups f JOIN customers c ON c.id = f.customer_id
       WHERE f.done_at IS NULL AND c.archived_at IS NULL AND f.due_on <= ? AND f.owner_id = ? AND ${valid.sql} ORDER BY f.due_on DESC, f.id LIMIT ${MESSAGES_SHOWN}`,
      db.today,
      db.who.user,
      ...valid.values,
    )
    .map(({ id, customerId, name, dueOn, note }) => ({
      key: `task:${id}:${dueOn}`,
      kind: 'task',
      title: name ?? '',
      detail: note ?? '',
      at: startOf(dueOn),
      screen: 'customer',
      record: customerId,
      alert: null,
    }))
}

/** `@陈屿` in what somebody else noted of a customer lately. */
function mentions(db: Reader): Told[] {
  if (!db.who.permissions.has('customers.view') || db.who.name.trim() === '') return []
  const sign = `@${db.who.name}`
  return db
    .all<{ id: string; customerId: string; name: string | null; by: string | null; said: string; doneAt: number }>(
      `SELECT f.id, f.customer_id AS customerId, c.name, u.name AS by, f.result AS said, f.done_at AS doneAt FROM follow_ups f
         JOIN customers c ON c.id = f.customer_id LEFT JOIN users u ON u.id = f.done_by
       WHERE f.done_at >= ? AND f.site_id = ? AND f.done_by <> ? AND instr(f.result, ?) > 0 ORDER BY f.done_at DESC, f.id LIMIT ${MESSAGES_SHOWN}`,
      db.now - MENTION_DAYS * DAY_MS,
      db.who.site,
      db.who.user,
      sign,
    )
    .map(({ id, customerId, name, by, said, doneAt }) => ({
      key: `mention:${id}`,
      kind: 'mention',
      title: [by, name].filter(Boolean).join(' · '),
      detail: said,
      at: doneAt,
      screen: 'customer',
      record: customerId,
      alert: null,
    }))
}

const sources: Readonly<Record<MessageKind, (db: Reader) => Told[]>> = {
  alert: alerts,
  mention: mentions,
  approval: approvals,
  case: cases,
  task: tasks,
}

function everything(db: Reader): Message[] {
  const told = messageKinds.flatMap((kind) => sources[kind](db))
  const read = new Set(
    db
      .all<{ message: string }>(
        'SELECT message FROM message_reads WHERE user_id = ? AND message IN (SELECT value FROM json_each(?))',
        db.who.user,
        JSON.stringify(told.map(({ key }) => key)),
      )
      .map(({ message }) => message),
  )
  return told.map((each) => ({ ...each, read: read.has(each.key) }))
}

export function messages(db: Reader, { kind, unreadOnly }: Input<'alerts.messages'>): Output<'alerts.messages'> {
  const all = everything(db)
  const countOf = (of: MessageKind) => {
    const some = all.filter((each) => each.kind === of)
    return { all: some.length, unread: some.filter(({ read }) => !read).length }
  }
  return {
    rows: all
      .filter((each) => (kind === null || each.kind === kind) && !(unreadOnly && each.read))
      .toSorted((a, b) => Number(a.read) - Number(b.read) || b.at - a.at || a.key.localeCompare(b.key)),
    counts: Object.fromEntries(messageKinds.map((of) => [of, countOf(of)])) as Output<'alerts.messages'>['counts'],
  }
}

export function unread(db: Reader, _asked: Input<'alerts.unread'>): Output<'alerts.unread'> {
  const fresh = everything(db).filter(({ read }) => !read)
  const rung = fresh.flatMap(({ kind, at }) => (kind === 'alert' ? [at] : []))
  return { count: fresh.length, newestAlertAt: rung.length === 0 ? null : Math.max(...rung) }
}
