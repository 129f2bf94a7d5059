// Bytes by content address in an encrypted SQLite file of their own, in the pieces they arrived in.
import type { Statements } from './statements.ts'
import type { FileStore } from './store.ts'

type Progress = { size: number; received: number; complete: number }

/** `keepOnly` drops every file of which it says no. */
export function filesOf(st: Statements): FileStore & { keepOnly(wanted: (sha256: string) => boolean): void } {
  const known = (sha256: string) => st.one<Progress>('SELECT size, received, complete FROM files WHERE sha256 = ?', sha256)
  const drop = (sha256: string): void =>
    st.raw
      .transaction(() => {
        st.run('DELETE FROM pieces WHERE sha256 = ?', sha256)
        st.run('DELETE FROM files WHERE sha256 = ?', sha256)
      })
      .immediate()
  return {
    progress: async (sha256) => {
      const found = known(sha256)
      return found ? { ...found, complete: found.complete === 1 } : null
    },
    append: async (sha256, size, offset, bytes, at) =>
      st.raw
        .transaction(() => {
          st.run(
            'INSERT INTO files (sha256, size, received, complete, at) VALUES (?, ?, 0, 0, ?) ON CONFLICT (sha256) DO NOTHING',
            sha256,
            size,
            at,
          )
          const { received, complete } = known(sha256) as Progress
          if (complete || offset !== received || bytes.length === 0) return received
          st.run('INSERT INTO pieces (sha256, start, bytes) VALUES (?, ?, ?)', sha256, offset, bytes)
          st.run('UPDATE files SET received = ? WHERE sha256 = ?', offset + bytes.length, sha256)
          return offset + bytes.length
        })
        .immediate(),
    complete: async (sha256) => void st.run('UPDATE files SET complete = 1 WHERE sha256 = ?', sha256),
    drop: async (sha256) => drop(sha256),
    keepOnly: (wanted) => {
      for (const { sha256 } of st.all<{ sha256: string }>('SELECT sha256 FROM files')) if (!wanted(sha256)) drop(sha256)
    },
    read: async (sha256, offset) => {
      const piece = st.one<{ start: number; bytes: Buffer }>(
        'SELECT start, bytes FROM pieces WHERE sha256 = ? AND start <= ? ORDER BY start DESC LIMIT 1',
        sha256,
        offset,
      )
      return piece && offset < piece.start + piece.bytes.length ? piece.bytes.subarray(offset - piece.start) : null
    },
  }
}
