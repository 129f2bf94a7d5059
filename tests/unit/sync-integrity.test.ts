// Rows changed behind the store's back, between real desktops and a real headquarters: found, set right one by one, and
// told. What nobody touched stays as it is, and agreement costs nothing.
import { somebody } from '../support/store.ts'
import { recent } from '../../src/main/modules/sync/queries.ts'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { vehicles } from '../../src/shared/modules/vehicles/tables.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import { type Desktop, desktop, eventually, KEY } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'

// Real processes on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let one: Desktop
let two: Desktop
const WRITE = 'sync.takeMine'
const ids: string[] = []

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  one = desktop('前台 1 号机')
  two = desktop('前台 2 号机')
  await one.join(await hq.code('昆山店'))
  await two.join(await hq.code('昆山店'))
  for (let n = 0; n < 40; n++)
    one.write(WRITE, (db) => {
      const id = db.newId()
      ids.push(id)
      db.put(customers, { id, siteId: db.who.site, kind: 'person', name: `客户 ${n}`, phone: `1390000${n}`, createdAt: 1, createdBy: 'u' })
      db.put(vehicles, {
        id: `car-${id}`,
        siteId: db.who.site,
        stockNo: `Y${n}`,
        vin: `V${n}`,
        brand: '青屿',
        series: 'E5',
        model: '长续航',
        energy: 'nev',
        listFen: 1,
        priceFen: 1,
        state: 'for-sale',
        createdAt: 1,
      })
    })
  await equal()
})
afterAll(async () => {
  await one.remove()
  await two.remove()
  await hq.stop()
})

const everything = (d: Desktop): string => JSON.stringify(d.everything())
const equal = () =>
  eventually(() => one.session.pendingCount() === 0 && everything(one) === everything(two) && rootOf(one.st) === rootOf(two.st))
const repairs = (d: Desktop) => d.st.all<{ rows: number; incident: string }>('SELECT rows, incident FROM _sync_repairs ORDER BY n')
const incidents = (d: Desktop) => d.troubles.filter((t) => (t as unknown[])[0] === 'integrity').map((t) => String((t as unknown[])[1]))
/** Writes to the file as somebody with another program would, without a change of the log. */
function behind(d: Desktop, ...sql: [string, ...unknown[]][]): void {
  const raw = openDatabase({ file: join(d.folder, 'store.db'), key: KEY })
  for (const [text, ...values] of sql) expect(raw.prepare(text).run(...values).changes).toBeGreaterThan(0)
  raw.close()
}

describe('rows changed behind the store’s back', () => {
  test('[S-HASH-4, S-HASH-5] changed, removed and invented ones are set right in the next round, and an incident stays', async () => {
    const before = one.everything()
    const [changed = '', removed = '', edited = ''] = ids
    const strange = two.session.newId()
    behind(
      two,
      [`UPDATE customers SET phone = '1' WHERE id = ?`, changed],
      ['DELETE FROM vehicles WHERE id = ?', `car-${removed}`],
      ['UPDATE vehicles SET price_fen = 7 WHERE id = ?', `car-${edited}`],
      [
        `INSERT INTO customers (id, site_id, kind, name, created_at, created_by) SELECT ?, site_id, kind, '无此人', 1, 'u' FROM customers LIMIT 1`,
        strange,
      ],
    )
    // Any round: here one that says something.
    two.write(WRITE, (db) => db.patch(customers, edited, { phone: '13911112222' }))
    await eventually(() => incidents(two).length > 0)
    await equal()
    const row = `customers/${edited}`
    expect(one.everything()).toEqual({ ...before, [row]: { ...before[row], phone: '13911112222' } })
    expect(repairs(two).map((r) => r.rows)).toEqual([4])
    expect(incidents(two)).toEqual([expect.stringMatching(/set right: .*customers 2/)])
    expect(incidents(two)[0]).not.toMatch(/无此人|139/)
    // And the sync centre says so, with the number of the log.
    const told = two.session.read(somebody(), (db) => recent(db, { limit: 20 })).rows.filter((row) => row.kind === 'repaired')
    expect(told).toMatchObject([{ received: 4, incident: repairs(two)[0]?.incident }])
    expect(repairs(one)).toEqual([])
    expect(incidents(one)).toEqual([])
  })

  test('[S-HASH-2, S-HASH-5] sums that were tampered with are counted anew from the rows, which are right: no incident', async () => {
    const before = repairs(two).length
    behind(two, [`UPDATE _sync_sums SET high = 1 WHERE table_name IN ('', 'customers')`])
    two.write(WRITE, (db) => db.patch(customers, ids[3] ?? '', { phone: '13911113333' }))
    await equal()
    expect(repairs(two)).toHaveLength(before)
  })

  test('[S-HASH-5] a change made while the program was closed is found after the next opening', async () => {
    const { folder } = two
    await two.engine.stop()
    two.crash()
    const raw = openDatabase({ file: join(folder, 'store.db'), key: KEY })
    raw.prepare('UPDATE customers SET name = ? WHERE id = ?').run('改名', ids[4])
    raw.close()
    two = desktop('前台 2 号机', { folder })
    expect(two.row('customers', ids[4] ?? '')?.['name']).toBe('改名')
    two.engine.start()
    await equal()
    expect(two.row('customers', ids[4] ?? '')?.['name']).toBe('客户 4')
    await eventually(() => repairs(two).at(-1)?.incident !== '')
    expect(repairs(two).at(-1)?.rows).toBe(1)
  })
})
