// Whether a list holds nothing at all, or only nothing of what it is narrowed to: the one says how the list begins, the
// other offers to drop the filter.
import { useCallback, useEffect, useRef, useState } from 'react'
import reads from 'virtual:reads'
import type { QueryName } from '../../../shared/contract.ts'
import { useTouched } from '../../live.ts'
import type { AskPage } from './row-window.ts'

/** Asked only while `narrowed` to nothing; null until the store has said. A list that is not narrowed and empty holds nothing. */
export function useNothing<Row>(query: QueryName, page: AskPage<Row>, empty: boolean, narrowed: boolean): boolean | null {
  const asks = empty && narrowed
  const [nothing, setNothing] = useState<boolean | null>(null)
  const latest = useRef(page)
  const round = useRef(0)
  useEffect(() => {
    latest.current = page
  })
  const ask = useCallback(async () => {
    const mine = ++round.current
    const reply = await latest.current({ offset: 0, limit: 0, sort: [], filters: [], search: '', group: null })
    if (mine === round.current && reply.ok) setNothing(reply.value.total === 0)
  }, [])
  useEffect(() => {
    const rounds = round
    if (asks) void ask()
    return () => void rounds.current++
  }, [asks, ask])
  useTouched(reads[query], () => asks && void ask())
  return asks ? nothing : empty
}
