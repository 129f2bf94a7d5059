// What HQ knows of tables and commands: built from tables.ts and the contract by build-manifest.ts, never written by hand.

export type ManifestTable = {
  scope: 'group' | 'site'
  policy: 'fields' | 'document' | 'ledger' | 'hq'
  /** Columns that merge as one value. */
  groups: readonly (readonly string[])[]
  /** Columns an erasure of the person empties. */
  personal: readonly string[]
  document: { head: string; column: string } | null
}
/** `permission` is null for what anyone with a session, or the program itself, may do. */
export type ManifestCommand = { permission: string | null; writes: readonly string[] }
export type Manifest = { tables: Readonly<Record<string, ManifestTable>>; commands: Readonly<Record<string, ManifestCommand>> }

/** Names come from the network: `constructor` is no table. */
export const tableIn = (manifest: Manifest, name: string): ManifestTable | undefined =>
  Object.hasOwn(manifest.tables, name) ? manifest.tables[name] : undefined
export const commandIn = (manifest: Manifest, name: string): ManifestCommand | undefined =>
  Object.hasOwn(manifest.commands, name) ? manifest.commands[name] : undefined
