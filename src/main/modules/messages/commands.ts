// Writes messages, what became of them, their templates, and how and by which desk they are sent. Sending itself is post/'s.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { isUnsubscribe, type MessageChannel, type TryKind } from '../../../shared/modules/messages/rules.ts'
import { messageChannelsHere, messagePosts, messages, messageTemplates, messageTries } from '../../../shared/modules/messages/tables.ts'
import { checkPhone } from '../../../shared/modules/customers/rules.ts'
import type { Writer } from '../../store/write.ts'
import { reachable } from '../customers/queries/reach.ts'
import { keepConsent } from '../privacy/commands.ts'
import { postId, postKey, postOf, stateNow, templateNow, templatesNow } from './queries/facts.ts'

type Draft = Pick<Input<'messages.write'>, 'channel' | 'purpose' | 'template' | 'subject' | 'body'> & {
  id?: string
  customer: { id: string; siteId: string }
  facts: Readonly<Record<string, string | null>>
  origin: string
  originId?: string | null
  dueAt: number
  untilAt?: number | null
  createdAt?: number
  createdBy?: string
}

/** Puts one message into the outbox; of a rule's, whose id is known already, nothing is written twice. Returns its id. */
export function enqueue(db: Writer, { customer, facts, ...draft }: Draft): string {
  const id = draft.id ?? db.newId()
  if (draft.id && db.row(messages, id)) return id
  const said = Object.entries(facts).filter(([, value]) => value !== null)
  db.put(messages, {
    ...draft,
    id,
    siteId: customer.siteId,
    customerId: customer.id,
    facts: said.length === 0 ? null : JSON.stringify(Object.fromEntries(said)),
    createdAt: draft.createdAt ?? db.now,
    createdBy: draft.createdBy ?? db.who.user,
  })
  return id
}

export function write(db: Writer, given: Input<'messages.write'>): Output<'messages.write'> {
  const { customerIds, template, body, subject, channel, event, date, dueAt } = given
  const known = template === null ? null : templateNow(db, template)
  if (template !== null && (!known?.active || known.channel !== channel)) throw new Refusal('no-such-template')
  if (body === null && !known) throw new Refusal('no-words')
  if (channel === 'email' && subject === null && !known?.subject) throw new Refusal('no-words', { field: 'subject' })
  // A template says what it is for: nobody writes an advertisement under the name of a service.
  const purpose = known?.purpose ?? given.purpose
  const ids = [...new Set(customerIds)].map((id) => {
    const customer = reachable(db, id)
    const facts = { event, date }
    return enqueue(db, { customer, channel, purpose, template, subject, body, facts, origin: 'hand', dueAt: dueAt ?? db.now })
  })
  return { ids }
}

/** @throws Refusal('not-found') outside the person's reach. */
function mustSee(db: Writer, id: string) {
  const message = db.must(messages, id)
  if (db.who.user !== 'system') reachable(db, message.customerId)
  return message
}

export function cancel(db: Writer, { ids, reason }: Input<'messages.cancel'>): Output<'messages.cancel'> {
  for (const id of ids) {
    const state = stateNow(db, mustSee(db, id).id)
    if (state !== 'waiting' && state !== 'failed') throw new Refusal('not-waiting', { state })
    db.patch(messages, id, { cancelledAt: db.now, cancelledBy: db.who.user, cancelReason: reason })
  }
  return { count: ids.length }
}

type Noted = { reason?: string | null; said?: string | null; template?: string | null }
function note(db: Writer, message: { id: string; siteId: string }, kind: TryKind, { reason, said, template }: Noted = {}): void {
  db.put(messageTries, {
    id: db.newId(),
    siteId: message.siteId,
    messageId: message.id,
    kind,
    reason: reason ?? null,
    said: said ?? null,
    template: template ?? null,
    replica: db.who.replica,
    at: db.now,
    by: db.who.user,
  })
}

export function again(db: Writer, { id }: Input<'messages.again'>): Output<'messages.again'> {
  const message = mustSee(db, id)
  const state = stateNow(db, id)
  // What reached the gateway and not the person is a new message.
  if (state !== 'failed' || db.one(`SELECT 1 FROM message_tries WHERE message_id = ? AND kind = 'sent'`, id))
    throw new Refusal('not-failed', { state })
  note(db, message, 'again')
  return { id }
}

export function begin(db: Writer, { id, said, template }: Input<'messages.begin'>): Output<'messages.begin'> {
  note(db, mustSee(db, id), 'begun', { said, template })
  return { id }
}

export function settle(db: Writer, { id, kind, reason }: Input<'messages.settle'>): Output<'messages.settle'> {
  note(db, mustSee(db, id), kind, { reason })
  return { id }
}

export function hear(db: Writer, { channel, from, answer }: Input<'messages.hear'>): Output<'messages.hear'> {
  if (!isUnsubscribe(answer)) return { withdrawn: 0 }
  const phone = checkPhone(from)
  const address = channel === 'email' ? from.trim().toLowerCase() : phone.ok ? phone.normal : ''
  const people = db.all<{ id: string }>(
    channel === 'email'
      ? 'SELECT id FROM customers WHERE lower(email) = ? AND site_id = ?'
      : 'SELECT id FROM customers WHERE phone = ? AND site_id = ?',
    address,
    db.who.site,
  )
  for (const { id } of people)
    for (const purpose of ['care', 'marketing'] as const)
      keepConsent(db, { customerId: id, state: 'withdrawn', purpose, channel, how: 'unsubscribe', evidence: answer.trim() })
  return { withdrawn: people.length }
}

export function keepTemplate(db: Writer, { key: known, ...template }: Input<'messages.keepTemplate'>): Output<'messages.keepTemplate'> {
  if (template.channel === 'email' && template.subject === null) throw new Refusal('subject-missing')
  const key = known ?? db.newId()
  const latest = templatesNow(db).find((each) => each.key === key)
  const same = (['name', 'channel', 'purpose', 'subject', 'body', 'active'] as const).every(
    (column) => latest?.[column] === template[column],
  )
  if (latest && same) throw new Refusal('nothing-changed')
  const version = (latest?.version ?? 0) + 1
  const { active, subject, ...words } = template
  db.put(messageTemplates, {
    id: `${key}@${version}`,
    key,
    version,
    ...words,
    subject: template.channel === 'email' ? subject : null,
    active: active ? 1 : 0,
    madeAt: db.now,
    madeBy: db.who.user,
  })
  return { key, version }
}

export function keepChannel(db: Writer, { channel, mail, gateway, secret }: Input<'messages.keepChannel'>): Output<'messages.keepChannel'> {
  const settings = channel === 'email' ? mail : gateway
  if (!settings) throw new Refusal('settings-missing')
  const kept = { settings: JSON.stringify(settings), ...(secret === undefined ? {} : { secret: secret === '' ? null : secret }) }
  if (db.row(messageChannelsHere, channel)) db.patch(messageChannelsHere, channel, kept)
  else db.put(messageChannelsHere, { id: channel, ...kept })
  return null
}

function mustHaveHq(db: Writer, channel: MessageChannel) {
  if (db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) === undefined) throw new Refusal('alone')
  const post = postOf(db, channel)
  if (post.who === 'moving') throw new Refusal('nothing-changed')
  return post
}

export function takePost(db: Writer, { channel, reason }: Input<'messages.takePost'>): Output<'messages.takePost'> {
  const post = mustHaveHq(db, channel)
  if (post.who === 'here') throw new Refusal('nothing-changed')
  if (post.who === 'elsewhere' && reason === null) throw new Refusal('post-elsewhere')
  const id = postId(db.who.site, channel)
  if (!db.row(messagePosts, id)) db.put(messagePosts, { id, siteId: db.who.site, channel })
  const override = reason === null ? {} : { override: { reason } }
  db.grant(postKey(db.who.site, channel), id, { to: db.who.replica, fence: post.fence, ...override })
  return null
}

export function givePost(db: Writer, { channel }: Input<'messages.givePost'>): Output<'messages.givePost'> {
  const post = mustHaveHq(db, channel)
  if (post.who !== 'here') throw new Refusal('post-elsewhere')
  db.grant(postKey(db.who.site, channel), postId(db.who.site, channel), { to: null, fence: post.fence })
  return null
}
