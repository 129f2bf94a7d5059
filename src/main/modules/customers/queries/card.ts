// One customer all around: facts with masks, cars, orders, money, what was planned, what happened, who may be the same.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { CustomerKind, Gender, IdKind, IntentionLevel } from '../../../../shared/modules/customers/rules.ts'
import { maskIdCard, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { BuyKind, PayWay, UseKind } from '../../../../shared/modules/customers/rules/needs.ts'
import type { Energy } from '../../../../shared/modules/vehicles/rules.ts'
import type { Standing } from '../../../../shared/standing.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { provisionalHolders } from '../../vehicles/queries/hold.ts'
import { carTitleSql } from '../../vehicles/queries/title.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { familyOf } from './family.ts'
import { followUpsOf } from './follow-ups.ts'
import { reachable } from './reach.ts'
import { similarTo } from './similar.ts'
import { openCases, timeline } from './timeline.ts'

const AMONG = 'IN (SELECT value FROM json_each(?))'
const masked = (mask: (value: string) => string, value: string | null): string | null => (value === null ? null : mask(value))

export function card(db: Reader, { id }: Input<'customers.card'>): Output<'customers.card'> {
  const row = reachable(db, id)
  const family = familyOf(db, id)
  const among = JSON.stringify(family)
  const orders = ordersSince(db, family, 0)
  const followUpIds = db
    .all<{ id: string }>(`SELECT id FROM follow_ups WHERE customer_id ${AMONG} ORDER BY done_at IS NOT NULL, due_on DESC LIMIT 60`, among)
    .map((f) => f.id)
  const receipts = db.who.permissions.has('receivables.view')
    ? db.all<{ id: string; no: string; orderId: string; kind: string; method: string; amountFen: number; receivedAt: number }>(
        `SELECT id, no, order_id AS orderId, kind, method, amount_fen AS amountFen, received_at AS receivedAt FROM receipts WHERE customer_id ${AMONG} ORDER BY received_at DESC LIMIT 100`,
        among,
      )
    : []
  const vehicles = db.all<{
    id: string
    stockNo: string
    title: string
    vin: string
    plate: string | null
    state: string
    deliveredAt: number | null
  }>(
    `SELECT v.id, v.stock_no AS stockNo, ${carTitleSql('v')} AS title, v.vin, v.plate, v.state, o.delivered_at AS deliveredAt
     FROM orders o JOIN vehicles v ON v.id = o.vehicle_id WHERE o.customer_id ${AMONG} AND v.holder_id = o.id ORDER BY o.created_at DESC`,
    among,
  )
  const names = new Map(
    db
      .all<{ id: string; name: string }>('SELECT id, name FROM users WHERE id IN (?, ?)', row.consultantId, row.createdBy)
      .map((user) => [user.id, user.name]),
  )
  const valid = joined(ofValidBatch(db, 'l.batch_id'))
  const { siteId, mergedInto, mergedWas: _, ...facts } = row
  const relatives = db.all<{ id: string; name: string | null; createdAt: number; mergedInto: string | null }>(
    `SELECT id, name, created_at AS createdAt, merged_into AS mergedInto FROM customers WHERE id ${AMONG}`,
    JSON.stringify([mergedInto, ...family]),
  )
  const into = relatives.find((each) => each.id === mergedInto)
  return {
    customer: {
      ...facts,
      siteId,
      kind: row.kind as CustomerKind,
      name: row.name ?? '',
      phone: masked(maskPhone, row.phone),
      phone2: masked(maskPhone, row.phone2),
      idKind: row.idKind as IdKind | null,
      idNumber: masked(maskIdCard, row.idNumber),
      gender: row.gender as Gender | null,
      useKind: row.useKind as UseKind | null,
      buyKind: row.buyKind as BuyKind | null,
      pays: row.pays as PayWay | null,
      energyWish: row.energyWish as Energy | null,
      level: row.level as IntentionLevel | null,
      consultant: names.get(row.consultantId ?? '') ?? null,
      createdBy: names.get(row.createdBy) ?? null,
    },
    mergedInto: into ? { id: into.id, name: into.name ?? '' } : null,
    merged: relatives
      .filter((each) => each.id !== id && each.id !== mergedInto)
      .map(({ id: other, name, createdAt }) => ({ id: other, name: name ?? '', createdAt })),
    standing: db.states([id]).get(id) ?? 'alone',
    cases: openCases(db, [id]),
    vehicles,
    orders,
    receipts,
    leads: db.who.permissions.has('leads.view')
      ? db.all(
          `SELECT l.id, l.stage, l.model, u.name AS consultant, l.created_at AS createdAt FROM leads l LEFT JOIN users u ON u.id = l.consultant_id
           WHERE l.customer_id ${AMONG} AND ${valid.sql} ORDER BY l.created_at DESC, l.id LIMIT 20`,
          among,
          ...valid.values,
        )
      : [],
    followUps: followUpsOf(db, followUpIds),
    timeline: timeline(db, [...family, ...followUpIds, ...orders.map((order) => order.id), ...receipts.map((receipt) => receipt.id)], id),
    similar: row.archivedAt === null ? similarTo(db, row, id).filter((each) => !family.includes(each.id)) : [],
  }
}

/** The newest orders of these customers written at `since` (epoch ms) or later. */
export function ordersSince(db: Reader, family: readonly string[], since: number): Output<'customers.card'>['orders'] {
  const rows = db.all<{
    id: string
    no: string
    state: string
    vehicleId: string | null
    vehicle: string | null
    priceFen: number
    createdAt: number
  }>(
    `SELECT o.id, o.no, s.stage AS state, o.vehicle_id AS vehicleId, ${carTitleSql('v')} AS vehicle, o.price_fen AS priceFen, o.created_at AS createdAt
     FROM orders o JOIN order_sums s ON s.id = o.id LEFT JOIN vehicles v ON v.id = o.vehicle_id WHERE o.customer_id ${AMONG} AND o.created_at >= ? ORDER BY o.created_at DESC LIMIT 60`,
    JSON.stringify(family),
    since,
  )
  const states = db.states(rows.map((row) => row.id))
  const provisional = provisionalHolders(
    db,
    rows.flatMap((row) => row.vehicleId ?? []),
  )
  return rows.map(({ vehicleId, ...order }) => {
    const state: Standing = states.get(order.id) ?? 'alone'
    return { ...order, standing: state !== 'needs-you' && provisional.get(vehicleId ?? '') === order.id ? 'provisional' : state }
  })
}
