// Writes settlements: what is billed is kept as it was billed, under the state of its order; money goes into the ledger of
// receipts under no guard, for it was taken; and the car leaves.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import { chargesOf, type SettledContent } from '../../../shared/modules/settlements/rules.ts'
import { recordUploads, settlementCharges, settlements } from '../../../shared/modules/settlements/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { bookService } from '../receivables/commands.ts'
import { become } from '../workshop/commands.ts'
import { mustBeOpen, mustSeeOrder, type WorkOrder } from '../workshop/queries/facts.ts'
import { takeOff } from '../workshop/commands/lines.ts'
import { dueOf, paidFor, settlementsOf, unbilledOf } from './queries/facts.ts'

export function discount(db: Writer, { workOrderId, labourBp, partsBp }: Input<'settlements.discount'>): Output<'settlements.discount'> {
  mustBeOpen(db, workOrderId)
  return { discountFen: takeOff(db, workOrderId, { labourBp, partsBp }) }
}

function contentOf(db: Writer, order: WorkOrder): SettledContent {
  const site = db.one<{ name: string; legalName: string | null }>(
    'SELECT name, legal_name AS "legalName" FROM sites WHERE id = ?',
    order.siteId,
  )
  const { jobs, parts } = unbilledOf(db, order.id)
  const { vin, plate, carName, receivedOn, km, complaint, finding } = order
  return {
    company: site?.legalName ?? site?.name ?? '',
    ...{ vin, plate, carName, receivedOn, km },
    fault: [complaint, finding].filter(Boolean).join('；'),
    jobs: jobs.map(({ id, code, name, minutes, priceFen, discountFen, payer }) => ({
      ...{ id, code, name, minutes, discountFen, payer },
      amountFen: priceFen,
    })),
    parts: parts.map(({ id, code, name, quantityMilli, priceFen, amountFen, discountFen, payer, origin }) => ({
      ...{ id, code, name, quantityMilli, priceFen, amountFen, discountFen, payer, origin },
    })),
  }
}

function bill(db: Writer, order: WorkOrder, made: { id: string; no: string }, content: SettledContent): void {
  const { byPayer, ...sums } = chargesOf(content)
  const about = { siteId: order.siteId, workOrderId: order.id }
  db.put(settlements, {
    ...made,
    ...about,
    ...sums,
    customerId: order.customerId,
    settledOn: db.today,
    settledAt: db.now,
    settledBy: db.who.user,
    content: JSON.stringify(content),
  })
  for (const charge of byPayer) db.put(settlementCharges, { id: db.newId(), settlementId: made.id, ...about, ...charge })
}

export function settle(db: Writer, { workOrderId }: Input<'settlements.settle'>): Output<'settlements.settle'> {
  const order = mustSeeOrder(db, workOrderId)
  const content = contentOf(db, order)
  if (content.jobs.length + content.parts.length === 0) throw new Refusal('nothing-agreed', { no: order.no })
  const made = { id: db.newId(), no: nextNumber(db, 'WB') }
  if (order.state === 'settled' || order.state === 'delivered') {
    // The same late lines billed at two desks are billed once.
    const nth = settlementsOf(db, order.id).length + 1
    db.unique(`settlement:${order.id} ${nth}`, made.id, { covering: () => bill(db, order, made, content) })
  } else become(db, order, 'settled', null, {}, () => bill(db, order, made, content))
  return { ...made, dueFen: dueOf(db, order.id) }
}

export function collect(db: Writer, { workOrderId, amountFen, ...payment }: Input<'settlements.collect'>): Output<'settlements.collect'> {
  const order = mustSeeOrder(db, workOrderId)
  if (settlementsOf(db, workOrderId).length === 0) throw new Refusal('not-settled', { no: order.no })
  const dueFen = dueOf(db, workOrderId)
  if (amountFen > dueFen) throw new Refusal('beyond-due', { dueFen, amountFen })
  const no = bookService(db, order, { ...payment, amountFen, note: null })
  return { no, dueFen: dueOf(db, workOrderId) }
}

export function giveBack(
  db: Writer,
  { workOrderId, method, amountFen, reason }: Input<'settlements.giveBack'>,
): Output<'settlements.giveBack'> {
  const order = mustSeeOrder(db, workOrderId)
  const paidFen = paidFor(db, workOrderId)
  if (amountFen > paidFen) throw new Refusal('exceeds-received', { amountFen, refundableFen: paidFen })
  const no = bookService(db, order, { method, methodRef: null, amountFen: -amountFen, note: reason })
  return { no, dueFen: dueOf(db, workOrderId) }
}

export function handOver(db: Writer, { workOrderId, evenSo }: Input<'settlements.handOver'>): Output<'settlements.handOver'> {
  const order = mustSeeOrder(db, workOrderId)
  const dueFen = dueOf(db, workOrderId)
  if (order.state === 'settled' && dueFen > 0 && evenSo === null) throw new Refusal('still-due', { dueFen })
  become(db, order, 'delivered', evenSo)
  return { id: workOrderId }
}

export function noteUploaded(db: Writer, { ids, fileName }: Input<'settlements.noteUploaded'>): Output<'settlements.noteUploaded'> {
  for (const settlementId of new Set(ids)) {
    const { siteId } = db.must(settlements, settlementId)
    const id = uuidv5(settlementId, 'uploaded')
    if (!db.row(recordUploads, id))
      db.put(recordUploads, { id, siteId, settlementId, fileName, uploadedBy: db.who.user, uploadedAt: db.now })
  }
  return { count: new Set(ids).size }
}
