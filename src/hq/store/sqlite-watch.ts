// Watching over the group in SQLite: counts by index, the history of rounds, the size of what is kept.
import { headOf } from './sqlite-feed.ts'
import type { Statements } from './statements.ts'
import type { Brought, KeptRound, WatchStore } from './watch.ts'

/** Lines of history kept of each desktop. */
const KEPT = 200

const COUNT = 'SELECT count(*) AS n FROM (SELECT 1 FROM feed_parts WHERE site = ? AND number > ? LIMIT (SELECT ?))'
const FIRST = 'SELECT number FROM feed_parts WHERE site = ? AND number > ? ORDER BY number LIMIT 1'

export function watchOf(st: Statements, files: Statements): WatchStore {
  const bytesOf = ({ raw }: Statements): number =>
    (raw.pragma('page_count', { simple: true }) as number) * (raw.pragma('page_size', { simple: true }) as number)
  const receivedAt = (number: number): number | null =>
    st.one<{ at: number }>('SELECT received_at AS at FROM feed WHERE number = ?', number)?.at ?? null
  return {
    behind: async ({ site, reach }, position, most) => {
      const head = headOf(st).number
      if (position >= head) return { entries: 0, since: null }
      if (reach === 'group') return { entries: Math.min(most, head - position), since: receivedAt(position + 1) }
      const places = ['', site]
      const entries = places.reduce((sum, each) => sum + (st.one<{ n: number }>(COUNT, each, position, most)?.n ?? 0), 0)
      if (entries === 0) return { entries, since: null }
      const first = Math.min(...places.map((each) => st.one<{ number: number }>(FIRST, each, position)?.number ?? head))
      return { entries: Math.min(most, entries), since: receivedAt(first) }
    },
    openCases: async () =>
      st.all(`SELECT site, json_extract(image, '$.replica') AS replica, count(*) AS n FROM docs INDEXED BY docs_open_cases
        WHERE table_name = 'cases' AND deleted = 0 AND json_extract(image, '$.state') = 'open' GROUP BY 1, 2`),
    quarantined: async () =>
      new Map(
        st
          .all<{ replica: string; n: number }>(
            `SELECT replica, count(*) AS n FROM changesets INDEXED BY changesets_quarantine WHERE outcome = 'quarantined' AND discarded = 0 GROUP BY replica`,
          )
          .map(({ replica, n }) => [replica, n]),
      ),
    openCodes: async (now) =>
      new Map(
        st
          .all<{ site: string; n: number }>(
            'SELECT site, count(*) AS n FROM pairing_codes WHERE used_at IS NULL AND expires_at > ? GROUP BY site',
            now,
          )
          .map(({ site, n }) => [site, n]),
      ),
    headAt: async (at) => {
      // Entries are received in the order of their numbers, so a few looks find the place; no index by time is needed.
      let low = 0
      let high = headOf(st).number
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        const received = st.one<{ at: number }>(
          'SELECT received_at AS at FROM feed WHERE number <= ? ORDER BY number DESC LIMIT 1',
          middle,
        )?.at
        if (received !== undefined && received >= at) high = middle - 1
        else low = middle
      }
      return low
    },
    rounds: async (replica) =>
      st.all<KeptRound>(
        'SELECT number, first_at AS firstAt, last_at AS lastAt, times, accepted, adjusted, lost, quarantined, refused FROM rounds WHERE replica = ? ORDER BY number DESC',
        replica,
      ),
    noteRefused: async (replica, at, word) => keepRound(st, replica, at, { ...nothing, refused: word }),
    bytes: async () => ({ database: bytesOf(st), files: bytesOf(files) }),
  }
}

const nothing: Brought = { accepted: 0, adjusted: 0, lost: 0, quarantined: 0, refused: null }
const empty = (b: Brought): boolean => b.accepted + b.adjusted + b.lost + b.quarantined === 0

/** One more round in a desktop's history. */
export function keepRound(st: Statements, replica: string, at: number, b: Brought): void {
  const last = st.one<KeptRound>(
    'SELECT number, accepted, adjusted, lost, quarantined, refused FROM rounds WHERE replica = ? ORDER BY number DESC LIMIT 1',
    replica,
  )
  if (last && empty(last) && empty(b) && last.refused === b.refused) {
    st.run('UPDATE rounds SET last_at = ?, times = times + 1 WHERE replica = ? AND number = ?', at, replica, last.number)
    return
  }
  const number = (last?.number ?? 0) + 1
  st.run(
    'INSERT INTO rounds (replica, number, first_at, last_at, times, accepted, adjusted, lost, quarantined, refused) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)',
    replica,
    number,
    at,
    at,
    b.accepted,
    b.adjusted,
    b.lost,
    b.quarantined,
    b.refused,
  )
  st.run('DELETE FROM rounds WHERE replica = ? AND number <= ?', replica, number - KEPT)
}
