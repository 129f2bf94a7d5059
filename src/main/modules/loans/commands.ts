// Keeps the products lenders offer.
import type { Input, Output } from '../../../shared/contract.ts'
import { loanProducts } from '../../../shared/modules/loans/tables.ts'
import type { Writer } from '../../store/write.ts'

const stored = <T extends { months: readonly number[]; active: boolean }>({ months, active, ...product }: T) => ({
  ...product,
  months: JSON.stringify(months),
  active: active ? 1 : 0,
})

export function addProduct(db: Writer, input: Input<'loans.addProduct'>): Output<'loans.addProduct'> {
  const id = db.newId()
  db.put(loanProducts, { id, ...stored(input) })
  return { id }
}

export function changeProduct(db: Writer, { id, ...input }: Input<'loans.changeProduct'>): Output<'loans.changeProduct'> {
  db.must(loanProducts, id)
  db.patch(loanProducts, id, stored(input))
  return null
}
