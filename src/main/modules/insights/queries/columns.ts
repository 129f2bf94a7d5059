// By what customers are sorted, filtered and counted, beyond their own facts; and conditions of a saved group as SQL. One
// place, so that the list, a group and a figure mean the same by the same word.
import { ListFilter } from '../../../../shared/list.ts'
import { conditionOf, joined, type ListColumn, type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { scalesOf, sqlOf } from './facts.ts'

const text = (sql: string): ListColumn => ({ sql, kind: 'text' })
const number = (sql: string): ListColumn => ({ sql, kind: 'number' })
const day = (sql: string): ListColumn => ({ sql, kind: 'day' })

/** Columns of rows `c` of customers. */
export function customerColumns(db: Reader): Readonly<Record<string, ListColumn>> {
  const sql = sqlOf(scalesOf(db))
  return {
    name: text('c.name'),
    kind: text('c.kind'),
    level: { sql: 'c.level', kind: 'text', order: `instr('HABCNODT', c.level)` },
    source: text('c.source'),
    city: text('c.city'),
    wants: text('c.wants'),
    consultantId: text('c.consultant_id'),
    createdAt: { sql: 'c.created_at', kind: 'instant', indexed: true },
    nextOn: day('(SELECT min(f.due_on) FROM follow_ups f WHERE f.customer_id = c.id AND f.done_at IS NULL)'),
    gender: text('c.gender'),
    birthdayOn: day('c.birthday_on'),
    age: number(sql.age),
    budget: number('c.budget_fen'),
    useKind: text('c.use_kind'),
    buyKind: text('c.buy_kind'),
    buysEvery: number('c.buys_every'),
    pays: text('c.pays'),
    energyWish: text('c.energy_wish'),
    seatsWish: number('c.seats_wish'),
    ownBrand: { sql: 'x.brand', kind: 'text', among: 'customer_cars x WHERE x.customer_id = c.id AND x.gone_on IS NULL' },
    bought: {
      sql: 'x.series',
      kind: 'text',
      among: `orders o JOIN order_sums s ON s.id = o.id JOIN vehicles x ON x.id = o.vehicle_id WHERE o.customer_id = c.id AND s.stage IN ('signed', 'reserved', 'paid', 'delivered')`,
    },
    deals: number(sql.deals),
    spentFen: number(sql.spentFen),
    lastDealOn: day(sql.lastDealOn),
    lastTouchOn: day(sql.lastTouchOn),
    refreshedOn: day(sql.refreshedOn),
    score: number(sql.score),
    value: { ...text(sql.value), order: `instr('high middle low', ${sql.value})` },
    risk: { ...text(sql.risk), order: `instr('high middle low', ${sql.risk})` },
    life: text(sql.life),
  }
}

type Stored = { id: string; name: string; filters: string; classRank: number | null }

/** Groups of the person's site; classes first, in their order. */
export const storedSegments = (db: Reader): Stored[] =>
  db.all(
    `SELECT id, name, filters, class_rank AS classRank FROM customer_segments WHERE site_id = ? ORDER BY class_rank IS NULL, class_rank, name, id`,
    db.who.site,
  )

export function filtersIn(json: string): ListFilter[] | null {
  try {
    const parsed = ListFilter.array().safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * Whether a row `c` is in a group; null where this version does not know a condition. All conditions hold; one of them may name
 * other groups, of which any will do. `trail`: the groups this is asked for. One that two desks, each without the other, made to
 * come round to itself holds nobody there.
 */
export function conditionsOf(db: Reader, filters: readonly ListFilter[], trail: readonly string[] = []): Part | null {
  const columns = customerColumns(db)
  const parts: Part[] = []
  for (const [at, filter] of filters.entries()) {
    if (filter.column === 'segment' && (filter.op === 'is' || filter.op === 'not')) {
      parts.push(ofGroups(db, filter, trail))
      continue
    }
    const column = Object.hasOwn(columns, filter.column) ? columns[filter.column] : undefined
    if (!column) return null
    parts.push(conditionOf(filter, column, `filters.${at}`))
  }
  return joined(parts)
}

/** Rows of any of the groups a filter names, or of none of them. */
export function ofGroups(db: Reader, { op, values }: Pick<ListFilter, 'op' | 'values'>, trail: readonly string[] = []): Part {
  const inside = inSegments(db, values, trail)
  return op === 'not' ? part(`NOT (${inside.sql})`, ...inside.values) : inside
}

/** The groups that conditions name, and those their conditions name, and so on. */
export function groupsBehind(db: Reader, filters: readonly ListFilter[]): Set<string> {
  const stored = new Map(storedSegments(db).map((each) => [each.id, each]))
  const found = new Set<string>()
  const look = (some: readonly ListFilter[]): void => {
    for (const id of some.flatMap(({ column, values }) => (column === 'segment' ? values : []))) {
      const group = stored.get(String(id))
      if (!group || found.has(group.id)) continue
      found.add(group.id)
      look(filtersIn(group.filters) ?? [])
    }
  }
  look(filters)
  return found
}

/** Rows of the groups named; nobody is in a group that is gone. */
export function inSegments(db: Reader, ids: readonly (string | number | null)[], trail: readonly string[] = []): Part {
  const parts = storedSegments(db)
    .filter(({ id }) => ids.includes(id) && !trail.includes(id))
    .flatMap(({ id, filters }) => {
      const found = filtersIn(filters)
      return (found && conditionsOf(db, found, [...trail, id])) ?? []
    })
  return parts.length === 0 ? part('0') : joined(parts, 'OR')
}
