// Reads what customers will need soon and why: of cars they drive by what orders, policies and visits tell, and of models they
// wish for by what those cost now. What was answered is left out.
import type { Output } from '../../../../shared/contract.ts'
import { addDays, dayOf, type Day } from '../../../../shared/dates.ts'
import type { Prompt } from '../../../../shared/modules/care/contract/prompts.ts'
import {
  firstPromptRules,
  type Foreseen,
  foresee,
  promptId,
  type PromptRules,
  type Readings,
} from '../../../../shared/modules/care/rules/prompts.ts'
import { mayContact } from '../../../../shared/modules/privacy/rules.ts'
import { joined, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { inReach } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { CAR_NAME } from '../../orders/queries/facts.ts'
import { consentsOf } from '../../privacy/queries/consents.ts'

const MOST = 300

type Wished = {
  id: string
  customerId: string
  customer: string
  model: string
  createdAt: number
}
type Found = Omit<Prompt, 'mayCall'>

export const promptRulesOn = (db: Reader): PromptRules => parameterOn(db, 'care-prompts', db.today) ?? firstPromptRules

export function prompts(db: Reader): Output<'care.prompts'> {
  const rules = promptRulesOn(db)
  const cars = foreseen(db, rules, joined(inReach(db, 'c'))).map(({ siteId: _site, showOn: _shown, ...prompt }) => prompt)
  return [...cars, ...unanswered(db, ofWishes(db, rules))]
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id))
    .slice(0, MOST)
    .map((prompt) => ({ ...prompt, mayCall: mayCall(db, prompt.customerId) }))
}

export const mayCall = (db: Reader, customerId: string): boolean => mayContact(consentsOf(db, customerId), 'phone', 'service')

function unanswered<Of extends Pick<Found, 'id' | 'kind' | 'roundOn'>>(db: Reader, found: readonly Of[]): Of[] {
  const ids = found.map(({ id, kind, roundOn }) => promptId(id, kind, roundOn))
  const answered = new Set(
    db
      .all<{ id: string }>('SELECT p.id FROM json_each(?) j JOIN care_prompts p ON p.id = j.value', JSON.stringify(ids))
      .map(({ id }) => id),
  )
  return found.filter((_, at) => !answered.has(ids[at] ?? ''))
}

type Driven = {
  id: string
  siteId: string
  customerId: string
  customer: string
  car: string
  carId: string | null
  vin: string | null
  deliveredAt: number | null
  boughtOn: Day | null
  loanMonths: number | null
  insuredUntilOn: Day | null
}

/** What falls due of cars people drive, in a part of the customers `c`: of those we handed over, and of others the workshop knows. */
export function foreseen(
  db: Reader,
  rules: PromptRules,
  customers: { sql: string; values: readonly unknown[] },
): (Found & Foreseen & { siteId: string })[] {
  const readings = readingsOf(db)
  const sold = db.all<Driven>(
    `SELECT o.id, o.site_id AS siteId, o.customer_id AS customerId, coalesce(c.name, '') AS customer, coalesce(${CAR_NAME}, '') AS car, NULL AS carId, v.vin,
       o.delivered_at AS deliveredAt, NULL AS boughtOn, iif(o.loan_fen > 0, o.loan_months, NULL) AS loanMonths,
       (SELECT max(p.ends_on) FROM insurance_policies p WHERE p.customer_id = o.customer_id AND p.vehicle_id = o.vehicle_id) AS insuredUntilOn
     FROM orders o JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id
     WHERE o.delivered_at IS NOT NULL AND o.state = 'delivered' AND c.archived_at IS NULL AND ${customers.sql}
       AND NOT EXISTS (SELECT 1 FROM customer_cars k WHERE k.vin = v.vin AND k.customer_id = o.customer_id AND k.gone_on IS NOT NULL)`,
    ...customers.values,
  )
  const ours = new Set(sold.map(({ customerId, vin }) => `${customerId} ${vin}`))
  const serviced = db
    .all<Driven>(
      `SELECT k.id, k.site_id AS siteId, k.customer_id AS customerId, coalesce(c.name, '') AS customer, trim(k.brand || ' ' || k.model) AS car, k.id AS carId, k.vin,
         NULL AS deliveredAt, k.bought_on AS boughtOn, NULL AS loanMonths, NULL AS insuredUntilOn
       FROM customer_cars k JOIN customers c ON c.id = k.customer_id
       WHERE k.gone_on IS NULL AND c.archived_at IS NULL AND ${customers.sql} AND EXISTS (SELECT 1 FROM work_orders w WHERE w.car_id = k.id AND w.state <> 'cancelled')`,
      ...customers.values,
    )
    .filter(({ customerId, vin }) => !ours.has(`${customerId} ${vin}`))
  const booked = bookedCars(db)
  const found = [...sold, ...serviced].flatMap(({ carId, vin, deliveredAt, boughtOn, loanMonths, insuredUntilOn, ...driven }) => {
    const read = (vin === null ? undefined : readings.get(vin)) ?? (carId === null ? undefined : readings.get(carId)) ?? null
    const owned = {
      since: deliveredAt === null ? boughtOn : dayOf(deliveredAt),
      sold: deliveredAt !== null,
      loanMonths,
      insuredUntilOn,
      readings: read,
    }
    const comes = booked.has(vin ?? carId ?? '')
    const soon = foresee(owned, rules, db.today).filter(({ kind }) => !(comes && (kind === 'maintenance' || kind === 'first-service')))
    return soon.map((each) => ({ ...driven, ...each, km: read?.lastKm ?? null, wasFen: null, nowFen: null }))
  })
  return unanswered(db, found)
}

/** Cars that have an appointment ahead, by VIN or row: nobody is called to bring what they bring anyway. */
const bookedCars = (db: Reader): Set<string> =>
  new Set(
    db
      .all<{ car: string }>(
        `SELECT coalesce(k.vin, a.car_id) AS car FROM appointments a LEFT JOIN customer_cars k ON k.id = a.car_id
         WHERE a.state IN ('booked', 'confirmed') AND a.day_on >= ?`,
        db.today,
      )
      .map(({ car }) => car),
  )

/** What the visits of each car tell, by its VIN, of one without by its row. */
function readingsOf(db: Reader): Map<string, Readings> {
  const rows = db.all<Readings & { car: string }>(
    `SELECT coalesce(w.vin, w.car_id) AS car, min(w.received_on) AS firstOn, min(w.km) AS firstKm, max(w.received_on) AS lastOn, max(w.km) AS lastKm,
       max(iif(w.kind = 'maintenance', w.received_on, NULL)) AS keptOn, max(iif(w.kind = 'maintenance', w.km, NULL)) AS keptKm
     FROM work_orders w WHERE w.state <> 'cancelled' GROUP BY 1`,
  )
  return new Map(rows.map(({ car, ...readings }) => [car, readings]))
}

/** Leads that are open, of a model that costs less now than when they came. */
function ofWishes(db: Reader, { priceDropFen }: PromptRules): Found[] {
  const reach = joined([
    ...inReach(db, 'c'),
    part('c.archived_at IS NULL'),
    part(`l.stage NOT IN ('won', 'lost')`),
    part('l.model IS NOT NULL'),
    ...ofValidBatch(db, 'l.batch_id'),
  ])
  const dropped = db.all<{
    name: string
    series: string
    model: string
    validFromOn: Day
    nowFen: number
    wasFen: number
  }>(
    `SELECT m.brand || ' ' || m.series || ' ' || m.model AS name, m.series, m.model, p.valid_from_on AS validFromOn, p.list_fen AS nowFen, q.list_fen AS wasFen
     FROM catalogue_models m JOIN catalogue_prices p ON p.id = (SELECT x.id FROM catalogue_prices x WHERE x.model_id = m.id AND x.valid_from_on <= ? ORDER BY x.valid_from_on DESC, x.id DESC LIMIT 1)
     JOIN catalogue_prices q ON q.id = (SELECT x.id FROM catalogue_prices x WHERE x.model_id = m.id AND x.valid_from_on < p.valid_from_on ORDER BY x.valid_from_on DESC, x.id DESC LIMIT 1)
     WHERE q.list_fen - p.list_fen >= ? AND p.valid_from_on >= ? AND m.active = 1`,
    db.today,
    priceDropFen,
    addDays(db.today, -30),
  )
  if (dropped.length === 0) return []
  return db
    .all<Wished>(
      `SELECT l.id, l.customer_id AS customerId, coalesce(c.name, '') AS customer, l.model, l.created_at AS createdAt FROM leads l JOIN customers c ON c.id = l.customer_id WHERE ${reach.sql}`,
      ...reach.values,
    )
    .flatMap(({ model, createdAt, ...lead }) =>
      dropped
        .filter(
          (each) =>
            dayOf(createdAt) < each.validFromOn && [each.name, each.series, each.model, `${each.series} ${each.model}`].includes(model),
        )
        .slice(0, 1)
        .map(({ name, validFromOn, wasFen, nowFen }) => ({
          ...lead,
          kind: 'price-drop' as const,
          dueOn: validFromOn,
          roundOn: validFromOn,
          car: name,
          km: null,
          wasFen,
          nowFen,
        })),
    )
}
