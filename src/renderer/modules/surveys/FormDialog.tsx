// A questionnaire is built: its questions in their order and sections, whom it asks and when, and which points are too few.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messageChannels } from '../../../shared/modules/messages/rules.ts'
import { type FormRow, surveys } from '../../../shared/modules/surveys/contract.ts'
import { formPurposes, type Question, questionKinds, triggers } from '../../../shared/modules/surveys/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function FormDialog({ about, onClose }: { about: FormRow | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('surveys')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'new' : 'edit')} dismissable={false}>
      {about && <Building key={about === 'new' ? 'new' : about.id} about={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

const asked = (): Question => ({ id: crypto.randomUUID(), section: '', kind: 'score', text: '', options: [], required: true })

function Building({ about, onClose }: { about: FormRow | null; onClose: () => void }) {
  const { t } = useTranslation('surveys')
  const [initial] = useState(() => ({
    name: about?.name ?? '',
    purpose: about?.purpose ?? ('customer' as const),
    trigger: about?.trigger ?? ('none' as const),
    afterDays: (about?.afterDays ?? 3) as number | null,
    channel: about?.channel ?? ('sms' as const),
    lowPoints: ((about?.lowPoints ?? 600) / 100) as number | null,
    questions: about?.questions ?? [asked()],
  }))
  const form = useForm({
    module: 'surveys',
    schema: surveys.keep.input,
    initial,
    read: ({ lowPoints, afterDays, ...values }) => ({
      key: about?.key ?? null,
      ...values,
      afterDays: afterDays ?? 0,
      lowPoints: Math.round((lowPoints ?? 0) * 100),
    }),
    send: (input, attempt) => call('surveys.keep', input as never, { attempt }),
    onDone: onClose,
  })
  const { questions, purpose, trigger } = form.values
  const set = (next: readonly Question[]): void => form.set('questions', [...next])
  const change = (at: number, with_: Partial<Question>): void => set(questions.map((each, n) => (n === at ? { ...each, ...with_ } : each)))
  const swap = (at: number): void =>
    set(questions.map((each, n) => (n === at - 1 ? questions[at] : n === at ? questions[at - 1] : each) as Question))
  return (
    <Form
      form={form}
      submit={t('save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {about && about.state !== 'draft' && <p className="cap">{t('nextSays', { version: about.version + 1 })}</p>}
      <TextField label={t('field.name')} {...form.field('name')} autoFocus maxLength={60} />
      <ChoiceField
        label={t('field.purpose')}
        {...form.field('purpose')}
        options={formPurposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
      />
      {purpose === 'customer' && (
        <>
          <div className="pair">
            <SelectField
              label={t('field.trigger')}
              {...form.field('trigger')}
              options={triggers.map((value) => ({ value, label: t(`triggers.${value}`) }))}
            />
            {trigger !== 'none' && <NumberField label={t('field.afterDays')} {...form.field('afterDays')} width="short" />}
          </div>
          <div className="pair">
            <SelectField
              label={t('field.channel')}
              {...form.field('channel')}
              options={messageChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
            />
            <NumberField label={t('field.lowPoints')} {...form.field('lowPoints')} width="short" />
          </div>
        </>
      )}
      {questions.map((question, at) => (
        <fieldset key={question.id} className="form">
          <legend>{t('question', { at: at + 1 })}</legend>
          <div className="pair">
            <TextField
              label={t('field.section')}
              optional
              value={question.section}
              onChange={(section) => change(at, { section })}
              maxLength={40}
            />
            <SelectField
              label={t('field.kind')}
              value={question.kind}
              onChange={(kind) => change(at, { kind })}
              options={questionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </div>
          <TextField
            label={t('field.text')}
            value={question.text}
            onChange={(text) => change(at, { text })}
            maxLength={120}
            error={form.errors[`questions.${at}.text`]}
          />
          {question.kind === 'choice' && (
            <TextArea
              label={t('field.options')}
              value={question.options.join('\n')}
              onChange={(text) => change(at, { options: text === '' ? [] : text.split('\n') })}
              rows={4}
              error={Object.entries(form.errors).find(([path]) => path.startsWith(`questions.${at}.options`))?.[1]}
            />
          )}
          <div className="row">
            <CheckField label={t('field.required')} value={question.required} onChange={(required) => change(at, { required })} />
            <span className="grow" />
            {at > 0 && (
              <Button size="small" kind="quiet" onPress={() => swap(at)}>
                {t('up')}
              </Button>
            )}
            {questions.length > 1 && (
              <Button size="small" kind="quiet" onPress={() => set(questions.filter((_, n) => n !== at))}>
                {t('drop')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="small" onPress={() => set([...questions, asked()])}>
          {t('addQuestion')}
        </Button>
      </div>
    </Form>
  )
}
