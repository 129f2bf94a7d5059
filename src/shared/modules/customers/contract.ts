// People and companies: the list, one customer all around, entering with a look at who is known already, corrections,
// the logged reveal of what is masked, and what was planned to stay in touch.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { Happened, Standing } from '../../standing.ts'
import {
  checkIdCard,
  checkPhone,
  checkUscc,
  customerKinds,
  followUpChannels,
  genders,
  idKinds,
  intentionLevels,
  mergeUnitNames,
  sameReasons,
} from './rules.ts'
import { energies } from '../vehicles/rules.ts'
import { leadStages } from '../leads/rules.ts'
import { buyKinds, payWays, carUses } from './rules/needs.ts'
import { around } from './contract/around.ts'

const Id = z.string().min(1).max(100)
const Words = z.string().trim().max(200)
const Long = z.string().trim().max(2000)
/** An empty field is none. */
export const orNull = <T extends z.ZodType<unknown, string>>(type: T) =>
  z
    .string()
    .nullable()
    .transform((text) => (text === null || text.trim() === '' ? null : text))
    .pipe(type.nullable())

/** As typed; comes out in the form it is stored in. */
export const Phone = z
  .string()
  .max(60)
  .transform((text, ctx) => {
    const check = checkPhone(text)
    if (check.ok) return check.normal
    ctx.addIssue({ code: 'custom', message: `phone-${check.problem}` })
    return z.NEVER
  })

const fields = {
  kind: z.enum(customerKinds),
  name: z.string().trim().min(1).max(80),
  phone: orNull(Phone),
  phone2: orNull(Phone),
  idKind: orNull(z.enum(idKinds)),
  idNumber: orNull(z.string().trim().max(40)),
  gender: orNull(z.enum(genders)),
  birthdayOn: orNull(Day),
  province: orNull(Words),
  city: orNull(Words),
  district: orNull(Words),
  address: orNull(Words),
  wechat: orNull(Words),
  email: orNull(z.email().max(200)),
  contact: orNull(Words),
  source: orNull(Words),
  level: orNull(z.enum(intentionLevels)),
  wants: orNull(Words),
  budgetFen: z.int().min(0).nullable(),
  useKind: orNull(z.enum(carUses)),
  buyKind: orNull(z.enum(buyKinds)),
  buysEvery: z.int().min(1).max(40).nullable(),
  pays: orNull(z.enum(payWays)),
  energyWish: orNull(z.enum(energies)),
  seatsWish: z.int().min(1).max(60).nullable(),
  likes: orNull(Words),
  consultantId: orNull(Id),
  note: orNull(Long),
}

type Paper = { idKind?: string | null | undefined; idNumber?: string | null | undefined }

/** The stored form of an ID number of its kind, and every word for what is wrong with it. Papers without a check digit pass. */
export function checkPaper(kind: string | null | undefined, number: string): { number: string; problems: string[] } {
  if (!kind) return { number, problems: ['id-kind-missing'] }
  if (kind === 'id-card') {
    const check = checkIdCard(number)
    return { number: check.number, problems: check.problems.map((problem) => `id-card-${problem}`) }
  }
  if (kind === 'uscc') {
    const check = checkUscc(number)
    return { number: check.uscc, problems: check.problems.map((problem) => `uscc-${problem}`) }
  }
  return { number: number.toUpperCase(), problems: [] }
}

function checkedPaper<T extends Paper>(given: T, ctx: z.RefinementCtx): T {
  if (!given.idNumber) return given
  const { number, problems } = checkPaper(given.idKind, given.idNumber)
  for (const problem of problems) ctx.addIssue({ code: 'custom', path: ['idNumber'], message: problem })
  return { ...given, idNumber: number }
}

/** A follow-up as it is planned. */
export const Plan = z.object({
  dueOn: Day,
  /** The hour of an appointment, as minute of the day. */
  dueMinute: z.int().min(0).max(1439).nullable().default(null),
  channel: z.enum(followUpChannels),
  note: orNull(Long).default(null),
})

/** Only name and one way to reach the person are needed; the rest may come later. */
export const NewCustomer = z
  .object({
    ...fields,
    phone: fields.phone.default(null),
    phone2: fields.phone2.default(null),
    idKind: fields.idKind.default(null),
    idNumber: fields.idNumber.default(null),
    gender: fields.gender.default(null),
    birthdayOn: fields.birthdayOn.default(null),
    province: fields.province.default(null),
    city: fields.city.default(null),
    district: fields.district.default(null),
    address: fields.address.default(null),
    wechat: fields.wechat.default(null),
    email: fields.email.default(null),
    contact: fields.contact.default(null),
    source: fields.source.default(null),
    level: fields.level.default(null),
    wants: fields.wants.default(null),
    budgetFen: fields.budgetFen.default(null),
    useKind: fields.useKind.default(null),
    buyKind: fields.buyKind.default(null),
    buysEvery: fields.buysEvery.default(null),
    pays: fields.pays.default(null),
    energyWish: fields.energyWish.default(null),
    seatsWish: fields.seatsWish.default(null),
    likes: fields.likes.default(null),
    consultantId: fields.consultantId.default(null),
    note: fields.note.default(null),
    kind: fields.kind.default('person'),
  })
  .transform(checkedPaper)
export type NewCustomer = z.infer<typeof NewCustomer>

/** The columns a correction names and no others; `null` empties one. An ID number alone is judged by the kind that is stored. */
export const CustomerPatch = z
  .object(fields)
  .partial()
  .transform((given, ctx) => (given.idKind === undefined ? given : checkedPaper(given, ctx)))
export type CustomerPatch = z.infer<typeof CustomerPatch>

/** Somebody known who may be the same: enough to recognise, no more than a colleague may see. */
export const Similar = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  consultant: z.string().nullable(),
  archived: z.boolean(),
  /** Whether the asking person may open the record. */
  open: z.boolean(),
  reasons: z.array(z.enum(sameReasons)),
})
export type Similar = z.infer<typeof Similar>

/** Phone masked. */
export const CustomerRow = z.object({
  id: z.string(),
  siteId: z.string(),
  kind: z.enum(customerKinds),
  name: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  source: z.string().nullable(),
  wants: z.string().nullable(),
  city: z.string().nullable(),
  consultantId: z.string().nullable(),
  consultant: z.string().nullable(),
  /** The first follow-up that is still to be done, and when the last one was. */
  nextOn: z.string().nullable(),
  lastAt: z.number().nullable(),
  createdAt: z.number(),
  standing: Standing,
})
export type CustomerRow = z.infer<typeof CustomerRow>

export const FollowUp = z.object({
  id: z.string(),
  customerId: z.string(),
  customer: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  dueOn: z.string(),
  channel: z.enum(followUpChannels),
  note: z.string().nullable(),
  ownerId: z.string(),
  owner: z.string().nullable(),
  doneAt: z.number().nullable(),
  result: z.string().nullable(),
  dueMinute: z.number().nullable(),
  feedback: z.string().nullable(),
  changed: z.string().nullable(),
  leadId: z.string().nullable(),
  /** The grade whose cadence planned it; null when a person did. */
  cadence: z.string().nullable(),
  standing: Standing,
})
export type FollowUp = z.infer<typeof FollowUp>

/** All around one customer. Phones and ID number masked; receipts only for those who may see money. */
export const CustomerCard = z.object({
  customer: z.object({
    id: z.string(),
    siteId: z.string(),
    kind: z.enum(customerKinds),
    name: z.string(),
    phone: z.string().nullable(),
    phone2: z.string().nullable(),
    idKind: z.enum(idKinds).nullable(),
    idNumber: z.string().nullable(),
    gender: z.enum(genders).nullable(),
    birthdayOn: z.string().nullable(),
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
    address: z.string().nullable(),
    wechat: z.string().nullable(),
    email: z.string().nullable(),
    contact: z.string().nullable(),
    source: z.string().nullable(),
    level: z.enum(intentionLevels).nullable(),
    wants: z.string().nullable(),
    budgetFen: z.number().nullable(),
    useKind: z.enum(carUses).nullable(),
    buyKind: z.enum(buyKinds).nullable(),
    buysEvery: z.number().nullable(),
    pays: z.enum(payWays).nullable(),
    energyWish: z.enum(energies).nullable(),
    seatsWish: z.number().nullable(),
    likes: z.string().nullable(),
    consultantId: z.string().nullable(),
    consultant: z.string().nullable(),
    note: z.string().nullable(),
    evenSo: z.string().nullable(),
    createdAt: z.number(),
    createdBy: z.string().nullable(),
    archivedAt: z.number().nullable(),
  }),
  /** The customer this one was merged into, and those that were merged into this one. */
  mergedInto: z.object({ id: z.string(), name: z.string() }).nullable(),
  merged: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.number() })),
  standing: Standing,
  cases: z.array(z.object({ id: z.string(), kind: z.string(), columns: z.array(z.string()), openedAt: z.number().nullable() })),
  vehicles: z.array(
    z.object({
      id: z.string(),
      stockNo: z.string(),
      title: z.string(),
      vin: z.string(),
      plate: z.string().nullable(),
      state: z.string(),
      deliveredAt: z.number().nullable(),
    }),
  ),
  orders: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      state: z.string(),
      vehicle: z.string().nullable(),
      priceFen: z.number(),
      createdAt: z.number(),
      standing: Standing,
    }),
  ),
  receipts: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      orderId: z.string(),
      kind: z.string(),
      method: z.string(),
      amountFen: z.number(),
      receivedAt: z.number(),
    }),
  ),
  /** Their ways to a car, newest first. */
  leads: z.array(
    z.object({
      id: z.string(),
      stage: z.enum(leadStages),
      model: z.string().nullable(),
      consultant: z.string().nullable(),
      createdAt: z.number(),
    }),
  ),
  followUps: z.array(FollowUp),
  timeline: z.array(Happened),
  similar: z.array(Similar),
})
export type CustomerCard = z.infer<typeof CustomerCard>

/** One of two entries to compare; phones and number masked. */
const Twin = z.object({
  id: z.string(),
  createdAt: z.number(),
  orders: z.int(),
  /** An order under way: this one cannot be given up. */
  underWay: z.boolean(),
  facts: z.partialRecord(z.enum(mergeUnitNames), z.string()),
})
export type Twin = z.infer<typeof Twin>

const Done = z.object({ id: z.string() })
/** What came of a talk: what was said, what the customer answered, what they want otherwise now. */
const talk = {
  result: z.string().trim().min(1).max(2000),
  feedback: orNull(Long).default(null),
  changed: orNull(Long).default(null),
  level: z.enum(intentionLevels).optional(),
  next: Plan.optional(),
}
const reading = ['customers', 'follow_ups', 'leads', 'orders', 'users', 'import_batches', 'cases', '_sync_changesets']

export const customers = {
  ...around,
  /**
   * Newest first unless sorted. Columns: name, kind, level, source, city, wants, consultantId, createdAt, nextOn, what is reckoned
   * of them (insights/queries/columns.ts), and `segment` for the groups somebody is in.
   * `search` finds by name, pinyin, initials and phone tail.
   */
  page: query({
    access: 'customers.view',
    input: ListRequest.extend({ archived: z.boolean().default(false) }),
    output: listPage(CustomerRow),
    reads: [...reading, 'customer_segments'],
  }),
  card: query({
    access: 'customers.view',
    input: z.object({ id: Id }),
    output: CustomerCard,
    reads: [...reading, 'leads', 'vehicles', 'receipts', 'approval_steps', 'devices'],
  }),
  /** Who is known by this phone, paper or nearly the same name and phone, as one types: what cannot be read yet is left out. */
  similar: query({
    access: 'customers.view',
    input: z.object({
      name: z.string().max(80).default(''),
      phone: z.string().max(60).default(''),
      phone2: z.string().max(60).default(''),
      idKind: z.string().max(40).nullable().default(null),
      idNumber: z.string().max(40).default(''),
      except: Id.optional(),
    }),
    output: z.array(Similar),
    reads: ['customers', 'import_batches', 'users'],
  }),
  /** Sources and wishes already in use, most frequent first: what the form offers. */
  words: query({
    access: 'customers.view',
    input: z.object({}),
    output: z.object({
      sources: z.array(z.string()),
      wants: z.array(z.string()),
      consultants: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    reads: ['customers', 'users'],
  }),
  /**
   * Refused as `duplicate` with those found, unless `evenSo` says why it is somebody else. Between offline desktops the
   * check cannot see: both rows stay, and each card names the other as likely the same.
   */
  add: command({
    amendable: true,
    access: 'customers.edit',
    input: z.intersection(NewCustomer, z.object({ evenSo: z.string().trim().min(2).max(200).optional(), plan: Plan.optional() })),
    output: Done,
    writes: ['customers', 'follow_ups', 'leads', 'lead_steps'],
    refusals: ['duplicate'],
  }),
  /** One column or many; two desktops that correct different columns both keep theirs. */
  correct: command({
    amendable: true,
    access: 'customers.edit',
    input: z.object({ id: Id, fields: CustomerPatch, evenSo: z.string().trim().min(2).max(200).optional() }),
    output: Done,
    writes: ['customers', 'customer_checks'],
    refusals: ['duplicate', 'nothing-changed'],
  }),
  /** Refused while an order of theirs is under way. */
  archive: command({
    access: 'customers.edit',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['customers'],
    refusals: ['order-under-way'],
  }),
  /**
   * A person's right to be forgotten: name, phones, papers, address and notes go for good, with what was noted of talks.
   * Orders, receipts and their numbers stay. Refused while an order of theirs is under way.
   */
  erase: command({
    access: 'customers.erase',
    input: z.object({ id: Id }),
    output: Done,
    writes: [
      'work_orders',
      'rescues',
      'work_order_talks',
      'appointments',
      'loaner_loans',
      'claims',
      'customers',
      'follow_ups',
      'leads',
      'lead_assignments',
      'lead_grades',
      'visits',
      'test_drives',
      'files',
      'signatures',
      'customer_consents',
      'customer_verifications',
      'customer_behaviours',
      'customer_cars',
      'partner_tasks',
      'inquiries',
      'messages',
      'message_tries',
      'care_requests',
      'care_marks',
      'care_invitees',
      'care_prompts',
      'care_surveys',
      'care_tasks',
      'survey_answers',
      'applications',
      'application_steps',
      'insurance_policies',
      'invoices',
      'bank_lines',
      'dunning_notices',
      'dunning_terms',
    ],
    refusals: ['order-under-way'],
  }),
  /** Back into the lists; one that was merged becomes a customer of its own again, and the other gives back what it took over and nobody changed since. */
  restore: command({ access: 'customers.edit', input: z.object({ id: Id }), output: Done, writes: ['customers'] }),
  /**
   * One person entered twice becomes one: `gone` leaves the lists and its orders, money, cars and talks are shown with
   * `keep`, which takes over what it lacks, what `take` names, and the contacts still planned. Guarded by both rows being unmerged still, so that two
   * offline desktops never merge in a ring; the later one is a case.
   */
  merge: command({
    access: 'customers.edit',
    input: z
      .object({ keep: Id, gone: Id, take: z.array(z.enum(mergeUnitNames)).max(mergeUnitNames.length).default([]) })
      .refine(({ keep, gone }) => keep !== gone, 'same'),
    output: Done,
    writes: ['customers', 'follow_ups'],
    refusals: ['order-under-way', 'merged-already'],
  }),
  /** Two entries beside each other, and in which facts they differ. */
  twins: query({
    access: 'customers.view',
    input: z.object({ a: Id, b: Id }),
    output: z.object({ a: Twin, b: Twin, differ: z.array(z.enum(mergeUnitNames)) }),
    reads: ['customers', 'orders', 'users'],
  }),
  /** Pairs of the store that are likely one person, by phone or paper, newest first; those entered twice on purpose are left out. */
  duplicates: query({
    access: 'customers.view',
    input: z.object({ limit: z.int().min(1).max(200).default(100) }),
    output: z.object({
      total: z.int(),
      pairs: z.array(z.object({ a: Similar, b: Similar })),
    }),
    reads: ['customers', 'users', 'import_batches'],
    heavy: true,
  }),
  /** What is masked, in full: a line in the log names who looked, at whom and at what. */
  reveal: command({
    access: 'customers.reveal',
    input: z.object({ ids: z.array(Id).min(1).max(200), what: z.enum(['phone', 'phone2', 'idNumber', 'all']) }),
    output: z.array(
      z.object({ id: z.string(), phone: z.string().nullable(), phone2: z.string().nullable(), idNumber: z.string().nullable() }),
    ),
    writes: [],
  }),
  planFollowUp: command({
    access: 'customers.edit',
    input: Plan.extend({ customerId: Id, ownerId: Id.optional() }),
    output: Done,
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
  }),
  /** What came of it; `next` plans the next one at once, `level` notes how near to buying they are now. */
  finishFollowUp: command({
    access: 'customers.edit',
    input: z.object({
      id: Id,
      ...talk,
    }),
    output: z.object({ id: z.string(), nextId: z.string().nullable() }),
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
    refusals: ['already-done'],
  }),
  /** To another day, with another hour where one is given, none where it is null: of one's own, or of anybody's one may see. */
  moveFollowUp: command({
    access: 'customers.edit',
    input: z.object({ id: Id, dueOn: Day, dueMinute: z.int().min(0).max(1439).nullable().optional() }),
    output: Done,
    writes: ['follow_ups'],
    refusals: ['already-done'],
  }),
  /** A talk nobody planned, by whichever way: it is noted as it was, and may plan the next one. */
  noteTalk: command({
    access: 'customers.edit',
    input: z.object({ customerId: Id, channel: z.enum(followUpChannels), ...talk }),
    output: z.object({ id: z.string(), nextId: z.string().nullable() }),
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
  }),
  /** Takes a contact out, planned or done: of one's own, or of anybody's within a site for who sees the site. */
  dropFollowUp: command({ access: 'customers.edit', input: z.object({ id: Id }), output: Done, writes: ['follow_ups'] }),
  /** How many of the asking person's own contacts are due today or late: the number in the rail. */
  dueCount: query({
    access: 'customers.view',
    input: z.object({}),
    output: z.object({ mine: z.int() }),
    reads: ['follow_ups', 'customers'],
  }),
  /** Follow-ups, those still to be done first due first. Columns: dueOn, channel, ownerId, level, doneAt. */
  followUps: query({
    access: 'customers.view',
    input: ListRequest.extend({ done: z.boolean().default(false) }),
    output: listPage(FollowUp),
    reads: reading,
  }),
}
