// 主动关怀: what customers will need soon with its reason, and the call-backs of this week.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import type { Prompt } from '../../../shared/modules/care/contract/prompts.ts'
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import { useDeed } from '../../ui/use-deed.ts'

type Callback = Output<'care.callbacks'>[number]

export function PromptsScreen() {
  const { t } = useTranslation('care')
  const may = useMay()
  const today = useToday()
  const deed = useDeed()
  const { data: prompts, error, again } = useLive('care.prompts', {})
  const { data: callbacks } = useLive('care.callbacks', {})
  const [calling, setCalling] = useState<Callback | null>(null)
  const answer = (prompt: Prompt, planned: boolean): void => {
    const { customerId, kind, id, dueOn, roundOn } = prompt
    const plan = {
      dueOn: today,
      channel: 'phone' as const,
      note: t(`prompts.${kind}`, { car: prompt.car }),
    }
    deed.run((attempt) =>
      call('care.answerPrompt', { customerId, kind, subjectId: id, dueOn, roundOn, plan: planned ? plan : null } as never, { attempt }),
    )
  }
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('parts.carePrompts')}</h1>
          <p>{t('prompts.says')}</p>
        </div>
      </div>
      <div className="main scroll">
        {error && <Refused error={error} module="care" onRetry={again} />}
        {deed.failure && <Refused error={deed.failure} module="care" />}
        {!prompts && !error && <Loading />}
        <Section title={t('callbacks.title')}>
          {callbacks?.length === 0 && <p className="cap">{t('callbacks.none')}</p>}
          <ul className="stack">
            {callbacks?.map((each) => (
              <li key={each.id} className="row">
                <button type="button" className="link" onClick={() => open('customer', { record: each.customerId, title: each.customer })}>
                  {each.customer}
                </button>
                <span className="grow">{each.note}</span>
                <span className="cap">{each.owner}</span>
                <DateText on={each.dueOn} near />
                {may('care.edit') && (
                  <Button size="small" onPress={() => setCalling(each)}>
                    {t('callbacks.record')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t('prompts.title')}>
          {prompts?.length === 0 && <p className="cap">{t('prompts.none')}</p>}
          <ul className="stack">
            {prompts?.map((prompt) => (
              <li key={`${prompt.id}${prompt.kind}${prompt.roundOn}`} className="row">
                <button
                  type="button"
                  className="link"
                  onClick={() => open('customer', { record: prompt.customerId, title: prompt.customer })}
                >
                  {prompt.customer}
                </button>
                <span className="grow">
                  {t(`prompts.${prompt.kind}`, { car: prompt.car })}
                  {prompt.km !== null && <span className="cap"> {t('prompts.km', { km: prompt.km })}</span>}
                  {prompt.wasFen !== null && prompt.nowFen !== null && (
                    <span className="cap">
                      {' '}
                      <Money fen={prompt.wasFen} /> → <Money fen={prompt.nowFen} />
                    </span>
                  )}
                  {!prompt.mayCall && <span className="act"> {t('prompts.quiet')}</span>}
                </span>
                <DateText on={prompt.dueOn} near />
                {may('care.edit') && (
                  <>
                    <Button size="small" disabled={!prompt.mayCall} busy={deed.busy} onPress={() => answer(prompt, true)}>
                      {t('prompts.plan')}
                    </Button>
                    <Button size="small" kind="quiet" busy={deed.busy} onPress={() => answer(prompt, false)}>
                      {t('prompts.dismiss')}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      </div>
      <CallBackDialog callback={calling} onClose={() => setCalling(null)} />
    </div>
  )
}

function CallBackDialog({ callback, onClose }: { callback: Callback | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={callback !== null} onClose={onClose} title={t('callbacks.record')} width="small" dismissable={false}>
      {callback && <Calling key={callback.id} callback={callback} onClose={onClose} />}
    </Dialog>
  )
}

function Calling({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const { t } = useTranslation('care')
  const form = useForm({
    module: 'care',
    schema: care.callBack.input,
    initial: {
      result: '',
      content: null as number | null,
      recommend: null as number | null,
      note: '',
      solved: 'yes' as 'yes' | 'no',
    },
    read: ({ content, solved, ...values }) => ({
      id: callback.id,
      ...values,
      content: content ?? undefined,
      solved: callback.requestId === null ? null : solved === 'yes',
    }),
    send: (input, attempt) => call('care.callBack', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('callbacks.save')}>
      <p className="mid">
        {callback.customer} · {callback.note}
      </p>
      <TextArea label={t('column.result')} {...form.field('result')} autoFocus rows={2} />
      <div className="pair">
        <NumberField label={t('column.content')} {...form.field('content')} />
        <NumberField label={t('callbacks.recommend')} optional {...form.field('recommend')} />
      </div>
      {callback.requestId !== null && (
        <ChoiceField
          label={t('callbacks.solved')}
          {...form.field('solved')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`solved.${value}`) }))}
        />
      )}
      <TextArea label={t('callbacks.note')} optional {...form.field('note')} rows={2} />
    </Form>
  )
}
