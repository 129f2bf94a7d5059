// Takes in what files say of people: what they did online, and whom a partner shares on what ground. Who is known by phone
// is not entered again; who is new belongs to the batch.
import { NewCustomer } from '../../../../shared/modules/customers/contract/fields.ts'
import type { NewBehaviour, PartnerCustomer } from '../../../../shared/modules/customers/contract/online.ts'
import { customerBehaviours } from '../../../../shared/modules/customers/tables.ts'
import { joined } from '../../../store/list.ts'
import type { Writer } from '../../../store/write.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { enter } from '../commands.ts'

type Met = { id: string; siteId: string }

/** Whose phone it is here, also earlier in this batch; else somebody new. */
function whose(db: Writer, phone: string, facts: { name: string; source: string }, batchId: string): Met {
  const valid = joined(ofValidBatch(db, 'c.batch_id'))
  const known = db.one<Met>(
    `SELECT c.id, c.site_id AS siteId FROM customers c WHERE c.phone = ? AND c.site_id = ? AND c.merged_into IS NULL AND (c.batch_id = ? OR ${valid.sql})
     ORDER BY c.archived_at IS NOT NULL, c.created_at, c.id LIMIT 1`,
    phone,
    db.who.site,
    batchId,
    ...valid.values,
  )
  if (known) return known
  const id = enter(db, NewCustomer.parse({ name: facts.name, phone, source: facts.source, level: 'N' }), { batchId })
  return { id, siteId: db.who.site }
}

export function bringBehaviour(db: Writer, act: NewBehaviour, batchId: string): void {
  const { phone, name, ...what } = act
  const { id: customerId, siteId } = whose(db, phone, { name: name === '' ? `${act.place}用户` : name, source: act.place }, batchId)
  db.put(customerBehaviours, { id: db.newId(), siteId, customerId, ...what, batchId, createdAt: db.now })
}

/** The customer a partner shares: their id. The ground they were shared on is kept by privacy. */
export const bringPartnerCustomer = (db: Writer, { name, phone, partner }: PartnerCustomer, batchId: string): string =>
  whose(db, phone, { name, source: partner }, batchId).id
