// What a yard has besides cars: the catalogue they are of, a recall that stops some, an inspection under way, keys in hands and
// what makers owe. Numbers and policies are fictional.
import { addDays } from '../../shared/dates.ts'
import { exteriors, interiors, models } from './catalogue.ts'
import type { Car, World } from './world.ts'

/** `pledged`: cars nobody is about to take; `ready`: some that stand for sale. */
export function dressYard(world: World, pledged: readonly Car[], ready: readonly Car[]): void {
  const { desk, today, staff } = world
  for (const model of models)
    desk.run(
      'catalogue.add',
      {
        brand: model.brand,
        series: model.series,
        model: model.model,
        energy: model.energy,
        seats: model.seats,
        exteriors: exteriors.map(([name]) => name),
        interiors: [...interiors],
        options: [],
        listFen: model.listFen,
        validFromOn: addDays(today, -365),
      },
      staff.director,
    )
  if (pledged.length > 0)
    desk.run(
      'recalls.enter',
      {
        no: 'ZH-2026-07',
        title: '示例：制动软管装配检查',
        announcedOn: addDays(today, -9),
        text: pledged.map((car) => car.vin).join('\n'),
      },
      staff.keeper,
    )
  for (const car of ready) {
    desk.run('preparation.handOver', { vehicleId: car.id, thing: 'key', holder: '钥匙柜 2' }, staff.keeper)
    desk.run('preparation.handOver', { vehicleId: car.id, thing: 'certificate', holder: '财务 沈知夏' }, staff.keeper)
    desk.run('yard.accrueRebate', { vehicleId: car.id, policy: '示例季度提车返利', amountFen: 150_000 }, staff.keeper)
  }
  for (const { id } of pledged.slice(0, 1)) desk.run('preparation.inspect', { vehicleId: id }, staff.keeper)
}
