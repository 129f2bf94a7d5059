// What may be asked of administrators: signing in and out, one-time links, one's own password and second factor, and who may
// run headquarters.
import { z } from 'zod'
import { LOGIN } from '../../modules/identity/rules.ts'
import { roles } from '../rules.ts'
import { Done, entry, Nothing } from './entry.ts'

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

export const peopleEntries = {
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
  /** One's own sessions that live, the newest first. */
  'me.sessions': entry({
    who: 'signed-in',
    reads: true,
    input: Nothing,
    output: z.object({ sessions: z.array(z.object({ madeAt: z.number(), seenAt: z.number(), here: z.boolean() })) }),
  }),
  'me.endOthers': entry({ who: 'signed-in', input: Nothing, output: Done }),
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
}
