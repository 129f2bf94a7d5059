// People and companies a site deals with, and what was planned and done to stay in touch.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const customers = table(
  'customers',
  {
    scope: 'site',
    policy: 'fields',
    batch: 'batch_id',
    groups: [
      ['province', 'city', 'district', 'address'],
      ['archived_at', 'merged_into', 'merged_was'],
    ],
    personal: [
      'name',
      'phone',
      'phone2',
      'id_number',
      'birthday_on',
      'province',
      'city',
      'district',
      'address',
      'wechat',
      'email',
      'contact',
      'note',
      'merged_was',
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** person | company */
    kind: text('kind').notNull(),
    name: text('name'),
    /** Normalised: eleven digits, or a land line with its area code. */
    phone: text('phone'),
    phone2: text('phone2'),
    /** id-card | uscc | passport | hk-macau | taiwan | foreign-resident | military */
    idKind: text('id_kind'),
    idNumber: text('id_number'),
    gender: text('gender'),
    birthdayOn: text('birthday_on'),
    province: text('province'),
    city: text('city'),
    district: text('district'),
    address: text('address'),
    wechat: text('wechat'),
    email: text('email'),
    /** The person to ask for in a company. */
    contact: text('contact'),
    source: text('source'),
    /** H A B C N O D T: how near to buying. */
    level: text('level'),
    wants: text('wants'),
    budgetFen: integer('budget_fen'),
    consultantId: text('consultant_id'),
    note: text('note'),
    /** Why it was entered although it looked like somebody known. */
    evenSo: text('even_so'),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    archivedAt: integer('archived_at'),
    /** The customer that is kept instead of this one; what hangs on this one is shown there. */
    mergedInto: text('merged_into'),
    /** JSON: what the kept one took over from this one, column → [before, since]. */
    mergedWas: text('merged_was'),
  },
)

export const followUps = table(
  'follow_ups',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['done_at', 'done_by', 'result', 'feedback', 'changed']],
    personal: ['note', 'result', 'feedback', 'changed'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    dueOn: text('due_on').notNull(),
    /** visit | phone | wechat | sms | test-drive */
    channel: text('channel').notNull(),
    note: text('note'),
    ownerId: text('owner_id').notNull(),
    doneAt: integer('done_at'),
    doneBy: text('done_by'),
    result: text('result'),
    createdAt: integer('created_at').notNull(),
    /** The lead it serves, if any. */
    leadId: text('lead_id'),
    /** An appointment's hour: minute of the day in China. */
    dueMinute: integer('due_minute'),
    /** The grade whose cadence planned it; null when a person did. */
    cadence: text('cadence'),
    /** What the customer said to it, and what they want otherwise now. */
    feedback: text('feedback'),
    changed: text('changed'),
  },
)
