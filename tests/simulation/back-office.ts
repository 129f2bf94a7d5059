// What goes on beside selling: lists imported under a batch row and undone again, papers archived and looked for at
// another desk. Batches are left open between steps, as a slow import or a crash leaves them.
import type { Asked, CommandName, Output } from '../../src/shared/contract.ts'
import { demoVin, models } from '../../src/main/demo/catalogue.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import type { FileStore } from '../../src/main/store/files.ts'
import type { Session } from '../../src/main/store/session.ts'
import type { Deed } from './shop-floor.ts'

/** A desktop somebody works at. */
export type Desk = {
  session: Session
  files: Pick<FileStore, 'put' | 'has'>
  /** Somebody did that, and the business let them. */
  did(deed: Deed): void
  /** Asks headquarters for a file; comes or not. */
  fetch(sha256: string): void
}
export const OFFICE = [
  ['import', 12],
  ['undo-import', 5],
  ['print', 10],
  ['fetch', 8],
] as const
export type Office = (typeof OFFICE)[number][0]
/** Undefined when the business said no. */
export type Act = <N extends Deed & CommandName>(user: string, name: N, input: Asked<N>) => Output<N> | undefined
type Id = { id: string }

/** Few cars are on everybody's lists, so that two desks import the same one. */
const LISTED = 40
/** Bytes: more than one piece on the line. */
const LONG_PAPER = 600_000

export function officeWork(what: Office, { session, files, fetch }: Desk, random: Random, act: Act, manager: string): void {
  const { st } = session
  const { site, replica } = readDesk(st)
  const some = <T>(sql: string, ...values: unknown[]): T | undefined => {
    const rows = st.all<T>(sql, ...values)
    return rows.length === 0 ? undefined : random.pick(rows)
  }
  switch (what) {
    case 'import': {
      const open = st.one<Id>(
        `SELECT b.id FROM import_batches b JOIN _sync_touch t ON t.row_id = b.id JOIN _sync_changesets c ON c.n = t.n
         WHERE b.state = 'running' AND c.command = 'imports.begin' AND c.replica = ? ORDER BY b.id DESC LIMIT 1`,
        replica,
      )
      const begun =
        open && random.chance(0.8)
          ? { batchId: open.id }
          : act(manager, 'imports.begin', { kind: 'customers', fileName: '名单.csv', rows: 4 })
      if (!begun) return
      const { batchId } = begun
      for (let takes = random.int(0, 2); takes > 0; takes--)
        act(manager, 'imports.take', {
          batchId,
          customers: [1, 2].map((n) => ({
            name: `名单${random.int(1, 999)}${n}`,
            phone: `136${random.int(10_000_000, 99_999_999)}`,
            evenSo: '已核对',
          })),
          vehicles: random.chance(0.6) ? [listedCar(random)] : [],
        })
      if (random.chance(0.6)) act(manager, 'imports.finish', { batchId })
      return
    }
    case 'undo-import': {
      const batch = some<Id>(`SELECT id FROM import_batches WHERE site_id = ? AND state = 'valid' ORDER BY id`, site)
      if (batch) act(manager, 'imports.undo', { batchId: batch.id })
      return
    }
    case 'print': {
      const order = some<Id>(`SELECT id FROM orders WHERE state <> 'cancelled' ORDER BY id`)
      const template = some<Id>('SELECT id FROM templates ORDER BY id')
      if (!order || !template) return
      // On the disk before its row is.
      const paper = files.put(Buffer.alloc(random.chance(0.1) ? LONG_PAPER : random.int(200, 4_000), random.bytes(64)))
      act(manager, 'documents.archive', {
        kind: 'contract',
        orderId: order.id as never,
        id: session.newId(),
        title: '合同',
        templateId: template.id,
        templateVersion: 1,
        rev: 1,
        provisional: false,
        rightNo: null,
        ...paper,
      })
      return
    }
    case 'fetch': {
      const wanted = st
        .all<{ sha256: string }>('SELECT DISTINCT sha256 FROM files WHERE sha256 IS NOT NULL ORDER BY sha256')
        .filter(({ sha256 }) => !files.has(sha256))
      if (wanted.length > 0) fetch(random.pick(wanted).sha256)
    }
  }
}

function listedCar(random: Random): Asked<'imports.take'>['vehicles'] extends (infer V)[] | undefined ? V : never {
  const n = random.int(1, LISTED)
  const model = models[n % models.length] as (typeof models)[number]
  return {
    vin: demoVin(model, 2026, 700_000 + n * 11),
    brand: model.brand,
    series: model.series,
    model: model.model,
    modelYear: 2026,
    energy: model.energy,
    seats: model.seats,
    listFen: model.listFen,
    priceFen: model.listFen,
    state: 'for-sale',
    location: '展厅 2',
  }
}
