// Every entry of the contract against every kind of wrong caller and wrong input: an envelope comes back, nothing is
// written, and no stack leaks.
import { describe, expect, test } from 'vitest'
import { entries, type Name } from '../../src/shared/contract.ts'
import { permissions } from '../../src/shared/permissions.ts'
import { declaredTables, syncOf } from '../../src/shared/tables/define.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Who } from '../../src/main/store/who.ts'
import { somebody, testStore } from '../support/store.ts'

const { session, st } = testStore()
let who: Who | null = null
const incidents: unknown[] = []
const services = { sessions: { who: () => who } } as unknown as Services
const { dispatch } = createDispatch({
  modules: allModules(),
  store: () => session,
  services,
  incident: (error) => (incidents.push(error), '1122-TEST'),
})

const names = [...entries.keys()] as Name[]
const rows = () => st.one<{ n: number }>('SELECT count(*) AS n FROM _sync_changesets')?.n
const bad: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a text', 'x'],
  ['a list', [1, 2, 3]],
  ['polluted keys', JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')],
  [
    'wrong types everywhere',
    {
      id: 7,
      ids: {},
      key: [],
      name: 1.5,
      text: {},
      value: null,
      offset: 'x',
      limit: -1,
      sort: 'x',
      filters: 7,
      amountFen: 0.5,
      orderId: '\u0000',
      customerId: {},
      vehicleId: [],
    },
  ],
  ['huge', { id: 'x'.repeat(300_000), key: 'x'.repeat(300_000), text: 'x'.repeat(300_000), name: 'x'.repeat(300_000) }],
]

describe('forbidden', () => {
  test.each(names)('%s refuses a stranger and a person without the right', async (name) => {
    const entry = entries.get(name)
    if (!entry || entry.access === 'anyone' || entry.access === 'setup' || entry.access === 'always')
      return expect(['anyone', 'setup', 'always']).toContain(entry?.access)
    who = null
    expect(await dispatch({ name, input: {}, caller: '1' })).toEqual({ ok: false, error: { code: 'signed-out' } })
    if (entry.access === 'signed-in') return
    who = somebody({ permissions: new Set(permissions.filter((p) => p !== entry.access)) })
    expect(await dispatch({ name, input: {}, caller: '1' })).toEqual({
      ok: false,
      error: { code: 'forbidden', details: { needs: entry.access } },
    })
  })
})

describe('bad input', () => {
  test.each(names.filter((n) => entries.get(n)?.kind !== 'job'))('%s answers in an envelope', async (name) => {
    who = somebody()
    for (const [kind, input] of bad) {
      const before = rows()
      const reply = await dispatch({ name, input, caller: '1' })
      expect(JSON.stringify(reply), kind).not.toMatch(/\.ts:\d|node_modules| at /)
      if (reply.ok) continue
      expect(reply.error.code, `${kind}: ${String(incidents.at(-1))}`).not.toBe('internal')
      expect(rows(), kind).toBe(before)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('declarations', () => {
  test('commands write declared tables, queries read declared ones', () => {
    const known = new Set([...declaredTables(), '_sync_changesets', '_sync_state', '_sync_live'])
    for (const [name, entry] of entries) {
      if (entry.kind === 'command') for (const t of entry.writes) expect(declaredTables(), `${name} writes`).toContain(t)
      if (entry.kind === 'query') for (const t of entry.reads) expect(known, `${name} reads`).toContain(t)
    }
  })
  test('what HQ decides is written by administrators only', () => {
    for (const [name, entry] of entries) {
      if (entry.kind !== 'command' || !entry.writes.some((t) => syncOf(t)?.policy === 'hq')) continue
      expect(entry.access, name).not.toBe('signed-in')
      expect(entry.access, name).not.toBe('anyone')
    }
  })
})
