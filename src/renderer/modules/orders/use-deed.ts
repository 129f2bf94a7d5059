// One step of an order by one press: busy while it runs, one attempt id per intent, and the refusal in words.
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Envelope, Failure } from '../../../shared/errors.ts'
import { newAttempt } from '../../api.ts'
import { spoken } from './words.ts'

export type Deed = {
  busy: boolean
  failure: Failure | null
  clear: () => void
  run: <Value>(send: (attempt: string) => Promise<Envelope<Value>>, onDone?: (value: Value) => void) => void
}

export function useDeed(): Deed {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const under = useRef(false)
  const clear = useCallback(() => setFailure(null), [])
  const run = useCallback(
    <Value>(send: (attempt: string) => Promise<Envelope<Value>>, onDone?: (value: Value) => void): void => {
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
        else setFailure(spoken(reply.error, t))
      })
    },
    [t],
  )
  return { busy, failure, clear, run }
}
