// What must be true of stores: of one desktop at any moment (it shows the feed up to its position with its pending changes
// over it), and of everybody at a quiet point, when all was said and heard.
import { readDesk } from '../../src/main/store/desk.ts'
import { applied } from '../../src/main/store/images.ts'
import { changesOf, verifyChain } from '../../src/main/store/outbox.ts'
import { filledTables } from '../../src/main/store/proof.ts'
import type { Session } from '../../src/main/store/session.ts'
import { outward } from '../../src/main/store/statements.ts'
import { without } from '../../src/shared/sync/erase.ts'
import type { Row } from '../../src/shared/sync/protocol.ts'
import { columnsOf, declaredTables, syncOf, tableOf } from '../../src/shared/tables/define.ts'
import type { Headquarters } from './headquarters.ts'
import { apply, type Cleared, copyOf, type Doc, type FeedEntry, personalIn, type Receipt, type Tables } from './watch.ts'

const synced = declaredTables().filter((table) => syncOf(table)?.scope !== 'local')

const NONE: Row = {}
const NOTHING: ReadonlyMap<string, Doc> = new Map()
/** Constant defaults by table: a column that holds one is the same as an absent one. */
const defaults = new Map(
  synced.map((name) => {
    const table = tableOf(name)
    const found = Object.values(table ? columnsOf(table) : {}).flatMap((c) =>
      c.default === undefined || c.default === null ? [] : [[c.name, outward(c.mapToDriverValue(c.default))] as const],
    )
    return [name, Object.fromEntries(found) as Row] as const
  }),
)
const counts = (plain: Row, image: Row, column: string, unseen: readonly string[]): boolean =>
  image[column] !== null && image[column] !== undefined && image[column] !== plain[column] && !unseen.includes(column)
function textOf(table: string, image: Row | null | undefined, unseen: readonly string[] = []): string {
  const plain = defaults.get(table) ?? NONE
  if (!image) return String(image)
  const names = Object.keys(image).filter((c) => counts(plain, image, c, unseen))
  return JSON.stringify(names.toSorted().map((c) => [c, image[c]]))
}

/** Equal as `textOf` says them, without saying them. */
function same(table: string, is: Row, should: Row, unseen: readonly string[]): boolean {
  if (is === should) return true
  const plain = defaults.get(table) ?? NONE
  let more = 0
  for (const c in should) if (counts(plain, should, c, unseen)) more += 1
  for (const c in is) {
    if (!counts(plain, is, c, unseen)) continue
    const [a, b] = [is[c], should[c]]
    if (a !== b && (typeof a !== 'object' || JSON.stringify(a) !== JSON.stringify(b))) return false
    more -= 1
  }
  return more === 0
}

/** A synced row as a store shows it. */
function imageOf(row: Record<string, unknown>): Row {
  const image: Row = {}
  for (const name in row) if (name !== 'id' && row[name] !== null) image[name] = outward(row[name])
  return image
}

/** Where rows differ from what they should be; `should` says null where nothing should be, of one of `ids` or any other. */
function differences(
  what: string,
  table: string,
  is: Iterable<readonly [id: string, image: Row]>,
  ids: Iterable<string>,
  should: (id: string) => Row | null,
  unseen: (key: string) => readonly string[] = () => [],
): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  for (const [id, image] of is) {
    seen.add(id)
    const [key, wanted] = [`${table}/${id}`, should(id)]
    if (!wanted) found.push(`${what}: ${key} should not be there`)
    else if (!same(table, image, wanted, unseen(key)))
      found.push(`${what}: ${key} is ${textOf(table, image, unseen(key))}, should be ${textOf(table, wanted, unseen(key))}`)
  }
  for (const id of ids) {
    const wanted = seen.has(id) ? null : should(id)
    if (wanted) found.push(`${what}: ${table}/${id} is not there, should be ${textOf(table, wanted)}`)
  }
  return found
}

/** What a store shows at one instant, by table; each table is read once. */
export type Shown = (table: string) => readonly (readonly [id: string, image: Row])[]
export function shownBy({ st }: Session): Shown {
  const filled = new Set(filledTables(st))
  const read = new Map<string, readonly (readonly [string, Row])[]>()
  return (table) => {
    let rows = read.get(table)
    if (!rows) {
      const all = filled.has(table) ? st.all<Record<string, unknown> & { id: string }>(`SELECT * FROM "${table}"`) : []
      rows = all.map((row) => [row.id, imageOf(row)])
      read.set(table, rows)
    }
    return rows
  }
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
  shown: Shown,
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
  const unseen = (key: string): readonly string[] => {
    const gone = cleared.get(key)
    return gone && gone.number > number ? gone.columns : []
  }
  /** What lies over confirmed rows, by table and id. */
  const over = new Map<string, Map<string, Row | null>>()
  const waiting = st.all<{ payload: string | null; state: string }>(
    `SELECT payload, state FROM _sync_changesets WHERE state IN ('pending', 'quarantined', 'discarded') ORDER BY n`,
  )
  for (const { payload, state } of waiting)
    for (const change of changesOf(payload)) {
      const confirmed = shadow.tables.get(change.table)?.get(change.id)
      if (state === 'discarded' && (syncOf(change.table)?.policy !== 'ledger' || confirmed)) continue
      const rows = over.get(change.table) ?? new Map<string, Row | null>()
      over.set(change.table, rows)
      const before = rows.has(change.id) ? (rows.get(change.id) ?? null) : (confirmed?.image ?? null)
      // An edit of a row that left this site shows nothing.
      const image = change.op === 'update' && !before ? null : applied(before, change)
      rows.set(change.id, image && confirmed?.erased ? without(image, personalIn(change.table)) : image)
    }
  return synced.flatMap((table) => {
    const confirmed = shadow.tables.get(table) ?? NOTHING
    const above = over.get(table)
    return differences(
      name,
      table,
      shown(table),
      new Set([...confirmed.keys(), ...(above?.keys() ?? [])]),
      (id) => (above?.has(id) ? (above.get(id) ?? null) : (confirmed.get(id)?.image ?? null)),
      unseen,
    )
  })
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
  for (const table of filledTables(st)) {
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
  quiet: readonly { name: string; session: Session; shown: Shown }[],
): string[] {
  const found: string[] = []
  const past = hq.past()
  if (!past) return ['headquarters is down at a quiet point']
  const docs = new Map<string, [string, Row][]>()
  let had = 0
  for (const row of past.each<{ table_name: string; id: string; site: string; image: string }>(
    'SELECT table_name, id, site, image FROM docs WHERE deleted = 0',
  )) {
    const rows = docs.get(row.table_name) ?? []
    if (rows.push([row.id, JSON.parse(row.image) as Row]) === 1) docs.set(row.table_name, rows)
    const fed = tables.get(row.table_name)?.get(row.id)
    if (fed && fed.site !== row.site)
      found.push(`headquarters: ${row.table_name}/${row.id} is of site ${row.site}, should be of ${fed.site}`)
    had += 1
  }
  for (const table of new Set([...docs.keys(), ...tables.keys()])) {
    const fed = tables.get(table) ?? NOTHING
    found.push(...differences('headquarters', table, docs.get(table) ?? [], fed.keys(), (id) => fed.get(id)?.image ?? null))
  }
  const counted = past.one<{ n: number }>('SELECT coalesce(sum(rows), 0) AS n FROM doc_counts')?.n
  if (counted !== had) found.push(`headquarters counts ${counted} rows and has ${had}`)

  for (const { name, session, shown } of quiet) {
    const desk = readDesk(session.st)
    const waits = session.st.one(
      `SELECT 1 FROM _sync_changesets WHERE state IN ('pending', 'quarantined', 'discarded') AND payload IS NOT NULL LIMIT 1`,
    )
    if (waits) continue
    for (const table of new Set([...synced, ...tables.keys()])) {
      const fed = tables.get(table) ?? NOTHING
      const should = (id: string): Row | null => {
        const doc = fed.get(id)
        return doc && inReach(doc.site, desk) ? doc.image : null
      }
      found.push(...differences(name, table, synced.includes(table) ? shown(table) : [], fed.keys(), should))
    }
  }

  const sum = (list: Iterable<Receipt>): string => {
    const sums = new Map<string, number>()
    for (const { site, method, fen } of list) sums.set(`${site} ${method}`, (sums.get(`${site} ${method}`) ?? 0) + fen)
    return JSON.stringify([...sums].toSorted())
  }
  const receipts = [...(tables.get('receipts') ?? new Map<string, { site: string; image: Row }>()).values()]
  const [has, took] = [
    sum(receipts.map(({ site, image }) => ({ site, method: String(image['method']), fen: Number(image['amount_fen']) }))),
    sum(entered.values()),
  ]
  if (has !== took) found.push(`headquarters has receipts of ${has}, entered were ${took}`)

  const holders = new Map(
    [...(tables.get('vehicles') ?? NOTHING).values()].flatMap(({ image }) =>
      image['holder_id'] ? [[`vin:${image['vin']}`, { holder: String(image['holder_id']) }]] : [],
    ),
  )
  const holds = past.all<{ key: string; holder: string }>(`SELECT key, holder FROM holds WHERE key LIKE 'vin:%'`)
  found.push(
    ...differences(
      'at headquarters',
      'holds',
      holds.map(({ key, holder }) => [key, { holder }]),
      holders.keys(),
      (key) => holders.get(key) ?? null,
    ),
  )
  return found
}
