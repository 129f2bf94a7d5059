// What a judgement becomes in the feed: entries with positions and nonces, cut by site once and for all when they are
// committed. Reading them back is the store's.
import { randomBytes } from 'node:crypto'
import type { Change, Position } from '../shared/sync/protocol.ts'
import { docKey, noKeys, noWrites, splitDocKey, type Doc, type Ground, type Written } from '../shared/sync/state.ts'
import type { Commit, NewEntry, Store } from './store/store.ts'

/** So many unpredictable bytes; of a seed only where time and chance are a test's own. */
export type Draw = (bytes: number) => Uint8Array
/** Asking the system costs more than everything else a nonce needs: it is asked for 4 kB at a time, and no byte is given twice. */
export function fromPool(): Draw {
  let pool = new Uint8Array(0)
  return (bytes) => {
    if (pool.length < bytes) pool = new Uint8Array(randomBytes(Math.max(4096, bytes)))
    const given = pool.slice(0, bytes)
    pool = pool.subarray(bytes)
    return given
  }
}
/** Drawn for each place in the feed, so that a number given twice is noticed. */
export const newNonce = (draw: Draw): string => Buffer.from(draw(8)).toString('base64url')

/** Changes by the site whose devices may see them, '' for everyone; none at all is still told to the author's site. */
export function partsOf(effect: readonly Change[], ground: Pick<Ground, 'doc'>, authorsSite: string): Map<string, Change[]> {
  const parts = new Map<string, Change[]>()
  for (const change of effect) {
    const site = change.op === 'depart' ? String(change.was?.['site_id']) : (ground.doc(change.table, change.id)?.site ?? '')
    const part = parts.get(site)
    if (part) part.push(change)
    else parts.set(site, [change])
  }
  if (parts.size === 0) parts.set(authorsSite, [])
  return parts
}

/** How many rows each site ('' for everyone) has more or fewer than before. */
export function grownBy(written: Written, before: ReadonlyMap<string, Doc>): Map<string, number> {
  const grown = new Map<string, number>()
  const count = (site: string | null, more: number): void => void grown.set(site ?? '', (grown.get(site ?? '') ?? 0) + more)
  for (const [key, doc] of written.docs) {
    const earlier = before.get(key)
    if (earlier && !earlier.deleted) count(earlier.site, -1)
    if (!doc.deleted) count(doc.site, 1)
  }
  for (const [site, more] of grown) if (more === 0) grown.delete(site)
  return grown
}

/** Everything a batch needs besides its base ground. */
export type Published = Required<Pick<Commit, 'base' | 'written' | 'entries' | 'grown'>>
export const HQ = 'hq'

/**
 * Group rows that HQ itself writes (sites, devices), as one entry by replica `hq`. `origin` is whose rows they are from
 * then on. Must run inside the queue, in one piece with its commit.
 */
export async function publish(
  store: Store,
  changes: readonly Change[],
  about: { id: string; command: string; origin: string; at: number; draw: Draw },
): Promise<Published> {
  const keys = noKeys()
  for (const change of changes) keys.docs.add(docKey(change.table, change.id))
  const loaded = await store.load(HQ, keys)
  const position: Position = { number: loaded.head.number + 1, nonce: newNonce(about.draw) }
  const written = noWrites()
  for (const key of keys.docs) {
    const [table, id] = splitDocKey(key)
    const earlier = loaded.docs.get(key)
    const image = { ...earlier?.image }
    for (const change of changes) if (change.table === table && change.id === id) Object.assign(image, change.set)
    written.docs.set(key, {
      image,
      deleted: false,
      erased: false,
      site: null,
      origin: earlier?.origin ?? about.origin,
      position: position.number,
    })
  }
  const entry: NewEntry = {
    ...position,
    changeset: about.id,
    replica: HQ,
    command: about.command,
    actor: HQ,
    deviceTime: about.at,
    receivedAt: about.at,
    parts: new Map([['', changes]]),
  }
  return { base: loaded.head, written, entries: [entry], grown: grownBy(written, loaded.docs) }
}
