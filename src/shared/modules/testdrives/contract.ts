// What may be asked of test drives: the calendar of cars and slots, the list, one drive, and its way from the appointment
// to what the guest thought of it.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId, VehicleId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { Attached, Photos, Signature } from '../documents/contract.ts'
import { driveStages, licenceClasses, normalLicence, Scores } from './rules.ts'

const Id = z.string().min(1).max(60)
const Slot = z.string().regex(/^\d\d:\d\d$/)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Note = orNull(z.string().trim().max(200)).default(null)
const Km = z.int().min(0, 'not-negative').max(2_000_000, 'too-much')
const Fuel = z.int().min(0, 'not-negative').max(100, 'at-most-whole')

const Car = z.object({
  id: z.string(),
  name: z.string(),
  stockNo: z.string(),
  plate: z.string().nullable(),
  exterior: z.string().nullable(),
  /** It is a test-drive car today; one that is not any more is shown while somebody booked it. */
  offered: z.boolean(),
  /** The newest reading of its drives. */
  km: z.int().nullable(),
})

export const DriveRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(driveStages),
  customerId: z.string(),
  customerName: z.string(),
  consultantName: z.string(),
  vehicleId: z.string(),
  vehicleName: z.string(),
  stockNo: z.string(),
  plate: z.string().nullable(),
  /** The car is a test-drive car no more: the guest needs another one. */
  carGone: z.boolean(),
  driveOn: z.string(),
  slot: z.string(),
  route: z.string().nullable(),
  kmOut: z.int().nullable(),
  kmIn: z.int().nullable(),
  drivenKm: z.int().nullable(),
  /** Mean of the points, in tenths. */
  scoreTenths: z.int().nullable(),
  endReason: z.string().nullable(),
  createdAt: z.int(),
  standing: Standing,
})
export type DriveRow = z.infer<typeof DriveRow>

export const DriveCard = DriveRow.extend({
  routeKm: z.int().nullable(),
  fuelOut: z.int().nullable(),
  fuelIn: z.int().nullable(),
  outAt: z.int().nullable(),
  inAt: z.int().nullable(),
  readingNote: z.string().nullable(),
  licence: z
    .object({ no: z.string().nullable(), class: z.string(), expiresOn: z.string().nullable(), by: z.string(), at: z.int() })
    .nullable(),
  scores: Scores,
  feedback: z.string().nullable(),
  note: z.string().nullable(),
  /** Readings so far of the car, for the next one to begin with. */
  lastKm: z.int().nullable(),
  /** Who has the slot this drive lost. */
  lostTo: z.string().nullable(),
  caseId: z.string().nullable(),
  signed: z.object({ name: z.string().nullable(), sha256: z.string(), at: z.int() }).nullable(),
  pictures: z.array(Attached),
})
export type DriveCard = z.infer<typeof DriveCard>

export const DriveChoice = z.object({
  vehicleId: z.string(),
  vehicleName: z.string(),
  stockNo: z.string(),
  driveOn: z.string(),
  slot: z.string(),
  sameCar: z.boolean(),
})
export type DriveChoice = z.infer<typeof DriveChoice>

const driveReads = ['test_drives', 'vehicles', 'customers', 'users', '_sync_changesets'] as const
const Done = z.object({ id: z.string() })
/** `slot-taken` between offline desktops: the slot's hold, see tables.ts. `not-offered`: the calendar shows it, and the drive is not begun. */
const booking = ['not-offered', 'other-site', 'no-such-slot', 'slot-past', 'slot-taken'] as const
const Place = z.object({ vehicleId: VehicleId, driveOn: Day, slot: Slot })

export const testdrives = {
  /** A day or a week: cars, the slots of each day, and who has them. */
  calendar: query({
    access: 'testdrives.view',
    input: z.object({ fromOn: Day, days: z.union([z.literal(1), z.literal(7)]) }),
    output: z.object({
      /** `2026-11-22 10:30` in China. */
      now: z.string(),
      cars: z.array(Car),
      days: z.array(z.object({ on: z.string(), slots: z.array(z.string()) })),
      drives: z.array(DriveRow),
    }),
    reads: [...driveReads, 'parameters', 'cases', 'loaner_cars'],
  }),
  page: query({ access: 'testdrives.view', input: ListRequest, output: listPage(DriveRow), reads: [...driveReads, 'cases'] }),
  card: query({
    access: 'testdrives.view',
    input: z.object({ id: Id }),
    output: DriveCard,
    reads: [...driveReads, 'cases', 'attachments', 'files', 'signatures'],
  }),
  routes: query({
    access: 'testdrives.view',
    input: z.object({}),
    output: z.array(z.object({ name: z.string(), km: z.int() })),
    reads: ['parameters'],
  }),
  /** Where a drive could be instead: other cars at the same hour first, then the car's next free hours. */
  choices: query({
    access: 'testdrives.view',
    input: z.object({ id: Id }),
    output: z.array(DriveChoice),
    reads: ['test_drives', 'vehicles', 'parameters', 'loaner_cars'],
  }),
  book: command({
    access: 'testdrives.edit',
    input: Place.extend({ customerId: CustomerId, note: Note }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['test_drives', 'customers', 'follow_ups'],
    refusals: ['no-such-customer', ...booking],
  }),
  /** Another car or another hour: a new appointment takes the old one's place. */
  move: command({
    access: 'testdrives.edit',
    input: Place.extend({ id: Id }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['test_drives'],
    refusals: ['closed', 'already-out', ...booking],
  }),
  /** The guest showed a licence, signed the agreement, and drives off. */
  depart: command({
    access: 'testdrives.edit',
    input: z.object({
      id: Id,
      licence: z.object({
        no: z.string().trim().min(1, 'required').max(40).transform(normalLicence),
        class: z.enum(licenceClasses),
        expiresOn: Day.nullable().default(null),
        photos: Photos,
      }),
      route: z.string().trim().min(1, 'required').max(60),
      km: Km,
      fuel: Fuel,
      damage: Photos,
      signature: Signature,
      evenSo: Note,
    }),
    output: Done,
    writes: ['test_drives', 'attachments', 'files', 'signatures', 'leads', 'lead_steps'],
    refusals: [
      'closed',
      'already-out',
      'car-out',
      'not-offered',
      'licence-number',
      'licence-expired',
      'no-such-route',
      'km-below-last',
      'looks-wrong',
    ],
  }),
  bringBack: command({
    access: 'testdrives.edit',
    input: z.object({ id: Id, km: Km, fuel: Fuel, damage: Photos, evenSo: Note, scores: Scores.default({}), feedback: Note }),
    output: Done,
    writes: ['test_drives', 'attachments', 'files'],
    refusals: ['not-out', 'km-backwards', 'looks-wrong'],
  }),
  /** What the guest thought, said later or corrected. */
  score: command({
    access: 'testdrives.edit',
    input: z.object({ id: Id, scores: Scores, feedback: Note }),
    output: Done,
    writes: ['test_drives'],
    refusals: ['not-back'],
  }),
  end: command({
    access: 'testdrives.edit',
    input: z.object({ id: Id, kind: z.enum(['cancelled', 'no-show']), reason: z.string().trim().min(1, 'required').max(200) }),
    output: Done,
    writes: ['test_drives'],
    refusals: ['closed', 'already-out'],
  }),
}
