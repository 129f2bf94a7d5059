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
      'likes',
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
    /** family | commercial | official: what for. */
    useKind: text('use_kind'),
    /** first | addition | replacement */
    buyKind: text('buy_kind'),
    /** Years between two cars of theirs. */
    buysEvery: integer('buys_every'),
    /** cash | loan | trade-in */
    pays: text('pays'),
    energyWish: text('energy_wish'),
    seatsWish: integer('seats_wish'),
    /** What they like, in their words: colours, space, assistance. */
    likes: text('likes'),
  },
)

export const followUps = table(
  'follow_ups',
  {
    scope: 'site',
    policy: 'fields',
    repeats: true,
    groups: [
      ['due_on', 'due_minute'],
      ['done_at', 'done_by', 'result', 'feedback', 'changed'],
    ],
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

/** Cars a customer drives, also of other makes. Two desks that correct different facts of one both keep theirs. */
export const customerCars = table(
  'customer_cars',
  { scope: 'site', policy: 'fields', personal: ['plate', 'vin', 'note'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    brand: text('brand').notNull(),
    model: text('model').notNull(),
    plate: text('plate'),
    vin: text('vin'),
    boughtOn: text('bought_on'),
    /** Sold or given in payment. */
    goneOn: text('gone_on'),
    note: text('note'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** What is arranged for a customer with a partner. Its end is one word: two desks that end it differently make a case. */
export const partnerTasks = table(
  'partner_tasks',
  {
    scope: 'site',
    policy: 'fields',
    repeats: true,
    groups: [['state', 'result', 'done_at', 'done_by']],
    personal: ['note', 'result'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    orderId: text('order_id'),
    /** finance | insurance | plates | refit */
    kind: text('kind').notNull(),
    partner: text('partner'),
    note: text('note'),
    dueOn: text('due_on').notNull(),
    ownerId: text('owner_id').notNull(),
    /** open | done | dropped */
    state: text('state').notNull(),
    result: text('result'),
    doneAt: integer('done_at'),
    doneBy: text('done_by'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** What somebody said to us, from before there were tickets: `care.adopt` makes one of each, nothing else writes here. */
export const inquiries = table(
  'inquiries',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['outcome', 'rating', 'settled_at', 'settled_by']],
    personal: ['said', 'outcome'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** question | complaint | suggestion | wish | feedback */
    kind: text('kind').notNull(),
    /** phone | email | online | wechat | visit */
    channel: text('channel').notNull(),
    said: text('said'),
    ownerId: text('owner_id').notNull(),
    answerByOn: text('answer_by_on').notNull(),
    outcome: text('outcome'),
    /** 1 to 5, how content they were with the answer; null when nobody asked. */
    rating: integer('rating'),
    settledAt: integer('settled_at'),
    settledBy: text('settled_by'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** What somebody looked at or said online, as a file brought it. */
export const customerBehaviours = table(
  'customer_behaviours',
  { scope: 'site', policy: 'ledger', personal: ['said'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** 官网, 抖音, APP … in the file's words. */
    place: text('place').notNull(),
    /** browse | compare | enquire | favourite | book | feedback */
    kind: text('kind').notNull(),
    /** The model or page. */
    subject: text('subject'),
    said: text('said'),
    happenedOn: text('happened_on').notNull(),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
  },
)
