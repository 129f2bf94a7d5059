// What may be asked of a car's change of hands, mostly of several cars at once: which could be made now, taking them in from the road,
// the sole right to sell them, and sending them to another site.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { orNull, Words } from './fields.ts'

const Id = z.string().min(1).max(100)
const Done = z.object({ id: z.string() })
const reading = ['vehicles', 'orders', 'customers', 'import_batches', 'sites', 'cases', 'rights', 'devices', '_sync_changesets']
/** `other-site`: only its own site changes a car. */
export const own = ['other-site'] as const
/** Cars taken along, given, returned or sent together. */
export const CARS_AT_ONCE = 100
const Cars = z.object({ ids: z.array(Id).min(1).max(CARS_AT_ONCE) })
const Count = z.object({ count: z.int() })
/** A statement that stays with the record. */
const Statement = (least: number) =>
  z
    .string()
    .trim()
    .min(least, 'statement-short')
    .max(200)
    .regex(/^\P{Cc}+$/u)
/** Why something cannot be done with a car: a refusal's word and what it is about. */
const WhyNot = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable()
/** `no-right`: this desktop has not got it. `right-moving`: HQ has not answered to an earlier change of hands yet. */
const handing = [...own, 'no-right', 'right-moving'] as const

export const handingEntries = {
  /** Of these cars, with which each change of hands could be made now, and why not with the others. */
  handing: query({
    access: 'vehicles.view',
    input: Cars,
    output: z.object({
      cars: z.array(
        z.object({
          id: z.string(),
          stockNo: z.string(),
          title: z.string(),
          take: WhyNot,
          return: WhyNot,
          give: WhyNot,
          transfer: WhyNot,
          receive: WhyNot,
        }),
      ),
    }),
    reads: reading,
  }),
  /** Cars on the road are here: place and day, and the state they take. */
  receive: command({
    access: 'vehicles.edit',
    input: Cars.extend({
      location: orNull(Words).default(null),
      arrivedOn: Day.optional(),
      state: z.enum(['in-stock', 'for-sale']).default('in-stock'),
    }),
    output: Count,
    writes: ['vehicles'],
    refusals: [...own, 'not-on-the-road', 'pdi-open'],
  }),
  /**
   * This desktop asks for the sole right to sell these cars (for a trade show): once HQ answered it sells them firm, also
   * without a line, and nobody else can. Cars it has already are left as they are. `alone`: no HQ, always firm.
   */
  takeRights: command({
    access: 'vehicles.edit',
    input: Cars,
    output: Count,
    writes: [],
    refusals: [...own, 'alone', 'held', 'gone', 'right-elsewhere', 'right-moving', 'nothing-changed'],
  }),
  /** Everybody may sell them again. */
  returnRights: command({ access: 'vehicles.edit', input: Cars, output: Count, writes: [], refusals: handing }),
  /** To another desktop of the site. A right goes on only while nobody holds the car. */
  giveRights: command({
    access: 'vehicles.edit',
    input: Cars.extend({ to: Id }),
    output: Count,
    writes: [],
    refusals: [...handing, 'unknown-desktop', 'held'],
  }),
  /** From a desktop that does not give it, for everyone or for this one. Papers that say firm may exist over there. */
  overrideRight: command({
    access: 'sync.administer',
    input: z.object({
      id: Id,
      for: z.enum(['everyone', 'here']),
      reason: Statement(4),
      /** Said by the person: somebody may hold a paper from over there that says firm. */
      papersMayExist: z.literal(true, 'must-state'),
    }),
    output: Done,
    writes: [],
    overrides: true,
    refusals: [...own, 'held', 'right-moving', 'nothing-changed'],
  }),
  /** The cars and their cost go to another site and are on the road until it receives them. */
  transfer: command({
    access: 'vehicles.edit',
    input: Cars.extend({ siteId: Id, reason: Statement(2) }),
    output: Count,
    writes: ['vehicles', 'vehicle_costs'],
    refusals: [...own, 'held', 'gone', 'right-elsewhere', 'right-moving', 'unknown-site'],
  }),
}
