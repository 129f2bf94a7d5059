// The facts of a work order's papers: what is asked for and agreed to, what was settled with the thirteen facts of its record, and
// the pass by which a car leaves.
import { devices, sites, users } from '../../../../shared/modules/admin/tables.ts'
import { customers } from '../../../../shared/modules/customers/tables.ts'
import type { PaperKind } from '../../../../shared/modules/documents/rules.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Reader } from '../../../store/read.ts'
import { ofOrder as inspectionOf } from '../../inspections/queries.ts'
import { content as settledContent } from '../../settlements/queries.ts'
import { paidFor } from '../../settlements/queries/facts.ts'
import { billFor, jobsOf, mustSeeOrder, partsOf } from '../../workshop/queries/facts.ts'
import { amount, clock, type PaperFacts } from './facts.ts'

export type ServicePaper = Extract<PaperKind, 'workorder' | 'settlement' | 'gatepass' | 'inspection'>
export const isServicePaper = (kind: PaperKind): kind is ServicePaper =>
  kind === 'workorder' || kind === 'settlement' || kind === 'gatepass' || kind === 'inspection'

const KINDS: Readonly<Record<string, string>> = {
  maintenance: '保养',
  repair: '维修',
  body: '钣喷',
  claim: '索赔',
  rescue: '救援',
  comeback: '返修',
}
const PAYERS: Readonly<Record<string, string>> = {
  customer: '客户',
  insurer: '保险',
  warranty: '厂家质保',
  guarantee: '三包',
  internal: '内部',
}
const ORIGINS: Readonly<Record<string, string>> = {
  original: '原厂件',
  equivalent: '质量相当件',
  remanufactured: '再制造件',
  reused: '回用件',
}
const TITLES: Readonly<Record<ServicePaper, string>> = {
  workorder: '维修委托书',
  settlement: '维修结算单',
  gatepass: '出门证',
  inspection: '车况检查单',
}
const FOUND: Readonly<Record<string, string>> = { ok: '正常', watch: '注意', urgent: '尽快' }
const ANSWERS: Readonly<Record<string, string>> = { agreed: '同意处理', declined: '未做' }
const hours = (minutes: number): string => String(Math.round((minutes * 100) / 60) / 100)

type Job = { name: string; code: string | null; minutes: number; priceFen: number; discountFen: number; payer: string }
type Part = Job & { quantityMilli: number; amountFen: number; origin: string }
const jobFacts = ({ name, code, minutes, priceFen, discountFen, payer }: Job) => ({
  name,
  code: code ?? '',
  hours: hours(minutes),
  payer: PAYERS[payer] ?? payer,
  amount: amount(priceFen - discountFen),
})
const partFacts = (part: Omit<Part, 'minutes'>) => ({
  name: part.name,
  code: part.code ?? '',
  quantity: String(part.quantityMilli / 1000),
  origin: ORIGINS[part.origin] ?? part.origin,
  payer: PAYERS[part.payer] ?? part.payer,
  price: amount(part.priceFen),
  amount: amount(part.amountFen - part.discountFen),
})

/** The points that were looked at, as the customer reads them. */
function pointFacts(db: Reader, orderId: string) {
  const { points, counts } = inspectionOf(db, { orderId })
  return {
    found: { ok: String(counts.ok), watch: String(counts.watch), urgent: String(counts.urgent) },
    points: points
      .filter(({ state }) => state !== null)
      .map(({ part, name, unit, state, valueMilli, note, answer, before }) => ({
        ...{ part, name, note: note ?? '' },
        state: FOUND[state ?? ''] ?? '',
        value: valueMilli === null ? '' : `${valueMilli / 1000} ${unit ?? ''}`.trim(),
        answer: ANSWERS[answer ?? ''] ?? '',
        before: before === null ? '' : `${FOUND[before.state] ?? ''} ${before.on}`,
      })),
  }
}

/** @throws Refusal('not-found') also for a settlement of an order that is not settled. */
export function factsOfWorkOrder(db: Reader, kind: ServicePaper, id: string): PaperFacts {
  const order = mustSeeOrder(db, id)
  const settled = settledContent(db, { workOrderId: id })
  const isOfWork = kind === 'workorder' || kind === 'inspection'
  if (!isOfWork && settled.length === 0) throw new Refusal('not-found', { table: 'settlements', id })
  const jobs = isOfWork
    ? jobsOf(db, id).filter(({ decision }) => decision === 'agreed')
    : settled.flatMap(({ content }) => content.jobs.map((job) => ({ ...job, priceFen: job.amountFen })))
  const parts = isOfWork ? partsOf(db, id).filter(({ decision }) => decision === 'agreed') : settled.flatMap(({ content }) => content.parts)
  const lines = {
    jobs: jobs.map((job) => ({ ...job, decision: 'agreed' as const })),
    parts: parts.map((part) => ({ ...part, decision: 'agreed' as const })),
  }
  const bill = billFor(lines.jobs as never, lines.parts as never)
  const site = db.row(sites, order.siteId)
  const customer = db.must(customers, order.customerId)
  const signed = db.one<{ path: string | null; name: string | null; sha256: string; at: number }>(
    'SELECT path, name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? AND path IS NOT NULL ORDER BY signed_at DESC LIMIT 1',
    id,
  )
  const last = settled.at(-1)
  const facts = {
    site: {
      name: site?.name ?? '',
      legalName: site?.legalName ?? site?.name ?? '',
      address: site?.address ?? '',
      phone: site?.phone ?? '',
      uscc: site?.uscc ?? '',
      bank: [site?.bankName, site?.bankAccount].filter(Boolean).join(' '),
    },
    paper: { no: last?.no ?? order.no, device: db.row(devices, db.who.replica)?.name ?? '', by: db.who.name, printedAt: clock(db.now) },
    customer: { name: customer.name ?? '', phone: customer.phone ?? '' },
    consultant: { name: db.row(users, order.adviserId)?.name ?? '' },
    work: {
      no: order.no,
      kind: KINDS[order.kind] ?? order.kind,
      plate: order.plate ?? '',
      vin: order.vin ?? '',
      car: order.carName,
      km: String(order.km),
      fuel: order.fuelPercent === null ? '' : `${order.fuelPercent}%`,
      receivedOn: order.receivedOn,
      promisedAt: order.promisedAt === null ? '' : clock(order.promisedAt),
      fault: [order.complaint, order.finding].filter(Boolean).join('；'),
      settledOn: last?.settledOn ?? '',
      settlementNo: settled.map(({ no }) => no).join('、'),
      labour: amount(bill.labourFen),
      parts: amount(bill.partsFen),
      discount: amount(bill.discountFen),
      total: amount(bill.totalFen),
      customerPays: amount(bill.byPayer.customer),
      paid: amount(paidFor(db, id)),
    },
    jobs: jobs.map(jobFacts),
    goods: parts.map(partFacts),
    ...(kind === 'inspection' ? pointFacts(db, id) : {}),
    signature: {
      path: signed?.path ?? '',
      name: signed?.name ?? '',
      at: signed ? clock(signed.at) : '',
      digest: signed?.sha256 ?? '',
    },
  }
  return { facts, title: `${TITLES[kind]} ${order.plate ?? order.no}`, rev: 1, provisional: false, rightNo: null }
}

/** The newest order a template can be looked at with. */
export const newestFor = (db: Reader, kind: ServicePaper): string | undefined =>
  db.one<{ id: string }>(
    kind === 'workorder' || kind === 'inspection'
      ? 'SELECT id FROM work_orders WHERE site_id = ? ORDER BY received_at DESC LIMIT 1'
      : 'SELECT work_order_id AS id FROM settlements WHERE site_id = ? ORDER BY settled_at DESC LIMIT 1',
    db.who.site,
  )?.id
