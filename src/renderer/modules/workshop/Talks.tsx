// 客户沟通 of a work order: what was said with the customer, by whom and which way, and the form that writes a talk down and, when
// it was about additional work, the answer.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workshop } from '../../../shared/modules/workshop/contract.ts'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { isHere, isOpenForLines, talkChannels, type LineDecision, type TalkChannel } from '../../../shared/modules/workshop/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { type Step } from './step.tsx'

export function TalksSection({ order, onNote }: { order: WorkOrderCard['order']; onNote: () => void }) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const { data = [] } = useLive('workshop.talks', { id: order.id })
  const notes = may('workshop.edit') && isHere(order.state)
  if (data.length === 0 && !notes) return null
  return (
    <Section title={t('talks.title')}>
      <ul className="stack">
        {data.map((talk) => (
          <li key={talk.id} className="cap">
            <DateText at={talk.at} near /> · {t(`talks.channels.${talk.channel}`)} · {talk.by}
            {talk.spokeWith !== null && ` · ${t('talks.with', { name: talk.spokeWith })}`}
            <br />
            {talk.said}
            {talk.decision !== null && ` · ${t(`talks.answers.${talk.decision}`)}${talk.lines.join(t('comma'))}`}
          </li>
        ))}
      </ul>
      {notes && (
        <Button size="small" onPress={onNote}>
          {t('ask.talk')}
        </Button>
      )}
    </Section>
  )
}

export function TalkForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const { order, jobs, parts } = card
  const open = isOpenForLines(order.state) ? [...jobs, ...parts].filter(({ decision }) => decision === 'proposed') : []
  const [initial] = useState(() => ({
    channel: 'phone' as TalkChannel,
    spokeWith: order.contactName ?? order.customerName,
    said: '',
    ids: [] as string[],
    decision: 'agreed' as LineDecision,
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.talk.input,
    initial,
    read: ({ ids, decision, ...values }) => ({ ...values, id: order.id, about: ids.length === 0 ? null : { ids, decision } }),
    send: (input, attempt) => call('workshop.talk', input, { attempt }),
    onDone: onClose,
  })
  const { ids } = form.values
  return (
    <Form form={form} submit={t('change.save')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <SelectField
          label={t('talks.channel')}
          {...form.field('channel')}
          options={talkChannels.map((value) => ({ value, label: t(`talks.channels.${value}`) }))}
        />
        <TextField label={t('talks.spokeWith')} optional {...form.field('spokeWith')} maxLength={60} />
      </div>
      <TextArea label={t('talks.said')} {...form.field('said')} rows={3} autoFocus />
      {open.map(({ id, name }) => (
        <CheckField
          key={id}
          label={t('talks.about', { name })}
          value={ids.includes(id)}
          onChange={(on) => form.set('ids', on ? [...ids, id] : ids.filter((each) => each !== id))}
        />
      ))}
      {ids.length > 0 && (
        <ChoiceField
          label={t('talks.answer')}
          {...form.field('decision')}
          options={(['agreed', 'declined', 'proposed'] as const).map((value) => ({ value, label: t(`talks.choices.${value}`) }))}
        />
      )}
    </Form>
  )
}
