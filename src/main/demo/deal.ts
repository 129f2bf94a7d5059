// The life of one order in the demo store: a quote, and for some of them consent, signature, money and delivery.
import { addDays } from '../../shared/dates.ts'
import { VehicleId } from '../../shared/ids.ts'
import { offersFor } from '../../shared/modules/loans/rules.ts'
import { checksFor, legalPapers, purchaseTax } from '../../shared/modules/orders/rules.ts'
import type { MoneyMethod } from '../../shared/modules/receivables/rules.ts'
import { products as loanProducts } from '../modules/loans/queries.ts'
import { basis } from '../modules/orders/queries.ts'
import { apply, grant } from './applications.ts'
import { invoice, payOn } from './books.ts'
import type { Car, Known, World } from './world.ts'

const ACCESSORIES: readonly (readonly [string, number])[] = [
  ['全车窗膜', 1_680],
  ['脚垫与后备箱垫', 480],
  ['行车记录仪', 980],
  ['底盘装甲', 1_280],
  ['充电桩安装服务', 1_200],
  ['真皮座套', 2_380],
]
const LOST = ['价格没谈拢', '选了竞品', '暂时不买', '家人不同意', '等新款', '转到外地购车'] as const
const METHODS: readonly (readonly [MoneyMethod, number])[] = [
  ['wechat', 34],
  ['card', 30],
  ['transfer', 20],
  ['alipay', 12],
  ['cash', 4],
]

/** Writes a quote for a customer and puts what becomes of it on the agenda. */
export function quote(world: World, on: string, customer: Known): void {
  const { desk, random, free } = world
  const car = free[random.int(0, Math.max(0, Math.min(free.length - 1, 24)))]
  if (!car) return
  customer.quoted = true
  const { listFen } = car.model
  // The last weeks are busier, so that the store opens with work under way.
  const late = on >= addDays(world.today, -21)
  const wins = random.chance(late ? 0.6 : 0.29)
  const discountYuan = random.weighted([
    [random.int(0, 20) * 100, 40],
    [random.int(20, 60) * 100, 45],
    [random.int(60, 120) * 100, 15],
  ] as const)
  const priceFen = Math.max(listFen - discountYuan * 100, Math.floor((listFen * 93) / 10_000) * 100)
  const lines = ACCESSORIES.filter(([name]) =>
    random.chance(name.startsWith('充电桩') ? (car.model.energy === 'nev' ? 0.3 : 0) : 0.28),
  ).map(([name, yuan]) => ({ name, amountFen: yuan * 100, gift: random.chance(0.35) }))
  const loans = random.chance(0.45)
  const loanFen = loans ? Math.floor((priceFen * random.pick([5, 6, 7])) / 1_000_000) * 100_000 : 0
  const offers = loanFen > 0 ? desk.read((db) => offersFor(loanProducts(db).products, { priceFen, loanFen, on })) : []
  const offer = offers.length > 0 ? random.pick(offers) : null
  const { purchaseTax: rates } = desk.read((db) => basis(db, { vehicleId: VehicleId.parse(car.id) }))
  const taxFen = purchaseTax({ priceFen, energy: car.model.energy, on, parameters: rates })?.taxFen ?? 0
  const { id } = desk.run(
    'orders.draft',
    {
      customerId: customer.id,
      consultantId: customer.consultant,
      vehicleId: car.id,
      priceFen,
      purchaseTaxFen: taxFen,
      insuranceFen: random.int(4200, 7800) * 100,
      insuranceNote: '示例财险',
      plateFeeFen: 50_000,
      plateNote: '含临牌',
      loanFen: offer ? loanFen : 0,
      loanBank: offer?.product.lender ?? null,
      loanMonths: offer?.months ?? null,
      loanTerms: offer?.terms ?? null,
      lines,
      advance: wins ? { kind: random.chance(0.6) ? 'deposit' : 'earnest', amountFen: random.pick([2000, 3000, 5000, 10_000]) * 100 } : null,
      deliverOn: wins ? addDays(on, random.int(4, 14)) : null,
    },
    customer.consultant,
  )
  if (!wins)
    return world.plan(addDays(on, random.int(3, 30)), random.int(60, 560), () =>
      world.desk.run('orders.cancel', { id, kind: 'customer', reason: random.pick(LOST) }, customer.consultant),
    )
  world.plan(addDays(on, random.int(0, 6)), random.int(60, 560), (day) => order(world, day, { id, car, customer }))
}

type Deal = { id: string; car: Car; customer: Known }

/** Quote to signed order with its advance; gives up when the car went meanwhile. */
/** So many of the last weeks' orders wait for the rest of their money, and for their buyer to come. */
const UNPAID = 4
const TO_DELIVER = 2

function order(world: World, on: string, deal: Deal): void {
  const { desk, random, staff } = world
  const at = world.free.indexOf(deal.car)
  if (at < 0) return void desk.run('orders.cancel', { id: deal.id, kind: 'car-lost', reason: '看中的车已售出' }, deal.customer.consultant)
  world.free.splice(at, 1)
  const { levels } = desk.run('orders.place', { id: deal.id, reason: '老客户，本月可交车' }, deal.customer.consultant)
  // What was placed today or yesterday may still wait for a word, or for the buyer's pen.
  const fresh = on >= addDays(world.today, -2)
  if (levels > 0 && fresh && random.chance(0.6)) return
  for (let level = 1; level <= levels; level++) {
    const terms = desk.read((db) => db.one<{ terms_rev: number }>('SELECT terms_rev FROM orders WHERE id = ?', deal.id))
    desk.run(
      'approvals.decide',
      { orderId: deal.id, termsRev: terms?.terms_rev ?? 1, decision: 'approved', comment: level === 1 ? '同意' : '同意，注意毛利' },
      level === 1 ? staff.manager : staff.director,
    )
  }
  if (fresh && random.chance(0.3)) return
  const terms = desk.read((db) => db.one<{ terms_rev: number }>('SELECT terms_rev FROM orders WHERE id = ?', deal.id))
  desk.run('orders.sign', { id: deal.id, termsRev: terms?.terms_rev ?? 1, reserve: true }, deal.customer.consultant)
  pay(world, deal, 'advance')
  apply(world, on, { id: deal.id, consultant: deal.customer.consultant })
  if (random.chance(0.04)) return world.plan(addDays(on, random.int(2, 6)), random.int(60, 560), () => withdraw(world, deal))
  // Some of the last weeks' buyers always have their money still to bring, whatever day the store is made on.
  if (world.unpaid < UNPAID && on >= addDays(world.today, -30)) return void (world.unpaid += 1)
  world.plan(addDays(on, random.int(2, 7)), random.int(60, 560), (day) => settle(world, day, deal))
}

function pay(world: World, deal: Deal, what: 'advance' | 'customer' | 'loan'): void {
  const { desk, random, staff } = world
  const money = desk.read((db) =>
    db.all<{ kind: string; amount_fen: number }>('SELECT kind, amount_fen FROM plan_lines WHERE order_id = ? ORDER BY sort', deal.id),
  )
  const paid =
    desk.read((db) => db.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM receipts WHERE order_id = ?', deal.id))
      ?.fen ?? 0
  const advances = money.filter((line) => line.kind === 'deposit' || line.kind === 'earnest')
  const loan = money.filter((line) => line.kind === 'loan').reduce((sum, line) => sum + line.amount_fen, 0)
  const total = money.reduce((sum, line) => sum + line.amount_fen, 0)
  const amountFen =
    what === 'advance' ? advances.reduce((sum, line) => sum + line.amount_fen, 0) : what === 'loan' ? loan : total - loan - paid
  if (amountFen <= 0) return
  const method = what === 'loan' ? 'loan' : random.weighted(METHODS)
  desk.run(
    'receivables.receive',
    {
      orderId: deal.id,
      method,
      methodRef: method === 'card' ? String(random.int(1000, 9999)) : null,
      amountFen,
      kind: what === 'loan' ? 'loan' : what === 'advance' ? ((advances[0]?.kind as 'deposit') ?? null) : null,
    },
    staff.cashier,
  )
}

/** The rest of the money, the papers, and the key. */
function settle(world: World, on: string, deal: Deal): void {
  const { desk, staff, random } = world
  pay(world, deal, 'customer')
  if (!grant(world, on, { id: deal.id, consultant: deal.customer.consultant })) pay(world, deal, 'loan')
  desk.run(
    'orders.check',
    { id: deal.id, done: checksFor({ imported: false, nev: true, papers: legalPapers }).map(({ id }) => id) },
    deal.customer.consultant,
  )
  const waits = world.toDeliver < TO_DELIVER && on >= addDays(world.today, -14)
  if (waits) world.toDeliver += 1
  const when = addDays(waits ? world.today : on, waits ? random.int(1, 3) : random.int(0, 3))
  desk.run('orders.appoint', { id: deal.id, on: when, slot: '15:00' }, deal.customer.consultant)
  world.plan(when, random.int(300, 600), (day) => {
    invoice(world, day, deal.id)
    desk.run('orders.deliver', { id: deal.id }, staff.manager)
    payOn(world, day, deal.id)
    desk.run('customers.correct', { id: deal.customer.id, fields: { level: 'D' } }, deal.customer.consultant)
  })
}

function withdraw(world: World, deal: Deal): void {
  const { desk, staff, random } = world
  const { refundFen } = desk.run('orders.cancel', { id: deal.id, kind: 'customer', reason: random.pick(LOST) }, deal.customer.consultant)
  if (refundFen > 0)
    desk.run('receivables.refund', { orderId: deal.id, method: 'transfer', amountFen: refundFen, reason: '客户退订' }, staff.cashier)
  world.free.push(deal.car)
}
