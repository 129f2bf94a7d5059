// What is true of messages right now: where each stands by its ledger, what it says, to which address, and which desk sends.
import {
  fill,
  firstQuietHours,
  firstTemplates,
  type Facts,
  type MessageChannel,
  type QuietHours,
  type MessageState,
  type Template,
} from '../../../../shared/modules/messages/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'

/** Where a message stands, of its derived row. */
export const stateNow = (db: Pick<Reader, 'one'>, id: string): MessageState =>
  db.one<{ state: MessageState }>('SELECT state FROM message_standing WHERE id = ?', id)?.state ?? 'waiting'

export const quietHoursOn = (db: Reader): QuietHours => parameterOn(db, 'message-quiet-hours', db.today) ?? firstQuietHours

type Stored = Omit<Template, 'active'> & { active: number; madeAt: number; madeBy: string | null }

/** The newest version of every template, those a store begins with among them. */
export function templatesNow(db: Pick<Reader, 'all'>): (Template & { madeAt: number | null; madeBy: string | null })[] {
  const written = db.all<Stored>(
    `SELECT x.key, x.version, x.name, x.channel, x.purpose, x.subject, x.body, x.active, x.made_at AS madeAt, u.name AS madeBy
     FROM message_templates x LEFT JOIN users u ON u.id = x.made_by
     WHERE x.version = (SELECT max(y.version) FROM message_templates y WHERE y.key = x.key) ORDER BY x.name, x.key`,
  )
  const keys = new Set(written.map(({ key }) => key))
  return [
    ...firstTemplates.filter(({ key }) => !keys.has(key)).map((template) => ({ ...template, madeAt: null, madeBy: null })),
    ...written.map((template) => ({ ...template, active: template.active === 1 })),
  ]
}

export const templateNow = (db: Pick<Reader, 'all'>, key: string): Template | undefined =>
  templatesNow(db).find((template) => template.key === key)

type Person = {
  name: string | null
  gender: string | null
  kind: string
  phone: string | null
  email: string | null
  consultant: string | null
  consultantPhone: string | null
  store: string | null
  storePhone: string | null
  storeAddress: string | null
  car: string | null
}

export function personOf(db: Pick<Reader, 'one'>, customerId: string): Person | undefined {
  return db.one<Person>(
    `SELECT c.name, c.gender, c.kind, c.phone, c.email, u.name AS consultant, u.phone AS consultantPhone, s.name AS store, s.phone AS storePhone,
       s.address AS storeAddress, c.wants AS car
     FROM customers c LEFT JOIN users u ON u.id = c.consultant_id LEFT JOIN sites s ON s.id = c.site_id WHERE c.id = ?`,
    customerId,
  )
}

/** 周先生, 林女士; the whole name where nothing says which, or of a company. */
const addressed = ({ name, gender, kind }: Person): string | null =>
  name !== null && kind === 'person' && (gender === 'male' || gender === 'female') && /^[\p{Script=Han}]{2,3}$/u.test(name)
    ? `${name.charAt(0)}${gender === 'male' ? '先生' : '女士'}`
    : name

export const factsOf = (person: Person, more: Facts = {}): Facts => ({
  customer: addressed(person),
  consultant: person.consultant ?? person.store,
  consultantPhone: person.consultantPhone ?? person.storePhone,
  store: person.store,
  storePhone: person.storePhone,
  storeAddress: person.storeAddress,
  car: person.car,
  ...more,
})

/** Where a message goes: a mobile phone or a mail address. Null when there is none. */
export const addressOf = (person: Person, channel: MessageChannel): string | null =>
  channel === 'email' ? person.email : person.phone !== null && /^1[3-9]\d{9}$/.test(person.phone) ? person.phone : null

type Worded = { template: string | null; subject: string | null; body: string | null; facts: string | null }

/** What a message says now, before the lines every message carries; null when its template is gone. */
export function wordsOf(
  db: Pick<Reader, 'all'>,
  message: Worded,
  person: Person,
): { subject: string | null; text: string; template: string | null } | null {
  const template = message.template === null ? null : templateNow(db, message.template)
  if (message.body === null && !template) return null
  const facts = factsOf(person, message.facts === null ? {} : (JSON.parse(message.facts) as Facts))
  const subject = message.subject ?? template?.subject ?? null
  return {
    subject: subject === null ? null : fill(subject, facts),
    text: fill(message.body ?? template?.body ?? '', facts),
    template: template ? `${template.key}@${template.version}` : null,
  }
}

export const postId = (site: string, channel: MessageChannel): string => `${site}/${channel}`
export const postKey = (site: string, channel: MessageChannel): string => `post:${postId(site, channel)}`

export type Postholder = { who: 'here' | 'elsewhere' | 'nobody' | 'moving'; replica: string | null; fence: number }

/**
 * Which desk of this site sends by a channel. A store without HQ is alone and sends; with one, only the desk HQ gave the right
 * to, and not while it gives it away.
 */
export function postOf(db: Pick<Reader, 'one' | 'who'>, channel: MessageChannel): Postholder {
  if (db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) === undefined) return { who: 'here', replica: db.who.replica, fence: 0 }
  const key = postKey(db.who.site, channel)
  const { replica, fence } = db.one<{ replica: string | null; fence: number }>('SELECT replica, fence FROM rights WHERE id = ?', key) ?? {
    replica: null,
    fence: 0,
  }
  const moving = db.one(
    `SELECT 1 FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = ? AND c.state IN ('pending', 'quarantined')`,
    key,
  )
  if (moving !== undefined) return { who: 'moving', replica, fence }
  return { who: replica === null ? 'nobody' : replica === db.who.replica ? 'here' : 'elsewhere', replica, fence }
}
