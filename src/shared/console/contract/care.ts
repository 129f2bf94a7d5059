// What may be asked of headquarters itself: storage and its growth, backups, and the oldest version that gets entries.
import { z } from 'zod'
import { BackupPlan } from '../rules.ts'
import { Done, entry, Nothing } from './entry.ts'

/** Bytes of the database, of the files' bytes, and free beside them. */
export const Storage = z.object({
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

export const careEntries = {
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
}
