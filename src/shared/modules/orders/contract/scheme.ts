// What a quote comes to for its buyer: the car and what comes with it, the old car, the loan, and what is paid at first and in all.
import { z } from 'zod'
import { Fen } from '../../../money.ts'
import { loanMethods } from '../../loans/rules.ts'
import { appraisalStates } from '../../tradeins/rules.ts'
import { orderStates } from '../rules.ts'

const Named = z.array(z.object({ name: z.string(), amountFen: Fen }))
/** One quote whole, as it stands beside others. */
export const Scheme = z.object({
  id: z.string(),
  no: z.string(),
  scheme: z.string().nullable(),
  stage: z.enum(orderStates),
  version: z.int(),
  rev: z.int(),
  createdAt: z.int(),
  validUntil: z.string().nullable(),
  expired: z.boolean(),
  car: z.object({ name: z.string(), stockNo: z.string(), exterior: z.string().nullable() }).nullable(),
  listFen: Fen,
  discountFen: Fen,
  carFen: Fen,
  purchaseTaxFen: Fen,
  insuranceFen: Fen,
  insuranceLines: Named,
  plateFeeFen: Fen,
  accessories: Named,
  accessoriesFen: Fen,
  gifts: Named,
  giftsFen: Fen,
  totalFen: Fen,
  tradeIn: z.object({ id: z.string(), no: z.string(), name: z.string(), allowanceFen: Fen, state: z.enum(appraisalStates) }).nullable(),
  loan: z
    .object({
      fen: Fen,
      bank: z.string().nullable(),
      months: z.int().nullable(),
      method: z.enum(loanMethods).nullable(),
      trueBp: z.int().nullable(),
      monthlyFen: Fen.nullable(),
      interestFen: Fen.nullable(),
      feeFen: Fen.nullable(),
      balloonFen: Fen.nullable(),
    })
    .nullable(),
  /** What the buyer brings at first, the old car taken off. */
  downFen: Fen,
  /** Everything paid in the end, see rules.ts, outlayFen. */
  outlayFen: Fen,
  marginFen: Fen.nullable(),
})
export type Scheme = z.infer<typeof Scheme>
