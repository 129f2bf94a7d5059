// One paper on its way: rendered, archived, handed to the printer or to a file. What the dialogs and lists of paper share.
import { useEffect, useRef, useState } from 'react'
import type { Asked, Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { start, type Progress } from '../../api.ts'

type Where = 'archive' | 'printer' | 'file'
export type Printing =
  | { phase: 'idle' }
  | { phase: 'working'; done: number | null; note: string | undefined; cancel: () => void }
  | { phase: 'done'; to: Where; path: string | null; printed: boolean; paper: Output<'documents.print'> | null }
  | { phase: 'failed'; error: Failure }

/** Never two at once: a second wish while one is under way is dropped. */
export function usePrint(): {
  state: Printing
  print: (input: Asked<'documents.print'>) => void
  reprint: (input: Asked<'documents.reprint'>) => void
  clear: () => void
} {
  const [state, setState] = useState<Printing>({ phase: 'idle' })
  const under = useRef<(() => void) | null>(null)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => void (gone.current = true)
  }, [])
  const show = (next: Printing): void => {
    if (!gone.current) setState(next)
  }
  const begin = (cancel: () => void): void => {
    under.current = cancel
    show({ phase: 'working', done: null, note: undefined, cancel })
  }
  const progress = ({ done, total, note }: Progress): void =>
    show({ phase: 'working', done: total > 0 ? done / total : null, note, cancel: () => under.current?.() })
  const end = (next: Printing): void => {
    under.current = null
    show(next)
  }
  return {
    state,
    print: (input) => {
      if (under.current) return
      const job = start('documents.print', input, progress)
      begin(job.cancel)
      void job.done.then((reply) =>
        end(
          reply.ok
            ? { phase: 'done', to: input.to ?? 'file', path: reply.value.path, printed: reply.value.printed, paper: reply.value }
            : { phase: 'failed', error: reply.error },
        ),
      )
    },
    reprint: (input) => {
      if (under.current) return
      const job = start('documents.reprint', input, progress)
      begin(job.cancel)
      void job.done.then((reply) =>
        end(reply.ok ? { phase: 'done', to: input.to, ...reply.value, paper: null } : { phase: 'failed', error: reply.error }),
      )
    },
    clear: () => {
      if (!under.current) setState({ phase: 'idle' })
    },
  }
}
