// One order with everything its screen shows: who and what, money with its parts, words, paper, what happened, what
// comes next and what this person may do.
import type { Input, Output } from '../../../../shared/contract.ts'
import { inForce } from '../../../../shared/dates.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import {
  blockersOfDelivery,
  checksFor,
  isExpired,
  nextAction,
  purchaseTax,
  type CancelKind,
  type OrderAction,
} from '../../../../shared/modules/orders/rules.ts'
import { handovers } from '../../../../shared/modules/orders/tables.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import { signedAs } from '../../../../shared/modules/documents/rules.ts'
import type { ReceiptKind, ReceiptMethod } from '../../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../../shared/money.ts'
import type { Permission } from '../../../../shared/permissions.ts'
import type { Standing } from '../../../../shared/standing.ts'
import type { Reader } from '../../../store/read.ts'
import { parametersOf } from '../../admin/queries.ts'
import { levelsFor, marginOf, mayDecide, namesOf, stepsOf } from '../../approvals/queries.ts'
import { attachedTo } from '../../documents/queries/attached.ts'
import { list as printed } from '../../documents/queries/papers.ts'
import { caseOf, checkedCar, factsOf, grouped, insuranceLinesOf, isClosed, knownOrder, loanCostOf, sharedBay, type Known } from './facts.ts'
import { oldCarOf } from './compare.ts'
import { timeline } from './timeline.ts'

type Card = Output<'orders.card'>

function price(db: Reader, { order, car, sheet, lines }: Known): Card['price'] {
  const rates = parametersOf(db, 'purchase-tax')
  const cost = loanCostOf(order)
  const marginFen = db.who.permissions.has('vehicles.cost') ? marginOf(db, order.vehicleId, order.priceFen) : null
  const tax = car ? purchaseTax({ priceFen: order.priceFen, energy: car.energy, on: db.today, parameters: rates }) : null
  return {
    listFen: order.listFen,
    carFen: sheet.carFen,
    discountFen: order.listFen - order.priceFen,
    discountBp: sheet.discountBp,
    purchaseTaxFen: order.purchaseTaxFen,
    taxBaseFen: tax?.baseFen ?? null,
    taxRelief: (inForce(rates, db.today)?.value.nevReliefBp ?? 0) > 0 && car?.energy === 'nev',
    insuranceFen: order.insuranceFen,
    insuranceNote: order.insuranceNote,
    insuranceLines: insuranceLinesOf(order),
    plateFeeFen: order.plateFeeFen,
    plateNote: order.plateNote,
    lines: lines.map(({ id, name, amountFen, gift }) => ({ id, name, amountFen, gift: gift === 1 })),
    accessoriesFen: sheet.accessoriesFen,
    giftsFen: sheet.giftsFen,
    ownFen: sheet.ownFen,
    heldFen: sheet.heldFen,
    totalFen: sheet.totalFen,
    loanFen: sheet.loanFen,
    loanBank: order.loanBank,
    loanMonths: order.loanMonths,
    loanCost: cost,
    customerPaysFen: sheet.customerPaysFen,
    marginFen: marginFen === null ? null : marginFen - (cost?.subsidiser === 'store' ? cost.subsidyFen : 0),
  }
}

type Booked = {
  id: string
  no: string
  kind: ReceiptKind
  method: ReceiptMethod
  methodRef: string | null
  amountFen: number
  receivedOn: string
  receivedAt: number
  by: string
  replica: string | null
  reverses: string | null
  reversed: number
  note: string | null
}
const WORST: readonly Standing[] = ['needs-you', 'local', 'sent', 'confirmed', 'alone']
const worst = (standings: readonly (Standing | undefined)[]): Standing => WORST.find((standing) => standings.includes(standing)) ?? 'alone'

/** Rows under one number are one payment, in the order they were taken. */
function payments(db: Reader, orderId: string, devices: ReadonlyMap<string, string>): Card['money']['payments'] {
  const rows = db.all<Booked>(
    `SELECT r.id, r.no, r.kind, r.method, r.method_ref AS "methodRef", r.amount_fen AS "amountFen", r.received_on AS "receivedOn", r.received_at AS "receivedAt",
       coalesce(u.name, '') AS by, (SELECT c.replica FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = r.id ORDER BY t.n LIMIT 1) AS replica,
       (SELECT x.no FROM receipts x WHERE x.id = r.reverses_id) AS reverses, EXISTS (SELECT 1 FROM receipts x WHERE x.reverses_id = r.id) AS reversed, r.note
     FROM receipts r LEFT JOIN users u ON u.id = r.received_by WHERE r.order_id = ? ORDER BY r.received_at, r.no, r.id`,
    orderId,
  )
  const standings = db.states(rows.map((row) => row.id))
  return [...grouped(rows, (row) => row.no).values()].map((parts) => {
    const [first] = parts as [Booked, ...Booked[]]
    return {
      no: first.no,
      parts: parts.map(({ id, kind, amountFen }) => ({ id, kind, amountFen })),
      method: first.method,
      methodRef: first.methodRef,
      amountFen: sumFen(parts.map((part) => part.amountFen)),
      receivedOn: first.receivedOn,
      receivedAt: first.receivedAt,
      by: first.by,
      device: devices.get(first.replica ?? '') ?? null,
      standing: worst(parts.map((part) => standings.get(part.id))),
      reverses: first.reverses,
      reversed: first.reversed === 1,
      note: first.note,
    }
  })
}

function words(db: Reader, { order, word }: Known, devices: ReadonlyMap<string, string>): Card['approvals'] {
  const steps = stepsOf(db, order.id)
  const [users, roles] = [namesOf(db, 'users'), namesOf(db, 'roles')]
  const standings = db.states(steps.map((step) => step.id))
  return {
    state: word,
    steps: steps.map((step) => ({
      id: step.id,
      level: step.level,
      roleName: roles.get(step.roleId) ?? '',
      state: step.state,
      termsRev: step.termsRev,
      reason: step.reason,
      requestedBy: users.get(step.requestedBy) ?? '',
      requestedAt: step.requestedAt,
      decidedBy: step.decidedBy ? (users.get(step.decidedBy) ?? '') : null,
      decidedAt: step.decidedAt,
      comment: step.comment,
      device: step.decidedBy ? (devices.get(lastReplica(db, step.id) ?? '') ?? null) : null,
      standing: standings.get(step.id) ?? 'alone',
    })),
  }
}

const lastReplica = (db: Reader, rowId: string): string | undefined =>
  db.one<{ replica: string }>(
    'SELECT c.replica FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = ? ORDER BY t.n DESC LIMIT 1',
    rowId,
  )?.replica

/** Who has the car: the other order's number where it may be seen, else the site whose desktop took it. */
function lostTo(db: Reader, { order, stage }: Known): Card['lostTo'] {
  if (stage !== 'car-lost') return null
  const other = order.lostTo
    ? db.one<{ no: string; site: string | null }>(
        'SELECT o.no, s.name AS site FROM orders o LEFT JOIN sites s ON s.id = o.site_id WHERE o.id = ?',
        order.lostTo,
      )
    : undefined
  if (other) return { no: other.no, siteName: other.site }
  const taker = order.vehicleId
    ? db.one<{ site: string | null }>(
        `SELECT s.name AS site FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n JOIN devices d ON d.id = c.replica LEFT JOIN sites s ON s.id = d.site_id
         WHERE t.row_id = ? AND c.state = 'foreign' AND c.command LIKE 'orders.%' ORDER BY c.n DESC LIMIT 1`,
        order.vehicleId,
      )
    : undefined
  return { no: null, siteName: taker?.site ?? null }
}

function checks(db: Reader, about: Known): Card['checks'] {
  const rows = db.all<{ item: string; done: number; by: string | null; at: number | null }>(
    'SELECT k.item, k.done, u.name AS by, k.done_at AS at FROM order_ticks k LEFT JOIN users u ON u.id = k.done_by WHERE k.order_id = ?',
    about.order.id,
  )
  return checksFor(checkedCar(about)).map(({ id, name, group, required, firm }) => {
    const row = rows.find((each) => each.item === id && each.done === 1)
    return {
      id,
      name,
      group,
      required,
      open: !firm || about.hold === 'firm',
      done: row !== undefined,
      by: row?.by ?? null,
      at: row?.at ?? null,
    }
  })
}

/** The appointment and, where papers were missing, by whose word the car went all the same. */
function handoverOf(db: Reader, order: Known['order']): Card['handover'] {
  const row = db.row(handovers, order.id)
  if (!row) return null
  const { appointedOn: on, slot, bay, note, overrideReason, overrideBy, overrideAt, missing } = row
  return {
    on,
    slot,
    bay,
    note,
    shared: sharedBay(db, order, row)?.no ?? null,
    override:
      overrideReason === null
        ? null
        : {
            reason: overrideReason,
            by: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', overrideBy)?.name ?? '',
            at: overrideAt ?? 0,
            missing: readList(missing ?? '[]'),
          },
  }
}

type Proof = Card['proofs'][number]
const proofs = (db: Reader, id: string): Proof[] =>
  !db.who.permissions.has('vehicles.cost')
    ? []
    : db
        .all<Omit<Proof, 'documented'> & { documented: string }>(
          `SELECT p.id, p.terms_rev AS "termsRev", p.price_fen AS "priceFen", p.cost_fen AS "costFen", p.rebate_fen AS "rebateFen", p.documented,
             p.margin_fen AS "marginFen", p.reason, coalesce(u.name, '') AS by, p.noted_at AS at
           FROM price_proofs p LEFT JOIN users u ON u.id = p.noted_by WHERE p.order_id = ? ORDER BY p.noted_at DESC, p.id`,
          id,
        )
        .map((row) => ({ ...row, documented: JSON.parse(row.documented) as Proof['documented'] }))

const signatures = (db: Reader, { id, termsRev }: Known['order']): Card['signed'] =>
  db.all(
    `SELECT iif(about = 'delivery', 'delivery', 'terms') AS about, name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? AND about IN (?, ?) ORDER BY signed_at`,
    id,
    signedAs('contract', termsRev),
    signedAs('delivery', termsRev),
  )

/** Open cases about the order itself, and about a car it wanted to hold. */
const openCases = (db: Reader, id: string): Card['cases'] =>
  db.all(
    `SELECT k.id, k.kind, k.opened_at AS "openedAt" FROM cases k WHERE k.state = 'open' AND ${caseOf('?', '?')} ORDER BY k.opened_at`,
    id,
    id,
  )

/** What may be done with an order as it stands, by whom it may be done at all. */
function deeds(db: Reader, { order, stage, car, hold, money }: Known): Card['may'] {
  const right = (permission: Permission): boolean => db.who.permissions.has(permission)
  const open = !isClosed(stage)
  const edits = open && right('orders.edit')
  const held = hold !== 'none'
  const possible: readonly (readonly [Card['may'][number], boolean])[] = [
    ['change', edits],
    ['place', edits && stage === 'quoted' && car !== undefined],
    ['withdraw', edits && stage === 'awaiting-approval'],
    ['sign', edits && stage === 'approved' && car !== undefined],
    [
      'reserve',
      edits &&
        car !== undefined &&
        ((stage === 'signed' && !held) ||
          (stage === 'car-lost' && (held || car.holderId === null)) ||
          (!held && (stage === 'reserved' || stage === 'paid'))),
    ],
    ['changeVehicle', edits && stage !== 'draft' && car !== undefined],
    ['check', edits && car !== undefined],
    ['appoint', edits && car !== undefined],
    ['cancel', edits],
    ['deliver', stage === 'paid' && right('orders.deliver')],
    ['override', stage === 'paid' && right('orders.deliver') && right('orders.override')],
    ['receive', open && right('receivables.receive')],
    ['refund', money.netFen > 0 && right('receivables.refund')],
    ['print', right('documents.print')],
    ['decide', stage === 'awaiting-approval' && mayDecide(db, order)],
  ]
  return possible.filter(([, yes]) => yes).map(([deed]) => deed)
}

function next(db: Reader, about: Known): Card['next'] {
  const { order, sheet, stage, hold, money } = about
  const asks = stage === 'quoted' && levelsFor(db, { ...order, totalFen: sheet.totalFen }).length > 0
  const action: OrderAction = stage === 'car-lost' && hold !== 'none' ? 'reserve' : nextAction(factsOf(about, asks))
  const customerDueFen = money.dueFen - money.loanDueFen
  const amountFen = action === 'receive-payment' ? customerDueFen || money.dueFen : action === 'refund' ? money.overFen : null
  return { action, amountFen }
}

export function card(db: Reader, { id }: Input<'orders.card'>): Output<'orders.card'> {
  const about = knownOrder(db, id)
  const { order, car, money, stage, hold, word } = about
  const devices = namesOf(db, 'devices')
  const customer = db.one<{ name: string | null; phone: string | null; kind: string }>(
    'SELECT name, phone, kind FROM customers WHERE id = ?',
    order.customerId,
  )
  const taken = payments(db, id, devices)
  const asked = words(db, about, devices)
  const decidedAt = asked.steps
    .filter((step) => step.termsRev === order.termsRev && step.state === 'approved')
    .map((step) => step.decidedAt ?? 0)
  const cases = openCases(db, id)
  const settled = stage === 'paid' || stage === 'delivered'
  const { holderId: _holder, ...vehicle } = car ?? { holderId: null, id: '' }
  return {
    id,
    no: order.no,
    rev: order.rev,
    termsRev: order.termsRev,
    stage,
    rejected: order.state === 'awaiting-approval' && word === 'rejected',
    standing: cases.length > 0 ? 'needs-you' : (db.states([id]).get(id) ?? 'alone'),
    hold,
    siteName: db.one<{ name: string }>('SELECT name FROM sites WHERE id = ?', order.siteId)?.name ?? '',
    customer: {
      id: order.customerId,
      name: customer?.name ?? '',
      phone: customer?.phone ? maskPhone(customer.phone) : null,
      company: customer?.kind === 'company',
    },
    vehicle: car ? (vehicle as Card['vehicle']) : null,
    consultant: {
      id: order.consultantId,
      name: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', order.consultantId)?.name ?? '',
    },
    deliverOn: order.deliverOn,
    note: order.note,
    scheme: order.scheme,
    validUntil: stage === 'draft' || stage === 'quoted' ? order.validUntil : null,
    expired: (stage === 'draft' || stage === 'quoted') && isExpired(order.validUntil, db.today),
    tradeIn: oldCarOf(db, order),
    createdAt: order.createdAt,
    placedAt: order.placedAt,
    approvedAt: word === 'approved' ? Math.max(...decidedAt) : word === 'none' ? order.placedAt : null,
    signedAt: order.signedAt,
    reservedAt: order.reservedAt,
    paidAt: settled && taken.length > 0 ? Math.max(...taken.map((payment) => payment.receivedAt)) : null,
    deliveredAt: order.deliveredAt,
    cancelledAt: order.cancelledAt,
    cancelKind: order.cancelKind as CancelKind | null,
    cancelReason: order.cancelReason,
    lostTo: lostTo(db, about),
    price: price(db, about),
    money: {
      plannedFen: money.plannedFen,
      receivedFen: money.receivedFen,
      refundedFen: money.refundedFen,
      netFen: money.netFen,
      dueFen: money.dueFen,
      overFen: money.overFen,
      loanDueFen: money.loanDueFen,
      customerDueFen: money.dueFen - money.loanDueFen,
      ownFen: money.ownFen,
      heldFen: money.heldFen,
      state: money.state,
      plan: money.lines,
      payments: taken,
    },
    approvals: asked,
    proofs: proofs(db, id),
    checks: checks(db, about),
    handover: handoverOf(db, order),
    pictures: attachedTo(db, id),
    signed: signatures(db, order),
    documents: printed(db, { orderId: order.id as never, driveId: null, recordId: null }),
    timeline: timeline(db, id),
    cases,
    blockers: blockersOfDelivery(factsOf(about, false)),
    next: next(db, about),
    may: deeds(db, about),
  }
}
