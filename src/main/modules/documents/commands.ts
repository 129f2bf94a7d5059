// Templates and the archive's rows. A saved template is a new version; printed paper keeps the one it was made with.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { documents, files, templates } from '../../../shared/modules/documents/tables.ts'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import type { Writer } from '../../store/write.ts'
import { defaultTemplates } from './commands/defaults.ts'
import { mustView } from './queries/papers.ts'
import { problemOf } from './queries/render.ts'

function mustFit(kind: PaperKind, body: string): void {
  const problem = problemOf(kind, body)
  if (problem) throw new Refusal(problem.code, { detail: problem.detail })
}

export function establish(db: Writer): Output<'documents.establish'> {
  if (db.one('SELECT id FROM templates LIMIT 1')) throw new Refusal('already-established')
  for (const { kind, name, body } of defaultTemplates)
    db.put(templates, { id: db.newId(), kind, name, version: 1, body, active: 1, editedAt: db.now, editedBy: db.who.user })
  return null
}

export function saveTemplate(db: Writer, { id, version, name, body }: Input<'documents.saveTemplate'>): Output<'documents.saveTemplate'> {
  const found = db.must(templates, id)
  if (found.version !== version) throw new Refusal('moved-on', { version: found.version })
  mustFit(found.kind as PaperKind, body)
  db.patch(templates, id, { name, body, version: version + 1, editedAt: db.now, editedBy: db.who.user })
  return { version: version + 1 }
}

export function addTemplate(db: Writer, { kind, name, body }: Input<'documents.addTemplate'>): Output<'documents.addTemplate'> {
  mustFit(kind, body)
  const id = db.newId()
  db.put(templates, { id, kind, name, version: 1, body, active: 0, editedAt: db.now, editedBy: db.who.user })
  return { id }
}

export function useTemplate(db: Writer, { id }: Input<'documents.useTemplate'>): Output<'documents.useTemplate'> {
  const found = db.must(templates, id)
  for (const other of db.all<{ id: string }>('SELECT id FROM templates WHERE kind = ? AND active = 1 AND id <> ?', found.kind, id))
    db.patch(templates, other.id, { active: 0 })
  db.patch(templates, id, { active: 1 })
  return null
}

export function archive(db: Writer, given: Input<'documents.archive'>): Output<'documents.archive'> {
  mustView(db, given.kind)
  const fileId = db.newId()
  const receipt = given.receiptNo
    ? db.one<{ id: string }>('SELECT id FROM receipts WHERE no = ? AND order_id = ? ORDER BY id LIMIT 1', given.receiptNo, given.orderId)
    : undefined
  db.put(files, {
    id: fileId,
    siteId: db.who.site,
    sha256: given.sha256,
    size: given.size,
    kind: 'application/pdf',
    name: `${given.title}.pdf`,
    replica: db.who.replica,
    createdAt: db.now,
  })
  db.put(documents, {
    id: given.id,
    siteId: db.who.site,
    kind: given.kind,
    orderId: given.orderId,
    driveId: given.driveId,
    recordId: given.recordId,
    receiptId: receipt?.id ?? null,
    title: given.title,
    templateId: given.templateId,
    templateVersion: given.templateVersion,
    rev: given.rev,
    provisional: given.provisional ? 1 : 0,
    rightNo: given.rightNo,
    fileId,
    sha256: given.sha256,
    printedAt: db.now,
    printedBy: db.who.user,
  })
  return null
}
