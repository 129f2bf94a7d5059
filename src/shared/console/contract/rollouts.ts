// What may be asked of roll-outs: lists of many desktops, and the waves they are enrolled in, each with its codes.
import { z } from 'zod'
import { MOST_TEXT } from '../roll-out.ts'
import { lineStates } from '../rules.ts'
import { Done, entry, Nothing, Reason } from './entry.ts'

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

export const rolloutEntries = {
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
}
