// Ties the row window to React: asks through the module's `page`, asks again when a table was touched, and counts the
// views once the rows are there.
import { useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { entries, type QueryName } from '../../../shared/contract.ts'
import type { Envelope } from '../../../shared/errors.ts'
import type { ListPage, ListRequest } from '../../../shared/list.ts'
import { useTouched } from '../../live.ts'
import { openRowWindow, type RowWindow } from './row-window.ts'
import type { ShownView } from './Views.tsx'

export type AskPage<Row> = (request: ListRequest) => Promise<Envelope<ListPage<Row>>>

const readsOf = (query: QueryName): readonly string[] => {
  const entry = entries.get(query)
  return entry?.kind === 'query' ? entry.reads : []
}

/** `question` must keep its identity while nothing about it changes. */
export function useRows<Row>(query: QueryName, page: AskPage<Row>, question: Pick<ListRequest, 'sort' | 'filters' | 'search'>): { rows: RowWindow<Row>; turn: number } {
  const latest = useRef(page)
  useEffect(() => {
    latest.current = page
  })
  const [turn, drawAgain] = useReducer((count: number) => count + 1, 0)
  const ask = useMemo(() => (slice: { offset: number; limit: number }) => latest.current({ ...slice, ...question }), [question])
  const first = useRef(ask)
  const [rows] = useState(() => openRowWindow<Row>(first.current, drawAgain))
  const asked = useRef(ask)
  useEffect(() => {
    if (asked.current === ask) return
    asked.current = ask
    rows.restart(ask)
  }, [rows, ask])
  const shownBefore = useRef(false)
  useEffect(() => {
    if (shownBefore.current) rows.refresh()
    shownBefore.current = true
  }, [rows])
  useTouched(readsOf(query), () => rows.refresh())
  return { rows, turn }
}

/** How many rows each view holds; asked one after the other, quietly, and again a while after a table was touched. */
export function useViewCounts<Row>(query: QueryName, page: AskPage<Row>, views: readonly ShownView[], ready: boolean): Record<string, number> {
  const [counts, setCounts] = useState<Record<string, number>>({})
  const [turn, again] = useReducer((count: number) => count + 1, 0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useTouched(readsOf(query), () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(again, 1500)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const latest = useRef(page)
  useEffect(() => {
    latest.current = page
  })
  const wish = JSON.stringify(views.map((view) => [view.id, view.filters]))
  useEffect(() => {
    if (!ready) return
    let gone = false
    const count = async (): Promise<void> => {
      for (const [id, filters] of JSON.parse(wish) as [string, ListRequest['filters']][]) {
        if (gone) return
        const reply = await latest.current({ offset: 0, limit: 0, sort: [], filters, search: '' })
        if (!gone && reply.ok) setCounts((before) => (before[id] === reply.value.total ? before : { ...before, [id]: reply.value.total }))
      }
    }
    void count()
    return () => void (gone = true)
  }, [wish, ready, turn])
  return counts
}
