// Levels: how much is there under a key that many share (parts on a shelf), and how much of it is promised. A level is a row of
// table `levels` that HQ writes into the feed: the ledger moves it, shares take of it. Who may have a share is judged in guards.ts.
import type { Manifest, ManifestTable } from './manifest.ts'
import { tableIn } from './manifest.ts'
import type { Change, Row } from './protocol.ts'
import type { Ground } from './state.ts'

/** The table HQ writes levels into; a row's id is the key. */
export const LEVELS = 'levels'

/** Under which a share is held: by its holder and its size, so that only the same share is given back. */
export const shareKey = (share: { key: string; holder: string; units?: number | undefined }): string =>
  share.units === undefined ? share.key : `${share.key}/${share.units}/${share.holder}`

type Level = { units: number; held: number }
const levelOf = (ground: Pick<Ground, 'doc'>, key: string): Level => {
  const image = ground.doc(LEVELS, key)?.image
  return { units: Number(image?.['units'] ?? 0), held: Number(image?.['held_units'] ?? 0) }
}
/** What nobody was promised; below 0 while more is promised than is there. */
export const leftOf = (ground: Pick<Ground, 'doc'>, key: string): number => {
  const { units, held } = levelOf(ground, key)
  return units - held
}

/** The key whose level a new row of a ledger moves, and by how much; null for rows that count nothing. */
export function counted(table: ManifestTable | undefined, set: Row): { key: string; units: number } | null {
  const units = table?.counts ? set[table.counts.units] : null
  return table?.counts && typeof units === 'number' ? { key: `${table.counts.key}:${String(set[table.counts.of])}`, units } : null
}
export const countedIn = (manifest: Manifest, change: Change): { key: string; units: number } | null =>
  change.op === 'insert' ? counted(tableIn(manifest, change.table), change.set) : null

/** Moves a level and says what the feed tells of it. */
export function moveLevel(ground: Ground, key: string, by: Partial<Level>, at: { site: string; position: number }): Change {
  const earlier = ground.doc(LEVELS, key)
  const { units, held } = levelOf(ground, key)
  const now = { units: units + (by.units ?? 0), held_units: held + (by.held ?? 0) }
  const site = earlier?.site ?? at.site
  // What is 0 is the same as absent, SPEC S-HASH-1.
  const image: Row = { site_id: site, ...Object.fromEntries(Object.entries(now).filter(([, value]) => value !== 0)) }
  ground.setDoc(LEVELS, key, { image, deleted: false, erased: false, site, origin: earlier?.origin ?? 'hq', position: at.position })
  // In an update it is said as nothing, by which a column falls back to its 0.
  const moved: Row = { units: now.units || null, held_units: now.held_units || null }
  return { table: LEVELS, id: key, op: earlier ? 'update' : 'insert', set: earlier ? moved : image }
}
