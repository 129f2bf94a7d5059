// The report and the profile of customers: how many there are by each dimension, of everybody the person sees or of one group.
// Each dimension is one question over all of them; nothing is kept beside the rows.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import { type Dimension, dimensions } from '../../../../shared/modules/insights/contract.ts'
import { joined, type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { classesOf, countOf, seen } from '../queries.ts'
import { inSegments } from './columns.ts'
import { PROFILED, scalesOf, sqlOf } from './facts.ts'

type Figures = Output<'insights.figures'>
/** Keys shown of a dimension; the rest of a long tail is left out. */
const MOST = 15
const BUDGET_STEP_FEN = 5_000_000

export function figures(db: Reader, { segmentId, from, to }: Input<'insights.figures'>): Figures {
  const where = joined([
    ...seen(db),
    ...(segmentId === null ? [] : [inSegments(db, [segmentId])]),
    ...(from === null ? [] : [part('c.created_at >= ?', startOf(from))]),
    ...(to === null ? [] : [part('c.created_at < ?', startOf(addDays(to, 1)))]),
  ])
  const sql = sqlOf(scalesOf(db))
  const keys: Record<Dimension, string> = {
    source: 'c.source',
    kind: 'c.kind',
    level: 'c.level',
    createdAt: `strftime('%Y-%m', c.created_at / 1000 + 28800, 'unixepoch')`,
    gender: 'c.gender',
    age: `iif(${sql.age} IS NULL, NULL, CASE WHEN ${sql.age} < 25 THEN '0-24' WHEN ${sql.age} < 35 THEN '25-34' WHEN ${sql.age} < 45 THEN '35-44' WHEN ${sql.age} < 55 THEN '45-54' ELSE '55-' END)`,
    city: 'c.city',
    useKind: 'c.use_kind',
    buyKind: 'c.buy_kind',
    pays: 'c.pays',
    energyWish: 'c.energy_wish',
    budget: `CAST(c.budget_fen / ${BUDGET_STEP_FEN} * ${BUDGET_STEP_FEN} AS TEXT)`,
    wants: 'c.wants',
    ownBrand: 'x.brand',
    bought: 'x.series',
    value: sql.value,
    life: sql.life,
  }
  return {
    total: countOf(db, where),
    classes: classesOf(db).map((each) => ({ id: each.id, name: each.name, count: countOf(db, joined([where, each.where])) })),
    by: Object.fromEntries(dimensions.map((dimension) => [dimension, counted(db, keys[dimension], where, dimension)])) as Figures['by'],
  }
}

/** What a customer may have several of is joined; each of them counts once a key. */
const several: Partial<Record<Dimension, string>> = {
  ownBrand: 'JOIN customer_cars x ON x.customer_id = c.id AND x.gone_on IS NULL',
  bought: `JOIN orders o ON o.customer_id = c.id JOIN order_sums s ON s.id = o.id AND s.stage IN ('signed', 'reserved', 'paid', 'delivered') JOIN vehicles x ON x.id = o.vehicle_id`,
}
const ranked: readonly Dimension[] = ['createdAt', 'age', 'budget']

function counted(db: Reader, key: string, where: Part, dimension: Dimension): { key: string | null; count: number }[] {
  const shown = dimension === 'value' || dimension === 'life' ? joined([where, part(PROFILED)]) : where
  const inTurn = ranked.includes(dimension)
  const rows = db.all<{ key: string | null; count: number }>(
    `SELECT nullif(${key}, '') AS key, count(DISTINCT c.id) AS count FROM customers c ${several[dimension] ?? ''} WHERE ${shown.sql}
     GROUP BY 1 ORDER BY ${dimension === 'createdAt' ? '1 DESC' : dimension === 'budget' ? 'c.budget_fen' : inTurn ? '1' : '2 DESC, 1'} LIMIT ${MOST}`,
    ...shown.values,
  )
  return dimension === 'createdAt' ? rows.toReversed() : rows
}
