// Reads the inspection of an order's car, point by point, with what was found there the last time.
import type { Input, Output } from '../../../shared/contract.ts'
import { isOpenForLines } from '../../../shared/modules/workshop/rules.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { earlierOf, pointsOf, resultsOf } from './queries/facts.ts'

export function ofOrder(db: Reader, { orderId }: Input<'inspections.ofOrder'>): Output<'inspections.ofOrder'> {
  const order = mustSeeOrder(db, orderId)
  const results = new Map(resultsOf(db, orderId).map((result) => [result.point, result]))
  const earlier = new Map(earlierOf(db, order, orderId).map((found) => [found.point, found]))
  const points = pointsOf(db, order).map(({ part, name, unit, job }) => {
    const { id = null, state = null, valueMilli = null, note = null, by = null, answer = null, lineId = null } = results.get(name) ?? {}
    const before = earlier.get(name)
    return {
      ...{ part, name, unit, job, state, valueMilli, note, by, answer },
      proposed: lineId !== null,
      pictures: id === null ? [] : attachedTo(db, id),
      before: before ? { state: before.state, valueMilli: before.valueMilli, on: before.on, no: before.no, answer: before.answer } : null,
    }
  })
  const count = (state: string | null): number => points.filter((point) => point.state === state).length
  return {
    no: order.no,
    car: order.carName,
    plate: order.plate,
    closed: !isOpenForLines(order.state),
    points,
    counts: { ok: count('ok'), watch: count('watch'), urgent: count('urgent'), left: count(null) },
  }
}
