// The behaviour of a form: values kept as a draft, all errors at once, one attempt id per intent so that a double click
// is one deed, and a refusal that leaves every typed word in place.
import { useCallback, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Envelope, Failure } from '../../../shared/errors.ts'
import { errorsByField, type Issue } from './issues.ts'
import { useDraft, type DraftState } from './use-draft.ts'

export type FormOptions<Values extends object, Schema extends z.ZodType, Value> = {
  /** Namespace for the words of issues and refusals, normally the module. */
  module: string
  /** The entry's own input schema: `contract.customers.add.input`. */
  schema: Schema
  initial: Values
  /** Kept under this key while unsent; leave out for forms of one or two fields. */
  draft?: string | undefined
  /** Makes the entry's input of what the fields hold; the same object unless told. */
  read?: (values: Values) => unknown
  /** Sends. `attempt` goes with the call, so that a repeated one gets the first reply. */
  send: (input: z.output<Schema>, attempt: string) => Promise<Envelope<Value>>
  onDone?: (value: Value, values: Values) => void
  /** Which field shows an issue whose path is not a field's name (`plan.0.amountFen` → `plan`). */
  fieldOf?: (path: string) => string
}

export type FormState<Values extends object> = {
  values: Values
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void
  change: (change: Partial<Values>) => void
  /** Spread into a field: name, value, onChange, error. */
  field: <Name extends keyof Values & string>(
    name: Name,
  ) => { name: string; value: Values[Name]; onChange: (value: Values[Name]) => void; error: string | undefined }
  errors: Readonly<Record<string, string>>
  failure: Failure | null
  busy: boolean
  submit: () => void
  formId: string
  module: string
  draft: Pick<DraftState<Values>, 'savedAt' | 'restored' | 'startOver'>
}

export function useForm<Values extends object, Schema extends z.ZodType, Value>(
  options: FormOptions<Values, Schema, Value>,
): FormState<Values> {
  const { t } = useTranslation()
  const { value: values, change: keep, savedAt, restored, startOver, drop } = useDraft(options.draft, options.initial)
  const [tried, setTried] = useState(false)
  const [told, setTold] = useState<readonly Issue[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = useRef(crypto.randomUUID())
  const sending = useRef(false)
  const formId = useId()
  const { schema, module, read, fieldOf } = options

  const parsed = useMemo(() => schema.safeParse(read ? read(values) : values), [schema, read, values])
  const errors = useMemo(() => {
    const issues = [...(tried && !parsed.success ? (parsed.error.issues as readonly Issue[]) : []), ...told]
    const named = fieldOf
      ? issues.map((issue) => ({ ...issue, path: fieldOf(typeof issue.path === 'string' ? issue.path : issue.path.map(String).join('.')) }))
      : issues
    return errorsByField(named, t, module)
  }, [tried, parsed, told, t, module, fieldOf])

  const change = useCallback(
    (part: Partial<Values>) => {
      const names = Object.keys(part)
      setTold((issues) =>
        issues.some((issue) => names.includes(String(issue.path))) ? issues.filter((issue) => !names.includes(String(issue.path))) : issues,
      )
      setFailure(null)
      keep((before) => ({ ...before, ...part }))
    },
    [keep],
  )
  const set = useCallback(
    <Name extends keyof Values>(name: Name, value: Values[Name]) => change({ [name]: value } as unknown as Partial<Values>),
    [change],
  )

  const submit = (): void => {
    setTried(true)
    if (sending.current) return
    if (!parsed.success) return void requestAnimationFrame(() => focusFirstError(formId))
    sending.current = true
    setBusy(true)
    void options.send(parsed.data as z.output<Schema>, attempt.current).then((reply) => {
      sending.current = false
      setBusy(false)
      if (!reply.ok) {
        const issues = (reply.error.details as { issues?: readonly Issue[] } | undefined)?.issues
        if (reply.error.code === 'invalid-input' && issues?.length) setTold(issues)
        else setFailure(reply.error)
        return
      }
      attempt.current = crypto.randomUUID()
      setTried(false)
      drop()
      options.onDone?.(reply.value, values)
    })
  }

  return {
    values,
    set,
    change,
    field: (name) => ({ name, value: values[name], onChange: (value) => set(name, value), error: errors[name] }),
    errors,
    failure,
    busy,
    submit,
    formId,
    module,
    draft: { savedAt, restored, startOver },
  }
}

/** Moves to the first field that is wrong, in the order people see. */
export function focusFirstError(formId: string): void {
  const wrong = document
    .getElementById(formId)
    ?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid] input, [data-invalid] button, [data-invalid] [role=spinbutton]')
  wrong?.focus()
  wrong?.scrollIntoView({ block: 'nearest' })
}
