// Decides the guards of one changeset against what HQ holds, and afterwards grants what stands. What the decision makes
// of the changes is arbitrate.ts's.
import { keyIn, tableIn, type Manifest } from './manifest.ts'
import { same } from './merge.ts'
import { ownerOf, siteOf } from './objection.ts'
import type { Change, Changeset, Guard, Payload } from './protocol.ts'
import { LEVELS, leftOf, moveLevel, shareKey } from './levels.ts'
import { RIGHTS, rightTo } from './rights.ts'
import { docKey, type Device, type Doc, type Ground, type Keys } from './state.ts'

type Hold = Extract<Guard, { kind: 'hold' }>
type Grant = Extract<Guard, { kind: 'grant' }>
export type Condition = Exclude<Guard, { kind: 'release' }>
/** What guards are decided on. */
export type Trial = { changeset: Changeset; payload: Payload; device: Device; ground: Ground }
export type Verdict = {
  /** Failed by themselves: each opens a case and applies its `otherwise`. */
  failed: Condition[]
  /** Holds that fall with another guard; what they cover goes into that one's case. */
  fallen: Hold[]
  /** The failed guard whose case that is. */
  cause: Condition | undefined
  /** Nothing may be released, no right changes hands. */
  keeps: boolean
}

const expectKey = (guard: { table: string; id: string; column: string }): string => `expect:${guard.table}:${guard.id}:${guard.column}`
/** Who is refused a hold that fell without another holder: not the holder everywhere, only what this replica says of it. */
const bySelf = (holder: string, replica: string): string => `${holder}@${replica}`

/** Names everything the guards of this changeset may read. */
export function guardKeys(changeset: Changeset, payload: Payload, manifest: Manifest, into: Keys): void {
  for (const guard of payload.guards) {
    if (guard.kind === 'hold' || guard.kind === 'release') {
      into.holds.add(shareKey(guard))
      if (guard.units !== undefined) into.docs.add(docKey(LEVELS, guard.key))
    }
    if (guard.kind === 'grant') into.holds.add(guard.key)
    if (guard.kind === 'hold' || guard.kind === 'grant') {
      into.docs.add(docKey(RIGHTS, guard.key))
      const key = keyIn(manifest, guard.key)
      if (key) into.docs.add(docKey(key.table, guard.of))
    }
    if (guard.kind === 'grant' && guard.to !== null) into.docs.add(docKey('devices', guard.to))
    if (guard.kind === 'hold')
      into.refusals.add(docKey(guard.key, guard.holder)).add(docKey(guard.key, bySelf(guard.holder, changeset.replica)))
    if (guard.kind === 'expect') into.docs.add(docKey(guard.table, guard.id))
    if (guard.kind === 'expect') into.refusals.add(docKey(expectKey(guard), changeset.replica))
    if (guard.kind === 'unique') into.uniques.add(guard.key)
    if (guard.kind !== 'release') for (const change of guard.otherwise) into.docs.add(docKey(change.table, change.id))
  }
}

/**
 * Whoever built on a document that moved on holds and frees nothing by it: its holds fall with the expectation. Whoever
 * lost a car frees no other: a hold whose key would be released falls with the lost one.
 */
export function judgeGuards(trial: Trial): Verdict {
  const { payload } = trial
  const conditions = payload.guards.filter((g): g is Condition => g.kind !== 'release')
  const releases = payload.guards.filter((g) => g.kind === 'release')
  const taken = new Map<string, string>()
  const wrong = conditions.filter((guard) => !stands(guard, trial, taken))
  const expected = wrong.find((g) => g.kind === 'expect')
  const cause = expected ?? wrong.find((g) => g.kind === 'hold')
  const fallen = conditions.filter((g): g is Hold => {
    if (g.kind !== 'hold') return false
    if (expected) return true
    return cause !== undefined && !wrong.includes(g) && releases.some((r) => r.key === g.key && r.holder === g.holder)
  })
  return { failed: wrong.filter((g) => g.kind !== 'hold' || !fallen.includes(g)), fallen, cause, keeps: cause !== undefined }
}

/** `taken` is what earlier guards of this changeset take. */
function stands(guard: Condition, { changeset, payload, device, ground }: Trial, taken: Map<string, string>): boolean {
  const seen = changeset.seen.number
  if (guard.kind === 'expect') {
    if (seen < (ground.refused(expectKey(guard), changeset.replica) ?? 0)) return false
    const doc = visible(ground, device, guard.table, guard.id)
    // Nobody else can have touched a row that this changeset brings.
    if (!doc) return payload.changes.some((c) => c.op === 'insert' && c.table === guard.table && c.id === guard.id)
    return !doc.deleted && same(doc.image[guard.column], guard.value)
  }
  if (guard.kind === 'grant') return grantable(guard, { changeset, payload, device, ground })
  if (guard.kind === 'hold' && guard.units !== undefined) return shares(guard, guard.units, { changeset, payload, device, ground }, taken)
  const slot = `${guard.kind}:${guard.key}`
  const wants = guard.kind === 'hold' ? guard.holder : guard.row
  const has = taken.get(slot) ?? (guard.kind === 'hold' ? ground.hold(guard.key)?.holder : ground.unique(guard.key))
  if (has !== undefined && has !== wants) return false
  if (guard.kind === 'hold' && !mayHold(guard, { changeset, payload, device, ground })) return false
  taken.set(slot, wants)
  return true
}

/** The key is here, its right nowhere else, and this holder was not refused it before. The present holder needs no right. */
function mayHold(guard: Hold, trial: Trial): boolean {
  const { ground, device, changeset } = trial
  const seen = changeset.seen.number
  const held = ground.hold(shareKey(guard))
  if (held && !side(device, held.site)) return false
  if (!keyIsHere(guard, trial)) return false
  const right = rightTo(ground, guard.key)
  if (!held && right && right.replica !== null && right.replica !== changeset.replica) return false
  if (seen < (ground.refused(guard.key, guard.holder) ?? 0)) return false
  return held !== undefined || seen >= (ground.refused(guard.key, bySelf(guard.holder, changeset.replica)) ?? 0)
}

/** A share stands while enough is left for it, beside what earlier guards of this changeset take. */
function shares(guard: Hold, units: number, trial: Trial, taken: Map<string, string>): boolean {
  if (!mayHold(guard, trial)) return false
  const mine = shareKey(guard)
  if (trial.ground.hold(mine) || taken.has(mine)) return true
  const level = `${LEVELS}:${guard.key}`
  const before = Number(taken.get(level) ?? 0)
  if (leftOf(trial.ground, guard.key) - before < units) return false
  taken.set(level, String(before + units)).set(mine, guard.holder)
  return true
}

/** The row a key stands for is there, says so, and belongs to a site this device acts for. */
function keyIsHere({ key, of }: Hold | Grant, { payload, device, ground }: Trial): boolean {
  const declared = keyIn(ground.manifest, key)
  const table = declared && tableIn(ground.manifest, declared.table)
  if (!declared || !table) return false
  const doc = ground.doc(declared.table, of)
  if (doc?.deleted) return false
  const made = payload.changes.find((c) => c.op === 'insert' && c.table === declared.table && c.id === of)
  const image = doc ? doc.image : made?.set
  if (!image) return false
  if (!same(declared.column === 'id' ? of : image[declared.column], key.slice(key.indexOf(':') + 1))) return false
  const owner = table.owner === null ? null : doc ? ownerOf(doc, table.owner) : image[table.owner]
  return owner === null || owner === undefined || device.reach === 'group' || owner === device.site
}

/** Nobody moved the right since its author looked; it is free, or theirs, or taken by who may; and no other holder has the key. */
function grantable(guard: Grant, trial: Trial): boolean {
  const { ground, changeset, device } = trial
  if (!keyIsHere(guard, trial)) return false
  const right = rightTo(ground, guard.key)
  if ((right?.fence ?? 0) !== guard.fence) return false
  const theirs = right && right.replica !== null && right.replica !== changeset.replica
  if (theirs && !guard.override) return false
  if (guard.to === null) return true
  const taker = ground.doc('devices', guard.to)
  const own = guard.to === changeset.replica && !device.leaving
  const serves = own || (taker && taker.image['site_id'] === device.site && !taker.image['revoked_at'])
  return Boolean(serves) && ground.hold(guard.key) === undefined
}

/** The `rev` expectation of the document a change belongs to. */
function documentKey(change: Payload['changes'][number] | undefined, ground: Ground): string | null {
  const document = change && tableIn(ground.manifest, change.table)?.document
  if (!change || !document) return null
  const id =
    document.column === 'id' ? change.id : (change.set[document.column] ?? ground.doc(change.table, change.id)?.image[document.column])
  return typeof id === 'string' ? expectKey({ table: document.head, id, column: 'rev' }) : null
}

const side = (device: Device, site: string | null): boolean => device.reach === 'group' || site === device.site

/** Guards see only rows in the device's reach: a wrong guess about another site's row must not be told the right value. */
export function visible(ground: Ground, device: Device, table: string, id: string): Doc | undefined {
  const doc = ground.doc(table, id)
  return doc && (doc.site === null || side(device, doc.site)) ? doc : undefined
}

/**
 * Writes what the verdict means for keys: refusals, holds, unique keys, releases. `dropped` are the changes that do not count.
 * Says what became of the levels shares take of.
 */
export function settleGuards(trial: Trial, verdict: Verdict, dropped: { has(index: number): boolean }, position: number): Change[] {
  const { changeset, payload, device, ground } = trial
  const levels: Change[] = []
  const move = (key: string, held: number | undefined, site: string): void => {
    if (held !== undefined) levels.push(moveLevel(ground, key, { held }, { site, position }))
  }
  for (const guard of [...verdict.failed, ...verdict.fallen]) {
    if (guard.kind === 'expect') ground.setRefused(expectKey(guard), changeset.replica, position)
    if (guard.kind !== 'hold') continue
    for (const index of guard.covers) {
      const key = documentKey(payload.changes[index], ground)
      if (key) ground.setRefused(key, changeset.replica, position)
    }
    const holder = ground.hold(shareKey(guard))?.holder ?? guard.holder
    ground.setRefused(guard.key, holder === guard.holder ? bySelf(guard.holder, changeset.replica) : guard.holder, position)
  }
  for (const guard of payload.guards) {
    if (guard.kind === 'release' || guard.kind === 'expect' || guard.kind === 'grant' || verdict.failed.includes(guard)) continue
    if (guard.kind === 'hold') {
      if (verdict.fallen.includes(guard) || ground.hold(shareKey(guard))) continue
      const site = holdingSite(trial)
      ground.setHold(shareKey(guard), { holder: guard.holder, site, position })
      move(guard.key, guard.units, site)
      continue
    }
    // A key whose row was dropped is not given away: it would be lost for ever.
    if (!guard.covers.some((index) => dropped.has(index))) ground.setUnique(guard.key, guard.row)
  }
  if (verdict.keeps) return levels
  for (const guard of payload.guards) {
    if (guard.kind !== 'release') continue
    const held = ground.hold(shareKey(guard))
    if (!held || held.holder !== guard.holder || !side(device, held.site)) continue
    ground.setHold(shareKey(guard), null)
    move(guard.key, guard.units === undefined ? undefined : -guard.units, held.site ?? device.site)
  }
  return levels
}

/** The site on whose behalf a changeset holds: a manager with group reach acts for the site whose rows are written. */
function holdingSite({ payload, device, ground }: Trial): string {
  if (device.reach === 'site') return device.site
  for (const change of payload.changes) {
    const table = tableIn(ground.manifest, change.table)
    const site = ground.doc(change.table, change.id)?.site ?? (table ? siteOf(table, change.set) : null)
    if (site) return site
  }
  return device.site
}
