// Who sits at this desktop: signing in with a password, changing over by PIN, locking, and one's own secrets.
// Who exists and what they may do is admin's.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { permissions, reaches } from '../../permissions.ts'
import { isStrongVerifier } from './rules.ts'

const Secret = z.string().min(1, 'required').max(400)
const Pin = z.string().min(1, 'required').max(12)
const Verifier = z.string().max(300).refine(isStrongVerifier, 'verifier')

const SignedIn = z.object({ userId: z.string(), name: z.string(), mustChange: z.boolean() })
const passwordRefusals = ['wrong-password', 'locked-out', 'inactive', 'not-here'] as const

export const identity = {
  /** Whom the sign-in screen offers: active people of this site who have a password, latest first. */
  people: query({
    access: 'anyone',
    input: z.object({}),
    output: z.object({
      /** The training store: nobody needs a password. */
      demo: z.boolean(),
      site: z.object({ id: z.string(), name: z.string() }).nullable(),
      device: z.string().nullable(),
      people: z.array(z.object({ id: z.string(), name: z.string(), title: z.string().nullable(), pin: z.boolean(), manager: z.boolean() })),
    }),
    reads: ['users', 'roles', 'credentials', 'sites', 'devices'],
  }),
  /** Whether this window has somebody, is locked, or waits for a person. */
  standing: job({
    access: 'anyone',
    input: z.object({}),
    output: z.object({
      state: z.enum(['signed-out', 'locked', 'signed-in']),
      person: z.object({ id: z.string(), name: z.string(), pin: z.boolean() }).nullable(),
    }),
  }),
  me: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      id: z.string(),
      name: z.string(),
      login: z.string(),
      title: z.string().nullable(),
      roles: z.array(z.object({ id: z.string(), name: z.string() })),
      permissions: z.array(z.enum(permissions)),
      reach: z.enum(reaches),
      site: z.object({ id: z.string(), name: z.string(), code: z.string() }),
      device: z.object({ replica: z.string(), name: z.string().nullable(), code: z.string() }),
      demo: z.boolean(),
      joined: z.boolean(),
      /** The password was given by an administrator and must be changed now. */
      mustChange: z.boolean(),
      pin: z.boolean(),
      /** Minutes without a key or a click after which the window locks; 0 never. */
      idleLockMinutes: z.number().int().min(0),
    }),
    reads: ['users', 'roles', 'credentials', 'sites', 'devices', 'parameters', '_sync_state'],
  }),
  /** Sites whose records the person sees, by name: what a list or an analysis may be narrowed to. */
  places: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
    reads: ['sites'],
  }),
  /** `who` is a login, or the id of a person from `people`. */
  signIn: job({
    access: 'anyone',
    input: z.object({ who: z.string().trim().min(1, 'required').max(60), password: Secret }),
    output: SignedIn,
    refusals: passwordRefusals,
  }),
  /** Another person at the same desk, while somebody is signed in or the window is locked. */
  switchUser: job({
    access: 'anyone',
    input: z.object({ userId: z.string().max(60), pin: Pin }),
    output: SignedIn,
    refusals: ['wrong-pin', 'pin-locked', 'no-pin', 'no-session', 'inactive', 'not-here'],
  }),
  /** In the demo store: be somebody, without a password; without `userId` the sales manager. */
  actAs: job({
    access: 'anyone',
    input: z.object({ userId: z.string().max(60).optional() }),
    output: SignedIn,
    refusals: ['not-a-demo', 'inactive'],
  }),
  lock: job({ access: 'signed-in', input: z.object({}), output: z.null() }),
  unlock: job({
    access: 'anyone',
    input: z.object({ by: z.enum(['password', 'pin']), secret: Secret }),
    output: SignedIn,
    refusals: [...passwordRefusals, 'wrong-pin', 'pin-locked', 'no-pin', 'not-locked'],
  }),
  signOut: job({ access: 'anyone', input: z.object({}), output: z.null() }),
  /** Is it really this person, before something that asks for it. */
  prove: job({
    access: 'signed-in',
    input: z.object({ password: Secret }),
    output: z.null(),
    refusals: ['wrong-password', 'locked-out', 'no-password'],
  }),
  setPassword: job({
    access: 'signed-in',
    input: z.object({ current: Secret, next: Secret }),
    output: z.null(),
    refusals: ['wrong-password', 'locked-out', 'weak-password', 'same-password', 'no-password', 'changed-meanwhile'],
  }),
  /** `pin` null takes the PIN away. */
  setPin: job({
    access: 'signed-in',
    input: z.object({ password: Secret, pin: Pin.nullable() }),
    output: z.null(),
    refusals: ['wrong-password', 'locked-out', 'weak-pin', 'no-password', 'changed-meanwhile'],
  }),

  /** `was` is the verifier it replaces: windows never learn one, so only `setPassword` can say it. */
  keepPassword: command({
    access: 'signed-in',
    input: z.object({ was: z.string().max(300), password: Verifier }),
    output: z.null(),
    writes: ['credentials'],
    refusals: ['changed-meanwhile'],
  }),
  keepPin: command({
    access: 'signed-in',
    input: z.object({ was: z.string().max(300), pin: Verifier.nullable() }),
    output: z.null(),
    writes: ['credentials'],
    refusals: ['changed-meanwhile'],
  }),
  /** Lines of the audit log without changes: that it happened is all they say. */
  noteSignIn: command({ access: 'signed-in', input: z.object({}), output: z.null(), writes: [] }),
  noteSwitch: command({ access: 'signed-in', input: z.object({}), output: z.null(), writes: [] }),
  noteUnlock: command({ access: 'signed-in', input: z.object({}), output: z.null(), writes: [] }),
  noteSignOut: command({ access: 'signed-in', input: z.object({}), output: z.null(), writes: [] }),
  noteFailedSignIn: command({ access: 'signed-in', input: z.object({}), output: z.null(), writes: [] }),
}
