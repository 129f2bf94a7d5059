// What may be asked of desktops: the list, one with its rounds and how it agrees with headquarters, what an operator does with
// it, the rights it holds, and its escrowed key.
import { z } from 'zod'
import { standings } from '../rules.ts'
import { DeedLine } from './deeds.ts'
import { Done, entry, Reason } from './entry.ts'

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

const Replica = z.object({ replica: z.string().min(1).max(100) })
const deviceRefusals = ['device-unknown', 'already-revoked'] as const

export const desktopEntries = {
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
}
