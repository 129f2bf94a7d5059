// Test drives (试乘试驾): which slots a day has, who may drive, what meters may say, and where a drive stands.
import { z } from 'zod'
import type { Day } from '../../dates.ts'
import { halfWidth } from '../../text.ts'
import { checkIdCard } from '../customers/rules.ts'

/** What is stored of an appointment; what a drive is (out, back) its meters say, see `stageOf`. */
export const driveStates = ['booked', 'clash', 'moved', 'cancelled', 'no-show'] as const
export type DriveState = (typeof driveStates)[number]

/** 已预约 · 时段冲突 · 在途 · 已完成 · 已改约 · 已取消 · 未到店. */
export const driveStages = ['booked', 'clash', 'out', 'done', 'moved', 'cancelled', 'no-show'] as const
export type DriveStage = (typeof driveStages)[number]

type Meters = { outAt: number | null; inAt: number | null }
/** A drive that took place took place, whoever had the slot: what was read off a car outranks what was agreed. */
export function stageOf(state: DriveState, { outAt, inAt }: Meters): DriveStage {
  if (inAt !== null) return 'done'
  return outAt === null ? state : 'out'
}

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The parameter 试驾时段: from when to when cars are lent, and for how many minutes. */
export const DriveHours = z
  .object({ opensAt: Clock, closesAt: Clock, slotMinutes: z.int().min(15, 'quarter-to-four-hours').max(240, 'quarter-to-four-hours') })
  .refine(({ opensAt, closesAt, slotMinutes }) => minutesOf(opensAt) + slotMinutes <= minutesOf(closesAt), {
    message: 'closes-after-opening',
    path: ['closesAt'],
  })
export type DriveHours = z.infer<typeof DriveHours>

/** The parameter 试驾路线. */
export const DriveRoutes = z
  .array(z.object({ name: z.string().trim().min(1, 'required').max(60), km: z.int().min(1, 'not-zero').max(200, 'too-much') }))
  .min(1, 'required')
  .max(12, 'too-much')
export type DriveRoutes = z.infer<typeof DriveRoutes>

/** When a drive may begin that day, as `09:30`; the last one ends before closing. */
export function slotsOf({ opensAt, closesAt, slotMinutes }: DriveHours): string[] {
  const slots: string[] = []
  for (let at = minutesOf(opensAt); at + slotMinutes <= minutesOf(closesAt); at += slotMinutes)
    slots.push(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
  return slots
}

/** What one drive has and no other: a car at an hour. HQ holds it under `drive:` and this key. */
export const slotKey = (about: { vehicleId: string; driveOn: Day; slot: string }): string =>
  `${about.vehicleId}@${about.driveOn}T${about.slot}`

/** Classes of a Chinese driving licence under which a passenger car may be driven; C2 only with an automatic gearbox. */
export const licenceClasses = ['C1', 'C2', 'B1', 'B2', 'A1', 'A2', 'A3'] as const
export type LicenceClass = (typeof licenceClasses)[number]

export type LicenceProblem = 'number' | 'expired'

/** A licence's number is its holder's ID number, or that of another paper: 6 to 20 letters and digits. */
export const normalLicence = (text: string): string => halfWidth(text).replace(/[\s-]/g, '').toUpperCase()

/** Why somebody may not drive today. `expiresOn` null: valid for ever (长期). */
export function licenceProblems({ number, expiresOn }: { number: string; expiresOn: Day | null }, today: Day): LicenceProblem[] {
  const problems: LicenceProblem[] = []
  const known = /^\d{17}[\dX]$/.test(number) ? checkIdCard(number, today).ok : /^[0-9A-Z]{6,20}$/.test(number)
  if (!known) problems.push('number')
  if (expiresOn !== null && expiresOn < today) problems.push('expired')
  return problems
}

/** Kilometres beyond which a reading is more likely a slip than a drive. */
const MOST_KM = 300
/** A route is driven in about its length: more than this many times it, and ten kilometres, is asked about. */
const DETOUR = 3

/** Why a reading before or after a drive is refused, or wants a word of explanation. `fuel` in percent, also of a battery. */
export function outProblems(reading: { km: number }, lastKm: number | null): ('below-last' | 'jump')[] {
  if (lastKm === null) return []
  if (reading.km < lastKm) return ['below-last']
  return reading.km - lastKm > MOST_KM ? ['jump'] : []
}
export function inProblems(
  reading: { km: number; fuel: number },
  out: { km: number; fuel: number; routeKm: number | null },
): ('backwards' | 'far' | 'fuel')[] {
  if (reading.km < out.km) return ['backwards']
  const problems: ('far' | 'fuel')[] = []
  const driven = reading.km - out.km
  if (driven > Math.min(MOST_KM, out.routeKm === null ? MOST_KM : out.routeKm * DETOUR + 10)) problems.push('far')
  if (reading.fuel > out.fuel) problems.push('fuel')
  return problems
}

/** 动力 · 操控 · 舒适 · 空间 · 静谧 · 智能: what a guest gives one to five points for. */
export const scoredAspects = ['power', 'handling', 'comfort', 'space', 'quiet', 'smart'] as const
export type ScoredAspect = (typeof scoredAspects)[number]
export const Scores = z.partialRecord(z.enum(scoredAspects), z.int().min(1).max(5))
export type Scores = z.infer<typeof Scores>

/** The mean of what was scored, in tenths of a point, half up; null when nothing was. */
export function meanTenths(scores: Scores): number | null {
  const given = Object.values(scores)
  if (given.length === 0) return null
  return Math.floor((given.reduce((sum, each) => sum + each, 0) * 20 + given.length) / (2 * given.length))
}
