// People and companies: the list, one customer all around, entering with a look at who is known already, corrections, merging who was
// entered twice, and the logged reveal of what is masked. What was planned to stay in touch is contract/follow-ups.ts's.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { mergeUnitNames } from './rules.ts'
import { around } from './contract/around.ts'
import { CustomerPatch, NewCustomer, Plan } from './contract/fields.ts'
import { followUpEntries } from './contract/follow-ups.ts'
import { CustomerCard, CustomerRow, Similar, Twin } from './contract/shapes.ts'

const Id = z.string().min(1).max(100)
const Done = z.object({ id: z.string() })
const reading = ['customers', 'follow_ups', 'leads', 'orders', 'users', 'import_batches', 'cases', '_sync_changesets']

export const customers = {
  ...around,
  ...followUpEntries,
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
}
