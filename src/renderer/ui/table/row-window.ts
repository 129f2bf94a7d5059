// The few rows of a long list that are near the eye: asks the store for the slice that is shown, one question at a time,
// the newest wish first, and forgets what has scrolled away. Never holds more than about three screens of rows.
import type { Envelope, Failure } from '../../../shared/errors.ts'
import type { ListPage, ListRequest } from '../../../shared/list.ts'

export type Question = Pick<ListRequest, 'sort' | 'filters' | 'search' | 'group'>
export type AskPage<Row> = (request: ListRequest) => Promise<Envelope<ListPage<Row>>>

/** What is known right now; another object after every answer. */
export type Seen<Row> = {
  row: (at: number) => Row | undefined
  /** Where a row is, if it is near the eye. */
  find: (is: (row: Row) => boolean) => number | undefined
  /** Null until the first answer ever. */
  total: number | null
  totals: ListPage<Row>['totals']
  failure: Failure | null
  /** True from a new question to its first answer; the rows are still those of the old one. */
  waiting: boolean
}

const LARGEST = 500

export type RowWindow<Row> = ReturnType<typeof openRowWindow<Row>>

/** Asks nothing until `connect` gave it somebody to ask. */
export function openRowWindow<Row>(first: Question) {
  let question = first
  let ask: AskPage<Row> | null = null
  let rows = new Map<number, Row>()
  let total: number | null = null
  let totals: ListPage<Row>['totals'] = {}
  let failure: Failure | null = null
  let shown = { from: 0, to: 40 }
  let asking = false
  let stale = true
  let waiting = true
  const listeners = new Set<() => void>()
  let seen = look()

  function look(): Seen<Row> {
    const held = rows
    return {
      row: (at) => held.get(at),
      find(is) {
        for (const [at, row] of held) if (is(row)) return at
        return undefined
      },
      total,
      totals,
      failure,
      waiting: waiting && failure === null,
    }
  }
  function tell(): void {
    seen = look()
    for (const listener of listeners) listener()
  }

  const screen = (): number => Math.max(1, shown.to - shown.from)
  const wanted = () => ({ from: Math.max(0, shown.from - screen()), to: Math.min(total ?? Number.POSITIVE_INFINITY, shown.to + screen()) })

  /** What to ask next: everything wanted when stale; else the gap, once it is visible or larger than half a screen. */
  function gap(): { offset: number; limit: number } | null {
    const { from, to } = wanted()
    if (stale) return { offset: from, limit: Math.min(LARGEST, Math.max(1, to - from)) }
    let low = from
    while (low < to && rows.has(low)) low++
    let high = to
    while (high > low && rows.has(high - 1)) high--
    if (low >= high) return null
    const visible = low < Math.min(shown.to, total ?? shown.to) && high > shown.from
    return visible || high - low > screen() / 2 ? { offset: low, limit: Math.min(LARGEST, high - low) } : null
  }

  function take(slice: { offset: number; limit: number }, page: ListPage<Row>, whole: boolean): void {
    const next = whole ? new Map<number, Row>() : new Map(rows)
    for (let at = slice.offset; at < slice.offset + slice.limit; at++) next.delete(at)
    page.rows.forEach((row, at) => next.set(slice.offset + at, row))
    rows = next
    total = page.total
    totals = page.totals
    failure = null
    waiting = false
    const { from, to } = wanted()
    for (const at of rows.keys()) if (at < from - screen() / 2 || at >= to + screen() / 2) rows.delete(at)
  }

  async function pump(): Promise<void> {
    const slice = asking || !ask ? null : gap()
    if (!slice || !ask) return
    asking = true
    const mine = question
    const whole = stale
    stale = false
    const reply = await ask({ ...slice, ...question })
    asking = false
    if (mine !== question) return pump()
    if (reply.ok) take(slice, reply.value, whole)
    else failure = reply.error
    tell()
    if (reply.ok && (whole || stale || gap()?.offset !== slice.offset)) await pump()
  }

  return {
    /** Whom to ask from now on; the question stays as it is. */
    connect(next: AskPage<Row>): void {
      ask = next
      void pump()
    },
    /** Rows `from` (included) to `to` (excluded) are on the screen. */
    show(from: number, to: number): void {
      shown = { from: Math.max(0, from), to: Math.max(from + 1, to) }
      void pump()
    },
    /** Another order, filter or search: from the top; the old rows stay until the first answer. */
    restart(next: Question): void {
      if (next === question) return
      question = next
      shown = { from: 0, to: screen() }
      stale = true
      waiting = true
      failure = null
      tell()
      void pump()
    },
    /** A table was touched: ask again for what is shown, and keep the rows until the answer. */
    refresh(): void {
      stale = true
      void pump()
    },
    held: (): number => rows.size,
    seen: (): Seen<Row> => seen,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
