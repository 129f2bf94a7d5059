// Asks main a question that is no live query (a job), when the part is shown and again on wish.
import { useCallback, useEffect, useState } from 'react'
import type { Asked, JobName, Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'

export function useAsked<N extends JobName>(
  name: N,
  input: Asked<N>,
): { data: Output<N> | null; failure: Failure | null; again: () => void } {
  const [state, setState] = useState<{ data: Output<N> | null; failure: Failure | null }>({ data: null, failure: null })
  const question = JSON.stringify(input)
  const again = useCallback(() => {
    void call(name, JSON.parse(question) as Asked<N>).then((reply) =>
      setState((before) =>
        reply.ok ? { data: reply.value as Output<N>, failure: null } : { data: before.data, failure: reply.error as Failure },
      ),
    )
  }, [name, question])
  useEffect(again, [again])
  return { ...state, again }
}
