// What HQ does not let in: outside the manifest, the reach, the command's tables, the actor's right.
import { describe, expect, it } from 'vitest'
import type { Change, Guard } from '../../src/shared/sync/protocol.ts'
import { device, insert, judgeOver, update } from '../support/judge.ts'

const users = (more: object = {}) => [
  { id: 'u1', image: { name: 'A', active: 1, role_ids: '["r1"]', site_ids: '["S1"]', all_sites: 0, ...more } },
]
const roles = (permissions = '["orders.edit"]') => [{ id: 'r1', image: { name: 'seller', permissions } }]
const group = (changes: object = {}, permissions?: string) =>
  judgeOver({
    users: users(changes),
    roles: roles(permissions),
    orders: [
      { id: 'O1', image: { site_id: 'S1', rev: 1 } },
      { id: 'O2', image: { site_id: 'S2', rev: 1 }, site: 'S2' },
    ],
  })
const R1 = device('R1')
const boss = device('RM', { site: 'S0', reach: 'group' })
const founder = device('RF', { founding: true })
const note = (id: string, site: string | null = 'S1'): Change =>
  insert('notes', id, site === null ? { name: 'x' } : { site_id: site, name: 'x' })
const rev = (id: string, covers: number[]): Guard => ({
  kind: 'expect',
  table: 'orders',
  id,
  column: 'rev',
  value: 1,
  covers,
  otherwise: [],
})

describe('manifest', () => {
  const refused: [string, object, string][] = [
    ['a command nobody declared', { command: 'nope' }, 'unknown-command nope'],
    ['a command named like something every object has', { command: 'constructor', changes: [note('N1')] }, 'unknown-command constructor'],
    ['a table nobody declared', { changes: [insert('nope', 'x', {})] }, 'unknown-table nope'],
    ['a table named like something every object has', { changes: [insert('toString', 'x', {})] }, 'unknown-table toString'],
    ['a table the command does not write', { command: 'sell', changes: [note('N1')] }, 'not-its-table notes'],
    [
      'the same inside otherwise',
      { command: 'sell', guards: [{ kind: 'hold', key: 'k', holder: 'h', covers: [], otherwise: [note('N1')] }] },
      'not-its-table notes',
    ],
    ['an update of a row HQ never had', { changes: [update('notes', 'N9', { name: 'x' }, {})] }, 'unknown-row notes'],
    [
      'an update of a ledger row',
      { changes: [update('receipts', 'P9', { note: 'x' }, {}), insert('receipts', 'P9', { site_id: 'S1' })] },
      'ledger-is-insert-only receipts',
    ],
  ]
  it.each(refused)('[S-RULE-2] refuses %s', (_name, said, reason) =>
    expect(group().say(said)).toMatchObject({ outcome: 'quarantined', reason }),
  )

  it('[S-RULE-2] unknown columns are no objection: an older HQ keeps what a newer desktop writes', () => {
    const { say, row } = group()
    expect(say({ changes: [insert('notes', 'N1', { site_id: 'S1', invented_next_year: 7 })] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', invented_next_year: 7 })
  })
})

describe('reach', () => {
  it('[S-RULE-2] another site’s rows can be neither made, changed, deleted, taken over nor given away', () => {
    const { say, row } = group()
    const tries: Change[] = [
      note('N1', 'S2'),
      note('N1', null),
      update('orders', 'O2', { rev: 2 }, { rev: 1 }),
      { table: 'orders', id: 'O2', op: 'delete', set: {}, was: { site_id: 'S2', rev: 1 } },
      insert('orders', 'O2', { site_id: 'S1', note: 'mine now' }),
      update('orders', 'O2', { site_id: 'S1' }, { site_id: 'S2' }),
    ]
    for (const change of tries)
      expect(say({ changes: [change], guards: [rev(change.id, [0])] }), JSON.stringify(change)).toMatchObject({
        outcome: 'quarantined',
        reason: `out-of-reach ${change.table}`,
      })
    expect(say({ changes: [update('orders', 'O1', { site_id: 'S2' }, { site_id: 'S1' })], guards: [rev('O1', [0])] }).reason).toBe(
      'unguarded-transfer orders',
    )
    const two = [note('N1'), update('notes', 'N1', { site_id: 'S2' }, { site_id: 'S1' })]
    expect(say({ changes: two }).reason).toBe('out-of-reach notes')
    expect(row('orders', 'O2')).toEqual({ site_id: 'S2', rev: 1 })
    expect(row('notes', 'N1')).toBeNull()
  })

  it('[S-RULE-2] a manager with group reach writes for every site, but moves no row unguarded and leaves none without a site', () => {
    const { say, ground } = group()
    expect(say({ by: boss, changes: [note('N2', 'S2')] }).outcome).toBe('accepted')
    expect(ground.doc('notes', 'N2')?.site).toBe('S2')
    expect(say({ by: boss, changes: [note('N3', null)] }).reason).toBe('out-of-reach notes')
    expect(
      say({ by: boss, changes: [update('orders', 'O2', { site_id: 'S1' }, { site_id: 'S2' })], guards: [rev('O2', [0])] }).reason,
    ).toBe('unguarded-transfer orders')
  })

  it('[S-RULE-2] what HQ decides comes only from group reach', () => {
    const { say } = group()
    expect(say({ by: R1, changes: [insert('params', 'p', { value: '1' })] }).reason).toBe('hq-decides params')
    expect(say({ by: boss, changes: [insert('params', 'p', { value: '1' })] }).outcome).toBe('accepted')
  })

  it('[S-TRUST-4] a founder brings its own group rows and changes nobody else’s', () => {
    const { say, row } = group()
    expect(say({ by: founder, changes: [insert('params', 'p', { value: '1' })] }).outcome).toBe('accepted')
    expect(say({ by: founder, changes: [update('params', 'p', { value: '2' }, { value: '1' })] }).outcome).toBe('accepted')
    expect(say({ by: founder, changes: [insert('roles', 'r1', { name: 'other', note: 'added' })] }).outcome).toBe('accepted')
    expect(row('roles', 'r1')).toMatchObject({ name: 'seller', note: 'added' })
    expect(
      say({ by: founder, changes: [update('roles', 'r1', { permissions: '["everything"]' }, { permissions: '["orders.edit"]' })] }).reason,
    ).toBe('hq-decides roles')
  })

  it('[S-MERGE-6] a document changes only under an expectation of its own head that covers the change', () => {
    const { say } = group()
    const raise = update('orders', 'O1', { rev: 2 }, { rev: 1 })
    const line = insert('lines', 'L1', { site_id: 'S1', order_id: 'O1' })
    const cases: [Change[], Guard[]][] = [
      [[raise], []],
      [[raise], [rev('O1', [])]],
      [[raise, line], [rev('O1', [0])]],
      [[line], [rev('O2', [0])]],
      [[insert('lines', 'L1', { site_id: 'S1' })], [rev('O1', [0])]],
      [[insert('orders', 'O1', { site_id: 'S1' }), raise], []],
    ]
    for (const [changes, guards] of cases) expect(say({ changes, guards }).reason, JSON.stringify(changes)).toMatch(/^unguarded-document/)
    expect(say({ changes: [raise, line], guards: [rev('O1', [0, 1])] }).outcome).toBe('accepted')
    expect(
      say({
        changes: [
          insert('orders', 'O3', { site_id: 'S1', rev: 1 }),
          insert('lines', 'L3', { site_id: 'S1', order_id: 'O3' }),
          update('orders', 'O3', { rev: 2 }, { rev: 1 }),
        ],
      }).outcome,
    ).toBe('accepted')
    expect(say({ by: founder, changes: [update('orders', 'O1', { note: 'y' }, {})] }).outcome).toBe('accepted')
  })
})

describe('rights', () => {
  const sell = (more: object = {}) => ({
    command: 'sell',
    actor: 'u1',
    changes: [insert('receipts', 'P1', { site_id: 'S1' }), insert('orders', 'O7', { site_id: 'S1', rev: 1 })],
    ...more,
  })

  it('[S-RULE-2] a person must be known, active, of this site, and hold the permission', () => {
    expect(group().say(sell()).outcome).toBe('accepted')
    expect(group().say(sell({ actor: 'nobody' })).reason).toBe('unknown-actor nobody')
    expect(group({ site_ids: '["S2"]' }).say(sell()).reason).toBe('actor-elsewhere')
    expect(group({ site_ids: '[]', all_sites: 1 }).say(sell()).outcome).toBe('accepted')
    expect(group({}, '[]').say(sell()).reason).toBe('forbidden orders.edit')
    expect(group({ active: 0 }).say(sell()).reason).toBe('forbidden orders.edit')
    expect(group({ role_ids: 'not json' }).say(sell()).reason).toBe('forbidden orders.edit')
    expect(group().say({ command: 'look', actor: 'u1' }).reason).toBe('forbidden orders.view')
    expect(group().say({ actor: 'system', command: 'sell', changes: [insert('orders', 'O7', { site_id: 'S1', rev: 1 })] }).outcome).toBe(
      'accepted',
    )
  })

  it('[S-RULE-2] a right withdrawn since `seen` is a case, and the work stands', () => {
    const { say, row, cases, position } = group()
    const before = position()
    say({ by: boss, changes: [update('roles', 'r1', { permissions: '[]' }, { permissions: '["orders.edit"]' })] })
    const late = say(sell({ seen: before }))
    expect(late.outcome).toBe('adjusted')
    expect(row('orders', 'O7')).not.toBeNull()
    expect(cases()[0]).toMatchObject({ kind: 'right', actor: 'u1', mine: '{"permission":"orders.edit"}' })
    expect(say(sell({ changes: [] })).reason).toBe('forbidden orders.edit')
  })

  it('[S-RULE-2] a role has what its template gained after it was decided, and nothing else', () => {
    const look = (role: object) => {
      const { say } = judgeOver({
        users: [{ id: 'u1', image: { name: 'Li', role_ids: '["r1"]', site_ids: '["S1"]' } }],
        roles: [{ id: 'r1', image: { name: 'seller', permissions: '["orders.edit"]', ...role } }],
      })
      return say({ command: 'look', actor: 'u1' }).reason
    }
    expect(look({ template: 'seller', known: '["orders.edit"]' })).toBeNull()
    expect(look({ template: 'seller' }), 'a row without the column has its default').toBeNull()
    expect(look({ template: 'seller', known: '["orders.edit","orders.view"]' }), 'decided against').toBe('forbidden orders.view')
    expect(look({ template: null, known: '["orders.edit"]' }), 'a role of one’s own').toBe('forbidden orders.view')
    expect(look({ template: 'constructor', known: '[]' })).toBe('forbidden orders.view')
  })

  it('[S-RULE-2] someone made in the same batch is known at once, and dismissed at once', () => {
    const { say } = group()
    say({ by: boss, changes: [insert('users', 'u9', { name: 'New', role_ids: '["r1"]', site_ids: '["S1"]' })] })
    expect(say(sell({ actor: 'u9' })).outcome).toBe('accepted')
    say({
      by: boss,
      changes: [{ table: 'users', id: 'u9', op: 'delete', set: {}, was: { name: 'New', role_ids: '["r1"]', site_ids: '["S1"]' } }],
    })
    expect(say(sell({ actor: 'u9', changes: [] })).reason).toBe('forbidden orders.edit')
  })

  it('[S-RULE-3] a quarantined changeset delays only those that name it; its ledger rows count at once', () => {
    const { say, row } = group()
    const bad = say(sell({ actor: 'nobody' }))
    expect(bad).toMatchObject({ outcome: 'quarantined', effect: [{ table: 'receipts', id: 'P1' }], position: 1 })
    expect(row('receipts', 'P1')).toEqual({ site_id: 'S1' })
    expect(row('orders', 'O7')).toBeNull()
    expect(say({ changes: [note('N1')] }).outcome).toBe('accepted')
    const waiting = say({ changes: [note('N2'), insert('receipts', 'P2', { site_id: 'S1' })], after: [bad.id] })
    expect(waiting).toMatchObject({ outcome: 'quarantined', reason: `waits-for ${bad.id}`, effect: [{ id: 'P2' }] })
    expect(say({ changes: [note('N3')], after: [waiting.id] }).outcome).toBe('quarantined')
  })

  it('[S-RULE-3] ledger rows of another site, of no site and of a revoked device count for nothing', () => {
    const { say, row } = group()
    for (const [id, set] of [
      ['P1', { site_id: 'S2' }],
      ['P2', {}],
    ] as const)
      say({ command: 'nope', changes: [insert('receipts', id, set)] })
    const revoked = say({ by: device('R1', { revoked: true }), changes: [insert('receipts', 'P3', { site_id: 'S1' })] })
    expect(revoked).toMatchObject({ outcome: 'quarantined', reason: 'revoked', effect: [] })
    expect([row('receipts', 'P1'), row('receipts', 'P2'), row('receipts', 'P3')]).toEqual([null, null, null])
  })

  it('[S-RULE-4] a case is a row of the author’s site, and lies in the feed like any other', () => {
    const { say, ground } = judgeOver({ notes: [{ id: 'N1', image: { site_id: 'S2', phone: '1' }, site: 'S2' }] })
    const second = device('R2', { site: 'S2' })
    say({ by: second, seen: 0, changes: [update('notes', 'N1', { phone: '2' }, { phone: '1' })] })
    const late = say({ by: second, seen: 0, changes: [update('notes', 'N1', { phone: '3' }, { phone: '1' })] })
    expect(late.effect).toEqual([
      { table: 'cases', id: late.cases[0], op: 'insert', set: expect.objectContaining({ site_id: 'S2', kind: 'field' }) },
    ])
    expect(ground.doc('cases', late.cases[0] as string)?.site).toBe('S2')
  })
})
