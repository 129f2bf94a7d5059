// The workshop of the demo store: people who take cars in and repair them, and cars of the last weeks, most of them gone, some
// in every state. Cars are those the store delivered; what is done to them is chosen from the catalogue.
import { roleIdOf } from '../../shared/modules/admin/rules.ts'
import type { ServiceKind } from '../../shared/modules/workshop/rules.ts'
import { onStep, STEP } from '../../shared/modules/floor/rules.ts'
import { addDays, dayOf } from '../../shared/dates.ts'
import { bookFor, fillCalendar } from './bookings.ts'
import { jobsOf } from '../modules/workshop/queries/facts.ts'
import { enterJobs } from './jobs.ts'
import { claimRepairs } from './claims.ts'
import { lendLoaners } from './loaners.ts'
import { seeded, type Random } from './random.ts'
import type { World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

type Work = {
  kind: ServiceKind
  complaint: string
  finding: string
  /** Codes of the catalogue (jobs.ts). */
  jobs: readonly string[]
  advice?: string
  maker?: boolean
}
const WORKS: readonly Work[] = [
  { kind: 'maintenance', complaint: '到里程做常规保养', finding: '机油发黑，滤芯脏', jobs: ['BY-001', 'BY-002'], advice: 'BY-015' },
  { kind: 'repair', complaint: '刹车时有异响', finding: '前制动片磨损到极限', jobs: ['WX-011'], advice: 'WX-012' },
  { kind: 'claim', complaint: '中控屏偶尔黑屏', finding: '车机供电接插件接触不良', jobs: ['SP-021'], maker: true },
  { kind: 'body', complaint: '右后门刮伤', finding: '右后门钣金变形约 20 厘米', jobs: ['BP-031', 'BP-041'] },
  {
    kind: 'maintenance',
    complaint: '两万公里保养，顺便看看轮胎',
    finding: '轮胎花纹 3 毫米',
    jobs: ['BY-003', 'BY-012'],
    advice: 'WX-061',
  },
]

const RESCUE: Work = { kind: 'rescue', complaint: '路上抛锚，打不着火', finding: '低压蓄电池亏电', jobs: ['WX-051'] }
const PLACES = ['沪蓉高速苏州段往东 12 公里处', '昆山站南广场停车场', '中环西线出口匝道'] as const

const BAYS = [
  ['机电 1', 'mechanical'],
  ['机电 2', 'mechanical'],
  ['快保 1', 'quick'],
  ['钣金 1', 'body'],
  ['喷漆 1', 'paint'],
] as const

export type Garage = { adviser: string; technicians: string[] }
type Catalogue = ReadonlyMap<string, string>

export function staffGarage({ desk, staff }: World, site: string): Garage {
  const hire = (name: string, login: string, title: string, role: 'service-adviser' | 'workshop'): string =>
    desk.run('admin.createUser', { name, login, title, roleIds: [roleIdOf(role)], siteIds: [site], password: null }, staff.director).id
  return {
    adviser: hire('宋清和', 'songqinghe', '服务顾问', 'service-adviser'),
    technicians: [
      hire('石磊', 'shilei', '机修技师', 'workshop'),
      hire('江平', 'jiangping', '机修技师', 'workshop'),
      hire('易安', 'yian', '钣喷技师', 'workshop'),
    ],
  }
}

/** Takes cars in over the last weeks. The desk's clock goes back to each car's day and stands at the end again afterwards. */
export function runGarage(world: World, site: string): void {
  const { desk } = world
  const random = seeded(44)
  const garage = { ...staffGarage(world, site), catalogue: enterJobs(world) }
  const end = desk.at
  for (const [name, kind] of BAYS) desk.run('floor.keepBay', { id: null, name, kind }, garage.adviser)
  certify(world, garage)
  const cars = desk.read((db) =>
    db.all<{ customerId: string; vehicleId: string }>(
      `SELECT customer_id AS "customerId", vehicle_id AS "vehicleId" FROM orders WHERE state = 'delivered' ORDER BY delivered_at, id LIMIT 60`,
    ),
  )
  cars.forEach((car, at) => {
    const inHouse = at >= cars.length - 9
    desk.at = inHouse ? end - (cars.length - at + 7) * HOUR : end - Math.round(((cars.length - at) / cars.length) * 50 * DAY)
    const came = desk.at
    // Every other car of the past was booked the day before.
    let appointmentId: string | null = null
    if (!inHouse && at % 2 === 1) {
      desk.at = came - DAY
      appointmentId = bookFor(world, garage.adviser, car, at, dayOf(came))
      desk.at = came
    }
    const stop = inHouse ? (['open', 'working', 'checking', 'ready'] as const)[at % 4] : 'left'
    visit(
      world,
      garage,
      random,
      { ...car, appointmentId, fetched: cars.length - at === 5, newest: at >= cars.length - garage.technicians.length },
      at,
      stop ?? 'open',
    )
  })
  fillCalendar(world, garage.adviser, cars)
  desk.at = end
  lendLoaners(world, garage.adviser, random)
  claimRepairs(world, garage.adviser)
  desk.at = Math.max(desk.at, end)
}

/** Who may work at high voltage; one of them not for long any more. */
function certify({ desk }: World, { adviser, technicians }: Garage): void {
  const today = dayOf(desk.at)
  technicians.forEach((userId, at) =>
    desk.run(
      'floor.keepCertificate',
      {
        id: null,
        userId,
        name: '低压电工作业证',
        no: `T示${String(3205 + at)}`,
        issuer: '示例市应急管理局',
        validFromOn: addDays(today, -700 - at * 340),
        validUntilOn: addDays(today, [1490, 1150, 47][at] ?? 900),
      },
      adviser,
    ),
  )
  const brand = { id: null, name: '品牌技师认证', no: null, issuer: '示例汽车', validUntilOn: null }
  desk.run('floor.keepCertificate', { ...brand, userId: technicians[0] as string, validFromOn: addDays(today, -400) }, adviser)
}

function visit(
  world: World,
  { adviser, technicians, catalogue }: Garage & { catalogue: Catalogue },
  random: Random,
  {
    customerId,
    vehicleId,
    appointmentId,
    fetched,
    newest,
  }: { customerId: string; vehicleId: string; appointmentId: string | null; fetched: boolean; newest: boolean },
  at: number,
  stop: 'open' | 'working' | 'checking' | 'ready' | 'left',
): void {
  const { desk, today } = world
  // Every ninth car of the past was fetched from the road, and one that is here.
  const work = at % 9 === 4 || fetched ? RESCUE : (WORKS[at % WORKS.length] as Work)
  const technician = technicians[at % technicians.length] as string
  const { id } = desk.run(
    'workshop.open',
    {
      car: { customerId, carId: null, vehicleId, plate: `示A${String(10_000 + at * 37)}` },
      kind: work.kind,
      km: random.int(4_000, 38_000),
      complaint: work.complaint,
      promisedAt: desk.at + random.int(2, 6) * HOUR,
      waits: at % 3 === 0,
      appointmentId,
    },
    adviser,
  )
  if (work.kind === 'rescue')
    desk.run(
      'workshop.keepRescue',
      {
        id,
        place: PLACES[at % PLACES.length] as string,
        calledAt: desk.at - 70 * 60_000,
        dispatchedAt: desk.at - 60 * 60_000,
        arrivedAt: desk.at - (60 - random.int(15, 40)) * 60_000,
        towed: at % 2 === 0,
      },
      adviser,
    )
  const payer = work.maker ? 'warranty' : work.kind === 'body' ? 'insurer' : 'customer'
  const choose = (code: string, more: { payer?: typeof payer; decision?: 'proposed' }): string =>
    desk.run('jobs.choose', { orderId: id, jobId: catalogue.get(code) as string, ...more }, adviser).id
  for (const code of work.jobs) choose(code, { payer })
  const jobs = desk.read((db) => jobsOf(db, id))
  // Dents that need no paint are somebody else's trade.
  if (work.kind === 'body' && at % 2 === 1)
    desk.run(
      'workshop.addJob',
      { orderId: id, name: '免喷漆凹陷修复', minutes: 0, priceFen: 48_000, payer, subletTo: '昆山匠心凹陷修复', subletCostFen: 32_000 },
      adviser,
    )
  if (work.advice) {
    const advised = choose(work.advice, { decision: 'proposed' })
    const decision = random.chance(0.6) ? 'declined' : 'proposed'
    const said = decision === 'declined' ? '电话告知还有一项建议，客户说这次先不做。' : '电话告知还有一项建议，客户说再考虑。'
    if (stop !== 'open') desk.run('workshop.talk', { id, channel: 'phone', said, about: { ids: [advised], decision } }, adviser)
  }
  if (stop === 'open') return
  inspect(world, { id, technician, adviser }, random, at)
  // The board of the last day shows what is in the house, whatever hour the store is made at.
  let startsAt = stop === 'left' ? onStep(desk.at) : Date.parse(`${today}T09:00:00+08:00`) + (at % 3) * 2 * HOUR
  for (const job of jobs) {
    const slot = Math.max(STEP, Math.ceil(job.minutes / STEP) * STEP)
    desk.run('floor.plan', { jobId: job.id, technicianId: technician, startsAt, minutes: slot }, adviser)
    startsAt += slot * 60_000
  }
  desk.run('workshop.change', { id, finding: work.finding }, adviser)
  // Nobody is begun with at the door.
  desk.at += (5 + ((at * 7) % 30)) * 60_000
  for (const [nth, job] of jobs.entries()) {
    desk.run('floor.clock', { jobId: job.id, kind: 'start' }, technician)
    if (stop === 'working' && nth === jobs.length - 1) {
      desk.at += 20 * 60_000
      // Only the newest are in somebody's hands: nobody works at two jobs at once.
      if (!newest) desk.run('floor.clock', { jobId: job.id, kind: 'pause', reason: 'parts' }, technician)
      return
    }
    desk.at += Math.round(job.minutes * (0.8 + random.next() * 0.45)) * 60_000
    desk.run('floor.clock', { jobId: job.id, kind: 'finish' }, technician)
  }
  desk.run('workshop.move', { id, to: 'checking' }, technician)
  if (stop === 'checking') return
  if (at % 11 === 0) {
    desk.run('workshop.check', { id, passed: false, reason: '螺栓力矩未复核' }, technicians[0] as string)
    desk.run('workshop.move', { id, to: 'checking' }, technician)
  }
  desk.run('workshop.check', { id, passed: true }, technicians[0] as string)
  if (stop === 'ready') return
  const { dueFen } = desk.run('settlements.settle', { workOrderId: id }, adviser)
  if (dueFen > 0)
    desk.run(
      'settlements.collect',
      { workOrderId: id, method: random.pick(['wechat', 'alipay', 'card', 'cash'] as const), amountFen: dueFen },
      adviser,
    )
  desk.run('settlements.handOver', { workOrderId: id }, adviser)
}

/** Every second car is looked at point by point; tyres and pads of some are worn, and not all of it is put right at once. */
function inspect(
  { desk }: World,
  { id: orderId, technician, adviser }: { id: string; technician: string; adviser: string },
  random: Random,
  at: number,
): void {
  if (at % 2 === 1) return
  const note = (point: string, found: { state?: 'ok' | 'watch'; valueMilli?: number; note?: string }): string =>
    desk.run('inspections.note', { orderId, point, ...found }, technician).state
  for (const point of ['大灯与尾灯', '转向灯与刹车灯', '悬架与球头', '漏油漏液']) note(point, { state: 'ok' })
  note('雨刮片', at % 4 === 0 ? { state: 'watch', note: '刮不净' } : { state: 'ok' })
  for (const tyre of ['左前轮胎花纹', '右前轮胎花纹', '左后轮胎花纹', '右后轮胎花纹']) note(tyre, { valueMilli: random.int(14, 70) * 100 })
  const pads = note('前制动片厚度', { valueMilli: random.int(25, 90) * 100 })
  if (at % 4 === 0) desk.run('inspections.answer', { orderId, points: ['雨刮片'], answer: 'declined' }, adviser)
  if (pads !== 'ok' && at % 4 === 2) desk.run('inspections.propose', { orderId, point: '前制动片厚度' }, adviser)
}
