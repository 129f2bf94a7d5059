// What may be asked of the yard as a whole: its structure, turnover and 库存系数, and of one car what it costs while it stands.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { Fen } from '../../money.ts'
import { levels } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Amount = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')
const Done = z.object({ id: z.string() })
export const cuts = ['series', 'brand', 'energy', 'state', 'location'] as const

const Cut = z.object({
  key: z.string().nullable(),
  stock: z.int(),
  listFen: z.int(),
  averageAge: z.int().nullable(),
  sold: z.int(),
  coefficient: z.int().nullable(),
  level: z.enum(levels),
})
export type Cut = z.infer<typeof Cut>

const Rebate = z.object({
  id: z.string(),
  policy: z.string(),
  amountFen: z.int(),
  accruedOn: z.string(),
  documentNo: z.string().nullable(),
  arrivedOn: z.string().nullable(),
  arrivedFen: z.int().nullable(),
})

export const yard = {
  /** Of the person's site, or of all for people of the group. Sales are those of the last 30 days, today included. */
  figures: query({
    access: 'vehicles.view',
    heavy: true,
    input: z.object({}),
    output: z.object({
      siteId: z.string().nullable(),
      soldFrom: Day,
      today: Day,
      stock: z.int(),
      sold: z.int(),
      listFen: z.int(),
      averageAge: z.int().nullable(),
      turnoverDays: z.int().nullable(),
      coefficient: z.int().nullable(),
      level: z.enum(levels),
      /** For who may see cost; cars whose cost nobody entered are left out and counted. */
      money: z.object({ costFen: z.int(), interestFen: z.int(), perDayFen: z.int(), without: z.int() }).nullable(),
      /** The steps of the store: from, to (null: open), cars, and the arrival days that say the same. */
      ages: z.array(
        z.object({ from: z.int(), to: z.int().nullable(), stock: z.int(), listFen: z.int(), arrivedFrom: Day.nullable(), arrivedTo: Day }),
      ),
      cuts: z.object(Object.fromEntries(cuts.map((cut) => [cut, z.array(Cut)])) as Record<(typeof cuts)[number], z.ZodArray<typeof Cut>>),
    }),
    reads: ['vehicles', 'vehicle_costs', 'parameters', 'import_batches'],
  }),
  /**
   * 补货计划 by series: what is foreseen for 30 days, how many should stand for it by the store's policy, and how many to order;
   * below 0 that many are too many. A series nobody bought in 90 days and that does not stand is left out.
   */
  plan: query({
    access: 'vehicles.view',
    heavy: true,
    input: z.object({}),
    output: z.object({
      policy: z.object({ coverDays: z.int(), safetyDays: z.int() }),
      rows: z.array(
        z.object({
          series: z.string(),
          /** Handed over in the last three spans of 30 days, the latest first. */
          sold: z.tuple([z.int(), z.int(), z.int()]),
          forecast: z.int(),
          stock: z.int(),
          coming: z.int(),
          target: z.int(),
          order: z.int(),
        }),
      ),
    }),
    reads: ['vehicles', 'parameters', 'import_batches'],
  }),
  /** Null for people without the right and for another site's car. */
  costs: query({
    access: 'vehicles.view',
    input: z.object({ vehicleId: Id }),
    output: z
      .object({
        interestFen: z.int(),
        perDayFen: z.int(),
        interestDays: z.int(),
        documentedFen: z.int(),
        promisedFen: z.int(),
        netMarginFen: z.int(),
        rebates: z.array(Rebate),
      })
      .nullable(),
    reads: ['vehicles', 'vehicle_costs', 'vehicle_rebates', 'parameters'],
  }),
  accrueRebate: command({
    access: 'vehicles.cost',
    input: z.object({
      vehicleId: Id,
      policy: z.string().trim().min(1, 'required').max(80),
      amountFen: Amount,
      documentNo: orNull(z.string().trim().max(60)).default(null),
    }),
    output: Done,
    writes: ['vehicle_rebates'],
    refusals: ['other-site'],
  }),
  /** The paper came: from now on it counts. */
  documentRebate: command({
    access: 'vehicles.cost',
    input: z.object({ id: Id, documentNo: z.string().trim().min(1, 'required').max(60) }),
    output: Done,
    writes: ['vehicle_rebates'],
  }),
  /** The money came. */
  rebateArrived: command({
    access: 'vehicles.cost',
    input: z.object({ id: Id, arrivedOn: Day, arrivedFen: Amount }),
    output: Done,
    writes: ['vehicle_rebates'],
    refusals: ['arrived-already', 'not-documented'],
  }),
}
