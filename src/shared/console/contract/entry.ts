// How an entry of the console is written, and what many entries take or answer: nothing, a bare yes, a reason.
import { z } from 'zod'
import type { Who } from '../rules.ts'

/** Of a request's body, unless its entry says otherwise. */
const BODY_BYTES = 64 * 1024

export const entry = <I extends z.ZodType, O extends z.ZodType, const R extends string = never>(spec: {
  who: Who
  /** A read: asking it leaves no line among the deeds. */
  reads?: true
  /** Of a request's body, where it may be longer than others. */
  bytes?: number
  input: I
  output: O
  refusals?: readonly R[]
}) => ({ ...spec, reads: spec.reads ?? false, bytes: spec.bytes ?? BODY_BYTES, refusals: spec.refusals ?? ([] as readonly R[]) })

export const Nothing = z.object({}).strict()
export const Done = z.object({})
export const Reason = z.string().trim().min(2, 'reason-short').max(200)
