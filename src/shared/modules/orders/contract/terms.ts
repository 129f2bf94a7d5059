// What buyer and seller agree on: the car and its price, what comes with it, the loan, and when what is paid.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { VehicleId } from '../../../ids.ts'
import { Fen } from '../../../money.ts'
import { LoanTerms } from '../../loans/rules.ts'
import { receiptKinds } from '../../receivables/rules.ts'
import { InsuranceLines } from '../rules.ts'
import { Note, ShortNote } from './fields.ts'

/** No sale of a car reaches 1 亿元; what is above is a slip of the finger. */
const Amount = Fen.min(0, 'not-negative').max(10_000_000_000, 'too-much')
const Line = z.object({ name: z.string().trim().min(1, 'required').max(60), amountFen: Amount, gift: z.boolean().default(false) })
const PlanLine = z.object({ kind: z.enum(receiptKinds), dueOn: Day.nullable().default(null), amountFen: Amount.min(1, 'not-zero') })

/** What buyer and seller agree on. Without a plan the opening plan is made of the amounts and the advance. */
export const Terms = z.object({
  vehicleId: VehicleId.nullable().default(null),
  /** 指导价. Asked only while no car is chosen; with one, its own holds. */
  listFen: Amount.optional(),
  /** 裸车成交价, with VAT; the car's own price unless told. */
  priceFen: Amount.optional(),
  purchaseTaxFen: Amount.default(0),
  insuranceFen: Amount.default(0),
  insuranceNote: ShortNote,
  plateFeeFen: Amount.default(0),
  plateNote: ShortNote,
  loanFen: Amount.default(0),
  loanBank: ShortNote,
  loanMonths: z.int().min(1, 'not-zero').max(120, 'too-much').nullable().default(null),
  /** Of the offer chosen; counts only with an amount and months. */
  loanTerms: LoanTerms.nullable().default(null),
  lines: z.array(Line).max(40).default([]),
  /** 订金 or 定金 agreed; counts only when the plan is made here. */
  advance: z
    .object({ kind: z.enum(['deposit', 'earnest']), amountFen: Amount })
    .nullable()
    .default(null),
  plan: z.array(PlanLine).max(30).nullable().default(null),
  deliverOn: Day.nullable().default(null),
  note: Note,
  scheme: ShortNote,
  /** Null: as long as the store's quotes hold. */
  validUntil: Day.nullable().default(null),
  /** Line by line; with any, their sum is the insurance. */
  insuranceLines: InsuranceLines.default([]),
  appraisalId: z.string().min(1).max(60).nullable().default(null),
})
export type Terms = z.infer<typeof Terms>
