// What may be asked of trade-ins: the list, and an old car's way from the first look to the order it counts towards.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId, OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { checkPlate } from '../customers/rules.ts'
import { Attached, Photos } from '../documents/contract.ts'
import { checkVin, energies } from '../vehicles/rules.ts'
import { appraisalStates, conditionGrades, conditionParts, damages, valuationReasons } from './rules.ts'

const Id = z.string().min(1).max(60)
const Words = z.string().trim().min(1, 'required').max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Amount = Fen.min(0, 'not-negative').max(10_000_000_000, 'too-much')

const Plate = z
  .string()
  .max(20)
  .transform((text, ctx) => {
    const check = checkPlate(text)
    if (!check.ok) ctx.addIssue({ code: 'custom', message: 'plate' })
    return check.plate
  })
/** A wrong check digit is taken as it is: the car's papers are in the appraiser's hand. */
const Vin = z
  .string()
  .max(40)
  .transform((text, ctx) => {
    const check = checkVin(text)
    if (check.problems.some(({ severity }) => severity === 'refused')) ctx.addIssue({ code: 'custom', message: 'vin' })
    return check.vin
  })

const Condition = z.object(
  Object.fromEntries(conditionParts.map((part) => [part, z.enum(conditionGrades)])) as Record<
    (typeof conditionParts)[number],
    z.ZodEnum<{ good: 'good'; fair: 'fair'; poor: 'poor' }>
  >,
)
const Car = z.object({
  brand: Words,
  series: Words,
  model: Words,
  modelYear: z.int().min(1980, 'too-old').max(2100, 'too-much').nullable().default(null),
  plate: orNull(Plate).default(null),
  /** Needed when it is taken into stock. */
  vin: orNull(Vin).default(null),
  energy: z.enum(energies).default('fuel'),
  exterior: orNull(z.string().trim().max(20)).default(null),
  mileageKm: z.int().min(0, 'not-negative').max(2_000_000, 'too-much').nullable().default(null),
  registeredOn: Day.nullable().default(null),
  condition: Condition,
  damages: z.array(z.enum(damages)).default([]),
  note: orNull(z.string().trim().max(500)).default(null),
})

const Worth = z.object({
  retailFen: Amount.min(1, 'not-zero'),
  reconFen: Amount,
  purchaseFen: Amount,
  allowanceFen: Amount.min(1, 'not-zero'),
})

export const AppraisalRow = Car.extend({
  id: z.string(),
  no: z.string(),
  state: z.enum(appraisalStates),
  customerId: z.string(),
  customerName: z.string(),
  appraiserName: z.string(),
  retailFen: Fen.nullable(),
  reconFen: Fen.nullable(),
  purchaseFen: Fen.nullable(),
  allowanceFen: Fen.nullable(),
  marginFen: Fen.nullable(),
  supportFen: Fen.nullable(),
  askedFor: z.array(z.enum(valuationReasons)),
  comment: z.string().nullable(),
  decidedBy: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNo: z.string().nullable(),
  vehicleId: z.string().nullable(),
  stockNo: z.string().nullable(),
  createdAt: z.int(),
  standing: Standing,
  /** Somebody else than this person has to decide. */
  mine: z.boolean(),
})
export type AppraisalRow = z.infer<typeof AppraisalRow>

const Done = z.object({ id: z.string() })

export const tradeins = {
  page: query({
    access: 'tradeins.view',
    input: ListRequest,
    output: listPage(AppraisalRow),
    reads: ['appraisals', 'customers', 'users', 'orders', 'vehicles', '_sync_changesets'],
  }),
  /** Orders of the customer that the old car may still count towards. */
  targets: query({
    access: 'tradeins.view',
    input: z.object({ id: Id }),
    output: z.array(z.object({ id: z.string(), no: z.string(), vehicleName: z.string().nullable(), dueFen: Fen })),
    reads: ['appraisals', 'orders', 'order_sums', 'vehicles'],
  }),
  /** How the old car looked. */
  pictures: query({
    access: 'tradeins.view',
    input: z.object({ id: Id }),
    output: z.array(Attached),
    reads: ['appraisals', 'attachments', 'files', 'users'],
  }),
  appraise: command({
    access: 'tradeins.edit',
    input: Car.extend({ customerId: CustomerId, photos: Photos }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['appraisals', 'customers', 'attachments', 'files'],
    refusals: ['no-such-customer'],
  }),
  /** What was found is corrected; a valuation made before counts no more. */
  reappraise: command({
    access: 'tradeins.edit',
    input: Car.extend({ id: Id, photos: Photos }),
    output: Done,
    writes: ['appraisals', 'attachments', 'files'],
    refusals: ['closed'],
  }),
  /** Sets what the car counts for. It is ready, or asks for another person's word: see rules.ts, reasonsToAsk. */
  value: command({
    access: 'tradeins.edit',
    input: Worth.extend({ id: Id }),
    output: z.object({ askedFor: z.array(z.enum(valuationReasons)) }),
    writes: ['appraisals'],
    refusals: ['closed', 'below-nothing'],
  }),
  /** By somebody else than whoever valued it. */
  decide: command({
    access: 'tradeins.decide',
    input: z.object({ id: Id, allowed: z.boolean(), comment: orNull(z.string().trim().max(200)).default(null) }),
    output: Done,
    writes: ['appraisals'],
    refusals: ['not-asked', 'own-valuation', 'comment-needed'],
  }),
  /**
   * The old car is the store's: it counts towards the order as a receipt, and stands in stock with what it cost. Taken at
   * two desks at once the ledger has it once, for its row is made of the appraisal.
   */
  take: command({
    access: 'tradeins.edit',
    input: z.object({ id: Id, orderId: OrderId, location: orNull(z.string().trim().max(60)).default(null) }),
    output: z.object({ no: z.string(), stockNo: z.string() }),
    writes: ['appraisals', 'receipts', 'vehicles', 'vehicle_costs'],
    refusals: ['not-ready', 'vin-needed', 'not-this-customer', 'closed', 'beyond-due', 'vin-in-stock', 'stock-no-taken'],
  }),
  drop: command({
    access: 'tradeins.edit',
    input: z.object({ id: Id, comment: z.string().trim().min(1, 'required').max(200) }),
    output: Done,
    writes: ['appraisals'],
    refusals: ['closed'],
  }),
}
