// Paper: templates an administrator edits, what was printed from them, and the files that were archived.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const templates = table(
  'templates',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    /** contract | receipt | delivery */
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull().default(1),
    body: text('body').notNull(),
    active: integer('active').notNull().default(1),
    editedAt: integer('edited_at').notNull(),
    editedBy: text('edited_by').notNull(),
  },
)

export const documents = table(
  'documents',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    kind: text('kind').notNull(),
    orderId: text('order_id'),
    receiptId: text('receipt_id'),
    title: text('title').notNull(),
    templateId: text('template_id').notNull(),
    templateVersion: integer('template_version').notNull(),
    /** The document's `rev` that was printed. */
    rev: integer('rev'),
    provisional: integer('provisional').notNull().default(0),
    fileId: text('file_id').notNull(),
    sha256: text('sha256').notNull(),
    printedAt: integer('printed_at').notNull(),
    printedBy: text('printed_by').notNull(),
    /** The number of the sale right it says firm under; of two papers about one car the higher one counts. */
    rightNo: text('right_no'),
    /** A test drive's agreement has this instead of an order. */
    driveId: text('drive_id'),
    /** The work order, loan, purchase, invoice or closing it is of. */
    recordId: text('record_id'),
  },
)

/** A file's identity; its bytes travel beside the rounds by content address. Erased, it is without both, and the bytes are gone. */
export const files = table(
  'files',
  { scope: 'site', policy: 'ledger', personal: ['sha256', 'name'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    sha256: text('sha256'),
    size: integer('size').notNull(),
    kind: text('kind').notNull(),
    name: text('name'),
    replica: text('replica').notNull(),
    createdAt: integer('created_at').notNull(),
  },
)

/** A picture of a record: which file, and what it shows. */
export const attachments = table(
  'attachments',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** Table and id of the record. */
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    /** See rules.ts, attachmentKinds. */
    kind: text('kind').notNull(),
    fileId: text('file_id').notNull(),
    takenAt: integer('taken_at').notNull(),
    takenBy: text('taken_by').notNull(),
  },
)

/** What somebody signed on the screen. `sha256` is over everything that was signed, see commands/attach.ts, so that paper can be checked. */
export const signatures = table(
  'signatures',
  { scope: 'site', policy: 'ledger', personal: ['name', 'path'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    /** What was agreed to: the number of an order's terms, a delivery, a drive. */
    about: text('about').notNull(),
    name: text('name'),
    /** See rules.ts, SignaturePath. */
    path: text('path'),
    sha256: text('sha256').notNull(),
    signedAt: integer('signed_at').notNull(),
    takenBy: text('taken_by').notNull(),
  },
)
