// A person's right to be forgotten: what an erasure makes of a row, of the cases that mention it and of payloads that are
// kept. It outranks every edit, earlier or later. Which stores are searched is theirs to say.
import type { ManifestTable } from './manifest.ts'
import type { Change, Payload, Row } from './protocol.ts'
import { CASES, type Erasure, type Ground } from './state.ts'

/** A row without its personal columns. */
export const without = (image: Row, columns: readonly string[]): Row =>
  Object.fromEntries(Object.entries(image).filter(([column]) => !columns.includes(column)))

/**
 * Empties the document for good: later writes of these columns count for nothing. Of a row HQ never had it remembers that
 * much, for its insert may still come out of quarantine; there is nothing to tell then.
 */
export function erased(
  ground: Ground,
  change: Change,
  table: ManifestTable,
  { position, site }: { position: number; site: string | null },
): Change | null {
  const doc = ground.doc(change.table, change.id)
  if (!doc) {
    ground.setDoc(change.table, change.id, { image: {}, deleted: true, erased: true, site, origin: 'hq', position })
    return null
  }
  ground.setDoc(change.table, change.id, { ...doc, image: without(doc.image, table.personal), erased: true, position })
  return { table: change.table, id: change.id, op: 'erase', set: {} }
}

/** Empties the personal columns of a row in every case that keeps values of it. Returns what those cases became. */
export function scrubbed(ground: Ground, change: Change, columns: readonly string[], position: number): { id: string; set: Row }[] {
  const made: { id: string; set: Row }[] = []
  for (const id of ground.mentioning(change.id)) {
    const doc = ground.doc(CASES, id)
    if (!doc) continue
    const own = doc.image['subject_table'] === change.table && doc.image['subject_id'] === change.id
    const set: Row = {}
    for (const side of ['mine', 'theirs'])
      if (typeof doc.image[side] === 'string') {
        const text = sideWithout(doc.image[side], { table: change.table, id: change.id, columns }, own)
        if (text !== doc.image[side]) set[side] = text
      }
    if (Object.keys(set).length === 0) continue
    ground.setDoc(CASES, id, { ...doc, image: { ...doc.image, ...set }, position })
    made.push({ id, set })
  }
  return made
}

/** One side of a case: values of its subject, or the changes that were dropped. */
function sideWithout(text: string, erasure: Erasure, own: boolean): string {
  const side = JSON.parse(text) as Row
  const next = own ? without(side, erasure.columns) : { ...side }
  if (typeof side['changes'] === 'string')
    next['changes'] = JSON.stringify(changesWithout(JSON.parse(side['changes']) as Change[], [erasure]))
  return JSON.stringify(next)
}

/** Changes without the personal values of the rows named, in what they set and in what they saw. */
export function changesWithout(changes: readonly Change[], erasures: readonly Erasure[]): Change[] {
  return changes.map((change) => {
    const erasure = erasures.find((e) => e.table === change.table && e.id === change.id)
    if (!erasure) return change
    return {
      ...change,
      set: without(change.set, erasure.columns),
      ...(change.was ? { was: without(change.was, erasure.columns) } : {}),
    }
  })
}

/** A payload without those values, its guards included. A text that is no payload is returned as it is. */
export function payloadWithout(text: string, erasures: readonly Erasure[]): string {
  let payload: Payload
  try {
    payload = JSON.parse(text) as Payload
  } catch {
    return text
  }
  const guards = payload.guards.map((guard) => {
    if (guard.kind === 'release') return guard
    const hit =
      guard.kind === 'expect' && erasures.some((e) => e.table === guard.table && e.id === guard.id && e.columns.includes(guard.column))
    return { ...guard, ...(hit ? { value: null } : {}), otherwise: changesWithout(guard.otherwise, erasures) }
  })
  return JSON.stringify({ changes: changesWithout(payload.changes, erasures), guards })
}
