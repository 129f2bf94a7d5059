// What may be asked of the workshop floor: the board of a day, what a technician has in hand, what is clocked, and how flagged
// hours compare with worked ones.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { serviceKinds, workOrderStates } from '../workshop/rules.ts'
import { certificateStates, lackReasons } from './rules/certificates.ts'
import { bayKinds, clockKinds, jobStages, pauseReasons } from './rules.ts'

const Id = z.string().min(1).max(60)
const Minutes = z.int().min(15, 'quarter-at-least').max(6000, 'too-much')
const Instant = z.int().min(0).max(4_102_444_800_000)
const Done = z.object({ id: z.string() })
const Place = z.object({ technicianId: Id, bayId: Id.nullable().default(null), startsAt: Instant, minutes: Minutes })

/** A job as the floor sees it. */
const FloorJob = z.object({
  jobId: z.string(),
  orderId: z.string(),
  orderNo: z.string(),
  state: z.enum(workOrderStates),
  kind: z.enum(serviceKinds),
  plate: z.string().nullable(),
  carName: z.string(),
  name: z.string(),
  minutes: z.int(),
  stage: z.enum(jobStages),
  workedMinutes: z.int(),
  promisedAt: z.int().nullable(),
})
export type FloorJob = z.infer<typeof FloorJob>
/** A certificate the part of the car asks for and the technician does not hold: planned before it ended, it must not begin like this. */
const Lacks = z.object({ certificate: z.string(), why: z.enum(lackReasons), on: Day.nullable(), reason: z.string().nullable() }).nullable()
export const BoardSlot = FloorJob.extend({
  id: z.string(),
  technicianId: z.string(),
  bayId: z.string().nullable(),
  startsAt: z.int(),
  slotMinutes: z.int(),
  /** Asks two things of one technician or one bay at once. */
  clashes: z.boolean(),
  /** Ends after the car was promised for, or should have ended and did not. */
  late: z.boolean(),
  lacks: Lacks,
})
export type BoardSlot = z.infer<typeof BoardSlot>

export const Bay = z.object({ id: z.string(), name: z.string(), kind: z.enum(bayKinds), active: z.boolean() })
const Technician = z.object({ id: z.string(), name: z.string() })
const jobReads = ['work_orders', 'work_order_jobs', 'job_slots', 'job_clocks', 'bays', 'users', 'roles']
const certified = [...jobReads, 'service_jobs', 'staff_certificates', 'parameters']

export const Board = z.object({
  now: z.int(),
  technicians: z.array(Technician.extend({ plannedMinutes: z.int() })),
  bays: z.array(Bay),
  slots: z.array(BoardSlot),
  /** Agreed jobs nobody planned yet, the most urgent first. */
  waiting: z.array(FloorJob),
})
export type Board = z.infer<typeof Board>

export const Efficiency = z.object({
  technicianId: z.string(),
  name: z.string(),
  jobs: z.int(),
  flaggedMinutes: z.int(),
  workedMinutes: z.int(),
  efficiencyBp: z.int().nullable(),
  /** Orders of theirs that came back. */
  comebacks: z.int(),
})

const orNull = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullable()
    .default(null)
    .transform((text) => text || null)

export const StaffCertificate = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  name: z.string(),
  no: z.string().nullable(),
  issuer: z.string().nullable(),
  validFromOn: z.string(),
  validUntilOn: z.string().nullable(),
  note: z.string().nullable(),
  state: z.enum(certificateStates),
  withdrawnOn: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
})
export type StaffCertificate = z.infer<typeof StaffCertificate>

export const floor = {
  board: query({ access: 'workshop.view', input: z.object({ on: Day }), output: Board, reads: certified }),
  /** Jobs of one technician that are planned or begun and not finished; without an id those of the person who asks. */
  mine: query({
    access: 'workshop.work',
    input: z.object({ technicianId: Id.nullable().default(null) }),
    output: z.array(FloorJob.extend({ startsAt: z.int().nullable(), lacks: Lacks })),
    reads: certified,
  }),
  /** What was clocked on an order's jobs. */
  ofOrder: query({
    access: 'workshop.view',
    input: z.object({ orderId: Id }),
    output: z.array(z.object({ jobId: z.string(), stage: z.enum(jobStages), workedMinutes: z.int(), who: z.array(z.string()) })),
    reads: jobReads,
  }),
  efficiency: query({
    access: 'workshop.view',
    input: z.object({ fromOn: Day, untilOn: Day }),
    output: z.object({
      technicians: z.array(Efficiency),
      orders: z.int(),
      comebacks: z.int(),
      reworks: z.int(),
      checks: z.int(),
      /** From the door to ready, mean in minutes; null when none became ready. */
      throughputMinutes: z.int().nullable(),
      pauses: z.array(z.object({ reason: z.enum(pauseReasons), count: z.int() })),
    }),
    reads: [...jobReads, 'work_order_steps'],
  }),
  bays: query({ access: 'workshop.view', input: z.object({}), output: z.array(Bay), reads: ['bays'] }),
  keepBay: command({
    access: 'workshop.dispatch',
    input: z.object({
      id: Id.nullable(),
      name: z.string().trim().min(1, 'required').max(40),
      kind: z.enum(bayKinds),
      active: z.boolean().default(true),
    }),
    output: Done,
    writes: ['bays'],
    refusals: ['name-taken'],
  }),
  /** Plans a job; a job may have several pieces. */
  plan: command({
    access: 'workshop.dispatch',
    input: Place.extend({ jobId: Id }),
    output: Done,
    writes: ['job_slots'],
    refusals: ['closed', 'not-agreed', 'no-such-technician', 'no-such-bay', 'not-certified'],
  }),
  replan: command({
    access: 'workshop.dispatch',
    input: Place.extend({ id: Id }),
    output: Done,
    writes: ['job_slots'],
    refusals: ['closed', 'no-such-technician', 'no-such-bay', 'not-certified'],
  }),
  split: command({
    access: 'workshop.dispatch',
    input: z.object({ id: Id, afterMinutes: Minutes }),
    output: Done,
    writes: ['job_slots'],
    refusals: ['closed', 'too-short', 'not-certified'],
  }),
  unplan: command({ access: 'workshop.dispatch', input: z.object({ id: Id }), output: Done, writes: ['job_slots'], refusals: ['closed'] }),
  /** Starts, pauses with why, or finishes a job. The first start of an order begins its work; nobody works at two jobs at once. */
  clock: command({
    access: 'workshop.work',
    input: z.object({
      jobId: Id,
      kind: z.enum(clockKinds),
      reason: z.enum(pauseReasons).nullable().default(null),
      technicianId: Id.nullable().default(null),
    }),
    output: Done,
    writes: ['job_clocks', 'work_orders', 'work_order_steps'],
    refusals: [
      'closed',
      'not-agreed',
      'running-already',
      'not-running',
      'busy-elsewhere',
      'reason-missing',
      'finished-already',
      'not-certified',
    ],
  }),
  /** 证书与培训 of the site's people, whoever's runs out first on top; whom one may be noted of, and the names that are in use. */
  certificates: query({
    access: 'workshop.view',
    input: z.object({}),
    output: z.object({
      certificates: z.array(StaffCertificate),
      people: z.array(z.object({ id: z.string(), name: z.string() })),
      names: z.array(z.string()),
    }),
    reads: ['staff_certificates', 'users', 'parameters'],
  }),
  /** Notes or corrects one; to renew is to note the next. */
  keepCertificate: command({
    access: 'workshop.dispatch',
    input: z
      .object({
        id: Id.nullable(),
        userId: Id,
        name: z.string().trim().min(1, 'required').max(40),
        no: orNull(60),
        issuer: orNull(60),
        validFromOn: Day,
        validUntilOn: Day.nullable().default(null),
        note: orNull(200),
      })
      .refine(({ validFromOn, validUntilOn }) => validUntilOn === null || validFromOn <= validUntilOn, {
        path: ['validUntilOn'],
        message: 'ends-before',
      }),
    output: Done,
    writes: ['staff_certificates'],
    refusals: ['no-such-person', 'noted-already', 'withdrawn'],
  }),
  withdrawCertificate: command({
    access: 'workshop.dispatch',
    input: z.object({ id: Id, reason: z.string().trim().min(1, 'required').max(200) }),
    output: Done,
    writes: ['staff_certificates'],
    refusals: ['withdrawn'],
  }),
}
