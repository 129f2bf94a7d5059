// Ties the row window to React: asks through the module's `page`, asks again when a table was touched, and counts the
// views once the rows are there.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import reads from 'virtual:reads'
import type { QueryName } from '../../../shared/contract.ts'
import type { ListRequest } from '../../../shared/list.ts'
import { useTouched } from '../../live.ts'
import { openRowWindow, type AskPage, type Question, type RowWindow, type Seen } from './row-window.ts'
import type { ShownView } from './Views.tsx'

/** `question` must keep its identity while nothing about it changes; `page` may be another function each time. */
export function useRows<Row>(query: QueryName, page: AskPage<Row>, question: Question): { rows: RowWindow<Row>; seen: Seen<Row> } {
  const [rows] = useState(() => openRowWindow<Row>(question))
  const latest = useRef(page)
  useEffect(() => {
    latest.current = page
  })
  const connected = useRef(false)
  useEffect(() => {
    // A tab that comes back runs its effects again: what was touched meanwhile was not heard.
    if (connected.current) rows.refresh()
    else rows.connect((request) => latest.current(request))
    connected.current = true
  }, [rows])
  useEffect(() => rows.restart(question), [rows, question])
  useTouched(reads[query], () => rows.refresh())
  return { rows, seen: useSyncExternalStore(rows.subscribe, rows.seen) }
}

const QUIET_MS = 1500

/** How many rows each view holds; asked one after the other, quietly, and again a while after a table was touched. */
export function useViewCounts<Row>(
  query: QueryName,
  page: AskPage<Row>,
  views: readonly ShownView[],
  ready: boolean,
): Record<string, number> {
  const [counts, setCounts] = useState<Record<string, number>>({})
  const latest = useRef(page)
  const round = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = page
  })
  const wish = JSON.stringify(views.map((view) => [view.id, view.filters]))
  const count = useCallback(async () => {
    const mine = ++round.current
    for (const [id, filters] of JSON.parse(wish) as [string, ListRequest['filters']][]) {
      if (mine !== round.current) return
      const reply = await latest.current({ offset: 0, limit: 0, sort: [], filters, search: '', group: null })
      if (mine === round.current && reply.ok)
        setCounts((before) => (before[id] === reply.value.total ? before : { ...before, [id]: reply.value.total }))
    }
  }, [wish])
  useEffect(() => {
    const rounds = round
    const waiting = timer
    if (ready) void count()
    return () => {
      rounds.current++
      clearTimeout(waiting.current)
    }
  }, [count, ready])
  useTouched(reads[query], () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void count(), QUIET_MS)
  })
  return counts
}
