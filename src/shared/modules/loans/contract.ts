// What may be asked of loans: the lenders' products, and keeping them. What one costs is arithmetic (rules.ts); which one an
// order agreed on is the order's.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { Fen } from '../../money.ts'
import { loanMethods, subsidisers } from './rules.ts'

const Name = z.string().trim().min(1, 'required').max(60)
const Rate = z.int().min(0, 'not-negative').max(3600, 'too-much')
const Share = z.int().min(0, 'not-negative').max(9000, 'too-much')
const Id = z.string().min(1).max(60)

const shape = z.object({
  name: Name,
  lender: Name,
  method: z.enum(loanMethods),
  /** Basis points a year. */
  lenderBp: Rate,
  buyerBp: Rate,
  subsidiser: z.enum(subsidisers),
  months: z
    .array(z.int().min(1).max(120))
    .min(1, 'required')
    .max(12)
    .transform((list) => [...new Set(list)].toSorted((a, b) => a - b)),
  /** Of the car's price. */
  minDownBp: Share.default(0),
  /** Of the loan. */
  balloonBp: Share.default(0),
  feeBp: Share.default(0),
  maxLoanFen: Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much').nullable().default(null),
  validFromOn: Day,
  validToOn: Day.nullable().default(null),
  active: z.boolean().default(true),
})
/** A spared rate has somebody who bears it; a balloon belongs to its method; an end is not before the beginning. */
const whole = <T extends z.ZodType<z.infer<typeof shape>>>(product: T) =>
  product.superRefine((value, context) => {
    const { lenderBp, buyerBp, subsidiser, method, balloonBp, validFromOn, validToOn } = value as z.infer<typeof shape>
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
    if (buyerBp > lenderBp) wrong('buyerBp', 'above-lender')
    if (buyerBp < lenderBp && subsidiser === 'none') wrong('subsidiser', 'who-bears')
    if (buyerBp === lenderBp && subsidiser !== 'none') wrong('buyerBp', 'nothing-spared')
    if (method === 'balloon' && balloonBp === 0) wrong('balloonBp', 'required')
    if (method !== 'balloon' && balloonBp > 0) wrong('balloonBp', 'no-balloon')
    if (validToOn !== null && validToOn < validFromOn) wrong('validToOn', 'ends-before')
  })

const Kept = shape.extend({ id: Id })
export const LoanProduct = Kept
export type LoanProduct = z.infer<typeof Kept>

export const loans = {
  /** All products, those on offer first. `mayKeep`: this person at this desktop may change them. */
  products: query({
    access: 'orders.view',
    input: z.object({}),
    output: z.object({ products: z.array(Kept), mayKeep: z.boolean(), today: Day }),
    reads: ['loan_products', 'users', 'roles'],
  }),
  addProduct: command({ access: 'orders.loans', input: whole(shape), output: z.object({ id: z.string() }), writes: ['loan_products'] }),
  /** Orders that agreed on it keep what they agreed on. */
  changeProduct: command({ access: 'orders.loans', input: whole(Kept), output: z.null(), writes: ['loan_products'] }),
}
