// Where this desktop stands with headquarters, in words a salesperson understands: what waits, what came back, and joining. What
// needs a person is in contract/cases.ts and contract/quarantine.ts. How desktops and HQ agree is sync/SPEC.md; nothing here knows a
// changeset's inside.
import { z } from 'zod'
import { job, query } from '../../define.ts'
import { caseKinds } from '../../sync/cases.ts'
import { caseEntries } from './contract/cases.ts'
import { Deed, log, Subject, titles } from './contract/deeds.ts'
import { EngineStatus } from './contract/engine.ts'
import { quarantineEntries } from './contract/quarantine.ts'

export const recentKinds = ['accepted', 'adjusted', 'lost', 'discarded', 'amended', 'resolved', 'contact', 'repaired'] as const

export const sync = {
  ...caseEntries,
  ...quarantineEntries,
  /** For the chip: cheap, asked again on every change. */
  status: query({
    access: 'signed-in',
    input: z.object({}),
    output: EngineStatus.extend({
      joined: z.boolean(),
      online: z.boolean(),
      /** Things done here that HQ has not answered to, sent ones included. */
      waiting: z.int(),
      sent: z.int(),
      quarantined: z.int(),
      /** Cases this person should look at. */
      cases: z.int(),
      /** Photos and papers whose bytes HQ lacks. */
      files: z.int(),
      /** A store that ran alone is sending its history. */
      founding: z.object({ done: z.int(), total: z.int() }).nullable(),
      hq: z.string().nullable(),
    }),
    reads: [...log, 'cases', 'files'],
  }),

  /** What waits for HQ, oldest first; `sent` of them left before the line broke, `others` are deeds of colleagues beyond this person's reach. */
  waiting: query({
    access: 'signed-in',
    input: z.object({ limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ rows: z.array(Deed), total: z.int(), sent: z.int(), others: z.int() }),
    reads: [...log, ...titles],
  }),

  /** What HQ answered today, newest first, with how many things were settled in each half hour. */
  recent: query({
    access: 'signed-in',
    input: z.object({ limit: z.int().min(1).max(100).default(20) }),
    output: z.object({
      today: z.int(),
      open: z.int(),
      /** Half hours from the day's first deed to now, with their count. */
      bars: z.array(z.object({ at: z.number(), count: z.int() })),
      rows: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(recentKinds),
          at: z.number(),
          command: z.string().nullable(),
          subject: Subject.nullable(),
          /** From deed to answer, where HQ was there at once. */
          tookMs: z.number().nullable(),
          caseKind: z.enum(caseKinds).nullable(),
          resolution: z.string().nullable(),
          received: z.int().nullable(),
          sites: z.int().nullable(),
          /** For `repaired`: the number under which the local log says what was set right. */
          incident: z.string().nullable(),
        }),
      ),
    }),
    reads: [...log, ...titles, 'cases'],
  }),

  /** Talks to HQ now. */
  now: job({ access: 'signed-in', input: z.object({}), output: EngineStatus }),
  /** A store that ran alone joins headquarters and brings everything along. */
  join: job({
    access: 'sync.administer',
    input: z.object({ code: z.string().trim().min(1, 'required').max(2000), deviceName: z.string().trim().min(1, 'required').max(60) }),
    output: z.null(),
    refusals: [
      'already-joined',
      'demo-stays-alone',
      'code-unreadable',
      'code-unknown',
      'code-expired',
      'code-used',
      'site-has-data',
      'hq-unreachable',
      'hq-not-trusted',
      'hq-strange',
      'hq-cannot-write',
      'protocol-too-old',
    ],
  }),
}
