// Bytes whose row was erased: noted in the transaction that forgot them (erase.ts), removed from the disk after it, so
// that a kill in between leaves the note.
import type { FileStore } from './files.ts'
import type { Session } from './session.ts'

/** Removes what no other row names. What the disk does not let go of now stays noted for the next call. */
export function removeForgotten(session: Session, files: Pick<FileStore, 'remove'>): void {
  const { st } = session
  const gone: string[] = []
  for (const { sha256, named } of st.all<{ sha256: string; named: number }>(
    'SELECT sha256, EXISTS (SELECT 1 FROM files f WHERE f.sha256 = n.sha256) AS named FROM _files_forgotten n',
  ))
    try {
      if (named === 0) files.remove(sha256)
      gone.push(sha256)
    } catch {
      // Open elsewhere, or the folder cannot be written: the next start tries again.
    }
  if (gone.length > 0)
    session.keep(
      [],
      () => void st.run('DELETE FROM _files_forgotten WHERE sha256 IN (SELECT value FROM json_each(?))', JSON.stringify(gone)),
    )
}

/** Does so now and whenever rows of files changed. */
export function keepForgetting(session: Session, files: Pick<FileStore, 'remove'>): void {
  session.onTouched((tables) => void (tables.includes('files') && removeForgotten(session, files)))
  removeForgotten(session, files)
}
