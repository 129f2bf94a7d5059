// The pages of the log a person has scrolled through, latest first; new lines are announced, never pushed in under the eye.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Asked, Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { useTouched } from '../../live.ts'

export type Line = Output<'admin.audit'>['lines'][number]
export type Search = Pick<Asked<'admin.audit'>, 'actor' | 'from' | 'to' | 'commands' | 'record'>
type Pages = { lines: readonly Line[]; next: Output<'admin.audit'>['next']; failure: Failure | null; asked: boolean; newer: boolean }

const READ = ['_sync_changesets']
const nothing: Pages = { lines: [], next: null, failure: null, asked: false, newer: false }

export function useAudit(search: Search): Pages & { more: () => void; again: () => void } {
  const [pages, setPages] = useState(nothing)
  const [turn, setTurn] = useState(0)
  const question = JSON.stringify(search)
  const asking = useRef('')
  const ask = useCallback(
    async (after: Output<'admin.audit'>['next'], before: readonly Line[]): Promise<void> => {
      const mine = `${question} ${turn} ${after?.n ?? ''}`
      if (asking.current === mine) return
      asking.current = mine
      const reply = await call('admin.audit', { ...(JSON.parse(question) as Search), after, limit: 200 })
      if (asking.current !== mine) return
      asking.current = ''
      setPages((now) =>
        reply.ok
          ? {
              lines: [...before, ...reply.value.lines],
              next: reply.value.next,
              failure: null,
              asked: true,
              newer: after ? now.newer : false,
            }
          : { ...now, failure: reply.error as Failure, asked: true },
      )
    },
    [question, turn],
  )
  const begun = useRef<typeof ask>(undefined)
  useEffect(() => {
    // A tab that comes back runs its effects again; what was scrolled through stays.
    if (begun.current === ask) return
    begun.current = ask
    void ask(null, [])
  }, [ask])
  useTouched(READ, () => setPages((now) => (now.asked && !now.newer ? { ...now, newer: true } : now)))
  return {
    ...pages,
    more: () => {
      if (pages.next) void ask(pages.next, pages.lines)
    },
    again: () => setTurn((count) => count + 1),
  }
}
