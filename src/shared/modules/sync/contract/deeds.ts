// What somebody did at this desktop and what it was about, as people name it; with the tables both are read from.
import { z } from 'zod'
import { Fen } from '../../../money.ts'

/** What something was about, as people name it. `table` says which kind of record; the rest is null where it is unknown here. */
export const Subject = z.object({
  table: z.string(),
  id: z.string(),
  /** The customer of an order, a customer, a car, a paper's title. */
  name: z.string().nullable(),
  /** Order number, stock number. */
  no: z.string().nullable(),
  vehicle: z.string().nullable(),
})
export type Subject = z.infer<typeof Subject>

/** One thing somebody did at this desktop. */
export const Deed = z.object({
  id: z.string(),
  command: z.string(),
  at: z.number(),
  who: z.string().nullable(),
  subject: Subject.nullable(),
  /** Money the deed took (negative: gave back). */
  amountFen: Fen.nullable(),
  /** It promised a car before HQ spoke. */
  provisional: z.boolean(),
  sent: z.boolean(),
})
export type Deed = z.infer<typeof Deed>

/** `_sync_live`: what the engine says of itself, and how far the feed was read. */
export const log = ['_sync_changesets', '_sync_state', '_sync_live'] as const
export const titles = ['orders', 'customers', 'vehicles', 'users', 'devices', 'sites'] as const
