// Whether a list holds nothing at all, or only nothing of what it is narrowed to: the one says how the list begins, the
// other offers to drop the filter.
import { useEffect, useRef, useState } from 'react'
import reads from 'virtual:reads'
import type { QueryName } from '../../../shared/contract.ts'
import { useTouched } from '../../live.ts'
import type { AskPage } from './row-window.ts'

/** Asked only while `narrowed` to nothing; null until the store has said. A list that is not narrowed and empty holds nothing. */
export function useNothing<Row>(query: QueryName, page: AskPage<Row>, empty: boolean, narrowed: boolean): boolean | null {
  const asks = empty && narrowed
  const [nothing, setNothing] = useState<boolean | null>(null)
  const [turn, setTurn] = useState(0)
  const latest = useRef(page)
  useEffect(() => {
    latest.current = page
  })
  useEffect(() => {
    if (!asks) return
    let left = false
    void latest.current({ offset: 0, limit: 0, sort: [], filters: [], search: '', group: null }).then((reply) => {
      if (!left && reply.ok) setNothing(reply.value.total === 0)
    })
    return () => void (left = true)
  }, [asks, turn])
  useTouched(reads[query], () => asks && setTurn((now) => now + 1))
  return asks ? nothing : empty
}
