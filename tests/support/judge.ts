// A tiny group to judge in: a manifest of a dozen tables and an arbiter over plain maps, for tests of rules without a store.
import { arbitrate, type Judgement } from '../../src/shared/sync/arbitrate.ts'
import type { Manifest } from '../../src/shared/sync/manifest.ts'
import type { Change, Changeset, Guard, Row } from '../../src/shared/sync/protocol.ts'
import { groundOver, type Device, type Doc } from '../../src/shared/sync/state.ts'

const fields = { policy: 'fields' as const, groups: [], owner: 'site_id', personal: [], document: null }
const everything = ['cars', 'notes', 'orders', 'lines', 'receipts', 'params', 'users', 'roles', 'sites', 'devices', 'cases', 'ticks']
export const manifest: Manifest = {
  tables: {
    cars: { ...fields, scope: 'group', groups: [['state', 'holder_id']] },
    notes: {
      ...fields,
      scope: 'site',
      groups: [['city', 'street']],
      personal: ['name'],
      defaults: { urgent: 0 },
      making: ['created_at'],
      batch: 'batch_id',
    },
    orders: { scope: 'site', policy: 'document', groups: [], owner: 'site_id', personal: [], document: { head: 'orders', column: 'id' } },
    lines: {
      scope: 'site',
      policy: 'document',
      groups: [],
      owner: 'site_id',
      personal: [],
      document: { head: 'orders', column: 'order_id' },
    },
    ticks: { ...fields, scope: 'site', repeats: true },
    receipts: { ...fields, scope: 'site', policy: 'ledger' },
    params: { ...fields, scope: 'group', policy: 'hq', owner: null },
    sites: { ...fields, scope: 'group', policy: 'hq', owner: null },
    devices: { ...fields, scope: 'group', policy: 'hq', owner: null },
    users: { ...fields, scope: 'group', policy: 'hq', owner: null },
    roles: { ...fields, scope: 'group', policy: 'hq', owner: null, defaults: { known: '["orders.edit"]' } },
    files: { ...fields, scope: 'site', policy: 'ledger' },
    shelves: { ...fields, scope: 'site' },
    stock: { ...fields, scope: 'site', policy: 'ledger', counts: { key: 'shelf', of: 'shelf_id', units: 'units' } },
    levels: { ...fields, scope: 'site', policy: 'hq', owner: null },
    cases: { ...fields, scope: 'site' },
  },
  commands: {
    do: { permission: null, writes: [...everything, 'files', 'shelves', 'stock'] },
    sell: { permission: 'orders.edit', writes: ['orders', 'lines', 'cars', 'receipts'] },
    look: { permission: 'orders.view', writes: [] },
    seize: { permission: null, writes: everything, overrides: true },
  },
  keys: { vin: { table: 'cars', column: 'id' }, shelf: { table: 'shelves', column: 'id' } },
  grants: { seller: ['orders.edit', 'orders.view'] },
}

export const device = (replica: string, more: Partial<Device> = {}): Device => ({
  replica,
  site: 'S1',
  reach: 'site',
  founding: false,
  revoked: false,
  leaving: false,
  ...more,
})

export type Said = { by?: Device; command?: string; actor?: string; seen?: number; after?: string[]; changes?: Change[]; guards?: Guard[] }

/** An HQ of maps: `say` judges one changeset and keeps what it became. */
export function judgeOver(initial: Readonly<Record<string, { id: string; image: Row; site?: string | null; origin?: string }[]>> = {}) {
  const states = new Map<string, 'quarantined' | 'known'>()
  const { ground, written } = groundOver({
    manifest,
    doc: () => undefined,
    hold: () => undefined,
    refused: () => undefined,
    unique: () => undefined,
    shadow: () => undefined,
    changeset: (id) => states.get(id),
    mentioning: () => [],
  })
  for (const [table, rows] of Object.entries(initial))
    for (const { id, image, site, origin } of rows) {
      const home = site === undefined ? (manifest.tables[table]?.scope === 'group' ? null : 'S1') : site
      ground.setDoc(table, id, { image, deleted: false, erased: false, site: home, origin: origin ?? 'hq', position: 0 })
    }
  let position = 0
  let n = 0
  const say = (said: Said): Judgement & { id: string; position: number } => {
    const by = said.by ?? device('R1')
    const id = `c${++n}`
    const changeset: Changeset = {
      id,
      replica: by.replica,
      incarnation: 1,
      seq: n,
      prevHash: '',
      hash: '',
      seen: { number: said.seen ?? position, nonce: '' },
      after: said.after ?? [],
      command: said.command ?? 'do',
      schemaVersion: 1,
      actor: said.actor ?? 'system',
      deviceTime: 1,
      payload: '',
    }
    const judgement = arbitrate(changeset, { changes: said.changes ?? [], guards: said.guards ?? [] }, by, ground, position + 1, 1000)
    if (judgement.outcome !== 'quarantined' || judgement.effect.length > 0) position += 1
    states.set(id, judgement.outcome === 'quarantined' ? 'quarantined' : 'known')
    return { ...judgement, id, position }
  }
  const row = (table: string, id: string): Row | null => {
    const doc: Doc | undefined = ground.doc(table, id)
    return doc && !doc.deleted ? doc.image : null
  }
  return {
    say,
    row,
    ground,
    written,
    position: () => position,
    cases: () =>
      [...written.docs]
        .filter(([key]) => key.startsWith('cases\u0000'))
        .map(([key, doc]): Row & { id: string } => ({ ...doc.image, id: key.slice(6) })),
  }
}

export const insert = (table: string, id: string, set: Row): Change => ({ table, id, op: 'insert', set })
export const update = (table: string, id: string, set: Row, was: Row): Change => ({ table, id, op: 'update', set, was })
export const remove = (table: string, id: string, was: Row): Change => ({ table, id, op: 'delete', set: {}, was })
