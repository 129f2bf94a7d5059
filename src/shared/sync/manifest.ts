// What HQ knows of tables and commands: built from tables.ts and the contract by build-manifest.ts, never written by hand.
// Signed by its publisher it may be newer than the HQ that judges by it.
import { z } from 'zod'
import type { Grants } from '../permissions.ts'
import { Row } from './protocol.ts'

const Name = z
  .string()
  .max(100)
  .regex(/^[a-z][\w.-]*$/i)
const Names = z.array(Name).readonly()

const ManifestTable = z.strictObject({
  scope: z.enum(['group', 'site']),
  policy: z.enum(['fields', 'document', 'ledger', 'hq']),
  /** Columns that merge as one value. */
  groups: z.array(Names).readonly(),
  /** The column that names the site a row belongs to: only that site writes it. Null where everyone's rows are everyone's. */
  owner: Name.nullable(),
  /** Columns an erasure of the person empties. */
  personal: Names,
  document: z.strictObject({ head: Name, column: Name }).nullable(),
  /** A ledger that says how much is there under a key: prefix of the key, column with the rest of it (a row's id), column with the units. */
  counts: z.strictObject({ key: Name, of: Name, units: Name }).optional(),
  /** The same id is the same row said again: who comes second adds what is missing and is told of nothing. */
  repeats: z.boolean().optional(),
  /** Columns that say who made a row and when: of two who made it apart the first did. */
  making: Names.optional(),
  /** The column with the batch a row came in; of two who brought one row apart neither takes it away again. */
  batch: Name.optional(),
  /** Constant defaults by column: such a value is the same as an absent one. */
  defaults: Row.optional(),
})
export type ManifestTable = z.infer<typeof ManifestTable>
/** `permission` is null for what anyone with a session, or the program itself, may do. */
const ManifestCommand = z.strictObject({
  permission: Name.nullable(),
  writes: Names,
  /** May take a right from a replica that does not give it. */
  overrides: z.boolean().optional(),
})
export type ManifestCommand = z.infer<typeof ManifestCommand>
/** What a key of holds and rights stands for: `vin:<value>` is the row of this table whose column has that value. */
const ManifestKey = z.strictObject({ table: Name, column: Name })
export type ManifestKey = z.infer<typeof ManifestKey>
export type Manifest = {
  tables: Readonly<Record<string, ManifestTable>>
  commands: Readonly<Record<string, ManifestCommand>>
  /** By the prefix of the key. */
  keys: Readonly<Record<string, ManifestKey>>
  /** Role template → what its roles may do without having been decided over it. */
  grants?: Grants | undefined
}

/**
 * A manifest with the number of its release. Strict: what it says and this HQ does not understand is refused, because a
 * word passed over could be a limit passed over.
 */
export const NumberedManifest = z.strictObject({
  number: z.int().nonnegative(),
  tables: z.record(Name, ManifestTable),
  commands: z.record(Name, ManifestCommand),
  keys: z.record(Name, ManifestKey),
  grants: z.record(Name, Names).optional(),
})
export type NumberedManifest = z.infer<typeof NumberedManifest>

/** As it travels: the exact text that was signed (Ed25519, base64) and its signature. */
export const SignedManifest = z.strictObject({ body: z.string().max(4_000_000), signature: z.string().max(200) })
export type SignedManifest = z.infer<typeof SignedManifest>

/** `1.4.2` is 1004002: a later release has the higher number. @throws RangeError for what is no release. */
export function releaseNumber(version: string): number {
  const [, major, minor, patch] = /^(\d{1,6})\.(\d{1,3})\.(\d{1,3})(?:-[\w.]+)?$/.exec(version) ?? []
  if (major === undefined) throw new RangeError(`${version} is no version of a release`)
  return (Number(major) * 1000 + Number(minor)) * 1000 + Number(patch)
}

/** Names come from the network: `constructor` is no table. */
export const tableIn = (manifest: Manifest, name: string): ManifestTable | undefined =>
  Object.hasOwn(manifest.tables, name) ? manifest.tables[name] : undefined
export const commandIn = (manifest: Manifest, name: string): ManifestCommand | undefined =>
  Object.hasOwn(manifest.commands, name) ? manifest.commands[name] : undefined
export const keyIn = (manifest: Manifest, key: string): ManifestKey | undefined => {
  const prefix = key.slice(0, Math.max(0, key.indexOf(':')))
  return Object.hasOwn(manifest.keys, prefix) ? manifest.keys[prefix] : undefined
}
