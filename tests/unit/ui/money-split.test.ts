// What the payment dialogs show before they send: the amount that is due, and how it falls on the plan. Money is neither
// made nor lost, and what is shown is what main books.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitOf, suggestedFen, type OrderMoney } from '../../../src/renderer/ui/money/split.ts'
import { earmark, isHeld, receiptKinds, receiptMethods } from '../../../src/shared/modules/receivables/rules.ts'
import { sumFen } from '../../../src/shared/money.ts'

const line = (kind: OrderMoney['lines'][number]['kind'], amountFen: number, receivedFen = 0): OrderMoney['lines'][number] => ({
  kind,
  amountFen,
  receivedFen,
  openFen: amountFen - receivedFen,
})
const plan = [line('deposit', 500_000, 500_000), line('down', 8_702_957), line('held-tax', 813_717), line('loan', 11_000_000)]

describe('the amount that stands there', () => {
  const money = { dueFen: 20_516_674, loanDueFen: 11_000_000, customerDueFen: 9_516_674 }
  test('is the lender’s part by loan, the buyer’s by any other way', () => {
    expect(suggestedFen(money, 'loan')).toBe(11_000_000)
    for (const method of receiptMethods.filter((each) => each !== 'loan')) expect(suggestedFen(money, method)).toBe(9_516_674)
  })
  test('is whatever is still due when that part is all in', () => {
    expect(suggestedFen({ dueFen: 11_000_000, loanDueFen: 11_000_000, customerDueFen: 0 }, 'cash')).toBe(11_000_000)
    expect(suggestedFen({ dueFen: 700, loanDueFen: 0, customerDueFen: 700 }, 'loan')).toBe(700)
    expect(suggestedFen({ dueFen: 0, loanDueFen: 0, customerDueFen: 0 }, 'card')).toBe(0)
  })
})

describe('how a payment falls on the plan', () => {
  test('in the order of the plan, the lender’s line last', () => {
    expect(splitOf({ lines: plan }, { amountFen: 8_800_000, method: 'card', kind: null })).toEqual({
      lines: [
        { kind: 'deposit', openFen: 0, thisFen: 0 },
        { kind: 'down', openFen: 8_702_957, thisFen: 8_702_957 },
        { kind: 'held-tax', openFen: 813_717, thisFen: 97_043 },
        { kind: 'loan', openFen: 11_000_000, thisFen: 0 },
      ],
      ownFen: 8_702_957,
      heldFen: 97_043,
    })
  })
  test('a lender’s payment goes to its line first', () => {
    expect(splitOf({ lines: plan }, { amountFen: 11_000_000, method: 'loan', kind: null }).lines.at(-1)).toEqual({
      kind: 'loan',
      openFen: 11_000_000,
      thisFen: 11_000_000,
    })
  })
  test('what the plan has no room for shows as 尾款', () => {
    const { lines } = splitOf({ lines: [line('down', 100)] }, { amountFen: 150, method: 'cash', kind: null })
    expect(lines).toEqual([
      { kind: 'down', openFen: 100, thisFen: 100 },
      { kind: 'balance', openFen: 0, thisFen: 50 },
    ])
  })
  test('a kind that was chosen takes all of it, beyond its line too', () => {
    const { lines, heldFen } = splitOf({ lines: plan }, { amountFen: 900_000, method: 'cash', kind: 'held-tax' })
    expect(lines.filter(({ thisFen }) => thisFen > 0)).toEqual([
      { kind: 'held-tax', openFen: 813_717, thisFen: 813_717 },
      { kind: 'held-tax', openFen: 0, thisFen: 86_283 },
    ])
    expect(heldFen).toBe(900_000)
  })
  test('two lines of one kind fill one after the other', () => {
    const { lines } = splitOf({ lines: [line('down', 300, 100), line('down', 500)] }, { amountFen: 350, method: 'cash', kind: null })
    expect(lines.map(({ thisFen }) => thisFen)).toEqual([200, 150])
  })

  const someLine = fc.record({
    kind: fc.constantFrom(...receiptKinds),
    amountFen: fc.integer({ min: 1, max: 9_000_000 }),
    part: fc.integer({ min: 0, max: 100 }),
  })
  const somePlan = fc.array(someLine, { maxLength: 8 }).map((lines) => {
    // As `balance` fills it: earlier lines of a kind before later ones.
    const open = new Set<string>()
    return lines.map(({ kind, amountFen, part }) => {
      const receivedFen = open.has(kind) ? 0 : Math.floor((amountFen * part) / 100)
      if (receivedFen < amountFen) open.add(kind)
      return line(kind, amountFen, receivedFen)
    })
  })
  const payment = fc.record({
    amountFen: fc.integer({ min: 1, max: 50_000_000 }),
    method: fc.constantFrom(...receiptMethods),
    kind: fc.option(fc.constantFrom(...receiptKinds)),
  })
  test('its lines sum to it, ours and held too, and are what main earmarks', () => {
    fc.assert(
      fc.property(somePlan, payment, (lines, paid) => {
        const split = splitOf({ lines }, paid)
        expect(sumFen(split.lines.map(({ thisFen }) => thisFen))).toBe(paid.amountFen)
        expect(split.ownFen + split.heldFen).toBe(paid.amountFen)
        expect(sumFen(split.lines.filter(({ kind }) => isHeld(kind)).map(({ thisFen }) => thisFen))).toBe(split.heldFen)
        if (paid.kind !== null) return
        const booked = earmark(
          lines,
          lines.map(({ kind, receivedFen }) => ({ kind, amountFen: receivedFen })),
          paid,
        )
        for (const kind of receiptKinds) {
          const shown = sumFen(split.lines.filter((each) => each.kind === kind).map(({ thisFen }) => thisFen))
          expect(shown).toBe(
            sumFen(booked.parts.filter((each) => each.kind === kind).map(({ amountFen }) => amountFen)) +
              (kind === 'balance' ? booked.leftFen : 0),
          )
        }
      }),
    )
  })
})
