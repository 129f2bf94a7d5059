// One search for everything people look for: customers, cars, orders and work orders, by name, pinyin, initials, tails and numbers.
import { z } from 'zod'
import { query } from '../../define.ts'

export const foundKinds = ['customer', 'vehicle', 'order', 'workOrder'] as const
export type FoundKind = (typeof foundKinds)[number]

/** By what a thing was found. */
export const foundBy = ['name', 'pinyin', 'initials', 'contact', 'phone', 'plate', 'vin', 'stock', 'number', 'words'] as const

export const Found = z.object({
  kind: z.enum(foundKinds),
  id: z.string(),
  /** A name, a model, a document number. */
  title: z.string(),
  /** Facts in no language: masked phone, stock number, VIN, colour, the other party's name. */
  facts: z.array(z.string()),
  /** The state of a vehicle, an order or a work order, for its mark. */
  state: z.string().nullable(),
  /** The site, when it is another one. */
  site: z.string().nullable(),
  provisional: z.boolean(),
  by: z.enum(foundBy),
  /** What matched: characters `from` to `to` (excluded) of the title (`fact` null) or of that fact. */
  hit: z.object({ fact: z.int().nullable(), from: z.int(), to: z.int() }).nullable(),
})
export type Found = z.infer<typeof Found>

export const palette = {
  /** At most `limit` of each kind, what starts with the words first, then newest first. Only kinds the person may see; masks and reach hold. */
  search: query({
    access: 'signed-in',
    input: z.object({
      text: z.string().max(100),
      kinds: z.array(z.enum(foundKinds)).default([...foundKinds]),
      limit: z.int().min(1).max(50).default(8),
    }),
    output: z.array(Found),
    reads: ['customers', 'vehicles', 'orders', 'work_orders', 'receipts', 'approval_steps', 'import_batches'],
  }),
}
