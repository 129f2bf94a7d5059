// What may be asked of loaner cars: which there are and who has them, the list of loans, one of them; marking a car, lending it with
// an agreement, lending it longer, and taking it back.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId, VehicleId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { Attached, Photos, Signature } from '../documents/contract.ts'
import { licenceClasses, normalLicence } from '../testdrives/rules.ts'
import { loanStages } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const words = (most: number) => z.string().trim().min(1, 'required').max(most)
const Note = orNull(z.string().trim().max(200)).default(null)
const Km = z.int().min(0, 'not-negative').max(2_000_000, 'too-much')
const Fuel = z.int().min(0, 'not-negative').max(100, 'at-most-whole')
const Instant = z.int().min(0).max(4_102_444_800_000)
const Done = z.object({ id: z.string() })

export const LoanRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(loanStages),
  vehicleId: z.string(),
  vehicleName: z.string(),
  plate: z.string().nullable(),
  stockNo: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  phone: z.string().nullable(),
  workOrderId: z.string().nullable(),
  workOrderNo: z.string().nullable(),
  outAt: z.int(),
  dueAt: z.int(),
  inAt: z.int().nullable(),
  kmOut: z.int(),
  fuelOut: z.int(),
  kmIn: z.int().nullable(),
  fuelIn: z.int().nullable(),
  drivenKm: z.int().nullable(),
  lentByName: z.string(),
  standing: Standing,
})
export type LoanRow = z.infer<typeof LoanRow>

export const LoanCard = LoanRow.extend({
  driverName: z.string().nullable(),
  licenceNo: z.string().nullable(),
  licenceClass: z.string(),
  licenceExpiresOn: z.string().nullable(),
  returnNote: z.string().nullable(),
  note: z.string().nullable(),
  endReason: z.string().nullable(),
  /** The number of the loan that has the car. */
  lostTo: z.string().nullable(),
  signed: z.object({ name: z.string().nullable(), sha256: z.string(), at: z.int() }).nullable(),
  pictures: z.array(Attached),
  cases: z.array(z.object({ id: z.string() })),
})
export type LoanCard = z.infer<typeof LoanCard>

export const LoanerCar = z.object({
  id: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  stockNo: z.string(),
  active: z.boolean(),
  note: z.string().nullable(),
  /** The newest reading; null before the first. */
  km: z.int().nullable(),
  /** Who has it; null: it stands here. */
  out: z
    .object({ id: z.string(), no: z.string(), customerName: z.string(), dueAt: z.int(), overdue: z.boolean(), driving: z.boolean() })
    .nullable(),
  /** It left the store or is not driven as a store's car any more. */
  gone: z.boolean(),
})
export type LoanerCar = z.infer<typeof LoanerCar>

const reads = ['loaner_loans', 'loaner_cars', 'vehicles', 'customers', 'users', 'work_orders', '_sync_changesets', 'cases'] as const

export const loaners = {
  cars: query({
    access: 'workshop.view',
    input: z.object({}),
    output: z.object({ cars: z.array(LoanerCar), overdue: z.int() }),
    reads: [...reads, 'test_drives'],
  }),
  /** Cars of the store that could be marked: those that are driven as the store's own. */
  markable: query({
    access: 'workshop.dispatch',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string(), plate: z.string().nullable(), stockNo: z.string() })),
    reads: ['vehicles', 'loaner_cars'],
  }),
  page: query({ access: 'workshop.view', input: ListRequest, output: listPage(LoanRow), reads }),
  card: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: LoanCard,
    reads: [...reads, 'attachments', 'files', 'signatures'],
  }),
  /** Orders of a customer whose car is here: what a loan is for. */
  ordersOf: query({
    access: 'workshop.view',
    input: z.object({ customerId: Id }),
    output: z.array(z.object({ id: z.string(), no: z.string(), carName: z.string(), promisedAt: z.int().nullable() })),
    reads: ['work_orders'],
  }),
  mark: command({
    access: 'workshop.dispatch',
    input: z.object({ vehicleId: VehicleId, active: z.boolean(), note: Note }),
    output: Done,
    writes: ['loaner_cars'],
    refusals: ['not-ours', 'car-out'],
  }),
  /** `looks-wrong`: a reading below the last, which wants a word. */
  lend: command({
    access: 'workshop.edit',
    input: z.object({
      vehicleId: VehicleId,
      customerId: CustomerId,
      workOrderId: orNull(Id).default(null),
      dueAt: Instant,
      km: Km,
      fuel: Fuel,
      driverName: orNull(z.string().trim().max(60)).default(null),
      licence: z.object({
        no: z.string().trim().min(1, 'required').max(40).transform(normalLicence),
        class: z.enum(licenceClasses),
        expiresOn: Day.nullable().default(null),
        photos: Photos,
      }),
      damage: Photos,
      signature: Signature,
      note: Note,
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['loaner_loans', 'attachments', 'files', 'signatures', 'customers'],
    refusals: ['no-loaner', 'car-out', 'licence-number', 'licence-expired', 'due-past', 'km-below-last', 'not-this-customer'],
  }),
  extend: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, dueAt: Instant, reason: words(200) }),
    output: Done,
    writes: ['loaner_loans'],
    refusals: ['over', 'due-past'],
  }),
  takeBack: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, km: Km, fuel: Fuel, damage: Photos, note: Note }),
    output: Done,
    writes: ['loaner_loans', 'attachments', 'files'],
    refusals: ['over', 'km-backwards', 'looks-wrong'],
  }),
  /** A loan whose car somebody else has, and that never left with it. */
  drop: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, reason: words(200) }),
    output: Done,
    writes: ['loaner_loans'],
    refusals: ['over'],
  }),
}
