// An answer taken down by staff: of a customer on the phone or at the desk, of oneself, or about a colleague.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormRow } from '../../../shared/modules/surveys/contract.ts'
import type { Answers } from '../../../shared/modules/surveys/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { QuestionField } from './QuestionField.tsx'

export function AnswerDialog({ form, onClose }: { form: FormRow | null; onClose: () => void }) {
  const { t } = useTranslation('surveys')
  return (
    <Dialog open={form !== null} onClose={onClose} title={form?.name ?? t('answer.open')} dismissable={false}>
      {form && <Answering key={form.id} form={form} onClose={onClose} />}
    </Dialog>
  )
}

const NOBODY = ''

function Answering({ form, onClose }: { form: FormRow; onClose: () => void }) {
  const { t } = useTranslation('surveys')
  const me = useMe()
  const deed = useDeed()
  const { data: waiting } = useLive('surveys.waiting', form.purpose === 'customer' ? { key: form.key } : null)
  const { data: people } = useLive('care.people', form.purpose === 'peer' ? {} : null)
  const [invitation, setInvitation] = useState(NOBODY)
  const [way, setWay] = useState<'phone' | 'desk'>('phone')
  const [about, setAbout] = useState<string | null>(null)
  const [answers, setAnswers] = useState<Answers>({})
  const asked = waiting?.find(({ id }) => id === invitation)
  const set = (id: string, said: Answers[string] | undefined): void => {
    const { [id]: _before, ...others } = answers
    setAnswers(said === undefined ? others : { ...others, [id]: said })
  }
  const send = (): void =>
    deed.run(
      (attempt) => call('surveys.answer', { formId: form.id, invitationId: asked?.id ?? null, aboutId: about, way, answers }, { attempt }),
      onClose,
    )
  return (
    <div className="form">
      {form.purpose === 'customer' && (
        <div className="pair">
          <SelectField
            label={t('answer.who')}
            value={invitation}
            onChange={setInvitation}
            options={[
              { value: NOBODY, label: t('answer.nobody') },
              ...(waiting ?? []).map(({ id, name, askedOn }) => ({ value: id, label: name, more: askedOn })),
            ]}
          />
          <ChoiceField
            label={t('answer.way')}
            value={way}
            onChange={setWay}
            options={(['phone', 'desk'] as const).map((value) => ({ value, label: t(`ways.${value}`) }))}
          />
        </div>
      )}
      {form.purpose === 'peer' && (
        <SelectField
          label={t('answer.about')}
          value={about}
          onChange={setAbout}
          options={(people ?? []).filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {form.questions.map((question) => (
        <QuestionField key={question.id} question={question} value={answers[question.id]} onChange={(said) => set(question.id, said)} />
      ))}
      {deed.failure && <Refused error={deed.failure} module="surveys" />}
      <div className="form-foot">
        <Button kind="primary" shortcut="mod+Enter" busy={deed.busy} onPress={send}>
          {t('answer.save')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </div>
  )
}
