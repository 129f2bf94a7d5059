// The page a template would print, asked again a moment after the last stroke; the newest question wins and the last good
// page stays while the text is broken.
import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import { call } from '../../api.ts'

export type Problem = NonNullable<Output<'documents.preview'>['problem']>
export type Preview = { html: string | null; problem: Problem | null; failure: Failure | null }

const PAUSE = 250

export function usePreview(kind: PaperKind, body: string, orderId: string | null): Preview {
  const [preview, setPreview] = useState<Preview>({ html: null, problem: null, failure: null })
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      void call('documents.preview', { kind, body, orderId }).then((reply) => {
        if (!current) return
        setPreview((before) =>
          reply.ok
            ? {
                html: reply.value.html ?? (reply.value.problem?.code === 'no-order-yet' ? null : before.html),
                problem: reply.value.problem,
                failure: null,
              }
            : { ...before, failure: reply.error },
        )
      })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [kind, body, orderId])
  return preview
}
