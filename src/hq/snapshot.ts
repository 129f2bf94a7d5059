// Everything in a device's reach, in pieces it can ask for again. The first call fixes the position; rows written later
// come newer than it, which does no harm: effects are absolute, so the tail after the position brings every row to the
// same end. A row deleted meanwhile is sent with its last image, and its end comes with the tail.
import { z } from 'zod'
import { Position, type SnapshotChunk } from '../shared/sync/protocol.ts'
import { sha256 } from './chain.ts'
import { HqRefusal } from './refusal.ts'
import type { Reach, Store } from './store/store.ts'

/** About what a chunk holds: what a device asks for, within these. */
const CHUNK = { most: 256_000, least: 4_000 }
/** What `next` carries. A device may forge it: its reach does not come from here. */
const Cursor = z.object({ position: Position, total: z.number().int(), table: z.string().max(64), id: z.string().max(100) })

/** @throws HqRefusal bad-request when `after` is none of ours; position-unknown when HQ went back since. */
export async function snapshotChunk(store: Store, reach: Reach, after: string | null, bytes = CHUNK.most): Promise<SnapshotChunk> {
  const cursor = after === null ? null : cursorFrom(after)
  if (cursor && !(await store.knows(cursor.position))) throw new HqRefusal('position-unknown')
  const position = cursor?.position ?? (await store.head())
  const total = cursor?.total ?? (await store.rowsInReach(reach))
  const about = Math.min(CHUNK.most, Math.max(CHUNK.least, bytes))
  const { rows, last, more } = await store.snapshotPage(reach, position, cursor && { table: cursor.table, id: cursor.id }, about)
  const next = more && last ? Buffer.from(JSON.stringify({ position, total, ...last })).toString('base64url') : null
  return { position, rows, next, total, digest: sha256(JSON.stringify(rows)) }
}

function cursorFrom(text: string): z.infer<typeof Cursor> {
  try {
    const parsed = Cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    if (parsed.success) return parsed.data
  } catch {
    // Falls through: not even JSON.
  }
  throw new HqRefusal('bad-request')
}
