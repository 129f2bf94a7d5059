// What HQ knows of tables and commands: built from tables.ts and the contract by build-manifest.ts, never written by hand.
// Signed by its publisher it may be newer than the HQ that judges by it.
import { z } from 'zod'

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
  /** Columns an erasure of the person empties. */
  personal: Names,
  document: z.strictObject({ head: Name, column: Name }).nullable(),
})
export type ManifestTable = z.infer<typeof ManifestTable>
/** `permission` is null for what anyone with a session, or the program itself, may do. */
const ManifestCommand = z.strictObject({ permission: Name.nullable(), writes: Names })
export type ManifestCommand = z.infer<typeof ManifestCommand>
export type Manifest = { tables: Readonly<Record<string, ManifestTable>>; commands: Readonly<Record<string, ManifestCommand>> }

/**
 * A manifest with the number of its release. Strict: what it says and this HQ does not understand is refused, because a
 * word passed over could be a limit passed over.
 */
export const NumberedManifest = z.strictObject({
  number: z.int().nonnegative(),
  tables: z.record(Name, ManifestTable),
  commands: z.record(Name, ManifestCommand),
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
