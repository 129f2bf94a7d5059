// Makes one customer of two entries of one person, and takes that back. Nothing is moved: the row given up names the one
// that is kept, so that orders, receipts and papers keep saying what they said.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { mergedFacts } from '../../../../shared/modules/customers/rules.ts'
import { customers, followUps } from '../../../../shared/modules/customers/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { nothingUnderWay } from '../queries/under-way.ts'
import { reachable } from '../queries/reach.ts'

export function merge(db: Writer, { keep, gone, take }: Input<'customers.merge'>): Output<'customers.merge'> {
  const [kept, given] = [reachable(db, keep), reachable(db, gone)]
  if (kept.archivedAt !== null || given.archivedAt !== null) throw new Refusal('merged-already')
  // Papers under way carry the name and phone of their own customer: that one is kept.
  nothingUnderWay(db, gone)
  const over = mergedFacts(kept, given, take)
  db.claim(customers, keep)
  const planned = db.all<{ id: string }>('SELECT id FROM follow_ups WHERE customer_id = ? AND done_at IS NULL', gone)
  const write = (): void => {
    if (Object.keys(over).length > 0)
      db.patch(customers, keep, Object.fromEntries(Object.entries(over).map(([name, [, since]]) => [name, since])))
    db.patch(customers, gone, { archivedAt: db.now, mergedInto: keep, mergedWas: JSON.stringify(over) })
    for (const { id } of planned) db.patch(followUps, id, { customerId: keep })
  }
  db.expect(customers, keep, 'mergedInto', { covering: () => db.expect(customers, gone, 'mergedInto', { covering: write }) })
  return { id: keep }
}

/** The kept one gives back what it took over from `gone`, as far as nobody changed it since. */
export function giveBack(db: Writer, gone: { mergedInto: string | null; mergedWas: string | null }): void {
  const kept = gone.mergedInto === null ? undefined : db.row(customers, gone.mergedInto)
  if (!kept) return
  const over = JSON.parse(gone.mergedWas ?? '{}') as ReturnType<typeof mergedFacts>
  const back = Object.entries(over).filter(([name, [, since]]) => (kept[name as keyof typeof kept] ?? null) === since)
  if (back.length > 0) db.patch(customers, kept.id, Object.fromEntries(back.map(([name, [before]]) => [name, before])))
}
