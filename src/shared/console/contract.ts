// What the console's page may ask headquarters: one entry a question or deed, with who may ask it and how it may be
// refused. Every route of the console's side is made from this list; a page and a server that disagree do not compile.
import { z } from 'zod'
import { LOGIN } from '../modules/identity/rules.ts'
import { roles, type Who } from './rules.ts'

const entry = <I extends z.ZodType, O extends z.ZodType, const R extends string = never>(spec: {
  who: Who
  /** A read: asking it leaves no line among the deeds. */
  reads?: true
  input: I
  output: O
  refusals?: readonly R[]
}) => ({ ...spec, reads: spec.reads ?? false, refusals: spec.refusals ?? ([] as readonly R[]) })

const Nothing = z.object({}).strict()
const Done = z.object({})
const Role = z.enum(roles)
const Login = z.string().trim().toLowerCase().regex(LOGIN, 'login-shape')
const Name = z.string().trim().min(1, 'required').max(40)
const Secret = z.string().min(1, 'required').max(200)
const Password = z.string().min(1, 'required').max(200)
const Code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'code-shape')

export const Me = z.object({ id: z.string(), login: z.string(), name: z.string(), role: Role, totp: z.boolean() })
export type Me = z.infer<typeof Me>

export const Person = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: Role,
  totp: z.boolean(),
  /** `invited`: the link was not used yet. */
  state: z.enum(['active', 'invited', 'locked', 'ended']),
  madeAt: z.number(),
  seenAt: z.number().nullable(),
})
export type Person = z.infer<typeof Person>
const Link = z.object({ login: z.string(), url: z.string(), expiresAt: z.number() })

export const DeedLine = z.object({
  number: z.number(),
  at: z.number(),
  by: z.string(),
  /** The administrator's name; null for `terminal`. */
  byName: z.string().nullable(),
  act: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type DeedLine = z.infer<typeof DeedLine>

export const consoleContract = {
  /** Where the page stands: asked first, and answered to everybody. */
  'session.standing': entry({
    who: 'anyone',
    reads: true,
    input: Nothing,
    output: z.object({ me: Me.nullable(), version: z.string(), anybody: z.boolean() }),
  }),
  'session.signIn': entry({
    who: 'anyone',
    input: z.object({ login: z.string().trim().min(1, 'required').max(60), password: Password, code: z.string().trim().max(10) }),
    output: Me,
    refusals: ['wrong', 'locked', 'code-needed', 'code-wrong'],
  }),
  'session.signOut': entry({ who: 'signed-in', input: Nothing, output: Done }),
  'link.look': entry({
    who: 'anyone',
    reads: true,
    input: z.object({ secret: Secret }),
    /** `first`: nobody is there yet, and the person chooses login and name. */
    output: z.object({ first: z.boolean(), login: z.string(), name: z.string() }),
    refusals: ['link-unknown', 'link-used', 'link-expired'],
  }),
  'link.use': entry({
    who: 'anyone',
    input: z.object({ secret: Secret, login: Login, name: Name, password: Password }),
    output: Me,
    refusals: ['link-unknown', 'link-used', 'link-expired', 'password-weak'],
  }),
  'me.setPassword': entry({
    who: 'signed-in',
    input: z.object({ current: Password, next: Password }),
    output: Done,
    refusals: ['wrong', 'locked', 'password-weak'],
  }),
  /** A fresh secret for an authenticator; nothing is kept before `me.keepTotp` proves that it works. */
  'me.newTotp': entry({ who: 'signed-in', reads: true, input: Nothing, output: z.object({ secret: z.string(), uri: z.string() }) }),
  'me.keepTotp': entry({
    who: 'signed-in',
    input: z.object({ secret: z.string().regex(/^[A-Z2-7]{32}$/), code: Code, password: Password }),
    output: Done,
    refusals: ['wrong', 'locked', 'code-wrong'],
  }),
  'me.dropTotp': entry({ who: 'signed-in', input: z.object({ password: Password }), output: Done, refusals: ['wrong', 'locked'] }),
  'people.list': entry({ who: 'signed-in', reads: true, input: Nothing, output: z.object({ people: z.array(Person) }) }),
  'people.invite': entry({
    who: 'administrator',
    input: z.object({ login: Login, name: Name, role: Role }),
    output: Link,
    refusals: ['login-taken'],
  }),
  /** A new link for somebody who is there: whoever opens it sets a password, and the second factor is gone. */
  'people.link': entry({ who: 'administrator', input: z.object({ id: z.string() }), output: Link, refusals: ['person-unknown'] }),
  'people.setRole': entry({
    who: 'administrator',
    input: z.object({ id: z.string(), role: Role }),
    output: Done,
    refusals: ['person-unknown', 'last-administrator'],
  }),
  'people.end': entry({
    who: 'administrator',
    input: z.object({ id: z.string() }),
    output: Done,
    refusals: ['person-unknown', 'last-administrator'],
  }),
  'deeds.list': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({
      /** Those before this number; null: the newest. */
      before: z.number().int().nullable(),
      by: z.string().max(100).nullable(),
    }),
    output: z.object({ deeds: z.array(DeedLine), more: z.boolean() }),
  }),
  /** Reckons the whole chain anew. `brokenAt` is the first deed that is not what was written. */
  'deeds.check': entry({
    who: 'signed-in',
    reads: true,
    input: Nothing,
    output: z.object({ count: z.number(), brokenAt: z.number().nullable() }),
  }),
} as const

export type ConsoleContract = typeof consoleContract
export type ConsoleName = keyof ConsoleContract
export type ConsoleInput<N extends ConsoleName> = z.output<ConsoleContract[N]['input']>
export type ConsoleAsked<N extends ConsoleName> = z.input<ConsoleContract[N]['input']>
export type ConsoleOutput<N extends ConsoleName> = z.output<ConsoleContract[N]['output']>
export type ConsoleRefusal<N extends ConsoleName> = ConsoleContract[N]['refusals'][number]

/** Where everything of the console lies. Entries are `POST` with this header, which no foreign page can send. */
export const CONSOLE = { path: '/console/', api: '/console/api/', live: '/console/live', header: 'x-forecourt-console' } as const

/** Codes any entry may answer with besides its own. */
export const consoleCodes = ['invalid-input', 'forbidden', 'signed-out', 'too-many', 'cannot-write', 'internal'] as const
