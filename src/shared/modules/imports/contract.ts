// Bringing in what a store kept elsewhere: read a file, say which column is what, see every problem at once, then all
// rows or none under one batch, which can be undone as one. The same jobs serve every kind of row.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, job, query } from '../../define.ts'
import { NewBankLine } from '../bank/rules.ts'
import { NewCustomer } from '../customers/contract/fields.ts'
import { NewBehaviour, PartnerCustomer } from '../customers/contract/online.ts'
import { NewJob } from '../jobs/contract.ts'
import { NewLead } from '../leads/contract/fields.ts'
import { NewPart } from '../parts/contract.ts'
import { NewVehicle } from '../vehicles/contract/fields.ts'
import { importKinds } from './rules/kinds.ts'

const Id = z.string().min(1).max(100)
const Kind = z.enum(importKinds)
/** Where the file lies, and the digest of its bytes when it was read: another content is refused. */
const Chosen = z.object({
  kind: Kind,
  path: z.string().min(1).max(4096),
  digest: z.string().length(64),
  sheet: z.string().max(120).nullable().default(null),
  encoding: z.string().max(20).nullable().default(null),
})
/** Column number by field. */
const Mapping = z.record(z.string().max(40), z.int().min(0).max(500))
const Duplicates = z.enum(['refuse', 'skip'])

/** `row` counts as the file's own lines do, from 1, heads included. */
export const RowIssue = z.object({ row: z.int(), field: z.string(), code: z.string(), value: z.string() })
export type RowIssue = z.infer<typeof RowIssue>
/** `of`: an earlier row of the file, or somebody or a car in the store. */
export const Duplicate = z.object({
  row: z.int(),
  key: z.string(),
  title: z.string(),
  of: z.union([z.object({ row: z.int() }), z.object({ id: z.string(), title: z.string() })]),
})
export type Duplicate = z.infer<typeof Duplicate>

export const Opened = z.object({
  path: z.string(),
  fileName: z.string(),
  digest: z.string(),
  format: z.enum(['csv', 'xlsx']),
  /** The encoding and delimiter a CSV was read with; null for XLSX. */
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  /** Line of the heads, from 1. */
  headRow: z.int(),
  columns: z.array(z.object({ index: z.int(), head: z.string(), samples: z.array(z.string()), inWan: z.boolean() })),
  /** What each column seems to be. */
  mapping: Mapping,
  fields: z.array(z.object({ name: z.string(), required: z.boolean() })),
  rows: z.int(),
  preview: z.array(z.array(z.string())),
})
export type Opened = z.infer<typeof Opened>

export const Checked = z.object({
  rows: z.int(),
  good: z.int(),
  /** All of them counted by kind, the first thousand in full; the report file has every one. */
  issues: z.object({
    total: z.int(),
    rows: z.int(),
    kinds: z.array(z.object({ field: z.string(), code: z.string(), count: z.int() })),
    first: z.array(RowIssue),
  }),
  warnings: z.object({
    total: z.int(),
    kinds: z.array(z.object({ field: z.string(), code: z.string(), count: z.int() })),
    first: z.array(RowIssue),
  }),
  duplicates: z.object({ total: z.int(), inFile: z.int(), inStore: z.int(), first: z.array(Duplicate) }),
  /** The first 50 rows as they will be entered. */
  preview: z.array(z.object({ row: z.int(), standing: z.enum(['good', 'issue', 'duplicate']), values: z.record(z.string(), z.string()) })),
})
export type Checked = z.infer<typeof Checked>

export const Batch = z.object({
  id: z.string(),
  kind: z.string(),
  fileName: z.string(),
  state: z.enum(['running', 'valid', 'undone']),
  rows: z.number(),
  startedAt: z.number(),
  startedBy: z.string().nullable(),
  finishedAt: z.number().nullable(),
  undoneBy: z.string().nullable(),
})
export type Batch = z.infer<typeof Batch>

const fileRefusals = ['file-missing', 'file-too-large', 'not-a-table', 'file-changed', 'nothing-in-it'] as const
/** A row as it will be entered, checked by the same schema as a row typed by hand. */
const CustomerRow = z.intersection(NewCustomer, z.object({ createdOn: Day.nullable().default(null) }))
/** With the fixed price a file may say. */
const JobRow = NewJob.extend({ priceFen: z.int().min(0).max(100_000_000).nullable() })
const LeadRow = z.intersection(NewLead, z.object({ createdOn: Day.nullable().default(null) }))

export const imports = {
  /** Asks for a file unless a path is given. `null` when the person chose none. */
  read: job({
    access: 'imports.run',
    input: z.object({
      kind: Kind,
      path: z.string().min(1).max(4096).nullable().default(null),
      title: z.string().max(60).default(''),
      sheet: z.string().max(120).nullable().default(null),
      encoding: z.string().max(20).nullable().default(null),
    }),
    output: Opened.nullable(),
    refusals: fileRefusals,
  }),
  /** Every problem of every row at once, duplicates inside the file and against the store, and the first rows as they will be. */
  check: job({
    access: 'imports.run',
    input: Chosen.extend({ mapping: Mapping }),
    output: Checked,
    refusals: [...fileRefusals, 'field-missing'],
  }),
  /**
   * The rows that cannot be entered, as they stand in the file, with what is wrong in a column before them. `words` are
   * the texts in the person's language: `issue:<code>`, `field:<name>`, `row`, `problem`, `duplicate`.
   */
  report: job({
    access: 'imports.run',
    input: Chosen.extend({
      mapping: Mapping,
      format: z.enum(['csv', 'xlsx']).default('xlsx'),
      words: z.record(z.string().max(100), z.string().max(300)),
      to: z.string().max(4096).nullable().default(null),
    }),
    output: z.object({ path: z.string(), rows: z.int() }).nullable(),
    refusals: [...fileRefusals, 'field-missing', 'folder-missing'],
  }),
  /** All rows or none: refused as `has-issues` while one row cannot be entered. Cancelled, nothing of it is ever seen. */
  run: job({
    access: 'imports.run',
    input: Chosen.extend({ mapping: Mapping, duplicates: Duplicates.default('skip') }),
    output: z.object({ batchId: z.string(), rows: z.int(), skipped: z.int() }),
    refusals: [...fileRefusals, 'field-missing', 'has-issues', 'has-duplicates', 'nothing-new', 'met-meanwhile'],
  }),
  batches: query({
    access: 'imports.run',
    input: z.object({ kind: Kind.nullable().default(null) }),
    output: z.array(Batch),
    reads: ['import_batches', 'users'],
  }),
  /** Opens a batch. What an earlier run of this desktop left unfinished counts as undone. */
  begin: command({
    access: 'imports.run',
    input: z.object({ kind: Kind, fileName: z.string().max(255), rows: z.int().min(0) }),
    output: z.object({ batchId: z.string() }),
    writes: ['import_batches'],
  }),
  /** One changeset of a batch under way. */
  take: command({
    access: 'imports.run',
    input: z.object({
      batchId: Id,
      customers: z.array(CustomerRow).max(200).default([]),
      leads: z.array(LeadRow).max(200).default([]),
      vehicles: z.array(NewVehicle).max(200).default([]),
      behaviours: z.array(NewBehaviour).max(200).default([]),
      partners: z.array(PartnerCustomer).max(200).default([]),
      statements: z.array(NewBankLine).max(200).default([]),
      parts: z.array(NewPart).max(200).default([]),
      jobs: z.array(JobRow).max(200).default([]),
    }),
    output: z.object({ rows: z.int() }),
    writes: [
      'customers',
      'leads',
      'lead_steps',
      'lead_assignments',
      'lead_grades',
      'follow_ups',
      'vehicles',
      'vehicle_costs',
      'customer_behaviours',
      'customer_origins',
      'customer_consents',
      'bank_lines',
      'parts',
      'part_places',
      'service_jobs',
      'job_prices',
    ],
    refusals: ['batch-closed', 'met-meanwhile'],
  }),
  /** The batch becomes valid: from now on its rows are there, all at once. */
  finish: command({
    access: 'imports.run',
    input: z.object({ batchId: Id }),
    output: z.null(),
    writes: ['import_batches'],
    refusals: ['batch-closed'],
  }),
  /** Takes its rows away again, except those that were sold, changed or planned for: they belong to no batch any more. */
  undo: command({
    access: 'imports.run',
    input: z.object({ batchId: Id }),
    output: z.null(),
    writes: ['import_batches'],
    refusals: ['batch-closed'],
  }),
}
