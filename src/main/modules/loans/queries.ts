// Reads the products lenders offer.
import type { Output } from '../../../shared/contract.ts'
import { readDesk } from '../../store/desk.ts'
import type { Reader } from '../../store/read.ts'

type Row = Omit<Output<'loans.products'>['products'][number], 'months' | 'active'> & { months: string; active: number }

export function products(db: Reader): Output<'loans.products'> {
  const rows = db.all<Row>(
    `SELECT id, name, lender, method, lender_bp AS "lenderBp", buyer_bp AS "buyerBp", subsidiser, months, min_down_bp AS "minDownBp",
       balloon_bp AS "balloonBp", fee_bp AS "feeBp", max_loan_fen AS "maxLoanFen", valid_from_on AS "validFromOn", valid_to_on AS "validToOn", active
     FROM loan_products ORDER BY active DESC, lender, name, id`,
  )
  return {
    products: rows.map(({ months, active, ...row }) => ({ ...row, months: JSON.parse(months) as number[], active: active === 1 })),
    mayKeep: db.who.permissions.has('orders.loans') && readDesk(db).reach === 'group',
    today: db.today,
  }
}
