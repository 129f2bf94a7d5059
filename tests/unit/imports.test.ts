// The import wizard from file to rows, on a real store and the real thread: encodings, heads in any order, cells as people
// write them, all errors at once, all rows or none, and the way back.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import readWorkbook from 'read-excel-file/node'
import writeWorkbook from 'write-excel-file/node'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Asked, JobName, Output } from '../../src/shared/contract.ts'
import type { ImportKind } from '../../src/shared/modules/imports/rules/kinds.ts'
import { vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { somebody, testStore } from '../support/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-imports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CONSULTANT = '019a0000-0000-7000-8000-0000000000c5'
let store = testStore()
let who = somebody()
let progressed: { done: number; total: number; note?: string | undefined }[] = []
let onProgress: (() => void) | null = null
beforeEach(() => {
  store = testStore()
  who = somebody()
  progressed = []
  onProgress = null
  store.raw.prepare(`INSERT INTO users (id, name, login, all_sites) VALUES (?, '王磊', 'wl', 1)`).run(CONSULTANT)
})

const dispatcher = () =>
  createDispatch({
    modules: allModules(),
    store: () => store.session,
    services: { sessions: { who: () => who }, dialogs: { open: async () => [], save: async () => null } } as unknown as Services,
    progress: (_caller, _id, progress) => {
      progressed.push(progress)
      onProgress?.()
    },
    incident: (error) => {
      throw error
    },
  })
const attempt = async <N extends JobName>(name: N, input: Asked<N>, dispatch = dispatcher()) =>
  dispatch.dispatch({ name, input, caller: '1', id: 'job' })
const ask = async <N extends JobName>(name: N, input: Asked<N>): Promise<NonNullable<Output<N>>> => {
  const reply = await attempt(name, input)
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value as NonNullable<Output<N>>
}

let files = 0
const file = (content: string | Buffer, extension = 'csv'): string => {
  const path = join(folder, `file-${++files}.${extension}`)
  writeFileSync(path, content)
  return path
}
const vin = (n: number): string => {
  const raw = `LXYE5A1B0TK0${String(n).padStart(5, '0')}`
  return raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9)
}
/** Reads and checks in one step, as the wizard does. */
const checked = async (kind: ImportKind, path: string, mapping?: Record<string, number>) => {
  const opened = await ask('imports.read', { kind, path })
  const chosen = { kind, path, digest: opened.digest, mapping: mapping ?? opened.mapping }
  return { opened, chosen, result: await ask('imports.check', chosen) }
}
const people = () => store.run('customers.page', { limit: 500, sort: [{ column: 'createdAt', dir: 'asc' }] }).rows

const TABLE =
  '客户姓名,联系电话,性别,生日,预算（万元）,意向级别,来源,销售顾问\r\n周杉,138 1234 4471,男,1990-3-8,18.5,高,抖音,王磊\r\n赵溯,+86 186-0000-2035,女,1988年11月2日,"20",A级,转介绍,\r\n章穗宁,15000009917,,1995/07/01,,,,无此人\r\n'

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TABLE)],
    ['UTF-8', Buffer.from(`\ufeff${TABLE}`)],
    ['GB18030', iconv.encode(TABLE, 'GB18030')],
    ['UTF-16LE', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(TABLE, 'UTF-16LE')])],
    ['UTF-8', Buffer.from(TABLE.replaceAll(',', '\t'))],
    ['UTF-8', Buffer.from(TABLE.replaceAll(',', ';'))],
    ['UTF-8', Buffer.from(TABLE.replaceAll('\r\n', '\n'))],
  ])('%s', async (encoding, bytes) => {
    const { opened, result } = await checked('customers', file(bytes))
    expect(opened).toMatchObject({ format: 'csv', encoding, rows: 3, headRow: 1 })
    expect(opened.columns[0]?.head).toBe('客户姓名')
    expect(result).toMatchObject({ rows: 3, good: 3, issues: { total: 0 } })
  })

  test('a short GB18030 file of names only is read', async () => {
    const opened = await ask('imports.read', { kind: 'customers', path: file(iconv.encode('姓名,手机\n仝卓,13800000001\n', 'GB18030')) })
    expect(opened.preview).toEqual([['仝卓', '13800000001']])
  })

  test('traditional characters in Big5, when the person says so', async () => {
    const path = file(iconv.encode('姓名,手機\n陳嶼,13800000001\n', 'Big5'))
    expect((await ask('imports.read', { kind: 'customers', path, encoding: 'Big5' })).preview).toEqual([['陳嶼', '13800000001']])
  })
})

describe('heads', () => {
  test('[IMP-01] in any order and wording, with marks, units and a title above', async () => {
    const path = file(
      '昆山店客户档案 2026,,,,\n,,,,\n备注,*手机号码(必填),身份证号,购车预算(元),* 姓 名\n老客户,13812344471,11010519491231002X,"183,900.00",周杉\n',
    )
    const { opened } = await checked('customers', path)
    expect(opened).toMatchObject({ headRow: 3, rows: 1, mapping: { note: 0, phone: 1, idNumber: 2, budgetFen: 3, name: 4 } })
  })

  test('a column is suggested once, the surest first', async () => {
    const opened = await ask('imports.read', { kind: 'customers', path: file('手机,联系电话,姓名,联系人,意向车型\n1,2,3,4,5\n') })
    expect(opened.mapping).toMatchObject({ phone: 0, name: 2, contact: 3, wants: 4 })
  })

  test('a stock list of a dealer', async () => {
    const opened = await ask('imports.read', {
      kind: 'vehicles',
      path: file(
        '序号,车架号,品牌,车型,配置,外观颜色,内饰颜色,指导价（万元）,售价（万元）,入库日期,库位,状态,采购价(万元)\n1,x,x,x,x,x,x,1,1,x,x,x,1\n',
      ),
    })
    expect(opened.mapping).toEqual({
      vin: 1,
      brand: 2,
      series: 3,
      model: 4,
      exterior: 5,
      interior: 6,
      listFen: 7,
      priceFen: 8,
      arrivedOn: 9,
      location: 10,
      state: 11,
      costFen: 12,
    })
    expect(opened.columns.map((column) => column.inWan)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      true,
      false,
      false,
      false,
      true,
    ])
  })

  test('a needed field without a column is named', async () => {
    const path = file('手机\n13800000001\n')
    const opened = await ask('imports.read', { kind: 'customers', path })
    expect(await attempt('imports.check', { kind: 'customers', path, digest: opened.digest, mapping: opened.mapping })).toEqual({
      ok: false,
      error: { code: 'field-missing', details: { field: 'name' } },
    })
  })
})

describe('cells', () => {
  test('[IMP-04] phones with spaces and +86, days in three forms, amounts in 万元, words for levels, people by name', async () => {
    const { chosen, result } = await checked('customers', file(TABLE))
    expect(result.warnings.first).toEqual([{ row: 4, field: 'consultant', code: 'consultant-unknown', value: '无此人' }])
    await ask('imports.run', chosen)
    const rows = store.raw
      .prepare('SELECT name, phone, gender, birthday_on, budget_fen, level, consultant_id FROM customers ORDER BY rowid')
      .all()
    expect(rows).toEqual([
      {
        name: '周杉',
        phone: '13812344471',
        gender: 'male',
        birthday_on: '1990-03-08',
        budget_fen: 18_500_000,
        level: 'H',
        consultant_id: CONSULTANT,
      },
      {
        name: '赵溯',
        phone: '18600002035',
        gender: 'female',
        birthday_on: '1988-11-02',
        budget_fen: 20_000_000,
        level: 'A',
        consultant_id: null,
      },
      { name: '章穗宁', phone: '15000009917', gender: null, birthday_on: '1995-07-01', budget_fen: null, level: null, consultant_id: null },
    ])
  })

  test('two phones in one cell; an ID card fills gender and birthday; a company by its code', async () => {
    const { chosen } = await checked(
      'customers',
      file(
        '姓名,电话,证件号码,建档日期\n周杉,"13812344471 / 0512-62888888",11010519491231002X,2024-5-6\n昆山远程贸易有限公司,0512-57001234,91350100M000100Y43,\n',
      ),
    )
    await ask('imports.run', chosen)
    expect(
      store.raw.prepare('SELECT phone, phone2, kind, id_kind, gender, birthday_on, created_at FROM customers ORDER BY rowid').all(),
    ).toMatchObject([
      {
        phone: '13812344471',
        phone2: '0512-62888888',
        kind: 'person',
        id_kind: 'id-card',
        gender: 'female',
        birthday_on: '1949-12-31',
        created_at: Date.UTC(2024, 4, 6, 4),
      },
      { phone: '0512-57001234', phone2: null, kind: 'company', id_kind: 'uscc', gender: null },
    ])
  })

  test('XLSX with true numbers and days, and what Excel has rounded', async () => {
    const path = join(folder, 'book.xlsx')
    await writeWorkbook([
      ['姓名', '手机', '生日', '身份证号', '预算'],
      ['周杉', 13812344471, { value: new Date(Date.UTC(1990, 2, 8)), type: Date, format: 'yyyy-mm-dd' }, '11010519491231002X', 183900.5],
      ['赵溯', 18600002035, null, 110105194912310000, null],
    ] as never).toFile(path)
    const { opened, result } = await checked('customers', path)
    expect(opened).toMatchObject({ format: 'xlsx', encoding: null, sheets: ['Sheet1'], rows: 2 })
    expect(result.issues.first).toEqual([{ row: 3, field: 'idNumber', code: 'number-rounded', value: '110105194912310000' }])
    expect(result.preview[0]).toMatchObject({
      row: 2,
      standing: 'good',
      values: { phone: '13812344471', birthdayOn: '1990-03-08', budgetFen: '18390050' },
    })
  })

  test('what looks like a formula is data', async () => {
    const { chosen } = await checked('customers', file('姓名,手机,备注\n=cmd|calc,13800000001,"=HYPERLINK(""http://x"")"\n'))
    await ask('imports.run', chosen)
    expect(store.raw.prepare('SELECT name, note FROM customers').get()).toEqual({ name: '=cmd|calc', note: '=HYPERLINK("http://x")' })
  })
})

describe('all errors at once', () => {
  const WRONG =
    '姓名,手机,身份证号,生日,预算\n,13800000001,,,\n周杉,1380000,,,\n赵溯,13800000003,110105194912310021,1990-02-30,\n章穗,13800000004,,,-5\n好人,13800000005,,,\n'

  test('[IMP-01] [IMP-08] every row with its reasons, counted by kind; nothing is entered', async () => {
    const { result, chosen } = await checked('customers', file(WRONG))
    expect(result).toMatchObject({ rows: 5, good: 1, issues: { total: 5, rows: 4 } })
    expect(result.issues.first.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'name', 'missing'],
      [3, 'phone', 'phone-length'],
      [4, 'birthdayOn', 'day'],
      [4, 'idNumber', 'id-card-check-digit'],
      [5, 'budgetFen', 'too-small'],
    ])
    expect(await attempt('imports.run', chosen)).toEqual({ ok: false, error: { code: 'has-issues', details: { count: 4 } } })
    expect(people()).toEqual([])
    expect(store.raw.prepare('SELECT count(*) AS n FROM import_batches').get()).toEqual({ n: 0 })
  })

  test.each(['csv', 'xlsx'] as const)('the report holds the rows with what is wrong, as %s', async (format) => {
    const { chosen } = await checked('customers', file(WRONG))
    const to = join(folder, `report.${format}`)
    const words = {
      row: '行号',
      problem: '问题',
      colon: '：',
      'field:phone': '手机',
      'issue:phone-length': '位数不对',
      'field:birthdayOn': '生日',
      'issue:day': '日期不对',
      'field:idNumber': '身份证号',
      'issue:id-card-check-digit': '校验位不对',
    }
    expect(await ask('imports.report', { ...chosen, format, words, to })).toEqual({ path: to, rows: 4 })
    if (format === 'csv') {
      const text = readFileSync(to, 'utf8')
      expect(text.startsWith('\ufeff行号,问题,姓名,手机,身份证号,生日,预算\r\n')).toBe(true)
      expect(text).toContain('3,手机：位数不对,周杉,1380000,,,\r\n')
      expect(text).toContain("'-5")
    } else {
      const [sheet] = await readWorkbook(readFileSync(to))
      expect(sheet?.data[3]).toEqual([
        4,
        '生日：日期不对\n身份证号：校验位不对',
        '赵溯',
        '13800000003',
        '110105194912310021',
        '1990-02-30',
        null,
      ])
    }
  })
})

describe('duplicates', () => {
  test('[CUS-11] [IMP-04] [IMP-08] within the file and against the store; skipped or refused', async () => {
    const known = store.run('customers.add', { name: '旧客户', phone: '13800000002' })
    const { result, chosen } = await checked(
      'customers',
      file('姓名,手机,备用电话\n甲,13800000001,\n乙,138-0000-0002,\n丙,+8613800000001,\n丁,13800000004,13800000002\n戊,13800000005,\n'),
    )
    expect(result).toMatchObject({ rows: 5, good: 2, duplicates: { total: 3, inFile: 2, inStore: 1 } })
    expect(result.duplicates.first).toEqual([
      { row: 3, key: 'phone:13800000002', title: '乙', of: { id: known.id, title: '旧客户' } },
      { row: 4, key: 'phone:13800000001', title: '丙', of: { row: 2 } },
      { row: 5, key: 'phone:13800000002', title: '丁', of: { row: 3 } },
    ])
    expect(await attempt('imports.run', { ...chosen, duplicates: 'refuse' })).toMatchObject({
      ok: false,
      error: { code: 'has-duplicates', details: { count: 3 } },
    })
    expect(await ask('imports.run', chosen)).toMatchObject({ rows: 2, skipped: 3 })
    expect(
      people()
        .map((row) => row.name)
        .toSorted(),
    ).toEqual(['戊', '旧客户', '甲'].toSorted())
    const again = await ask('imports.check', chosen)
    expect(again).toMatchObject({ good: 0, duplicates: { inStore: 3, inFile: 2 } })
    expect(await attempt('imports.run', chosen)).toMatchObject({ ok: false, error: { code: 'nothing-new' } })
  })
})

describe('run', () => {
  const many = (count: number): string =>
    file(`姓名,手机,备注\n${Array.from({ length: count }, (_, i) => `客户${i},139${String(i).padStart(8, '0')},第 ${i} 行`).join('\n')}\n`)

  test('many small changesets under a batch that becomes valid last', async () => {
    const { chosen } = await checked('customers', many(1500))
    const seen: number[] = []
    onProgress = () =>
      seen.push(store.run('customers.page', { limit: 0 }).total, store.run('palette.search', { text: '13900000001' }).length)
    const { batchId } = await ask('imports.run', chosen)
    expect(new Set(seen)).toEqual(new Set([0]))
    expect(store.run('customers.page', { limit: 0 }).total).toBe(1500)
    expect(store.run('palette.search', { text: '13900001234' })).toHaveLength(1)
    const lines = store.raw.prepare('SELECT command, length(payload) AS size FROM _sync_changesets ORDER BY n').all() as {
      command: string
      size: number
    }[]
    const [first, last] = [lines.shift(), lines.pop()]
    expect([first?.command, last?.command]).toEqual(['imports.begin', 'imports.finish'])
    expect(new Set(lines.map((line) => line.command))).toEqual(new Set(['imports.take']))
    // Fifty rows each, or fewer where the disk was slow.
    expect(lines.length).toBeGreaterThanOrEqual(30)
    expect(lines.length).toBeLessThanOrEqual(150)
    expect(Math.max(...lines.map((line) => line.size))).toBeLessThan(262_144)
    expect(store.run('imports.batches', {})[0]).toMatchObject({ id: batchId, state: 'valid', rows: 1500, kind: 'customers' })
    expect(progressed.at(-1)).toMatchObject({ done: 1500, total: 1500, note: 'entering' })
  })

  test('long rows make smaller changesets', async () => {
    const path = file(
      `姓名,手机,备注\n${Array.from({ length: 300 }, (_, i) => `客户${i},139${String(i).padStart(8, '0')},${'很长的备注'.repeat(390)}`).join('\n')}\n`,
    )
    await ask('imports.run', (await checked('customers', path)).chosen)
    const sizes = (store.raw.prepare('SELECT payload FROM _sync_changesets').all() as { payload: string }[]).map((line) =>
      Buffer.byteLength(line.payload),
    )
    expect(Math.max(...sizes)).toBeLessThan(262_144)
    expect(store.run('customers.page', { limit: 0 }).total).toBe(300)
  })

  test('cancelled, nothing of it is seen, and it can be run again', async () => {
    const { chosen } = await checked('customers', many(3000))
    const dispatch = dispatcher()
    onProgress = () => progressed.some((step) => step.note === 'entering' && step.done > 0) && dispatch.cancel('1', 'job')
    expect(await attempt('imports.run', chosen, dispatch)).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(store.run('customers.page', { limit: 0 }).total).toBe(0)
    expect(store.run('palette.search', { text: 'kehu' })).toEqual([])
    expect(store.run('imports.batches', {})[0]?.state).toBe('undone')
    onProgress = null
    expect(await ask('imports.run', chosen)).toMatchObject({ rows: 3000 })
  })

  test('what a crash left running is closed by the next import', async () => {
    const { chosen } = await checked('customers', many(10))
    const left = store.run('imports.begin', { kind: 'customers', fileName: 'x.csv', rows: 2 })
    store.run('imports.take', { batchId: left.batchId, customers: [{ name: '半途', phone: '13700000000' }] })
    expect(store.run('customers.page', { limit: 0 }).total).toBe(0)
    await ask('imports.run', chosen)
    expect(store.run('imports.batches', {}).map((batch) => batch.state)).toEqual(['valid', 'undone'])
    expect(store.run('customers.page', { limit: 0 }).total).toBe(10)
  })

  test('another file under the same name is refused', async () => {
    const path = many(3)
    const { chosen } = await checked('customers', path)
    writeFileSync(path, '姓名,手机\n别人,13800000009\n')
    await ask('imports.read', { kind: 'customers', path: many(1) })
    expect(await attempt('imports.run', chosen)).toMatchObject({ ok: false, error: { code: 'file-changed' } })
  })
})

describe('undo', () => {
  const CARS = (): string =>
    file(
      `车架号,品牌,车系,配置,指导价（万元）,售价（万元）,入库日期,状态,采购价（万元）,返利\n${vin(1)},青屿,E5,长续航 610,18.99,18.39,2026.9.10,待售,17.1,3000\n${vin(2)},青屿,E5,标准 480,15.99,,20261101,在途,,\n`,
    )

  test('takes all away at once; the same file may come again', async () => {
    const { chosen } = await checked('vehicles', CARS())
    const first = await ask('imports.run', chosen)
    const { rows, totals } = store.run('vehicles.page', {})
    expect(rows).toMatchObject([
      { vin: vin(1), listFen: 18_990_000, priceFen: 18_390_000, arrivedOn: '2026-09-10', state: 'for-sale', costFen: 17_100_000 },
      { vin: vin(2), priceFen: 15_990_000, state: 'in-transit', arrivedOn: null, costFen: null },
    ])
    expect(totals['listFen']).toBe(34_980_000)
    store.run('imports.undo', first)
    expect(store.run('vehicles.page', {}).total).toBe(0)
    expect(store.run('palette.search', { text: vin(1).slice(-5) })).toEqual([])
    await ask('imports.run', chosen)
    expect(store.run('vehicles.page', {}).total).toBe(2)
    const last = store.raw.prepare(`SELECT payload FROM _sync_changesets WHERE command = 'imports.take' ORDER BY n DESC`).get() as {
      payload: string
    }
    expect(JSON.parse(last.payload).guards.map((guard: { key: string }) => guard.key)).toEqual([
      `vehicle-vin:${vin(1)}#2`,
      `vehicle-vin:${vin(2)}#2`,
    ])
  })

  test('leaves a row somebody has changed since', async () => {
    const { batchId } = await ask('imports.run', (await checked('vehicles', CARS())).chosen)
    const [row] = store.run('vehicles.page', {}).rows
    store.run('vehicles.move', { id: row?.id ?? '', location: '甲库 01' })
    store.run('imports.undo', { batchId })
    expect(store.run('vehicles.page', {}).rows.map(({ id }) => id)).toEqual([row?.id])
  })

  test('leaves a customer somebody has planned for or quoted; a batch is undone once', async () => {
    const { batchId } = await ask('imports.run', (await checked('customers', file(TABLE))).chosen)
    const [customer] = people()
    const plan = () => store.run('customers.planFollowUp', { customerId: customer?.id ?? '', dueOn: '2026-11-30', channel: 'phone' })
    plan()
    const quoted = people()[1]?.id as never
    store.run('orders.draft', { customerId: quoted, listFen: 10_000_000 })
    const kept = people()
      .slice(0, 2)
      .map(({ id }) => id)
    expect(people().length).toBeGreaterThan(2)
    store.run('imports.undo', { batchId })
    expect(new Set(people().map(({ id }) => id))).toEqual(new Set(kept))
    const other = await ask('imports.run', (await checked('customers', file('姓名,手机\n新,13800000077\n'))).chosen)
    store.run('imports.undo', { batchId: other.batchId })
    expect(() => store.run('imports.undo', { batchId: other.batchId })).toThrow('batch-closed')
  })

  test('costs are left out for people who may not see them', async () => {
    who = somebody({ permissions: new Set([...who.permissions].filter((permission) => permission !== 'vehicles.cost')) })
    const { chosen, result } = await checked('vehicles', CARS())
    expect(result.warnings.first).toMatchObject([{ row: 2, field: 'costFen', code: 'cost-left-out' }])
    await ask('imports.run', chosen)
    expect(store.raw.prepare('SELECT count(*) AS n FROM vehicle_costs').get()).toEqual({ n: 0 })
  })

  test('wrong VINs are named; a second car of a VIN in the file is a duplicate', async () => {
    const head = '车架号,品牌,车系,配置,指导价\n'
    const { result } = await checked(
      'vehicles',
      file(
        `${head}${vin(1)},青屿,E5,标准,100000\n${vin(1)},青屿,E5,标准,100000\nLXYE5A1BOTK000001,青屿,E5,标准,100000\n${vin(3)},青屿,E5,标准,十万\n${vin(4)},,E5,标准,\n`,
      ),
    )
    expect(result.issues.first.map(({ row, field, code }) => [row, field, code])).toEqual([
      [4, 'vin', 'vin-letters'],
      [5, 'listFen', 'money'],
      [6, 'brand', 'missing'],
      [6, 'listFen', 'missing'],
    ])
    expect(result.duplicates).toMatchObject({ inFile: 1, first: [{ row: 3, of: { row: 2 } }] })
  })
})

describe('files that are no tables', () => {
  test.each([
    ['file-missing', () => join(folder, 'nowhere.csv')],
    ['not-a-table', () => file(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3]), 'csv')],
    ['not-a-table', () => file('PK\u0003\u0004 not really', 'xlsx')],
    ['not-a-table', () => file('secret', 'key')],
    ['nothing-in-it', () => file('', 'csv')],
    ['nothing-in-it', () => file('\n\n,,\n', 'csv')],
    ['not-a-table', () => file(`姓名\n${'x'.repeat(20_000)}\n`)],
  ])('%s', async (code, path) => {
    expect(await attempt('imports.read', { kind: 'customers', path: path() })).toMatchObject({ ok: false, error: { code } })
  })

  test('a zip that unpacks to more than it says, or more than can be held, is not unpacked', async () => {
    const path = join(folder, 'honest.xlsx')
    await writeWorkbook([['姓名', '手机'], ...Array.from({ length: 500 }, (_, i) => [`客户${i}`, `1390000${i}`])] as never).toFile(path)
    const bytes = readFileSync(path)
    const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const lying = Buffer.from(bytes)
    for (let at = central; at >= 0; at = lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4)) lying.writeUInt32LE(10, at + 24)
    expect(await attempt('imports.read', { kind: 'customers', path: file(lying, 'xlsx') })).toMatchObject({
      ok: false,
      error: { code: 'file-too-large' },
    })
    const huge = Buffer.from(bytes)
    huge.writeUInt32LE(4_000_000_000, central + 24)
    expect(await attempt('imports.read', { kind: 'customers', path: file(huge, 'xlsx') })).toMatchObject({
      ok: false,
      error: { code: 'file-too-large' },
    })
    expect((await ask('imports.read', { kind: 'customers', path })).rows).toBe(500)
  })

  test('no file chosen is no answer, not an error', async () => {
    expect(await attempt('imports.read', { kind: 'customers' })).toEqual({ ok: true, value: null })
  })
})

describe('leads of a platform', () => {
  const LEADS =
    '用户昵称,留资电话,渠道来源,推广计划,意向车系,预计购车时间,留资时间,留言内容\r\n周杉,13812344471,抖音,双十一直播,青屿 E5,一周内,2026-11-20 21:04:11,想试驾\r\n赵溯,18600002035,懂车帝,,青屿 E3,,2026/11/21,\r\n章先生,13812344471,抖音,,,,,\r\n'
  const leads = () => store.run('leads.page', { limit: 50, sort: [{ column: 'createdAt', dir: 'asc' }] }).rows

  test('[LEA-01] become customers and leads, known people get a lead of their own, and undone all of it is gone', async () => {
    const { id } = store.run('customers.add', { name: '赵溯', phone: '18600002035' })
    const { chosen, result } = await checked('leads', file(LEADS))
    expect(result).toMatchObject({ rows: 3, issues: { total: 0 }, duplicates: { total: 1, inFile: 1, inStore: 0 } })
    const { batchId, rows } = await ask('imports.run', chosen)
    expect(rows).toBe(2)
    expect(leads()).toMatchObject([
      { name: '周杉', phone: '138****4471', channel: '抖音', campaign: '双十一直播', model: '青屿 E5', buysWithin: 'week', level: 'N' },
      { name: '赵溯', channel: '懂车帝', customerId: id },
    ])
    expect(store.run('leads.card', { id: leads()[0]?.id ?? '' }).lead.note).toBe('想试驾')
    const due = () => store.run('customers.followUps', { limit: 50 }).total
    expect(due()).toBe(4)
    expect((await checked('leads', file(LEADS))).result.duplicates).toMatchObject({ total: 3, inStore: 2 })
    store.run('imports.undo', { batchId })
    expect(leads()).toEqual([])
    expect(people().map(({ name }) => name)).toEqual(['赵溯'])
    expect(due()).toBe(0)
    expect(store.run('leads.board', {})[0]?.count).toBe(0)
  })

  test('a lead somebody has worked on stays when its import is undone', async () => {
    const { chosen } = await checked('leads', file(LEADS))
    const { batchId } = await ask('imports.run', chosen)
    const [first] = leads()
    store.run('leads.move', { id: first?.id ?? '', stage: 'invited' })
    store.run('imports.undo', { batchId })
    expect(leads().map(({ name }) => name)).toEqual(['周杉'])
    expect(people().map(({ name }) => name)).toEqual(['周杉'])
  })
})

test('forbidden without the right', async () => {
  who = somebody({ permissions: new Set(['customers.view']) })
  for (const name of ['imports.read', 'imports.check', 'imports.run'] as const)
    expect(await attempt(name, {} as never)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

describe('the workshop’s jobs', () => {
  test('[IMP-01] [AFS-03] [AFS-05] a maker’s list of jobs comes in with hours and fixed prices, what is known is left out, and all goes again', async () => {
    const table =
      '工时代码,维修项目,标准工时,适用车系,部位,固定价\nBY-001,更换机油机滤,0.5,,发动机,120\nBY-001,更换机油机滤,0.7,E5,发动机,\nBY-002,全车检查,30分钟,,整车,0\n'
    store.run('jobs.keep', { code: 'BY-002', name: '已有的检查', area: 'whole', kind: 'inspection', minutes: 24 })
    const { chosen, result } = await checked('jobs', file(table))
    expect(result).toMatchObject({ good: 2, issues: { total: 0 }, duplicates: { inStore: 1, inFile: 0 } })
    const { batchId, rows, skipped } = await ask('imports.run', chosen)
    expect([rows, skipped]).toEqual([2, 1])
    const list = () => store.run('jobs.page', { limit: 20 }).rows
    expect(
      list()
        .map(({ code, name, minutes, series, priceFen }) => [code, name, minutes, series, priceFen])
        .toSorted(),
    ).toEqual([
      ['BY-001', '更换机油机滤', 30, null, 12_000],
      ['BY-001', '更换机油机滤', 42, 'E5', null],
      ['BY-002', '已有的检查', 24, null, null],
    ])
    store.run('imports.undo', { batchId })
    expect(list().map(({ code }) => code)).toEqual(['BY-002'])
  })
})
