// Asking after one thing in SQLite.
import type { Change, Outcome, Row } from '../../shared/sync/protocol.ts'
import {
  type InquiryStore,
  type KeptCase,
  type KeptQuarantined,
  type KeptRight,
  NAMED,
  type NamedTable,
  type Passage,
  PUBLISHED,
} from './inquiry.ts'
import type { Statements } from './statements.ts'
import type { NewEntry } from './store.ts'

/** How many entries are looked through for the one that wrote a column. */
const LOOKED_THROUGH = 200

type Line = {
  changeset: string
  replica: string
  command: string
  actor: string
  deviceTime: number
  receivedAt: number
  outcome: Outcome | null
  reason: string | null
  discarded: number
  number: number | null
  cases: string | null
}
const OF_CHANGESET = `SELECT id AS changeset, replica, command, actor, device_time AS deviceTime, received_at AS receivedAt, outcome, reason, discarded,
  position AS number, cases, payload, (SELECT wish FROM asks WHERE asks.changeset = changesets.id) AS asked FROM changesets`
const OF_ENTRY = `SELECT f.changeset, f.replica, f.command, f.actor, f.device_time AS deviceTime, f.received_at AS receivedAt, c.outcome, c.reason,
  coalesce(c.discarded, 0) AS discarded, f.number, c.cases FROM feed f LEFT JOIN changesets c ON c.id = f.changeset`
const OF_CASE = 'SELECT id, site, image, position FROM docs'
type CaseRow = Omit<KeptCase, 'image'> & { image: string }
const caseOf = (row: CaseRow): KeptCase => ({ ...row, image: JSON.parse(row.image) as Row })

type RightRow = { key: string; image: string }
const rightOf = ({ key, image }: RightRow): KeptRight => ({ key, image: JSON.parse(image) as Row })

export function inquiryOf(st: Statements): InquiryStore {
  const sitesOf = (number: number): string[] =>
    st.all<{ site: string }>('SELECT site FROM feed_parts WHERE number = ? ORDER BY site', number).map(({ site }) => site)
  const passageOf = ({ discarded, cases, ...line }: Line): Passage => ({
    ...line,
    discarded: discarded === 1,
    sites: line.number === null ? [] : sitesOf(line.number),
    cases: cases === null ? [] : (JSON.parse(cases) as string[]),
  })
  const entry = (number: number): Passage | null => {
    const line = st.one<Line>(`${OF_ENTRY} WHERE f.number = ?`, number)
    return line ? passageOf(line) : null
  }
  type Waiting = Line & { payload: string; asked: 'retry' | 'discard' | null }
  const waitingOf = ({ payload, asked, ...line }: Waiting): KeptQuarantined => ({ ...passageOf(line), payload, asked })

  return {
    named: async (text, limit) =>
      (Object.keys(NAMED) as NamedTable[]).flatMap((table) =>
        st
          .all<{ id: string; site: string }>(
            `SELECT id, site FROM docs WHERE table_name = '${table}' AND json_extract(image, '$.${NAMED[table]}') = ? LIMIT (SELECT ?)`,
            text,
            limit,
          )
          .map((row) => ({ table, ...row })),
      ),
    wrote: async ({ table, id }, before, limit) =>
      st
        .all<Line>(
          `${OF_ENTRY} JOIN feed_rows r ON r.number = f.number WHERE r.table_name = ? AND r.row_id = ? AND r.number < ? ORDER BY r.number DESC LIMIT (SELECT ?)`,
          table,
          id,
          before,
          limit,
        )
        .map(passageOf),
    published: async (before, limit) =>
      st
        .all<Line & { tables: string }>(
          `${OF_ENTRY.replace('SELECT', 'SELECT p.tables,')} JOIN published p ON p.number = f.number WHERE p.number < ? ORDER BY p.number DESC LIMIT (SELECT ?)`,
          before,
          limit,
        )
        .map(({ tables, ...line }) => ({ ...passageOf(line), tables: JSON.parse(tables) as string[] })),
    passage: async (changeset) => {
      const line = st.one<Waiting>(`${OF_CHANGESET} WHERE id = ?`, changeset)
      if (!line) return null
      const { payload: _payload, asked: _asked, ...rest } = line
      return passageOf(rest)
    },
    entry: async (number) => entry(number),
    writerOf: async ({ table, id }, columns, number) => {
      const numbers = st.all<{ number: number }>(
        'SELECT number FROM feed_rows WHERE table_name = ? AND row_id = ? AND number <= ? ORDER BY number DESC LIMIT (SELECT ?)',
        table,
        id,
        number,
        LOOKED_THROUGH,
      )
      const wrote = (change: Change): boolean =>
        change.table === table && change.id === id && (columns.length === 0 || columns.some((column) => column in change.set))
      for (const each of numbers)
        for (const { changes } of st.all<{ changes: string }>('SELECT changes FROM feed_parts WHERE number = ?', each.number))
          if ((JSON.parse(changes) as Change[]).some(wrote)) return entry(each.number)
      // Of other tables only the last writer is known.
      const last =
        numbers.length > 0
          ? undefined
          : st.one<{ position: number }>('SELECT position FROM docs WHERE table_name = ? AND id = ?', table, id)
      return last && last.position <= number ? entry(last.position) : null
    },
    holdOf: async (key) => st.one<{ holder: string; position: number }>('SELECT holder, position FROM holds WHERE key = ?', key) ?? null,
    rights: async (replica, limit) =>
      st
        .all<RightRow>(
          `SELECT id AS key, image FROM docs INDEXED BY docs_rights WHERE table_name = 'rights' AND deleted = 0 AND json_extract(image, '$.replica') = ? LIMIT (SELECT ?)`,
          replica,
          limit,
        )
        .map(rightOf),
    right: async (key) => {
      const row = st.one<RightRow>(`SELECT id AS key, image FROM docs WHERE table_name = 'rights' AND id = ? AND deleted = 0`, key)
      return row ? rightOf(row) : null
    },
    casesAbout: async (rowId, limit) =>
      st
        .all<CaseRow>(
          `${OF_CASE} INDEXED BY docs_case_subject WHERE table_name = 'cases' AND json_extract(image, '$.subject_id') = ? AND deleted = 0 LIMIT (SELECT ?)`,
          rowId,
          limit,
        )
        .map(caseOf),
    case: async (id) => {
      const row = st.one<CaseRow>(`${OF_CASE} WHERE table_name = 'cases' AND id = ? AND deleted = 0`, id)
      return row ? caseOf(row) : null
    },
    comments: async (caseId, limit) =>
      st
        .all<{ id: string; image: string }>(
          `SELECT id, image FROM docs INDEXED BY docs_case_comments WHERE table_name = 'case_comments' AND deleted = 0
           AND json_extract(image, '$.case_id') = ? ORDER BY json_extract(image, '$.said_at') DESC, id DESC LIMIT (SELECT ?)`,
          caseId,
          limit,
        )
        .map((row) => ({ id: row.id, image: JSON.parse(row.image) as Row }))
        .toReversed(),
    cases: async ({ state, site, kind, before, after, limit }) => {
      // Each narrowing has an index of its own: a list costs its page, however many cases of others there are.
      const narrowed = [...(site === null ? [] : ['site = ?']), ...(kind === null ? [] : [`json_extract(image, '$.kind') = ?`])]
      const index = ['docs_cases', ...(site === null ? [] : ['site']), ...(kind === null ? [] : ['kind'])].join('_')
      return st
        .all<CaseRow>(
          `${OF_CASE} INDEXED BY ${narrowed.length === 0 ? 'docs_cases_opened' : index} WHERE table_name = 'cases' AND deleted = 0
           AND ${[`json_extract(image, '$.state') = ?`, ...narrowed].join(' AND ')}
           AND json_extract(image, '$.opened_at') < ? AND (json_extract(image, '$.opened_at'), id) > (?, ?)
           ORDER BY json_extract(image, '$.opened_at'), id LIMIT (SELECT ?)`,
          state,
          ...(site === null ? [] : [site]),
          ...(kind === null ? [] : [kind]),
          before,
          after?.at ?? -1,
          after?.id ?? '',
          limit,
        )
        .map(caseOf)
    },
    quarantine: async ({ replicas, why, before, after, limit }) => {
      const page = (replica: string | null): KeptQuarantined[] => {
        const narrowed = { replica, why }
        const by = (['replica', 'why'] as const).filter((column) => narrowed[column] !== null)
        return st
          .all<Waiting>(
            `${OF_CHANGESET} INDEXED BY ${['changesets_waiting', ...by].join('_')} WHERE outcome = 'quarantined' AND discarded = 0
             ${by.map((column) => `AND ${column} = ?`).join(' ')} AND received_at < ?
             AND (received_at, id) > (?, ?) ORDER BY received_at, id LIMIT (SELECT ?)`,
            ...by.map((column) => narrowed[column]),
            before,
            after?.at ?? -1,
            after?.id ?? '',
            limit,
          )
          .map(waitingOf)
      }
      if (replicas === null) return page(null)
      return replicas
        .flatMap((replica) => page(replica))
        .toSorted((a, b) => a.receivedAt - b.receivedAt || (a.changeset < b.changeset ? -1 : 1))
        .slice(0, limit)
    },
    quarantined: async (id) => {
      const line = st.one<Waiting>(`${OF_CHANGESET} WHERE id = ? AND outcome = 'quarantined'`, id)
      return line ? waitingOf(line) : null
    },
    asks: async (replica) =>
      st.all(
        `SELECT a.changeset, a.wish, a.reason FROM asks a JOIN changesets c ON c.id = a.changeset
         WHERE a.replica = ? AND c.outcome = 'quarantined' AND (c.discarded = 0 OR a.wish = 'discard') ORDER BY a.at, a.changeset LIMIT 100`,
        replica,
      ),
  }
}

/** Notes which records an entry wrote, and what of the group's; inside the commit that appends it. */
export function noteRows(st: Statements, { number, parts }: NewEntry): void {
  const tables = [...new Set((parts.get('') ?? []).map(({ table }) => table))].filter((table) => PUBLISHED.includes(table))
  if (tables.length > 0) st.run('INSERT INTO published (number, tables) VALUES (?, ?)', number, JSON.stringify(tables))
  const seen = new Set<string>()
  for (const changes of parts.values())
    for (const { table, id } of changes) {
      if (!Object.hasOwn(NAMED, table) || seen.has(`${table} ${id}`)) continue
      seen.add(`${table} ${id}`)
      st.run('INSERT INTO feed_rows (table_name, row_id, number) VALUES (?, ?, ?)', table, id, number)
    }
}
