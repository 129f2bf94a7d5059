// Live queries: a screen states what it shows, and it is asked again when a table it reads was touched. Nothing is
// invalidated by hand.
import { useEffect, useMemo, useRef, useState } from 'react'
import reads from 'virtual:reads'
import type { Asked, Output, QueryName } from '../shared/contract.ts'
import type { Failure } from '../shared/errors.ts'
import { call, onTold } from './api.ts'

export type Live<T> = { data: T | undefined; error: Failure | undefined; loading: boolean; again: () => void }

/** Calls `again` when one of the tables was touched, or everything may have changed. Bursts are taken together. */
export function useTouched(tables: readonly string[], again: () => void): void {
  const latest = useRef(again)
  useEffect(() => {
    latest.current = again
  })
  const key = tables.join(' ')
  useEffect(() => {
    const read = new Set(key.split(' '))
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onTold((told) => {
      if (told.kind !== 'phase' && !(told.kind === 'changed' && told.tables.some((t) => read.has(t)))) return
      timer ??= setTimeout(() => {
        timer = undefined
        latest.current()
      }, 30)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [key])
}

/** The answer of a query, kept fresh. `input` null asks nothing. The old answer stays while a new one is on its way. */
export function useLive<N extends QueryName>(name: N, input: Asked<N> | null): Live<Output<N>> {
  const [state, setState] = useState<{ data: Output<N> | undefined; error: Failure | undefined; key: string | null }>({
    data: undefined,
    error: undefined,
    key: null,
  })
  const [turn, setTurn] = useState(0)
  const key = input === null ? null : JSON.stringify(input)
  // The same question asked again is another wish.
  const wish = useMemo(() => (key === null ? null : { key, turn }), [key, turn])
  useTouched(reads[name], () => setTurn((t) => t + 1))
  useEffect(() => {
    if (wish === null) return
    const { key: asked } = wish
    let current = true
    void call(name, JSON.parse(asked) as Asked<N>).then((reply) => {
      if (!current) return
      setState(
        reply.ok
          ? { data: reply.value as Output<N>, error: undefined, key: asked }
          : { data: undefined, error: reply.error as Failure, key: asked },
      )
    })
    return () => void (current = false)
  }, [name, wish])
  return { data: state.data, error: state.error, loading: key !== null && state.key === null, again: () => setTurn((t) => t + 1) }
}
