// Makes a believable dealership: two years of customers, cars, quotes, orders and receipts, day by day, through the
// product's own commands. Deterministic by its seed; the same generator makes the big stores of the benchmarks.
import { addDays, weekdayOf } from '../../shared/dates.ts'
import { permissions } from '../../shared/permissions.ts'
import type { Session } from '../store/session.ts'
import type { Who } from '../store/who.ts'
import { watch } from './alerts.ts'
import { payPeople } from './pay.ts'
import { bringStatement, chase, closeDays, prepareInvoices } from './books.ts'
import { costFen, demoVin, exteriors, interiors, models, places, season } from './catalogue.ts'
import { quote } from './deal.ts'
import { deskOver } from './desk.ts'
import { LEADS_SINCE_DAYS, meetLead } from './leads.ts'
import { appraiseOldCars } from './old-cars.ts'
import { address, birthday, companyName, idCard, mobile, personName, sources } from './people.ts'
import { firstLent, lendCars } from './drives.ts'
import { seeded } from './random.ts'
import { careFor } from './care.ts'
import { watchParts } from './part-alerts.ts'
import { countParts } from './part-counts.ts'
import { buyParts, openCounter } from './parts.ts'
import { carryParts } from './shipments.ts'
import { writeMessages } from './messages.ts'
import { hire, type Secrets, type Staff } from './staff.ts'
import { dressYard } from './yard.ts'
import { surround } from './surround.ts'
import { runGarage } from './workshop.ts'
import type { World } from './world.ts'

export type DemoOptions = {
  seed?: number
  /** The last day of the store's history. */
  today: string
  site: { id: string; name: string; code: string }
  replica: string
  deviceCode: string
  deviceName: string
  secrets: Secrets
  months?: number
  customers?: number
  orders?: number
  vehicles?: number
  /** The time it is, in ms: what would come later today is told as done by now. Without it today is a whole day. */
  now?: number
  /** Called now and then; may yield to the event loop. */
  progress?: (done: number, total: number) => void | Promise<void>
}

const WISHES = [
  '家用代步，油耗低',
  '七座，带老人孩子',
  '纯电通勤，小区有桩',
  '置换，旧车八年',
  '公司用车，开专票',
  '预算有限，看重质保',
  '喜欢大屏和智驾',
  '周末自驾，空间大',
] as const
const SAID = [
  '电话约到店看车',
  '微信发配置表和报价',
  '到店试乘，满意',
  '对比竞品，再考虑',
  '等家人一起来看',
  '关注活动价',
  '询问贷款方案',
  '要釉青色，查库存',
] as const

/** A working day from the first task to the last. */
const DAY_MINUTES = 620
type Task = { minute: number; work: (on: string) => void }

/** Fills a store that was just founded and is empty. A refusal is a bug of the generator and thrown. */
export async function fillDemo(founding: Session, options: DemoOptions): Promise<{ staff: Staff; vehicles: number; customers: number }> {
  const { seed = 20_261_122, today, site, months = 24, customers = 3000, orders = 1200, vehicles = 400 } = options
  const random = seeded(seed)
  const founder: Who = {
    user: 'system',
    name: '',
    permissions: new Set(permissions),
    reach: 'site',
    site: site.id,
    siteCode: site.code,
    replica: options.replica,
    deviceCode: options.deviceCode,
  }
  const desk = deskOver(founding, random, founder)
  const first = addDays(today, -Math.round(months * 30.44))
  desk.at = Date.parse(`${first}T08:00:00+08:00`)
  const staff = desk.session.bulk(() => hire(desk, site, options.deviceName, options.secrets))

  const agenda = new Map<string, Task[]>()
  const plan = (on: string, minute: number, work: (on: string) => void): void => {
    if (on > today) return
    const tasks = agenda.get(on)
    if (tasks) tasks.push({ minute, work })
    else agenda.set(on, [{ minute, work }])
  }
  const world: World = { desk, random, staff, today, free: [], unpaid: 0, toDeliver: 0, entered: 0, known: [], papers: new Set(), plan }

  closeDays(world)
  plan(firstLent(today), 590, () => lendCars(world, options.now ?? Number.POSITIVE_INFINITY))

  openCounter(world, first)

  const days: { on: string; weight: number }[] = []
  for (let on = first; on <= today; on = addDays(on, 1)) days.push({ on, weight: appetite(on) })
  const weights = days.reduce((sum, day) => sum + day.weight, 0)
  const opening = Math.min(70, Math.ceil(vehicles / 6))
  const due = { cars: opening, customers: 0, orders: 0 }
  let met = 0

  const pass = ({ on, weight }: { on: string; weight: number }): void => {
    const share = weight / weights
    due.cars += (vehicles - opening) * share
    due.customers += customers * share
    due.orders += orders * share * (on >= addDays(today, -14) ? 2.2 : 0.96)
    for (; due.cars >= 1; due.cars--) plan(on, random.int(0, 60), () => arrive(world, on))
    for (; due.customers >= 1; due.customers--) plan(on, random.int(60, 560), () => meet(world, on, met++))
    for (; due.orders >= 1; due.orders--) plan(on, random.int(120, 600), () => sell(world, on))
    const tasks = (agenda.get(on) ?? []).toSorted((a, b) => a.minute - b.minute)
    agenda.delete(on)
    for (const task of tasks) {
      desk.at = Math.max(desk.at, momentOf(on, task.minute, options.now ?? Number.POSITIVE_INFINITY))
      task.work(on)
    }
    // Quotes and follow-ups a task put on this same day come after what was planned.
    for (const task of agenda.get(on) ?? []) task.work(on)
    agenda.delete(on)
  }
  // One SQL transaction a few weeks: a disk that syncs slowly is asked thirty times instead of seven hundred.
  for (let from = 0; from < days.length; from += 24) {
    desk.session.bulk(() => days.slice(from, from + 24).forEach(pass))
    desk.tidy()
    await options.progress?.(from, days.length)
  }
  desk.session.bulk(() => dress(world))
  desk.session.bulk(() => appraiseOldCars(world))
  desk.session.bulk(() => writeMessages(world))
  desk.session.bulk(() => careFor(world))
  desk.session.bulk(() => countParts(world))
  desk.session.bulk(() => buyParts(world))
  desk.session.bulk(() => carryParts(world))
  desk.session.bulk(() => watchParts(world))
  desk.session.bulk(() => surround(world))
  desk.session.bulk(() => runGarage(world, site.id))
  desk.session.bulk(() => {
    prepareInvoices(world)
    bringStatement(world)
    chase(world)
    payPeople(world)
    watch(world)
  })
  await options.progress?.(days.length, days.length)
  return { staff, vehicles: world.entered, customers: world.known.length }
}

/** When a task of a day is done, in ms. A day that is not over is told faster, so that nothing lies ahead of the clock. */
function momentOf(on: string, minute: number, now: number): number {
  const opening = Date.parse(`${on}T08:30:00+08:00`)
  if (now >= opening + DAY_MINUTES * 60_000) return opening + minute * 60_000
  const from = Math.min(opening, now - 3_600_000)
  return from + Math.floor((now - 60_000 - from) * (minute / DAY_MINUTES))
}

/** How much people want cars that day: season, and weekends. */
function appetite(on: string): number {
  const weekday = weekdayOf(on)
  return (season[Number(on.slice(5, 7)) - 1] ?? 1) * (weekday === 0 || weekday === 6 ? 1.7 : 0.8)
}

function arrive(world: World, on: string): void {
  const { desk, random, staff } = world
  const model = random.weighted(models.map((m) => [m, m.weight] as const))
  const year = Number(on.slice(0, 4))
  const vin = demoVin(model, year, 4000 + world.entered * 7 + random.int(0, 6))
  world.entered += 1
  const priceFen = model.listFen - random.int(0, 60) * 10_000
  const { id } = desk.run(
    'vehicles.arrive',
    {
      vin,
      brand: model.brand,
      series: model.series,
      model: model.model,
      modelYear: year,
      exterior: random.weighted(exteriors),
      interior: random.pick(interiors),
      energy: model.energy,
      engineNo: `D${String(random.int(100_000, 999_999))}`,
      certificateNo: `HGZ${String(random.int(10_000_000, 99_999_999))}`,
      origin: '示例市',
      producedOn: addDays(on, -random.int(12, 60)),
      seats: model.seats,
      listFen: model.listFen,
      priceFen,
      state: random.chance(0.7) ? 'for-sale' : 'in-stock',
      location: random.pick(places),
      arrivedOn: on,
      cost: { costFen: costFen(random, model.listFen), rebateFen: Math.floor((model.listFen * random.int(10, 25)) / 100_000) * 100 },
    },
    staff.keeper,
  )
  world.free.push({ id, vin, model, priceFen, arrivedOn: on })
}

/** An identity number nobody else here has: among sixty thousand people two draws meet. */
function paper({ random, papers }: World, birthdayOn: string, male: boolean): string {
  for (;;) {
    const number = idCard(random, birthdayOn, male)
    if (papers.has(number)) continue
    papers.add(number)
    return number
  }
}

function meet(world: World, on: string, n: number): void {
  const { desk, random, staff } = world
  const company = random.chance(0.05)
  const male = random.chance(0.55)
  const name = company ? companyName(random) : personName(random)
  const birthdayOn = birthday(random, Number(on.slice(0, 4)))
  const full = random.chance(0.55)
  const consultant = staff.consultants[n % staff.consultants.length] as string
  if (!company && on >= addDays(world.today, -LEADS_SINCE_DAYS)) {
    const met = meetLead(world, on, { name, phone: mobile(random, n), source: random.weighted(sources), consultant })
    if (full)
      desk.run(
        'customers.correct',
        {
          id: met,
          fields: {
            ...address(random),
            gender: male ? 'male' : 'female',
            birthdayOn,
            idKind: 'id-card',
            idNumber: paper(world, birthdayOn, male),
          },
        },
        consultant,
      )
    world.known.push({ id: met, name, consultant, quoted: false })
    return
  }
  const { id } = desk.run(
    'customers.add',
    {
      kind: company ? 'company' : 'person',
      name,
      phone: mobile(random, n),
      gender: company ? null : male ? 'male' : 'female',
      source: random.weighted(sources),
      level: random.weighted([
        ['H', 8],
        ['A', 16],
        ['B', 26],
        ['C', 30],
        ['N', 20],
      ] as const),
      wants: random.pick(WISHES),
      budgetFen: random.int(9, 35) * 1_000_000,
      consultantId: consultant,
      ...(company ? { contact: personName(random) } : {}),
      ...(full && !company ? { ...address(random), birthdayOn, idKind: 'id-card', idNumber: paper(world, birthdayOn, male) } : {}),
      // Two people may share a name and nearly a number: the counter says why it is somebody else.
      evenSo: '同名不同人，已当面核对',
      ...(random.chance(0.7)
        ? {
            plan: {
              dueOn: addDays(on, random.int(1, 7)),
              channel: random.pick(['phone', 'wechat', 'visit'] as const),
              note: random.pick(SAID),
            },
          }
        : {}),
    },
    consultant,
  )
  const known = { id, name, consultant, quoted: false }
  world.known.push(known)
  // Lately some wait a day too long; before that nobody was forgotten.
  if (random.chance(0.75) || on < addDays(world.today, -21))
    world.plan(addDays(on, random.int(1, 9)), random.int(60, 560), (day) => followUp(world, day, id, consultant))
}

/** Does what was planned for a customer, and sometimes plans the next contact. */
function followUp(world: World, on: string, customerId: string, consultant: string): void {
  const { desk, random } = world
  const open = desk.read((db) => db.one<{ id: string }>('SELECT id FROM follow_ups WHERE customer_id = ? AND done_at IS NULL', customerId))
  if (!open) return
  const again = random.chance(0.35)
  desk.run(
    'customers.finishFollowUp',
    {
      id: open.id,
      result: random.pick(SAID),
      ...(again
        ? { next: { dueOn: addDays(on, random.int(3, 15)), channel: random.pick(['phone', 'wechat'] as const), note: random.pick(SAID) } }
        : {}),
    },
    consultant,
  )
  if (again) world.plan(addDays(on, random.int(3, 15)), random.int(60, 560), (day) => followUp(world, day, customerId, consultant))
}

/** Quotes one of the people met lately. */
function sell(world: World, on: string): void {
  const { random, known } = world
  const recent = Math.min(known.length, 160)
  if (recent === 0) return
  for (let tries = 0; tries < 12; tries++) {
    const customer = known[known.length - 1 - random.int(0, recent - 1)]
    if (customer && !customer.quoted) return quote(world, on, customer)
  }
}

/** The last day's look of the yard: cars in repair, pledged ones, and some still on the road. */
function dress(world: World): void {
  const { desk, random, staff, free, today } = world
  const some = (n: number) => free.splice(0, n)
  desk.run(
    'leads.keepRule',
    { name: '高预算给资深顾问', budgetFromFen: 30_000_000, method: 'load', people: staff.consultants.slice(0, 2) },
    staff.manager,
  )
  desk.run('leads.keepRule', { name: '抖音线索轮流', channel: '抖音', method: 'turn' }, staff.manager)
  for (const car of some(2)) desk.run('vehicles.setState', { id: car.id, state: 'in-repair', location: '钣喷 2' }, staff.keeper)
  const pledged = some(3)
  for (const car of pledged) desk.run('vehicles.setState', { id: car.id, state: 'pledged' }, staff.keeper)
  dressYard(world, pledged, free.slice(0, 6))
  for (let i = 0; i < 6; i++) {
    const model = random.weighted(models.map((m) => [m, m.weight] as const))
    desk.run(
      'vehicles.arrive',
      {
        vin: demoVin(model, Number(today.slice(0, 4)), 90_000 + i * 11),
        brand: model.brand,
        series: model.series,
        model: model.model,
        modelYear: Number(today.slice(0, 4)),
        exterior: random.weighted(exteriors),
        interior: random.pick(interiors),
        energy: model.energy,
        seats: model.seats,
        listFen: model.listFen,
        priceFen: model.listFen,
        state: 'in-transit',
        location: '沪昆 3 车',
        expectedOn: addDays(today, random.int(1, 6)),
        origin: '示例市',
      },
      staff.keeper,
    )
    world.entered += 1
  }
}
