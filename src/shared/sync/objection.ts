// May a changeset be there at all? Checks the manifest, the device's reach, the command's tables and the actor's right.
// Pure; what becomes of an admitted changeset is judged in arbitrate.ts.
import { commandIn, keyIn, tableIn, type ManifestTable } from './manifest.ts'
import type { Change, Changeset, Payload, Row, Value } from './protocol.ts'
import { docKey, fieldKey, type Device, type Doc, type Ground } from './state.ts'

/** The site a new row belongs to: null in a group table, '' when a site row names none. */
export const siteOf = (table: ManifestTable, set: Row): string | null =>
  table.scope === 'group' ? null : typeof set['site_id'] === 'string' ? set['site_id'] : ''

/** Why HQ must not accept this changeset, or null; and whether the actor lost the right only after `seen`. */
export type Objection = { reason: string | null; withdrawn: boolean }
const no = (reason: string): Objection => ({ reason, withdrawn: false })

export function objection(changeset: Changeset, payload: Payload, device: Device, ground: Ground): Objection {
  if (device.revoked) return no('revoked')
  const waits = changeset.after.find((id) => ground.changeset(id) === 'quarantined')
  if (waits) return no(`waits-for ${waits}`)
  const command = commandIn(ground.manifest, changeset.command)
  if (!command) return no(`unknown-command ${changeset.command}`)

  const inserts = new Map<string, Row>()
  const instead = payload.guards.flatMap((g) => (g.kind === 'release' ? [] : g.otherwise))
  const all = [...payload.changes, ...instead]
  for (const change of all) if (change.op === 'insert') inserts.set(docKey(change.table, change.id), change.set)
  for (const [index, change] of all.entries()) {
    const table = tableIn(ground.manifest, change.table)
    if (!table) return no(`unknown-table ${change.table}`)
    if (!command.writes.includes(change.table)) return no(`not-its-table ${change.table}`)
    const doc = ground.doc(change.table, change.id)
    if (change.op === 'depart') return no(`hq-decides ${change.table}`)
    if (change.op === 'update' && !doc && !inserts.has(docKey(change.table, change.id)) && !wasDropped(change, changeset, ground))
      return no(`unknown-row ${change.table}`)
    if (change.op === 'erase' && table.personal.length === 0) return no(`nothing-personal ${change.table}`)
    if (!reaches(change, table, doc, device, changeset.seen.number)) return no(`out-of-reach ${change.table}`)
    const moves = table.owner !== null && change.op === 'update' && leaves(change, table.owner, doc)
    if (moves && !(index < payload.changes.length && transfers(index, payload, table.owner as string, ground)))
      return no(`unguarded-transfer ${change.table}`)
    if (table.policy === 'ledger' && change.op !== 'insert' && change.op !== 'erase') return no(`ledger-is-insert-only ${change.table}`)
    if (table.policy === 'hq' && device.reach !== 'group' && !founds(change, doc, device)) return no(`hq-decides ${change.table}`)
    if (
      table.policy === 'document' &&
      change.op !== 'erase' &&
      !device.founding &&
      index < payload.changes.length &&
      !covered(index, payload, table, ground, inserts)
    )
      return no(`unguarded-document ${change.table}`)
  }

  for (const guard of payload.guards) {
    if (guard.kind !== 'hold' && guard.kind !== 'grant') continue
    const key = keyIn(ground.manifest, guard.key)
    if (!key) return no(`unknown-key ${guard.key}`)
    const table = tableIn(ground.manifest, key.table)
    const doc = ground.doc(key.table, guard.of)
    const made = inserts.get(docKey(key.table, guard.of))
    const about: Change = { table: key.table, id: guard.of, op: doc ? 'update' : 'insert', set: made ?? {} }
    if (table && (doc || made) && !reaches(about, table, doc, device, changeset.seen.number)) return no(`out-of-reach ${key.table}`)
    if (guard.kind === 'grant' && guard.override && !command.overrides) return no('overrides-nothing')
  }

  if (device.founding || command.permission === null) return { reason: null, withdrawn: false }
  const actor = ground.actor(changeset.actor)
  if (!actor) return no(`unknown-actor ${changeset.actor}`)
  if (!actor.group && device.reach === 'site' && !actor.sites.includes(device.site)) return no('actor-elsewhere')
  if (actor.permissions.has(command.permission)) return { reason: null, withdrawn: false }
  return actor.changedAt > changeset.seen.number ? { reason: null, withdrawn: true } : no(`forbidden ${command.permission}`)
}

/**
 * A row that names a site is written by that site alone, and by devices with group reach. It is judged in the scope it had
 * when its author saw it: what was done before it left for another site still counts.
 */
function reaches(change: Change, table: ManifestTable, doc: Doc | undefined, device: Device, seen: number): boolean {
  if (table.owner === null) return true
  const named = change.set[table.owner]
  const owner = doc ? ownerOf(doc, table.owner) : (named ?? null)
  if (change.op === 'insert' && table.scope === 'site' && owner === null) return false
  if (change.op === 'insert' && named !== undefined && named !== owner) return false
  if (device.reach === 'group') return true
  if ((owner ?? device.site) === device.site) return true
  return doc?.left?.some((l) => l.site === device.site && l.position > seen) ?? false
}

/** The site a row belongs to. */
export const ownerOf = (doc: Doc, column: string): Value => doc.image[column] ?? doc.site

const leaves = (change: Change, owner: string, doc: Doc | undefined): boolean =>
  doc !== undefined && change.set[owner] !== undefined && change.set[owner] !== ownerOf(doc, owner)

/** A row goes to another site of the group only under the expectation that it still is where its author saw it. */
function transfers(index: number, payload: Payload, owner: string, ground: Ground): boolean {
  const change = payload.changes[index] as Change
  const to = change.set[owner]
  if (typeof to !== 'string' || !ground.doc('sites', to)) return false
  return payload.guards.some(
    (g) => g.kind === 'expect' && g.table === change.table && g.id === change.id && g.column === owner && g.covers.includes(index),
  )
}

/** A store that ran alone brings the group rows it made itself, and changes nobody else's. */
function founds(change: Change, doc: Doc | undefined, device: Device): boolean {
  return device.founding && (!doc || doc.origin === device.replica || (change.op === 'insert' && !doc.deleted))
}

/** Did an earlier changeset of this replica insert the row and lose it to a guard, before its author could know? */
function wasDropped(change: Change, changeset: Changeset, ground: Ground): boolean {
  const lost = ground.shadow(changeset.replica, fieldKey(change.table, change.id, []))
  return !!lost && changeset.seen.number < lost.position
}

/** A document row changes only under an expectation of its head's `rev` that covers it, or together with its new head. */
function covered(index: number, payload: Payload, table: ManifestTable, ground: Ground, inserts: ReadonlyMap<string, Row>): boolean {
  const change = payload.changes[index] as Change
  const document = table.document
  if (!document) return false
  const image = ground.doc(change.table, change.id)?.image ?? inserts.get(docKey(change.table, change.id))
  // Of a row whose insert was dropped nothing is known here: the merge drops the change too.
  if (!image) return true
  const head = document.column === 'id' ? change.id : image[document.column]
  if (typeof head !== 'string') return false
  if (inserts.has(docKey(document.head, head)) && !ground.doc(document.head, head)) return true
  return payload.guards.some(
    (g) => g.kind === 'expect' && g.column === 'rev' && g.table === document.head && g.id === head && g.covers.includes(index),
  )
}
