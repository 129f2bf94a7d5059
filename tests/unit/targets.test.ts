// Targets and commission on a real store: what is counted, each line with its order, the steps of a statement, and that a
// locked month is put right by a counter-line in the next one only.
import { expect, test } from 'vitest'
import { corrections, forecast, linesOf, totalOf, SchemeTerms } from '../../src/shared/modules/targets/rules.ts'
import { openShop, person, quoteOf, refused, type Shop, userId } from '../support/shop.ts'

const manager = person('manager')
const director = person('director')
const consultant = person('consultant')
const colleague = person('colleague')
const terms: SchemeTerms = {
  perCarFen: 50_000,
  steps: [{ fromCars: 2, perCarFen: 80_000 }],
  marginBp: 500,
  accessoriesBp: 300,
  insuranceFen: 10_000,
  loanFen: 20_000,
  belowCostFen: 30_000,
  bonus: { measure: 'deliveries', fromBp: 10_000, fen: 100_000 },
}
const MONTH = '2026-10'
const me = userId('consultant')

/** Two orders handed over in October, as the ledger has them after all their steps. */
function sold(): Shop {
  const shop = openShop()
  for (const [at, car] of shop.cars.slice(0, 2).entries()) {
    const { id } = shop.run('orders.draft', quoteOf(shop, { vehicleId: car }), consultant)
    shop.st.run(
      `UPDATE orders SET state = 'delivered', signed_at = ?, delivered_at = ? WHERE id = ?`,
      Date.UTC(2026, 9, 10 + at),
      Date.UTC(2026, 9, 12 + at),
      id,
    )
  }
  shop.run('targets.addScheme', { name: '2026 下半年', validFromOn: '2026-07-01', terms }, manager)
  shop.run('targets.setTarget', { month: MONTH, personId: me, measure: 'deliveries', value: 2 }, manager)
  return shop
}
const statement = (shop: Shop, month: string = MONTH, who = manager) => shop.run('targets.statement', { personId: me, month }, who)

test('every line has its order, a step holds from its car on, the bonus is given once, and the parts are the whole', () => {
  const shop = sold()
  const { lines, totalFen, state, scheme } = statement(shop)
  expect({ state, scheme }).toEqual({ state: 'draft', scheme: '2026 下半年' })
  const of = (part: string) => lines.filter((line) => line.part === part).map(({ amountFen }) => amountFen)
  // ¥183,900 less cost 180,000 with rebate 3,000: 6,900 margin a car; accessories of ¥3,680.
  expect({ car: of('car'), margin: of('margin'), accessories: of('accessories') }).toEqual({
    car: [50_000, 80_000],
    margin: [34_500, 34_500],
    accessories: [11_040, 11_040],
  })
  expect({ insurance: of('insurance'), loan: of('loan'), bonus: of('bonus') }).toEqual({
    insurance: [10_000, 10_000],
    loan: [20_000, 20_000],
    bonus: [100_000],
  })
  expect(lines.filter(({ part }) => part !== 'bonus').every(({ orderNo }) => orderNo?.startsWith('SO-'))).toBe(true)
  expect(totalFen).toBe(lines.reduce((sum, { amountFen }) => sum + amountFen, 0))
})

test('draft, reviewed, locked by somebody else; then only the next month says what was wrong', () => {
  const shop = sold()
  expect(refused(() => shop.run('targets.lock', { personId: me, month: MONTH }, manager)).code).toBe('not-reviewed')
  expect(refused(() => shop.run('targets.review', { personId: me, month: '2026-11' }, manager)).code).toBe('month-runs')
  shop.run('targets.review', { personId: me, month: MONTH }, manager)
  const before = statement(shop)
  expect(refused(() => shop.run('targets.lock', { personId: me, month: MONTH }, manager)).code).toBe('own-review')
  shop.run('targets.lock', { personId: me, month: MONTH }, director)
  expect(statement(shop)).toMatchObject({ state: 'locked', reviewedBy: '顾听澜', lockedBy: '莫怀远' })
  expect(refused(() => shop.run('targets.review', { personId: me, month: MONTH }, director)).code).toBe('locked')
  // The second order is taken back: October stays as it was paid, November owes the difference, line by line.
  const second = before.lines.find(({ amountFen }) => amountFen === 80_000)?.orderId
  shop.st.run('UPDATE orders SET cancelled_at = ? WHERE id = ?', Date.UTC(2026, 10, 3), second ?? '')
  expect(statement(shop)).toMatchObject({ totalFen: before.totalFen, state: 'locked' })
  const next = statement(shop, '2026-11')
  expect(next.lines.every(({ correction, month }) => correction && month === MONTH)).toBe(true)
  expect(next.lines.map(({ part, amountFen }) => `${part} ${amountFen}`).toSorted()).toEqual([
    'accessories -11040',
    'bonus -100000',
    'car -80000',
    'insurance -10000',
    'loan -20000',
    'margin -34500',
  ])
})

test('a consultant sees the board and their own statement, and nobody else’s money', () => {
  const shop = sold()
  const board = shop.run('targets.board', { month: MONTH }, colleague)
  expect(board.people.map(({ name, rank }) => [name, rank])).toEqual([
    ['陈屿', 1],
    ['许南枝', 2],
  ])
  const of = (at: number, measure: string) => board.people[at]?.measures.find((each) => each.measure === measure)
  expect(of(0, 'deliveries')).toEqual({ measure: 'deliveries', reached: 2, target: 2, forecast: 2 })
  expect(of(0, 'accessoriesFen')?.reached).toBeNull()
  expect(of(1, 'accessoriesFen')?.reached).toBe(0)
  expect(shop.run('targets.board', { month: MONTH }, manager).team.measures.find(({ measure }) => measure === 'marginFen')?.reached).toBe(
    1_380_000,
  )
  expect(statement(shop, MONTH, consultant).lines.length).toBeGreaterThan(0)
  expect(refused(() => statement(shop, MONTH, colleague)).code).toBe('not-found')
})

test('a forecast is the pace so far, today counted; nothing is foreseen of a month ahead', () => {
  expect(forecast(10, '2026-11', '2026-11-15')).toBe(20)
  expect(forecast(10, '2026-11', '2026-12-05')).toBe(10)
  expect(forecast(0, '2026-12', '2026-11-15')).toBe(0)
  expect(totalOf(corrections(linesOf(MONTH, terms, [], { reached: 0, target: null }), []))).toBe(0)
})

test('a scheme has as many steps as its form adds; two from one car are refused where the second stands', () => {
  const shop = sold()
  const steps = [
    { fromCars: 5, perCarFen: 120_000 },
    { fromCars: 2, perCarFen: 80_000 },
    { fromCars: 9, perCarFen: 150_000 },
  ]
  shop.run('targets.addScheme', { name: '三级', validFromOn: '2026-09-01', terms: { ...terms, steps } }, manager)
  expect(shop.run('targets.schemes', {}, manager).find(({ name }) => name === '三级')?.terms.steps).toEqual(steps)
  const cars = Array.from({ length: 9 }, (_, at) => ({
    orderId: `o${at}`,
    deliveredAt: at,
    marginFen: null,
    accessoriesFen: 0,
    insuranceFen: 0,
    loanFen: 0,
  }))
  expect(linesOf(MONTH, { ...terms, steps, bonus: null }, cars, { reached: 0, target: null }).map(({ amountFen }) => amountFen)).toEqual([
    50_000, 80_000, 80_000, 80_000, 120_000, 120_000, 120_000, 120_000, 150_000,
  ])
  const twice = SchemeTerms.safeParse({ ...terms, steps: [...steps, { fromCars: 2, perCarFen: 1 }] })
  expect(twice.error?.issues.map(({ path, message }) => [path, message])).toEqual([[['steps', 3, 'fromCars'], 'step-twice']])
})
