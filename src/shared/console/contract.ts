// What the console's page may ask headquarters: one entry a question or deed, with who may ask it and how it may be
// refused. Every route of the console's side is made from this list; a page and a server that disagree do not compile.
import { z } from 'zod'
import { LOGIN } from '../modules/identity/rules.ts'
import { caseKinds } from '../sync/cases.ts'
import { outcomes } from '../sync/protocol.ts'
import { MOST_TEXT } from './roll-out.ts'
import { BackupPlan, lineStates, roles, standings, type Who } from './rules.ts'

/** Of a request's body, unless its entry says otherwise. */
const BODY_BYTES = 64 * 1024

const entry = <I extends z.ZodType, O extends z.ZodType, const R extends string = never>(spec: {
  who: Who
  /** A read: asking it leaves no line among the deeds. */
  reads?: true
  /** Of a request's body, where it may be longer than others. */
  bytes?: number
  input: I
  output: O
  refusals?: readonly R[]
}) => ({ ...spec, reads: spec.reads ?? false, bytes: spec.bytes ?? BODY_BYTES, refusals: spec.refusals ?? ([] as readonly R[]) })

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

export const Desktop = z.object({
  replica: z.string(),
  site: z.string(),
  siteName: z.string(),
  /** `KS-01`. */
  code: z.string(),
  name: z.string(),
  reach: z.enum(['site', 'group']),
  standing: z.enum(standings),
  online: z.boolean(),
  /** 0 when it was never heard of. */
  seenAt: z.number(),
  /** Entries in its reach that it does not have, counted up to `MOST_BEHIND`. */
  behind: z.number(),
  /** When the oldest of them was written. */
  waitingSince: z.number().nullable(),
  /** Changesets it had not sent when it was last heard of. */
  pending: z.number(),
  /** Since when the oldest of them waits, by headquarters' clock. */
  pendingSince: z.number().nullable(),
  cases: z.number(),
  quarantined: z.number(),
  appVersion: z.string(),
  /** Below the version that is asked for. */
  outdated: z.boolean(),
  skewMs: z.number(),
  pairedAt: z.number(),
  revokedAt: z.number().nullable(),
  suspendedAt: z.number().nullable(),
})
export type Desktop = z.infer<typeof Desktop>
export const MOST_BEHIND = 10_000

/** Rounds that brought the same nothing are one line; `refused` is the word headquarters refused them with. */
export const RoundLine = z.object({
  number: z.number(),
  firstAt: z.number(),
  lastAt: z.number(),
  times: z.number(),
  accepted: z.number(),
  adjusted: z.number(),
  lost: z.number(),
  quarantined: z.number(),
  refused: z.string().nullable(),
})
export type RoundLine = z.infer<typeof RoundLine>

const SiteLine = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  createdAt: z.number(),
  /** Null until its first desktop paired. */
  foundedAt: z.number().nullable(),
  desktops: z.number(),
  online: z.number(),
  needing: z.number(),
  cases: z.number(),
  /** Pairing codes that still open. */
  codes: z.number(),
})
export type SiteLine = z.infer<typeof SiteLine>

/** Who holds an entry by now, of the unrevoked desktops in whose reach it lies. */
const Holders = z.object({
  /** It said that it kept the entry. */
  has: z.number(),
  /** It was answered with the entry and has not been in touch since. */
  told: z.number(),
  of: z.number(),
  without: z.array(z.object({ replica: z.string(), name: z.string(), siteName: z.string() })),
})
/** One changeset on its way through headquarters. */
export const Step = z.object({
  changeset: z.string(),
  command: z.string(),
  /** The name of a user; null for the program itself, and for one who is not known. */
  who: z.string().nullable(),
  /** Null: headquarters itself. */
  desktop: z.object({ replica: z.string(), name: z.string(), code: z.string(), siteName: z.string() }).nullable(),
  deviceTime: z.number(),
  receivedAt: z.number(),
  ruling: z.enum([...outcomes, 'discarded']).nullable(),
  reason: z.string().nullable(),
  position: z.number().nullable(),
  cases: z.array(z.string()),
  holders: Holders.nullable(),
})
export type Step = z.infer<typeof Step>
export const SHOWN_WITHOUT = 20

const Shown = z.union([z.string(), z.number(), z.null()])
/** First words of the reasons why headquarters could not accept something: what its list is narrowed by. */
export const quarantineKinds = [
  'unknown-actor',
  'actor-elsewhere',
  'forbidden',
  'unknown-command',
  'unknown-table',
  'not-its-table',
  'unknown-row',
  'out-of-reach',
  'ledger-is-insert-only',
  'hq-decides',
  'unguarded-document',
  'waits-for',
  'revoked',
  'too-large',
  'unreadable',
  'internal',
] as const
export type QuarantineKind = (typeof quarantineKinds)[number]

export const caseStates = ['open', 'resolved'] as const
export const Kind = z.enum(caseKinds)
export const CaseLine = z.object({
  id: z.string(),
  kind: Kind,
  state: z.enum(caseStates),
  site: z.string(),
  siteName: z.string(),
  openedAt: z.number(),
  table: z.string().nullable(),
  /** Of the late side. */
  who: z.string().nullable(),
  desktop: z.string().nullable(),
  command: z.string().nullable(),
})
export type CaseLine = z.infer<typeof CaseLine>
const Side = z.object({ who: z.string().nullable(), desktop: z.string().nullable(), at: z.number(), command: z.string() })
export const settlings = ['kept-theirs', 'took-mine', 'understood'] as const

/** How a value is corrected: `secret` ones are shown by their ends only, `fixed` ones are not (references, money that counts). */
export const columnKinds = ['text', 'number', 'money', 'secret', 'fixed'] as const
export const QuarantineLine = z.object({
  changeset: z.string(),
  replica: z.string(),
  desktop: z.string(),
  siteName: z.string(),
  revoked: z.boolean(),
  who: z.string().nullable(),
  command: z.string(),
  deviceTime: z.number(),
  receivedAt: z.number(),
  /** Headquarters' word, and what the word is about. */
  reason: z.string(),
  about: z.string().nullable(),
  /** What the desktop was asked to do and has not done yet. */
  asked: z.enum(['retry', 'discard']).nullable(),
  /** What it would write. Money stays whatever happens. */
  changes: z.array(
    z.object({
      table: z.string(),
      op: z.string(),
      columns: z.array(z.object({ name: z.string(), value: Shown, was: Shown, kind: z.enum(columnKinds) })),
    }),
  ),
  /** It can be corrected here: headquarters knows its command, and no right changes hands in it. */
  amendable: z.boolean(),
  /** Changes that are not shown. */
  more: z.number(),
})
export type QuarantineLine = z.infer<typeof QuarantineLine>
const Cursor = z.object({ at: z.number(), id: z.string().max(200) })
const Listing = z.object({
  site: z.string().max(100).nullable(),
  /** Only what is older than so many ms. */
  olderMs: z.number().int().nonnegative(),
  after: Cursor.nullable(),
})
const Reason = z.string().trim().min(2, 'reason-short').max(200)
const CaseId = z.string().min(1).max(200)
const openCase = ['case-unknown', 'settled'] as const

const Replica = z.object({ replica: z.string().min(1).max(100) })
/** Bytes of the database, of the files' bytes, and free beside them. */
const Storage = z.object({
  state: z.enum(['well', 'full', 'read-only', 'broken']),
  used: z.number(),
  files: z.number(),
  free: z.number(),
})
/** `damaged` is the check that failed; `proof` is what was counted in the copy itself, `tookMs` how long opening and counting took. */
const Backup = z.object({
  name: z.string(),
  madeAt: z.number(),
  provedAt: z.number(),
  damaged: z.string().nullable(),
  proof: z
    .object({
      head: z.number(),
      rows: z.number(),
      changesets: z.number(),
      sites: z.number(),
      desktops: z.number(),
      files: z.number(),
      deeds: z.number(),
      bytes: z.number(),
      holds: z.array(z.object({ what: z.enum(['feed', 'changesets', 'records', 'files', 'rest']), bytes: z.number() })),
      tookMs: z.number(),
    })
    .nullable(),
})
export type Backup = z.infer<typeof Backup>
const deviceRefusals = ['device-unknown', 'already-revoked'] as const

const Days = z.number().int().min(1).max(90)
const WaveOf = z.object({ id: z.string().min(1).max(100), wave: z.number().int().min(1).max(99), days: Days })
/** Shown once: only a code's digest is kept. */
export const HandedOut = z.object({
  site: z.string(),
  siteCode: z.string(),
  desktop: z.string(),
  group: z.boolean(),
  code: z.string(),
  expiresAt: z.number(),
})
export type HandedOut = z.infer<typeof HandedOut>
const Wave = z.object({
  wave: z.number(),
  /** Null while it waits. */
  openedAt: z.number().nullable(),
  byName: z.string().nullable(),
  /** Why it was opened although the one before was not well. */
  reason: z.string().nullable(),
  lines: z.array(
    z.object({
      number: z.number(),
      site: z.string(),
      desktop: z.string(),
      group: z.boolean(),
      state: z.enum(lineStates),
      replica: z.string().nullable(),
    }),
  ),
})
export type Wave = z.infer<typeof Wave>

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
  'overview.show': entry({
    who: 'signed-in',
    reads: true,
    /** Midnight where the page is: days are counted from there. */
    input: z.object({ midnight: z.number().int() }),
    output: z.object({
      counts: z.record(z.enum(standings), z.number()),
      sites: z.number(),
      online: z.number(),
      pending: z.number(),
      /** Since when the oldest of them waits. */
      pendingSince: z.number().nullable(),
      cases: z.number(),
      quarantined: z.number(),
      skewed: z.number(),
      versions: z.array(z.object({ version: z.string(), desktops: z.number() })),
      head: z.number(),
      /** Entries of the feed a day, today last. */
      days: z.array(z.object({ from: z.number(), entries: z.number() })),
      disk: Storage,
      /** Those that most need somebody, worst first. */
      worst: z.array(Desktop),
    }),
  }),
  /** How the group stood, a month back, the last hour of each day; null where headquarters did not run. */
  'trends.show': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ midnight: z.number().int() }),
    output: z.object({
      days: z.array(
        z.object({
          from: z.number(),
          sample: z
            .object({
              at: z.number(),
              online: z.number(),
              /** Lost or behind. */
              troubled: z.number(),
              pending: z.number(),
              cases: z.number(),
              quarantined: z.number(),
              head: z.number(),
              bytes: z.number(),
            })
            .nullable(),
        }),
      ),
    }),
  }),
  'desktops.list': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({
      search: z.string().max(60),
      standing: z.enum(standings).nullable(),
      site: z.string().max(100).nullable(),
      offset: z.number().int().nonnegative(),
    }),
    /** Worst first; a page of at most 100. */
    output: z.object({ desktops: z.array(Desktop), total: z.number(), counts: z.record(z.enum(standings), z.number()) }),
  }),
  'desktops.show': entry({
    who: 'signed-in',
    reads: true,
    input: Replica,
    output: z.object({
      desktop: Desktop,
      head: z.number(),
      position: z.number(),
      incarnation: z.number(),
      /** Where it was before it was moved; `code` is `KS-01`. */
      former: z.array(z.object({ siteName: z.string(), code: z.string(), incarnation: z.number() })),
      /** Records in its reach: about what its store holds. */
      rows: z.number(),
      rights: z.number(),
      /** Sole rights it has, with what an override must name; at most 50. */
      held: z.array(z.object({ key: z.string(), fence: z.number() })),
      /** When somebody last asked that it counts its rows anew, and whether it has heard of that. */
      check: z.object({ askedAt: z.number(), heard: z.boolean() }).nullable(),
      /** When somebody last asked that it takes everything anew, and how far that is. */
      anew: z.object({ askedAt: z.number(), state: z.enum(['waits', 'under-way', 'whole']) }).nullable(),
      /** By scope, whether it held what headquarters held when both were last compared. */
      agreements: z.array(
        z.object({
          scope: z.enum(['group', 'site']),
          position: z.number(),
          at: z.number(),
          agrees: z.boolean(),
          differedAt: z.number().nullable(),
          differedPosition: z.number().nullable(),
        }),
      ),
      /** What it said that it set right, newest first; `incident` is the number in its own log. */
      repairs: z.array(z.object({ number: z.number(), at: z.number(), rows: z.number(), incident: z.string() })),
      /** Its data key was sealed to the group at pairing. */
      sealed: z.boolean(),
      keyRequest: z.object({ by: z.string(), byName: z.string(), reason: z.string(), at: z.number() }).nullable(),
      /** Newest first. */
      rounds: z.array(RoundLine),
      deeds: z.array(DeedLine),
    }),
    refusals: ['device-unknown'],
  }),
  'desktops.rename': entry({
    who: 'operator',
    input: Replica.extend({ name: z.string().trim().min(1, 'required').max(60) }),
    output: Done,
    refusals: deviceRefusals,
  }),
  'desktops.move': entry({
    who: 'operator',
    input: Replica.extend({ site: z.string().min(1).max(100) }),
    output: Done,
    refusals: [...deviceRefusals, 'site-unknown', 'already-there', 'site-empty', 'holds-rights'],
  }),
  'desktops.suspend': entry({
    who: 'operator',
    input: Replica.extend({ reason: Reason }),
    output: Done,
    refusals: [...deviceRefusals, 'already-suspended'],
  }),
  'desktops.resume': entry({ who: 'operator', input: Replica, output: Done, refusals: [...deviceRefusals, 'not-suspended'] }),
  /** It counts every row anew and sets right what differs. */
  'desktops.check': entry({ who: 'operator', input: Replica, output: Done, refusals: deviceRefusals }),
  /** It takes its whole store anew as a snapshot, when it has sent everything, and people work on meanwhile. */
  'desktops.takeAnew': entry({
    who: 'operator',
    input: Replica.extend({ reason: Reason }),
    output: Done,
    refusals: [...deviceRefusals, 'already-asked'],
  }),
  /** Everybody may sell the car again; papers of the desktop that say firm may exist, which the person states. */
  'rights.override': entry({
    who: 'administrator',
    input: z.object({ key: z.string().min(1).max(100), reason: Reason, papersMayExist: z.literal(true, 'must-state') }),
    output: Done,
    refusals: ['nothing-changed', 'cannot-override'],
  }),
  /** A desktop's escrowed key takes two administrators: one asks with a reason, another releases within a day. */
  'keys.request': entry({
    who: 'administrator',
    input: Replica.extend({ reason: Reason }),
    output: Done,
    refusals: ['device-unknown', 'not-sealed', 'already-requested'],
  }),
  'keys.release': entry({
    who: 'administrator',
    input: Replica,
    output: z.object({ name: z.string(), file: z.string() }),
    refusals: ['device-unknown', 'not-sealed', 'not-requested', 'same-person'],
  }),
  'desktops.revoke': entry({ who: 'operator', input: Replica, output: Done, refusals: deviceRefusals }),
  /** By a contract's number, a VIN, a phone or the id of a changeset, each whole: what was done with it, newest first. */
  'trace.find': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ text: z.string().trim().min(1, 'required').max(100) }),
    output: z.object({
      found: z.array(z.object({ table: z.enum(['orders', 'vehicles', 'customers']), id: z.string(), siteName: z.string().nullable() })),
      steps: z.array(Step),
      more: z.boolean(),
    }),
  }),
  /** What the whole group works by: every entry that changed some of it, newest first, with who has it by now. */
  'published.list': entry({
    who: 'signed-in',
    reads: true,
    /** Those below this position; null: the newest. */
    input: z.object({ before: z.number().int().nullable() }),
    output: z.object({ steps: z.array(Step.extend({ tables: z.array(z.string()) })), next: z.number().nullable() }),
  }),
  'cases.list': entry({
    who: 'signed-in',
    reads: true,
    input: Listing.extend({ state: z.enum(caseStates), kind: Kind.nullable() }),
    /** Oldest first; `next` is where the list goes on. */
    output: z.object({ cases: z.array(CaseLine), next: Cursor.nullable() }),
  }),
  'cases.show': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ id: CaseId }),
    output: CaseLine.extend({
      mine: Side,
      /** Null where it is not kept who wrote what is there. */
      theirs: Side.nullable(),
      fields: z.array(z.object({ name: z.string(), mine: Shown, theirs: Shown })),
      /** What the late side wanted and a guard dropped. */
      lost: z.array(z.object({ table: z.string(), op: z.string(), columns: z.array(z.string()) })),
      /** The late value can be taken here; else whoever settles it at the site has the ways out. */
      canTake: z.boolean(),
      changeset: z.string(),
      resolution: z.object({ how: z.string(), by: z.string().nullable(), at: z.number() }).nullable(),
      /** Oldest first. */
      comments: z.array(
        z.object({ id: z.string(), who: z.string().nullable(), headquarters: z.boolean(), at: z.number(), text: z.string() }),
      ),
      deeds: z.array(DeedLine),
    }),
    refusals: ['case-unknown'],
  }),
  'cases.settle': entry({
    who: 'operator',
    input: z.object({ id: CaseId, how: z.enum(settlings), reason: Reason }),
    output: Done,
    refusals: [...openCase, 'cannot-take'],
  }),
  'cases.assign': entry({
    who: 'operator',
    input: z.object({ id: CaseId, site: z.string().min(1, 'required').max(100), reason: Reason }),
    output: Done,
    refusals: [...openCase, 'site-unknown', 'site-empty', 'already-there'],
  }),
  'cases.comment': entry({
    who: 'operator',
    input: z.object({ id: CaseId, text: Reason }),
    output: Done,
    refusals: ['case-unknown'],
  }),
  'quarantine.list': entry({
    who: 'signed-in',
    reads: true,
    input: Listing.extend({ kind: z.enum(quarantineKinds).nullable() }),
    output: z.object({ changesets: z.array(QuarantineLine), next: Cursor.nullable() }),
  }),
  /** The desktop it is of does it, and says so in its next round. */
  'quarantine.decide': entry({
    who: 'operator',
    input: z.object({ changeset: z.string().min(1).max(200), what: z.enum(['retry', 'discard']), reason: Reason }),
    output: Done,
    refusals: ['changeset-unknown', 'author-revoked'],
  }),
  /** Headquarters does it in its place, with some values corrected: under the same ids, by its own authority, judged like anybody's. */
  'quarantine.amend': entry({
    who: 'operator',
    input: z.object({
      changeset: z.string().min(1).max(200),
      /** By the number of the change in the list and the column's name. */
      corrections: z
        .array(
          z.object({
            change: z.number().int().nonnegative(),
            column: z.string().max(64),
            value: z.union([z.string().max(4000), z.number().int(), z.null()]),
          }),
        )
        .max(500),
      reason: Reason,
    }),
    output: z.object({ outcome: z.enum(outcomes) }),
    refusals: ['changeset-unknown', 'cannot-amend', 'cannot-correct', 'still-refused'],
  }),
  'sites.list': entry({ who: 'signed-in', reads: true, input: Nothing, output: z.object({ sites: z.array(SiteLine) }) }),
  'sites.add': entry({
    who: 'operator',
    input: z.object({
      name: z.string().trim().min(1, 'required').max(60),
      /** Empty: made from the name's initials. */
      code: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^([A-Z0-9]{2,4})?$/, 'code-unfit'),
    }),
    output: z.object({ id: z.string(), name: z.string(), code: z.string() }),
    refusals: ['code-taken', 'code-unfit'],
  }),
  /** A code for one desktop. One that sees the whole group is an administrator's to give. */
  'codes.issue': entry({
    who: 'operator',
    input: z.object({ site: z.string().min(1).max(100), group: z.boolean(), minutes: z.number().int().min(5).max(43_200) }),
    output: z.object({ site: z.string(), code: z.string(), expiresAt: z.number(), group: z.boolean() }),
    refusals: ['site-unknown', 'no-address'],
  }),
  /** Newest first. */
  'rollouts.list': entry({
    who: 'signed-in',
    reads: true,
    input: Nothing,
    output: z.object({
      rollouts: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          madeAt: z.number(),
          desktops: z.number(),
          well: z.number(),
          waves: z.number(),
          opened: z.number(),
        }),
      ),
    }),
  }),
  'rollouts.show': entry({
    who: 'signed-in',
    reads: true,
    input: z.object({ id: z.string().min(1).max(100) }),
    output: z.object({ id: z.string(), name: z.string(), madeAt: z.number(), waves: z.array(Wave) }),
    refusals: ['rollout-unknown'],
  }),
  /** The text of a file with one line a desktop. `list-unfit` names everything that is wrong with it. */
  'rollouts.add': entry({
    who: 'operator',
    bytes: 4 * MOST_TEXT,
    input: z.object({ name: z.string().trim().min(1, 'required').max(60), text: z.string().min(1, 'required').max(MOST_TEXT) }),
    output: z.object({ id: z.string(), desktops: z.number() }),
    refusals: ['list-unfit', 'forbidden'],
  }),
  /** A list of which no wave is open. */
  'rollouts.drop': entry({
    who: 'operator',
    input: z.object({ id: z.string().min(1).max(100) }),
    output: Done,
    refusals: ['rollout-unknown', 'wave-open'],
  }),
  /** `reason` opens it although an earlier one is not well. */
  'rollouts.open': entry({
    who: 'operator',
    input: WaveOf.extend({ reason: Reason.nullable() }),
    output: z.object({ codes: z.array(HandedOut) }),
    refusals: ['rollout-unknown', 'wave-unknown', 'wave-open', 'wave-unwell', 'no-address', 'code-taken'],
  }),
  'rollouts.renew': entry({
    who: 'operator',
    input: WaveOf,
    output: z.object({ codes: z.array(HandedOut) }),
    refusals: ['rollout-unknown', 'wave-unknown', 'nothing-left', 'no-address', 'code-taken'],
  }),
  'care.show': entry({
    who: 'signed-in',
    reads: true,
    /** Midnight where the page is: days are counted from there. */
    input: z.object({ midnight: z.number().int() }),
    output: z.object({
      version: z.string(),
      startedAt: z.number(),
      disk: Storage,
      /** Bytes in the files that hold nothing. */
      empty: z.number(),
      head: z.number(),
      days: z.array(z.object({ from: z.number(), entries: z.number() })),
      rows: z.number(),
      versions: z.array(z.object({ version: z.string(), desktops: z.number() })),
      /** The oldest version that gets entries, and how many desktops are below it. */
      minimum: z.object({ version: z.string().nullable(), below: z.number() }),
      /** `announced`: fingerprints of those that may be shown later. */
      certificate: z.object({ fingerprint: z.string(), until: z.number(), announced: z.array(z.string()) }),
      /** Newest first. */
      backups: z.array(Backup),
      backup: z.object({
        folder: z.string(),
        plan: BackupPlan,
        doing: z.object({ what: z.enum(['make', 'prove', 'compact']), name: z.string() }).nullable(),
        failed: z.object({ at: z.number(), why: z.string() }).nullable(),
        /** Another folder the newest are copied to; `name` is the last that was proved there. */
        second: z
          .object({ folder: z.string(), name: z.string().nullable(), failed: z.object({ at: z.number(), why: z.string() }).nullable() })
          .nullable(),
      }),
      /** Lines of rounds kept of each desktop, and days the figures for charts are kept. */
      retention: z.object({ rounds: z.number(), trendDays: z.number(), spentDays: z.number() }),
    }),
  }),
  /** Answered when the copy is there and proved. */
  'backups.make': entry({
    who: 'operator',
    input: Nothing,
    output: Backup,
    refusals: ['backup-running', 'backup-failed', 'no-room'],
  }),
  /** Gives the disk back what headquarters' files no longer need, in short steps between which desktops are answered. */
  'storage.compact': entry({
    who: 'operator',
    input: Nothing,
    output: z.object({ bytes: z.number() }),
    refusals: ['nothing-free', 'cannot-compact', 'backup-running'],
  }),
  /** When backups are made, and how many stay. What a smaller number leaves over goes with the next copy. */
  'backups.setPlan': entry({ who: 'administrator', input: BackupPlan, output: Done }),
  /** A folder on another disk that every backup is copied to and proved in; empty: none. */
  'backups.setSecond': entry({
    who: 'administrator',
    input: z.object({ folder: z.string().trim().max(500) }),
    output: Done,
    refusals: ['folder-unfit'],
  }),
  /** The oldest version that gets entries; empty: any. A desktop below it sends what it has and works on. */
  'versions.setMinimum': entry({
    who: 'administrator',
    input: z.object({
      version: z
        .string()
        .trim()
        .regex(/^(\d{1,6}\.\d{1,3}\.\d{1,3})?$/, 'version-unfit'),
    }),
    output: Done,
    refusals: ['version-unfit', 'above-headquarters'],
  }),
  /** A drill: the copy is opened as a restored headquarters would be, and counted. */
  'backups.prove': entry({
    who: 'operator',
    input: z.object({ name: z.string().regex(/^\d{8}-\d{6}$/) }),
    output: Backup,
    refusals: ['backup-unknown', 'backup-running', 'backup-failed'],
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
