// The line in the log that says what left the house.
import type { Input } from '../../../shared/contract.ts'
import type { Writer } from '../../store/write.ts'

/** Changes nothing; a release of a key nobody holds names list, number of rows and file. */
export function noteExport(db: Writer, { list, rows, fileName }: Input<'exports.noteExport'>): null {
  db.release(`exported:${list}:${rows}`.slice(0, 100), fileName.slice(0, 100))
  return null
}
