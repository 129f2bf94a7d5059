// May a changeset be there at all? Checks the manifest, the device's reach, the command's tables and the actor's right.
// Pure; what becomes of an admitted changeset is judged in arbitrate.ts.
import { commandIn, tableIn, type ManifestTable } from './manifest.ts'
import type { Change, Changeset, Payload, Row } from './protocol.ts'
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
    if (change.op === 'update' && !doc && !inserts.has(docKey(change.table, change.id)) && !wasDropped(change, changeset, ground))
      return no(`unknown-row ${change.table}`)
    if (!reaches(change, table, doc, device)) return no(`out-of-reach ${change.table}`)
    if (table.policy === 'ledger' && change.op !== 'insert') return no(`ledger-is-insert-only ${change.table}`)
    if (table.policy === 'hq' && device.reach !== 'group' && !founds(change, doc, device)) return no(`hq-decides ${change.table}`)
    if (
      table.policy === 'document' &&
      !device.founding &&
      index < payload.changes.length &&
      !covered(index, payload, table, ground, inserts)
    )
      return no(`unguarded-document ${change.table}`)
  }

  if (device.founding || command.permission === null) return { reason: null, withdrawn: false }
  const actor = ground.actor(changeset.actor)
  if (!actor) return no(`unknown-actor ${changeset.actor}`)
  if (!actor.group && device.reach === 'site' && !actor.sites.includes(device.site)) return no('actor-elsewhere')
  if (actor.permissions.has(command.permission)) return { reason: null, withdrawn: false }
  return actor.changedAt > changeset.seen.number ? { reason: null, withdrawn: true } : no(`forbidden ${command.permission}`)
}

/** A site row belongs to one site for good; a device with site reach touches only its own site's. */
function reaches(change: Change, table: ManifestTable, doc: Doc | undefined, device: Device): boolean {
  if (table.scope === 'group') return true
  const named = change.set['site_id']
  const site = doc ? doc.site : change.op === 'insert' ? siteOf(table, change.set) : null
  if (site === '') return false
  if (site !== null && named !== undefined && named !== site) return false
  if (device.reach === 'group') return true
  return (site ?? named ?? device.site) === device.site
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
