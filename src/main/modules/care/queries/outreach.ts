// Reads whom one reaches out to: campaigns with their guests, who fits a selection, and call-backs.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays } from '../../../../shared/dates.ts'
import type { CampaignRow } from '../../../../shared/modules/care/contract/campaigns.ts'
import { mayContact } from '../../../../shared/modules/privacy/rules.ts'
import { inOrder, joined, listed, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { talksInReach } from '../../customers/queries/follow-ups.ts'
import { inReach } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { inSegments } from '../../insights/queries/columns.ts'
import { addressOf, personOf } from '../../messages/queries/facts.ts'
import { CAR_NAME } from '../../orders/queries/facts.ts'
import { consentsOf } from '../../privacy/queries/consents.ts'

const of = (sql: string): string => `(SELECT ${sql} FROM care_invitees i WHERE i.campaign_id = p.id)`

export function campaigns(db: Reader, request: Input<'care.campaigns'>): Output<'care.campaigns'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'care_campaigns p',
    id: 'p.id',
    columns: {
      name: { sql: 'p.name', kind: 'text' },
      kind: { sql: 'p.kind', kind: 'text' },
      heldOn: { sql: 'p.held_on', kind: 'day' },
      closedAt: { sql: 'p.closed_at', kind: 'instant' },
      createdAt: { sql: 'p.created_at', kind: 'instant' },
    },
    where: db.who.reach === 'group' ? [] : [part('p.site_id = ?', db.who.site)],
    search: (text) => part(`p.name LIKE ? ESCAPE '\\'`, `%${text.trim().replace(/[\\%_]/g, (c) => `\\${c}`)}%`),
    order: 'p.created_at DESC',
    tie: 'p.created_at DESC, p.id',
  })
  const rows = db.all<Omit<CampaignRow, 'standing'>>(
    `SELECT p.id, p.kind, p.name, p.says, p.place, p.held_on AS heldOn, p.seats, p.channel, p.closed_at AS closedAt, p.created_at AS createdAt,
       ${of('count(*)')} AS invited, (SELECT count(*) FROM care_invitees i JOIN message_standing s ON s.id = i.message_id WHERE i.campaign_id = p.id AND s.state = 'sent') AS sent,
       ${of(`coalesce(sum(i.reply IN ('yes', 'came')), 0)`)} AS yes, ${of(`coalesce(sum(iif(i.reply IN ('yes', 'came'), coalesce(i.people, 1), 0)), 0)`)} AS people,
       ${of(`coalesce(sum(iif(i.reply = 'came', coalesce(i.people, 1), 0)), 0)`)} AS came
     FROM json_each(?) j JOIN care_campaigns p ON p.id = j.value`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return {
    rows: inOrder(
      ids,
      rows.map((row) => ({ ...row, standing: standings.get(row.id) ?? 'alone' })),
    ),
    ...sums,
  }
}

export function invitees(db: Reader, { id }: Input<'care.invitees'>): Output<'care.invitees'> {
  const reach = joined([part('i.campaign_id = ?', id), ...inReach(db, 'c')])
  return db.all(
    `SELECT i.id, i.customer_id AS customerId, coalesce(c.name, '') AS name, coalesce(s.state, 'waiting') AS state, i.reply, i.people, i.note
     FROM care_invitees i JOIN customers c ON c.id = i.customer_id LEFT JOIN message_standing s ON s.id = i.message_id WHERE ${reach.sql} ORDER BY i.reply IS NULL, c.name, i.id`,
    ...reach.values,
  )
}

/** As many as one campaign tells. */
const MOST = 300
const LOOKED_AT = 3000
/** A call-back overdue for longer stays an overdue follow-up, and is no call-back of these days any more. */
const CALL_BACK_DAYS = 30

export function selection(db: Reader, { levels, model, channel, segmentId }: Input<'care.selection'>): Output<'care.selection'> {
  const liked = `%${model.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  const where = joined([
    ...inReach(db, 'c'),
    part('c.archived_at IS NULL'),
    ...ofValidBatch(db, 'c.batch_id'),
    ...(levels.length === 0 ? [] : [part('c.level IN (SELECT value FROM json_each(?))', JSON.stringify(levels))]),
    ...(model === ''
      ? []
      : [
          part(
            `(c.wants LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM orders o JOIN vehicles v ON v.id = o.vehicle_id WHERE o.customer_id = c.id AND o.delivered_at IS NOT NULL AND ${CAR_NAME} LIKE ? ESCAPE '\\'))`,
            liked,
            liked,
          ),
        ]),
    ...(segmentId === null ? [] : [inSegments(db, [segmentId])]),
    part('EXISTS (SELECT 1 FROM customer_consents n WHERE n.customer_id = c.id)'),
  ])
  const found = db.all<{ id: string }>(
    `SELECT c.id FROM customers c WHERE ${where.sql} ORDER BY c.created_at DESC, c.id LIMIT ${LOOKED_AT}`,
    ...where.values,
  )
  const ids = found
    .map(({ id }) => id)
    .filter((id) => {
      const person = personOf(db, id)
      return person !== undefined && addressOf(person, channel) !== null && mayContact(consentsOf(db, id), channel, 'marketing')
    })
  return { fitting: ids.length, ids: ids.slice(0, MOST) }
}

export function callbacks(db: Reader, { done }: Input<'care.callbacks'>): Output<'care.callbacks'> {
  const reach = joined([
    ...talksInReach(db),
    part(`f.note LIKE '%回访%'`),
    done
      ? part('f.done_at IS NOT NULL')
      : part('f.done_at IS NULL AND f.due_on BETWEEN ? AND ?', addDays(db.today, -CALL_BACK_DAYS), addDays(db.today, 7)),
  ])
  return db.all(
    `SELECT f.id, f.customer_id AS customerId, coalesce(c.name, '') AS customer, f.note, f.due_on AS dueOn, coalesce(u.name, '') AS owner, f.done_at AS doneAt, f.result, s.content, s.recommend,
       (SELECT q.id FROM care_requests q WHERE q.follow_up_id = f.id) AS requestId
     FROM follow_ups f JOIN customers c ON c.id = f.customer_id LEFT JOIN users u ON u.id = f.owner_id LEFT JOIN care_surveys s ON s.follow_up_id = f.id
     WHERE ${reach.sql} ORDER BY ${done ? 'f.done_at DESC' : 'f.due_on'}, f.id LIMIT ${MOST}`,
    ...reach.values,
  )
}
