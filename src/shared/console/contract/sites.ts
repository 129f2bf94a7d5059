// What may be asked of sites: the list, adding one, and a pairing code for a desktop.
import { z } from 'zod'
import { entry, Nothing } from './entry.ts'

const SiteLine = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  createdAt: z.number(),
  /** Null until its first desktop paired. */
  foundedAt: z.number().nullable(),
  desktops: z.number(),
  online: z.number(),
  needing: z.number(),
  cases: z.number(),
  /** Pairing codes that still open. */
  codes: z.number(),
})
export type SiteLine = z.infer<typeof SiteLine>

export const siteEntries = {
  'sites.list': entry({ who: 'signed-in', reads: true, input: Nothing, output: z.object({ sites: z.array(SiteLine) }) }),
  'sites.add': entry({
    who: 'operator',
    input: z.object({
      name: z.string().trim().min(1, 'required').max(60),
      /** Empty: made from the name's initials. */
      code: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^([A-Z0-9]{2,4})?$/, 'code-unfit'),
    }),
    output: z.object({ id: z.string(), name: z.string(), code: z.string() }),
    refusals: ['code-taken', 'code-unfit'],
  }),
  /** A code for one desktop. One that sees the whole group is an administrator's to give. */
  'codes.issue': entry({
    who: 'operator',
    input: z.object({ site: z.string().min(1).max(100), group: z.boolean(), minutes: z.number().int().min(5).max(43_200) }),
    output: z.object({ site: z.string(), code: z.string(), expiresAt: z.number(), group: z.boolean() }),
    refusals: ['site-unknown', 'no-address'],
  }),
  /** Newest first. */
}
