// What must be true of stores: of one desktop at any moment (it shows the feed up to its position with its pending changes
// over it), and of everybody at a quiet point, when all was said and heard.
import { readDesk } from '../../src/main/store/desk.ts'
import { applied } from '../../src/main/store/images.ts'
import { changesOf, verifyChain } from '../../src/main/store/outbox.ts'
import type { Session } from '../../src/main/store/session.ts'
import { outward } from '../../src/main/store/statements.ts'
import { without } from '../../src/shared/sync/erase.ts'
import type { Row } from '../../src/shared/sync/protocol.ts'
import { columnsOf, declaredTables, syncOf, tableOf } from '../../src/shared/tables/define.ts'
import type { Headquarters } from './headquarters.ts'
import { apply, type Cleared, copyOf, type FeedEntry, personalIn, type Receipt, type Tables } from './watch.ts'

const synced = declaredTables().filter((table) => syncOf(table)?.scope !== 'local')

/** Constant defaults by table: a column that holds one is the same as an absent one. */
const defaults = new Map(
  synced.map((name) => {
    const table = tableOf(name)
    const found = Object.values(table ? columnsOf(table) : {}).flatMap((c) =>
      c.default === undefined || c.default === null ? [] : [[c.name, outward(c.mapToDriverValue(c.default))] as const],
    )
    return [name, new Map(found)] as const
  }),
)
type Unseen = (key: string) => readonly string[]
const all: Unseen = () => []
function textOf(table: string, image: Row, unseen: readonly string[] = []): string {
  const plain = defaults.get(table)
  const names = Object.keys(image).filter(
    (c) => image[c] !== null && image[c] !== undefined && image[c] !== plain?.get(c) && !unseen.includes(c),
  )
  return JSON.stringify(names.toSorted().map((c) => [c, image[c]]))
}

/** Every synced row a store shows, as comparable text, by table and id; without the columns `unseen` names. */
export function rowsOf({ st }: Session, unseen: Unseen = all): Map<string, string> {
  const rows = new Map<string, string>()
  for (const table of synced)
    for (const row of st.all<Record<string, unknown>>(`SELECT * FROM "${table}" ORDER BY id`)) {
      const image: Row = {}
      for (const name in row) if (name !== 'id' && row[name] !== null) image[name] = outward(row[name])
      const key = `${table}/${row['id']}`
      rows.set(key, textOf(table, image, unseen(key)))
    }
  return rows
}

const differences = (what: string, is: ReadonlyMap<string, string>, should: ReadonlyMap<string, string>): string[] => {
  const found: string[] = []
  for (const [key, image] of should) if (is.get(key) !== image) found.push(`${what}: ${key} is ${is.get(key)}, should be ${image}`)
  for (const key of is.keys()) if (!should.has(key)) found.push(`${what}: ${key} should not be there`)
  return found
}

/** One desktop's view of the feed, moved on entry by entry: what must be confirmed there. */
export type Shadow = { tables: Tables; position: number }
export const inReach = (site: string, desk: { site: string; reach: 'site' | 'group' }): boolean =>
  site === '' || desk.reach === 'group' || site === desk.site

export function shadowOf(tables: Tables, position: number, desk: { site: string; reach: 'site' | 'group' }): Shadow {
  const cut: Tables = new Map()
  for (const [table, rows] of copyOf(tables)) cut.set(table, new Map([...rows].filter(([, doc]) => inReach(doc.site, desk))))
  return { tables: cut, position }
}

/** Feed up to its position plus its pending changesets: nothing else is ever shown (S-SHOW-1, S-SHOW-2, S-SHOW-3). */
export function showsWhatItShould(
  name: string,
  session: Session,
  shadow: Shadow,
  { entries, cleared }: { entries: readonly FeedEntry[]; cleared: Cleared },
): string[] {
  const { st } = session
  const desk = readDesk(st)
  const { number } = session.chain().seen
  const first = entries[0]?.number ?? Infinity
  for (let at = shadow.position + 1; at <= number; at++) {
    const entry = entries[at - first]
    if (!entry) return [`${name}: read to ${number}, which headquarters never gave`]
    for (const { site, changes } of entry.parts) if (inReach(site, desk)) for (const change of changes) apply(shadow.tables, site, change)
    shadow.position = at
  }
  if (shadow.position > number) return [`${name}: went back from ${shadow.position} to ${number}`]
  // What was erased behind this position it may have read before that or after.
  const unseen: Unseen = (key) => {
    const gone = cleared.get(key)
    return gone && gone.number > number ? gone.columns : []
  }
  const should = new Map<string, string>()
  for (const [table, rows] of shadow.tables)
    for (const [id, { image }] of rows) should.set(`${table}/${id}`, textOf(table, image, unseen(`${table}/${id}`)))
  const over = new Map<string, { table: string; image: Row | null }>()
  const waiting = st.all<{ payload: string | null; state: string }>(
    `SELECT payload, state FROM _sync_changesets WHERE state IN ('pending', 'quarantined', 'discarded') ORDER BY n`,
  )
  for (const { payload, state } of waiting)
    for (const change of changesOf(payload)) {
      const key = `${change.table}/${change.id}`
      const confirmed = shadow.tables.get(change.table)?.get(change.id)?.image ?? null
      if (state === 'discarded' && (syncOf(change.table)?.policy !== 'ledger' || confirmed)) continue
      const image = over.has(key) ? (over.get(key)?.image ?? null) : confirmed
      // A row that went at HQ and has a pending edit is shown from its last image, which this look does not know.
      if (change.op === 'update' && !image) {
        should.delete(key)
        over.delete(key)
        continue
      }
      over.set(key, { table: change.table, image: applied(image, change) })
    }
  for (const [key, { table, image }] of over) {
    if (image)
      should.set(
        key,
        textOf(
          table,
          shadow.tables.get(table)?.get(key.slice(table.length + 1))?.erased ? without(image, personalIn(table)) : image,
          unseen(key),
        ),
      )
    else should.delete(key)
  }
  return differences(name, rowsOf(session, unseen), should)
}

/** True of one desktop once everything was said and heard. */
export function isQuiet(name: string, session: Session): string[] {
  const found: string[] = []
  const { st } = session
  const desk = readDesk(st)
  const count = (sql: string, ...values: unknown[]): number => st.one<{ n: number }>(sql, ...values)?.n ?? 0
  const pending = session.pendingCount()
  if (pending > 0) found.push(`${name}: ${pending} changesets still wait`)
  const bases = count(
    `SELECT count(*) AS n FROM _sync_base b WHERE NOT EXISTS (SELECT 1 FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = b.row_id AND c.state IN ('quarantined', 'discarded'))`,
  )
  if (bases > 0) found.push(`${name}: ${bases} rows are still shown as pending`)
  const aside = count('SELECT count(*) AS n FROM _sync_unknown')
  if (aside > 0) found.push(`${name}: ${aside} changes were kept aside`)
  const broken = verifyChain(st)
  if (broken !== null) found.push(`${name}: its chain is broken at line ${broken}`)
  for (const table of synced) {
    if (syncOf(table)?.scope !== 'site' || desk.reach === 'group') continue
    const strange = count(`SELECT count(*) AS n FROM "${table}" WHERE site_id <> ?`, desk.site)
    if (strange > 0) found.push(`${name}: ${strange} rows of ${table} belong to another site`)
  }
  const touches = count('SELECT count(*) AS n FROM _sync_touch')
  const lines = count('SELECT count(*) AS n FROM _sync_changesets')
  if (touches > 40 * lines) found.push(`${name}: ${touches} touched rows of ${lines} changesets`)
  // Derived tables say what they say when they are derived anew.
  const sums = (): string => JSON.stringify(st.all('SELECT * FROM order_sums ORDER BY id'))
  const was = sums()
  const orders = st.all<{ id: string }>('SELECT id FROM orders ORDER BY id').map((o) => o.id)
  session.keep([], () => session.derive('orders', orders))
  if (sums() !== was) found.push(`${name}: the totals of orders are not what their documents make`)
  const wrong = count(
    `SELECT count(*) AS n FROM order_sums s WHERE s.net_fen <> (SELECT coalesce(sum(r.amount_fen), 0) FROM receipts r WHERE r.order_id = s.id)`,
  )
  if (wrong > 0) found.push(`${name}: ${wrong} orders do not add up to their receipts`)
  return found
}

/** Everybody agrees with HQ's feed, HQ's own tables with it too, and the money with what people entered. */
export function agree(
  hq: Headquarters,
  tables: Tables,
  entered: ReadonlyMap<string, Receipt>,
  quiet: readonly { name: string; session: Session }[],
): string[] {
  const found: string[] = []
  const past = hq.past()
  if (!past) return ['headquarters is down at a quiet point']
  const docs = new Map<string, string>()
  for (const row of past.each<{ table_name: string; id: string; site: string; image: string }>(
    'SELECT table_name, id, site, image FROM docs WHERE deleted = 0',
  ))
    docs.set(`${row.table_name}/${row.id}`, `${row.site} ${textOf(row.table_name, JSON.parse(row.image) as Row)}`)
  const fed = new Map<string, string>()
  for (const [table, rows] of tables) for (const [id, doc] of rows) fed.set(`${table}/${id}`, `${doc.site} ${textOf(table, doc.image)}`)
  found.push(...differences('headquarters', docs, fed))
  const counted = past.one<{ n: number }>('SELECT coalesce(sum(rows), 0) AS n FROM doc_counts')?.n
  if (counted !== docs.size) found.push(`headquarters counts ${counted} rows and has ${docs.size}`)

  for (const { name, session } of quiet) {
    const desk = readDesk(session.st)
    const should = new Map<string, string>()
    for (const [table, rows] of tables)
      for (const [id, doc] of rows) if (inReach(doc.site, desk)) should.set(`${table}/${id}`, textOf(table, doc.image))
    const waits = session.st.one(
      `SELECT 1 FROM _sync_changesets WHERE state IN ('pending', 'quarantined', 'discarded') AND payload IS NOT NULL LIMIT 1`,
    )
    if (!waits) found.push(...differences(name, rowsOf(session), should))
  }

  const sum = (list: Iterable<Receipt>): string => {
    const sums = new Map<string, number>()
    for (const { site, method, fen } of list) sums.set(`${site} ${method}`, (sums.get(`${site} ${method}`) ?? 0) + fen)
    return JSON.stringify([...sums].toSorted())
  }
  const receipts = [...(tables.get('receipts') ?? new Map<string, { site: string; image: Row }>()).values()]
  const [had, took] = [
    sum(receipts.map(({ site, image }) => ({ site, method: String(image['method']), fen: Number(image['amount_fen']) }))),
    sum(entered.values()),
  ]
  if (had !== took) found.push(`headquarters has receipts of ${had}, entered were ${took}`)

  const cars = tables.get('vehicles') ?? new Map<string, { image: Row }>()
  const holders = new Map(
    [...cars.values()].flatMap(({ image }) => (image['holder_id'] ? [[`vin:${image['vin']}`, String(image['holder_id'])]] : [])),
  )
  const holds = new Map(
    past.all<{ key: string; holder: string }>(`SELECT key, holder FROM holds WHERE key LIKE 'vin:%'`).map((h) => [h.key, h.holder]),
  )
  found.push(...differences('holds at headquarters', holds, holders))
  return found
}

/** What became of a changeset, as its desktop says; ruled once, ruled for good. */
export type Fates = Map<string, string>
type Ruled = { id: string; outcome: string; position: number | null; cases: string; discarded: number }

/**
 * Every committed changeset has exactly one ruling, the desktop knows the same one, it never changes, and what was altered
 * or refused is in an inbox (S-RULE-1, S-RULE-4). `committed` was noted outside the store when its command returned.
 */
export function ruled(
  hq: Headquarters,
  tables: Tables,
  { name, session }: { name: string; session: Session },
  committed: ReadonlySet<string>,
  before: Fates,
): string[] {
  const found: string[] = []
  const past = hq.past()
  if (!past) return []
  const own = session.st.all<{ id: string; state: string; position: number | null }>(
    `SELECT id, state, position FROM _sync_changesets WHERE seq IS NOT NULL AND state <> 'local' ORDER BY n`,
  )
  const known = new Set(own.map((c) => c.id))
  for (const id of committed) if (!known.has(id)) found.push(`${name}: changeset ${id} was committed and is not in its log`)
  for (const { id, state, position } of own) {
    if (state === 'pending') continue
    const fate = `${state} ${position}`
    const earlier = before.get(id)
    if (earlier !== undefined && earlier !== fate && !earlier.startsWith('quarantined'))
      found.push(`${name}: ${id} was ${earlier}, now ${fate}`)
    before.set(id, fate)
    const there = past.one<Ruled>('SELECT id, outcome, position, cases, discarded FROM changesets WHERE id = ?', id)
    if (!there) {
      found.push(`${name}: ${id} is ${state} and headquarters does not have it`)
      continue
    }
    const outcome = there.discarded === 1 ? 'discarded' : there.outcome
    if (outcome !== state || (there.position !== position && outcome !== 'discarded'))
      found.push(`${name}: ${id} is ${fate} here, ${outcome} ${there.position} at headquarters`)
    if (earlier !== undefined || (outcome !== 'lost' && outcome !== 'adjusted')) continue
    const cases = JSON.parse(there.cases) as string[]
    if (cases.length === 0) found.push(`${name}: ${id} is ${outcome} and nobody is told`)
    for (const one of cases) if (!tables.get('cases')?.has(one)) found.push(`${name}: ${id} is ${outcome}, its case ${one} is nowhere`)
  }
  return found
}
