// The facts of a paper, by the field names its template uses. Amounts come as text in digits and in 大写, so that a
// template does no arithmetic.
import { Refusal } from '../../../../shared/errors.ts'
import { formatYuan, inChineseCapitals } from '../../../../shared/money.ts'
import { devices, sites, users } from '../../../../shared/modules/admin/tables.ts'
import { customers } from '../../../../shared/modules/customers/tables.ts'
import { maskIdCard } from '../../../../shared/modules/customers/rules.ts'
import { signedAs, type PaperKind } from '../../../../shared/modules/documents/rules.ts'
import type { Scheme } from '../../../../shared/modules/orders/contract/scheme.ts'
import { checksFor } from '../../../../shared/modules/orders/rules.ts'
import { guaranteeDays, lawfulGuarantees } from '../../../../shared/modules/vehicles/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { compare } from '../../orders/queries/compare.ts'
import { checkedCar, knownOrder, loanCostOf, type Car, type Known } from '../../orders/queries/facts.ts'
import { dayOf, timeOf } from '../../../../shared/dates.ts'

type Amount = { text: string; cn: string }
export const amount = (fen: number): Amount => ({ text: formatYuan(fen), cn: inChineseCapitals(fen) })

export const KINDS: Readonly<Record<string, string>> = {
  deposit: '订金',
  earnest: '定金',
  down: '首付',
  balance: '尾款',
  loan: '贷款放款',
  'held-tax': '代收购置税',
  'held-insurance': '代收保险费',
  'held-plates': '代收上牌费',
}
export const METHODS: Readonly<Record<string, string>> = {
  cash: '现金',
  transfer: '转账',
  card: '银行卡',
  wechat: '微信',
  alipay: '支付宝',
  loan: '贷款放款',
  'trade-in': '置换抵扣',
  'write-off': '核销',
}
const LOAN_METHODS: Readonly<Record<string, string>> = { annuity: '等额本息', linear: '等额本金', balloon: '等额本息加尾款' }
const PAPERS: Readonly<Record<string, string>> = {
  'id-card': '居民身份证',
  uscc: '统一社会信用代码',
  passport: '护照',
  'hk-macau': '港澳居民证件',
  taiwan: '台湾居民证件',
  'foreign-resident': '外国人永久居留证',
  military: '军官证',
}
const ENERGIES: Readonly<Record<string, string>> = { fuel: '燃油', nev: '新能源' }
const CHECKS: Readonly<Record<string, string>> = {
  identity: '买方身份已核对',
  phone: '联系电话已核对',
  consent: '个人信息同意书',
  invoice: '机动车销售统一发票',
  'purchase-tax': '车辆购置税完税证明',
  'temporary-plate': '临时号牌',
  condition: '车辆外观、内饰与功能完好',
  accessories: '随车工具与精品齐全',
  explained: '主要功能已讲解',
  keys: '钥匙已交接',
  'joint-check': '双方当面验车',
  'signed-for': '买方签收',
}

type Payment = {
  no: string
  kind: string
  method: string
  method_ref: string | null
  amount_fen: number
  received_on: string
  by: string | null
  note: string | null
}

/** 2026-11-22 10:52 in China. */
export const clock = (at: number): string => `${dayOf(at)} ${timeOf(at)}`

export type PaperFacts = {
  facts: Record<string, unknown>
  title: string
  rev: number
  provisional: boolean
  rightNo: string | null
}

/** Facts of every paper: the store, the people, the car, and what was signed under `about`. */
export function commonFacts(
  db: Reader,
  of: { siteId: string; customerId: string; consultantId: string; subjectId: string },
  car: Car | undefined,
  paper: { no: string; version: number; provisional: boolean; rightNo: string | null; signedAs: string },
): Record<string, unknown> {
  const site = db.row(sites, of.siteId)
  const customer = db.must(customers, of.customerId)
  const consultant = db.row(users, of.consultantId)
  const idNumber = customer.idNumber ?? ''
  const signed = signatureOf(db, of.subjectId, paper.signedAs)
  return {
    site: {
      name: site?.name ?? '',
      legalName: site?.legalName ?? site?.name ?? '',
      address: site?.address ?? '',
      phone: site?.phone ?? '',
      uscc: site?.uscc ?? '',
      bank: [site?.bankName, site?.bankAccount].filter(Boolean).join(' '),
    },
    paper: {
      no: paper.no,
      version: paper.version,
      device: db.row(devices, db.who.replica)?.name ?? '',
      by: db.who.name,
      printedAt: clock(db.now),
      provisional: paper.provisional,
      rightNo: paper.rightNo ?? '',
    },
    customer: {
      name: customer.name ?? '',
      phone: customer.phone ?? '',
      paper: PAPERS[customer.idKind ?? ''] ?? '',
      paperNo: customer.idKind === 'id-card' ? maskIdCard(idNumber) : idNumber,
      address: [customer.province, customer.city, customer.district, customer.address].filter(Boolean).join(''),
    },
    consultant: { name: consultant?.name ?? '', title: consultant?.title ?? '' },
    car: carFacts(db, car),
    signature: {
      path: signed?.path ?? '',
      name: signed?.name ?? '',
      at: signed ? clock(signed.at) : '',
      digest: signed?.sha256 ?? '',
    },
  }
}

const carFacts = (db: Reader, car: Car | undefined) => ({
  name: car?.name ?? '',
  year: car?.modelYear ?? '',
  exterior: car?.exterior ?? '',
  interior: car?.interior ?? '',
  vin: car?.vin ?? '',
  certificateNo: car?.certificateNo ?? '',
  engineNo: engineOf(db, car?.id),
  energy: ENERGIES[car?.energy ?? ''] ?? '',
  seats: car?.seats ?? '',
  stockNo: car?.stockNo ?? '',
})

/** The newest signature a record has under these words: an order's under the number of its terms. */
const signatureOf = (db: Reader, subjectId: string, about: string) =>
  db.one<{ path: string | null; name: string | null; sha256: string; at: number }>(
    'SELECT path, name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? AND about = ? AND path IS NOT NULL ORDER BY signed_at DESC LIMIT 1',
    subjectId,
    about,
  )

/** All a template of an order's paper may name. @throws Refusal('not-found'), Refusal('no-such-receipt'). */
export function factsOfOrder(
  db: Reader,
  about: {
    kind: Exclude<
      PaperKind,
      | 'drive'
      | 'invoice'
      | 'closing'
      | 'dunning'
      | 'workorder'
      | 'settlement'
      | 'gatepass'
      | 'inspection'
      | 'loaner'
      | 'purchase'
      | 'labels'
    >
    orderId: string
    receiptNo: string | null
  },
): PaperFacts {
  const known = knownOrder(db, about.orderId)
  const { order, car, sheet, lines } = known
  const provisional = known.hold === 'provisional'
  const rightNo = rightNoOf(known)
  const cost = loanCostOf(order)
  const common = commonFacts(db, { ...order, subjectId: order.id }, car, {
    no: order.no,
    version: order.termsRev,
    provisional,
    rightNo,
    signedAs: signedAs(about.kind, order.termsRev),
  })
  const facts: Record<string, unknown> = {
    ...common,
    order: { no: order.no, note: order.note ?? '', deliverOn: order.deliverOn ?? '' },
    price: {
      list: amount(order.listFen),
      discount: amount(order.listFen - order.priceFen),
      car: amount(sheet.carFen),
      tax: amount(order.purchaseTaxFen),
      insurance: amount(order.insuranceFen),
      plates: amount(order.plateFeeFen),
      accessories: amount(sheet.accessoriesFen),
      gifts: amount(sheet.giftsFen),
      total: amount(sheet.totalFen),
      loan: amount(sheet.loanFen),
      customerPays: amount(sheet.customerPaysFen),
      insuranceNote: order.insuranceNote ?? '',
      plateNote: order.plateNote ?? '',
      loanBank: order.loanBank ?? '',
      loanMonths: order.loanMonths ?? '',
      loanMethod: LOAN_METHODS[cost?.method ?? ''] ?? '',
      loanMonthly: amount(cost?.firstFen ?? 0),
      loanInterest: amount(cost?.interestFen ?? 0),
      loanBalloon: amount(cost?.balloonFen ?? 0),
      loanFee: amount(cost?.feeFen ?? 0),
      loanRate: cost?.trueBp == null ? '' : `${(cost.trueBp / 100).toFixed(2)}%`,
      accessoryNames: namesOf(lines, 0),
      giftNames: namesOf(lines, 1),
    },
    lines: lines.map((line) => ({ name: line.name, amount: amount(line.amountFen), gift: line.gift === 1 })),
    plan: known.money.lines.map((line) => ({
      kind: KINDS[line.kind] ?? line.kind,
      method: line.kind === 'loan' ? (order.loanBank ?? '贷款') : '',
      dueOn: line.dueOn ?? '',
      amount: amount(line.amountFen),
      received: amount(line.receivedFen),
      open: amount(line.openFen),
    })),
    papers: checksFor(checkedCar(known)).map((check) => ({
      name: check.name ?? CHECKS[check.id] ?? check.id,
      done: known.ticked.includes(check.id),
    })),
  }
  if (about.kind === 'guarantee') facts['guarantee'] = guaranteeOf(db, known)
  if (about.kind === 'comparison') facts['schemes'] = compare(db, { id: order.id as never }).schemes.map(schemeFacts)
  if (about.kind === 'guarantee')
    facts['sale'] = {
      deliveredOn: order.deliveredAt === null ? '' : dayOf(order.deliveredAt),
      dealer: (common['site'] as { legalName: string }).legalName,
    }
  if (about.kind === 'receipt') facts['receipt'] = receiptOf(db, about.orderId, about.receiptNo)
  const title =
    about.kind === 'receipt'
      ? `收据 ${about.receiptNo ?? ''}`
      : `${{ contract: '汽车购买合同', quote: '报价单', comparison: '方案比较', delivery: '交车单', guarantee: '三包凭证' }[about.kind]} ${order.no}`
  return { facts, title: `${title} ${(common['customer'] as { name: string }).name}`.trim(), rev: order.rev, provisional, rightNo }
}

/** The periods in force on the day the car was handed over, and the days they end on; of today's while it was not. */
function guaranteeOf(db: Reader, { order, car }: Known): Record<string, unknown> {
  const from = order.deliveredAt === null ? db.today : dayOf(order.deliveredAt)
  const terms = parameterOn(db, 'three-guarantees', from) ?? lawfulGuarantees
  const days = order.deliveredAt === null ? { repairUntil: '', validUntil: '', nevUntil: '' } : guaranteeDays(terms, from)
  return { ...terms, ...days, compensation: `${terms.compensationBp / 100}%`, nev: car?.energy === 'nev' }
}

const named = (lines: readonly { name: string; amountFen: number }[]): string =>
  lines.map(({ name, amountFen }) => `${name} ${formatYuan(amountFen)}`).join('、')

/** One of the quotes beside each other, see orders, compare. */
const schemeFacts = (scheme: Scheme, at: number): Record<string, unknown> => ({
  name: scheme.scheme ?? `方案 ${at + 1}`,
  no: scheme.no,
  version: scheme.version,
  validUntil: scheme.validUntil ?? '',
  car: [scheme.car?.name, scheme.car?.exterior].filter(Boolean).join(' '),
  list: amount(scheme.listFen),
  discount: amount(scheme.discountFen),
  price: amount(scheme.carFen),
  tax: amount(scheme.purchaseTaxFen),
  insurance: amount(scheme.insuranceFen),
  insuranceLines: named(scheme.insuranceLines),
  plates: amount(scheme.plateFeeFen),
  accessories: named(scheme.accessories),
  accessoriesSum: amount(scheme.accessoriesFen),
  gifts: named(scheme.gifts),
  giftsSum: amount(scheme.giftsFen),
  total: amount(scheme.totalFen),
  oldCar: scheme.tradeIn?.name ?? '',
  tradeIn: amount(scheme.tradeIn?.allowanceFen ?? 0),
  loan: amount(scheme.loan?.fen ?? 0),
  lender: scheme.loan?.bank ?? '',
  months: scheme.loan?.months ?? '',
  method: LOAN_METHODS[scheme.loan?.method ?? ''] ?? '',
  rate: scheme.loan?.trueBp == null ? '' : `${(scheme.loan.trueBp / 100).toFixed(2)}%`,
  monthly: amount(scheme.loan?.monthlyFen ?? 0),
  interest: amount(scheme.loan?.interestFen ?? 0),
  fee: amount(scheme.loan?.feeFen ?? 0),
  balloon: amount(scheme.loan?.balloonFen ?? 0),
  down: amount(scheme.downFen),
  outlay: amount(scheme.outlayFen),
})

/** The number of the sale right that made the order firm when it was signed: papers of one car are ordered by it. */
export const rightNoOf = ({ order, hold }: Known): string | null => (hold === 'firm' ? order.soldUnder : null)

const namesOf = (lines: Known['lines'], gift: number): string =>
  lines
    .filter((line) => line.gift === gift)
    .map((line) => line.name)
    .join('、')
const engineOf = (db: Reader, vehicleId: string | undefined): string =>
  vehicleId ? (db.one<{ no: string | null }>('SELECT engine_no AS no FROM vehicles WHERE id = ?', vehicleId)?.no ?? '') : ''

/** One payment as its receipt shows it: its parts under one number. */
function receiptOf(db: Reader, orderId: string, no: string | null): Record<string, unknown> {
  const rows = db.all<Payment>(
    'SELECT r.no, r.kind, r.method, r.method_ref, r.amount_fen, r.received_on, u.name AS "by", r.note FROM receipts r LEFT JOIN users u ON u.id = r.received_by WHERE r.order_id = ? AND r.no = ? ORDER BY r.id',
    orderId,
    no ?? '',
  )
  const first = rows[0]
  if (!first) throw new Refusal('no-such-receipt', { no })
  const total = rows.reduce((sum, row) => sum + row.amount_fen, 0)
  return {
    no: first.no,
    method: METHODS[first.method] ?? first.method,
    methodRef: first.method_ref ?? '',
    by: first.by ?? '',
    note: first.note ?? '',
    on: first.received_on,
    refund: total < 0,
    amount: amount(Math.abs(total)),
    kinds: [...new Set(rows.map((row) => KINDS[row.kind] ?? row.kind))].join('、'),
    parts: rows.map((row) => ({ kind: KINDS[row.kind] ?? row.kind, amount: amount(Math.abs(row.amount_fen)) })),
  }
}
