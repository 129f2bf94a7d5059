// Reads messages: the outbox with what became of each, templates and their versions, what one would say, and who sends.
import type { Input, Output } from '../../../shared/contract.ts'
import { GatewaySettings, MailSettings, type MessageRow } from '../../../shared/modules/messages/contract.ts'
import { composed, firstTemplates, messageChannels, smsParts, type MessageState } from '../../../shared/modules/messages/rules.ts'
import { mayContact } from '../../../shared/modules/privacy/rules.ts'
import { messageChannelsHere } from '../../../shared/modules/messages/tables.ts'
import { inOrder, listed, type ListColumn, type ListSpec, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { inReach, reachable } from '../customers/queries/reach.ts'
import { meant } from '../palette/queries/match.ts'
import { consentsOf } from '../privacy/queries/consents.ts'
import { addressOf, personOf, postOf, templatesNow, wordsOf } from './queries/facts.ts'

const STATE = 's.state'
const FROM =
  'messages m JOIN message_standing s ON s.id = m.id LEFT JOIN customers c ON c.id = m.customer_id LEFT JOIN users u ON u.id = m.created_by'
const last = (column: string, kinds: string): string =>
  `(SELECT t.${column} FROM message_tries t WHERE t.message_id = m.id AND t.kind IN (${kinds}) ORDER BY t.at DESC, t.id DESC LIMIT 1)`
const COLUMNS = `m.id, ${STATE} AS state, ${last('reason', `'later', 'refused', 'undelivered'`)} AS reason, m.customer_id AS "customerId",
  coalesce(c.name, '') AS "customerName", m.channel, m.purpose, m.origin, m.template, m.subject, m.body, m.facts, ${last('said', `'begun'`)} AS said, m.due_at AS "dueAt",
  ${last('at', `'sent'`)} AS "sentAt", ${last('kind', `'delivered', 'undelivered'`)} AS receipt, (SELECT count(*) FROM message_tries t WHERE t.message_id = m.id AND t.kind = 'begun') AS tries,
  m.created_at AS "createdAt", coalesce(u.name, '') AS "createdBy", m.cancel_reason AS "cancelReason"`

type Stored = Omit<MessageRow, 'templateName' | 'text' | 'delivered' | 'standing'> & {
  template: string | null
  subject: string | null
  body: string | null
  facts: string | null
  said: string | null
  receipt: string | null
}

const columns: Readonly<Record<string, ListColumn>> = {
  state: { sql: STATE, kind: 'text', order: `instr('failed sending waiting sent cancelled', ${STATE})` },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = m.customer_id)' },
  customerId: { sql: 'm.customer_id', kind: 'text' },
  channel: { sql: 'm.channel', kind: 'text' },
  purpose: { sql: 'm.purpose', kind: 'text' },
  origin: { sql: 'm.origin', kind: 'text' },
  originId: { sql: 'm.origin_id', kind: 'text' },
  dueAt: { sql: 'm.due_at', kind: 'instant' },
  sentAt: { sql: last('at', `'sent'`), kind: 'instant' },
  createdAt: { sql: 'm.created_at', kind: 'instant' },
}

export function page(db: Reader, request: Input<'messages.page'>): Output<'messages.page'> {
  const spec: ListSpec = {
    from: FROM,
    id: 'm.id',
    columns,
    where: [...(db.who.reach === 'group' ? [] : [part('m.site_id = ?', db.who.site)]), ...inReach(db, 'c')],
    search: (text): Part | null => meant('customer', text, 'm.customer_id'),
    order: 'm.due_at DESC',
    tie: 'm.due_at DESC, m.id',
  }
  const { ids, ...sums } = listed(db, request, spec)
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM json_each(?) j JOIN ${FROM.replace('messages m', 'messages m ON m.id = j.value')}`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, shown(db, rows)), ...sums }
}

function shown(db: Reader, rows: readonly Stored[]): MessageRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  const names = new Map(templatesNow(db).map(({ key, name }) => [key, name]))
  return rows.map(({ template, subject, body, facts, said, receipt, ...row }) => {
    const person = said === null ? personOf(db, row.customerId) : undefined
    return {
      ...row,
      reason: row.state === 'failed' || row.state === 'waiting' ? row.reason : null,
      templateName: template === null ? null : (names.get(template) ?? null),
      text: said ?? (person ? (wordsOf(db, { template, subject, body, facts }, person)?.text ?? '') : ''),
      delivered: receipt === null ? null : receipt === 'delivered',
      standing: standings.get(row.id) ?? 'alone',
    }
  })
}

export function tries(db: Reader, { id }: Input<'messages.tries'>): Output<'messages.tries'> {
  return db.all(
    `SELECT t.kind, t.reason, t.at, coalesce(d.name, t.replica) AS desk, t.template FROM message_tries t LEFT JOIN devices d ON d.id = t.replica
     WHERE t.message_id = ? ORDER BY t.at, t.id`,
    id,
  )
}

export const templates = (db: Reader): Output<'messages.templates'> => templatesNow(db)

export function versions(db: Reader, { key }: Input<'messages.versions'>): Output<'messages.versions'> {
  const written = db.all<Omit<Output<'messages.versions'>[number], 'active'> & { active: number }>(
    `SELECT x.key, x.version, x.name, x.channel, x.purpose, x.subject, x.body, x.active, x.made_at AS madeAt, u.name AS madeBy
     FROM message_templates x LEFT JOIN users u ON u.id = x.made_by WHERE x.key = ? ORDER BY x.version DESC`,
    key,
  )
  const born = firstTemplates.filter((template) => template.key === key).map((template) => ({ ...template, madeAt: null, madeBy: null }))
  return [...written.map((each) => ({ ...each, active: each.active === 1 })), ...born]
}

export function preview(db: Reader, given: Input<'messages.preview'>): Output<'messages.preview'> {
  reachable(db, given.customerId)
  const { customerId, channel, purpose, template, subject, body } = given
  const person = personOf(db, customerId)
  const words = person && wordsOf(db, { template, subject, body: body === '' ? null : body, facts: null }, person)
  const text = words ? composed(channel, purpose, words.text, person?.store ?? '') : ''
  return {
    subject: words?.subject ?? null,
    text,
    may: mayContact(consentsOf(db, customerId), channel, purpose),
    reachable: person !== undefined && addressOf(person, channel) !== null,
    parts: smsParts(text),
  }
}

export function post(db: Reader): Output<'messages.post'> {
  const counts = db.all<{ channel: string; state: MessageState; n: number }>(
    `SELECT channel, state, count(*) AS n FROM message_standing WHERE site_id = ? AND state IN ('waiting', 'sending', 'failed') GROUP BY 1, 2`,
    db.who.site,
  )
  const count = (channel: string, states: readonly MessageState[]): number =>
    counts.filter((row) => row.channel === channel && states.includes(row.state)).reduce((sum, { n }) => sum + n, 0)
  return messageChannels.map((channel) => {
    const kept = db.row(messageChannelsHere, channel)
    const settings = kept ? (channel === 'email' ? MailSettings : GatewaySettings).parse(JSON.parse(kept.settings)) : null
    const { who, replica } = postOf(db, channel)
    return {
      channel,
      ready: settings !== null,
      settings,
      hasSecret: kept?.secret != null,
      who,
      desk: db.one<{ name: string }>('SELECT name FROM devices WHERE id = ?', replica)?.name ?? null,
      waiting: count(channel, ['waiting', 'sending']),
      failed: count(channel, ['failed']),
    }
  })
}
