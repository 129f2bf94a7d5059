// The three identity functions every contract entry is made with. They add no behaviour: their types are what
// makes a missing handler, a query that writes or an unhandled refusal fail to compile.
import type { z } from 'zod'
import type { Permission } from './permissions.ts'

/**
 * Who may call an entry: a permission word; `signed-in` for anyone with a session; `anyone` also before sign-in
 * while the store is open; `setup` while no store is open (first run, unlocking, repair) and afterwards only for who
 * cares for this desktop (`admin.care`); `always` for the one question asked in every phase.
 */
export type Access = Permission | 'signed-in' | 'anyone' | 'setup' | 'always'

/** A read: sees the store, cannot change it. `reads` names the tables that make its answer stale. */
export const query = <I extends z.ZodType, O extends z.ZodType>(spec: {
  access: Access
  input: I
  output: O
  reads: readonly string[]
  /** `true` runs it on the read-only worker: for reports and searches that may take more than a few milliseconds. */
  heavy?: boolean
}) => ({ kind: 'query' as const, refusals: [] as const, ...spec })

/**
 * A write: one transaction, or nothing. `writes` lists every table it may write, also through commands of other
 * modules it calls (HQ holds the command to this list); `refusals` lists every way the business may say no.
 */
export const command = <I extends z.ZodType, O extends z.ZodType, const R extends string = never>(spec: {
  access: Access
  input: I
  output: O
  writes: readonly string[]
  /** May take a right (see sync/SPEC.md, S-RIGHT) from a desktop that does not give it. */
  overrides?: boolean
  /**
   * What it was asked with is kept until HQ has taken it, so that an administrator can correct a refused one in its form.
   * Not for secrets, and not for money: ledger rows count whatever becomes of their changeset.
   */
  amendable?: boolean
  refusals?: readonly R[]
}) => ({ kind: 'command' as const, ...spec, refusals: spec.refusals ?? ([] as readonly R[]) })

/**
 * Long or outside work (print, import, pairing, sign-in): asynchronous, outside any transaction, reports progress,
 * can be cancelled, and writes only by running commands.
 */
export const job = <I extends z.ZodType, O extends z.ZodType, const R extends string = never>(spec: {
  access: Access
  input: I
  output: O
  refusals?: readonly R[]
}) => ({ kind: 'job' as const, ...spec, refusals: spec.refusals ?? ([] as readonly R[]) })
