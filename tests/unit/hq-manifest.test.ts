// What HQ takes for granted of the application's tables and commands: it reads users and roles, writes sites, devices and
// cases, and looks files up by digest, without ever seeing a module's code.
import { describe, expect, it } from 'vitest'
import { Docket } from '../../src/shared/sync/cases.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { columnsOf, syncOf, tableOf } from '../../src/shared/tables/define.ts'
import { entries } from '../../src/shared/contract.ts'
import type { Change, Changeset } from '../../src/shared/sync/protocol.ts'
import { groundOver } from '../../src/shared/sync/state.ts'
import { device, manifest as tiny } from '../support/judge.ts'

const manifest = buildManifest()
const columns = (table: string): string[] => {
  const made = tableOf(table)
  return made ? Object.values(columnsOf(made)).map((c) => c.name) : []
}

describe('manifest', () => {
  it('[S-RULE-2] holds every synced table and no local one, every entry with the tables it writes', () => {
    expect(Object.keys(manifest.tables).length).toBeGreaterThan(10)
    for (const [name, table] of Object.entries(manifest.tables)) {
      expect([name, syncOf(name)?.scope]).toEqual([name, table.scope])
      if (table.scope === 'site') expect([name, columns(name).includes('site_id')]).toEqual([name, true])
      if (table.document) expect([name, columns(table.document.head).includes('rev')]).toEqual([name, true])
    }
    expect(Object.keys(manifest.commands).sort()).toEqual([...entries.keys()].sort())
    for (const [name, { writes }] of Object.entries(manifest.commands))
      for (const table of writes) expect([name, table, syncOf(table) !== undefined]).toEqual([name, table, true])
    expect(Object.values(manifest.commands).filter((c) => c.permission !== null).length).toBeGreaterThan(10)
  })

  it('[S-RULE-4] the tables HQ itself reads and writes have the columns it means', () => {
    const needs: Record<string, string[]> = {
      users: ['name', 'active', 'role_ids', 'site_ids', 'all_sites'],
      roles: ['name', 'permissions'],
      sites: ['name', 'code', 'founded_at'],
      devices: ['site_id', 'name', 'code', 'paired_at', 'revoked_at'],
      files: ['site_id', 'sha256'],
    }
    for (const [table, wanted] of Object.entries(needs))
      expect([table, wanted.filter((c) => !columns(table).includes(c))]).toEqual([table, []])
    for (const table of ['users', 'roles', 'sites', 'devices'])
      expect([table, manifest.tables[table]?.scope, manifest.tables[table]?.policy]).toEqual([table, 'group', 'hq'])

    const nothing = () => undefined
    const { ground } = groundOver({
      manifest: tiny,
      doc: nothing,
      hold: nothing,
      refused: nothing,
      unique: nothing,
      shadow: nothing,
      changeset: nothing,
      mentioning: () => [],
    })
    const effect: Change[] = []
    const docket = new Docket(
      { id: 'c', replica: 'r', command: 'x', actor: 'u', deviceTime: 1 } as Changeset,
      device('r'),
      ground,
      1,
      1,
      effect,
    )
    docket.open('field', 'k', { table: 'notes', id: 'n', unit: ['a'], mine: {}, theirs: {} })
    expect(Object.keys(effect[0]?.set ?? {}).filter((c) => !columns('cases').includes(c))).toEqual([])
    expect(manifest.tables['cases']).toMatchObject({ scope: 'site', policy: 'fields' })
  })
})
