// Statements of banks and payment houses: heads as 工行, 建行, 农行, 中行, 招行, 微信 and 支付宝 write them, and one line read
// into what came in or went out.
import { fingerprintOf, NewBankLine } from '../../bank/rules.ts'
import { type Cell, readChoice, readDay, readMoney, readText, type Read, textOf } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  {
    name: 'bookedOn',
    required: true,
    heads: ['交易日期', '交易日', '记账日期', '入账日期', '交易时间', '记账日', '日期', '发生日期', 'transaction date', 'date'],
  },
  { name: 'clock', heads: ['时间', '交易时刻', '交易时间戳', '记账时间'] },
  {
    name: 'creditFen',
    heads: ['贷方发生额', '贷方金额', '收入金额', '收入', '存入金额', '转入金额', '贷方', '入账金额', 'credit'],
  },
  {
    name: 'debitFen',
    heads: ['借方发生额', '借方金额', '支出金额', '支出', '支取金额', '转出金额', '借方', '付款金额', 'debit'],
  },
  { name: 'amountFen', heads: ['交易金额', '发生额', '金额', '金额元', 'amount'] },
  { name: 'direction', heads: ['收支', '收付标志', '借贷标志', '借贷方向', '收付方向', '交易方向', '借贷'] },
  { name: 'balanceFen', heads: ['余额', '账户余额', '交易后余额', '本次余额', '当前余额', '联机余额', 'balance'] },
  {
    name: 'payerName',
    heads: [
      '对方户名',
      '对方名称',
      '付款人名称',
      '收付方名称',
      '收方名称',
      '对方单位名称',
      '对方账户名',
      '交易对方',
      '对方单位',
      '付款方',
      '对方',
      'payer',
    ],
  },
  {
    name: 'payerAccount',
    heads: ['对方账号', '对方帐号', '付款人账号', '收付方帐号', '收付方账号', '收方账号', '收方帐号', '对方账户', '对方卡号'],
  },
  { name: 'account', heads: ['本方账号', '账号', '帐号', '本行账号', '查询账号', '收款账号'] },
  {
    name: 'reference',
    heads: ['交易流水号', '流水号', '账户明细编号', '凭证号', '交易单号', '商户单号', '核心流水号', '业务编号', '回单编号', 'reference'],
  },
  { name: 'purpose', heads: ['用途', '摘要', '附言', '交易摘要', '交易用途', '备注', '商品', '交易附言', '说明', 'purpose', 'remark'] },
]

const directions: Readonly<Record<string, 'in' | 'out'>> = {
  收入: 'in',
  收: 'in',
  贷: 'in',
  贷方: 'in',
  来账: 'in',
  转入: 'in',
  c: 'in',
  支出: 'out',
  支: 'out',
  付: 'out',
  借: 'out',
  借方: 'out',
  往账: 'out',
  转出: 'out',
  d: 'out',
}

/** `20261122` in a cell of numbers is a day and no serial of a spreadsheet; a moment is cut to its day. */
const dayIn = (cell: Cell): Cell => {
  if (typeof cell === 'number' && cell > 19_000_000 && cell < 22_000_000) return String(cell)
  return typeof cell === 'string' ? cell.replace(/[ T]+\d{1,2}:.*$/, '').replace(/^(\d{8})\s*\d{6}$/, '$1') : cell
}
const clockIn = (cell: Cell): string | null => /\d{1,2}:\d{2}(?::\d{2})?/.exec(textOf(cell))?.[0] ?? null

function read(cells: Readonly<Record<string, Cell>>, having: ReadWith): RowRead {
  const issues: Issue[] = []
  const take = <Value>(field: string, result: Read<Value>): Value | null => {
    if (result.ok) return result.value
    issues.push({ field, code: result.issue })
    return null
  }
  const cell = (field: string): Cell => cells[field] ?? null
  const text = (field: string): string | null => take(field, readText(cell(field)))
  const money = (field: string): number | null => take(field, readMoney(cell(field), having.inWan.has(field)))
  const credit = money('creditFen')
  const debit = money('debitFen')
  const amount = money('amountFen')
  const direction = take('direction', readChoice(cell('direction'), directions))
  // Both columns in one line: a bank writes 0.00 in the other one.
  const parted = credit || debit ? Math.abs(credit ?? 0) - Math.abs(debit ?? 0) : null
  const signed = amount === null || direction === null ? amount : direction === 'in' ? Math.abs(amount) : -Math.abs(amount)
  const amountFen = parted ?? signed
  const parsed = NewBankLine.safeParse({
    bookedOn: take('bookedOn', readDay(dayIn(cell('bookedOn')))) ?? '',
    clock: clockIn(cell('clock')) ?? clockIn(cell('bookedOn')),
    amountFen: amountFen ?? 0,
    balanceFen: money('balanceFen'),
    payerName: text('payerName'),
    payerAccount: text('payerAccount'),
    account: text('account'),
    reference: text('reference'),
    purpose: text('purpose'),
  })
  if (amountFen === null || amountFen === 0) {
    if (!issues.some(({ field }) => field.endsWith('Fen'))) issues.push({ field: 'amountFen', code: 'missing' })
  } else if (!parsed.success && issues.length === 0)
    issues.push(...parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? 'bookedOn'), code: codeOf(issue) })))
  if (parsed.success && parsed.data.bookedOn > having.today) issues.push({ field: 'bookedOn', code: 'day-ahead' })
  const value = parsed.success && issues.length === 0 ? parsed.data : null
  return { value, issues, warnings: [], keys: value === null ? [] : [`line:${fingerprintOf(value)}`] }
}

/** Two payments of one amount and day, from a bank that numbers none: the second is a line of its own, in every file. */
const nth: NonNullable<KindDef['nth']> = (value, times) => {
  const line = NewBankLine.parse({ ...value, nth: times })
  return { value: line, keys: [`line:${fingerprintOf(line)}`] }
}

export const statementRows: KindDef = { fields, read, nth }
