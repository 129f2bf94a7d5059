// Paper: templates an administrator edits, printing with an archived copy, and what was printed of an order.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { OrderId } from '../../ids.ts'
import { Standing } from '../../standing.ts'
import { attachmentKinds, evidenceKinds, paperKinds, PICTURE_LIMIT, pictureKinds, SignaturePath } from './rules.ts'

const Kind = z.enum(paperKinds)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A picture whose bytes this desktop keeps already, see `keepPicture`. */
export const Photo = z.object({ sha256: Sha256, size: z.int().min(1).max(PICTURE_LIMIT), kind: z.enum(pictureKinds) })
export type Photo = z.infer<typeof Photo>
export const Photos = z.array(Photo).max(12, 'too-many-pictures').default([])

/** A picture or a PDF whose bytes this desktop keeps already, see `keepFile`; a PDF is found by the name it had. */
export const Evidence = Photo.extend({ kind: z.enum(evidenceKinds), name: z.string().max(120).nullable().default(null) })
export type Evidence = z.infer<typeof Evidence>
export const AllEvidence = z.array(Evidence).max(12, 'too-many-pictures').default([])

/** What was drawn on the pad, in its units, and whose name it is. */
export const Signature = z.object({ name: z.string().trim().min(1, 'required').max(60), path: SignaturePath })
export type Signature = z.infer<typeof Signature>

/** A picture or PDF that belongs to a record: what it shows, and which file it is. */
export const Attached = z.object({
  id: z.string(),
  kind: z.enum(attachmentKinds),
  fileKind: z.enum(evidenceKinds),
  name: z.string().nullable(),
  takenAt: z.int(),
  takenBy: z.string(),
})
export type Attached = z.infer<typeof Attached>
const Body = z.string().min(1, 'required').max(120_000, 'too-long')
const Name = z.string().trim().min(1, 'required').max(60)

export const Template = z.object({
  id: z.string(),
  kind: Kind,
  name: z.string(),
  version: z.int(),
  active: z.boolean(),
  editedAt: z.int(),
  editedBy: z.string(),
})
export type Template = z.infer<typeof Template>

export const Printed = z.object({
  id: z.string(),
  kind: Kind,
  title: z.string(),
  archiveNo: z.string(),
  rev: z.int().nullable(),
  provisional: z.boolean(),
  rightNo: z.string().nullable(),
  templateVersion: z.int(),
  sha256: z.string(),
  printedAt: z.int(),
  printedBy: z.string(),
  /** The bytes lie on this desktop. */
  here: z.boolean(),
  standing: Standing,
})
export type Printed = z.infer<typeof Printed>

const DriveId = z.string().min(1).max(60)
/** What is printed: an order's paper, one payment's receipt, the agreement of a test drive, one record's paper, or labels of several. */
const Subject = z.object({
  kind: Kind,
  orderId: OrderId.nullable().default(null),
  receiptNo: z.string().max(40).nullable().default(null),
  driveId: DriveId.nullable().default(null),
  /** The invoice, closing, work order or purchase it shows. */
  recordId: DriveId.nullable().default(null),
  /** The parts labels are printed of. */
  recordIds: z.array(DriveId).max(200).default([]),
})
const troubles = ['template-missing', 'template-broken', 'no-such-receipt', 'no-printer'] as const

export const documents = {
  templates: query({ access: 'documents.print', input: z.object({}), output: z.array(Template), reads: ['templates', 'users'] }),
  template: query({
    access: 'documents.edit',
    input: z.object({ id: z.string().max(60) }),
    output: Template.extend({ body: z.string(), fields: z.array(z.object({ path: z.string(), kind: z.string() })) }),
    reads: ['templates', 'users'],
  }),
  /** A new version; earlier paper keeps the version it was printed with. `template-broken` says line and reason. */
  saveTemplate: command({
    access: 'documents.edit',
    input: z.object({ id: z.string().max(60), version: z.int(), name: Name, body: Body }),
    output: z.object({ version: z.int() }),
    writes: ['templates'],
    refusals: ['template-broken', 'unknown-field', 'moved-on'],
  }),
  addTemplate: command({
    access: 'documents.edit',
    input: z.object({ kind: Kind, name: Name, body: Body }),
    output: z.object({ id: z.string() }),
    writes: ['templates'],
    refusals: ['template-broken', 'unknown-field'],
  }),
  /** The one template of its kind that is used from now on. */
  useTemplate: command({ access: 'documents.edit', input: z.object({ id: z.string().max(60) }), output: z.null(), writes: ['templates'] }),
  /** The page as it would look, with a real order or the newest one. */
  preview: query({
    access: 'documents.edit',
    input: z.object({ kind: Kind, body: Body, orderId: OrderId.nullable().default(null) }),
    output: z.object({
      html: z.string().nullable(),
      problem: z.object({ code: z.enum(['template-broken', 'unknown-field', 'no-order-yet']), detail: z.string() }).nullable(),
    }),
    reads: ['orders', 'templates', 'purchases', 'parts', 'part_places'],
  }),

  /** Renders, archives with its digest, and prints. While online a provisional paper waits up to 2 s for the ruling, then says what is true. */
  print: job({
    access: 'documents.print',
    input: Subject.extend({ copies: z.int().min(1).max(6).default(1), to: z.enum(['archive', 'printer', 'file']).default('file') }),
    output: z.object({
      id: z.string(),
      archiveNo: z.string(),
      sha256: z.string(),
      /** False when the disk took nothing more: the paper went out all the same, and only there it is. */
      archived: z.boolean(),
      provisional: z.boolean(),
      path: z.string().nullable(),
      printed: z.boolean(),
    }),
    refusals: troubles,
  }),
  /** An archived paper again: to a printer, or as a file where the person says. */
  reprint: job({
    access: 'documents.print',
    input: z.object({ id: z.string().max(60), to: z.enum(['printer', 'file']) }),
    output: z.object({ path: z.string().nullable(), printed: z.boolean() }),
    refusals: ['not-here-yet', 'hq-unreachable', 'altered', 'no-printer'],
  }),
  /** The papers of one record that were printed, for who may see it. */
  list: query({
    access: 'documents.print',
    input: Subject.pick({ orderId: true, driveId: true, recordId: true }),
    output: z.array(Printed),
    reads: ['documents', 'users', '_sync_changesets'],
  }),
  /** Which bytes a paper is, for who may see its record. */
  paper: query({
    access: 'documents.print',
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ sha256: Sha256, title: z.string() }),
    reads: ['documents'],
  }),
  /** Keeps a picture's bytes at this desktop; the command that says what it shows makes them known. */
  keepPicture: job({
    access: 'signed-in',
    input: z.object({ kind: z.enum(pictureKinds), base64: z.base64().max(Math.ceil((PICTURE_LIMIT * 4) / 3) + 4, 'too-long') }),
    output: Photo,
    refusals: ['not-a-picture'],
  }),
  /** As `keepPicture`, of a PDF too. `not-evidence`: the bytes are neither. */
  keepFile: job({
    access: 'signed-in',
    input: z.object({
      kind: z.enum(evidenceKinds),
      name: z.string().trim().max(120).nullable().default(null),
      base64: z.base64().max(Math.ceil((PICTURE_LIMIT * 4) / 3) + 4, 'too-long'),
    }),
    output: Evidence,
    refusals: ['not-evidence'],
  }),
  /** Writes a file of a record where the person says; null when they named no place. */
  saveFile: job({
    access: 'signed-in',
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ path: z.string() }).nullable(),
    refusals: ['not-here-yet', 'hq-unreachable', 'altered'],
  }),
  /** Which bytes a picture or PDF is, for who may see its record. */
  picture: query({
    access: 'signed-in',
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ sha256: Sha256, kind: z.enum(evidenceKinds), name: z.string().nullable() }),
    reads: ['attachments', 'files'],
  }),
  /** The picture itself, from headquarters when it is not here. */
  showPicture: job({
    access: 'signed-in',
    input: z.object({ id: z.string().max(60) }),
    output: z.object({ kind: z.enum(pictureKinds), base64: z.string() }),
    refusals: ['not-a-picture', 'not-here-yet', 'hq-unreachable', 'altered'],
  }),
  /** Facts of a paper as its template sees them: for `print`, which then renders outside any transaction. */
  facts: query({
    access: 'documents.print',
    input: Subject,
    output: z.object({
      facts: z.record(z.string(), z.unknown()),
      rev: z.int(),
      title: z.string(),
      template: z.object({ id: z.string(), version: z.int(), body: z.string() }).nullable(),
      provisional: z.boolean(),
      /** The number of the sale right the order was signed firm under. */
      rightNo: z.string().nullable(),
    }),
    reads: ['orders', 'test_drives', 'signatures', 'invoices', 'closings', 'purchases', 'parts', 'part_places'],
  }),
  /** The templates a new store begins with: once, by founding. */
  establish: command({ access: 'setup', input: z.object({}), output: z.null(), writes: ['templates'], refusals: ['already-established'] }),
  /** The archive's row of a paper that was rendered. */
  archive: command({
    access: 'documents.print',
    input: Subject.extend({
      id: z.string().max(60),
      title: z.string().max(120),
      templateId: z.string().max(60),
      templateVersion: z.int(),
      rev: z.int(),
      provisional: z.boolean(),
      rightNo: z.string().max(40).nullable(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.int().min(1),
    }),
    output: z.null(),
    writes: ['documents', 'files'],
  }),
}
