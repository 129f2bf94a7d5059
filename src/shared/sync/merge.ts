// Three-way merge of one row change into HQ's document: what the author saw, what is there, what they want.
// Pure; guards and rights are judged before, in arbitrate.ts.
import { without } from './erase.ts'
import type { ManifestTable } from './manifest.ts'
import type { Change, Row, Value } from './protocol.ts'
import { fieldKey, type Doc, type Ground, type Shadow } from './state.ts'

/** Values that came late: what their author wanted and saw, what HQ holds, and the open case they belong to. One unit, or all of a row that was there already. */
export type Late = { units: readonly (readonly string[])[]; mine: Row; was: Row; theirs: Row; join: string | null }
export type Merged = { effect: Change | null; late: Late[]; revived: boolean; deleteLost: boolean }
const NOTHING: Merged = { effect: null, late: [], revived: false, deleteLost: false }

const present = (value: Value | undefined): Value => value ?? null
/** Says nothing: null, absent, or the constant default of its column. */
const blank = (table: ManifestTable, column: string, value: Value | undefined): boolean =>
  same(value, null) || (value !== null && table.defaults?.[column] === value)
/** Equality of values; null and absent are the same. */
export const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(present(a)) === JSON.stringify(present(b))
const pick = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((c) => [c, present(row[c])]))
const sameRow = (a: Row, b: Row, columns: readonly string[]): boolean => columns.every((c) => same(a[c], b[c]))
/** The values of some columns as one text, for comparing and remembering. */
export const textOf = (row: Row, columns: readonly string[]): string => JSON.stringify(columns.map((c) => present(row[c])))

/** The columns of a change as units: declared groups as one, the rest one by one. */
export function unitsOf(table: ManifestTable, columns: readonly string[]): string[][] {
  const units: string[][] = []
  const taken = new Set<string>()
  for (const group of table.groups) {
    if (!group.some((c) => columns.includes(c))) continue
    units.push([...group])
    for (const c of group) taken.add(c)
  }
  for (const column of columns) if (!taken.has(column)) units.push([column])
  return units
}

type Context = {
  ground: Ground
  table: ManifestTable
  replica: string
  seen: number
  position: number
  site: string | null
  /** Values this same changeset wrote just before: own writes never conflict with own writes. */
  own: (table: string, id: string, unit: readonly string[]) => string | undefined
  /** A guard that stands decides about this row: what it covers is taken whatever is there. */
  governed: boolean
  /** A store that brings its history says again what others may have said before; it changes nobody's rows and argues with nobody. */
  founding: boolean
}

/**
 * Merges `change` into HQ's document by the table's policy and stores the result in the ground. Ledger rows only ever
 * insert; an update of a row HQ never had changes nothing (the caller says why).
 */
export function mergeChange(change: Change, cx: Context): Merged {
  const doc = cx.ground.doc(change.table, change.id)
  if (change.op === 'delete') return remove(change, doc, cx)
  if (change.op === 'insert' && (!doc || doc.deleted)) return insert(change, doc, cx)
  return doc ? update(change, doc, cx) : NOTHING
}

function insert(change: Change, doc: Doc | undefined, cx: Context): Merged {
  const image: Row = {}
  for (const [column, value] of Object.entries(change.set))
    if (value !== null && !(doc?.erased && cx.table.personal.includes(column))) image[column] = value
  cx.ground.setDoc(change.table, change.id, {
    image,
    deleted: false,
    erased: doc?.erased ?? false,
    site: cx.site,
    origin: doc?.origin ?? cx.replica,
    position: cx.position,
  })
  return { ...NOTHING, effect: { table: change.table, id: change.id, op: 'insert', set: image } }
}

function update(change: Change, doc: Doc, cx: Context): Merged {
  const { table, ground } = cx
  // A ledger row is written once: the same id again is the same row.
  if (table.policy === 'ledger') return NOTHING
  const taken: Row = {}
  const late: Late[] = []
  const twice: string[][] = []
  for (const unit of unitsOf(table, Object.keys(change.set))) {
    if (doc.erased && unit.some((c) => table.personal.includes(c))) continue
    const theirs = pick(doc.image, unit)
    // A column of the group that this author's version does not carry stays as it is.
    const mine = pick({ ...doc.image, ...change.set }, unit)
    if (sameRow(mine, theirs, unit)) continue
    if (change.op === 'insert') {
      if (unit[0] === table.batch) continue
      if (cx.governed || unit.every((c) => blank(table, c, theirs[c]))) Object.assign(taken, mine)
      else if (!unit.every((c) => blank(table, c, mine[c]) || table.making?.includes(c))) twice.push(unit)
      continue
    }
    const field = fieldKey(change.table, change.id, unit)
    const shadow = ground.shadow(cx.replica, field)
    const shadowed = shadow && cx.seen < shadow.position ? shadow : undefined
    const was = pick({ ...doc.image, ...change.was }, unit)
    if (cx.governed || accepts(textOf(was, unit), textOf(theirs, unit), shadowed, cx.own(change.table, change.id, unit))) {
      Object.assign(taken, mine)
      if (shadow) ground.setShadow(cx.replica, field, null)
    } else late.push({ units: [unit], mine, was, theirs, join: shadowed?.kind === 'late' ? shadowed.caseId : null })
  }
  // Brought once more, by hand or in another batch, it stays whichever of them is undone.
  const batch = change.op === 'insert' && table.batch ? (doc.image[table.batch] ?? null) : null
  if (table.batch && batch !== null && batch !== change.set[table.batch]) taken[table.batch] = null
  // Two who made one row apart said the same once more, or two things: then the late one is a case, whole.
  if (twice.length > 0 && !table.repeats && !cx.founding) {
    const mine = pick({ ...doc.image, ...change.set }, twice.flat())
    late.push({ units: twice, mine, was: {}, theirs: pick(doc.image, twice.flat()), join: null })
  }
  if (Object.keys(taken).length === 0) return { ...NOTHING, late }
  const owner = table.owner ? (taken[table.owner] ?? null) : null
  const from = table.owner ? (doc.image[table.owner] ?? doc.site) : null
  const moved = typeof owner === 'string' && typeof from === 'string' && owner !== from
  const image: Row = { ...doc.image }
  for (const [column, value] of Object.entries(taken)) {
    if (value === null) delete image[column]
    else image[column] = value
  }
  ground.setDoc(change.table, change.id, {
    ...doc,
    image,
    deleted: false,
    position: cx.position,
    ...(moved ? { left: [...(doc.left ?? []), { site: from, position: cx.position }] } : {}),
    ...(moved && table.scope === 'site' ? { site: owner } : {}),
  })
  const effect: Change = doc.deleted
    ? { table: change.table, id: change.id, op: 'insert', set: image }
    : { table: change.table, id: change.id, op: 'update', set: taken }
  return { effect, late, revived: doc.deleted, deleteLost: false }
}

/** May the author's value be taken? Its `was` is what HQ holds, or what this changeset or a dropped own write left there. */
function accepts(was: string, theirs: string, shadow: Shadow | undefined, own: string | undefined): boolean {
  if (was === theirs || own === theirs) return true
  return !!shadow && shadow.kind === 'dropped' && shadow.value === was && shadow.was === theirs
}

/** A delete wins only when its author saw the whole row as it is. */
function remove(change: Change, doc: Doc | undefined, cx: Context): Merged {
  if (!doc || doc.deleted) return NOTHING
  const seen = doc.erased ? without(change.was ?? {}, cx.table.personal) : (change.was ?? {})
  const columns = [...new Set([...Object.keys(seen), ...Object.keys(doc.image)])]
  if (!sameRow(seen, doc.image, columns)) return { ...NOTHING, deleteLost: true }
  cx.ground.setDoc(change.table, change.id, { ...doc, deleted: true, position: cx.position })
  return { ...NOTHING, effect: { table: change.table, id: change.id, op: 'delete', set: {} } }
}
