// The few rows near the eye: what is asked, what is kept, and that an old answer never overwrites a newer question.
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../../src/shared/errors.ts'
import type { ListPage, ListRequest } from '../../../src/shared/list.ts'
import { openRowWindow, type Question } from '../../../src/renderer/ui/table/row-window.ts'

type Row = { id: string }
type Slice = { offset: number; limit: number }
const plain: Question = { sort: [], filters: [], search: '', group: null }
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve()
}

/** A store of `total` rows whose answers wait until they are let go, if `held`. */
function store(total: number, held = false) {
  const asked: Slice[] = []
  const waiting: (() => void)[] = []
  const state = { total, prefix: 'r', fail: false }
  const searched: string[] = []
  const ask = ({ offset, limit, search }: ListRequest): Promise<Envelope<ListPage<Row>>> => {
    const slice = { offset, limit }
    asked.push(slice)
    searched.push(search)
    const answer = (): Envelope<ListPage<Row>> => {
      if (state.fail) return { ok: false, error: { code: 'not-ready' } }
      const count = Math.max(0, Math.min(slice.limit, state.total - slice.offset))
      return {
        ok: true,
        value: {
          rows: Array.from({ length: count }, (_, at) => ({ id: `${state.prefix}${slice.offset + at}` })),
          total: state.total,
          totals: {},
        },
      }
    }
    return held ? new Promise((resolve) => waiting.push(() => resolve(answer()))) : Promise.resolve(answer())
  }
  const opened = () => {
    const window = openRowWindow<Row>(plain)
    window.connect(ask)
    return window
  }
  return { opened, asked, searched, state, letGo: () => waiting.shift()?.() }
}

describe('the window on a long list', () => {
  test('asks for what is shown and a screen beyond, once', async () => {
    const { opened, asked } = store(100_000)
    const window = opened()
    window.show(0, 36)
    await settle()
    expect(asked).toEqual([{ offset: 0, limit: 80 }])
    expect(window.seen().total).toBe(100_000)
    expect(window.seen().row(79)).toEqual({ id: 'r79' })
    expect(window.seen().row(80)).toBeUndefined()
  })

  test('never holds more than about three screens, wherever one scrolls', async () => {
    const { opened } = store(100_000)
    const window = opened()
    for (const at of [0, 20, 40, 300, 99_000, 50_000, 50_010, 50_030, 50_060]) {
      window.show(at, at + 36)
      await settle()
      expect(window.seen().row(at)).toEqual({ id: `r${at}` })
      expect(window.held()).toBeLessThanOrEqual(36 * 4)
    }
  })

  test('asks nothing while a few rows scroll by inside the margin', async () => {
    const { opened, asked } = store(1000)
    const window = opened()
    window.show(100, 136)
    await settle()
    const before = asked.length
    window.show(105, 141)
    await settle()
    expect(asked).toHaveLength(before)
  })

  test('dragging the scrollbar asks one question at a time and ends where the eye is', async () => {
    const { opened, asked, letGo } = store(100_000, true)
    const window = opened()
    window.show(0, 36)
    for (let at = 1000; at <= 90_000; at += 1000) window.show(at, at + 36)
    expect(asked).toHaveLength(1)
    letGo()
    await settle()
    letGo()
    await settle()
    expect(asked).toHaveLength(2)
    expect(asked[1]).toEqual({ offset: 89_964, limit: 108 })
    expect(window.seen().row(90_000)).toEqual({ id: 'r90000' })
  })

  test('another question: the old rows stay until the answer, an answer to the old one is dropped', async () => {
    const { opened, searched, state, letGo } = store(500, true)
    const window = opened()
    window.show(0, 36)
    letGo()
    await settle()
    window.show(200, 236)
    state.total = 7
    state.prefix = 'new'
    window.restart({ ...plain, search: 'x' })
    expect(window.seen().row(0)).toEqual({ id: 'r0' })
    expect(window.seen().waiting).toBe(true)
    letGo()
    await settle()
    expect(window.seen().row(0)).toEqual({ id: 'r0' })
    letGo()
    await settle()
    expect(searched.at(-1)).toBe('x')
    expect(window.seen().total).toBe(7)
    expect(window.seen().row(0)).toEqual({ id: 'new0' })
    expect(window.seen().row(200)).toBeUndefined()
    expect(window.seen().waiting).toBe(false)
  })

  test('a touched table: asked again, rows kept meanwhile, a shrunken list forgets its tail', async () => {
    const { opened, asked, state } = store(60)
    let heard = 0
    const window = opened()
    window.subscribe(() => void heard++)
    window.show(30, 60)
    await settle()
    const before = asked.length
    state.total = 40
    state.prefix = 'again'
    window.refresh()
    expect(window.seen().row(59)).toEqual({ id: 'r59' })
    await settle()
    expect(asked.length).toBeGreaterThan(before)
    expect(window.seen().total).toBe(40)
    expect(window.seen().row(39)).toEqual({ id: 'again39' })
    expect(window.seen().row(40)).toBeUndefined()
    expect(heard).toBeGreaterThan(1)
  })

  test('a refusal is told, not repeated by itself, and gone after the next good answer', async () => {
    const { opened, asked, state } = store(10)
    state.fail = true
    const window = opened()
    window.show(0, 36)
    await settle()
    expect(window.seen().failure).toEqual({ code: 'not-ready' })
    expect(asked).toHaveLength(1)
    state.fail = false
    window.refresh()
    await settle()
    expect(window.seen().failure).toBeNull()
    expect(window.seen().row(9)).toEqual({ id: 'r9' })
  })

  test('an empty list asks once and says that it is empty', async () => {
    const { opened, asked } = store(0)
    const window = opened()
    window.show(0, 36)
    await settle()
    expect(asked).toHaveLength(1)
    expect(window.seen().total).toBe(0)
    expect(window.seen().waiting).toBe(false)
  })

  test('finds a row that moved', async () => {
    const { opened } = store(50)
    const window = opened()
    window.show(0, 36)
    await settle()
    expect(window.seen().find((row) => row.id === 'r12')).toBe(12)
    expect(window.seen().find((row) => row.id === 'nobody')).toBeUndefined()
  })
})
