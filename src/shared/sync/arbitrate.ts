// HQ's judgement of one changeset: what its guards drop, what its changes become, and which cases must a person see.
// Pure and deterministic; no clock, no store, no business code. Whether it may be there at all is in objection.ts.
import { Docket, type About, type CaseKind } from './cases.ts'
import { guardKeys, judgeGuards, settleGuards, visible, type Condition } from './guards.ts'
import { erased, scrubbed } from './erase.ts'
import { commandIn, keyIn, tableIn, type Manifest, type ManifestTable } from './manifest.ts'
import { mergeChange, textOf, unitsOf, type Late } from './merge.ts'
import { objection, siteOf } from './objection.ts'
import { countedIn, leftOf, LEVELS, moveLevel } from './levels.ts'
import { granted, rightTo } from './rights.ts'
import type { Change, Changeset, Outcome, Payload, Row, Value } from './protocol.ts'
import { CASES, docKey, fieldKey, SYSTEM, type Device, type Doc, type Erasure, type Ground, type Keys } from './state.ts'

/** In an `otherwise` value: replaced by whoever holds the key that was refused. */
export const HOLDER = '$holder'

/** `erasures` are the rows whose personal columns are to vanish from everything that is kept. */
export type Judgement = { outcome: Outcome; reason: string | null; effect: Change[]; cases: string[]; erasures: Erasure[] }

/** Names every document, hold and key the judgement of this changeset may read. */
export function keysOf(changeset: Changeset, payload: Payload, manifest: Manifest, into: Keys): void {
  for (const change of payload.changes) {
    into.docs.add(docKey(change.table, change.id))
    if (change.op === 'erase') into.mentions.add(change.id)
    const level = countedIn(manifest, change)
    if (level) into.docs.add(docKey(LEVELS, level.key))
    const owner = tableIn(manifest, change.table)?.owner
    const site = owner && change.op === 'update' ? change.set[owner] : null
    if (typeof site === 'string') into.docs.add(docKey('sites', site))
  }
  guardKeys(changeset, payload, manifest, into)
  if (changeset.actor !== SYSTEM) into.docs.add(docKey('users', changeset.actor))
  into.tables.add('roles')
  changeset.after.forEach((id) => into.changesets.add(id))
}

/** Judges one changeset at `position` and writes what it becomes into the ground. `receivedAt` is HQ's clock, only shown. */
export function arbitrate(
  changeset: Changeset,
  payload: Payload,
  device: Device,
  ground: Ground,
  position: number,
  receivedAt: number,
): Judgement {
  const { reason, withdrawn } = objection(changeset, payload, device, ground)
  const bench = new Bench(changeset, payload, device, ground, position, receivedAt)
  if (reason) return bench.quarantine(reason)
  if (withdrawn) bench.openForRight()
  bench.guards()
  bench.merge()
  return bench.judgement()
}

class Bench {
  private readonly effect: Change[] = []
  /** Covered changes that must not count, each with the case that keeps it. */
  private readonly dropped = new Map<number, string>()
  /** Changes under a guard that stands and decides about their row. */
  private readonly governed = new Set<number>()
  /** Values this changeset wrote itself, by row, oldest first. */
  private readonly own = new Map<string, Row[]>()
  private readonly failed: Condition[] = []
  private readonly changeset: Changeset
  private readonly payload: Payload
  private readonly device: Device
  private readonly ground: Ground
  private readonly position: number
  private readonly docket: Docket
  private readonly erasures: Erasure[] = []
  private readonly receivedAt: number
  private altered = false

  constructor(changeset: Changeset, payload: Payload, device: Device, ground: Ground, position: number, receivedAt: number) {
    this.changeset = changeset
    this.payload = payload
    this.device = device
    this.ground = ground
    this.position = position
    this.receivedAt = receivedAt
    this.docket = new Docket(changeset, device, ground, position, receivedAt, this.effect)
  }

  /** Keeps the changeset whole beside the feed; its ledger rows count at once, because cash that was taken was taken. */
  quarantine(reason: string): Judgement {
    for (const change of this.payload.changes) {
      const table = tableIn(this.ground.manifest, change.table)
      if (this.device.revoked || table?.policy !== 'ledger' || change.op !== 'insert') continue
      const site = this.ground.doc(change.table, change.id)?.site ?? siteOf(table, change.set)
      if (site === '' || (site !== null && this.device.reach === 'site' && site !== this.device.site)) continue
      this.apply(change)
    }
    return { outcome: 'quarantined', reason, effect: this.effect, cases: [], erasures: [] }
  }

  guards(): void {
    const { changeset, payload, device, ground } = this
    const trial = { changeset, payload, device, ground }
    const verdict = judgeGuards(trial)
    for (const guard of verdict.failed) {
      const fell = guard === verdict.cause ? verdict.fallen : []
      const covers = [guard, ...fell].flatMap((g) => g.covers).filter((index) => !this.isFact(index))
      const caseId = this.openForGuard(guard, covers)
      for (const index of covers) if (!this.dropped.has(index)) this.dropped.set(index, caseId)
    }
    this.failed.push(...verdict.failed)
    for (const guard of payload.guards) {
      if (guard.kind !== 'hold' && guard.kind !== 'expect') continue
      if (verdict.failed.includes(guard) || verdict.fallen.some((g) => g === guard)) continue
      for (const index of guard.covers) if (guard.kind === 'hold' || this.policyAt(index) === 'document') this.governed.add(index)
    }
    this.effect.push(...settleGuards(trial, verdict, this.dropped, this.position))
    for (const guard of payload.guards) {
      if (guard.kind !== 'grant' || verdict.keeps || verdict.failed.includes(guard)) continue
      const { replica, actor } = changeset
      const { position, receivedAt } = this
      const change = granted(guard, { ground, site: device.site, actor, replica, position, receivedAt })
      if (change) this.effect.push(change)
    }
  }

  private policyAt(index: number): ManifestTable['policy'] | undefined {
    const change = this.payload.changes[index]
    return change && tableIn(this.ground.manifest, change.table)?.policy
  }

  /** No guard covers what happened or must happen: money that was taken, a person's right to be forgotten. */
  private isFact(index: number): boolean {
    return this.policyAt(index) === 'ledger' || this.payload.changes[index]?.op === 'erase'
  }

  merge(): void {
    for (const [index, change] of this.payload.changes.entries()) {
      const caseId = this.dropped.get(index)
      if (caseId === undefined) this.apply(change, this.governed.has(index))
      else this.drop(change, caseId)
    }
    for (const guard of this.failed) {
      const holder = this.holderFor(guard)
      for (const change of guard.otherwise) this.applyInstead({ ...change, set: mapValues(change.set, (v) => (v === HOLDER ? holder : v)) })
    }
  }

  /** What `otherwise` makes of a dropped field is that changeset's result: the author's next write there is read against it. */
  private applyInstead(change: Change): void {
    const { ground, changeset } = this
    const table = tableIn(ground.manifest, change.table)
    const dropped = (table ? unitsOf(table, Object.keys(change.set)) : []).flatMap((unit) => {
      const field = fieldKey(change.table, change.id, unit)
      const shadow = ground.shadow(changeset.replica, field)
      return shadow?.kind === 'dropped' && shadow.position === this.position ? [{ field, unit, shadow }] : []
    })
    this.apply(change)
    for (const { field, unit, shadow } of dropped)
      ground.setShadow(changeset.replica, field, { ...shadow, was: this.ownText(change.table, change.id, unit) ?? shadow.was })
  }

  private holderFor(guard: Condition): string | null {
    if (guard.kind === 'hold') return this.ground.hold(guard.key)?.holder ?? null
    return guard.kind === 'unique' ? (this.ground.unique(guard.key) ?? null) : null
  }

  private apply(change: Change, governed = false): void {
    const table = tableIn(this.ground.manifest, change.table) as ManifestTable
    const { ground, position, changeset } = this
    const doc = ground.doc(change.table, change.id)
    if (!doc && change.op === 'update') return this.joinDropped(change)
    if (change.op === 'erase') return this.erase(change, table)
    const site = doc ? doc.site : siteOf(table, change.set)
    const merged = mergeChange(change, {
      ground,
      table,
      replica: changeset.replica,
      seen: changeset.seen.number,
      position,
      site,
      own: (name, id, unit) => this.ownText(name, id, unit),
      governed,
      founding: this.device.founding,
    })
    if (doc?.erased && table.personal.some((c) => (change.set[c] ?? null) !== null)) {
      this.erasures.push({ table: change.table, id: change.id, columns: table.personal })
      this.open('erased', `${change.table}:${change.id}`, { table: change.table, id: change.id, mine: {}, theirs: {} })
    }
    const level = doc ? null : countedIn(ground.manifest, change)
    if (level) this.effect.push(moveLevel(ground, level.key, { units: level.units }, { site: site ?? this.device.site, position }))
    if (merged.effect) {
      this.effect.push(...inScope(merged.effect, doc, ground.doc(change.table, change.id)))
      const row = docKey(change.table, change.id)
      const written = this.own.get(row)
      if (written) written.push(merged.effect.set)
      else this.own.set(row, [merged.effect.set])
    }
    for (const late of merged.late) this.late(change, late)
    if (merged.deleteLost)
      this.open('delete', `${change.table}:${change.id}`, { table: change.table, id: change.id, mine: {}, theirs: doc?.image ?? {} })
    if (merged.revived)
      this.open('revived', `${change.table}:${change.id}`, { table: change.table, id: change.id, mine: change.set, theirs: {} })
  }

  /** The person is forgotten: in the row, and in every case that mentions it. What else is kept is the store's to clear. */
  private erase(change: Change, table: ManifestTable): void {
    const { ground, position } = this
    this.erasures.push({ table: change.table, id: change.id, columns: table.personal })
    const effect = erased(ground, change, table, { position, site: table.scope === 'site' ? this.device.site : null })
    if (effect) this.effect.push(effect)
    for (const { id, set } of scrubbed(ground, change, table.personal, position)) {
      this.effect.push({ table: CASES, id, op: 'update', set })
      // What the feed told of the case before goes too; this entry brings the rest of it.
      this.erasures.push({ table: CASES, id, columns: Object.keys(set) })
    }
  }

  /** What this changeset itself last wrote in these columns; made only when somebody asks, which is seldom. */
  private ownText(table: string, id: string, unit: readonly string[]): string | undefined {
    const set = this.own.get(docKey(table, id))?.findLast((written) => unit.some((column) => column in written))
    return set && textOf(set, unit)
  }

  /** Remembers a dropped write, so that the author's next one is read against what HQ holds. */
  private drop(change: Change, caseId: string): void {
    this.altered = true
    const table = tableIn(this.ground.manifest, change.table) as ManifestTable
    const { ground, position } = this
    const doc = ground.doc(change.table, change.id)
    if (change.op === 'insert' && !doc)
      ground.setShadow(this.changeset.replica, fieldKey(change.table, change.id, []), {
        value: '',
        was: '',
        kind: 'dropped',
        position,
        caseId,
      })
    if (change.op !== 'update' || !doc) return
    for (const unit of unitsOf(table, Object.keys(change.set))) {
      const field = fieldKey(change.table, change.id, unit)
      const value = textOf({ ...doc.image, ...change.set }, unit)
      const was = textOf({ ...doc.image, ...change.was }, unit)
      const earlier = ground.shadow(this.changeset.replica, field)
      const held = earlier?.kind === 'dropped' && this.changeset.seen.number < earlier.position && earlier.value === was ? earlier.was : was
      ground.setShadow(this.changeset.replica, field, { value, was: held, kind: 'dropped', position, caseId: null })
    }
  }

  /** A change of a row whose insert was dropped goes where that insert lies: into its case. */
  private joinDropped(change: Change): void {
    const lost = this.ground.shadow(this.changeset.replica, fieldKey(change.table, change.id, []))
    const mine = this.docket.openMine(lost?.caseId)
    if (!lost?.caseId || !mine) {
      this.open('delete', `${change.table}:${change.id}`, {
        table: change.table,
        id: change.id,
        mine: { changes: JSON.stringify([change]) },
        theirs: {},
      })
      return
    }
    const changes = [...(JSON.parse(String(mine['changes'] ?? '[]')) as Change[]), change]
    this.altered = true
    this.docket.amend(lost.caseId, { ...mine, changes: JSON.stringify(changes) })
  }

  /** Keeps what came late: in the open case of this replica's earlier late value, or in a new one. */
  private late(change: Change, late: Late): void {
    const { units, mine, was, theirs, join } = late
    const unit = units.flat()
    this.altered = true
    const earlier = this.docket.openMine(join)
    const id =
      join && earlier
        ? this.docket.amend(join, { ...earlier, ...mine })
        : this.open('field', `${change.table}:${change.id}:${unit.join(',')}`, { table: change.table, id: change.id, unit, mine, theirs })
    for (const each of units) {
      const shadow = { value: textOf(mine, each), was: textOf(was, each), kind: 'late' as const, position: this.position, caseId: id }
      this.ground.setShadow(this.changeset.replica, fieldKey(change.table, change.id, each), shadow)
    }
  }

  private openForGuard(guard: Condition, covers: readonly number[]): string {
    const lost = covers.map((i) => this.payload.changes[i]).filter((c): c is Change => !!c)
    const subject =
      guard.kind === 'expect'
        ? { table: guard.table, id: guard.id }
        : guard.kind === 'grant'
          ? { table: keyIn(this.ground.manifest, guard.key)?.table ?? null, id: guard.of }
          : { table: lost[0]?.table ?? null, id: lost[0]?.id ?? null }
    const key = guard.kind === 'expect' ? `${guard.table}:${guard.id}:${guard.column}` : guard.key
    const theirs = this.standsInstead(guard)
    const mine: Row = {
      key,
      who: guard.kind === 'hold' ? guard.holder : guard.kind === 'unique' ? guard.row : guard.kind === 'grant' ? guard.to : null,
      ...(guard.kind === 'hold' && guard.fence !== undefined ? { fence: guard.fence } : {}),
      ...(guard.kind === 'hold' && guard.units !== undefined ? { units: guard.units } : {}),
      changes: JSON.stringify(lost),
    }
    return this.open(guard.kind === 'hold' && guard.units !== undefined ? 'share' : guard.kind, key, { ...subject, mine, theirs })
  }

  /** What is there instead of what a failed guard wanted. */
  private standsInstead(guard: Condition): Row {
    if (guard.kind === 'expect')
      return { [guard.column]: visible(this.ground, this.device, guard.table, guard.id)?.image[guard.column] ?? null }
    const right = rightTo(this.ground, guard.key)
    if (guard.kind === 'hold' && guard.units !== undefined)
      return { left: leftOf(this.ground, guard.key), ...(right ? { replica: right.replica, fence: right.fence, ...right.taken } : {}) }
    if (guard.kind === 'hold' && guard.fence !== undefined && right && right.fence > guard.fence)
      return { holder: this.holderFor(guard), fence: right.fence, ...right.taken }
    if (guard.kind !== 'grant') return { holder: this.holderFor(guard) }
    return { holder: this.ground.hold(guard.key)?.holder ?? null, replica: right?.replica ?? null, fence: right?.fence ?? 0 }
  }

  openForRight(): void {
    const { command } = this.changeset
    const needs = commandIn(this.ground.manifest, command)?.permission ?? null
    this.open('right', this.changeset.id, { table: null, id: null, mine: { permission: needs }, theirs: {} })
  }

  private open(kind: CaseKind, key: string, about: About): string {
    this.altered = true
    return this.docket.open(kind, key, about)
  }

  judgement(): Judgement {
    const lost = this.failed.some((g) => g.kind === 'hold' || g.kind === 'expect')
    const outcome: Outcome = lost ? 'lost' : this.altered ? 'adjusted' : 'accepted'
    return { outcome, reason: null, effect: this.effect, cases: this.docket.ids, erasures: this.erasures }
  }
}

const mapValues = (row: Row, f: (v: Value) => Value): Row => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, f(v)]))

/** A row that went to another site leaves the scope of the one and comes whole to the other. */
function inScope(effect: Change, before: Doc | undefined, after: Doc | undefined): Change[] {
  if (!before || !after || before.site === after.site) return [effect]
  const { table, id } = effect
  return [
    { table, id, op: 'depart', set: {}, was: { site_id: before.site } },
    { table, id, op: 'insert', set: after.image },
  ]
}
