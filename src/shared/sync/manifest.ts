// What HQ knows of tables and commands: built from tables.ts and the contract, never written by hand.
import { z } from 'zod'

export const ManifestTable = z.object({
  scope: z.enum(['group', 'site']),
  policy: z.enum(['fields', 'document', 'ledger', 'hq']),
  groups: z.array(z.array(z.string())),
  personal: z.array(z.string()),
  document: z.object({ head: z.string(), column: z.string() }).nullable(),
})
export type ManifestTable = z.infer<typeof ManifestTable>

export const ManifestCommand = z.object({ permission: z.string().nullable(), writes: z.array(z.string()) })

export const Manifest = z.object({
  schemaVersion: z.number().int(),
  tables: z.record(z.string(), ManifestTable),
  commands: z.record(z.string(), ManifestCommand),
})
export type Manifest = z.infer<typeof Manifest>

/** The one text a manifest is digested and signed over: keys sorted, no white space. */
export const manifestText = (m: Manifest): string =>
  JSON.stringify(m, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
