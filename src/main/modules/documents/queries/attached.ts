// The pictures and PDFs of a record that are not forgotten, oldest first.
import type { Attached } from '../../../../shared/modules/documents/contract.ts'
import type { Reader } from '../../../store/read.ts'

export const attachedTo = (db: Reader, subjectId: string): Attached[] =>
  db.all(
    `SELECT a.id, a.kind, f.kind AS "fileKind", f.name, a.taken_at AS "takenAt", coalesce(u.name, '') AS "takenBy" FROM attachments a JOIN files f ON f.id = a.file_id
     LEFT JOIN users u ON u.id = a.taken_by WHERE a.subject_id = ? AND f.sha256 IS NOT NULL ORDER BY a.taken_at, a.id`,
    subjectId,
  )
