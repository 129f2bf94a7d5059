// One way out by one press: busy while it runs, one attempt id per intent, and why it was refused.
import { useCallback, useRef, useState } from 'react'
import type { Envelope, Failure } from '../../shared/errors.ts'
import { newAttempt } from '../api.ts'

export type Deed = {
  busy: boolean
  failure: Failure | null
  run: <Value>(send: (attempt: string) => Promise<Envelope<Value>>, onDone?: (value: Value) => void) => void
}

export function useDeed(): Deed {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const under = useRef(false)
  const run = useCallback(<Value>(send: (attempt: string) => Promise<Envelope<Value>>, onDone?: (value: Value) => void): void => {
    if (under.current) return
    under.current = true
    setBusy(true)
    setFailure(null)
    void send(attempt.current).then((reply) => {
      under.current = false
      setBusy(false)
      // A refused intent may be tried again as a new one; a lost answer is asked for under the same name.
      if (reply.ok || reply.error.code !== 'internal') attempt.current = newAttempt()
      if (reply.ok) onDone?.(reply.value)
      else setFailure(reply.error)
    })
  }, [])
  return { busy, failure, run }
}
