// Reads customers together: saved groups with their counts, what each customer is worth and how near to being lost. Reports
// are in queries/figures.ts.
import type { Input, Output } from '../../../shared/contract.ts'
import { maskPhone } from '../../../shared/modules/customers/rules.ts'
import type { ValuedCustomer } from '../../../shared/modules/insights/contract.ts'
import { lifeOf, valueOf } from '../../../shared/modules/insights/rules.ts'
import { inOrder, joined, listed, type Part, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { inReach, reachable } from '../customers/queries/reach.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { meant } from '../palette/queries/match.ts'
import { conditionsOf, customerColumns, filtersIn, storedSegments } from './queries/columns.ts'
import { knownOf, PROFILED, scalesOf, staleSince } from './queries/facts.ts'

/** Customers `c` a person sees who are not archived. */
export const seen = (db: Reader): Part[] => [...inReach(db, 'c'), ...ofValidBatch(db, 'c.batch_id'), part('c.archived_at IS NULL')]

export const countOf = (db: Reader, where: Part): number =>
  db.one<{ n: number }>(`SELECT count(*) AS n FROM customers c WHERE ${where.sql}`, ...where.values)?.n ?? 0

export function segments(db: Reader): Output<'insights.segments'> {
  return storedSegments(db).map(({ id, name, filters: json, classRank }) => {
    const filters = filtersIn(json)
    const where = filters && conditionsOf(db, filters, [id])
    return {
      id,
      name,
      filters: filters ?? [],
      isClass: classRank !== null,
      count: where ? countOf(db, joined([...seen(db), where])) : null,
    }
  })
}

/** Classes in their order, each without whom an earlier one took. */
export function classesOf(db: Reader): { id: string; name: string; where: Part }[] {
  const taken: Part[] = []
  return storedSegments(db).flatMap(({ id, name, filters, classRank }) => {
    if (classRank === null) return []
    const found = filtersIn(filters)
    const own = found && conditionsOf(db, found, [id])
    if (!own) return []
    const where = joined([own, ...taken.map(({ sql, values }) => part(`NOT (${sql})`, ...values))])
    taken.push(own)
    return [{ id, name, where }]
  })
}

export function of(db: Reader, { customerId }: Input<'insights.of'>): Output<'insights.of'> {
  reachable(db, customerId)
  const known = knownOf(db, [customerId]).get(customerId)
  if (!known) throw new Error(`${customerId} is not there`)
  const scales = scalesOf(db)
  const profiled = countOf(db, part(`c.id = ? AND ${PROFILED}`, customerId)) > 0
  const group = classesOf(db).find(({ where }) => countOf(db, joined([part('c.id = ?', customerId), where])) > 0)
  return {
    value: profiled ? valueOf(known, scales.value, db.today) : null,
    life: profiled ? lifeOf(known, scales.life, db.today) : null,
    group: group ? { id: group.id, name: group.name } : null,
    refreshedOn: known.refreshedOn,
    stale: staleSince(known.refreshedOn, scales),
  }
}

export function page(db: Reader, request: Input<'insights.page'>): Output<'insights.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'customers c',
    id: 'c.id',
    columns: customerColumns(db),
    where: [...seen(db), part(PROFILED)],
    search: (text) => meant('customer', text, 'c.id'),
    order: 'c.created_at DESC',
    tie: 'c.created_at DESC, c.id',
  })
  const known = knownOf(db, ids)
  const scales = scalesOf(db)
  const rows = db.all<Pick<ValuedCustomer, 'id' | 'phone' | 'consultantId' | 'consultant'> & { name: string | null }>(
    `SELECT c.id, c.name, c.phone, c.consultant_id AS consultantId, u.name AS consultant FROM json_each(?) j JOIN customers c ON c.id = j.value LEFT JOIN users u ON u.id = c.consultant_id`,
    JSON.stringify(ids),
  )
  return {
    rows: inOrder(
      ids,
      rows.flatMap((row): ValuedCustomer[] => {
        const facts = known.get(row.id)
        if (!facts) return []
        const { score, level, reasons } = valueOf(facts, scales.value, db.today)
        const life = lifeOf(facts, scales.life, db.today)
        const { deals, spentFen, lastDealOn, lastTouchOn, refreshedOn } = facts
        return [
          {
            ...row,
            name: row.name ?? '',
            phone: row.phone ? maskPhone(row.phone) : null,
            deals,
            spentFen,
            lastDealOn,
            lastTouchOn,
            refreshedOn,
            score,
            value: level,
            valueReasons: reasons,
            life: life.stage,
            risk: life.risk,
            riskReasons: life.reasons,
          },
        ]
      }),
    ),
    ...sums,
  }
}

export const limits = (db: Reader): Output<'insights.limits'> => ({
  staleDays: scalesOf(db).staleDays,
  retentionDays: parameterOn(db, 'retention-days', db.today) ?? 730,
})
