// Opens the stores of closed desktops and of a stopped headquarters and says where they differ, row by row.
import { join } from 'node:path'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { imageOf } from '../../src/main/store/images.ts'
import { openByPassphrase, readKeys } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { statementsOf } from '../../src/main/store/statements.ts'
import { declaredTables, syncOf } from '../../src/shared/tables/define.ts'
import '../../src/shared/tables.ts'

const text = (image: object): string =>
  JSON.stringify(
    Object.entries(image)
      .filter(([, v]) => v !== null && v !== 0 && v !== 1 && v !== '[]' && v !== 'site')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Of closed desktops as people have them. */
export async function compareStores(profiles: readonly string[], passphrase: string, hqFolder: string): Promise<string[]> {
  const stores: Store[] = []
  for (const profile of profiles)
    stores.push({ file: join(profile, 'forecourt.db'), key: await openByPassphrase(readKeys(join(profile, 'keys.json')), passphrase) })
  return differences(stores, hqFolder)
}

type Store = { file: string; key: string | null }
export async function differences(desks: readonly Store[], hqFolder: string): Promise<string[]> {
  const found: string[] = []
  const stores: Map<string, string>[] = []
  let site = ''
  for (const { file, key } of desks) {
    const raw = openDatabase({ file, key, nativeBinding: undefined, readonly: true })
    const st = statementsOf(raw)
    site = readDesk(st).site
    const rows = new Map<string, string>()
    for (const table of declaredTables())
      if (syncOf(table)?.scope !== 'local')
        for (const { id } of st.all<{ id: string }>(`SELECT id FROM "${table}"`))
          rows.set(`${table}/${id}`, text(imageOf(st, table, id) ?? {}))
    stores.push(rows)
    raw.close()
  }
  const hq = openSqliteStore(hqFolder)
  const rows = new Map<string, string>()
  for (let after: { table: string; id: string } | null = null, head = await hq.head(); ;) {
    const page: Awaited<ReturnType<typeof hq.snapshotPage>> = await hq.snapshotPage({ site, reach: 'site' }, head, after, 1_000_000)
    for (const { table, id, image } of page.rows) rows.set(`${table}/${id}`, text(image))
    if (!page.more || !page.last) break
    after = page.last
  }
  await hq.close()
  stores.push(rows)
  const [first] = stores as [Map<string, string>]
  for (const [n, other] of stores.entries()) {
    for (const [key, image] of first) if (other.get(key) !== image) found.push(`${n}: ${key}: ${other.get(key)} | ${image}`)
    for (const key of other.keys()) if (!first.has(key)) found.push(`${n}: only here: ${key}`)
  }
  return found.slice(0, 20)
}
