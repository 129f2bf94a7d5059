// What stands on a car's invoice (机动车销售统一发票, 二手车销售统一发票), what must be there before it may be issued, and how
// its price splits into value and tax. The tax platform issues invoices; this prepares and records them.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { splitVat, type Fen } from '../../money.ts'
import { checkIdCard, checkPlate, checkUscc } from '../customers/rules.ts'
import { checkVin, normalVin } from '../vehicles/rules.ts'

/** 机动车销售统一发票 · 二手车销售统一发票. */
export const invoiceKinds = ['new-car', 'used-car'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]
/** 电子发票 · 纸质发票. */
export const invoiceForms = ['electronic', 'paper'] as const
export type InvoiceForm = (typeof invoiceForms)[number]

/**
 * 待开具 · 已开具 · 已作废 · 已被红冲 · 开重. `clashed`: another desktop had prepared the invoice of the same order first; it is
 * dropped, or reversed where it was issued.
 */
export const invoiceStates = ['prepared', 'issued', 'voided', 'reversed', 'clashed'] as const
export type InvoiceState = (typeof invoiceStates)[number]

export const buyerKinds = ['person', 'company'] as const
const line = (most: number) => z.string().trim().max(most).default('')

/** The fields a person may fill in, as the form has them. Empty text: not there. */
const Fields = z.object({
  buyerKind: z.enum(buyerKinds),
  /** 购买方名称 · 身份证号码/组织机构代码 · 纳税人识别号. */
  buyerName: line(100),
  buyerPaperNo: line(40),
  buyerTaxNo: line(40),
  /** 车辆类型 · 厂牌型号 · 产地. */
  vehicleType: line(40),
  brandModel: line(100),
  origin: line(60),
  /** 合格证号 · 进口证明书号 · 商检单号. */
  certificateNo: line(60),
  importNo: line(60),
  inspectionNo: line(60),
  engineNo: line(60),
  vin: line(30),
  /** 销货单位 名称 · 电话 · 纳税人识别号 · 账号 · 地址 · 开户银行. */
  sellerName: line(100),
  sellerPhone: line(40),
  sellerTaxNo: line(40),
  sellerAccount: line(60),
  sellerAddress: line(200),
  sellerBank: line(100),
  /** 主管税务机关及代码. */
  taxOffice: line(100),
  taxOfficeCode: line(20),
  /** 吨位 · 限乘人数. */
  tonnage: line(20),
  seats: line(4),
  note: line(200),
  /** 开票人. */
  drawer: line(40),
  /** 二手车: 车牌照号 · 登记证号 · 转入地车辆管理所. */
  plateNo: line(20),
  registrationNo: line(40),
  transferTo: line(100),
})
export type InvoiceContent = z.infer<typeof Fields>
export type InvoiceField = keyof InvoiceContent
export const invoiceFields = Object.keys(Fields.shape) as InvoiceField[]

type Problem = { field: InvoiceField; code: 'required' | 'id-number' | 'tax-number' | 'vin' | 'seats' | 'tax-office' | 'plate' }

const always: readonly InvoiceField[] = [
  'buyerName',
  'buyerPaperNo',
  'vehicleType',
  'brandModel',
  'engineNo',
  'vin',
  'sellerName',
  'sellerPhone',
  'sellerTaxNo',
  'sellerAddress',
  'drawer',
]
const ofKind: Readonly<Record<InvoiceKind, readonly InvoiceField[]>> = {
  'new-car': ['origin', 'sellerAccount', 'sellerBank', 'taxOffice', 'taxOfficeCode', 'seats'],
  'used-car': ['plateNo', 'registrationNo', 'transferTo'],
}

/** The fields that must be filled in: of a new car its certificate, or where it was built abroad import paper and inspection. */
export function requiredFields(kind: InvoiceKind, content: Pick<InvoiceContent, 'vin' | 'buyerKind'>): InvoiceField[] {
  const abroad = content.vin !== '' && !normalVin(content.vin).startsWith('L')
  const papers: readonly InvoiceField[] = kind === 'used-car' ? [] : abroad ? ['importNo', 'inspectionNo'] : ['certificateNo']
  return [...always, ...ofKind[kind], ...papers, ...(content.buyerKind === 'company' ? (['buyerTaxNo'] as const) : [])]
}

/** Everything that keeps an invoice from being issued, at once. */
export function problemsOf(kind: InvoiceKind, content: InvoiceContent): Problem[] {
  const missing = requiredFields(kind, content).filter((field) => content[field] === '')
  const problems: Problem[] = missing.map((field) => ({ field, code: 'required' }))
  const wrong = (field: InvoiceField, code: Problem['code'], right: boolean): void => {
    if (content[field] !== '' && !right) problems.push({ field, code })
  }
  const company = content.buyerKind === 'company'
  // A person may show another paper than the 18 digits of an identity card; what looks like one must be right.
  const looksLikeCard = /^\d{17}[\dXx]$/.test(content.buyerPaperNo)
  wrong('buyerPaperNo', 'id-number', company ? checkUscc(content.buyerPaperNo).ok : !looksLikeCard || checkIdCard(content.buyerPaperNo).ok)
  wrong('buyerTaxNo', 'tax-number', checkUscc(content.buyerTaxNo).ok || checkIdCard(content.buyerTaxNo).ok)
  wrong('sellerTaxNo', 'tax-number', checkUscc(content.sellerTaxNo).ok)
  wrong('vin', 'vin', checkVin(content.vin).ok || !normalVin(content.vin).startsWith('L'))
  wrong('seats', 'seats', /^[1-9]\d?$/.test(content.seats))
  wrong('taxOfficeCode', 'tax-office', /^\d{9,11}$/.test(content.taxOfficeCode))
  wrong('plateNo', 'plate', checkPlate(content.plateNo).ok)
  return problems
}

/** The content of an invoice of one kind: parsed, it lacks nothing. */
export const Content = Fields
export const prepared = <Shape extends { kind: InvoiceKind; content: InvoiceContent }>(input: Shape, ctx: z.RefinementCtx): void => {
  for (const { field, code } of problemsOf(input.kind, input.content))
    ctx.addIssue({ code: 'custom', path: ['content', field], message: code })
}

/** 价税合计 = 不含税价 + 税额, to the 分; negative for a red invoice. */
export const amountsOf = (grossFen: Fen, vatBp: number): { grossFen: Fen; netFen: Fen; taxFen: Fen } => ({
  grossFen,
  ...splitVat(grossFen, vatBp),
})

export const numberProblems = ['code', 'number', 'machine'] as const
/**
 * What the tax platform gave: an electronic invoice has a number of 20 digits and no code, a paper one a code of 10 or 12
 * and a number of 8, with what its printer wrote (机打代码, 机打号码, 机器编号, 税控码).
 */
export const Numbers = z.object({
  code: line(12),
  number: line(20),
  issuedOn: Day,
  machineCode: line(20),
  machineNo: line(20),
  machineId: line(20),
  taxControlCode: line(200),
})
export type Numbers = z.infer<typeof Numbers>

export function problemsOfNumbers(form: InvoiceForm, numbers: Numbers): (typeof numberProblems)[number][] {
  if (form === 'electronic')
    return [...(numbers.code === '' ? [] : ['code' as const]), ...(/^\d{20}$/.test(numbers.number) ? [] : ['number' as const])]
  return [
    ...(/^(\d{10}|\d{12})$/.test(numbers.code) ? [] : ['code' as const]),
    ...(/^\d{8}$/.test(numbers.number) ? [] : ['number' as const]),
    // Code and number are printed twice so that a wrongly fed sheet is noticed.
    ...((numbers.machineCode === '' || numbers.machineCode === numbers.code) &&
    (numbers.machineNo === '' || numbers.machineNo === numbers.number)
      ? []
      : ['machine' as const]),
  ]
}

/** 作废: one that was never issued at any time, a paper one within its month. An issued electronic one is reversed. */
export const mayVoid = (invoice: { state: InvoiceState; form: InvoiceForm; issuedOn: string | null }, today: Day): boolean =>
  invoice.issuedOn === null
    ? invoice.state === 'prepared' || invoice.state === 'clashed'
    : invoice.form === 'paper' &&
      (invoice.state === 'issued' || invoice.state === 'clashed') &&
      invoice.issuedOn.slice(0, 7) === today.slice(0, 7)

/** 红冲: the whole of an issued invoice that is no red one itself. */
export const mayReverse = (invoice: { state: InvoiceState; issuedOn: string | null; redOf: string | null }): boolean =>
  (invoice.state === 'issued' || invoice.state === 'clashed') && invoice.issuedOn !== null && invoice.redOf === null

/** 主管税务机关, a dated parameter: the office a store's invoices name. */
export const TaxOffice = z.object({
  name: z.string().trim().min(1, 'required').max(100),
  code: z
    .string()
    .trim()
    .regex(/^\d{9,11}$/, 'tax-office'),
})
