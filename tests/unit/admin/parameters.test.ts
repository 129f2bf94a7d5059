// Dated values: which holds on a day, what is refused, and that a row this version cannot read stops nobody.
import { describe, expect, test } from 'vitest'
import { parameterOn, parametersOf } from '../../../src/main/modules/admin/queries.ts'
import { parameterKeys, parameterSchemas } from '../../../src/shared/modules/admin/rules/parameters.ts'
import { parameterSeeds } from '../../../src/shared/modules/admin/rules/first-values.ts'
import { parameters } from '../../../src/shared/modules/admin/tables.ts'
import { purchaseTax } from '../../../src/shared/modules/orders/rules.ts'
import { testDesk } from '../../support/desk.ts'
import { somebody } from '../../support/store.ts'

describe('seeds', () => {
  test('every key has one, and every value fits its key', () => {
    // Which tax office is in charge only the store itself can say.
    expect(new Set(parameterSeeds.map((seed) => seed.key))).toEqual(new Set(parameterKeys.filter((key) => key !== 'tax-office')))
    for (const { key, value, source } of parameterSeeds) {
      expect(parameterSchemas[key].parse(value)).toEqual(value)
      expect(source).not.toBe('')
    }
  })
  test('give the purchase tax of the domain facts', async () => {
    const { session } = await testDesk()
    const tax = (priceFen: number, energy: 'fuel' | 'nev', on: string) =>
      session.read(somebody(), (db) => purchaseTax({ priceFen, energy, on, parameters: parametersOf(db, 'purchase-tax') })?.taxFen)
    expect(tax(18_000_000, 'fuel', '2026-11-22')).toBe(1_592_920)
    expect(tax(18_000_000, 'nev', '2026-11-22')).toBe(796_460)
    expect(tax(35_000_000, 'nev', '2026-11-22')).toBe(1_597_345)
    expect(tax(18_000_000, 'nev', '2025-06-01')).toBe(0)
    expect(tax(18_000_000, 'nev', '2018-06-01')).toBeUndefined()
  })
})

describe('parameterOn', () => {
  test('is the value that began last, typed, and null before the first', async () => {
    const { session, run } = await testDesk()
    run('admin.dateParameter', { key: 'plate-fee', validFromOn: '2026-12-01', value: 60_000 })
    const fee = (day: string): number | null => session.read(somebody(), (db) => parameterOn(db, 'plate-fee', day))
    expect([fee('2019-12-31'), fee('2026-11-30'), fee('2026-12-01')]).toEqual([null, 50_000, 60_000])
    expect(session.read(somebody(), (db) => parameterOn(db, 'stock-ageing', '2026-11-22'))).toEqual([60, 90])
  })
  test('passes over a row it cannot read', async () => {
    const { session } = await testDesk()
    session.write(somebody(), { command: 'test.newer', writes: null }, (db) => {
      db.put(parameters, { id: 'plate-fee@2026-11-01', key: 'plate-fee', validFromOn: '2026-11-01', value: '{"newer":true}' })
      db.put(parameters, { id: 'plate-fee@2026-11-02', key: 'plate-fee', validFromOn: '2026-11-02', value: '{broken' })
    })
    expect(session.read(somebody(), (db) => parameterOn(db, 'plate-fee', '2026-11-22'))).toBe(50_000)
  })
})

describe('dateParameter', () => {
  test('[ADM-12] adds a value, replaces one of the same day, and the list says which holds', async () => {
    const { run, st } = await testDesk()
    run('admin.dateParameter', { key: 'stock-ageing', validFromOn: '2026-11-22', value: [45, 75, 120], source: '店务会' })
    run('admin.dateParameter', { key: 'stock-ageing', validFromOn: '2026-11-22', value: [45, 80, 120] })
    expect(st.one(`SELECT count(*) AS n FROM parameters WHERE key = 'stock-ageing'`)).toEqual({ n: 2 })
    const { rows } = run('admin.parameters', {}).find((group) => group.key === 'stock-ageing') ?? { rows: [] }
    expect(rows.map((row) => [row.validFromOn, row.value, row.standing])).toEqual([
      ['2026-11-22', [45, 80, 120], 'now'],
      ['2020-01-01', [60, 90], 'past'],
    ])
    const tax = run('admin.parameters', {}).find((group) => group.key === 'purchase-tax')
    expect(tax?.rows.map((row) => row.standing)).toEqual(['ahead', 'now', 'past', 'past'])
  })
  test.each([
    ['stock-ageing', [90, 60]],
    ['stock-ageing', []],
    ['earnest-ceiling', 20_000],
    ['plate-fee', -1],
    ['plate-fee', 0.5],
    ['plate-fee', '500'],
    ['idle-lock-minutes', 100_000],
    ['purchase-tax', { vatBp: 1300 }],
    ['below-cost-warning', 'yes'],
  ] as const)('refuses %s = %j with the place that is wrong', async (key, value) => {
    const { run, st } = await testDesk()
    const before = st.one('SELECT count(*) AS n FROM parameters')
    expect(() => run('admin.dateParameter', { key, validFromOn: '2027-01-01', value: value as never })).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        details: { issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringMatching(/^value/) })]) },
      }),
    )
    expect(st.one('SELECT count(*) AS n FROM parameters')).toEqual(before)
  })
  test('a day gone by asks for a note', async () => {
    const { run } = await testDesk()
    expect(() => run('admin.dateParameter', { key: 'plate-fee', validFromOn: '2026-11-21', value: 1 })).toThrow('note-needed')
    run('admin.dateParameter', { key: 'plate-fee', validFromOn: '2026-11-21', value: 1, note: '漏登记' })
  })
  test('only what lies ahead can be taken back', async () => {
    const { run } = await testDesk()
    const { id } = run('admin.dateParameter', { key: 'plate-fee', validFromOn: '2027-01-01', value: 60_000 })
    run('admin.dropParameter', { id })
    expect(() => run('admin.dropParameter', { id })).toThrow('not-found')
    expect(() => run('admin.dropParameter', { id: 'plate-fee@2020-01-01' })).toThrow('in-force')
  })
})
