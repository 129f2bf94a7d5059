// What may be asked of a customer's surroundings: the cars they drive, what fits them, what they said, what is arranged with
// partners, what they owe, and what everybody must know before talking to them.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Standing } from '../../../standing.ts'
import { inquiryChannels, inquiryKinds } from '../rules/inquiries.ts'
import { matchReasons, partnerKinds, partnerStates, touchPoints } from '../rules/needs.ts'
import { checkPlate } from '../rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Words = z.string().trim().min(1, 'required').max(80)
const Long = z.string().trim().max(2000)
const Done = z.object({ id: z.string() })

/** As typed; comes out without dot and spaces. */
const Plate = z.string().transform((text, ctx) => {
  const check = checkPlate(text)
  if (check.ok) return check.plate
  ctx.addIssue({ code: 'custom', message: `plate-${check.problem}` })
  return z.NEVER
})

/** 欠款 · 投诉中 · 勿扰: what everybody must know before talking to them. */
export const Warnings = z.object({
  id: z.string(),
  /** Of cars handed over, or promised for a day that is past. */
  owingFen: z.int(),
  complaints: z.int(),
  doNotDisturb: z.boolean(),
})
export type Warnings = z.infer<typeof Warnings>

export const OwnCar = z.object({
  id: z.string(),
  brand: z.string(),
  model: z.string(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  boughtOn: z.string().nullable(),
  goneOn: z.string().nullable(),
  note: z.string().nullable(),
})
export type OwnCar = z.infer<typeof OwnCar>

export const PartnerTask = z.object({
  id: z.string(),
  kind: z.enum(partnerKinds),
  partner: z.string().nullable(),
  note: z.string().nullable(),
  orderId: z.string().nullable(),
  dueOn: z.string(),
  ownerId: z.string(),
  owner: z.string().nullable(),
  state: z.enum(partnerStates),
  result: z.string().nullable(),
  doneAt: z.number().nullable(),
})
export type PartnerTask = z.infer<typeof PartnerTask>

export const Inquiry = z.object({
  id: z.string(),
  customerId: z.string(),
  customer: z.string(),
  phone: z.string().nullable(),
  kind: z.enum(inquiryKinds),
  channel: z.enum(inquiryChannels),
  said: z.string().nullable(),
  ownerId: z.string(),
  owner: z.string().nullable(),
  answerByOn: z.string(),
  outcome: z.string().nullable(),
  rating: z.number().nullable(),
  settledAt: z.number().nullable(),
  createdAt: z.number(),
  standing: Standing,
})
export type Inquiry = z.infer<typeof Inquiry>

const people = ['customers', 'users', 'import_batches', '_sync_changesets']

export const around = {
  /** Everything around one customer that their card does not say, of the whole family of merged entries. */
  around: query({
    access: 'customers.view',
    input: z.object({ id: Id }),
    output: z.object({
      warnings: Warnings,
      /** Null for whoever may not see money. */
      money: z.object({ openFen: z.int(), owingFen: z.int(), paidFen: z.int() }).nullable(),
      cars: z.array(OwnCar),
      /** Models of the catalogue that answer their needs, best first. */
      matches: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          listFen: z.int(),
          inStock: z.int(),
          reasons: z.array(z.enum(matchReasons)),
        }),
      ),
      tasks: z.array(PartnerTask),
      inquiries: z.array(Inquiry),
      drives: z.array(
        z.object({
          id: z.string(),
          driveOn: z.string(),
          slot: z.string(),
          state: z.string(),
          title: z.string(),
          feedback: z.string().nullable(),
        }),
      ),
      tradeins: z.array(
        z.object({
          id: z.string(),
          no: z.string(),
          state: z.string(),
          title: z.string(),
          allowanceFen: z.int().nullable(),
          createdAt: z.int(),
        }),
      ),
      /** Of each fact on the card: where it was last learned, by whom and when. Columns by their name in the log. */
      facts: z.array(
        z.object({ column: z.string(), point: z.enum(touchPoints), command: z.string(), who: z.string().nullable(), at: z.int() }),
      ),
    }),
    reads: [
      ...people,
      'customer_cars',
      'partner_tasks',
      'inquiries',
      'orders',
      'order_lines',
      'plan_lines',
      'receipts',
      'test_drives',
      'appraisals',
      'catalogue_models',
      'catalogue_prices',
      'vehicles',
      'customer_consents',
    ],
  }),
  /** The standing warnings of a few people, for wherever one of them is picked; who has none is left out. */
  warnings: query({
    access: 'customers.view',
    input: z.object({ ids: z.array(Id).min(1).max(50) }),
    output: z.array(Warnings),
    reads: ['customers', 'orders', 'receipts', 'inquiries', 'customer_consents', 'import_batches'],
  }),
  /** A car they drive; `null` enters one. */
  keepCar: command({
    access: 'customers.edit',
    input: z.object({
      id: Id.nullable(),
      customerId: Id,
      brand: Words,
      model: Words,
      plate: orNull(Plate).default(null),
      vin: orNull(
        z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[0-9A-HJ-NPR-Z]{17}$/, 'vin-characters'),
      ).default(null),
      boughtOn: orNull(Day).default(null),
      goneOn: orNull(Day).default(null),
      note: orNull(Long).default(null),
    }),
    output: Done,
    writes: ['customer_cars', 'customers'],
  }),
  dropCar: command({ access: 'customers.edit', input: z.object({ id: Id }), output: Done, writes: ['customer_cars'] }),
  /** Something to arrange with a partner, with whoever sees to it and by when. */
  arrange: command({
    access: 'customers.edit',
    input: z.object({
      customerId: Id,
      kind: z.enum(partnerKinds),
      partner: orNull(Words).default(null),
      note: orNull(Long).default(null),
      orderId: orNull(Id).default(null),
      dueOn: Day,
      ownerId: orNull(Id).default(null),
    }),
    output: Done,
    writes: ['partner_tasks', 'customers'],
  }),
  settleArranged: command({
    access: 'customers.edit',
    input: z.object({ id: Id, state: z.enum(['done', 'dropped']), result: z.string().trim().min(1, 'required').max(2000) }),
    output: Done,
    writes: ['partner_tasks'],
    refusals: ['already-done'],
  }),
  /**
   * What somebody said by phone, mail or chat. Of somebody known, or by name and phone of somebody entered now. A wish to buy
   * opens a lead where none is open.
   */
  hear: command({
    access: 'customers.edit',
    input: z
      .object({
        customerId: orNull(Id).default(null),
        name: z.string().trim().max(80).default(''),
        phone: z.string().trim().max(60).default(''),
        evenSo: z.string().trim().min(2).max(200).optional(),
        kind: z.enum(inquiryKinds),
        channel: z.enum(inquiryChannels),
        said: z.string().trim().min(1, 'required').max(2000),
        ownerId: orNull(Id).default(null),
        answerByOn: orNull(Day).default(null),
      })
      .refine(({ customerId, name }) => customerId !== null || name !== '', { path: ['customerId'], message: 'customer-missing' }),
    output: z.object({ id: z.string(), customerId: z.string() }),
    writes: ['inquiries', 'customers'],
    refusals: ['duplicate'],
  }),
  /** What was answered, and how content they were. */
  answer: command({
    access: 'customers.edit',
    input: z.object({
      id: Id,
      outcome: z.string().trim().min(1, 'required').max(2000),
      rating: z.int().min(1).max(5).nullable().default(null),
    }),
    output: Done,
    writes: ['inquiries'],
    refusals: ['already-done'],
  }),
  /** What people said, open ones by the day they want an answer. Columns: kind, channel, ownerId, answerByOn, createdAt, settledAt, rating, customerId. */
  inquiries: query({
    access: 'customers.view',
    input: ListRequest.extend({ settled: z.boolean().default(false) }),
    output: listPage(Inquiry),
    reads: [...people, 'inquiries'],
  }),
}
