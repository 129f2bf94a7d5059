// Sets what a person may give away while headquarters cannot be asked.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { approvalLimits } from '../../../../shared/modules/approvals/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { deciders } from '../queries/deputies.ts'

export function setLimit(db: Writer, { userId, maxFen }: Input<'approvals.setLimit'>): Output<'approvals.setLimit'> {
  if (!deciders(db).some(({ id }) => id === userId)) throw new Refusal('cannot-decide')
  const said = { maxFen, setBy: db.who.user, setAt: db.now }
  if (db.row(approvalLimits, userId)) db.patch(approvalLimits, userId, said)
  else db.put(approvalLimits, { id: userId, ...said })
  return { id: userId }
}
