// Reads invoices: the list, one with the way out of a clash, and what the invoice of an order would say.
import type { InferSelectModel } from 'drizzle-orm'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { sites } from '../../../shared/modules/admin/tables.ts'
import { customers } from '../../../shared/modules/customers/tables.ts'
import {
  Content,
  type InvoiceContent,
  type InvoiceForm,
  type InvoiceKind,
  type InvoiceState,
  mayReverse,
  mayVoid,
} from '../../../shared/modules/invoices/rules.ts'
import { invoices } from '../../../shared/modules/invoices/tables.ts'
import { vehicles } from '../../../shared/modules/vehicles/tables.ts'
import { inOrder, joined, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { knownOrder, type Known, reachOf } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'

export type Invoice = InferSelectModel<typeof invoices>
type Row = Output<'invoices.page'>['rows'][number]

/** @throws Refusal('not-found') also for one this person may not see the order of. */
export function mustSee(db: Reader, id: string): Invoice {
  const row = db.must(invoices, id)
  const reach = reachOf(db.who)
  if (!db.one(`SELECT 1 FROM orders o WHERE o.id = ? AND ${reach.sql}`, row.orderId, ...reach.values))
    throw new Refusal('not-found', { table: 'invoices', id })
  return row
}

function rowsOf(db: Reader, ids: readonly string[]): Row[] {
  const standings = db.states(ids)
  const rows = db.all<Omit<Row, 'red' | 'standing'> & { red: number }>(
    `SELECT i.id, i.order_id AS orderId, o.no AS orderNo, i.kind, i.form, i.state, i.red_of IS NOT NULL AS red, i.buyer_name AS buyerName, i.vin,
       i.gross_fen AS grossFen, i.net_fen AS netFen, i.tax_fen AS taxFen, i.code, i.number, i.issued_on AS issuedOn, coalesce(u.name, '') AS preparedBy,
       i.prepared_at AS preparedAt
     FROM json_each(?) j JOIN invoices i ON i.id = j.value JOIN orders o ON o.id = i.order_id LEFT JOIN users u ON u.id = i.prepared_by`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({ ...row, red: row.red === 1, standing: standings.get(row.id) ?? 'alone' })),
  )
}

export function page(db: Reader, request: Input<'invoices.page'>): Output<'invoices.page'> {
  const counted = (column: string): string => `sum(iif(i.state IN ('prepared', 'issued', 'reversed'), i.${column}, 0))`
  const { ids, ...sums } = listed(db, request, {
    from: 'invoices i JOIN orders o ON o.id = i.order_id',
    id: 'i.id',
    columns: {
      orderNo: { sql: 'o.no', kind: 'text' },
      orderId: { sql: 'i.order_id', kind: 'text' },
      kind: { sql: 'i.kind', kind: 'text' },
      form: { sql: 'i.form', kind: 'text' },
      state: { sql: 'i.state', kind: 'text', order: `instr('clashed prepared issued reversed voided', i.state)` },
      red: { sql: `iif(i.red_of IS NULL, 'no', 'yes')`, kind: 'text' },
      buyerName: { sql: 'i.buyer_name', kind: 'text' },
      vin: { sql: 'i.vin', kind: 'text', order: 'substr(i.vin, -8)' },
      number: { sql: 'i.number', kind: 'text' },
      gross: { sql: 'i.gross_fen', kind: 'number' },
      issuedOn: { sql: 'i.issued_on', kind: 'day' },
      preparedAt: { sql: 'i.prepared_at', kind: 'instant', indexed: true },
    },
    where: [reachOf(db.who)],
    search: (text) => {
      const typed = text.trim().toUpperCase()
      if (typed === '') return null
      const ways = [
        part('instr(i.number, ?) > 0', typed),
        part('instr(i.vin, ?) > 0', typed),
        meant('order', text, 'i.order_id'),
        meant('customer', text, 'o.customer_id'),
      ]
      return joined(
        ways.filter((way): way is Part => way !== null),
        'OR',
      )
    },
    order: 'i.prepared_at DESC',
    indexed: true,
    tie: 'i.prepared_at DESC, i.id DESC',
    totals: { gross: counted('gross_fen'), net: counted('net_fen'), tax: counted('tax_fen') },
  })
  return { rows: rowsOf(db, ids), ...sums }
}

/** All fields of an invoice: the buyer's stand apart, so that they can be forgotten. */
export const contentOf = (row: Invoice): InvoiceContent =>
  Content.parse({
    ...(JSON.parse(row.content) as object),
    buyerName: row.buyerName ?? '',
    buyerPaperNo: row.buyerPaperNo ?? '',
    buyerTaxNo: row.buyerTaxNo ?? '',
    vin: row.vin,
  })

/** The invoice an order has: prepared or issued, no red one, none that clashed. */
export const standingOf = (db: Reader, orderId: string, other = ''): { id: string; number: string | null; by: string } | undefined =>
  db.one(
    `SELECT i.id, i.number, coalesce(u.name, '') AS by FROM invoices i LEFT JOIN users u ON u.id = i.prepared_by
     WHERE i.order_id = ? AND i.red_of IS NULL AND i.state IN ('prepared', 'issued') AND i.id <> ? ORDER BY i.state DESC LIMIT 1`,
    orderId,
    other,
  )

export const judged = (row: Invoice): { state: InvoiceState; form: InvoiceForm; issuedOn: string | null; redOf: string | null } => ({
  state: row.state as InvoiceState,
  form: row.form as InvoiceForm,
  issuedOn: row.issuedOn,
  redOf: row.redOf,
})

export function card(db: Reader, { id }: Input<'invoices.card'>): Output<'invoices.card'> {
  const row = mustSee(db, id)
  const [invoice] = rowsOf(db, [id])
  if (!invoice) throw new Refusal('not-found', { table: 'invoices', id })
  const first = row.redOf ? db.row(invoices, row.redOf) : undefined
  const red = db.one<{ id: string; number: string | null; state: InvoiceState }>(
    `SELECT id, number, state FROM invoices WHERE red_of = ? AND state IN ('prepared', 'issued') LIMIT 1`,
    id,
  )
  const holder = row.state === 'clashed' ? standingOf(db, row.orderId, id) : undefined
  return {
    invoice,
    content: contentOf(row),
    vatBp: row.vatBp,
    machineCode: row.machineCode,
    machineNo: row.machineNo,
    machineId: row.machineId,
    taxControlCode: row.taxControlCode,
    taxPaymentNo: row.taxPaymentNo,
    reason: row.reason,
    redOf: first ? { id: first.id, number: first.number } : null,
    redBy: red ?? null,
    holder: holder ? { id: holder.id, number: holder.number, preparedBy: holder.by } : null,
    mayVoid: mayVoid(judged(row), db.today),
    mayReverse: mayReverse(judged(row)) && red === undefined,
  }
}

type Obstacle = NonNullable<Output<'invoices.basis'>['obstacle']>

/** Why an order may not be invoiced: it must be signed, have its car for sure, and no invoice yet. */
export function obstacleTo(db: Reader, about: Known): Obstacle | null {
  if (about.order.signedAt === null || about.stage === 'cancelled') return 'not-signed'
  if (!about.car) return 'no-car'
  if (about.stage !== 'delivered') {
    if (about.hold === 'none') return 'not-reserved'
    if (about.hold === 'provisional') return 'provisional'
  }
  return standingOf(db, about.order.id) ? 'already-invoiced' : null
}

export const rateFor = (db: Reader, kind: InvoiceKind): number | null =>
  parameterOn(db, kind === 'new-car' ? 'vat-rate' : 'used-car-vat', db.today)

export function basis(db: Reader, { orderId }: Input<'invoices.basis'>): Output<'invoices.basis'> {
  const about = knownOrder(db, orderId)
  const { order, car, sheet } = about
  const customer = db.row(customers, order.customerId)
  const site = db.row(sites, order.siteId)
  const stock = car ? db.row(vehicles, car.id) : undefined
  const office = parameterOn(db, 'tax-office', db.today)
  const company = customer?.kind === 'company'
  const used = stock?.plate != null && stock.state !== 'demo'
  const built = stock === undefined || stock.vin.startsWith('L')
  return {
    orderNo: order.no,
    kind: used ? 'used-car' : 'new-car',
    carFen: sheet.carFen,
    mostFen: sheet.ownFen,
    vat: { 'new-car': rateFor(db, 'new-car'), 'used-car': rateFor(db, 'used-car') },
    obstacle: obstacleTo(db, about),
    content: Content.parse({
      buyerKind: company ? 'company' : 'person',
      buyerName: customer?.name ?? '',
      buyerPaperNo: customer?.idNumber ?? '',
      buyerTaxNo: company ? (customer?.idNumber ?? '') : '',
      vehicleType: stock?.seats && stock.seats > 9 ? '大型普通客车' : '小型轿车',
      brandModel: stock ? `${stock.series.startsWith(stock.brand) ? '' : `${stock.brand} `}${stock.series} ${stock.model}` : '',
      origin: stock?.origin ?? (built ? '中国' : ''),
      certificateNo: stock?.certificateNo ?? '',
      engineNo: stock?.engineNo ?? '',
      vin: stock?.vin ?? '',
      sellerName: site?.legalName ?? site?.name ?? '',
      sellerPhone: site?.phone ?? '',
      sellerTaxNo: site?.uscc ?? '',
      sellerAccount: site?.bankAccount ?? '',
      sellerAddress: site?.address ?? '',
      sellerBank: site?.bankName ?? '',
      taxOffice: office?.name ?? '',
      taxOfficeCode: office?.code ?? '',
      seats: stock?.seats ? String(stock.seats) : '',
      drawer: db.who.name,
      plateNo: stock?.plate ?? '',
    }),
  }
}
