// 自助评价屏: one questionnaire before a customer, one question at a time in large buttons. Staff leave it over the lock; whoever
// stands here reaches nothing else.
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormRow } from '../../../shared/modules/surveys/contract.ts'
import type { Answers } from '../../../shared/modules/surveys/rules.ts'
import { call } from '../../api.ts'
import { endKiosk } from '../../kiosk.ts'
import { useLive } from '../../live.ts'
import { leaveDesk } from '../../phase.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { QuestionField } from './QuestionField.tsx'
import './kiosk.css'

export function KioskScreen({ formId }: { formId: string }) {
  const { t } = useTranslation('surveys')
  const { data: forms, error } = useLive('surveys.forms', { id: formId })
  const [guest, setGuest] = useState(0)
  const next = useCallback(() => setGuest((before) => before + 1), [])
  const form = forms?.find((each) => each.id === formId)
  return (
    <main className="kiosk" aria-label={t('kiosk.title')}>
      {error && <Refused error={error} module="surveys" />}
      {!forms && !error && <Loading />}
      {form?.state === 'open' && <Guest key={guest} form={form} onNext={next} />}
      {forms && form?.state !== 'open' && <p className="kiosk-words">{t('kiosk.ended')}</p>}
      <footer>
        <Button kind="quiet" size="small" onPress={() => void leaveDesk('identity.lock').then(endKiosk)}>
          {t('kiosk.staff')}
        </Button>
      </footer>
    </main>
  )
}

/** Whoever walks away leaves nothing behind for the next: thanks stand so long, a form half filled in so long. */
const THANKS_MS = 15_000
const LEFT_MS = 90_000

function Guest({ form, onNext }: { form: FormRow; onNext: () => void }) {
  const { t } = useTranslation('surveys')
  const [at, setAt] = useState(0)
  const [answers, setAnswers] = useState<Answers>({})
  const [thanked, setThanked] = useState(false)
  const deed = useDeed()
  useEffect(() => {
    if (!thanked && Object.keys(answers).length === 0) return
    const timer = setTimeout(onNext, thanked ? THANKS_MS : LEFT_MS)
    return () => clearTimeout(timer)
  }, [answers, thanked, onNext])
  const question = form.questions[at]
  if (thanked || !question)
    return (
      <section className="kiosk-words" aria-live="polite">
        <h1>{t('kiosk.thanks')}</h1>
        <Button kind="primary" size="large" onPress={onNext} autoFocus>
          {t('kiosk.next')}
        </Button>
      </section>
    )
  const last = at === form.questions.length - 1
  const ready = !question.required || answers[question.id] !== undefined
  const forward = (): void => {
    if (!last) return setAt(at + 1)
    deed.run(
      (attempt) => call('surveys.answer', { formId: form.id, way: 'kiosk', answers }, { attempt }),
      () => setThanked(true),
    )
  }
  const set = (said: Answers[string] | undefined): void => {
    const { [question.id]: _before, ...others } = answers
    setAnswers(said === undefined ? others : { ...others, [question.id]: said })
  }
  return (
    <section className="kiosk-words">
      <p className="cap">
        {[form.name, question.section, t('kiosk.of', { at: at + 1, all: form.questions.length })].filter(Boolean).join(' · ')}
      </p>
      <QuestionField key={question.id} question={question} value={answers[question.id]} onChange={set} large />
      {deed.failure && <Refused error={deed.failure} module="surveys" />}
      <div className="row">
        {at > 0 && (
          <Button size="large" onPress={() => setAt(at - 1)}>
            {t('kiosk.back')}
          </Button>
        )}
        <Button kind="primary" size="large" disabled={!ready} busy={deed.busy} onPress={forward}>
          {t(last ? 'kiosk.send' : 'kiosk.forward')}
        </Button>
      </div>
    </section>
  )
}
