// Opens HQ's sums and rows to a device that found its own root to differ. What it may see is decided by its reach, never
// by what it asks.
import { z } from 'zod'
import { BUCKETS } from '../shared/sync/integrity.ts'
import { Position, type RowsAnswer, type SumsAnswer } from '../shared/sync/protocol.ts'
import { HqRefusal } from './refusal.ts'
import type { Reach, Store } from './store/store.ts'

const PIECE_BYTES = 256_000
const At = Position.extend({ number: z.coerce.number().int().nonnegative() })
const Rows = At.extend({
  table: z.string().min(1).max(64),
  buckets: z
    .string()
    .max(BUCKETS * 4)
    .regex(/^\d{1,3}(\.\d{1,3})*$/)
    .transform((list) => new Set(list.split('.').map(Number)))
    .refine((buckets) => [...buckets].every((bucket) => bucket < BUCKETS)),
  after: z.string().max(100),
})

/** @throws HqRefusal bad-request */
export async function giveSums(store: Store, reach: Reach, query: unknown): Promise<SumsAnswer> {
  const asked = At.safeParse(query)
  if (!asked.success) throw new HqRefusal('bad-request')
  return { sums: await store.sumsAt(reach, asked.data) }
}

/** @throws HqRefusal bad-request */
export async function giveRows(store: Store, reach: Reach, query: unknown): Promise<RowsAnswer> {
  const asked = Rows.safeParse(query)
  if (!asked.success) throw new HqRefusal('bad-request')
  const { table, buckets, after, ...position } = asked.data
  const found = await store.rowsAt(reach, position, { table, buckets, after, bytes: PIECE_BYTES })
  return found ?? { rows: null, upTo: null }
}
