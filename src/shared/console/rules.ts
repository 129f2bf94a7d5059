// Who may do what in headquarters' console, and how long a session lasts. Pure: no clock, no store, no page.
import { z } from 'zod'
import { CHINA_OFFSET_MINUTES } from '../dates.ts'
import { LOGIN, problemsOfPassword } from '../modules/identity/rules.ts'

/** From most to least. An auditor sees everything and changes nothing but their own password. */
export const roles = ['administrator', 'operator', 'auditor'] as const
export type Role = (typeof roles)[number]

/** Who may call an entry of the console: nobody in particular, whoever is signed in, or a role and those above it. */
export type Who = 'anyone' | 'signed-in' | 'operator' | 'administrator'

export function may(role: Role | null, who: Who): boolean {
  if (who === 'anyone') return true
  if (role === null) return false
  if (who === 'signed-in') return true
  return role === 'administrator' || role === who
}

/** A session ends after so long without a person's doing, and after so long in any case. */
export const SESSION = { idleMs: 60 * 60_000, wholeMs: 12 * 60 * 60_000 } as const

export const sessionLives = ({ madeAt, seenAt }: { madeAt: number; seenAt: number }, now: number): boolean =>
  now - seenAt < SESSION.idleMs && now - madeAt < SESSION.wholeMs

/** How long a one-time link opens. */
export const LINK_HOURS = 24

/** Seconds a code of an authenticator stands (RFC 6238), and how many steps its clock may be off to either side. */
export const TOTP = { seconds: 30, digits: 6, slack: 1 } as const

/** What a person types who opens a one-time link: all that is wrong with it at once. */
export const opening = z
  .object({
    login: z.string().trim().min(1, 'required').regex(LOGIN, 'login-shape'),
    name: z.string().trim().min(1, 'required').max(40),
    password: z.string().min(1, 'required'),
    again: z.string().min(1, 'required'),
  })
  .superRefine(({ login, password, again }, context) => {
    const problem = password === '' ? undefined : problemsOfPassword(password, login)[0]
    if (problem) context.addIssue({ code: 'custom', path: ['password'], message: problem })
    if (again !== '' && again !== password) context.addIssue({ code: 'custom', path: ['again'], message: 'differs' })
  })

/** How a desktop stands, from what most needs a person to what least does. */
export const standings = ['lost', 'behind', 'away', 'never', 'well', 'suspended', 'revoked'] as const
export type Standing = (typeof standings)[number]

/** Not seen for so long, a desktop is lost: what was done there since is on one disk only. */
export const LOST_MS = 3 * 24 * 60 * 60_000
/** Connected and yet without what is so old, it is behind. */
export const BEHIND_MS = 60_000
/** A clock that is off by more is said. */
export const SKEW_MS = 120_000

/** `seenAt` is 0 for one that was never heard of; `waitingSince` is when the oldest entry it does not have was written. All by headquarters' clock. */
export function standingOf(
  desktop: { revokedAt: number | null; suspendedAt: number | null; seenAt: number; online: boolean; waitingSince: number | null },
  now: number,
): Standing {
  if (desktop.revokedAt !== null) return 'revoked'
  if (desktop.suspendedAt !== null) return 'suspended'
  if (desktop.online) return desktop.waitingSince !== null && now - desktop.waitingSince > BEHIND_MS ? 'behind' : 'well'
  if (desktop.seenAt === 0) return 'never'
  return now - desktop.seenAt > LOST_MS ? 'lost' : 'away'
}

/** How a desktop of a roll-out is: from what was not begun to what is well. */
export const lineStates = ['planned', 'coded', 'expired', 'never', 'lost', 'behind', 'suspended', 'revoked', 'quarantined', 'well'] as const
export type LineState = (typeof lineStates)[number]

/** `desktop` is the one that paired with the line's code. Away is well: people go home. */
export function lineStateOf(
  line: { digest: string | null; expiresAt: number | null },
  desktop: { standing: Standing; quarantined: number } | undefined,
  now: number,
): LineState {
  if (line.digest === null) return 'planned'
  if (!desktop) return now > (line.expiresAt ?? 0) ? 'expired' : 'coded'
  if (desktop.standing !== 'well' && desktop.standing !== 'away') return desktop.standing
  return desktop.quarantined > 0 ? 'quarantined' : 'well'
}

const HOUR_MS = 60 * 60_000
/** Hours from one backup of headquarters to the next. Each divides a day, so that every day has the same times. */
export const backupTurns = [1, 2, 3, 4, 6, 8, 12, 24] as const
/** When headquarters backs itself up: at `hour` in China and every so many hours from there, and how many of the newest stay. */
export const BackupPlan = z.object({
  everyHours: z.literal(backupTurns),
  hour: z.number().int().min(0).max(23),
  kept: z.number('required').int('kept-unfit').min(2, 'kept-unfit').max(90, 'kept-unfit'),
})
export type BackupPlan = z.infer<typeof BackupPlan>
/** Until somebody chooses: at night, when few are at a counter. */
export const USUAL_PLAN: BackupPlan = { everyHours: 24, hour: 2, kept: 7 }

/** The last time of the plan that is not after `now` (epoch ms). */
export function lastDue({ everyHours, hour }: BackupPlan, now: number): number {
  const from = hour * HOUR_MS - CHINA_OFFSET_MINUTES * 60_000
  const turn = everyHours * HOUR_MS
  return from + Math.floor((now - from) / turn) * turn
}
/** Its time came and no whole copy was made since. */
export const isDue = (plan: BackupPlan, madeAt: number | null, now: number): boolean => madeAt === null || madeAt < lastDue(plan, now)
export const nextDue = (plan: BackupPlan, now: number): number => lastDue(plan, now) + plan.everyHours * HOUR_MS
/** Two turns without a whole copy are too long. */
export const isLate = (plan: BackupPlan, madeAt: number, now: number): boolean => now - madeAt > 2 * plan.everyHours * HOUR_MS
