// What may be asked of what headquarters could not accept: the list, having it judged again or given up, and correcting it.
import { z } from 'zod'
import { outcomes } from '../../sync/protocol.ts'
import { Done, entry, Reason } from './entry.ts'
import { Cursor, Listing, Shown } from './listing.ts'

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

export const quarantineEntries = {
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
}
