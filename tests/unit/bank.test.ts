// Bank statements: files of several banks read into the same lines, no line twice, what each most likely is and why, accepted
// whole, in parts or several at once, and taken back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import type { OrderId } from '../../src/shared/ids.ts'
import { type Candidate, fingerprintOf, judge, NewBankLine, suggest, SURE, sureOf } from '../../src/shared/modules/bank/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../support/shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-bank-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const cashier = person('cashier')
const consultant = person('consultant')
const line = (over: Partial<NewBankLine> = {}): NewBankLine => NewBankLine.parse({ bookedOn: '2026-11-22', amountFen: 500_000, ...over })

describe('a line', () => {
  test('is known by the bank’s number of it, else by the balance after it, else by all it says', () => {
    const same = (a: Partial<NewBankLine>, b: Partial<NewBankLine>) => fingerprintOf(line(a)) === fingerprintOf(line(b))
    expect(same({ reference: 'A1', purpose: '购车款' }, { reference: 'A1', purpose: null })).toBe(true)
    expect(same({ reference: 'A1' }, { reference: 'A1', bookedOn: '2026-11-21' })).toBe(false)
    expect(same({ balanceFen: 900 }, { balanceFen: 900, payerName: '周杉' })).toBe(true)
    expect(same({ balanceFen: 900 }, { balanceFen: 901 })).toBe(false)
    expect(same({ payerName: '周杉' }, { payerName: '周杉' })).toBe(true)
    expect(same({ payerName: '周杉' }, { payerName: '周衫' })).toBe(false)
    expect(same({ payerName: '周杉' }, { payerName: '周杉', nth: 2 })).toBe(false)
    expect(same({ reference: 'A1' }, { reference: 'A1', nth: 2 })).toBe(true)
  })

  const candidate = (over: Partial<Candidate> = {}): Candidate => ({
    kind: 'receipt',
    key: 'RC-1',
    orderNo: 'SO-KS-01-2611-7',
    names: ['周杉'],
    amounts: [500_000],
    reference: '20261122001',
    on: '2026-11-22',
    ...over,
  })
  const said = (over: Partial<NewBankLine>, of: Partial<Candidate> = {}) => judge({ ...line(over), leftFen: 500_000 }, candidate(of))

  test('[REC-06] is judged by amount, name, order number, reference and day, each reason said', () => {
    expect(said({ payerName: '周杉' })).toEqual({ score: 90, why: ['amount', 'name', 'same-day'] })
    expect(said({ purpose: '代周杉付 SO-KS-01-2611-7' }, { amounts: [], on: null })).toEqual({ score: 75, why: ['named', 'order-no'] })
    expect(said({ reference: '20261122001' }, { names: [], on: '2026-11-20' })).toEqual({ score: 98, why: ['amount', 'reference', 'near'] })
    // A day alone, or a name of one letter, says nothing.
    expect(said({ payerName: '周' }, { names: ['周'], amounts: [1], reference: '1' })).toEqual({ score: 0, why: [] })
  })

  test('is sure only of one that fits to the fen and better than any other', () => {
    const about = { ...line({ payerName: '周杉' }), leftFen: 500_000 }
    expect(sureOf(suggest(about, [candidate()]))?.key).toBe('RC-1')
    expect(sureOf(suggest(about, [candidate(), candidate({ key: 'RC-2' })]))).toBeNull()
    expect(sureOf(suggest(about, [candidate({ amounts: [400_000] })]))).toBeNull()
    expect(SURE).toBeGreaterThan(45 + 30)
    // What is in the books goes before what is not.
    const [first] = suggest(about, [candidate({ kind: 'order', key: 'o', on: '2026-11-22' }), candidate()])
    expect(first?.kind).toBe('receipt')
  })
})

/** 工行, 招行 and 微信, as their exports head the columns. */
const icbc = (rows: string[]): Buffer =>
  iconv.encode(
    ['中国工商银行 对公账户明细', '交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,凭证号', ...rows].join('\r\n') + '\r\n',
    'gb18030',
  )
const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
async function bring(shop: Shop, path: string) {
  const run = jobsOf(shop.session)
  const opened = await run('imports.read', { kind: 'statements', path }, cashier)
  if (!opened) throw new Error('nothing was read')
  const chosen = { kind: 'statements' as const, path, digest: opened.digest, mapping: opened.mapping }
  const checked = await run('imports.check', chosen, cashier)
  return { chosen, checked, run: () => run('imports.run', chosen, cashier) }
}
const lines = (shop: Shop) =>
  shop.run(
    'bank.page',
    {
      limit: 50,
      sort: [
        { column: 'bookedOn', dir: 'asc' },
        { column: 'amount', dir: 'asc' },
      ],
    },
    cashier,
  ).rows

function selling() {
  const shop = openShop()
  const id = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_990_000, loanFen: 0, loanBank: null, loanMonths: null }), consultant)
    .id as OrderId
  shop.run('orders.place', { id }, consultant)
  const { termsRev } = shop.run('orders.card', { id }, consultant)
  shop.run('orders.sign', { id, termsRev, reserve: true }, consultant)
  return { shop, id, no: shop.run('orders.card', { id }, consultant).no }
}

describe('the statements of', () => {
  test('[REC-06] a bank in GB18030 with two columns, one in a workbook with a moment, and a payment house with a direction become lines', async () => {
    const shop = openShop()
    const first = await bring(
      shop,
      write(
        'icbc.csv',
        icbc([
          '20261120,0.00,"5,000.00",105000.00,周杉,6222020200001,购车款,900001',
          '2026-11-21,35.00,,104965.00,工商银行,,手续费,900002',
        ]),
      ),
    )
    expect(first.checked).toMatchObject({ rows: 2, good: 2, issues: { total: 0 } })
    await first.run()
    const workbook = join(folder, 'cmb.xlsx')
    const cells = [
      ['交易日', '交易时间', '借方金额', '贷方金额', '余额', '收(付)方名称', '摘要', '流水号'],
      ['2026-11-21', '10:12:30', '', '193580.00', '300000.00', '周杉', '车款', 'C0001'],
    ].map((row) => row.map((value) => ({ value, type: String })))
    await writeWorkbook(cells as never, { fontSize: 11 } as never).toFile(workbook)
    await (await bring(shop, workbook)).run()
    const wechat =
      '交易时间,交易类型,交易对方,商品,收/支,金额(元),交易单号\r\n2026-11-22 09:30:00,商户消费,李桐,定金,收入,¥3000.00,4200001\r\n2026-11-22 09:40:00,退款,李桐,退定金,支出,¥1000.00,4200002\r\n'
    await (await bring(shop, write('wechat.csv', wechat))).run()
    expect(
      lines(shop).map(({ bookedOn, clock, amountFen, payerName, reference }) => [bookedOn, clock, amountFen, payerName, reference]),
    ).toEqual([
      ['2026-11-20', null, 500_000, '周杉', '900001'],
      ['2026-11-21', null, -3500, '工商银行', '900002'],
      ['2026-11-21', '10:12:30', 19_358_000, '周杉', 'C0001'],
      ['2026-11-22', '09:40:00', -100_000, '李桐', '4200002'],
      ['2026-11-22', '09:30:00', 300_000, '李桐', '4200001'],
    ])
  })

  test('[REC-06] the same line in another file is refused by its fingerprint; wrong rows are all told; taken back, a batch can come again', async () => {
    const shop = openShop()
    const row = '2026-11-20,,5000.00,105000.00,周杉,,购车款,900001'
    const { batchId } = await (await bring(shop, write('a.csv', icbc([row])))).run()
    const again = await bring(shop, write('b.csv', icbc([row, '2026-11-21,,70.00,105070.00,利息,,结息,900003'])))
    expect(again.checked.duplicates).toMatchObject({ total: 1, inStore: 1 })
    expect(await again.run()).toMatchObject({ rows: 1, skipped: 1 })
    expect(lines(shop)).toHaveLength(2)
    const wrong = await bring(
      shop,
      write('c.csv', icbc(['2026-11-20,,,1.00,无金额,,,1', '2027-01-01,,5.00,1.00,将来,,,2', '某日,,5.00,1.00,日期,,,3'])),
    )
    expect(wrong.checked.issues.kinds.map(({ field, code }) => `${field} ${code}`).toSorted()).toEqual([
      'amountFen missing',
      'bookedOn day',
      'bookedOn day-ahead',
    ])
    shop.run('imports.undo', { batchId }, cashier)
    expect(lines(shop)).toHaveLength(1)
    expect(await (await bring(shop, write('d.csv', icbc([row])))).run()).toMatchObject({ rows: 1, skipped: 0 })
    expect(lines(shop)).toHaveLength(2)
  })
})

test('[REC-06] two equal lines of a day without number or balance are two, in every file that has them', async () => {
  const shop = openShop()
  const heads = '交易时间,交易对方,商品,收/支,金额(元)'
  const row = '2026-11-22 09:30,李桐,购车款,收入,3000.00'
  const file = (name: string, rows: string[]) => bring(shop, write(name, [heads, ...rows].join('\r\n')))
  const morning = await file('morning.csv', [row])
  await morning.run()
  const whole = await file('day.csv', [row, row, row.replace('3000', '100')])
  expect(whole.checked).toMatchObject({ good: 2, duplicates: { total: 1, inStore: 1, inFile: 0 } })
  expect(await whole.run()).toMatchObject({ rows: 2, skipped: 1 })
  expect(lines(shop).map(({ amountFen }) => amountFen)).toEqual([10_000, 300_000, 300_000])
  expect((await file('again.csv', [row, row])).checked.duplicates).toMatchObject({ total: 2, inStore: 2 })
})

describe('matching', () => {
  const { shop, id, no } = selling()
  const due = () => shop.run('receivables.standing', { orderId: id }, cashier).dueFen
  const card = (lineId: string) => shop.run('bank.card', { id: lineId }, cashier)
  const put = (rows: NewBankLine[]) => {
    const { batchId } = shop.run('imports.begin', { kind: 'statements', fileName: 'x.csv', rows: rows.length }, cashier)
    shop.run('imports.take', { batchId, statements: rows }, cashier)
    shop.run('imports.finish', { batchId }, cashier)
  }
  const idOf = (reference: string) => shop.run('bank.page', { search: reference }, cashier).rows[0]?.id ?? ''

  test('[REC-06] [REC-08] a receipt of the books is suggested with its reasons, taken, and is then nobody else’s', () => {
    const receipt = shop.run(
      'receivables.receive',
      { orderId: id, method: 'transfer', methodRef: 'R-77001', amountFen: 500_000, kind: 'earnest' },
      cashier,
    ).no
    put([line({ reference: 'R-77001', payerName: '周杉' }), line({ reference: 'X-2', payerName: '周杉' })])
    const [best] = card(idOf('R-77001')).suggestions
    expect(best).toMatchObject({ kind: 'receipt', key: receipt, orderNo: no, score: 100, why: ['amount', 'name', 'reference', 'same-day'] })
    expect(shop.run('bank.matchSure', { ids: [idOf('R-77001'), idOf('X-2')] }, cashier)).toEqual({ matched: 1, left: 1 })
    expect(card(idOf('R-77001'))).toMatchObject({
      line: { state: 'matched', leftFen: 0 },
      matches: [{ receiptNo: receipt, booked: false, score: 100 }],
      suggestions: [],
    })
    expect(refused(() => shop.run('bank.match', { id: idOf('X-2'), parts: [{ receiptNo: receipt, amountFen: 1 }] }, cashier)).code).toBe(
      'beyond-receipt',
    )
  })

  test('[REC-06] [REC-08] a line pays an order in part and another receipt with the rest; the plan is settled by it, and taken back it is open again', () => {
    const before = due()
    const card1 = shop.run('receivables.receive', { orderId: id, method: 'card', amountFen: 200_000 }, cashier).no
    put([line({ reference: 'P-1', amountFen: 1_000_000, payerName: '周杉' })])
    const lineId = idOf('P-1')
    const parts = [
      { receiptNo: card1, amountFen: 200_000 },
      { orderId: id, amountFen: 300_000 },
    ]
    const { leftFen, receipts } = shop.run('bank.match', { id: lineId, parts }, cashier)
    expect([leftFen, receipts.length, due()]).toEqual([500_000, 2, before - 500_000])
    expect(card(lineId).line.state).toBe('partly')
    expect(refused(() => shop.run('bank.match', { id: lineId, parts: [{ orderId: id, amountFen: 500_001 }] }, cashier)).code).toBe(
      'beyond-line',
    )
    const booked = card(lineId).matches.find((match) => match.booked)
    shop.run('bank.undo', { matchId: booked?.id ?? '' }, cashier)
    expect([due(), card(lineId).line.leftFen]).toEqual([before - 200_000, 800_000])
    expect(refused(() => shop.run('bank.undo', { matchId: booked?.id ?? '' }, cashier)).code).toBe('already-undone')
    // Several lines, one receipt.
    const loan = shop.run('receivables.receive', { orderId: id, method: 'loan', amountFen: 600_000 }, cashier).no
    put([line({ reference: 'L-1', amountFen: 400_000 }), line({ reference: 'L-2', amountFen: 200_000 })])
    for (const [reference, amountFen] of [
      ['L-1', 400_000],
      ['L-2', 200_000],
    ] as const)
      shop.run('bank.match', { id: idOf(reference), parts: [{ receiptNo: loan, amountFen }] }, cashier)
    expect(['L-1', 'L-2'].map((reference) => card(idOf(reference)).line.state)).toEqual(['matched', 'matched'])
  })

  test('what is nobody’s payment leaves the unmatched list, with its reason, and comes back', () => {
    put([line({ reference: 'I-1', amountFen: 7000, payerName: '结息' })])
    shop.run('bank.ignore', { id: idOf('I-1'), reason: '利息' }, cashier)
    expect(card(idOf('I-1')).line).toMatchObject({ state: 'ignored', ignored: '利息' })
    expect(refused(() => shop.run('bank.match', { id: idOf('I-1'), parts: [{ orderId: id, amountFen: 1 }] }, cashier)).code).toBe('ignored')
    shop.run('bank.ignore', { id: idOf('I-1'), reason: '' }, cashier)
    expect(card(idOf('I-1')).line.state).toBe('open')
    expect(refused(() => shop.run('bank.ignore', { id: idOf('L-1'), reason: '利息' }, cashier)).code).toBe('is-matched')
  })

  test('[REC-06] what went out is matched with refunds and payouts, by payee, never with a receipt, and books nothing itself', () => {
    shop.run('receivables.receive', { orderId: id, method: 'cash', amountFen: 300_000, kind: 'held-tax', over: true }, cashier)
    const back = { orderId: id, method: 'transfer' as const, methodRef: null, amountFen: 120_000, kind: null, reason: '多收' }
    const refund = shop.run('receivables.refund', back, cashier).no
    const tax = {
      orderId: id,
      kind: 'held-tax' as const,
      method: 'transfer' as const,
      methodRef: 'T-9',
      payee: '昆山税务局',
      amountFen: 250_000,
    }
    const payout = shop.run('receivables.payOut', tax, cashier).no
    const before = due()
    put([
      line({ reference: 'OUT-1', amountFen: -120_000, payerName: '周杉' }),
      line({ reference: 'OUT-2', amountFen: -250_000, payerName: '昆山税务局' }),
    ])
    const of = (reference: string) => card(idOf(reference)).suggestions[0]
    expect(of('OUT-1')).toMatchObject({ kind: 'refund', key: refund, orderNo: no, why: ['amount', 'name', 'same-day'] })
    expect(of('OUT-2')).toMatchObject({ kind: 'payout', key: payout, openFen: 250_000, why: ['amount', 'name', 'same-day'] })
    expect(shop.run('bank.matchSure', { ids: [idOf('OUT-1'), idOf('OUT-2')] }, cashier)).toEqual({ matched: 2, left: 0 })
    expect(['OUT-1', 'OUT-2'].map((reference) => card(idOf(reference)).line.state)).toEqual(['matched', 'matched'])
    put([line({ reference: 'OUT-3', amountFen: -120_000, payerName: '周杉' })])
    expect(card(idOf('OUT-3')).suggestions).toEqual([])
    const take = (part: object) =>
      refused(() => shop.run('bank.match', { id: idOf('OUT-3'), parts: [{ amountFen: 100, ...part }] as never }, cashier)).code
    expect([take({ receiptNo: refund }), take({ receiptNo: payout }), take({ orderId: id })]).toEqual([
      'beyond-receipt',
      'beyond-receipt',
      'no-such-receipt',
    ])
    const [matched] = card(idOf('OUT-2')).matches
    shop.run('bank.undo', { matchId: matched?.id ?? '' }, cashier)
    expect([card(idOf('OUT-2')).line.state, of('OUT-2')?.key, due()]).toEqual(['open', payout, before])
  })
})
