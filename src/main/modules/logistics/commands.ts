// Writes logistics: carriers and their ways, shipments, and what happened to them. Everything that happened is a ledger: what two desks
// said without a line adds up.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { isOver, type LandedBasis, routeId, shared, shareId, unweighed } from '../../../shared/modules/logistics/rules.ts'
import {
  carrierRoutes,
  carriers,
  shipmentCosts,
  shipmentDamages,
  shipments,
  shipmentShares,
  shipmentSteps,
} from '../../../shared/modules/logistics/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { book } from '../parts/commands.ts'
import { mustKnow } from '../parts/queries/facts.ts'
import {
  basisOf,
  carriedBy,
  type CarriedLine,
  costSoFar,
  landingsOf,
  mustKnowSubject,
  mustSeeShipment,
  type Shipment,
  stateOf,
} from './queries/facts.ts'

export function keepCarrier(db: Writer, { id, archived, ...about }: Input<'logistics.keepCarrier'>): Output<'logistics.keepCarrier'> {
  if (id !== null) {
    const { archivedAt } = db.must(carriers, id)
    db.patch(carriers, id, { ...about, archivedAt: archived ? (archivedAt ?? db.now) : null })
    return { id }
  }
  const made = db.newId()
  db.put(carriers, { id: made, ...about, createdAt: db.now })
  return { id: made }
}

export function keepRoute(db: Writer, given: Input<'logistics.keepRoute'>): Output<'logistics.keepRoute'> {
  const { carrierId, fromPlace, toPlace, dropped, ...terms } = given
  if (fromPlace === toPlace) throw new Refusal('same-place')
  db.must(carriers, carrierId)
  const id = routeId(carrierId, fromPlace, toPlace)
  // Begun empty and then changed: an insert of a row that another desk made never argues, a change of it does.
  if (!db.row(carrierRoutes, id)) db.put(carrierRoutes, { id, carrierId, fromPlace, toPlace })
  db.patch(carrierRoutes, id, { ...terms, dropped: dropped ? 1 : 0 })
  return { id }
}

export function ship(db: Writer, given: Input<'logistics.ship'>): Output<'logistics.ship'> {
  const { carrierId, fromPlace, toPlace, dueOn, subject, subjectId, basis, ...about } = given
  if (fromPlace === toPlace) throw new Refusal('same-place')
  db.must(carriers, carrierId)
  if (subject !== null && subjectId !== null) mustKnowSubject(db, subject, subjectId)
  mustWeigh(carriedBy(db, { subject, subjectId }), basis)
  const { days } = db.row(carrierRoutes, routeId(carrierId, fromPlace, toPlace)) ?? { days: null }
  const made = { id: db.newId(), no: nextNumber(db, 'SH') }
  db.put(shipments, {
    ...{ ...made, siteId: db.who.site, carrierId, fromPlace, toPlace },
    ...(subject !== null && subjectId !== null ? { subject, subjectId } : {}),
    ...{ ...about, sharedBy: basis },
    ...{ dueOn: dueOn ?? (days === null ? null : addDays(db.today, days)), openedAt: db.now, openedBy: db.who.user },
  })
  say(db, made.id, db.who.site, { kind: 'booked', place: fromPlace, note: null })
  return made
}

type Said = Pick<Input<'logistics.step'>, 'kind' | 'place' | 'note'>
const say = (db: Writer, shipmentId: string, siteId: string, said: Said): void =>
  db.put(shipmentSteps, {
    ...{ id: db.newId(), siteId, shipmentId },
    ...said,
    ...{ happenedAt: db.now, saidAt: db.now, saidBy: db.who.user },
  })

export function step(db: Writer, { id, ...said }: Input<'logistics.step'>): Output<'logistics.step'> {
  const shipment = mustSeeShipment(db, id)
  const state = stateOf(db, id)
  if (isOver(state)) throw new Refusal('over', { no: shipment.no, state })
  say(db, id, shipment.siteId, said)
  return { id }
}

export function cost(db: Writer, { id, kind, amountFen, spentOn, note }: Input<'logistics.cost'>): Output<'logistics.cost'> {
  const shipment = mustSeeShipment(db, id)
  if (amountFen === 0) throw new Refusal('nothing-cost')
  const before = costSoFar(db, id, kind)
  if (before + amountFen < 0) throw new Refusal('below-nothing', { beforeFen: before })
  const made = db.newId()
  db.put(shipmentCosts, {
    ...{ id: made, siteId: shipment.siteId, shipmentId: id, kind, amountFen, note },
    ...{ spentOn: spentOn ?? db.today, notedAt: db.now, notedBy: db.who.user },
  })
  keepShares(db, shipment, { id: made, amountFen }, basisOf(db, shipment))
  return { id: made }
}

/** @throws Refusal('weight-missing') naming the parts nobody weighed. */
function mustWeigh(lines: readonly CarriedLine[], basis: LandedBasis | null): void {
  const missing = basis === 'weight' ? unweighed(lines) : []
  if (missing.length > 0) throw new Refusal('weight-missing', { parts: missing.map(({ code, name }) => `${code} ${name}`).join('、') })
}

/** @throws Refusal('weight-missing'). */
function keepShares(db: Writer, shipment: Shipment, cost: { id: string; amountFen: number }, basis: LandedBasis): void {
  const lines = carriedBy(db, shipment)
  mustWeigh(lines, basis)
  const parts = shared(cost.amountFen, basis, lines)
  for (const [at, line] of lines.entries())
    db.put(shipmentShares, {
      ...{ id: shareId(cost.id, line.id, basis), siteId: shipment.siteId, shipmentId: shipment.id, costId: cost.id, sharedBy: basis },
      ...{ lineId: line.id, partId: line.partId, shareFen: parts[at] ?? 0 },
    })
}

/** Shares what it cost by another basis, as long as nothing of it is in the stock ledger. */
export function share(db: Writer, { id, basis }: Input<'logistics.share'>): Output<'logistics.share'> {
  const shipment = mustSeeShipment(db, id)
  if (landingsOf(db, shipment).some(({ landed }) => landed)) throw new Refusal('landed-already', { no: shipment.no })
  mustWeigh(carriedBy(db, shipment), basis)
  const noted = db.all<{ id: string; amountFen: number; kept: number }>(
    `SELECT c.id, c.amount_fen AS amountFen, EXISTS (SELECT 1 FROM shipment_shares s WHERE s.shipment_id = c.shipment_id AND s.cost_id = c.id AND s.shared_by = ?) AS kept
     FROM shipment_costs c WHERE c.shipment_id = ?`,
    basis,
    id,
  )
  // Once some of it is booked another basis would make the shares more or less than the cost, also when another desk booked it unheard.
  const covering = (): void => db.patch(shipments, id, { sharedBy: basis })
  db.expect(shipments, id, 'landed', { covering: () => db.expect(shipments, id, 'sharedBy', { covering }) })
  for (const cost of noted) if (cost.kept === 0) keepShares(db, shipment, cost, basis)
  return { id }
}

/**
 * Puts what the shipment cost into the stock ledger, one entry a cost and line whose goods came. Entries are named by cost and line, so
 * two desks that book without a line, each knowing other goods or costs, together write each share once (sync/SPEC.md, S-MERGE-5).
 */
export function land(db: Writer, { id }: Input<'logistics.land'>): Output<'logistics.land'> {
  const shipment = mustSeeShipment(db, id)
  if (shipment.siteId !== db.who.site) throw new Refusal('not-ours', { no: shipment.no })
  const lines = landingsOf(db, shipment).flatMap(({ moveId, partId, shareFen, landed, cameAt }) =>
    landed || cameAt === null || shareFen === 0 ? [] : [{ id: moveId, partId, units: 0, costFen: shareFen, after: cameAt }],
  )
  if (lines.length === 0) throw new Refusal('nothing-to-land', { no: shipment.no })
  db.expect(shipments, id, 'sharedBy', {
    covering: () => {
      book(db, 'landed', lines, { no: shipment.no, subject: shipment.subject, subjectId: shipment.subjectId })
      db.patch(shipments, id, { landed: 1 })
    },
  })
  return { landedFen: sumFen(lines.map(({ costFen }) => costFen)) }
}

export function damage(db: Writer, { id, partId, ...said }: Input<'logistics.damage'>): Output<'logistics.damage'> {
  const shipment = mustSeeShipment(db, id)
  if (partId !== null) mustKnow(db, partId)
  const made = db.newId()
  db.put(shipmentDamages, {
    ...{ id: made, siteId: shipment.siteId, shipmentId: id, partId },
    ...said,
    ...{ notedAt: db.now, notedBy: db.who.user },
  })
  return { id: made }
}
