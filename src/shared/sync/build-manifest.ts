// Builds the manifest HQ judges by from what the application declares: its tables and its contract.
import { entries } from '../contract.ts'
import { roleGrants } from '../modules/admin/rules.ts'
import { permissions } from '../permissions.ts'
import '../tables.ts'
import { columnsOf, constantDefaults, declaredTables, syncOf, tableOf } from '../tables/define.ts'
import type { Manifest, ManifestCommand, ManifestKey, ManifestTable } from './manifest.ts'

/**
 * Every synced table and every entry that may leave a changeset: commands with the tables they write; jobs and queries
 * with none, because a sign-in or an export is a changeset without changes. @throws when a table says no policy, or a
 * command writes a table that is not declared: such a program is not built and no HQ starts with it.
 */
export function buildManifest(): Manifest {
  const tables: Record<string, ManifestTable> = {}
  const keys: Record<string, ManifestKey> = {}
  for (const name of declaredTables()) {
    const sync = syncOf(name)
    if (!sync || sync.scope === 'local') continue
    if (!sync.policy) throw new Error(`${name}: a synced table has a policy`)
    tables[name] = {
      scope: sync.scope,
      policy: sync.policy,
      groups: sync.groups ?? [],
      owner: sync.policy === 'hq' ? null : ownerOf(name),
      personal: sync.personal ?? [],
      document: sync.document ?? null,
      defaults: constantDefaults(name),
      ...(sync.counts ? { counts: sync.counts } : {}),
      ...(sync.repeats ? { repeats: true } : {}),
      ...(sync.batch ? { batch: sync.batch } : {}),
      ...(makingOf(name).length > 0 ? { making: makingOf(name) } : {}),
    }
    for (const [prefix, column] of Object.entries(sync.keys ?? {})) keys[prefix] = { table: name, column }
  }
  const commands: Record<string, ManifestCommand> = {}
  for (const [name, entry] of entries as ReadonlyMap<
    string,
    { kind: string; access: string; writes?: readonly string[]; overrides?: boolean }
  >) {
    const permission = permissions.find((p) => p === entry.access) ?? null
    const writes = entry.kind === 'command' ? (entry.writes ?? []) : []
    const stray = writes.find((table) => syncOf(table) === undefined)
    if (stray !== undefined) throw new Error(`${name} writes ${stray}, which nobody declared`)
    commands[name] = { permission, writes, ...(entry.overrides ? { overrides: true } : {}) }
  }
  return { tables, commands, keys, grants: roleGrants }
}

/** Every table calls them so. */
const MAKING = new Set(['created_at', 'created_by'])
function makingOf(name: string): string[] {
  const made = tableOf(name)
  return made ? Object.values(columnsOf(made)).flatMap((c) => (MAKING.has(c.name) ? [c.name] : [])) : []
}

/** Rows of a site table, and those of a group table that name a site, belong to that site. */
function ownerOf(name: string): string | null {
  const made = tableOf(name)
  return made && Object.values(columnsOf(made)).some((c) => c.name === 'site_id') ? 'site_id' : null
}
