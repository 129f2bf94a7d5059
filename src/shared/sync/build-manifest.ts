// Builds the manifest HQ judges by from what the application declares: its tables and its contract.
import { entries } from '../contract.ts'
import { permissions } from '../permissions.ts'
import '../tables.ts'
import { declaredTables, syncOf } from '../tables/define.ts'
import type { Manifest, ManifestCommand, ManifestTable } from './manifest.ts'

/**
 * Every synced table and every entry that may leave a changeset: commands with the tables they write; jobs and queries
 * with none, because a sign-in or an export is a changeset without changes.
 */
export function buildManifest(): Manifest {
  const tables: Record<string, ManifestTable> = {}
  for (const name of declaredTables()) {
    const sync = syncOf(name)
    if (!sync || sync.scope === 'local' || !sync.policy) continue
    tables[name] = {
      scope: sync.scope,
      policy: sync.policy,
      groups: sync.groups ?? [],
      personal: sync.personal ?? [],
      document: sync.document ?? null,
    }
  }
  const commands: Record<string, ManifestCommand> = {}
  for (const [name, entry] of entries as ReadonlyMap<string, { kind: string; access: string; writes?: readonly string[] }>) {
    const permission = permissions.find((p) => p === entry.access) ?? null
    commands[name] = { permission, writes: entry.kind === 'command' ? (entry.writes ?? []) : [] }
  }
  return { tables, commands }
}
