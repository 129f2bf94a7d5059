// HQ's judgement of one changeset: may it be there at all (reach, manifest, rights), do its guards hold, what do its
// changes become, and which cases must a person see. Pure and deterministic; no clock, no store, no business code.
import { fieldKey, mergeChange, same, unitsOf } from './merge.ts'
import type { Manifest, ManifestTable } from './manifest.ts'
import type { Change, Changeset, Guard, Outcome, Payload, Row, Value } from './protocol.ts'
import type { Device, Ground, Keys } from './state.ts'
import { docKey } from './state.ts'

/** The table HQ writes cases into. Its columns are part of the protocol: see SPEC.md, Cases. */
export const CASES = 'cases'
/** In an `otherwise` value: replaced by whoever holds the key that was refused. */
export const HOLDER = '$holder'

export type Judgement = { outcome: Outcome; reason: string | null; effect: Change[]; cases: string[] }
export type CaseKind = 'hold' | 'expect' | 'unique' | 'field' | 'delete' | 'revived' | 'right'

/** Names every document, hold, key and actor the judgement of this changeset may read. */
export function keysOf(changeset: Changeset, payload: Payload, into: Keys): void {
  const touch = (c: Change) => into.docs.add(docKey(c.table, c.id))
  payload.changes.forEach(touch)
  for (const guard of payload.guards) {
    if (guard.kind === 'hold' || guard.kind === 'release') into.holds.add(guard.key)
    if (guard.kind === 'expect') into.docs.add(docKey(guard.table, guard.id))
    if (guard.kind === 'unique') into.uniques.add(guard.key)
    if (guard.kind !== 'release') guard.otherwise.forEach(touch)
  }
  into.actors.add(changeset.actor)
  changeset.after.forEach((id) => into.changesets.add(id))
}

const siteOf = (table: ManifestTable, set: Row): string | null =>
  table.scope === 'group' ? null : typeof set['site_id'] === 'string' ? set['site_id'] : ''

/** Why HQ must not accept this changeset, or null. Checks reach, policy, the command's tables and the actor's right. */
export function objection(
  changeset: Changeset,
  payload: Payload,
  device: Device,
  ground: Ground,
): { reason: string | null; withdrawn: boolean } {
  const no = (reason: string) => ({ reason, withdrawn: false })
  const { manifest } = ground
  const waits = changeset.after.find((id) => ground.changeset(id) === 'quarantined')
  if (waits) return no(`waits-for ${waits}`)
  const command = manifest.commands[changeset.command]
  if (!command) return no(`unknown-command ${changeset.command}`)
  const guards = payload.guards.filter((g) => g.kind !== 'release')
  const inserted = new Set<string>()
  for (const change of [...payload.changes, ...guards.flatMap((g) => g.otherwise)]) {
    const table = manifest.tables[change.table]
    if (!table) return no(`unknown-table ${change.table}`)
    if (!command.writes.includes(change.table)) return no(`not-its-table ${change.table}`)
    if (change.op === 'insert') inserted.add(docKey(change.table, change.id))
    const doc = ground.doc(change.table, change.id)
    if (!doc && change.op === 'update' && !inserted.has(docKey(change.table, change.id))) return no(`unknown-row ${change.table}`)
    if (table.scope === 'site' && device.reach === 'site') {
      const site = doc ? doc.site : siteOf(table, change.set)
      const stays = change.op !== 'update' || change.set['site_id'] === undefined || change.set['site_id'] === site
      if ((doc || change.op === 'insert') && (site !== device.site || !stays)) return no(`out-of-reach ${change.table}`)
    }
    if (table.policy === 'ledger' && change.op !== 'insert') return no(`ledger-is-insert-only ${change.table}`)
    if (table.policy === 'hq' && device.reach !== 'group' && !device.founding) return no(`hq-decides ${change.table}`)
    if (table.policy === 'document' && !device.founding && !covered(change, payload, table)) return no(`unguarded-document ${change.table}`)
  }
  if (device.founding || command.permission === null) return { reason: null, withdrawn: false }
  const actor = ground.actor(changeset.actor)
  if (!actor) return no(`unknown-actor ${changeset.actor}`)
  if (!actor.group && device.reach === 'site' && !actor.sites.includes(device.site)) return no('actor-elsewhere')
  if (!actor.permissions.has(command.permission))
    return actor.changedAt > changeset.seen.number ? { reason: null, withdrawn: true } : no(`forbidden ${command.permission}`)
  return { reason: null, withdrawn: false }
}

/** A document row changes only under an expectation of its head's `rev` that covers it, or with its head's insert. */
function covered(change: Change, payload: Payload, table: ManifestTable): boolean {
  const index = payload.changes.indexOf(change)
  if (index < 0) return true
  if (payload.guards.some((g) => g.kind === 'expect' && g.column === 'rev' && g.table === table.document?.head && g.covers.includes(index)))
    return true
  return change.op === 'insert' && payload.changes.some((c) => c.op === 'insert' && c.table === table.document?.head)
}

/** Judges one changeset at `position` and writes what it becomes into the ground. */
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
  if (withdrawn) bench.open('right', changeset.id, { table: null, id: null, unit: [], mine: {}, theirs: {} })
  bench.guards()
  bench.merge()
  return bench.judgement()
}

class Bench {
  readonly effect: Change[] = []
  readonly cases: string[] = []
  readonly dropped = new Set<number>()
  readonly own = new Map<string, string>()
  private readonly failed: Exclude<Guard, { kind: 'release' }>[] = []
  private readonly changeset: Changeset
  private readonly payload: Payload
  private readonly device: Device
  private readonly ground: Ground
  private readonly position: number
  private readonly receivedAt: number
  private altered = false

  constructor(changeset: Changeset, payload: Payload, device: Device, ground: Ground, position: number, receivedAt: number) {
    this.changeset = changeset
    this.payload = payload
    this.device = device
    this.ground = ground
    this.position = position
    this.receivedAt = receivedAt
  }

  /** Keeps the changeset whole beside the feed; its ledger rows count at once, because cash that was taken was taken. */
  quarantine(reason: string): Judgement {
    this.payload.changes.forEach((change) => {
      const table = this.ground.manifest.tables[change.table]
      if (table?.policy !== 'ledger' || change.op !== 'insert') return
      if (table.scope === 'site' && this.device.reach === 'site' && siteOf(table, change.set) !== this.device.site) return
      this.apply(change)
    })
    return { outcome: 'quarantined', reason, effect: this.effect, cases: [] }
  }

  guards(): void {
    const { ground, changeset, position } = this
    for (const guard of this.payload.guards) {
      if (guard.kind === 'release') continue
      const who = guard.kind === 'hold' ? guard.holder : changeset.replica
      const key = guard.kind === 'expect' ? `expect:${guard.table}:${guard.id}:${guard.column}` : guard.key
      const refused = guard.kind === 'unique' ? undefined : ground.refused(key, who)
      const stale = refused !== undefined && changeset.seen.number < refused
      if (!stale && this.holds(guard)) {
        if (guard.kind === 'hold') ground.setHold(guard.key, { holder: guard.holder, site: this.device.site, position })
        if (guard.kind === 'unique') ground.setUnique(guard.key, guard.row)
        continue
      }
      if (guard.kind !== 'unique') ground.setRefused(key, who, position)
      this.failed.push(guard)
      for (const index of guard.covers) if (!this.isLedger(index)) this.dropped.add(index)
    }
    // A failed hold voids the releases of its changeset: who lost the car cannot free it for others.
    if (this.failed.some((g) => g.kind === 'hold')) return
    for (const guard of this.payload.guards) {
      if (guard.kind !== 'release') continue
      const held = ground.hold(guard.key)
      if (held && held.holder === guard.holder && (held.site === this.device.site || this.device.reach === 'group'))
        ground.setHold(guard.key, null)
    }
  }

  private holds(guard: Exclude<Guard, { kind: 'release' }>): boolean {
    if (guard.kind === 'hold') {
      const held = this.ground.hold(guard.key)
      return !held || held.holder === guard.holder
    }
    if (guard.kind === 'unique') {
      const row = this.ground.unique(guard.key)
      return row === undefined || row === guard.row
    }
    const doc = this.ground.doc(guard.table, guard.id)
    return !!doc && !doc.deleted && same(doc.image[guard.column], guard.value)
  }

  private isLedger(index: number): boolean {
    const change = this.payload.changes[index]
    return !!change && this.ground.manifest.tables[change.table]?.policy === 'ledger'
  }

  merge(): void {
    this.payload.changes.forEach((change, index) => (this.dropped.has(index) ? this.drop(change) : this.apply(change)))
    for (const guard of this.failed) {
      const holder =
        guard.kind === 'hold'
          ? (this.ground.hold(guard.key)?.holder ?? null)
          : guard.kind === 'unique'
            ? (this.ground.unique(guard.key) ?? null)
            : null
      for (const change of guard.otherwise) this.apply({ ...change, set: mapValues(change.set, (v) => (v === HOLDER ? holder : v)) })
      this.openForGuard(guard, holder)
    }
  }

  private apply(change: Change): void {
    const table = this.ground.manifest.tables[change.table] as ManifestTable
    const { ground, position } = this
    const doc = ground.doc(change.table, change.id)
    const site = doc ? doc.site : siteOf(table, change.set)
    const merged = mergeChange(change, {
      ground,
      table,
      replica: this.changeset.replica,
      seen: this.changeset.seen.number,
      position,
      site,
      own: this.own,
    })
    if (merged.effect) {
      this.effect.push(merged.effect)
      for (const unit of unitsOf(table, Object.keys(merged.effect.set)))
        this.own.set(fieldKey(change.table, change.id, unit), JSON.stringify(unit.map((c) => merged.effect?.set[c] ?? null)))
    }
    for (const late of merged.late) this.late(change, late.unit, late.mine, late.theirs, late.join)
    if (merged.deleteLost)
      this.open('delete', `${change.table}:${change.id}`, {
        table: change.table,
        id: change.id,
        unit: [],
        mine: {},
        theirs: doc?.image ?? {},
      })
    if (merged.revived)
      this.open('revived', `${change.table}:${change.id}`, { table: change.table, id: change.id, unit: [], mine: change.set, theirs: {} })
  }

  /** Remembers a dropped write, so that the author's next one is read against what HQ holds. */
  private drop(change: Change): void {
    this.altered = true
    const table = this.ground.manifest.tables[change.table] as ManifestTable
    if (change.op !== 'update') return
    for (const unit of unitsOf(table, Object.keys(change.set))) this.shadow(change, unit, 'dropped', null)
  }

  private shadow(change: Change, unit: readonly string[], kind: 'late' | 'dropped', caseId: string | null): void {
    const value = (row: Row | undefined) => JSON.stringify(unit.map((c) => row?.[c] ?? null))
    this.ground.setShadow(this.changeset.replica, fieldKey(change.table, change.id, unit), {
      value: value(change.set),
      was: value(change.was),
      kind,
      position: this.position,
      caseId,
    })
  }

  private late(change: Change, unit: readonly string[], mine: Row, theirs: Row, join: string | null): void {
    const id = this.open(
      'field',
      `${change.table}:${change.id}:${unit.join(',')}`,
      { table: change.table, id: change.id, unit, mine, theirs },
      join,
    )
    this.shadow(change, unit, 'late', id)
  }

  private openForGuard(guard: Exclude<Guard, { kind: 'release' }>, holder: string | null): void {
    const lost = guard.covers.map((i) => this.payload.changes[i]).filter((c): c is Change => !!c)
    const subject =
      guard.kind === 'expect' ? { table: guard.table, id: guard.id } : { table: lost[0]?.table ?? null, id: lost[0]?.id ?? null }
    const key = guard.kind === 'expect' ? `${guard.table}:${guard.id}:${guard.column}` : guard.key
    const theirs: Row =
      guard.kind === 'expect' ? { [guard.column]: this.ground.doc(guard.table, guard.id)?.image[guard.column] ?? null } : { holder }
    const mine: Row = {
      key,
      who: guard.kind === 'hold' ? guard.holder : guard.kind === 'unique' ? guard.row : null,
      changes: JSON.stringify(lost),
    }
    this.open(guard.kind, key, { ...subject, unit: [], mine, theirs })
  }

  /** Opens a case of the author's site, or adds the newer late value to the one that is open. Returns its id. */
  open(
    kind: CaseKind,
    key: string,
    about: { table: string | null; id: string | null; unit: readonly string[]; mine: Row; theirs: Row },
    join: string | null = null,
  ): string {
    this.altered = true
    const { changeset, device, ground, position, receivedAt } = this
    const earlier = join ? ground.doc(CASES, join) : undefined
    if (join && earlier && earlier.image['state'] === 'open') {
      const set: Row = {
        mine: JSON.stringify(about.mine),
        changeset_id: changeset.id,
        actor: changeset.actor,
        device_time: changeset.deviceTime,
      }
      ground.setDoc(CASES, join, { ...earlier, image: { ...earlier.image, ...set }, position })
      this.effect.push({ table: CASES, id: join, op: 'update', set })
      this.cases.push(join)
      return join
    }
    const id = `case:${changeset.id}:${this.cases.length}`
    const image: Row = {
      site_id: device.site,
      kind,
      state: 'open',
      key,
      changeset_id: changeset.id,
      replica: changeset.replica,
      command: changeset.command,
      actor: changeset.actor,
      device_time: changeset.deviceTime,
      opened_at: receivedAt,
      columns: about.unit.join(','),
      mine: JSON.stringify(about.mine),
      theirs: JSON.stringify(about.theirs),
      ...(about.table ? { subject_table: about.table } : {}),
      ...(about.id ? { subject_id: about.id } : {}),
    }
    ground.setDoc(CASES, id, { image, deleted: false, erased: false, site: device.site, position })
    this.effect.push({ table: CASES, id, op: 'insert', set: image })
    this.cases.push(id)
    return id
  }

  judgement(): Judgement {
    const lost = this.failed.some((g) => g.kind === 'hold' || g.kind === 'expect')
    const outcome: Outcome = lost ? 'lost' : this.altered ? 'adjusted' : 'accepted'
    return { outcome, reason: null, effect: this.effect, cases: this.cases }
  }
}

const mapValues = (row: Row, f: (v: Value) => Value): Row => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, f(v)]))

/** The part of an effect a device may see. */
export const cut = (
  effect: readonly Change[],
  manifest: Manifest,
  siteOfDoc: (c: Change) => string | null,
  device: Pick<Device, 'site' | 'reach'>,
): Change[] => effect.filter((c) => device.reach === 'group' || manifest.tables[c.table]?.scope === 'group' || siteOfDoc(c) === device.site)
