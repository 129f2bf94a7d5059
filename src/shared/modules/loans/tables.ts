// What lenders offer: the products a quote chooses from.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const loanProducts = table(
  'loan_products',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    lender: text('lender').notNull(),
    /** annuity | linear | balloon */
    method: text('method').notNull(),
    lenderBp: integer('lender_bp').notNull(),
    buyerBp: integer('buyer_bp').notNull(),
    /** none | maker | store */
    subsidiser: text('subsidiser').notNull(),
    /** A JSON list of whole months, ascending. */
    months: text('months').notNull(),
    /** Least down payment, of the car's price. */
    minDownBp: integer('min_down_bp').notNull().default(0),
    /** 尾款, of the loan; 0 unless the method is balloon. */
    balloonBp: integer('balloon_bp').notNull().default(0),
    /** 手续费, of the loan. */
    feeBp: integer('fee_bp').notNull().default(0),
    maxLoanFen: integer('max_loan_fen'),
    validFromOn: text('valid_from_on').notNull(),
    validToOn: text('valid_to_on'),
    active: integer('active').notNull().default(1),
  },
)
