// The frame of a form: fields, then one line with the button, the count of what is wrong, and the quiet draft state.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../Button.tsx'
import { Glyph } from '../Glyph.tsx'
import { Refused } from '../Refused.tsx'
import { focusFirstError, type FormState } from './use-form.ts'
import '../Field.css'
import { timeOf } from '../../../shared/dates.ts'

/** `submit` is the word on the button; `side` stands left of the button (cancel). `wide` for two columns. */
export function Form<Values extends object>({
  form,
  submit,
  shortcut = 'mod+Enter',
  side,
  wide = false,
  children,
}: {
  form: FormState<Values>
  submit: ReactNode
  shortcut?: string
  side?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  return (
    <form
      id={form.formId}
      className={`form${wide ? ' wide' : ''}`}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      {children}
      {form.failure && <Refused error={form.failure} module={form.module} />}
      <FormFoot form={form} submit={submit} shortcut={shortcut} side={side} />
    </form>
  )
}

/** The foot alone, for a dialog whose buttons stand in its footer. */
export function FormFoot<Values extends object>({
  form,
  submit,
  shortcut,
  side,
}: {
  form: FormState<Values>
  submit: ReactNode
  shortcut?: string | undefined
  side?: ReactNode
}) {
  const { t } = useTranslation('ui')
  const wrong = Object.keys(form.errors).length
  return (
    <div className="form-foot">
      <Button kind="primary" onPress={form.submit} busy={form.busy} shortcut={shortcut}>
        {submit}
      </Button>
      {side}
      {wrong > 0 && (
        <button type="button" className="count" onClick={() => focusFirstError(form.formId)} aria-live="polite">
          <Glyph shape="diamond" />
          {t('form.wrong', { count: wrong })}
        </button>
      )}
      <span className="grow" />
      {form.draft.restored && (
        <Button kind="quiet" size="small" onPress={form.draft.startOver}>
          {t('form.startOver')}
        </Button>
      )}
      {form.draft.savedAt !== null && (
        <span className="draft-line">
          {t(form.draft.restored ? 'form.draftRestored' : 'form.draftSaved', { time: timeOf(form.draft.savedAt) })}
        </span>
      )}
    </div>
  )
}
