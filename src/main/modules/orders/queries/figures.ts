// What became of the orders of a period, and how long each step of them took. Computed from the orders themselves; nothing is
// kept beside them.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, dayOf, startOf } from '../../../../shared/dates.ts'
import { median } from '../../../../shared/modules/leads/rules.ts'
import { type CancelKind, cancelKinds } from '../../../../shared/modules/orders/rules.ts'
import { mulDivRound, sumFen } from '../../../../shared/money.ts'
import type { Reader } from '../../../store/read.ts'
import { grouped, reachOf } from './facts.ts'

const DAY_MS = 86_400_000
type Made = {
  consultant: string
  model: string
  listFen: number
  priceFen: number
  createdAt: number
  placedAt: number | null
  signedAt: number | null
  deliveredAt: number | null
  cancelledAt: number | null
  cancelKind: CancelKind | null
  deliverOn: string | null
}
type Figures = Output<'orders.figures'>

/** Orders by when they were first quoted: from `from` to `to`, both days counted, in China. */
export function figures(db: Reader, { from, to }: Input<'orders.figures'>): Figures {
  const reach = reachOf(db.who)
  const made = db.all<Made>(
    `SELECT coalesce(u.name, '') AS consultant, coalesce(iif(instr(v.series, v.brand) = 1, v.series, v.brand || ' ' || v.series), '') AS model, o.list_fen AS listFen, o.price_fen AS priceFen,
       o.created_at AS createdAt, o.placed_at AS placedAt, o.signed_at AS signedAt, o.delivered_at AS deliveredAt, o.cancelled_at AS cancelledAt,
       o.cancel_kind AS cancelKind, o.deliver_on AS deliverOn
     FROM orders o LEFT JOIN users u ON u.id = o.consultant_id LEFT JOIN vehicles v ON v.id = o.vehicle_id
     WHERE o.created_at >= ? AND o.created_at < ? AND (${reach.sql})`,
    startOf(from),
    startOf(addDays(to, 1)),
    ...reach.values,
  )
  const promised = made.filter(({ deliveredAt, deliverOn }) => deliveredAt !== null && deliverOn !== null)
  return {
    from,
    to,
    all: sumOf('', made),
    byConsultant: cut(made, ({ consultant }) => consultant),
    byModel: cut(made, ({ model }) => model),
    cancelled: cancelKinds.map((kind) => ({
      kind,
      count: made.filter((each) => each.cancelledAt !== null && each.cancelKind === kind).length,
    })),
    steps: [
      tookOf('place', made, ({ createdAt, placedAt }) => [createdAt, placedAt]),
      tookOf('sign', made, ({ placedAt, signedAt }) => [placedAt, signedAt]),
      tookOf('deliver', made, ({ signedAt, deliveredAt }) => [signedAt, deliveredAt]),
      tookOf('whole', made, ({ createdAt, deliveredAt }) => [createdAt, deliveredAt]),
    ],
    punctual: {
      of: promised.length,
      count: promised.filter(({ deliveredAt, deliverOn }) => dayOf(deliveredAt ?? 0) <= (deliverOn ?? '')).length,
    },
  }
}

/** The discount is that of all signed cars together, in basis points of their list price. */
function sumOf(name: string, of: readonly Made[]): Figures['all'] {
  const signed = of.filter(({ signedAt, cancelledAt }) => signedAt !== null && cancelledAt === null)
  const listFen = sumFen(signed.map((each) => each.listFen))
  const priceFen = sumFen(signed.map((each) => each.priceFen))
  return {
    name,
    quoted: of.length,
    signed: signed.length,
    delivered: of.filter(({ deliveredAt }) => deliveredAt !== null).length,
    cancelled: of.filter(({ cancelledAt }) => cancelledAt !== null).length,
    priceFen,
    discountBp: listFen > 0 ? mulDivRound(listFen - priceFen, 10_000, listFen) : null,
  }
}

/** Most signed first. */
function cut(made: readonly Made[], by: (each: Made) => string): Figures['byModel'] {
  return [...grouped(made, by)]
    .map(([name, of]) => sumOf(name, of))
    .toSorted((a, b) => b.signed - a.signed || b.quoted - a.quoted || (a.name < b.name ? -1 : 1))
}

/** Days from one moment to the next of the orders that came so far: the middle one, and what nine of ten keep to. */
function tookOf(
  step: Figures['steps'][number]['step'],
  made: readonly Made[],
  moments: (each: Made) => readonly [number | null, number | null],
): Figures['steps'][number] {
  const days = made
    .flatMap((each) => {
      const [start, end] = moments(each)
      return start === null || end === null ? [] : [(end - start) / DAY_MS]
    })
    .toSorted((a, b) => a - b)
  return { step, count: days.length, medianDays: median(days), mostDays: days[Math.ceil(days.length * 0.9) - 1] ?? null }
}
