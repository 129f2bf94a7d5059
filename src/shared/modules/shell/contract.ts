// What this desktop remembers for a person: drafts of forms, saved views of lists, preferences. Local, never synced.
import { z } from 'zod'
import { command, query } from '../../define.ts'

const Key = z.string().min(1).max(120)
/** JSON text of at most 256 kB, kept as it came. */
const Json = z.string().max(262_144)

export const View = z.object({ id: z.string(), list: Key, name: z.string().min(1).max(40), sort: z.number().int(), definition: Json })
export type View = z.infer<typeof View>

export const shell = {
  draft: query({
    access: 'signed-in',
    input: z.object({ key: Key }),
    output: z.object({ value: Json, savedAt: z.number() }).nullable(),
    reads: ['drafts'],
  }),
  saveDraft: command({
    access: 'signed-in',
    input: z.object({ key: Key, value: Json }),
    output: z.object({ savedAt: z.number() }),
    writes: ['drafts'],
  }),
  dropDraft: command({ access: 'signed-in', input: z.object({ key: Key }), output: z.null(), writes: ['drafts'] }),
  views: query({ access: 'signed-in', input: z.object({ list: Key }), output: z.array(View), reads: ['views'] }),
  saveView: command({
    access: 'signed-in',
    input: View.omit({ sort: true }).partial({ id: true }),
    output: z.object({ id: z.string() }),
    writes: ['views'],
  }),
  removeView: command({ access: 'signed-in', input: z.object({ id: z.string() }), output: z.null(), writes: ['views'] }),
  /** A person's preferences over the desktop's own: language, theme, tabs, column widths. */
  preferences: query({ access: 'anyone', input: z.object({}), output: z.record(z.string(), Json), reads: ['preferences'] }),
  savePreference: command({
    access: 'signed-in',
    input: z.object({ key: Key, value: Json, everyone: z.boolean().default(false) }),
    output: z.null(),
    writes: ['preferences'],
  }),
}
