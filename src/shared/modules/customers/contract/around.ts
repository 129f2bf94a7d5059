// What may be asked of a customer's surroundings: the cars they drive, what fits them, what they asked for, what is arranged with
// partners, what they owe, and what everybody must know before talking to them.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { requestKinds } from '../../care/rules/tickets.ts'
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

/** Something they wanted of the store: a ticket, as far as a card shows it. */
export const OwnTicket = z.object({
  id: z.string(),
  kind: z.enum(requestKinds),
  question: z.string().nullable(),
  result: z.string().nullable(),
  owner: z.string().nullable(),
  dueAt: z.int(),
  doneAt: z.int().nullable(),
})
export type OwnTicket = z.infer<typeof OwnTicket>

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
      tickets: z.array(OwnTicket),
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
      'care_requests',
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
    reads: ['customers', 'orders', 'receipts', 'care_requests', 'customer_consents', 'import_batches'],
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
}
