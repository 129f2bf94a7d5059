// What surrounds a customer, of them and all that were merged into them: cars, money, drives, what they asked for, what is
// arranged, what fits them, and where each fact was learned.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { OwnCar, OwnTicket, PartnerTask } from '../../../../shared/modules/customers/contract/around.ts'
import { matchModels, type Offer, touchPointOf } from '../../../../shared/modules/customers/rules/needs.ts'
import type { Reader } from '../../../store/read.ts'
import { CARS_OF, listPriceOn } from '../../catalogue/queries.ts'
import { DEADLINE } from '../../care/queries/tickets.ts'
import { carTitleSql } from '../../vehicles/queries/title.ts'
import { familyOf } from './family.ts'
import { reachable } from './reach.ts'
import { changesOf } from './timeline.ts'
import { moneyOf, warningsOf } from './warnings.ts'

const AMONG = 'IN (SELECT value FROM json_each(?))'
type Around = Output<'customers.around'>

export function around(db: Reader, { id }: Input<'customers.around'>): Around {
  const row = reachable(db, id)
  const family = familyOf(db, id)
  const among = JSON.stringify(family)
  const may = (permission: 'receivables.view' | 'testdrives.view' | 'tradeins.view'): boolean => db.who.permissions.has(permission)
  return {
    warnings: warningsOf(db, id),
    money: may('receivables.view') ? moneyOf(db, family) : null,
    cars: db.all<OwnCar>(
      `SELECT id, brand, model, plate, vin, bought_on AS boughtOn, gone_on AS goneOn, note FROM customer_cars
       WHERE customer_id ${AMONG} ORDER BY gone_on IS NOT NULL, bought_on DESC, id`,
      among,
    ),
    matches: matchModels(row, offers(db)).map(({ id: modelId, brand, series, model, listFen, inStock, reasons }) => ({
      id: modelId,
      title: [brand, series, model].join(' '),
      listFen,
      inStock,
      reasons,
    })),
    tasks: tasksOf(db, among),
    tickets: db.all<OwnTicket>(
      `SELECT q.id, q.kind, q.question, q.result, u.name AS owner, ${DEADLINE} AS dueAt, q.done_at AS doneAt
       FROM care_requests q LEFT JOIN users u ON u.id = q.owner_id WHERE q.customer_id ${AMONG} ORDER BY q.done_at IS NOT NULL, q.created_at DESC, q.id LIMIT 40`,
      among,
    ),
    drives: may('testdrives.view')
      ? db.all<Around['drives'][number]>(
          `SELECT d.id, d.drive_on AS driveOn, d.slot, d.state, ${carTitleSql('v')} AS title, d.feedback FROM test_drives d JOIN vehicles v ON v.id = d.vehicle_id
           WHERE d.customer_id ${AMONG} ORDER BY d.drive_on DESC, d.slot DESC LIMIT 20`,
          among,
        )
      : [],
    tradeins: may('tradeins.view')
      ? db.all<Around['tradeins'][number]>(
          `SELECT id, no, state, brand || ' ' || series || ' ' || model AS title, allowance_fen AS allowanceFen, created_at AS createdAt FROM appraisals
           WHERE customer_id ${AMONG} ORDER BY created_at DESC LIMIT 20`,
          among,
        )
      : [],
    facts: changesOf(db, id).map(({ column, command, who, at }) => ({ column, point: touchPointOf(command), command, who, at })),
  }
}

const tasksOf = (db: Reader, among: string): PartnerTask[] =>
  db.all(
    `SELECT p.id, p.kind, p.partner, p.note, p.order_id AS orderId, p.due_on AS dueOn, p.owner_id AS ownerId, u.name AS owner, p.state, p.result, p.done_at AS doneAt
     FROM partner_tasks p LEFT JOIN users u ON u.id = p.owner_id WHERE p.customer_id ${AMONG} ORDER BY p.state <> 'open', p.due_on, p.id LIMIT 60`,
    among,
  )

/** Models on sale with a price today, and how many of each stand here. */
function offers(db: Reader): Offer[] {
  const models = db.all<Omit<Offer, 'listFen'>>(
    `SELECT m.id, m.brand, m.series, m.model, m.energy, m.seats, (SELECT count(*) FROM vehicles v WHERE ${CARS_OF} AND v.state IN ('for-sale', 'in-stock')) AS inStock
     FROM catalogue_models m WHERE m.active = 1`,
    db.who.site,
  )
  return models.flatMap((model) => {
    const listFen = listPriceOn(db, model.id, db.today)
    return listFen === null ? [] : [{ ...model, listFen }]
  })
}
