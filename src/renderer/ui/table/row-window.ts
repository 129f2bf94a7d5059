// The few rows of a long list that are near the eye: asks the store for the slice that is shown, one question at a time,
// the newest wish first, and forgets what has scrolled away. Never holds more than about three screens of rows.
import type { Envelope, Failure } from '../../../shared/errors.ts'
import type { ListPage } from '../../../shared/list.ts'

export type Slice = { offset: number; limit: number }
export type AskSlice<Row> = (slice: Slice) => Promise<Envelope<ListPage<Row>>>

const LARGEST = 500

export type RowWindow<Row> = ReturnType<typeof openRowWindow<Row>>

/** `onChange` is called after every answer. */
export function openRowWindow<Row>(first: AskSlice<Row>, onChange: () => void) {
  let ask = first
  let rows = new Map<number, Row>()
  let total: number | null = null
  let totals: ListPage<Row>['totals'] = {}
  let failure: Failure | null = null
  let shown = { from: 0, to: 40 }
  let question = 0
  let asking = false
  let stale = true
  let fresh = true

  const screen = (): number => Math.max(1, shown.to - shown.from)
  const wanted = () => ({ from: Math.max(0, shown.from - screen()), to: Math.min(total ?? Number.POSITIVE_INFINITY, shown.to + screen()) })

  /** What to ask next: everything wanted when stale; else the gap, once it is visible or larger than half a screen. */
  function gap(): Slice | null {
    const { from, to } = wanted()
    if (stale) return { offset: from, limit: Math.min(LARGEST, to - from || 1) }
    let low = from
    while (low < to && rows.has(low)) low++
    let high = to
    while (high > low && rows.has(high - 1)) high--
    if (low >= high) return null
    const seen = low < Math.min(shown.to, total ?? shown.to) && high > shown.from
    return seen || high - low > screen() / 2 ? { offset: low, limit: Math.min(LARGEST, high - low) } : null
  }

  function forget(): void {
    const { from, to } = wanted()
    for (const at of rows.keys()) if (at < from - screen() / 2 || at >= to + screen() / 2) rows.delete(at)
  }

  async function pump(): Promise<void> {
    if (asking) return
    const slice = gap()
    if (!slice) return
    asking = true
    const mine = question
    const whole = stale
    stale = false
    const reply = await ask(slice)
    asking = false
    if (mine !== question) return void pump()
    if (reply.ok) {
      if (whole) rows = new Map()
      reply.value.rows.forEach((row, at) => rows.set(slice.offset + at, row))
      for (let at = slice.offset + reply.value.rows.length; at < slice.offset + slice.limit; at++) rows.delete(at)
      total = reply.value.total
      totals = reply.value.totals
      failure = null
      fresh = false
      forget()
    } else failure = reply.error
    onChange()
    if (reply.ok && (stale || gap()?.offset !== slice.offset || whole)) await pump()
  }

  return {
    /** Rows `from` (included) to `to` (excluded) are on the screen. */
    show(from: number, to: number): void {
      shown = { from: Math.max(0, from), to: Math.max(from + 1, to) }
      void pump()
    },
    /** Another order, filter or search: from the top; the old rows stay until the first answer. */
    restart(next: AskSlice<Row>): void {
      ask = next
      question++
      shown = { from: 0, to: screen() }
      stale = true
      fresh = true
      failure = null
      void pump()
    },
    /** A table was touched: ask again for what is shown, and keep the rows until the answer. */
    refresh(): void {
      stale = true
      void pump()
    },
    row: (at: number): Row | undefined => rows.get(at),
    /** Where a row is, if it is near the eye. */
    find(is: (row: Row) => boolean): number | undefined {
      for (const [at, row] of rows) if (is(row)) return at
      return undefined
    },
    held: (): number => rows.size,
    total: (): number | null => total,
    totals: (): ListPage<Row>['totals'] => totals,
    failure: (): Failure | null => failure,
    /** True until the first answer after opening or `restart`. */
    waiting: (): boolean => fresh && failure === null,
  }
}
