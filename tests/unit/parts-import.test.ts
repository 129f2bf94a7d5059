// Parts, bins and prices from somebody's stock list, on a real store and the real thread: heads as they write them, every problem at
// once, what lies here already, all rows or none, and the way back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partId } from '../../src/shared/modules/parts/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const folder = mkdtempSync(join(tmpdir(), 'forecourt-parts-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let shop: Shop
beforeAll(() => {
  shop = openShop()
})
let files = 0
const file = (text: string): string => {
  const path = join(folder, `parts-${++files}.csv`)
  writeFileSync(path, text)
  return path
}
/** Reads and checks, as the wizard does. */
async function checked(text: string) {
  const ask = jobsOf(shop.session)
  const path = file(text)
  const opened = await ask('imports.read', { kind: 'parts', path }, keeper)
  if (!opened) throw new Error('no file')
  const chosen = { kind: 'parts' as const, path, digest: opened.digest, mapping: opened.mapping }
  return { opened, chosen, result: await ask('imports.check', chosen, keeper) }
}
const row = (code: string) => shop.run('parts.page', { filters: [{ column: 'code', op: 'is', values: [code] }] }, keeper).rows[0]

const HEADS = '零件号,零件名称,配件分类,配件来源,单位,货位,安全库存,最高库存,零售价（元）,条形码\n'

test('[PAR-02] heads in Chinese are understood, and every problem of every row is told at once', async () => {
  const { opened, result } = await checked(
    `${HEADS}imp-1,机油滤清器,常用件,原厂件,件,A-01,5,20,58.00,6901\nIMP-2,,易损,神秘件,件,A-02,9,3,便宜,\nIMP-3,防冻液,保养件,,毫升,A-03,,,0.056,\nimp-1,又一个,常用件,原厂,件,A-09,,,1,\n`,
  )
  expect(opened.mapping).toEqual({
    ...{ code: 0, name: 1, class: 2, origin: 3, unit: 4, bin: 5, lowUnits: 6, highUnits: 7, priceFen: 8, barcode: 9 },
  })
  expect(result.issues.first.map(({ row: line, field, code }) => `${line} ${field} ${code}`).toSorted()).toEqual([
    '3 highUnits limits-crossed',
    '3 name missing',
    '3 origin choice',
    '3 priceFen money',
    '4 priceFen money',
  ])
  expect(result.duplicates).toMatchObject({ total: 1, inFile: 1, inStore: 0 })
  expect(result.warnings.kinds).toEqual([{ field: 'origin', code: 'origin-assumed', count: 1 }])
})

test('[S-BULK-1] [S-BULK-2] [S-BULK-5] [PAR-02] all rows or none: hidden until the last, undone as one, and what somebody built on stays', async () => {
  shop.run('parts.keep', { code: 'OLD-1', name: '早有的', class: 'common', origin: 'original', unit: '件', bin: 'Z-01' }, keeper)
  const { chosen, result } = await checked(
    `${HEADS}NEW-1,前制动片,易损件,同质件,套,B-01,2,8,260,\nNEW-2,后制动片,易损件,原厂件,套,B-02,2,8,380,\nOLD-1,别的名字,常用件,原厂件,件,B-03,,,1,\n`,
  )
  expect(result).toMatchObject({ good: 2, duplicates: { inStore: 1 } })
  const ask = jobsOf(shop.session)
  const { batchId } = shop.run('imports.begin', { kind: 'parts', fileName: 'x.csv', rows: 1 }, keeper)
  const facts = { code: 'HID-1', name: '没导完', class: 'common', origin: 'original', unit: '件', bin: 'HID' } as const
  shop.run('imports.take', { batchId, parts: [facts] }, keeper)
  expect([row('HID-1'), shop.run('parts.find', { text: 'HID-1' }, keeper).exact]).toEqual([undefined, null])
  expect(shop.run('parts.words', {}, keeper).bins).not.toContain('HID')
  expect(shop.run('purchasing.advice', {}, keeper).rows.map(({ code }) => code)).not.toContain('HID-1')

  const done = await ask('imports.run', chosen, keeper)
  expect(done).toMatchObject({ rows: 2, skipped: 1 })
  expect(row('NEW-1')).toMatchObject({
    ...{ name: '前制动片', class: 'wear', origin: 'equivalent', unit: '套', bin: 'B-01', lowUnits: 2, highUnits: 8, priceFen: 26_000 },
  })
  expect(row('OLD-1')).toMatchObject({ name: '早有的', bin: 'Z-01' })
  shop.run('parts.receive', { lines: [{ partId: partId('NEW-2'), units: 1, costFen: 20_000 }] }, keeper)
  shop.run('imports.undo', { batchId: done.batchId }, keeper)
  expect(row('NEW-1')).toBeUndefined()
  expect(row('NEW-2')).toMatchObject({ units: 1, bin: 'B-02' })
  // Brought again it is there again; entered by hand it is nobody's batch any more.
  const again = await checked(`${HEADS}NEW-1,前制动片,易损件,同质件,套,B-07,2,8,270,\n`)
  expect(again.result).toMatchObject({ good: 1, duplicates: { total: 0 } })
  const second = await ask('imports.run', again.chosen, keeper)
  expect(row('NEW-1')).toMatchObject({ bin: 'B-07', priceFen: 27_000 })
  shop.run('parts.keep', { code: 'NEW-1', name: '前制动片', class: 'wear', origin: 'equivalent', unit: '套', bin: 'B-08' }, keeper)
  shop.run('imports.undo', { batchId: second.batchId }, keeper)
  expect(row('NEW-1')).toMatchObject({ bin: 'B-08' })
})

test('[PAR-03] [PAR-04] limits that are crossed and parts that lie idle are measured for the alerts', () => {
  const measured = (indicator: 'parts-short' | 'parts-over' | 'parts-idle', windowDays = 0) =>
    shop.run('alerts.preview', { indicator, windowDays, direction: 'above', threshold: 0 }, keeper)[0]?.value
  const before = [measured('parts-short'), measured('parts-over')]
  const keep = (code: string, lowUnits: number, highUnits: number) =>
    shop.run('parts.keep', { code, name: code, class: 'wear', origin: 'original', unit: '件', lowUnits, highUnits }, keeper)
  keep('LIM-1', 3, 5)
  keep('LIM-2', 0, 5)
  shop.run('parts.receive', { lines: [{ partId: partId('LIM-2'), units: 6, costFen: 600 }] }, keeper)
  expect([measured('parts-short'), measured('parts-over')]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1])
  expect(measured('parts-idle', 30)).toBe(0)
  shop.clock.at += 31 * 86_400_000
  expect(measured('parts-idle', 30)).toBeGreaterThan(0)
  const rule = {
    name: '呆滞',
    indicator: 'parts-idle',
    windowDays: 30,
    direction: 'above',
    threshold: 0,
    quietFrom: null,
    quietTo: null,
  } as const
  const { id } = shop.run('alerts.keepRule', rule, keeper)
  expect(shop.run('alerts.due', {}, keeper)).toContain(id)
  expect(shop.run('alerts.ring', { ruleId: id }, keeper)).toEqual({ rung: 1, returned: 0, cleared: 0 })
})
