// The evidence of a price under cost (价格行为合规指南, 2026): what the car had cost, which rebates were on paper, what was
// left, and why it was asked for all the same. A ledger row of its own, so that no later rebate changes what was known.
import { priceProofs } from '../../../../shared/modules/orders/tables.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Writer } from '../../../store/write.ts'
import { parameterOn } from '../../admin/queries.ts'
import { costKnown } from '../../approvals/queries.ts'
import type { Order } from '../queries/facts.ts'

/** Nothing for a price that covers the cost, or where the cost is not known here. @throws Refusal('reason-needed'). */
export function proveBelowCost(
  db: Writer,
  order: Pick<Order, 'id' | 'siteId' | 'priceFen'> & { vehicleId: string },
  { termsRev, reason }: { termsRev: number; reason: string | null },
): void {
  const known = costKnown(db, order.vehicleId, order.priceFen)
  if (!known || known.marginFen >= 0 || !(parameterOn(db, 'below-cost-warning', db.today) ?? true)) return
  if (!reason) throw new Refusal('reason-needed')
  db.put(priceProofs, {
    id: db.newId(),
    siteId: order.siteId,
    orderId: order.id,
    termsRev,
    vehicleId: order.vehicleId,
    priceFen: order.priceFen,
    costFen: known.costFen,
    rebateFen: known.rebateFen,
    documented: JSON.stringify(known.documented),
    marginFen: known.marginFen,
    reason,
    notedBy: db.who.user,
    notedAt: db.now,
  })
}
