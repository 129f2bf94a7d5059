// Loans and policies asked of others: step by step, what may follow what, the money and the policies that come of it, and
// who may do it. The clash of two offline desks is ruled by the reference arbiter of the group tests.
import { describe, expect, test } from 'vitest'
import { applicationMoves, applicationStates, canFollow, isLate, isOpen } from '../../src/shared/modules/applications/rules.ts'
import type { ListRequest } from '../../src/shared/list.ts'
import { lastPayload, openShop, person, quoteOf, refused, type Shop } from '../support/shop.ts'
import { signed } from '../support/sales.ts'

const consultant = person('consultant')
const manager = person('manager')
const cashier = person('cashier')
const all = { search: '', offset: 0, limit: 50, filters: [], sort: [] } as unknown as ListRequest

const shop = openShop()
const order = signed(shop)
const asked = (over: object = {}) => ({
  orderId: order as never,
  kind: 'loan' as const,
  party: '示例银行',
  amountFen: 11_000_000,
  months: 36,
  ...over,
})
const card = (id: string, of: Shop = shop) => of.run('applications.card', { id }, consultant)
const ledger = (of: Shop = shop) =>
  of.st.all<{ kind: string; fen: number }>(`SELECT kind, amount_fen AS fen FROM receipts WHERE method = 'loan'`)

describe('what may follow', () => {
  test('an end is an end, and everything else can be given up', () => {
    for (const state of applicationStates) {
      expect(applicationMoves[state].includes('withdrawn')).toBe(isOpen(state))
      expect(canFollow(state, state)).toBe(false)
    }
    expect(canFollow('prepared', 'approved')).toBe(false)
    expect(canFollow('papers', 'sent')).toBe(true)
  })
  test('it is late the day after, and never when it is over', () => {
    expect(isLate({ state: 'papers', dueOn: '2026-11-22' }, '2026-11-22')).toBe(false)
    expect(isLate({ state: 'papers', dueOn: '2026-11-22' }, '2026-11-23')).toBe(true)
    expect(isLate({ state: 'done', dueOn: '2026-11-22' }, '2026-11-23')).toBe(false)
    expect(isLate({ state: 'sent', dueOn: null }, '2026-11-23')).toBe(false)
  })
})

describe('a loan', () => {
  test('[CON-11] goes from prepared over papers wanted and conditions to money on the order, every step kept', () => {
    const { id, no } = shop.run('applications.open', asked({ dueOn: '2026-11-20', note: '首付已付' }), consultant)
    expect(no).toBe('AP-KS-01-2611-1')
    expect(card(id)).toMatchObject({
      state: 'prepared',
      late: true,
      party: '示例银行',
      planned: { amountFen: 11_000_000, openFen: 11_000_000 },
    })
    expect(refused(() => shop.run('applications.open', asked(), consultant))).toMatchObject({ code: 'under-way', details: { no } })
    expect(refused(() => shop.run('applications.approve', { id, grantedFen: 1 }, consultant)).code).toBe('wrong-state')
    shop.run('applications.send', { id, reference: 'SL-1' }, consultant)
    shop.run('applications.askPapers', { id, wanted: '近六个月流水', dueOn: '2026-11-25' }, consultant)
    expect(card(id)).toMatchObject({ state: 'papers', wanted: '近六个月流水', dueOn: '2026-11-25', late: false })
    shop.run('applications.send', { id, note: '流水已补' }, consultant)
    expect(card(id)).toMatchObject({ state: 'sent', wanted: null, reference: 'SL-1', sentOn: '2026-11-22' })
    expect(refused(() => shop.run('applications.approve', { id, grantedFen: 11_000_001 }, consultant)).code).toBe('beyond-asked')
    shop.run('applications.approve', { id, grantedFen: 11_000_000, conditions: '办妥抵押后放款' }, consultant)
    expect(lastPayload(shop).guards).toMatchObject([{ kind: 'expect', table: 'applications', column: 'state', value: 'sent' }])

    const paid = shop.run('applications.disburse', { id, methodRef: '0091' }, cashier)
    expect(ledger()).toEqual([{ kind: 'loan', fen: 11_000_000 }])
    expect(card(id)).toMatchObject({
      state: 'done',
      receiptNo: paid.no,
      conditions: '办妥抵押后放款',
      planned: { receivedFen: 11_000_000, openFen: 0 },
      steps: ['prepared', 'sent', 'papers', 'sent', 'approved', 'done'].map((state) => expect.objectContaining({ state })),
    })
    expect(card(id).steps[2]).toMatchObject({ note: '近六个月流水', by: '陈屿' })
    expect(refused(() => shop.run('applications.disburse', { id }, cashier)).code).toBe('wrong-state')
    expect(refused(() => shop.run('applications.withdraw', { id, reason: '不要了' }, consultant)).code).toBe('wrong-state')
  })

  test('[CON-11] said to be paid out at two desks it is one payment: its row is made of the application', () => {
    const rows = shop.st.all<{ id: string }>(`SELECT id FROM receipts WHERE method = 'loan'`)
    const again = openShop()
    const other = signed(again)
    const { id } = again.run('applications.open', { ...asked(), orderId: other as never }, consultant)
    again.run('applications.send', { id }, consultant)
    again.run('applications.approve', { id, grantedFen: 11_000_000 }, consultant)
    again.run('applications.disburse', { id }, cashier)
    const insert = lastPayload(again).changes.find(({ table }) => table === 'receipts')
    again.write((db) => expect(db.one('SELECT id FROM receipts WHERE id = ?', insert?.id ?? '')).toBeDefined())
    expect(insert?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/)
    expect(rows[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/)
    expect(rows[0]?.id).not.toBe(insert?.id)
  })

  test('is refused, and another lender may be asked; not for more than the order costs, nor by who has no right', () => {
    const { id } = shop.run('applications.open', asked({ party: '示例汽金', amountFen: 100_000 }), consultant)
    shop.run('applications.send', { id }, consultant)
    shop.run('applications.refuse', { id, reason: '负债过高' }, consultant)
    expect(card(id)).toMatchObject({ state: 'refused', endedOn: '2026-11-22' })
    shop.run('applications.open', asked({ party: '示例汽金', amountFen: 90_000 }), consultant)
    expect(refused(() => shop.run('applications.open', asked({ party: '别家', amountFen: 99_000_000 }), consultant)).code).toBe(
      'beyond-total',
    )
  })
})

describe('an insurance', () => {
  test('[CON-12] is issued with its policies and their days, which a list of what ends shows; a number noted twice is one policy', () => {
    const { id } = shop.run(
      'applications.open',
      asked({ kind: 'insurance', party: '示例财险', amountFen: 581_240, months: null }),
      consultant,
    )
    shop.run('applications.send', { id }, consultant)
    shop.run('applications.approve', { id, grantedFen: 581_240 }, consultant)
    const days = { startsOn: '2026-11-23', endsOn: '2027-11-22' }
    expect(refused(() => shop.run('applications.disburse', { id }, cashier)).code).toBe('not-a-loan')
    shop.run(
      'applications.issue',
      {
        id,
        policies: [
          { kind: 'compulsory', policyNo: 'JQ-1', premiumFen: 95_000, ...days },
          { kind: 'commercial', policyNo: 'SY-1', premiumFen: 486_240, ...days },
        ],
      },
      consultant,
    )
    expect(card(id)).toMatchObject({ state: 'done', policies: [{ policyNo: 'JQ-1', endsOn: '2027-11-22' }, { policyNo: 'SY-1' }] })
    const { rows, totals } = shop.run(
      'applications.policies',
      { ...all, filters: [{ column: 'endsOn', op: 'between', values: ['2027-11-01', '2027-11-30'] }] } as never,
      manager,
    )
    expect(rows).toMatchObject([{ customerName: '周杉' }, { insurer: '示例财险', vin: expect.stringMatching(/^L/) }])
    expect(totals['premium']).toBe(581_240)
    // Withdrawn and issued anew under the same number, at this desk or another: the same row.
    expect(new Set(rows.map((row) => row.id)).size).toBe(2)
  })
})

describe('where they are seen', () => {
  test('[CON-05] on the board and on the order; the list finds them by lender, number and buyer and filters by state', () => {
    const row = shop.run('orders.execution', all, manager).rows.find((each) => each.id === order)
    expect(row).toMatchObject({ loanState: 'prepared', insuranceState: 'done' })
    expect(
      shop.run('orders.execution', { ...all, filters: [{ column: 'insuranceState', op: 'is', values: ['done'] }] } as never, manager).total,
    ).toBe(1)
    expect(shop.run('applications.ofOrder', { orderId: order as never }, consultant)).toHaveLength(4)
    const found = (search: string) => shop.run('applications.page', { ...all, search }, manager).total
    expect([found('示例汽金'), found('AP-KS-01-2611-1'), found('周杉'), found('无此')]).toEqual([2, 1, 4, 0])
    const refusedOnes = shop.run(
      'applications.page',
      { ...all, filters: [{ column: 'state', op: 'is', values: ['refused'] }] } as never,
      manager,
    )
    expect(refusedOnes.rows).toMatchObject([{ party: '示例汽金' }])
    // Another consultant's order is not theirs to see.
    expect(shop.run('applications.page', all, person('colleague')).total).toBe(0)
  })
})

describe('forgotten', () => {
  test('what was said of a buyer goes with the buyer, that money was paid stays', () => {
    const own = openShop()
    const { id: quoted } = own.run('orders.draft', quoteOf(own) as never, consultant)
    const { id } = own.run('applications.open', { ...asked(), orderId: quoted as never, note: '在外企上班' }, consultant)
    own.run('applications.withdraw', { id, reason: '客户改全款' }, consultant)
    own.run('orders.cancel', { id: quoted as never, kind: 'customer', reason: '不买了' }, consultant)
    own.run('customers.erase', { id: own.customerId as never }, person('director'))
    expect(own.st.one('SELECT note, amount_fen AS fen FROM applications WHERE id = ?', id)).toEqual({ note: null, fen: 11_000_000 })
    expect(own.st.all('SELECT note FROM application_steps WHERE note IS NOT NULL')).toEqual([])
  })
})
