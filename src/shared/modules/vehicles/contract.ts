// Cars: the list with its totals, one car all around, how a car arrives, and every change of its facts, price, place and
// state. Which order holds a car is written by orders through functions of this module.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { Happened, Standing } from '../../standing.ts'
import { checkPlate } from '../customers/rules.ts'
import { chargerStates, checkVin, energies, vehicleStates, vinAcceptable } from './rules.ts'

const Id = z.string().min(1).max(100)
const Words = z.string().trim().min(1).max(80)
const orNull = <T extends z.ZodType<unknown, string>>(type: T) =>
  z
    .string()
    .nullable()
    .transform((text) => (text === null || text.trim() === '' ? null : text))
    .pipe(type.nullable())
/** A price somebody could pay: above nothing, below ¥100,000,000. */
const Price = z.int().min(1).max(10_000_000_000)
const Cost = z.int().min(0).max(10_000_000_000)

/** As typed or scanned; comes out upper case and half-width. A wrong check digit is judged with the override beside it. */
const Vin = z
  .string()
  .max(40)
  .transform((text, ctx) => {
    const check = checkVin(text)
    for (const problem of check.problems)
      if (problem.severity === 'refused') ctx.addIssue({ code: 'custom', message: `vin-${problem.code}` })
    return check.vin
  })
const Plate = z
  .string()
  .max(20)
  .transform((text, ctx) => {
    const check = checkPlate(text)
    if (!check.ok) ctx.addIssue({ code: 'custom', message: `plate-${check.problem}` })
    return check.plate
  })

const facts = {
  stockNo: orNull(z.string().trim().max(20)),
  brand: Words,
  series: Words,
  model: Words,
  modelYear: z.int().min(1980).max(2080).nullable(),
  exterior: orNull(Words),
  interior: orNull(Words),
  energy: z.enum(energies),
  engineNo: orNull(z.string().trim().max(40)),
  certificateNo: orNull(z.string().trim().max(40)),
  origin: orNull(Words),
  producedOn: orNull(Day),
  seats: z.int().min(1).max(60).nullable(),
  plate: orNull(Plate),
  note: orNull(z.string().trim().max(2000)),
  batteryNo: orNull(z.string().trim().max(40)),
  sohPercent: z.int().min(0).max(100).nullable(),
  charger: z.enum(chargerStates).nullable(),
}
const CostSheet = z.object({ costFen: Cost, rebateFen: Cost.default(0), note: orNull(z.string().trim().max(500)).default(null) })

/** States a person may set; 已售 and 在途 follow from orders, arrival and transfer. */
export const settableStates = ['in-stock', 'for-sale', 'demo', 'in-repair', 'pledged'] as const
/** States a car may arrive in. */
export const arrivalStates = ['in-stock', 'for-sale', 'demo', 'in-transit', 'in-repair', 'pledged'] as const

type Named = { vin?: string | undefined; vinOverride?: string | null | undefined }
/** A VIN of a Chinese maker with a wrong check digit is stored only with a reason. */
function checkedVin<T extends Named>(given: T, ctx: z.RefinementCtx): T {
  if (given.vin === undefined) return given
  const check = checkVin(given.vin)
  if (check.problems.some((p) => p.severity === 'refused') || vinAcceptable(check, given.vinOverride ?? '')) return given
  ctx.addIssue({ code: 'custom', path: ['vin'], message: 'vin-check-digit' })
  return given
}

/** A car as it comes: what is on its papers, what it shall cost, where it stands. */
export const NewVehicle = z
  .object({
    ...facts,
    vin: Vin,
    vinOverride: orNull(z.string().trim().min(4).max(200)).default(null),
    stockNo: facts.stockNo.default(null),
    modelYear: facts.modelYear.default(null),
    exterior: facts.exterior.default(null),
    interior: facts.interior.default(null),
    energy: facts.energy.default('fuel'),
    engineNo: facts.engineNo.default(null),
    certificateNo: facts.certificateNo.default(null),
    origin: facts.origin.default(null),
    producedOn: facts.producedOn.default(null),
    seats: facts.seats.default(null),
    plate: facts.plate.default(null),
    note: facts.note.default(null),
    batteryNo: facts.batteryNo.default(null),
    sohPercent: facts.sohPercent.default(null),
    charger: facts.charger.default(null),
    listFen: Price,
    priceFen: Price,
    state: z.enum(arrivalStates).default('in-stock'),
    location: orNull(Words).default(null),
    /** 在途: when it should come. Else the day it came, today unless told. */
    expectedOn: orNull(Day).default(null),
    arrivedOn: orNull(Day).default(null),
    cost: CostSheet.nullable().default(null),
  })
  .transform(checkedVin)
  .refine((car) => car.priceFen <= car.listFen, { path: ['priceFen'], message: 'price-above-list' })
export type NewVehicle = z.infer<typeof NewVehicle>

export const VehiclePatch = z
  .object({ ...facts, vin: Vin, vinOverride: orNull(z.string().trim().min(4).max(200)), expectedOn: orNull(Day), cost: CostSheet })
  .partial()
  .transform(checkedVin)
export type VehiclePatch = z.infer<typeof VehiclePatch>

export const VehicleRow = z.object({
  id: z.string(),
  siteId: z.string(),
  site: z.string().nullable(),
  /** Of this desktop's site. */
  own: z.boolean(),
  stockNo: z.string(),
  vin: z.string(),
  brand: z.string(),
  series: z.string(),
  model: z.string(),
  modelYear: z.number().nullable(),
  exterior: z.string().nullable(),
  interior: z.string().nullable(),
  energy: z.enum(energies),
  state: z.enum(vehicleStates),
  location: z.string().nullable(),
  plate: z.string().nullable(),
  expectedOn: z.string().nullable(),
  arrivedOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  /** 库龄 in days, until today or the day it left; null before it came. */
  ageDays: z.number().nullable(),
  listFen: z.number(),
  priceFen: z.number(),
  /** Only of the own site, and for those who may see it. */
  costFen: z.number().nullable(),
  orderId: z.string().nullable(),
  orderNo: z.string().nullable(),
  customer: z.string().nullable(),
  /** The sole right to sell it, or that it was taken from a desktop which did not give it; null when neither. */
  right: z
    .object({
      here: z.boolean(),
      /** The desktop that has it; null when everybody may sell the car. */
      device: z.string().nullable(),
      fence: z.int(),
      /** By HQ's clock. */
      since: z.number(),
      /** By whom and why it was taken from a desktop that did not give it. */
      overridden: z.object({ by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
    })
    .nullable(),
  /** A change of hands of the right, made here, waits for HQ. */
  rightMoving: z.boolean(),
  /** On its way from another site. */
  journey: z.object({ from: z.string().nullable(), sentOn: z.string().nullable(), note: z.string().nullable() }).nullable(),
  standing: Standing,
})
export type VehicleRow = z.infer<typeof VehicleRow>

export const VehicleCard = z.object({
  vehicle: VehicleRow.extend({
    vinOverride: z.string().nullable(),
    engineNo: z.string().nullable(),
    certificateNo: z.string().nullable(),
    origin: z.string().nullable(),
    producedOn: z.string().nullable(),
    seats: z.number().nullable(),
    /** What the catalogue says of its model. */
    measures: z.object({ size: z.string().nullable(), displacementMl: z.int().nullable(), rangeKm: z.int().nullable() }).nullable(),
    note: z.string().nullable(),
    batteryNo: z.string().nullable(),
    sohPercent: z.number().nullable(),
    charger: z.enum(chargerStates).nullable(),
    /** 三电质保, of a car with a large battery that was handed over. */
    warranty: z.object({ untilOn: z.string(), km: z.number() }).nullable(),
    createdAt: z.number(),
  }),
  /** Null for another site's car and for people without the right. */
  cost: z.object({ costFen: z.number(), rebateFen: z.number(), marginFen: z.number(), note: z.string().nullable() }).nullable(),
  /** 60, 90 … days: the steps of the store, and how many days the last passed one lies back. */
  age: z.object({ ladder: z.array(z.number()), step: z.number(), overDays: z.number() }),
  order: z
    .object({
      id: z.string(),
      no: z.string(),
      state: z.string(),
      customerId: z.string(),
      customer: z.string().nullable(),
      provisional: z.boolean(),
    })
    .nullable(),
  orders: z.array(z.object({ id: z.string(), no: z.string(), state: z.string(), customer: z.string().nullable(), createdAt: z.number() })),
  cases: z.array(z.object({ id: z.string(), kind: z.string(), columns: z.array(z.string()), openedAt: z.number().nullable() })),
  /** Other rows with this VIN: it was here before, or two desktops entered it. */
  twins: z.array(z.object({ id: z.string(), stockNo: z.string(), site: z.string().nullable(), state: z.string() })),
  /** What a person may set its state to now. */
  moves: z.array(z.enum(settableStates)),
  timeline: z.array(Happened),
})
export type VehicleCard = z.infer<typeof VehicleCard>

const Done = z.object({ id: z.string() })
const reading = ['vehicles', 'orders', 'customers', 'import_batches', 'sites', 'cases', 'rights', 'devices', '_sync_changesets']
/** `other-site`: only its own site changes a car. */
const own = ['other-site'] as const
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

export const vehicles = {
  /**
   * Oldest in stock first unless sorted. Columns: stockNo, brand, series, model, exterior, interior, vin, state, location, siteId, arrivedOn, ageDays,
   * listFen, priceFen, energy, modelYear, leftOn, held. `totals`: sellable, listFen, priceFen, averageAge, and `state:<state>` counts.
   */
  page: query({ access: 'vehicles.view', input: ListRequest, output: listPage(VehicleRow), reads: reading }),
  card: query({
    access: 'vehicles.view',
    input: z.object({ id: Id }),
    output: VehicleCard,
    reads: [...reading, 'catalogue_models', 'vehicle_costs', 'parameters', 'users', 'receipts', 'approval_steps'],
  }),
  /** What a scanned VIN means here: a car we know (on the road, in stock, gone), or what similar cars were entered as. */
  byVin: query({
    access: 'vehicles.view',
    input: z.object({ vin: z.string().max(40) }),
    output: z.object({
      known: z.array(
        z.object({
          id: z.string(),
          stockNo: z.string(),
          site: z.string().nullable(),
          own: z.boolean(),
          state: z.enum(vehicleStates),
          title: z.string(),
          leftOn: z.string().nullable(),
        }),
      ),
      /** The newest car whose VIN begins with the same eight characters: its facts fill the form. */
      like: z
        .object({
          brand: z.string(),
          series: z.string(),
          model: z.string(),
          energy: z.enum(energies),
          origin: z.string().nullable(),
          seats: z.number().nullable(),
          listFen: z.number(),
          priceFen: z.number(),
        })
        .nullable(),
    }),
    reads: ['vehicles', 'sites', 'import_batches', 'catalogue_models', 'catalogue_prices'],
  }),
  /** Brands, series, models, colours and places already in use: what the forms and filters offer. */
  words: query({
    access: 'vehicles.view',
    input: z.object({}),
    output: z.object({
      models: z.array(
        z.object({ brand: z.string(), series: z.string(), model: z.string(), energy: z.enum(energies), listFen: z.number() }),
      ),
      exteriors: z.array(z.string()),
      interiors: z.array(z.string()),
      locations: z.array(z.string()),
      sites: z.array(z.object({ id: z.string(), name: z.string(), own: z.boolean() })),
      /** Desktops that may have a right, this one first. */
      desks: z.array(z.object({ id: z.string(), name: z.string(), here: z.boolean(), own: z.boolean() })),
    }),
    reads: ['vehicles', 'sites', 'devices', 'import_batches'],
  }),
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
  /** What signing for this car means at this desktop: firm at once, HQ is asked first, or only another desktop may. */
  promise: query({
    access: 'orders.view',
    input: z.object({ id: Id }),
    output: z.object({ promise: z.enum(['firm', 'asks', 'elsewhere']), alone: z.boolean(), device: z.string().nullable(), no: z.string() }),
    reads: ['vehicles', 'rights', 'devices', '_sync_changesets', '_sync_state'],
  }),
  /** `vin-in-stock` between offline desktops: a unique key per VIN; the later row falls away and a case says so. */
  arrive: command({
    amendable: true,
    access: 'vehicles.edit',
    input: NewVehicle,
    output: z.object({ id: z.string(), stockNo: z.string() }),
    writes: ['vehicles', 'vehicle_costs'],
    refusals: ['vin-in-stock', 'stock-no-taken'],
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
  correct: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, fields: VehiclePatch }),
    output: Done,
    writes: ['vehicles', 'vehicle_costs'],
    refusals: [...own, 'vin-in-stock', 'stock-no-taken', 'nothing-changed'],
  }),
  /** List price and price are one value between desktops. `price-above-list`: nothing is sold above the shown price. */
  reprice: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, listFen: Price, priceFen: Price }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'price-above-list'],
  }),
  move: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, location: Words }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'gone'],
  }),
  /** `held`: an order holds it, only that order moves it; between offline desktops an expectation that nobody holds it. */
  setState: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, state: z.enum(settableStates), location: orNull(Words).optional() }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'not-allowed', 'held', 'pdi-open'],
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
