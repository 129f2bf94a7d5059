// Watching over the group in SQLite: counts by index, the history of rounds, the size of what is kept.
import { headOf } from './sqlite-feed.ts'
import { countSpent } from './sqlite-spent.ts'
import type { Statements } from './statements.ts'
import {
  type Agreement,
  type Brought,
  type KeptRound,
  type Reached,
  type Repair,
  REPAIRS_KEPT,
  ROUNDS_KEPT,
  type TrendSample,
  type WatchStore,
} from './watch.ts'

const NEWEST = 'SELECT number FROM feed_parts WHERE site = ? AND number > ? ORDER BY number DESC LIMIT (SELECT ?)'
const FIRST = `SELECT json_extract(value, '$[0]') AS site, json_extract(value, '$[1]') AS position, (SELECT number FROM feed_parts
  WHERE site = json_extract(value, '$[0]') AND number > json_extract(value, '$[1]') ORDER BY number LIMIT 1) AS number FROM json_each(?)`
const RECEIVED = 'SELECT number, received_at AS at FROM feed WHERE number IN (SELECT value FROM json_each(?))'

/** Moved in one step of a compaction: a megabyte, a few ms. */
const STEP_PAGES = 256

export function watchOf(st: Statements, files: Statements): WatchStore {
  const bytesOf = ({ raw }: Statements): number =>
    (raw.pragma('page_count', { simple: true }) as number) * (raw.pragma('page_size', { simple: true }) as number)
  const emptyIn = ({ raw }: Statements): number =>
    (raw.pragma('freelist_count', { simple: true }) as number) * (raw.pragma('page_size', { simple: true }) as number)
  /** Every row of this pragma is a page given back: `exec` asks for all of them. */
  const giveBack = (of: Statements): number => {
    const before = emptyIn(of)
    if (before > 0) of.raw.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`)
    return before - emptyIn(of)
  }
  const keepAll = <T>(all: readonly T[], keep: (each: T) => unknown): void => st.raw.transaction(() => all.forEach(keep)).immediate()
  return {
    behind: async (places, most) => behind(st, places, most),
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
    spent: async (before) => countSpent(st, before),
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
    agreements: async (replica) =>
      st
        .all<Omit<Agreement, 'agrees'> & { agrees: number }>(
          `SELECT scope, position, at, agrees, differed_at AS differedAt, differed_position AS differedPosition FROM agreements
           WHERE replica = ? ORDER BY scope`,
          replica,
        )
        .map((line) => ({ ...line, agrees: line.agrees === 1 })),
    keepAgreements: async (replica, agreements) =>
      keepAll(agreements, (a) =>
        st.run(
          'INSERT OR REPLACE INTO agreements (replica, scope, position, at, agrees, differed_at, differed_position) VALUES (?, ?, ?, ?, ?, ?, ?)',
          replica,
          a.scope,
          a.position,
          a.at,
          a.agrees ? 1 : 0,
          a.differedAt,
          a.differedPosition,
        ),
      ),
    repairs: async (replica) =>
      st.all<Repair>('SELECT number, at, rows, incident FROM repairs WHERE replica = ? ORDER BY number DESC', replica),
    keepRepairs: async (replica, repairs) =>
      keepAll(repairs, ({ number, at, rows, incident }) => {
        // When it was stays as it was first heard: clocks move.
        st.run(
          `INSERT INTO repairs (replica, number, at, rows, incident) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (replica, number) DO UPDATE SET rows = excluded.rows, incident = excluded.incident`,
          replica,
          number,
          at,
          rows,
          incident,
        )
        st.run('DELETE FROM repairs WHERE replica = ? AND number <= ?', replica, number - REPAIRS_KEPT)
      }),
    trendBefore: async (before, from) =>
      st.one<TrendSample>(
        `SELECT at, online, troubled, pending, cases, quarantined, head, bytes FROM trends WHERE at < ? AND at >= ? ORDER BY at DESC LIMIT 1`,
        before,
        from,
      ) ?? null,
    keepTrend: async (s, oldest) => {
      st.run('DELETE FROM trends WHERE at < ?', oldest)
      st.run(
        'INSERT OR REPLACE INTO trends (at, online, troubled, pending, cases, quarantined, head, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        s.at,
        s.online,
        s.troubled,
        s.pending,
        s.cases,
        s.quarantined,
        s.head,
        s.bytes,
      )
    },
    bytes: async () => ({ database: bytesOf(st), files: bytesOf(files) }),
    free: async () => emptyIn(st) + emptyIn(files),
    compact: async () => {
      const given = giveBack(st) || giveBack(files)
      // The files shrink when what was moved has left their logs.
      if (given === 0) for (const { raw } of [st, files]) raw.pragma('wal_checkpoint(TRUNCATE)')
      return given
    },
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
  st.run('DELETE FROM rounds WHERE replica = ? AND number <= ?', replica, number - ROUNDS_KEPT)
}

/** One question a site, of its newest numbers, and two for all of what is left open. */
function behind(st: Statements, all: readonly Reached[], most: number): { entries: number; since: number | null }[] {
  const head = headOf(st).number
  const sitesOf = ({ site }: Reached): string[] => ['', site]
  const lagging = all.filter(({ position, reach }) => position < head && reach === 'site')
  const lowest = new Map<string, number>()
  for (const each of lagging) for (const site of sitesOf(each)) lowest.set(site, Math.min(lowest.get(site) ?? head, each.position))
  const numbers = new Map<string, number[]>()
  for (const [site, from] of lowest)
    numbers.set(
      site,
      st.all<{ number: number }>(NEWEST, site, from, most).map(({ number }) => number),
    )
  /** Of a site's numbers, newest first: how many lie above a position, and the lowest of them where none was left out. */
  const above = (site: string, position: number): { count: number; first: number | undefined; cut: boolean } => {
    const newest = numbers.get(site) ?? []
    let [low, high] = [0, newest.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((newest[middle] as number) > position) low = middle + 1
      else high = middle
    }
    return { count: low, first: newest[low - 1], cut: low === most }
  }
  const key = (site: string, position: number): string => `${site} ${position}`
  const open = lagging.flatMap((each) => sitesOf(each).flatMap((site) => (above(site, each.position).cut ? [[site, each.position]] : [])))
  const found = open.length === 0 ? [] : st.all<{ site: string; position: number; number: number }>(FIRST, JSON.stringify(open))
  const firsts = new Map(found.map(({ site, position, number }) => [key(site, position), number]))
  const told = all.map((each): { entries: number; first: number | null } => {
    if (each.position >= head) return { entries: 0, first: null }
    if (each.reach === 'group') return { entries: Math.min(most, head - each.position), first: each.position + 1 }
    const parts = sitesOf(each).map((site) => ({ ...above(site, each.position), known: firsts.get(key(site, each.position)) }))
    const entries = parts.reduce((sum, { count }) => sum + count, 0)
    const first = Math.min(...parts.map((part) => part.known ?? part.first ?? head))
    return { entries: Math.min(most, entries), first: entries === 0 ? null : first }
  })
  const wanted = [...new Set(told.flatMap(({ first }) => first ?? []))]
  const lines = wanted.length === 0 ? [] : st.all<{ number: number; at: number }>(RECEIVED, JSON.stringify(wanted))
  const received = new Map(lines.map(({ number, at }) => [number, at]))
  return told.map(({ entries, first }) => ({ entries, since: first === null ? null : (received.get(first) ?? null) }))
}
