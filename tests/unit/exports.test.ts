// Lists as files: what the list's query answers this person, in columns and words the person chose; formulas stay text.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Asked } from '../../src/shared/contract.ts'
import { vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { openShop, person, quoteOf } from '../support/shop.ts'
import { somebody, testStore } from '../support/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-exports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let store = testStore()
let who = somebody()
let saveTo: string | null = null
let onProgress: (() => void) | null = null
beforeEach(() => {
  store = testStore()
  who = somebody()
  onProgress = null
})
const dispatcher = () =>
  createDispatch({
    modules: allModules(),
    store: () => store.session,
    services: { sessions: { who: () => who }, dialogs: { save: async () => saveTo } } as unknown as Services,
    progress: () => onProgress?.(),
    incident: (error) => {
      throw error
    },
  })
const run = (input: Asked<'exports.run'>, dispatch = dispatcher()) =>
  dispatch.dispatch({ name: 'exports.run', input, caller: '1', id: 'job' })
const question = {}
const people: Asked<'exports.run'> = {
  list: 'customers',
  question,
  title: '客户',
  format: 'csv',
  columns: [
    { id: 'name', title: '姓名' },
    { id: 'phone', title: '电话' },
    { id: 'level', title: '级别', words: { H: '高' } },
    { id: 'createdAt', title: '建档' },
  ],
}
const vin = (n: number): string => {
  const raw = `LXYE5A1B0TK0${String(n).padStart(5, '0')}`
  return raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9)
}

test('[IMP-02] CSV: masked, in words, with the mark of UTF-8, formulas made harmless, one line in the log', async () => {
  store.run('customers.add', { name: '=1+1', phone: '13812344471', level: 'H' })
  store.run('customers.add', { name: '周,"杉"', phone: '18600002035', level: 'B' })
  const to = join(folder, 'a.csv')
  expect(await run({ ...people, to })).toEqual({ ok: true, value: { path: to, rows: 2 } })
  expect(readFileSync(to, 'utf8')).toBe(
    '\ufeff姓名,电话,级别,建档\r\n"周,""杉""",186****2035,B,2026-11-22 10:30\r\n\'=1+1,138****4471,高,2026-11-22 10:30\r\n',
  )
  const last = store.raw.prepare('SELECT command, payload FROM _sync_changesets ORDER BY n DESC').get() as {
    command: string
    payload: string
  }
  expect(last.command).toBe('exports.noteExport')
  expect(JSON.parse(last.payload).guards).toEqual([{ kind: 'release', key: 'exported:customers:2', holder: 'a.csv' }])
})

test('[IMP-02] XLSX: amounts are numbers, days are days, formulas are text', async () => {
  store.run('vehicles.arrive', {
    vin: vin(1),
    brand: '=青屿',
    series: 'E5',
    model: '标准',
    listFen: 18_990_001,
    priceFen: 18_390_099,
    arrivedOn: '2026-09-10',
  })
  const to = join(folder, 'cars.xlsx')
  await run({
    list: 'vehicles',
    question,
    title: '车辆/库存',
    columns: [
      { id: 'brand', title: '品牌' },
      { id: 'listFen', title: '指导价' },
      { id: 'priceFen', title: '售价' },
      { id: 'arrivedOn', title: '到店' },
      { id: 'ageDays', title: '库龄' },
      { id: 'state', title: '状态', words: { 'in-stock': '在库' } },
      { id: 'customer', title: '客户' },
    ],
    to,
  })
  const [sheet] = await readWorkbook(readFileSync(to))
  expect(sheet?.data).toEqual([
    ['品牌', '指导价', '售价', '到店', '库龄', '状态', '客户'],
    ['=青屿', 189_900.01, 183_900.99, new Date(Date.UTC(2026, 8, 10)), 73, '在库', null],
  ])
})

test('several words of one cell stand as words', async () => {
  const shop = openShop()
  store = shop
  const { id } = shop.run(
    'orders.draft',
    quoteOf(shop, { priceFen: 18_590_000, advance: null, loanFen: 0, loanBank: null, loanMonths: null }),
    person('consultant'),
  )
  shop.run('orders.place', { id: id as never, reason: '老客户' }, person('consultant'))
  const { dueFen } = shop.run('receivables.standing', { orderId: id as never }, person('cashier'))
  shop.run('receivables.receive', { orderId: id as never, method: 'card', amountFen: dueFen }, person('cashier'))
  const to = join(folder, 'kinds.csv')
  const words = { down: '首付', 'held-tax': '代收购置税', 'held-insurance': '代收保险费', 'held-plates': '代收上牌费' }
  expect(
    await run({ list: 'receivables', question, title: '收款', format: 'csv', columns: [{ id: 'kinds', title: '款项', words }], to }),
  ).toMatchObject({ ok: true, value: { rows: 1 } })
  const text = readFileSync(to, 'utf8')
  expect(text).toContain('、')
  for (const word of Object.values(words)) expect(text).toContain(word)
  expect(text).not.toMatch(/[[\]"]/)
})

test('[IMP-02] filters, search, order and ticked rows hold', async () => {
  const ids = ['甲', '乙', '丙'].map((name, at) => store.run('customers.add', { name, phone: `1380000000${at}`, level: at ? 'B' : 'H' }).id)
  const to = join(folder, 'b.csv')
  const columns = [{ id: 'name', title: '姓名' }]
  const names = () => readFileSync(to, 'utf8').split('\r\n').slice(1, -1)
  await run({
    ...people,
    columns,
    to,
    question: { filters: [{ column: 'level', op: 'is', values: ['B'] }], sort: [{ column: 'createdAt', dir: 'asc' }] },
  })
  expect(names()).toEqual(['乙', '丙'])
  await run({ ...people, columns, to, ids: [ids[0] ?? '', ids[2] ?? ''] })
  expect(names()).toEqual(['丙', '甲'])
  await run({ ...people, columns, to, question: { search: 'yi' } })
  expect(names()).toEqual(['乙'])
})

test('[CUS-18] phones in full only for those who may reveal, and each look is in the log', async () => {
  const { id } = store.run('customers.add', { name: '周杉', phone: '13812344471' })
  const to = join(folder, 'c.csv')
  await run({ ...people, to, revealed: true })
  expect(readFileSync(to, 'utf8')).toContain('13812344471')
  const reveal = store.raw.prepare(`SELECT payload FROM _sync_changesets WHERE command = 'customers.reveal'`).get() as { payload: string }
  expect(JSON.parse(reveal.payload).guards).toEqual([{ kind: 'release', key: 'revealed:phone', holder: id }])
  who = somebody({ permissions: new Set(['customers.view', 'exports.run']) })
  expect(await run({ ...people, to: join(folder, 'd.csv'), revealed: true })).toMatchObject({
    ok: false,
    error: { code: 'forbidden', details: { needs: 'customers.reveal' } },
  })
  expect(readdirSync(folder)).not.toContain('d.csv')
})

test('many rows in slices, cancelled without a trace', async () => {
  for (let i = 0; i < 1200; i++) store.run('customers.add', { name: `客户${i}`, phone: `139${String(i).padStart(8, '0')}`, evenSo: '编号' })
  const to = join(folder, 'e.csv')
  expect(await run({ ...people, to })).toMatchObject({ value: { rows: 1200 } })
  const dispatch = dispatcher()
  onProgress = () => dispatch.cancel('1', 'job')
  expect(await run({ ...people, to: join(folder, 'f.csv') }, dispatch)).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(readdirSync(folder).filter((name) => name.startsWith('f.'))).toEqual([])
})

test('refused: nothing to write, a list that is none, no right, a folder that is not there; no place chosen is no error', async () => {
  expect(await run({ ...people, to: join(folder, 'g.csv') })).toMatchObject({ ok: false, error: { code: 'nothing-to-export' } })
  for (const list of ['sync', 'admin.audit', 'shell.views', 'customers.card'])
    expect(await run({ ...people, list, to: join(folder, 'g.csv') })).toMatchObject({ ok: false, error: { code: 'unknown-list' } })
  store.run('customers.add', { name: '周杉', phone: '13812344471' })
  expect(await run({ ...people })).toEqual({ ok: true, value: null })
  saveTo = join(folder, 'chosen.csv')
  expect(await run({ ...people })).toMatchObject({ ok: true, value: { path: saveTo } })
  saveTo = null
  expect(await run({ ...people, to: join(folder, 'nowhere', 'x.csv') })).toMatchObject({ ok: false, error: { code: 'folder-missing' } })
  who = somebody({ permissions: new Set(['customers.view']) })
  expect(await run({ ...people, to: join(folder, 'h.csv') })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})
