// What may be asked of the group as a whole: how it stands now, and how it stood over a month.
import { z } from 'zod'
import { standings } from '../rules.ts'
import { Storage } from './care.ts'
import { Desktop } from './desktops.ts'
import { entry } from './entry.ts'

export const overviewEntries = {
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
}
