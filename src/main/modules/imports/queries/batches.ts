// Which imports there were, and the condition every list holds: rows of an import count once its batch is valid.
import type { Input, Output } from '../../../../shared/contract.ts'
import { type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

/** Leaves out rows of imports under way or undone. Nothing is asked of the rows while every import is valid. */
export function ofValidBatch(db: Reader, column: string): Part[] {
  const hidden = db.all<{ id: string }>(`SELECT id FROM import_batches WHERE state <> 'valid'`)
  return hidden.length === 0
    ? []
    : [part(`(${column} IS NULL OR ${column} NOT IN (SELECT value FROM json_each(?)))`, JSON.stringify(hidden.map(({ id }) => id)))]
}

/** Whether a row of this import is there: it came by none, or by one that is whole. Of another site's imports nothing is known here. */
export const batchCounts = (db: Reader, batchId: string | null): boolean =>
  batchId === null || !db.one(`SELECT 1 FROM import_batches WHERE id = ? AND state <> 'valid'`, batchId)

/** Imports of this site, newest first. One that is `running` and not of this program's doing was cut off: it can be undone. */
export function batches(db: Reader, { kind }: Input<'imports.batches'>): Output<'imports.batches'> {
  return db.all(
    `SELECT b.id, b.kind, b.file_name AS fileName, b.state, b.rows, b.started_at AS startedAt, u.name AS startedBy, b.finished_at AS finishedAt, n.name AS undoneBy
     FROM import_batches b LEFT JOIN users u ON u.id = b.started_by LEFT JOIN users n ON n.id = b.undone_by
     WHERE b.site_id = ? AND (? IS NULL OR b.kind = ?) ORDER BY b.started_at DESC LIMIT 50`,
    db.who.site,
    kind ?? null,
    kind ?? null,
  )
}
