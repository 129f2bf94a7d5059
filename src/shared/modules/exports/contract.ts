// Any list as a file: the rows a list's filters leave, with the columns a person chose, in the background.
import { z } from 'zod'
import { command, job } from '../../define.ts'
import { ListRequest } from '../../list.ts'

/** A column of the file: what the list's rows call it, its head, and words for values that are codes. */
export const ExportColumn = z.object({
  id: z.string().min(1).max(60),
  title: z.string().max(80),
  words: z.record(z.string().max(60), z.string().max(80)).optional(),
})
export type ExportColumn = z.infer<typeof ExportColumn>

export const exports = {
  /**
   * `list` names the query that is asked (`vehicles` its `vehicles.page`), with the person's own rights: masks and reach
   * hold. A PDF has title, sentences, sums of amounts and page of pages. `ids` cuts it down to ticked rows. Money leaves as numbers with two decimals, days as days; text that could be a
   * formula stays text. `revealed` puts phones in full in their place, for those who may reveal; both are in the log.
   * `null` when the person chose no place for the file.
   */
  run: job({
    access: 'exports.run',
    input: z.object({
      list: z
        .string()
        .regex(/^[a-z]+(?:\.[a-zA-Z]+)?$/)
        .max(60),
      question: ListRequest.pick({ sort: true, filters: true, search: true, group: true }),
      more: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])).default({}),
      ids: z.array(z.string().max(100)).max(100_000).nullable().default(null),
      columns: z.array(ExportColumn).min(1).max(80),
      format: z.enum(['xlsx', 'csv', 'pdf']).default('xlsx'),
      title: z.string().min(1).max(80),
      /** For paper: what was asked, in sentences, and the words of its foot (`第 {page} 页，共 {pages} 页`). */
      paper: z
        .object({ about: z.array(z.string().max(500)).max(20), total: z.string().max(20), page: z.string().max(60) })
        .default({ about: [], total: '合计', page: '{page} / {pages}' }),
      revealed: z.boolean().default(false),
      to: z.string().max(4096).nullable().default(null),
    }),
    output: z.object({ path: z.string(), rows: z.int() }).nullable(),
    refusals: ['unknown-list', 'nothing-to-export', 'too-many-rows', 'folder-missing'],
  }),
  /** The line in the log: which list left the house, how many rows, into a file of which name. */
  noteExport: command({
    access: 'exports.run',
    input: z.object({ list: z.string().max(60), rows: z.int().min(0), fileName: z.string().max(255) }),
    output: z.null(),
    writes: [],
  }),
}
