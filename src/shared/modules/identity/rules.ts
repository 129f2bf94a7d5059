// What makes a password or PIN good enough, how long failures lock a person out, and what the roles of a person add up
// to. Hashing and comparing secrets is done elsewhere; nothing here sees a stored verifier.
import { z } from 'zod'
import { permissions as words, reaches, type Permission, type Reach } from '../../permissions.ts'
import { halfWidth } from '../../text.ts'

/** What one types to sign in: latin, begins with a letter. */
export const LOGIN = /^[a-z][a-z0-9._-]{1,29}$/

/**
 * The login of a person whose own somebody else in the group had already, as when two stores that ran alone join one
 * headquarters: at their own site they go on typing the old one.
 */
export const distinctLogin = (login: string, userId: string): string => `${login.slice(0, 25)}.${userId.slice(-4)}`

/** A login as it is stored and compared: half-width, lower case. */
export const normalLogin = (text: string): string => halfWidth(text).trim().toLowerCase()

/** How hard a stolen verifier is to try: Argon2id over 64 MiB, three passes. */
export const ARGON = { memoryKib: 65_536, passes: 3 } as const

/** Whether a text is a verifier in PHC form, made at least as hard as ARGON says. */
export function isStrongVerifier(text: string): boolean {
  const [, memory, passes] =
    /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=\d{1,3}\$[A-Za-z0-9+/]{16,}\$[A-Za-z0-9+/]{43,}$/.exec(text) ?? []
  return Number(memory) >= ARGON.memoryKib && Number(passes) >= ARGON.passes
}

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const

export const passwordProblems = ['too-short', 'too-long', 'is-login', 'common'] as const
export type PasswordProblem = (typeof passwordProblems)[number]

/** What people in China choose first, from published lists of leaked passwords; runs and repetitions are rules below. */
const COMMON = new Set(
  `password password1 password123 passw0rd p@ssw0rd p@ssword qwertyuiop qwerty123 qwer1234 1234qwer asdfghjkl asdf1234 zxcvbnm1 1q2w3e4r 1qaz2wsx
  1qazxsw2 q1w2e3r4 qazwsxedc zaq12wsx abc12345 abcd1234 a1234567 a12345678 a123456789 aa123456 aa12345678 1234567a 12345678a 123456aa 123456abc
  abc123456 qq123456 qw123456 asd123456 zxc123456 wang1234 admin123 admin888 admin1234 administrator root1234 test1234 user1234 welcome1 iloveyou
  woaini520 woaini521 woaini1314 woaini123 5201314520 52013145 1314520520 13145200 147258369 159357456 741852963 789456123 123698745 112233445566
  11223344 12341234 12344321 87654321 88888888 66666666 168168168 888666888 forecourt zhanting changeme letmein1 sunshine princess football baseball
  superman trustno1 computer internet whatever michelle jennifer 19491001 20080808 00000000 qwertyui 1qaz@wsx 1qaz!qaz qwe123456 123qweasd 123456qwe`
    .split(/\s+/)
    .filter(Boolean),
)

/** `aaaaaaaa`, `12121212`, `abcabcabc`: one short piece again and again. */
const repeats = (text: string): boolean => /^(.{1,3}?)\1{2,}$/u.test(text) || /^(.{4})\1+$/u.test(text)

/** `12345678`, `fedcba98`: every character follows the one before, up or down; 9 and 0 are neighbours as on a keyboard. */
function runs(text: string): boolean {
  const steps = [...text].slice(1).map((character, at) => {
    const from = text.charCodeAt(at)
    const to = character.charCodeAt(0)
    if ((from === 57 && to === 48) || to === from + 1) return 1
    return (from === 48 && to === 57) || to === from - 1 ? -1 : 0
  })
  return steps.length > 0 && steps[0] !== 0 && steps.every((step) => step === steps[0])
}

/**
 * Everything that keeps a text from being this person's password; empty when it will do. Length counts characters as
 * people see them, after NFKC; letters and digits are not prescribed (a long plain sentence is the better password).
 */
export function problemsOfPassword(password: string, login: string): PasswordProblem[] {
  const text = password.normalize('NFKC')
  const plain = text.toLowerCase()
  const length = [...text].length
  const problems: PasswordProblem[] = []
  if (length < PASSWORD_LENGTH.min) problems.push('too-short')
  if (length > PASSWORD_LENGTH.max) problems.push('too-long')
  const name = normalLogin(login)
  if (name !== '' && (plain === name || plain === [...name].toReversed().join('') || (plain.includes(name) && length - name.length < 4)))
    problems.push('is-login')
  if (length >= PASSWORD_LENGTH.min && (COMMON.has(plain) || repeats(plain) || runs(plain))) problems.push('common')
  return problems
}

export const PIN = /^\d{4,6}$/
export const pinProblems = ['shape', 'too-simple'] as const
export type PinProblem = (typeof pinProblems)[number]

/** A PIN has 4 to 6 digits and is neither a piece again and again nor a run. */
export function problemOfPin(pin: string): PinProblem | null {
  if (!PIN.test(pin)) return 'shape'
  return /^(\d{1,3})\1+$/.test(pin) || runs(pin) ? 'too-simple' : null
}

/** Failures that are forgiven before the first lock-out. */
export const FREE_FAILURES = 5
const LOCK_MINUTES = [1, 2, 5, 15, 30, 60]
/** Wrong PINs after which only the password opens. */
export const PIN_FAILURES = 5
/** Failures older than this count for nothing. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000

export type Failures = { count: number; lastAt: number; lockedUntilAt: number | null }

/** One more wrong password at `now` (epoch ms): from the fifth on locked for 1, 2, 5, 15, 30, then always 60 minutes. */
export function oneMoreFailure(before: Failures | null, now: number): Failures {
  const count = (before && now - before.lastAt < FORGOTTEN_AFTER_MS ? before.count : 0) + 1
  const minutes = count < FREE_FAILURES ? 0 : (LOCK_MINUTES[Math.min(count - FREE_FAILURES, LOCK_MINUTES.length - 1)] as number)
  return { count, lastAt: now, lockedUntilAt: minutes === 0 ? null : now + minutes * 60_000 }
}

/** How many more wrong passwords are forgiven before the next lock-out. */
export const triesLeft = (failures: Failures): number => Math.max(0, FREE_FAILURES - failures.count)

export type RoleRights = { permissions: readonly string[]; reach: string }

/** Permissions of all roles together and the widest reach of them; words this version does not know give nothing. */
export function rightsOf(roles: readonly RoleRights[]): { permissions: ReadonlySet<Permission>; reach: Reach } {
  const given = new Set(roles.flatMap((role) => role.permissions))
  const widest = Math.max(0, ...roles.map((role) => (reaches as readonly string[]).indexOf(role.reach)))
  return { permissions: new Set(words.filter((word) => given.has(word))), reach: reaches[widest] as Reach }
}

/** A person's verifiers at one site: `<user>@<site>`. */
export const credentialId = (userId: string, siteId: string): string => `${userId}@${siteId}`

/** Whether a person works at a site. */
export const worksAt = (user: { siteIds: readonly string[]; allSites: boolean }, site: string): boolean =>
  user.allSites || user.siteIds.includes(site)

const typed = (text: string, context: z.core.$RefinementCtx, path: string, problem: string | null | undefined): void => {
  if (text !== '' && problem) context.addIssue({ code: 'custom', path: [path], message: problem })
}

/** What a form that changes a password holds: all that is wrong with it at once, before main is asked. */
export const passwordChange = (login: string) =>
  z
    .object({ current: z.string().min(1, 'required'), next: z.string().min(1, 'required'), again: z.string().min(1, 'required') })
    .superRefine(({ next, again }, context) => {
      typed(next, context, 'next', problemsOfPassword(next, login)[0])
      typed(again, context, 'again', again === next ? null : 'differs')
    })

/** The same for a PIN. */
export const pinChange = z
  .object({ password: z.string().min(1, 'required'), pin: z.string().min(1, 'required') })
  .superRefine(({ pin }, context) => typed(pin, context, 'pin', problemOfPin(pin)))
