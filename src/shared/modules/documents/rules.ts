// What a template may say: kinds of paper, the named fields of each, and the field list an editor offers. Rendering is
// main's; a template is text with fields, it runs no script and reaches nothing else.

import { z } from 'zod'
import { invoiceFields } from '../invoices/rules.ts'

/** What a pad draws on, in its own units. */
export const PAD = { width: 600, height: 200 } as const
/** An SVG path of straight strokes, `M12 30L14 33 19 40M…`, inside the pad. Two points are a slip of the hand, not a signature. */
export const SignaturePath = z
  .string()
  .max(40_000, 'too-long')
  .regex(/^(?:M\d{1,3} \d{1,3}L\d{1,3} \d{1,3}(?: \d{1,3} \d{1,3})*)+$/, 'not-signed')
  .refine((path) => (path.match(/\d+/g) ?? []).length >= 12, { message: 'not-signed' })

export const pictureKinds = ['image/jpeg', 'image/png'] as const
/** What proves something: pictures, and papers that came as PDF. */
export const evidenceKinds = [...pictureKinds, 'application/pdf'] as const
/** Bytes of one picture, or of one PDF; a window makes photos smaller before it sends them. */
export const PICTURE_LIMIT = 2_000_000

/** 驾驶证 · 出车时车况 · 还车时车况 · 交车 · 申请材料 · PDI · 旧车评估 · 环车检查 · 维修. */
export const attachmentKinds = [
  'licence',
  'damage-out',
  'damage-in',
  'handover',
  'application',
  'inspection',
  'appraisal',
  'walk-round',
  'work',
  'claim',
] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

export const paperKinds = [
  'contract',
  'quote',
  'comparison',
  'receipt',
  'delivery',
  'guarantee',
  'drive',
  'invoice',
  'closing',
  'dunning',
  'workorder',
  'settlement',
  'gatepass',
  'inspection',
  'loaner',
  'purchase',
  'labels',
] as const
export type PaperKind = (typeof paperKinds)[number]

/** How a field is shown by itself: amounts have `…` in digits and `….cn` in 大写. */
export type FieldKind = 'text' | 'money' | 'day' | 'flag' | 'list'
export type Field = { path: string; kind: FieldKind; fields?: readonly Field[] }

const text = (...paths: string[]): Field[] => paths.map((path) => ({ path, kind: 'text' }))
const money = (...paths: string[]): Field[] => paths.map((path) => ({ path, kind: 'money' }))

/** Of every paper, whatever it is about. */
const common: readonly Field[] = [
  ...text('site.name', 'site.legalName', 'site.address', 'site.phone', 'site.uscc', 'site.bank'),
  ...text('paper.no', 'paper.version', 'paper.printedAt', 'paper.device', 'paper.by', 'paper.copies', 'paper.archiveNo'),
  { path: 'paper.provisional', kind: 'flag' },
  ...text('paper.rightNo'),
  ...text(
    'customer.name',
    'customer.phone',
    'customer.paper',
    'customer.paperNo',
    'customer.address',
    'consultant.name',
    'consultant.title',
  ),
  ...text(
    'car.name',
    'car.year',
    'car.exterior',
    'car.interior',
    'car.vin',
    'car.certificateNo',
    'car.engineNo',
    'car.energy',
    'car.seats',
    'car.stockNo',
  ),
  // Signed on the screen: the strokes on a ground of PAD's size, who, when, and the digest of all that was signed.
  ...text('signature.path', 'signature.name', 'signature.at', 'signature.digest'),
]
const always: readonly Field[] = [...common, ...text('order.no', 'order.note'), { path: 'order.deliverOn', kind: 'day' }]
const prices: readonly Field[] = [
  ...money(
    'price.list',
    'price.discount',
    'price.car',
    'price.tax',
    'price.insurance',
    'price.plates',
    'price.accessories',
    'price.gifts',
    'price.total',
    'price.loan',
    'price.loanMonthly',
    'price.loanInterest',
    'price.loanBalloon',
    'price.loanFee',
    'price.customerPays',
  ),
  ...text(
    'price.insuranceNote',
    'price.plateNote',
    'price.loanBank',
    'price.loanMonths',
    'price.loanMethod',
    'price.loanRate',
    'price.accessoryNames',
    'price.giftNames',
  ),
  { path: 'lines', kind: 'list', fields: [...text('name'), ...money('amount'), { path: 'gift', kind: 'flag' }] },
  {
    path: 'plan',
    kind: 'list',
    fields: [...text('kind', 'method'), ...money('amount', 'received', 'open'), { path: 'dueOn', kind: 'day' }],
  },
]

const service: readonly Field[] = [
  ...common.filter(({ path }) => !path.startsWith('car.') && path !== 'consultant.title'),
  ...text(
    'work.no',
    'work.kind',
    'work.plate',
    'work.vin',
    'work.car',
    'work.km',
    'work.fuel',
    'work.promisedAt',
    'work.fault',
    'work.settlementNo',
  ),
  { path: 'work.receivedOn', kind: 'day' },
  { path: 'work.settledOn', kind: 'day' },
  ...money('work.labour', 'work.parts', 'work.discount', 'work.total', 'work.customerPays', 'work.paid'),
  { path: 'jobs', kind: 'list', fields: [...text('name', 'code', 'hours', 'payer'), ...money('amount')] },
  { path: 'goods', kind: 'list', fields: [...text('name', 'code', 'quantity', 'origin', 'payer'), ...money('price', 'amount')] },
]

/** The fields a template of each kind may name. */
export const fieldsOf: Readonly<Record<PaperKind, readonly Field[]>> = {
  workorder: service,
  settlement: service,
  gatepass: service,
  inspection: [
    ...service,
    ...text('found.ok', 'found.watch', 'found.urgent'),
    { path: 'points', kind: 'list', fields: text('part', 'name', 'state', 'value', 'note', 'answer', 'before') },
  ],
  purchase: [
    ...text('site.name', 'site.legalName', 'site.address', 'site.phone', 'site.uscc', 'site.bank'),
    ...text('paper.no', 'paper.printedAt', 'paper.device', 'paper.by', 'paper.archiveNo'),
    ...text('supplier.name', 'supplier.contact', 'supplier.phone', 'supplier.terms'),
    ...text('purchase.no', 'purchase.state', 'purchase.reason', 'purchase.askedBy', 'purchase.decidedBy'),
    { path: 'purchase.dueOn', kind: 'day' },
    ...money('purchase.amount'),
    { path: 'goods', kind: 'list', fields: [...text('code', 'name', 'quantity'), ...money('amount')] },
  ],
  labels: [
    ...text('site.name', 'site.legalName'),
    ...text('paper.no', 'paper.printedAt', 'paper.device', 'paper.by', 'paper.archiveNo'),
    { path: 'labels', kind: 'list', fields: text('code', 'name', 'bin', 'unit', 'maker', 'scan', 'bars', 'width') },
  ],
  contract: [...always, ...prices],
  quote: [...always, ...prices],
  comparison: [
    ...common,
    {
      path: 'schemes',
      kind: 'list',
      fields: [
        ...text('name', 'no', 'version', 'car', 'insuranceLines', 'accessories', 'gifts', 'oldCar', 'lender', 'months', 'method', 'rate'),
        { path: 'validUntil', kind: 'day' },
        ...money(
          'list',
          'discount',
          'price',
          'tax',
          'insurance',
          'plates',
          'accessoriesSum',
          'giftsSum',
          'total',
          'tradeIn',
          'loan',
          'monthly',
          'interest',
          'fee',
          'balloon',
          'down',
          'outlay',
        ),
      ],
    },
  ],
  receipt: [
    ...always,
    ...text('receipt.no', 'receipt.method', 'receipt.methodRef', 'receipt.by', 'receipt.kinds', 'receipt.note'),
    { path: 'receipt.on', kind: 'day' },
    ...money('receipt.amount'),
    { path: 'receipt.refund', kind: 'flag' },
    { path: 'receipt.parts', kind: 'list', fields: [...text('kind'), ...money('amount')] },
  ],
  delivery: [
    ...always,
    ...money('price.car', 'price.total'),
    { path: 'papers', kind: 'list', fields: [...text('name'), { path: 'done', kind: 'flag' }] },
  ],
  guarantee: [
    ...always,
    { path: 'sale.deliveredOn', kind: 'day' },
    ...text(
      'sale.dealer',
      'guarantee.repairMonths',
      'guarantee.repairKm',
      'guarantee.repairUntil',
      'guarantee.validMonths',
      'guarantee.validKm',
      'guarantee.validUntil',
      'guarantee.returnDays',
      'guarantee.seriousDays',
      'guarantee.seriousKm',
      'guarantee.repairDays',
      'guarantee.sameFaultTimes',
      'guarantee.compensation',
      'guarantee.nevMonths',
      'guarantee.nevKm',
      'guarantee.nevUntil',
    ),
    { path: 'guarantee.nev', kind: 'flag' },
  ],
  drive: [
    ...common,
    ...text(
      'drive.no',
      'drive.slot',
      'drive.route',
      'drive.routeKm',
      'drive.kmOut',
      'drive.fuelOut',
      'drive.licenceNo',
      'drive.licenceClass',
      'drive.licenceUntil',
      'drive.plate',
    ),
    { path: 'drive.on', kind: 'day' },
  ],
  loaner: [
    ...common,
    ...text(
      'loan.no',
      'loan.plate',
      'loan.order',
      'loan.driver',
      'loan.licenceNo',
      'loan.licenceClass',
      'loan.licenceUntil',
      'loan.outAt',
      'loan.dueAt',
      'loan.kmOut',
      'loan.fuelOut',
      'loan.inAt',
      'loan.kmIn',
      'loan.fuelIn',
      'loan.returnNote',
    ),
  ],
  invoice: [
    ...always,
    ...invoiceFields.map((field): Field => ({ path: `invoice.${field}`, kind: 'text' })),
    ...text('invoice.title', 'invoice.state', 'invoice.code', 'invoice.number', 'invoice.rate', 'invoice.reason', 'invoice.redOf'),
    ...text('invoice.machineCode', 'invoice.machineNo', 'invoice.machineId', 'invoice.taxControlCode', 'invoice.taxPaymentNo'),
    { path: 'invoice.issuedOn', kind: 'day' },
    ...money('invoice.gross', 'invoice.net', 'invoice.tax'),
    { path: 'invoice.red', kind: 'flag' },
    { path: 'invoice.used', kind: 'flag' },
  ],
  dunning: [
    ...always,
    ...text('dunning.level', 'dunning.text', 'dunning.days'),
    { path: 'dunning.oldestOn', kind: 'day' },
    ...money('dunning.overdue', 'dunning.due'),
    { path: 'lines', kind: 'list', fields: [...text('kind'), { path: 'dueOn', kind: 'day' }, ...money('amount', 'unpaid')] },
  ],
  closing: [
    ...text('site.name', 'site.legalName', 'site.address', 'site.phone'),
    ...text('paper.no', 'paper.printedAt', 'paper.device', 'paper.by', 'paper.archiveNo'),
    ...text(
      'closing.no',
      'closing.desk',
      'closing.cashier',
      'closing.state',
      'closing.countedAt',
      'closing.confirmedBy',
      'closing.note',
      'closing.word',
    ),
    { path: 'closing.on', kind: 'day' },
    ...money('closing.booked', 'closing.counted', 'closing.difference'),
    { path: 'counts', kind: 'list', fields: [...text('method', 'reason'), ...money('booked', 'counted', 'difference')] },
    { path: 'payments', kind: 'list', fields: [...text('no', 'method', 'name', 'at'), ...money('amount')] },
  ],
}

/** Every path a template may use, lists with their parts as `plan.amount`. */
export function pathsOf(kind: PaperKind): Set<string> {
  const paths = new Set<string>()
  for (const field of fieldsOf[kind]) {
    paths.add(field.path)
    for (const part of field.fields ?? []) paths.add(`${field.path}.${part.path}`)
  }
  return paths
}

/** What a signature on an order's paper is about: the terms it shows, or the delivery. Quotes and receipts are not signed on the screen. */
export function signedAs(kind: PaperKind, termsRev: number): string {
  if (kind === 'contract') return `terms ${termsRev}`
  return kind === 'delivery' || kind === 'guarantee' ? 'delivery' : ''
}
