// Test drives of the demo store: two cars are lent for the last week and the days to come; guests book a day before, drive
// at their hour and say what they think, a few do not come.
import { addDays } from '../../shared/dates.ts'
import { CustomerId, VehicleId } from '../../shared/ids.ts'
import { slotsOf } from '../../shared/modules/testdrives/rules.ts'
import { parameterOn } from '../modules/admin/queries.ts'
import { birthday, idCard } from './people.ts'
import type { Known, World } from './world.ts'

const HAND = 'M60 120L84 70 102 132 126 88 150 128M178 76L178 132 214 104 236 92 262 126M300 82L330 130 352 84 380 124 420 96'
const SAID = ['起步安静，加速轻快', '座椅舒服，后排宽敞', '方向盘手感好，路感清楚', '想再试一次高速', '车机反应快'] as const
const DAYS_BACK = 6
const DAYS_AHEAD = 3
/** The demo's working day begins at 08:30. */
const OPENING = 510

export const firstLent = (today: string): string => addDays(today, -DAYS_BACK)

/** Takes two cars off sale and fills their hours. `now`: no drive of today is told that is not over by then. */
export function lendCars(world: World, now: number): void {
  const { desk, random, staff, free, today } = world
  const hours = desk.read((db) => parameterOn(db, 'test-drive-hours', today))
  if (!hours) return
  for (const car of free.splice(0, 2)) {
    desk.run('vehicles.setState', { id: car.id, state: 'demo', location: '试驾区' }, staff.keeper)
    const meter = { km: random.int(200, 900) }
    for (let day = -DAYS_BACK + 1; day <= DAYS_AHEAD; day++)
      for (const slot of slotsOf(hours)) {
        const driveOn = addDays(today, day)
        if (random.chance(day <= 0 ? 0.45 : 0.25)) appoint(world, { vehicleId: car.id, driveOn, slot }, meter, now)
      }
  }
}

type Place = { vehicleId: string; driveOn: string; slot: string }

function appoint(world: World, place: Place, meter: { km: number }, now: number): void {
  const { desk, random, plan, today, known } = world
  const { vehicleId, driveOn, slot } = place
  const over = Date.parse(`${driveOn}T${slot}:00+08:00`) + 3_600_000 <= now
  const minute = Number(slot.slice(0, 2)) * 60 + Number(slot.slice(3)) - OPENING
  const before = addDays(driveOn, -1)
  plan(before < today ? before : today, random.int(200, 560), () => {
    const guest = known[known.length - 1 - random.int(0, Math.min(known.length, 40) - 1)]
    if (!guest) return
    const { id } = desk.run(
      'testdrives.book',
      { customerId: CustomerId.parse(guest.id), vehicleId: VehicleId.parse(vehicleId), driveOn, slot },
      guest.consultant,
    )
    if (!over) return
    if (random.chance(0.15)) return plan(driveOn, minute + 30, () => stayAway(world, id, guest))
    plan(driveOn, minute + 5, () => drive(world, id, guest, meter))
  })
}

const stayAway = ({ desk }: World, id: string, guest: Known): void =>
  void desk.run('testdrives.end', { id, kind: 'no-show', reason: '未到店，电话改天再约' }, guest.consultant)

function drive({ desk, random, today }: World, id: string, guest: Known, meter: { km: number }): void {
  const born = birthday(random, Number(today.slice(0, 4)))
  const km = random.int(11, 15)
  desk.run(
    'testdrives.depart',
    {
      id,
      licence: { no: idCard(random, born, true), class: 'C1', expiresOn: addDays(today, random.int(200, 2000)) },
      route: '快速路',
      km: meter.km,
      fuel: random.int(50, 90),
      signature: { name: guest.name, path: HAND },
    },
    guest.consultant,
  )
  meter.km += km
  const points = () => random.int(3, 5)
  desk.run(
    'testdrives.bringBack',
    {
      id,
      km: meter.km,
      fuel: random.int(20, 50),
      scores: { power: points(), handling: points(), comfort: points(), space: points() },
      feedback: random.pick(SAID),
    },
    guest.consultant,
  )
}
