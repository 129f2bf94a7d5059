// What the demo store wants of its people and how it pays them: targets of this month and the last, one dated scheme, and last
// month's statements: one locked, one reviewed, the others drafts. Nothing here is drawn by lot.
import { addMonths } from '../../shared/dates.ts'
import type { Measure } from '../../shared/modules/targets/rules.ts'
import type { World } from './world.ts'

/** A month of one consultant. */
const GOALS: readonly (readonly [Measure, number])[] = [
  ['leads', 36],
  ['drives', 10],
  ['orders', 7],
  ['deliveries', 4],
  ['marginFen', 5_000_000],
]

export function payPeople({ desk, staff, today }: World): void {
  const month = today.slice(0, 7)
  const before = addMonths(`${month}-01`, -1).slice(0, 7)
  desk.run(
    'targets.addScheme',
    {
      name: '销售顾问提成方案',
      validFromOn: `${addMonths(`${month}-01`, -12).slice(0, 7)}-01`,
      terms: {
        perCarFen: 30_000,
        steps: [
          { fromCars: 4, perCarFen: 40_000 },
          { fromCars: 6, perCarFen: 50_000 },
        ],
        marginBp: 300,
        accessoriesBp: 800,
        insuranceFen: 10_000,
        loanFen: 15_000,
        belowCostFen: 10_000,
        bonus: { measure: 'deliveries', fromBp: 10_000, fen: 200_000 },
      },
    },
    staff.director,
  )
  for (const each of [before, month])
    for (const [measure, value] of GOALS) {
      for (const personId of staff.consultants) desk.run('targets.setTarget', { month: each, personId, measure, value }, staff.manager)
      desk.run('targets.setTarget', { month: each, personId: null, measure, value: value * staff.consultants.length }, staff.manager)
    }
  const [locked, reviewed] = staff.consultants
  for (const personId of [locked, reviewed]) if (personId) desk.run('targets.review', { personId, month: before }, staff.cashier)
  if (locked) desk.run('targets.lock', { personId: locked, month: before }, staff.director)
}
