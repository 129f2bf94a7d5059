// What the quote form holds, how it becomes the entry's input, and the figures it shows while one types.
import type { Output } from '../../../shared/contract.ts'
import { earnestLimit, priceSheet, purchaseTax, type PriceSheet, type PurchaseTax } from '../../../shared/modules/orders/rules.ts'
import type { LoanTerms } from '../../../shared/modules/loans/rules.ts'
import { openingPlan, type ReceiptKind } from '../../../shared/modules/receivables/rules.ts'
import { sumFen, type Fen } from '../../../shared/money.ts'
import type { Found } from '../../ui/ComboField.tsx'

export type Basis = Output<'orders.basis'>
export type QuoteLine = { name: string; amountFen: Fen | null; gift: boolean }
export type InsuranceRow = { name: string; amountFen: Fen | null }
export type PlanRow = { kind: ReceiptKind; dueOn: string | null; amountFen: Fen | null }

export type QuoteValues = {
  customer: Found | null
  car: Found | null
  listFen: Fen | null
  priceFen: Fen | null
  /** The tax follows the price by the rule; else what was typed. */
  taxByRule: boolean
  purchaseTaxFen: Fen | null
  insuranceFen: Fen | null
  insuranceNote: string
  insuranceLines: InsuranceRow[]
  plateFeeFen: Fen | null
  plateNote: string
  loanFen: Fen | null
  loanBank: string
  loanMonths: number | null
  /** Of the offer chosen; its fee and balloon are those of the amount it was chosen for. */
  loanTerms: LoanTerms | null
  lines: QuoteLine[]
  advanceKind: 'none' | 'deposit' | 'earnest'
  advanceFen: Fen | null
  /** Null: the plan follows the price. */
  plan: PlanRow[] | null
  deliverOn: string | null
  note: string
  scheme: string
  validUntil: string | null
  tradeIn: string | null
}

export const emptyQuote: QuoteValues = {
  customer: null,
  car: null,
  listFen: null,
  priceFen: null,
  taxByRule: true,
  purchaseTaxFen: null,
  insuranceFen: null,
  insuranceNote: '',
  insuranceLines: [],
  plateFeeFen: null,
  plateNote: '',
  loanFen: null,
  loanBank: '',
  loanMonths: null,
  loanTerms: null,
  lines: [],
  advanceKind: 'none',
  advanceFen: null,
  plan: null,
  deliverOn: null,
  note: '',
  scheme: '',
  validUntil: null,
  tradeIn: null,
}

type Terms = Output<'orders.terms'>

/** An order's terms as the form edits them; `car` names its car. A plan or a tax of its own stays one. */
export function quoteOf(terms: Terms, car: Found | null, basis: Basis | undefined): QuoteValues {
  const typed = automatic(terms, car)
  const byRule = figuresOf({ ...typed, taxByRule: true }, basis).purchaseTaxFen
  const values = { ...typed, taxByRule: byRule > 0 && byRule === terms.purchaseTaxFen }
  const planned = (plan: readonly { kind: string; amountFen: Fen | null }[]): string =>
    JSON.stringify(plan.map(({ kind, amountFen }) => [kind, amountFen]))
  return planned(figuresOf(values, basis).plan) === planned(terms.plan) ? values : { ...values, plan: terms.plan }
}

function automatic(terms: Terms, car: Found | null): QuoteValues {
  const advance = terms.plan.find((line) => line.kind === 'deposit' || line.kind === 'earnest')
  return {
    ...emptyQuote,
    customer: { id: terms.customer.id, label: terms.customer.name },
    car,
    listFen: terms.listFen,
    priceFen: terms.priceFen,
    taxByRule: false,
    purchaseTaxFen: terms.purchaseTaxFen || null,
    insuranceFen: terms.insuranceFen || null,
    insuranceNote: terms.insuranceNote ?? '',
    insuranceLines: terms.insuranceLines,
    plateFeeFen: terms.plateFeeFen || null,
    plateNote: terms.plateNote ?? '',
    loanFen: terms.loanFen || null,
    loanBank: terms.loanBank ?? '',
    loanMonths: terms.loanMonths,
    loanTerms: terms.loanTerms,
    lines: terms.lines,
    advanceKind: advance ? (advance.kind as 'deposit' | 'earnest') : 'none',
    advanceFen: advance?.amountFen ?? null,
    deliverOn: terms.deliverOn,
    note: terms.note ?? '',
    scheme: terms.scheme ?? '',
    validUntil: terms.validUntil,
    tradeIn: terms.appraisalId,
  }
}

export type Figures = {
  sheet: PriceSheet
  tax: PurchaseTax | null
  purchaseTaxFen: Fen
  plan: { kind: ReceiptKind; dueOn: string | null; amountFen: Fen }[]
  planFen: Fen
  earnestRoomFen: Fen | null
  discountFen: Fen
}

/** With lines the insurance is their sum. */
export const insuranceOf = ({ insuranceFen, insuranceLines }: Pick<QuoteValues, 'insuranceFen' | 'insuranceLines'>): Fen =>
  insuranceLines.length === 0 ? (insuranceFen ?? 0) : sumFen(insuranceLines.map(({ amountFen }) => amountFen ?? 0))

/** The figures as they stand; a field that is empty counts as nothing. */
export function figuresOf(values: QuoteValues, basis: Basis | undefined): Figures {
  const listFen = values.listFen ?? 0
  const priceFen = values.priceFen ?? listFen
  const tax = basis?.vehicle
    ? purchaseTax({ priceFen, energy: basis.vehicle.energy, on: basis.today, parameters: basis.purchaseTax })
    : null
  const purchaseTaxFen = values.taxByRule ? (tax?.taxFen ?? 0) : (values.purchaseTaxFen ?? 0)
  const amounts = {
    purchaseTaxFen,
    insuranceFen: insuranceOf(values),
    plateFeeFen: values.plateFeeFen ?? 0,
    loanFen: values.loanFen ?? 0,
  }
  const sheet = priceSheet({
    ...amounts,
    listFen,
    discountFen: listFen - priceFen,
    accessories: values.lines.map((line) => ({ fen: line.amountFen ?? 0, gift: line.gift })),
  })
  const advance = values.advanceKind === 'none' ? null : { kind: values.advanceKind, amountFen: values.advanceFen ?? 0 }
  const plan = values.plan
    ? values.plan.map((row) => ({ ...row, amountFen: row.amountFen ?? 0 }))
    : openingPlan({ ...amounts, ownFen: Math.max(0, sheet.ownFen), advance }).map((line) => ({
        ...line,
        dueOn: line.kind === 'loan' ? null : values.deliverOn,
      }))
  return {
    sheet,
    tax,
    purchaseTaxFen,
    plan,
    planFen: sumFen(plan.map((line) => line.amountFen)),
    earnestRoomFen: basis?.earnestCeilingBp == null ? null : earnestLimit(Math.max(0, sheet.ownFen), basis.earnestCeilingBp),
    discountFen: listFen - priceFen,
  }
}

/** The entry's input without who and which order. */
export function termsInput(values: QuoteValues, basis: Basis | undefined): Record<string, unknown> {
  const { purchaseTaxFen } = figuresOf(values, basis)
  return {
    vehicleId: values.car?.id ?? null,
    ...(values.listFen === null ? {} : { listFen: values.listFen }),
    ...(values.priceFen === null ? {} : { priceFen: values.priceFen }),
    purchaseTaxFen,
    insuranceFen: insuranceOf(values),
    insuranceNote: values.insuranceNote,
    insuranceLines: values.insuranceLines
      .filter((line) => line.name.trim() !== '' || line.amountFen !== null)
      .map((line) => ({ ...line, amountFen: line.amountFen ?? 0 })),
    plateFeeFen: values.plateFeeFen ?? 0,
    plateNote: values.plateNote,
    loanFen: values.loanFen ?? 0,
    loanBank: values.loanBank,
    loanMonths: values.loanFen ? values.loanMonths : null,
    loanTerms: values.loanFen ? values.loanTerms : null,
    lines: values.lines
      .filter((line) => line.name.trim() !== '' || line.amountFen !== null)
      .map((line) => ({ ...line, amountFen: line.amountFen ?? 0 })),
    advance: values.advanceKind === 'none' || !values.advanceFen ? null : { kind: values.advanceKind, amountFen: values.advanceFen },
    plan: values.plan?.map((row) => ({ ...row, amountFen: row.amountFen ?? 0 })) ?? null,
    deliverOn: values.deliverOn,
    note: values.note,
    scheme: values.scheme,
    validUntil: values.validUntil,
    appraisalId: values.tradeIn,
  }
}

/** What consent and signature are about: changing any of it makes the order a quote again. */
export const subjectOf = (values: QuoteValues, purchaseTaxFen: Fen): string =>
  JSON.stringify([
    values.car?.id ?? null,
    values.listFen,
    values.priceFen,
    purchaseTaxFen,
    insuranceOf(values),
    values.plateFeeFen ?? 0,
    values.loanFen ?? 0,
    values.lines.map((line) => [line.name.trim(), line.amountFen ?? 0, line.gift]),
  ])
