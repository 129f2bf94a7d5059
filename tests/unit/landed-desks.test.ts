// What one shipment cost, booked at two desks of a store without a line, each knowing goods and costs the other does not: every share is
// in the stock ledger once, whichever desk is heard first.
import { beforeAll, expect, test, vi } from 'vitest'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { type Desktop, eventually } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { SITE } from '../support/store.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let one: Desktop
let two: Desktop
let shipment: string
let purchase: string
const boss = person('director')
const second = { ...boss, user: '019a0000-0000-7000-8000-0000000000b2' }
const [FILTER, PAD] = [partId('OF-1'), partId('BP-1')]

const desks = twoDesks(['配件柜台', '服务前台'], (shop) => {
  const about = { class: 'common', origin: 'original', unit: '件' } as const
  shop.run('parts.keep', { ...about, code: 'OF-1', name: '机油滤清器' }, boss)
  shop.run('parts.keep', { ...about, code: 'BP-1', name: '制动片' }, boss)
  const { id: supplierId } = shop.run('purchasing.keepSupplier', { name: '青屿配件中心' }, boss)
  const wanted = [FILTER, PAD].map((part) => ({ partId: part, units: 4, costFen: 10_000 }))
  purchase = shop.run('purchasing.ask', { supplierId, dueOn: null, reason: '补货', lines: wanted }, second).id
  shop.run('purchasing.decide', { id: purchase, approved: true }, boss)
  shop.run('purchasing.order', { id: purchase }, boss)
  const { id: carrierId } = shop.run('logistics.keepCarrier', { name: '顺路物流' }, boss)
  const way = { carrierId, subject: 'purchases', subjectId: purchase, fromPlace: '上海', toPlace: '昆山店' } as const
  shipment = shop.run('logistics.ship', way, boss).id
  shop.run('logistics.cost', { id: shipment, kind: 'freight', amountFen: 1001 }, boss)
})
const { cut, mend } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

const card = (desk: Desktop) => desk.run('logistics.card', { id: shipment }, boss)
const land = (desk: Desktop) => desk.run('logistics.land', { id: shipment }, boss).landedFen
const value = (desk: Desktop, part: string) =>
  desk.st.one('SELECT units, average_fen AS average, fifo_fen AS fifo FROM part_stock WHERE id = ?', placeId(part, SITE))
function receive(desk: Desktop, code: string): void {
  const line = desk.run('purchasing.card', { id: purchase }, boss).lines.find((each) => each.code === code)
  desk.run('purchasing.receive', { id: purchase, lines: [{ lineId: line?.id ?? '', units: 4, damagedUnits: 0 }] }, boss)
}

test('[S-MERGE-5] [LOG-04] a shipment’s cost booked at two desks without a line is in the stock ledger once, to the 分', async () => {
  receive(one, 'OF-1')
  await mend()
  await cut()
  // Both book what both know; then each learns of something the other does not, and books that as well.
  for (const desk of [one, two]) {
    expect(land(desk)).toBe(501)
    expect(value(desk, FILTER)).toEqual({ units: 4, average: 10_501, fifo: 10_501 })
  }
  receive(one, 'BP-1')
  expect(land(one)).toBe(500)
  two.run('parts.issue', { lines: [{ partId: FILTER, units: 4 }] }, boss)
  two.run('logistics.cost', { id: shipment, kind: 'handling', amountFen: 99 }, boss)
  expect(land(two)).toBe(50)
  await mend()
  for (const desk of [one, two]) {
    expect(card(desk).landing).toMatchObject({ landedFen: 1051, openFen: 49, waitingFen: 0, lands: true })
    expect(value(desk, FILTER)).toEqual({ units: 0, average: 0, fifo: 0 })
    expect(value(desk, PAD)).toEqual({ units: 4, average: 10_500, fifo: 10_500 })
  }
  await cut()
  for (const desk of [one, two]) expect(land(desk)).toBe(49)
  await mend()
  const entries = (desk: Desktop) =>
    desk.st.all<{ id: string; fen: number }>(`SELECT id, cost_fen AS fen FROM part_moves WHERE kind = 'landed' ORDER BY id`)
  for (const desk of [one, two]) {
    expect(entries(desk)).toHaveLength(4)
    expect(entries(desk).reduce((sum, { fen }) => sum + fen, 0)).toBe(1100)
    expect(card(desk).landing).toMatchObject({ landedFen: 1100, openFen: 0, waitingFen: 0, lands: false })
    expect(value(desk, PAD)).toEqual({ units: 4, average: 10_549, fifo: 10_549 })
    expect(desk.st.all(`SELECT id FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
  }
  expect(one.st.all('SELECT * FROM part_books ORDER BY id')).toEqual(two.st.all('SELECT * FROM part_books ORDER BY id'))
})

test('[LOG-04] of two desks that choose apart what a shipment is shared by one choice counts at both, to the 分, and the other is a case', async () => {
  const about = { class: 'common', origin: 'original', unit: '件' } as const
  one.run('parts.keep', { ...about, code: 'OF-1', name: '机油滤清器', weightGrams: 1000 }, boss)
  one.run('parts.keep', { ...about, code: 'BP-1', name: '制动片', weightGrams: 3000 }, boss)
  const { id: carrierId } = one.run('logistics.keepCarrier', { name: '远行快运' }, boss)
  const way = { carrierId, subject: 'purchases', subjectId: purchase, fromPlace: '上海', toPlace: '昆山店' } as const
  const { id } = one.run('logistics.ship', way, boss)
  one.run('logistics.cost', { id, kind: 'freight', amountFen: 1001 }, boss)
  await mend()
  await cut()
  one.run('logistics.share', { id, basis: 'weight' }, boss)
  two.run('logistics.share', { id, basis: 'quantity' }, boss)
  two.run('logistics.cost', { id, kind: 'handling', amountFen: 10 }, boss)
  const shares = (desk: Desktop) => desk.run('logistics.card', { id }, boss).lines.map(({ shareFen }) => shareFen)
  expect([shares(one), shares(two)]).toEqual([
    [250, 751],
    [506, 505],
  ])
  await mend()
  const chosen = one.run('logistics.card', { id }, boss).basis
  expect(['weight', 'quantity']).toContain(chosen)
  // What the second desk noted it shared by its own choice; that stays where the other's has no word of it.
  for (const desk of [one, two]) {
    expect(desk.run('logistics.card', { id }, boss).basis).toBe(chosen)
    expect(shares(desk)).toEqual(chosen === 'weight' ? [255, 756] : [506, 505])
    expect(desk.st.all(`SELECT id FROM cases WHERE subject_id = ? AND state = 'open'`, id)).toHaveLength(1)
  }
  expect(one.run('logistics.land', { id }, boss).landedFen).toBe(1011)
})

test('[LOG-04] what one desk books while another shares it anew adds up to the cost at both: the later is a case and books again', async () => {
  const { id: carrierId } = one.run('logistics.keepCarrier', { name: '近路速运' }, boss)
  const way = { carrierId, subject: 'purchases', subjectId: purchase, fromPlace: '上海', toPlace: '昆山店' } as const
  for (const first of [one, two]) {
    const { id } = one.run('logistics.ship', way, boss)
    one.run('logistics.share', { id, basis: 'value' }, boss)
    one.run('logistics.cost', { id, kind: 'freight', amountFen: 1001 }, boss)
    await mend()
    const booked = (): void => void one.run('logistics.land', { id }, boss)
    const anew = (): void => {
      two.run('logistics.share', { id, basis: 'weight' }, boss)
      two.run('logistics.land', { id }, boss)
    }
    const other = first === one ? two : one
    await cut()
    booked()
    anew()
    desks.lines[first === one ? 0 : 1].set({ kind: 'pass' })
    await eventually(() => first.session.pendingCount() === 0, Boolean, 60_000)
    await mend()
    const landed = (desk: Desktop) => desk.run('logistics.card', { id }, boss).lines.map(({ landedFen }) => landedFen)
    for (const desk of [one, two]) expect(landed(desk)).toEqual(first === one ? [501, 500] : [250, 751])
    expect(other.st.all(`SELECT id FROM cases WHERE subject_id = ? AND state = 'open'`, id).length).toBeGreaterThan(0)
    for (const desk of [one, two]) expect(desk.run('logistics.card', { id }, boss).landing).toMatchObject({ landedFen: 1001, openFen: 0 })
  }
})
