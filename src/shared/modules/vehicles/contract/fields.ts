// What a form says of a car, as it is typed and as it is stored: its VIN with the check digit, its facts, what it cost, a car as it
// comes, and a correction.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { checkPlate } from '../../customers/rules.ts'
import { chargerStates, checkVin, energies, vinAcceptable } from '../rules.ts'

export const Words = z.string().trim().min(1).max(80)
export const orNull = <T extends z.ZodType<unknown, string>>(type: T) =>
  z
    .string()
    .nullable()
    .transform((text) => (text === null || text.trim() === '' ? null : text))
    .pipe(type.nullable())
/** A price somebody could pay: above nothing, below ¥100,000,000. */
export const Price = z.int().min(1).max(10_000_000_000)
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
