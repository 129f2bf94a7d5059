// The books of the demo store: held money paid on when a car has gone, the invoice of each sale of the last weeks, the
// cashier's closing at the end of each of the last days, bank statements, and what is overdue. Nothing here is drawn by lot: other days stay as they were.
import { addDays } from '../../shared/dates.ts'
import { OrderId } from '../../shared/ids.ts'
import { heldKinds, type HeldKind } from '../../shared/modules/receivables/rules.ts'
import { debts } from '../modules/arrears/queries.ts'
import { standing } from '../modules/closings/queries.ts'
import { whoOf } from '../modules/identity/queries.ts'
import { basis } from '../modules/invoices/queries.ts'
import { ledgerOf } from '../modules/orders/queries/facts.ts'
import type { World } from './world.ts'

const INVOICED_SINCE_DAYS = 45
const CLOSED_SINCE_DAYS = 14
const PAYEES: Readonly<Record<HeldKind, string>> = {
  'held-tax': '示例市税务局',
  'held-insurance': '示例财险',
  'held-plates': '示例市车辆管理所',
}

/** Before the car goes: its invoice, and the number the tax platform gave; the newest few still wait for it. */
export function invoice({ desk, staff, today }: World, on: string, orderId: string): void {
  if (on < addDays(today, -INVOICED_SINCE_DAYS)) return
  const id = OrderId.parse(orderId)
  const { content, carFen, obstacle } = desk.read((db) => basis(db, { orderId: id }))
  if (obstacle) return
  const buyer = content.buyerPaperNo === '' ? { buyerPaperNo: 'E00000000' } : {}
  const made = desk.run(
    'invoices.prepare',
    {
      orderId: id,
      kind: 'new-car',
      form: 'electronic',
      grossFen: carFen,
      content: { ...content, ...buyer, buyerKind: 'person', drawer: '沈知夏' },
    },
    staff.cashier,
  )
  if (on >= addDays(today, -1)) return
  const n = desk.read((db) => db.one<{ n: number }>('SELECT count(*) AS n FROM invoices WHERE number IS NOT NULL'))?.n ?? 0
  const number = `2632${on.slice(2).replaceAll('-', '')}${String(n + 1).padStart(10, '0')}`
  desk.run('invoices.issue', { id: made.id, numbers: { code: '', number, issuedOn: on } }, staff.cashier)
}

/** Once the car is gone, what was collected for others goes to them. */
export function payOn({ desk, staff, today }: World, on: string, orderId: string): void {
  const ledger = desk.read((db) => ledgerOf(db, orderId))
  for (const kind of heldKinds) {
    const amountFen = ledger.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.amountFen, 0)
    // Plates take a while: the last ones are still to be cleared.
    if (amountFen <= 0 || (kind === 'held-plates' && on >= addDays(today, -8))) continue
    desk.run(
      'receivables.payOut',
      {
        orderId: OrderId.parse(orderId),
        kind,
        method: 'transfer',
        methodRef: `回单 ${on.slice(5).replace('-', '')}`,
        payee: PAYEES[kind],
        amountFen,
      },
      staff.cashier,
    )
  }
}

/** Every evening but today's. */
export function closeDays(world: World): void {
  for (let back = CLOSED_SINCE_DAYS; back > 0; back--) world.plan(addDays(world.today, -back), 615, (on) => close(world, on))
}

function close({ desk, staff, today }: World, on: string): void {
  const cashier = desk.read((db) => whoOf(db, staff.cashier))
  if (!cashier) return
  const { methods, numbers } = desk.session.read(cashier, standing)
  if (numbers.length === 0) return
  const counts = methods.map(({ method, bookedFen }) =>
    method === 'cash' && Number(on.slice(8)) % 5 === 0
      ? { method, bookedFen, countedFen: bookedFen - 1000, reason: '找零差错，已补记' }
      : { method, bookedFen, countedFen: bookedFen },
  )
  const { id } = desk.run('closings.count', { counts, payments: numbers.length }, staff.cashier)
  if (on < addDays(today, -3)) desk.run('closings.confirm', { id }, staff.manager)
}

/** Paid orders that wait for their buyer, and whose invoice waits for its number: there always are two. */
export function prepareInvoices(world: World): void {
  const waiting = world.desk.read((db) =>
    db.all<{ id: string }>(
      `SELECT o.id FROM orders o JOIN order_sums s ON s.id = o.id
       WHERE o.signed_at IS NOT NULL AND o.state NOT IN ('delivered', 'cancelled') AND s.due_fen = 0 ORDER BY o.created_at, o.id LIMIT 1`,
    ),
  )
  for (const { id } of waiting) invoice(world, world.today, id)
}

const STATEMENT_DAYS = 7
const MATCHED_DAYS = 30

/** What the bank says of a month's transfers: those of the first weeks are matched, the last days' wait, with what nobody knows. */
export function bringStatement({ desk, staff, today }: World): void {
  const transfers = (from: string, before: string) =>
    desk.read((db) =>
      db.all<{ on: string; fen: number; name: string }>(
        `SELECT r.received_on AS "on", sum(r.amount_fen) AS fen, c.name FROM receipts r JOIN customers c ON c.id = r.customer_id
         WHERE r.method = 'transfer' AND r.received_on >= ? AND r.received_on < ? GROUP BY r.no HAVING fen > 0 ORDER BY r.received_at, r.no`,
        from,
        before,
      ),
    )
  const bring = (fileName: string, lines: readonly { on: string; fen: number; name: string }[]): string[] => {
    const statements = lines.map(({ on, fen, name }, at) => ({
      bookedOn: on,
      amountFen: fen,
      payerName: name,
      reference: `HZ${on.replaceAll('-', '')}${String(at + 1).padStart(4, '0')}`,
      purpose: name === '结息' ? '存款利息' : '购车款',
    }))
    const { batchId } = desk.run('imports.begin', { kind: 'statements', fileName, rows: statements.length }, staff.cashier)
    desk.run('imports.take', { batchId, statements }, staff.cashier)
    desk.run('imports.finish', { batchId }, staff.cashier)
    return desk.read((db) => db.all<{ id: string }>('SELECT id FROM bank_lines WHERE batch_id = ?', batchId)).map(({ id }) => id)
  }
  const since = addDays(today, -STATEMENT_DAYS)
  const ids = bring('网银流水-上期.csv', transfers(addDays(today, -MATCHED_DAYS), since))
  if (ids.length > 0) desk.run('bank.matchSure', { ids }, staff.cashier)
  const yesterday = addDays(today, -1)
  bring('网银流水.csv', [
    ...transfers(since, today),
    { on: yesterday, fen: 2_000_000, name: '示例市远方贸易有限公司' },
    { on: yesterday, fen: 500_000, name: '李存照' },
    { on: yesterday, fen: 1243, name: '结息' },
  ])
}

/** What is overdue: the oldest debts were not spoken of yet; one buyer promised a day, one waits with the store's word. */
export function chase({ desk, staff, today }: World): void {
  const owing = desk.read(debts)
  const [promises, waits] = owing.slice(-2)
  if (owing.length < 4 || !promises || !waits) return
  if (promises.level > 0)
    desk.run(
      'arrears.remind',
      { orderId: OrderId.parse(promises.id), channel: 'phone', said: '等公积金到账', promisedOn: addDays(today, 3) },
      staff.cashier,
    )
  const hold = { strategy: 'hold', untilOn: addDays(today, 10), reason: '等客户旧车过户' } as const
  desk.run('arrears.setTerms', { customerId: waits.customerId, ...hold }, staff.cashier)
}
