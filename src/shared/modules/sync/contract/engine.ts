// What the engine says of itself: whether it reaches HQ, what is wrong where it does not, and how far behind this desktop is.
import { z } from 'zod'

/** What is wrong with the way to HQ. The first three pass by themselves. */
export const problems = [
  'unreachable',
  'timeout',
  'busy',
  /** Whoever answers at HQ's address shows another certificate. */
  'bad-certificate',
  /** HQ took this desktop off its list. */
  'revoked',
  /** HQ stopped this desktop for a while. */
  'suspended',
  'unknown-device',
  /** HQ was restored from a backup older than what this desktop has seen. */
  'hq-went-back',
  /** This desktop's data was copied or restored: HQ has another history under its name. */
  'copied',
  'update-needed',
  'hq-strange',
  'hq-ill',
  /** HQ's disk is full, read-only or broken: it gives, and takes nothing. */
  'hq-cannot-write',
  'hq-refuses',
  /** The sync process on this desktop does not stay up. */
  'worker',
] as const
export type Problem = (typeof problems)[number]

/** What the engine says of itself. */
export const EngineStatus = z.object({
  mode: z.enum(['alone', 'online', 'offline', 'syncing', 'problem']),
  problem: z.enum(problems).nullable(),
  /** When HQ last answered, by this desktop's clock. */
  lastContactAt: z.number().nullable(),
  /** Feed entries HQ has and this desktop has not. */
  behind: z.int().min(0),
  /** This desktop's clock minus HQ's; 0 while it is less than a minute. It decides nothing. */
  skewMs: z.int(),
  live: z.boolean(),
  /** The version HQ asks for, where this one is below it: what is done goes up, and nothing new comes. */
  minimum: z.string().nullable(),
  /** HQ asked for everything to be taken anew: rows fetched so far, or that all are here and are put in place. */
  anew: z.object({ done: z.int().min(0), total: z.int().min(0), placing: z.boolean() }).nullable(),
})
export type EngineStatus = z.infer<typeof EngineStatus>
