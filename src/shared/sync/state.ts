// What HQ's arbiter looks at while it rules: rows as documents, holds, unique keys, earlier refusals. A `Ground` is a
// preloaded view with an overlay, so that a whole batch is ruled in memory and written once; it is not a store.
import { allowedBy } from '../permissions.ts'
import { tableIn, type Manifest } from './manifest.ts'
import type { Row } from './protocol.ts'

/** The table HQ writes cases into. */
export const CASES = 'cases'

/** A site that a row belonged to until this position. */
export type Departure = { site: string; position: number }
/** A row at HQ. `site` is null in a group table; `origin` is the replica that inserted it; a deleted one keeps its last image. */
export type Doc = {
  image: Row
  deleted: boolean
  erased: boolean
  site: string | null
  origin: string
  position: number
  /** Absent in a row that never moved. */
  left?: readonly Departure[]
}
export type Hold = { holder: string; site: string | null; position: number }
/** A write of a replica that did not become the confirmed value: `late` lies in a case, `dropped` never counted. */
export type Shadow = { value: string; was: string; kind: 'late' | 'dropped'; position: number; caseId: string | null }
/** `changedAt` is the feed position of the last change to the user or one of the roles. */
type Actor = { sites: readonly string[]; group: boolean; permissions: ReadonlySet<string>; changedAt: number }

export type Device = {
  replica: string
  site: string
  reach: 'site' | 'group'
  /** True for the history of a store that ran alone: it decided its own group tables then. */
  founding: boolean
  /** A revoked device's changesets are kept whole in quarantine and count for nothing. */
  revoked: boolean
  /** It was moved to another site and still speaks for this one: it takes no right any more. */
  leaving: boolean
}

/** Reads fall through the overlay to what the store loaded; writes stay in the overlay. */
export type Ground = {
  readonly manifest: Manifest
  doc(table: string, id: string): Doc | undefined
  setDoc(table: string, id: string, doc: Doc): void
  hold(key: string): Hold | undefined
  setHold(key: string, hold: Hold | null): void
  /** Position at which this holder (or replica, for expectations) was last refused this key. */
  refused(key: string, who: string): number | undefined
  setRefused(key: string, who: string, position: number): void
  unique(key: string): string | undefined
  setUnique(key: string, row: string): void
  shadow(replica: string, field: string): Shadow | undefined
  setShadow(replica: string, field: string, shadow: Shadow | null): void
  actor(id: string): Actor | undefined
  /** `quarantined` when that changeset waits in quarantine; `known` when it was ruled; undefined when HQ never saw it. */
  changeset(id: string): 'quarantined' | 'known' | undefined
  /** Ids of the cases in whose texts this row id stands. */
  mentioning(id: string): Iterable<string>
}
/** A row whose personal columns must vanish from whatever is kept of it. */
export type Erasure = { table: string; id: string; columns: readonly string[] }
export type Base = Omit<Ground, 'setDoc' | 'setHold' | 'setRefused' | 'setUnique' | 'setShadow' | 'actor'>

/**
 * Everything a batch of changesets may make the arbiter look at, so that a store loads it with a few queries. `tables`
 * are wanted whole; the shadows of a row come with its document.
 */
export type Keys = {
  docs: Set<string>
  tables: Set<string>
  holds: Set<string>
  refusals: Set<string>
  uniques: Set<string>
  changesets: Set<string>
  /** Ids of rows whose mention in any case is wanted. */
  mentions: Set<string>
}
export const noKeys = (): Keys => ({
  docs: new Set(),
  tables: new Set(),
  holds: new Set(),
  refusals: new Set(),
  uniques: new Set(),
  changesets: new Set(),
  mentions: new Set(),
})

/** Two parts as one key. Ids hold no control characters, so it can be split again. */
export const docKey = (table: string, id: string): string => `${table}\u0000${id}`
export const splitDocKey = (key: string): [first: string, second: string] => {
  const at = key.indexOf('\u0000')
  return [key.slice(0, at), key.slice(at + 1)]
}
/** A field of a row, or several that merge as one; no column means the row as a whole. */
export const fieldKey = (table: string, id: string, unit: readonly string[]): string => docKey(docKey(table, id), unit.join(','))
export const splitFieldKey = (key: string): [table: string, id: string, unit: string] => {
  const [table, rest] = splitDocKey(key)
  return [table, ...splitDocKey(rest)]
}

export type Written = {
  docs: Map<string, Doc>
  holds: Map<string, Hold | null>
  refusals: Map<string, number>
  uniques: Map<string, string>
  shadows: Map<string, { replica: string; field: string; shadow: Shadow | null }>
}

export const noWrites = (): Written => ({
  docs: new Map(),
  holds: new Map(),
  refusals: new Map(),
  uniques: new Map(),
  shadows: new Map(),
})

/** A ground whose writes stay in `written`. Grounds stack: one over another is how a single changeset can be thrown away. */
export function groundOver(base: Base): { ground: Ground; written: Written } {
  const written = noWrites()
  const { docs, holds, refusals, uniques, shadows } = written
  const ground: Ground = {
    manifest: base.manifest,
    doc: (table, id) => docs.get(docKey(table, id)) ?? base.doc(table, id),
    setDoc: (table, id, doc) => void docs.set(docKey(table, id), doc),
    hold: (key) => (holds.has(key) ? (holds.get(key) ?? undefined) : base.hold(key)),
    setHold: (key, hold) => void holds.set(key, hold),
    refused: (key, who) => refusals.get(docKey(key, who)) ?? base.refused(key, who),
    setRefused: (key, who, position) => void refusals.set(docKey(key, who), position),
    unique: (key) => uniques.get(key) ?? base.unique(key),
    setUnique: (key, row) => void uniques.set(key, row),
    shadow: (replica, field) => {
      const found = shadows.get(docKey(replica, field))
      return found ? (found.shadow ?? undefined) : base.shadow(replica, field)
    },
    setShadow: (replica, field, shadow) => void shadows.set(docKey(replica, field), { replica, field, shadow }),
    actor: (id) => actorOf(ground, id),
    changeset: base.changeset,
    mentioning: (id) => {
      const ids = new Set(base.mentioning(id))
      for (const [key, { image }] of docs) {
        const [table, found] = splitDocKey(key)
        if (table === CASES && JSON.stringify(image).includes(id)) ids.add(found)
      }
      return ids
    },
  }
  return { ground, written }
}

/** Takes what one ground wrote into the one below it. */
export function absorb(into: Written, from: Written): void {
  for (const name of ['docs', 'holds', 'refusals', 'uniques', 'shadows'] as const)
    for (const [key, value] of from[name]) (into[name] as Map<string, unknown>).set(key, value)
}

/** What is said about cases; headquarters writes it too. */
export const COMMENTS = 'case_comments'

/** Whom the program's own work is done by. Known everywhere; its bounds are its commands' tables and the device's reach. */
export const SYSTEM = 'system'

const everything = new WeakMap<Manifest, ReadonlySet<string>>()
/** Every permission a command of this manifest may need. */
function allOf(manifest: Manifest): ReadonlySet<string> {
  let all = everything.get(manifest)
  if (!all) everything.set(manifest, (all = new Set(Object.values(manifest.commands).flatMap((c) => c.permission ?? []))))
  return all
}

/** What HQ knows of a person: the row in `users` and the rows in `roles` it names, as this ground shows them. */
function actorOf(ground: Ground, id: string): Actor | undefined {
  if (id === SYSTEM) {
    return { sites: [], group: true, permissions: allOf(ground.manifest), changedAt: 0 }
  }
  const user = ground.doc('users', id)
  if (!user) return undefined
  let changedAt = user.position
  const permissions = new Set<string>()
  const active = !user.deleted && (user.image['active'] ?? 1) === 1
  for (const role of words(user.image['role_ids'])) {
    const doc = ground.doc('roles', role)
    if (!doc) continue
    changedAt = Math.max(changedAt, doc.position)
    if (active && !doc.deleted) for (const permission of allowedByRole(doc.image, ground.manifest)) permissions.add(permission)
  }
  return { sites: words(user.image['site_ids']), group: user.image['all_sites'] === 1, permissions, changedAt }
}

function allowedByRole(image: Row, manifest: Manifest): string[] {
  const { permissions, known = tableIn(manifest, 'roles')?.defaults?.['known'], template } = image
  const role = { permissions: words(permissions), known: words(known), template: typeof template === 'string' ? template : null }
  return allowedBy(role, manifest.grants ?? {}).permissions
}

function words(value: unknown): string[] {
  if (typeof value !== 'string') return []
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed.filter((w): w is string => typeof w === 'string') : []
  } catch {
    return []
  }
}
