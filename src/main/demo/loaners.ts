// Loaner cars of the demo store: one stands here, one is out until tomorrow, one should have been back yesterday.
import { addDays } from '../../shared/dates.ts'
import { CustomerId, VehicleId } from '../../shared/ids.ts'
import { birthday, idCard } from './people.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const HAND = 'M60 120L84 70 102 132 126 88 150 128M178 76L178 132 214 104 236 92 262 126M300 82L330 130 352 84 380 124 420 96'
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** To customers whose own cars are in the workshop. The clock stands where it stood afterwards. */
export function lendLoaners({ desk, staff, free, today }: World, adviser: string, random: Random): void {
  const end = desk.at
  const inHouse = desk.read((db) =>
    db.all<{ id: string; customerId: string; name: string }>(
      `SELECT w.id, w.customer_id AS "customerId", c.name FROM work_orders w JOIN customers c ON c.id = w.customer_id
       WHERE w.state IN ('open', 'working', 'checking', 'ready') AND c.kind = 'person' ORDER BY w.received_at, w.id LIMIT 3`,
    ),
  )
  const evening = (on: string): number => Date.parse(`${on}T17:30:00+08:00`)
  free.splice(0, 3).forEach((car, at) => {
    const order = inHouse[at]
    if (!order) return
    const vehicleId = VehicleId.parse(car.id)
    desk.run('vehicles.setState', { id: car.id, state: 'demo', location: '代步车位' }, staff.keeper)
    desk.run('loaners.mark', { vehicleId, active: true, note: at === 0 ? '带儿童座椅' : null }, adviser)
    const outAt = at === 2 ? end - 3 * DAY : end - 2 * HOUR
    desk.at = outAt
    const { id } = desk.run(
      'loaners.lend',
      {
        vehicleId,
        customerId: CustomerId.parse(order.customerId),
        workOrderId: order.id,
        dueAt: at === 2 ? evening(addDays(today, -1)) : evening(addDays(today, 1)),
        km: random.int(3_000, 9_000),
        fuel: 80,
        licence: { no: idCard(random, birthday(random, Number(today.slice(0, 4))), true), class: 'C1', expiresOn: addDays(today, 900) },
        signature: { name: order.name, path: HAND },
      },
      adviser,
    )
    desk.at = end
    if (at !== 0) return
    const { kmOut } = desk.read((db) => db.one<{ kmOut: number }>('SELECT km_out AS "kmOut" FROM loaner_loans WHERE id = ?', id)) ?? {
      kmOut: 0,
    }
    desk.run('loaners.takeBack', { id, km: kmOut + 46, fuel: 85 }, adviser)
  })
}
