// One job at a time: how far it is, a way to cancel it, and the refusal in its place.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Asked, JobName, Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { start, type Progress } from '../../api.ts'

export type JobState = {
  progress: Progress | null
  failure: Failure | null
  clear: () => void
  cancel: () => void
  run: <N extends JobName>(name: N, input: Asked<N>, onDone: (value: Output<N>) => void) => void
}

export function useJob(): JobState {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const running = useRef<{ cancel: () => void } | null>(null)
  // A wizard that is closed takes its job with it.
  useEffect(() => () => running.current?.cancel(), [])
  const run = useCallback(<N extends JobName>(name: N, input: Asked<N>, onDone: (value: Output<N>) => void): void => {
    if (running.current) return
    setFailure(null)
    setProgress({ done: 0, total: 0 })
    const job = start(name, input, setProgress)
    running.current = job
    void job.done.then((reply) => {
      running.current = null
      setProgress(null)
      if (reply.ok) onDone(reply.value as Output<N>)
      else if (reply.error.code !== 'cancelled') setFailure(reply.error as Failure)
    })
  }, [])
  const clear = useCallback(() => setFailure(null), [])
  const cancel = useCallback(() => running.current?.cancel(), [])
  return { progress, failure, clear, cancel, run }
}
