// What cars answer with: a row of the list, and one car all around. What may be asked is contract.ts's.
import { z } from 'zod'
import { Happened, Standing } from '../../../standing.ts'
import { chargerStates, energies, vehicleStates } from '../rules.ts'

/** States a person may set; 已售 and 在途 follow from orders, arrival and transfer. */
export const settableStates = ['in-stock', 'for-sale', 'demo', 'in-repair', 'pledged'] as const

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
