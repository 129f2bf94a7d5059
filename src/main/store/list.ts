// Turns a ListRequest into SQL: which rows a list shows, in which order, how many there are and what they add up to.
// Answers ids only; each module reads the details of the few that are shown. Column names come from the module's spec,
// never from the caller, and every value is bound.
import { CHINA_OFFSET_MINUTES, isDay, startOf } from '../../shared/dates.ts'
import { Refusal } from '../../shared/errors.ts'
import type { GroupKey, ListFilter, ListGroup, ListGrouping, ListPage, ListRequest } from '../../shared/list.ts'
import { type Reader, TakesLong } from './read.ts'

/** A piece of SQL with the values for its `?`. */
export type Part = { sql: string; values: readonly unknown[] }
export const part = (sql: string, ...values: unknown[]): Part => ({ sql, values })

export type ListColumn = {
  sql: string
  /** `instant`: epoch ms in the table, days in filters (a China day from its first to its last millisecond). */
  kind: 'text' | 'number' | 'day' | 'instant'
  /** The order an index serves by itself: no second term is added, so that deep pages skip inside the index. */
  indexed?: boolean
  /** What to order by when it is not the column itself. */
  order?: string
  /** The row has several of them: `FROM … WHERE …` of all, each as `sql`. A filter holds when it holds for any of them. */
  among?: string
  /** Another table whose index gives the order: it is walked first, `from` joined to it. */
  via?: { from: string; where: string; order: string }
}
export type ListSpec = {
  from: string
  /** The first table of `from` alone, where the others add no rows and `where` looks at none: what is counted without a filter. */
  counted?: string
  id: string
  columns: Readonly<Record<string, ListColumn>>
  /** Always holds: reach, what is not shown. */
  where: readonly Part[]
  /** The rows a search text means; null when the text holds nothing that can be searched for. */
  search?: (text: string) => Part | null
  /** The order without a wish; `indexed` when an index gives it. */
  order: string
  indexed?: boolean
  /** Breaks ties of orders no index serves. */
  tie: string
  /** Sums for the foot: name → SQL aggregate. */
  totals?: Readonly<Record<string, string>>
}

const DAY_MS = 86_400_000
const liked = (text: string): string => text.replace(/[\\%_]/g, (c) => `\\${c}`)
const wrong = (path: string, message: string): Refusal => new Refusal('invalid-input', { issues: [{ path, message }] })

/** One sentence of a filter as SQL over its column. */
export function conditionOf(filter: ListFilter, column: ListColumn, path: string): Part {
  const { sql, among, ...plain } = column
  const { op, values } = filter
  if (among !== undefined) {
    const none = op === 'not' || op === 'empty'
    const any = conditionOf(none ? { ...filter, op: op === 'not' ? 'is' : 'filled' } : filter, { sql, ...plain }, path)
    return part(`${none ? 'NOT ' : ''}EXISTS (SELECT 1 FROM ${among} AND ${any.sql})`, ...any.values)
  }
  const given = values.filter((value) => value !== null)
  if (op === 'empty') return part(`(${sql} IS NULL OR ${sql} = '')`)
  if (op === 'filled') return part(`(${sql} IS NOT NULL AND ${sql} <> '')`)
  if (op === 'has' || op === 'starts')
    return part(`${sql} LIKE ? ESCAPE '\\'`, `${op === 'has' ? '%' : ''}${liked(String(values[0] ?? ''))}%`)
  if (op === 'between') {
    const [from = null, to = null] = values
    const terms: Part[] = []
    if (from !== null) terms.push(part(`${sql} >= ?`, bound(column, from, 'from', path)))
    if (to !== null)
      terms.push(part(`${sql} ${column.kind === 'instant' && typeof to === 'string' ? '<' : '<='} ?`, bound(column, to, 'to', path)))
    return terms.length === 0 ? part('1') : joined(terms)
  }
  const nulls = given.length < values.length
  const list = JSON.stringify(given)
  if (op === 'is')
    return part(
      `(${given.length === 1 ? `${sql} = ?` : `${sql} IN (SELECT value FROM json_each(?))`}${nulls ? ` OR ${sql} IS NULL` : ''})`,
      given.length === 1 ? given[0] : list,
    )
  return part(
    `(${sql} NOT IN (SELECT value FROM json_each(?))${nulls ? '' : ` OR ${sql} IS NULL`})${nulls ? ` AND ${sql} IS NOT NULL` : ''}`,
    list,
  )
}

function bound(column: ListColumn, value: string | number, end: 'from' | 'to', path: string): string | number {
  if (column.kind !== 'instant' || typeof value === 'number') return value
  if (!isDay(value)) throw wrong(path, 'day')
  return startOf(value) + (end === 'to' ? DAY_MS : 0)
}

export const joined = (parts: readonly Part[], by: 'AND' | 'OR' = 'AND'): Part =>
  parts.length === 0
    ? part('1')
    : { sql: parts.map(({ sql }) => (parts.length > 1 ? `(${sql})` : sql)).join(` ${by} `), values: parts.flatMap(({ values }) => values) }

/** Sums are asked again only after a write: scrolling asks the same question many times. */
const remembered = new WeakMap<Reader['all'], { stamp: string; answers: Map<string, unknown> }>()
type Totals = ListPage<never>['totals']
type Sums = { total: number; totals: Totals; groups?: ListGroup[] }

function remember<Answer>(db: Reader, question: Part, answer: () => Answer): Answer {
  // Own writes raise total_changes, those of other connections data_version.
  const stamp = `${db.one<{ n: number }>('SELECT total_changes() AS n')?.n}:${db.one<{ data_version: number }>('PRAGMA data_version')?.data_version}`
  let memory = remembered.get(db.all)
  if (memory?.stamp !== stamp) remembered.set(db.all, (memory = { stamp, answers: new Map() }))
  const key = JSON.stringify(question)
  if (!memory.answers.has(key)) memory.answers.set(key, answer())
  return memory.answers.get(key) as Answer
}

/** Rows that are sorted, filtered, summed and put in groups within some ms, where each costs a look into other tables. */
const QUICKLY_SORTED = 4000
/** Rows that an index counts, or skips, within a few ms. */
const QUICKLY_COUNTED = 200_000

/**
 * For a question that looks at every row of `table` once or more. @throws TakesLong when they are more than `most`, where main
 * must not be held.
 */
export function holdBriefly(db: Reader, table: string, most = QUICKLY_SORTED): void {
  // The last row number is found at once; the true count is no larger.
  if (db.brief && (db.one<{ n: number | null }>(`SELECT max(rowid) AS n FROM ${table}`)?.n ?? 0) > most) throw new TakesLong()
}

/** Sums look into every row as a sort does; a list that has none and is walked by an index only has to be counted. */
function holdList(db: Reader, spec: ListSpec, request: ListRequest, indexed: boolean): void {
  const walked = indexed && !spec.totals && !request.group && request.filters.length === 0 && request.search.trim() === ''
  holdBriefly(db, spec.from.split(' ')[0] ?? '', walked ? QUICKLY_COUNTED : QUICKLY_SORTED)
}

/** What rows of a column are put together by: months of days and instants. */
function keyOf(column: ListColumn, path: string): string {
  if (column.kind === 'number' || column.among !== undefined) throw wrong(path, 'not-grouped')
  if (column.kind === 'day') return `substr(${column.sql}, 1, 7)`
  if (column.kind === 'instant') return `strftime('%Y-%m', ${column.sql} / 1000 + ${CHINA_OFFSET_MINUTES * 60}, 'unixepoch')`
  return `nullif(${column.sql}, '')`
}

const known = (spec: ListSpec, name: string, path: string): ListColumn => {
  const column = Object.hasOwn(spec.columns, name) ? spec.columns[name] : undefined
  if (!column) throw wrong(path, 'unknown-column')
  return column
}

/** Rows of the groups one wishes to see. */
function within(key: string, only: readonly GroupKey[]): Part {
  const some = part(`${key} IN (SELECT value FROM json_each(?))`, JSON.stringify(only.filter((each) => each !== null)))
  return only.includes(null) ? joined([some, part(`${key} IS NULL`)], 'OR') : some
}

function groupsOf(db: Reader, spec: ListSpec, where: Part, sums: string, { column: name, dir }: ListGrouping): ListGroup[] {
  const column = known(spec, name, 'group.column')
  const key = keyOf(column, 'group.column')
  const order = column.kind === 'text' && column.order ? `min(${column.order}) ${dir}, ` : ''
  const question = part(
    `SELECT ${key} AS key, count(*) AS count${sums} FROM ${spec.from} WHERE ${where.sql} GROUP BY 1 ORDER BY ${order}1 ${dir}`,
    ...where.values,
  )
  return remember(db, question, () =>
    db
      .all<{ key: GroupKey; count: number } & Record<string, number | string | null>>(question.sql, ...question.values)
      .map(({ key: of, count, ...totals }) => ({ key: of, count, totals })),
  )
}

type Asked = Sums & { from: string; where: Part; order: string; indexed: boolean; none: boolean }

function asked(db: Reader, request: ListRequest, spec: ListSpec): Asked {
  const parts = [...spec.where]
  request.filters.forEach((filter, at) => {
    parts.push(conditionOf(filter, known(spec, filter.column, `filters.${at}.column`), `filters.${at}.values`))
  })
  if (request.search.trim() !== '') parts.push(spec.search?.(request.search) ?? part('0'))
  const where = joined(parts)
  const sums = Object.entries(spec.totals ?? {})
    .map(([name, sql]) => `, ${sql} AS "${name}"`)
    .join('')
  const plain = request.filters.length === 0 && request.search.trim() === '' && sums === ''
  const whole = part(
    `SELECT count(*) AS total${sums} FROM ${plain && spec.counted ? spec.counted : spec.from} WHERE ${where.sql}`,
    ...where.values,
  )
  const wishes = request.sort.map(({ column: name, dir }, at) => ({
    column: known(spec, name, `sort.${at}.column`),
    dir: dir === 'desc' ? 'DESC' : 'ASC',
  }))
  const [only] = wishes
  const alone = wishes.length === 1 && (only?.column.indexed === true || only?.column.via !== undefined)
  const indexed = alone || (wishes.length === 0 && spec.indexed === true)
  holdList(db, spec, request, indexed)
  const { total, totals } = remember(db, whole, (): Sums => {
    const { total: count = 0, ...of } = db.one<Totals>(whole.sql, ...whole.values) ?? {}
    return { total: Number(count), totals: of }
  })
  const { group } = request
  if (group) {
    const column = known(spec, group.column, 'group.column')
    const key = keyOf(column, 'group.column')
    const first = column.kind === 'text' && column.order ? [`${column.order} ${group.dir}`] : []
    const groups = groupsOf(db, spec, where, sums, group)
    const only = group.only && new Set(group.only)
    const shown = only ? groups.reduce((all, { key: of, count }) => all + (only.has(of) ? count : 0), 0) : total
    return {
      total: request.limit === 0 ? total : shown,
      totals,
      ...(request.limit === 0 && { groups }),
      none: request.limit === 0 || request.offset >= shown,
      indexed: false,
      from: spec.from,
      where: group.only === null ? where : joined([where, within(key, group.only)]),
      order: [
        ...first,
        `${key} ${group.dir}`,
        ...wishes.map((wish) => `${wish.column.order ?? wish.column.sql} ${wish.dir}`),
        wishes.length === 0 ? spec.order : spec.tie,
      ].join(', '),
    }
  }
  const none = request.limit === 0 || request.offset >= total
  if (wishes.length === 1 && only?.column.via) {
    const { from, where: also, order } = only.column.via
    return {
      total,
      totals,
      none,
      indexed: true,
      from: `${from} CROSS JOIN ${spec.from}`,
      where: joined([part(also), where]),
      order: `${order} ${only.dir}`,
    }
  }
  const order = [...wishes.map(({ column, dir }) => `${column.order ?? column.sql} ${dir}`), ...(alone ? [] : [spec.tie])].join(', ')
  return {
    total,
    totals,
    none,
    from: spec.from,
    where,
    indexed,
    order: wishes.length === 0 ? spec.order : order,
  }
}

/** The ids of one slice in order, the count of all, and the sums. @throws Refusal('invalid-input') for a column the list does not have. */
export function listed(db: Reader, request: ListRequest, spec: ListSpec): { ids: string[] } & Sums {
  const { none, indexed: _indexed, from, where, order, ...sums } = asked(db, request, spec)
  if (none) return { ids: [], ...sums }
  const ids = db
    .all<{ id: string }>(
      `SELECT ${spec.id} AS id FROM ${from} WHERE ${where.sql} ORDER BY ${order} LIMIT (SELECT ?) OFFSET ?`,
      ...where.values,
      request.limit,
      request.offset,
    )
    .map(({ id }) => id)
  return { ids, ...sums }
}

/**
 * The same with `columns` (a select list) of each row. A list of one table is one walk where an index gives its order; else only row
 * numbers are sorted and skipped, and the columns, and what other tables add, read for those that are shown. Errors as `listed`.
 */
export function pageOf<Row>(db: Reader, request: ListRequest, spec: ListSpec, columns: string): { rows: Row[] } & Sums {
  const { none, indexed, from, where, order, ...sums } = asked(db, request, spec)
  if (none) return { rows: [], ...sums }
  const slice = `FROM ${from} WHERE ${where.sql} ORDER BY ${order} LIMIT (SELECT ?) OFFSET ?`
  const values = [...where.values, request.limit, request.offset]
  if (indexed && !spec.from.includes(' JOIN ')) return { rows: db.all<Row>(`SELECT ${columns} ${slice}`, ...values), ...sums }
  const rowid = spec.id.replace(/\.id$/, '.rowid')
  const numbers = db.all<{ n: number }>(`SELECT ${rowid} AS n ${slice}`, ...values).map(({ n }) => n)
  return {
    rows: db.all<Row>(
      `SELECT ${columns} FROM json_each(?) j CROSS JOIN ${spec.from} WHERE ${rowid} = j.value ORDER BY j.key`,
      JSON.stringify(numbers),
    ),
    ...sums,
  }
}

/** Details read for `ids` in any order, put back into the order of the list. */
export function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Rows by what they share, in the order in which each first came. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return [...groups]
}
