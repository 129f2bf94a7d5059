// What HQ's arbiter looks at while it rules: rows as documents, holds, unique keys, earlier refusals. A `Ground` is a
// preloaded view with an overlay, so that a whole batch is ruled in memory and written once; it is not a store.
import type { Manifest } from './manifest.ts'
import type { Row } from './protocol.ts'

export type Doc = { image: Row; deleted: boolean; erased: boolean; site: string | null; position: number }
export type Hold = { holder: string; site: string | null; position: number }
/** A write of a replica that did not become the confirmed value: `late` lies in a case, `dropped` never counted. */
export type Shadow = { value: string; was: string; kind: 'late' | 'dropped'; position: number; caseId: string | null }
export type Actor = { sites: readonly string[]; group: boolean; permissions: ReadonlySet<string>; changedAt: number }

export type Device = {
  replica: string
  site: string
  reach: 'site' | 'group'
  /** True until a store that ran alone has pushed the history it brought: it decided its own group tables then. */
  founding: boolean
}

/** Reads fall through the overlay to what the store loaded; writes stay in the overlay until `written()` is taken. */
export type Ground = {
  manifest: Manifest
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
}

/** Everything a changeset may make the arbiter look at, so that a store loads a batch with a few queries. */
export type Keys = { docs: Set<string>; holds: Set<string>; uniques: Set<string>; actors: Set<string>; changesets: Set<string> }

export const docKey = (table: string, id: string): string => `${table}\u0000${id}`
export const splitDocKey = (key: string): [table: string, id: string] => key.split('\u0000') as [string, string]

/** A ground over plain maps: the overlay of a batch, and the whole of it in tests. */
export function groundOver(base: Pick<Ground, 'manifest' | 'doc' | 'hold' | 'refused' | 'unique' | 'shadow' | 'actor' | 'changeset'>) {
  const docs = new Map<string, Doc>()
  const holds = new Map<string, Hold | null>()
  const refusals = new Map<string, number>()
  const uniques = new Map<string, string>()
  const shadows = new Map<string, Shadow | null>()
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
    shadow: (replica, field) => (shadows.has(docKey(replica, field)) ? (shadows.get(docKey(replica, field)) ?? undefined) : base.shadow(replica, field)),
    setShadow: (replica, field, shadow) => void shadows.set(docKey(replica, field), shadow),
    actor: base.actor,
    changeset: base.changeset,
  }
  return { ground, written: { docs, holds, refusals, uniques, shadows } }
}
export type Written = ReturnType<typeof groundOver>['written']
