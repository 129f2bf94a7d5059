// Pictures, PDFs and signatures of a record, kept by the command that is about the record, in its transaction. Bytes lie in the
// file store already (see jobs.ts, keepPicture); these rows are what makes them travel and be seen.
import { createHash } from 'node:crypto'
import type { Evidence, Photo, Signature } from '../../../../shared/modules/documents/contract.ts'
import type { AttachmentKind } from '../../../../shared/modules/documents/rules.ts'
import { attachments, files, signatures } from '../../../../shared/modules/documents/tables.ts'
import type { Writer } from '../../../store/write.ts'

/** The record something belongs to, and the site whose it is. */
export type Subject = { subject: string; subjectId: string; siteId: string }

export function attach(db: Writer, of: Subject, kind: AttachmentKind, photos: readonly (Photo | Evidence)[]): void {
  for (const photo of photos) {
    const fileId = db.newId()
    db.put(files, { id: fileId, siteId: of.siteId, name: null, ...photo, replica: db.who.replica, createdAt: db.now })
    db.put(attachments, { id: db.newId(), ...of, kind, fileId, takenAt: db.now, takenBy: db.who.user })
  }
}

/** What a signature's digest is taken over: the strokes, who drew them, when, and under what. */
export const signedOver = (about: { subjectId: string; about: string; name: string; path: string; signedAt: number }): string =>
  createHash('sha256')
    .update([about.subjectId, about.about, about.name, String(about.signedAt), about.path].join('\n'))
    .digest('hex')

/** Keeps a signature under what it was given for; `about` says which version of it. Returns its digest. */
export function keepSignature(db: Writer, of: Subject, about: string, { name, path }: Signature): string {
  const sha256 = signedOver({ subjectId: of.subjectId, about, name, path, signedAt: db.now })
  db.put(signatures, { id: db.newId(), ...of, about, name, path, sha256, signedAt: db.now, takenBy: db.who.user })
  return sha256
}

/** A person's right to be forgotten: pictures and signatures of a record lose what is personal. Ledger rows stay. */
export function forgetAttached(db: Writer, subjectId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT file_id AS id FROM attachments WHERE subject_id = ?', subjectId)) db.erase(files, id)
  for (const { id } of db.all<{ id: string }>('SELECT id FROM signatures WHERE subject_id = ?', subjectId)) db.erase(signatures, id)
}
