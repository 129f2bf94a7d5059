// Reads templates and what was printed, and gathers the facts of a paper.
import { z } from 'zod'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { evidenceKinds, fieldsOf, type PaperKind } from '../../../shared/modules/documents/rules.ts'
import { attachments, files, templates as templatesTable } from '../../../shared/modules/documents/tables.ts'
import type { Reader } from '../../store/read.ts'
import { mustSeeApplication } from '../applications/queries/facts.ts'
import { mustSeeAppraisal } from '../tradeins/queries/facts.ts'
import { mustSee } from '../orders/queries/facts.ts'
import { mustSeeDrive } from '../testdrives/queries/facts.ts'
import { mustSeeClaim } from '../claims/queries/facts.ts'
import { mustSeeLoan } from '../loaners/queries/facts.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { factsOfLoan, newestLoan } from './queries/loan-facts.ts'
import { defaultTemplates } from './commands/defaults.ts'
import { factsOfDrive } from './queries/drive-facts.ts'
import { factsOfOrder, type PaperFacts } from './queries/facts.ts'
import { factsOfWorkOrder, isServicePaper, newestFor } from './queries/service-facts.ts'
import { factsOfLabels, factsOfPurchase, factsToLookAt, isPartPaper } from './queries/part-facts.ts'
import { factsOfClosing, factsOfDunning, factsOfInvoice } from './queries/money-facts.ts'
import { mustView } from './queries/papers.ts'
import { pageOf, problemOf } from './queries/render.ts'

const COLUMNS = `t.id, t.kind, t.name, t.version, t.active, t.edited_at AS "editedAt", coalesce(u.name, '') AS "editedBy"`
type Row = { id: string; kind: PaperKind; name: string; version: number; active: number; editedAt: number; editedBy: string }
const shown = (row: Row) => ({ ...row, active: row.active === 1 })

export const templates = (db: Reader): Output<'documents.templates'> =>
  db
    .all<Row>(`SELECT ${COLUMNS} FROM templates t LEFT JOIN users u ON u.id = t.edited_by ORDER BY t.kind, t.active DESC, t.name`)
    .map(shown)

export function template(db: Reader, { id }: Input<'documents.template'>): Output<'documents.template'> {
  const { body, kind } = db.must(templatesTable, id)
  const row = db.one<Row>(`SELECT ${COLUMNS} FROM templates t LEFT JOIN users u ON u.id = t.edited_by WHERE t.id = ?`, id) as Row
  const fields = fieldsOf[kind as PaperKind].flatMap((field) => [
    { path: field.path, kind: field.kind },
    ...(field.fields ?? []).map((part) => ({ path: `${field.path}.${part.path}`, kind: part.kind })),
  ])
  return { ...shown(row), body, fields }
}

export function preview(db: Reader, { kind, body, orderId }: Input<'documents.preview'>): Output<'documents.preview'> {
  const problem = problemOf(kind, body)
  if (problem) return { html: null, problem }
  if (kind === 'drive') return previewDrive(db, body)
  if (isServicePaper(kind)) {
    const newest = newestFor(db, kind)
    return newest
      ? { html: pageOf(body, factsOfWorkOrder(db, kind, newest).facts), problem: null }
      : { html: null, problem: { code: 'no-order-yet', detail: '' } }
  }
  if (kind === 'loaner') {
    const newest = newestLoan(db)
    return newest
      ? { html: pageOf(body, factsOfLoan(db, newest).facts), problem: null }
      : { html: null, problem: { code: 'no-order-yet', detail: '' } }
  }
  if (isPartPaper(kind)) {
    const looked = factsToLookAt(db, kind)
    return looked ? { html: pageOf(body, looked.facts), problem: null } : { html: null, problem: { code: 'no-order-yet', detail: '' } }
  }
  if (kind === 'invoice' || kind === 'closing') return previewRecord(db, kind, body)
  const paid = kind === 'receipt' ? 'AND EXISTS (SELECT 1 FROM receipts r WHERE r.order_id = o.id)' : ''
  const order =
    orderId ??
    db.one<{ id: string }>(
      `SELECT o.id FROM orders o WHERE o.vehicle_id IS NOT NULL AND o.site_id = ? ${paid} ORDER BY o.created_at DESC LIMIT 1`,
      db.who.site,
    )?.id
  const receiptNo =
    kind === 'receipt' && order
      ? (db.one<{ no: string }>('SELECT no FROM receipts WHERE order_id = ? ORDER BY received_at LIMIT 1', order)?.no ?? null)
      : null
  if (!order || (kind === 'receipt' && !receiptNo)) return { html: null, problem: { code: 'no-order-yet', detail: '' } }
  const about = kind === 'dunning' ? factsOfDunning(db, order) : factsOfOrder(db, { kind, orderId: order, receiptNo })
  return { html: pageOf(body, about.facts), problem: null }
}

function previewRecord(db: Reader, kind: 'invoice' | 'closing', body: string): Output<'documents.preview'> {
  const newest = db.one<{ id: string }>(
    kind === 'invoice'
      ? 'SELECT id FROM invoices WHERE site_id = ? ORDER BY prepared_at DESC LIMIT 1'
      : 'SELECT id FROM closings WHERE site_id = ? ORDER BY counted_at DESC LIMIT 1',
    db.who.site,
  )
  if (!newest) return { html: null, problem: { code: 'no-order-yet', detail: '' } }
  const { facts: about } = kind === 'invoice' ? factsOfInvoice(db, newest.id) : factsOfClosing(db, newest.id)
  return { html: pageOf(body, about), problem: null }
}

function previewDrive(db: Reader, body: string): Output<'documents.preview'> {
  const newest = db.one<{ id: string }>(
    'SELECT id FROM test_drives WHERE site_id = ? ORDER BY out_at IS NULL, created_at DESC LIMIT 1',
    db.who.site,
  )
  if (!newest) return { html: null, problem: { code: 'no-order-yet', detail: '' } }
  return { html: pageOf(body, factsOfDrive(db, newest.id).facts), problem: null }
}

/** @throws Refusal('not-found') also when the paper is of a kind its record has not. */
function factsOf(db: Reader, { kind, orderId, driveId, receiptNo, recordId, recordIds }: Input<'documents.facts'>): PaperFacts {
  if (isServicePaper(kind)) return factsOfWorkOrder(db, kind, recordId ?? '')
  if (kind === 'loaner') return factsOfLoan(db, recordId ?? '')
  if (kind === 'purchase') return factsOfPurchase(db, recordId ?? '')
  if (kind === 'labels') return factsOfLabels(db, recordIds)
  if (kind === 'invoice') return factsOfInvoice(db, recordId ?? '')
  if (kind === 'closing') return factsOfClosing(db, recordId ?? '')
  if (kind === 'dunning') return factsOfDunning(db, orderId ?? '')
  if (kind === 'drive') return factsOfDrive(db, driveId ?? '')
  return factsOfOrder(db, { kind, orderId: orderId ?? '', receiptNo })
}

/** The template in use; a store older than a kind of paper has none of it and prints the one a new store begins with. */
function templateFor(db: Reader, kind: PaperKind): { id: string; version: number; body: string } | null {
  const used = db.one<{ id: string; version: number; body: string }>(
    'SELECT id, version, body FROM templates WHERE kind = ? ORDER BY active DESC, edited_at DESC LIMIT 1',
    kind,
  )
  const begun = defaultTemplates.find((each) => each.kind === kind)
  return used ?? (begun ? { id: kind, version: 0, body: begun.body } : null)
}

export function facts(db: Reader, about: Input<'documents.facts'>): Output<'documents.facts'> {
  mustView(db, about.kind)
  return { ...factsOf(db, about), template: templateFor(db, about.kind) }
}

/** A site's cars are everybody's there. */
function mustSeeInspected(db: Reader, id: string): void {
  const tick = db.one<{ siteId: string }>('SELECT site_id AS "siteId" FROM attachments WHERE subject_id = ? LIMIT 1', id)
  if (!tick || (tick.siteId !== db.who.site && db.who.reach !== 'group')) throw new Refusal('not-found', { id })
}

/** Whoever sees the record sees its pictures. */
const SEEN_WITH: Readonly<Record<string, (db: Reader, id: string) => unknown>> = {
  orders: mustSee,
  test_drives: mustSeeDrive,
  work_orders: mustSeeOrder,
  loaner_loans: mustSeeLoan,
  claims: mustSeeClaim,
  applications: mustSeeApplication,
  appraisals: mustSeeAppraisal,
  inspection_ticks: mustSeeInspected,
  point_results: mustSeeInspected,
}

export function picture(db: Reader, { id }: Input<'documents.picture'>): Output<'documents.picture'> {
  const found = db.must(attachments, id)
  const seen = SEEN_WITH[found.subject]
  if (!seen) throw new Refusal('not-found', { id })
  seen(db, found.subjectId)
  const file = db.must(files, found.fileId)
  if (file.sha256 === null) throw new Refusal('not-found', { id })
  return { sha256: file.sha256, kind: z.enum(evidenceKinds).parse(file.kind), name: file.name }
}
