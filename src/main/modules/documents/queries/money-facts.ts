// The facts of an invoice's print sheet, of a cashier's closing and of a letter to who owes, by the field names their templates use.
import { devices, sites } from '../../../../shared/modules/admin/tables.ts'
import { orders } from '../../../../shared/modules/orders/tables.ts'
import type { OrderId } from '../../../../shared/ids.ts'
import type { Reader } from '../../../store/read.ts'
import { card as arrearsCard } from '../../arrears/queries.ts'
import { card as closingCard } from '../../closings/queries.ts'
import { card as invoiceCard } from '../../invoices/queries.ts'
import { carOf } from '../../orders/queries/facts.ts'
import { amount, clock, commonFacts, KINDS, METHODS, type PaperFacts } from './facts.ts'

const STATES: Readonly<Record<string, string>> = {
  prepared: '待开具',
  issued: '已开具',
  voided: '已作废',
  reversed: '已红冲',
  clashed: '开重',
}
const TITLES: Readonly<Record<string, string>> = { 'new-car': '机动车销售统一发票', 'used-car': '二手车销售统一发票' }

/** @throws Refusal('not-found'). */
export function factsOfInvoice(db: Reader, id: string): PaperFacts {
  const { invoice, content, ...card } = invoiceCard(db, { id })
  const order = db.must(orders, invoice.orderId)
  const common = commonFacts(db, { ...order, subjectId: id }, order.vehicleId ? carOf(db, order.vehicleId) : undefined, {
    no: invoice.number ?? order.no,
    version: 1,
    provisional: false,
    rightNo: null,
    signedAs: '',
  })
  const facts = {
    ...common,
    order: { no: order.no, note: order.note ?? '', deliverOn: order.deliverOn ?? '' },
    invoice: {
      ...content,
      title: TITLES[invoice.kind] ?? '',
      state: STATES[invoice.state] ?? '',
      red: invoice.red,
      used: invoice.kind === 'used-car',
      code: invoice.code ?? '',
      number: invoice.number ?? '',
      issuedOn: invoice.issuedOn ?? '',
      rate: `${card.vatBp / 100}%`,
      gross: amount(invoice.grossFen),
      net: amount(invoice.netFen),
      tax: amount(invoice.taxFen),
      machineCode: card.machineCode ?? '',
      machineNo: card.machineNo ?? '',
      machineId: card.machineId ?? '',
      taxControlCode: card.taxControlCode ?? '',
      taxPaymentNo: card.taxPaymentNo ?? '',
      reason: card.reason ?? '',
      redOf: card.redOf?.number ?? '',
    },
  }
  return { facts, title: `开票单 ${order.no} ${invoice.buyerName ?? ''}`.trim(), rev: order.rev, provisional: false, rightNo: null }
}

const CLOSINGS: Readonly<Record<string, string>> = { counted: '待复核', confirmed: '已复核', returned: '已退回' }

/** @throws Refusal('not-found'). */
export function factsOfClosing(db: Reader, id: string): PaperFacts {
  const { closing, counts, payments, note, word } = closingCard(db, { id })
  const site = db.row(sites, db.who.site)
  const facts = {
    site: {
      name: site?.name ?? '',
      legalName: site?.legalName ?? site?.name ?? '',
      address: site?.address ?? '',
      phone: site?.phone ?? '',
    },
    paper: { no: closing.no, device: db.row(devices, db.who.replica)?.name ?? '', by: db.who.name, printedAt: clock(db.now) },
    closing: {
      no: closing.no,
      on: closing.closedOn,
      desk: closing.desk,
      cashier: closing.cashier,
      state: CLOSINGS[closing.state] ?? '',
      countedAt: clock(closing.countedAt),
      confirmedBy: closing.confirmedBy ?? '',
      note: note ?? '',
      word: word ?? '',
      booked: amount(closing.bookedFen),
      counted: amount(closing.countedFen),
      difference: amount(closing.differenceFen),
    },
    counts: counts.map((count) => ({
      method: METHODS[count.method] ?? count.method,
      reason: count.reason,
      booked: amount(count.bookedFen),
      counted: amount(count.countedFen),
      difference: amount(count.countedFen - count.bookedFen),
    })),
    payments: payments.map((payment) => ({
      no: payment.no,
      method: METHODS[payment.method] ?? payment.method,
      name: payment.name,
      at: clock(payment.at).slice(11),
      amount: amount(payment.amountFen),
    })),
  }
  return { facts, title: `交账单 ${closing.no} ${closing.cashier}`.trim(), rev: 1, provisional: false, rightNo: null }
}

/** A letter at the level the debt has reached; of an order that owes nothing it says so by its figures. @throws Refusal('not-found'). */
export function factsOfDunning(db: Reader, orderId: string): PaperFacts {
  const { row, levelName, text, lines } = arrearsCard(db, { orderId: orderId as OrderId })
  const order = db.must(orders, orderId)
  const common = commonFacts(db, { ...order, subjectId: orderId }, order.vehicleId ? carOf(db, order.vehicleId) : undefined, {
    no: order.no,
    version: order.termsRev,
    provisional: false,
    rightNo: null,
    signedAs: '',
  })
  const facts = {
    ...common,
    order: { no: order.no, note: order.note ?? '', deliverOn: order.deliverOn ?? '' },
    dunning: {
      level: levelName ?? '付款提醒',
      text: text ?? '',
      days: String(row?.days ?? 0),
      oldestOn: row?.oldestOn ?? '',
      overdue: amount(row?.overdueFen ?? 0),
      due: amount(row?.dueFen ?? 0),
    },
    lines: lines.map((line) => ({
      kind: KINDS[line.kind] ?? line.kind,
      dueOn: line.dueOn,
      amount: amount(line.amountFen),
      unpaid: amount(line.unpaidFen),
    })),
  }
  return { facts, title: `${levelName ?? '付款提醒'} ${order.no}`, rev: order.rev, provisional: false, rightNo: null }
}
