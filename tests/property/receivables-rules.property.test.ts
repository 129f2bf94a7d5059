import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  balance,
  checkRefund,
  earmark,
  isHeld,
  openingPlan,
  receiptKinds,
  receiptMethods,
  refundableFen,
  type LedgerRow,
  type PlanLine,
} from '../../src/shared/modules/receivables/rules.ts'
import { holds } from '../support/laws.ts'

const amount = fc.integer({ min: 0, max: 1_000_000 })
const kind = fc.constantFrom(...receiptKinds)
const plan: fc.Arbitrary<PlanLine[]> = fc.array(fc.record({ kind, amountFen: amount }), { maxLength: 7 })
const ledger: fc.Arbitrary<LedgerRow[]> = fc.array(
  fc.record({
    kind,
    amountFen: fc.integer({ min: -100_000, max: 1_000_000 }).filter((fen) => fen !== 0),
    reversesId: fc.constantFrom(null, null, 'row'),
  }),
  { maxLength: 12 },
)
const sum = (rows: readonly { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0)

test('the opening plan sums to the sheet, whatever is paid in advance or lent', () => {
  const input = fc.record({
    ownFen: amount,
    loanFen: amount,
    purchaseTaxFen: amount,
    insuranceFen: amount,
    plateFeeFen: amount,
    advance: fc.option(fc.record({ kind: fc.constantFrom('deposit' as const, 'earnest' as const), amountFen: amount })),
  })
  holds(
    fc.property(input, (given) => {
      const lines = openingPlan(given)
      expect(sum(lines)).toBe(given.ownFen + given.purchaseTaxFen + given.insuranceFen + given.plateFeeFen)
      expect(lines.every(({ amountFen }) => amountFen > 0)).toBe(true)
      expect(sum(lines.filter((line) => isHeld(line.kind)))).toBe(given.purchaseTaxFen + given.insuranceFen + given.plateFeeFen)
    }),
  )
})

test('money is either ours or held, and held money never touches revenue', () => {
  holds(
    fc.property(plan, ledger, (lines, rows) => {
      const whole = balance(lines, rows)
      expect(whole.netFen).toBe(sum(rows))
      expect(whole.receivedFen - whole.refundedFen).toBe(whole.netFen)
      expect(whole.ownFen + whole.heldFen).toBe(whole.netFen)
      const ours = balance(
        lines,
        rows.filter((row) => !isHeld(row.kind)),
      )
      expect(ours.ownFen).toBe(whole.ownFen)
      expect(ours.heldFen).toBe(0)
      expect(whole.dueFen - whole.overFen).toBe(whole.plannedFen - whole.netFen)
      expect(Math.min(whole.dueFen, whole.overFen)).toBe(0)
      for (const line of whole.lines)
        expect(line.receivedFen >= 0 && line.openFen >= 0 && line.receivedFen + line.openFen === line.amountFen).toBe(true)
    }),
  )
})

test('the order of the ledger does not matter, and a counter-row undoes its row', () => {
  holds(
    fc.property(plan, ledger, (lines, rows) => {
      expect(balance(lines, rows.toReversed())).toEqual(balance(lines, rows))
      const undone = rows.map((row) => ({ kind: row.kind, amountFen: -row.amountFen, reversesId: 'row' }))
      const first = rows.map((row) => ({ ...row, reversesId: null }))
      const nothing = balance(lines, [...first, ...undone])
      expect([nothing.receivedFen, nothing.refundedFen, nothing.netFen]).toEqual([0, 0, 0])
    }),
  )
})

test('a payment is earmarked to the 分 and never overfills a line', () => {
  holds(
    fc.property(plan, ledger, amount, fc.constantFrom(...receiptMethods), (lines, rows, amountFen, method) => {
      const { parts, leftFen } = earmark(lines, rows, { amountFen, method })
      expect(sum(parts) + leftFen).toBe(amountFen)
      const open = new Map(receiptKinds.map((name) => [name, 0]))
      for (const line of balance(lines, rows).lines) open.set(line.kind, (open.get(line.kind) ?? 0) + line.openFen)
      for (const name of receiptKinds) expect(sum(parts.filter((part) => part.kind === name))).toBeLessThanOrEqual(open.get(name) ?? 0)
      expect(parts.every((part) => part.amountFen > 0)).toBe(true)
      if (leftFen > 0) expect(sum(parts)).toBe([...open.values()].reduce((total, fen) => total + fen, 0))
    }),
  )
})

test('however many refunds are asked for, no more goes back than came in', () => {
  const asks = fc.array(fc.record({ kind, amountFen: fc.integer({ min: -10, max: 1_000_000 }) }), { maxLength: 20 })
  const receipts = fc.array(fc.record({ kind, amountFen: fc.integer({ min: 1, max: 1_000_000 }) }), { maxLength: 6 })
  holds(
    fc.property(receipts, asks, (came, wanted) => {
      const rows: LedgerRow[] = [...came]
      for (const ask of wanted) {
        if (checkRefund(rows, ask).length > 0) continue
        expect(ask.amountFen).toBeLessThanOrEqual(refundableFen(rows, ask.kind))
        rows.push({ kind: ask.kind, amountFen: -ask.amountFen })
      }
      const { netFen, refundedFen, receivedFen } = balance([], rows)
      expect(netFen).toBeGreaterThanOrEqual(0)
      expect(refundedFen).toBeLessThanOrEqual(receivedFen)
      for (const name of receiptKinds) expect(sum(rows.filter((row) => row.kind === name))).toBeGreaterThanOrEqual(0)
    }),
  )
})
