// Writes what an old car is, what it counts for, whose word that has, and its way into stock and onto an order.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { appraisalMoves, type AppraisalState, type Damage, reasonsToAsk } from '../../../shared/modules/tradeins/rules.ts'
import { appraisals } from '../../../shared/modules/tradeins/tables.ts'
import { checkVin, vinAcceptable, type Energy } from '../../../shared/modules/vehicles/rules.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { parameterOn } from '../admin/queries.ts'
import { claim } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { credit } from '../receivables/commands.ts'
import { arriveUsed } from '../vehicles/commands.ts'
import { attach } from '../documents/commands/attach.ts'
import { mustSeeAppraisal } from './queries/facts.ts'

const stored = <T extends { condition: object; damages: readonly string[] }>({ condition, damages, ...car }: T) => ({
  ...car,
  condition: JSON.stringify(condition),
  damages: JSON.stringify(damages),
})

/** The appraisal, if it may go into that state. @throws Refusal('closed'). */
function toBe(db: Writer, id: string, state: AppraisalState) {
  const row = mustSeeAppraisal(db, id)
  if (!appraisalMoves[row.state as AppraisalState].includes(state)) throw new Refusal('closed', { no: row.no, state: row.state })
  return row
}

const picture = (db: Writer, { id, siteId }: { id: string; siteId: string }, photos: readonly Photo[]): void =>
  attach(db, { subject: 'appraisals', subjectId: id, siteId }, 'appraisal', photos)

export function appraise(db: Writer, { customerId, photos, ...car }: Input<'tradeins.appraise'>): Output<'tradeins.appraise'> {
  if (!db.one('SELECT 1 FROM customers WHERE id = ? AND archived_at IS NULL', customerId)) throw new Refusal('no-such-customer')
  const customer = reachable(db, customerId)
  claim(db, customerId)
  const made = { id: db.newId(), no: nextNumber(db, 'TI') }
  db.put(appraisals, {
    ...made,
    ...stored(car),
    siteId: customer.siteId,
    state: 'open',
    customerId,
    appraiserId: db.who.user,
    createdAt: db.now,
  })
  picture(db, { id: made.id, siteId: customer.siteId }, photos)
  return made
}

const NOTHING_SAID = { askedFor: null, decidedBy: null, decidedAt: null, comment: null }

export function reappraise(db: Writer, { id, photos, ...car }: Input<'tradeins.reappraise'>): Output<'tradeins.reappraise'> {
  const row = mustSeeAppraisal(db, id)
  if (row.state === 'taken') throw new Refusal('closed', { no: row.no, state: row.state })
  const worth = { retailFen: null, reconFen: null, purchaseFen: null, allowanceFen: null, valuedBy: null, valuedAt: null }
  db.patch(appraisals, id, { ...stored(car), ...worth, ...NOTHING_SAID, state: 'open' })
  picture(db, row, photos)
  return { id }
}

export function value(db: Writer, { id, ...worth }: Input<'tradeins.value'>): Output<'tradeins.value'> {
  const row = toBe(db, id, 'ready')
  if (worth.reconFen > worth.retailFen) throw new Refusal('below-nothing')
  const reasons = reasonsToAsk(worth, {
    minMarginBp: parameterOn(db, 'trade-in-margin', db.today) ?? 0,
    damages: JSON.parse(row.damages) as Damage[],
  })
  db.patch(appraisals, id, {
    ...worth,
    ...NOTHING_SAID,
    valuedBy: db.who.user,
    valuedAt: db.now,
    state: reasons.length > 0 ? 'asked' : 'ready',
    askedFor: reasons.length > 0 ? JSON.stringify(reasons) : null,
  })
  return { askedFor: reasons }
}

export function decide(db: Writer, { id, allowed, comment }: Input<'tradeins.decide'>): Output<'tradeins.decide'> {
  const row = mustSeeAppraisal(db, id)
  if (row.state !== 'asked') throw new Refusal('not-asked', { no: row.no, state: row.state })
  if (row.valuedBy === db.who.user) throw new Refusal('own-valuation')
  if (!allowed && comment === null) throw new Refusal('comment-needed')
  // The word is about these figures: valued anew meanwhile, it falls away.
  db.expect(appraisals, id, 'valuedAt', {
    covering: () => db.patch(appraisals, id, { state: allowed ? 'ready' : 'refused', decidedBy: db.who.user, decidedAt: db.now, comment }),
  })
  return { id }
}

export function take(db: Writer, { id, orderId, location }: Input<'tradeins.take'>): Output<'tradeins.take'> {
  const row = mustSeeAppraisal(db, id)
  const { allowanceFen, retailFen, reconFen } = row
  if (row.state !== 'ready' || allowanceFen === null || retailFen === null) throw new Refusal('not-ready', { no: row.no, state: row.state })
  if (row.vin === null) throw new Refusal('vin-needed')
  const { no } = credit(db, {
    orderId,
    customerId: row.customerId,
    amountFen: allowanceFen,
    source: id,
    reference: row.no,
    method: 'trade-in',
  })
  const car = arriveUsed(db, {
    vin: row.vin,
    vinOverride: vinAcceptable(checkVin(row.vin), '') ? null : row.no,
    brand: row.brand,
    series: row.series,
    model: row.model,
    modelYear: row.modelYear,
    exterior: row.exterior,
    energy: row.energy as Energy,
    plate: row.plate,
    priceFen: retailFen,
    // What it stands at: the allowance and what it still takes to make it ready.
    costFen: allowanceFen + (reconFen ?? 0),
    location,
    note: row.no,
  })
  db.expect(appraisals, id, 'state', {
    covering: () => db.patch(appraisals, id, { state: 'taken', orderId, vehicleId: car.id }),
  })
  return { no, stockNo: car.stockNo }
}

export function drop(db: Writer, { id, comment }: Input<'tradeins.drop'>): Output<'tradeins.drop'> {
  toBe(db, id, 'dropped')
  db.patch(appraisals, id, { state: 'dropped', decidedBy: db.who.user, decidedAt: db.now, comment })
  return { id }
}
