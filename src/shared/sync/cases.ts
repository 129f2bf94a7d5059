// The cases one judgement opens or adds to: rows of the author's site that a person must look at. Which columns they
// have is part of the protocol: see SPEC.md, Cases.
import type { Change, Changeset, Row } from './protocol.ts'
import { CASES, type Device, type Ground } from './state.ts'

export const caseKinds = ['hold', 'share', 'expect', 'unique', 'field', 'delete', 'revived', 'right', 'grant', 'erased'] as const
export type CaseKind = (typeof caseKinds)[number]
export type About = { table: string | null; id: string | null; unit?: readonly string[]; mine: Row; theirs: Row }

export class Docket {
  /** Cases of this judgement, opened or amended. */
  readonly ids: string[] = []
  private readonly changeset: Changeset
  private readonly device: Device
  private readonly ground: Ground
  private readonly position: number
  private readonly receivedAt: number
  private readonly effect: Change[]

  /** `effect` receives what the cases become in the feed. */
  constructor(changeset: Changeset, device: Device, ground: Ground, position: number, receivedAt: number, effect: Change[]) {
    this.changeset = changeset
    this.device = device
    this.ground = ground
    this.position = position
    this.receivedAt = receivedAt
    this.effect = effect
  }

  /** Opens a case and returns its id. */
  open(kind: CaseKind, key: string, about: About): string {
    const { changeset, ground, position } = this
    const site = this.home(about)
    const id = `case:${changeset.id}:${this.ids.length}`
    const image: Row = {
      site_id: site,
      kind,
      state: 'open',
      key,
      changeset_id: changeset.id,
      replica: changeset.replica,
      command: changeset.command,
      actor: changeset.actor,
      device_time: changeset.deviceTime,
      opened_at: this.receivedAt,
      mine: JSON.stringify(about.mine),
      theirs: JSON.stringify(about.theirs),
      ...(about.unit ? { columns: about.unit.join(',') } : {}),
      ...(about.table ? { subject_table: about.table } : {}),
      ...(about.id ? { subject_id: about.id } : {}),
    }
    ground.setDoc(CASES, id, { image, deleted: false, erased: false, site, origin: changeset.replica, position })
    this.effect.push({ table: CASES, id, op: 'insert', set: image })
    this.ids.push(id)
    return id
  }

  /** The author's site; when the row went to another one meanwhile, that one, for its values are no longer the author's to see. */
  private home({ table, id }: About): string {
    const { device, ground } = this
    const site = table && id ? ground.doc(table, id)?.site : null
    return device.reach === 'site' && site && site !== device.site ? site : device.site
  }

  /** What the author wanted, as an open case keeps it; null when there is none or it was settled. */
  openMine(id: string | null | undefined): Row | null {
    const doc = id ? this.ground.doc(CASES, id) : undefined
    return doc && !doc.deleted && doc.image['state'] === 'open' ? (JSON.parse(String(doc.image['mine'])) as Row) : null
  }

  /** Puts the author's newest value into an open case and returns its id. */
  amend(id: string, mine: Row): string {
    const { changeset, ground, position } = this
    const earlier = ground.doc(CASES, id)
    const set: Row = { mine: JSON.stringify(mine), changeset_id: changeset.id, actor: changeset.actor, device_time: changeset.deviceTime }
    if (earlier) ground.setDoc(CASES, id, { ...earlier, image: { ...earlier.image, ...set }, position })
    this.effect.push({ table: CASES, id, op: 'update', set })
    if (!this.ids.includes(id)) this.ids.push(id)
    return id
  }
}
