// One request beside the list: what was asked, its standard steps to tick, who has it, and how it ends.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care, type RequestRow } from '../../../shared/modules/care/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { looks } from './looks.ts'

export function RequestPane({ row, steps: moves }: { row: RequestRow; steps: PaneSteps }) {
  const { t } = useTranslation('care')
  const edits = useMay()('care.edit') && row.doneAt === null
  const deed = useDeed()
  const { data: steps } = useLive('care.steps', { id: row.id })
  const { data: people } = useLive('care.people', edits ? {} : null)
  const { customerId } = row
  return (
    <DetailPane
      number={[t(`kinds.${row.kind}`), t(`channels.${row.channel}`)].join(' · ')}
      title={row.who}
      tag={<Mark shape={looks[row.stage][0]} tone={looks[row.stage][1]} word={t(`stages.${row.stage}`)} tag />}
      caption={row.serviceName ?? undefined}
      steps={moves}
      actions={
        customerId !== null && (
          <Button kind="quiet" onPress={() => open('customer', { record: customerId, title: row.who })}>
            {t('customer')}
          </Button>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="care" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            row.question !== null && [t('column.question'), row.question],
            row.answer !== null && [t('column.answer'), row.answer],
            row.articleTitle !== null && [t('column.article'), row.articleTitle],
            [t('column.owner'), row.owner],
            [t('column.dueAt'), <DateText key="due" at={row.dueAt} />],
            row.result !== null && [t('column.result'), row.result],
            row.content !== null && [t('column.content'), row.content],
          ]}
        />
        {edits && people && (
          <SelectField
            label={t('hand')}
            value={row.ownerId}
            onChange={(ownerId) => deed.run((attempt) => call('care.hand', { id: row.id, ownerId }, { attempt }))}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Section>
      {steps && steps.length > 0 && (
        <Section title={t('column.steps')}>
          {steps.map(({ step, done, by }) =>
            edits ? (
              <CheckField
                key={step}
                label={by ? `${step} · ${by}` : step}
                value={done}
                onChange={(next) => deed.run((attempt) => call('care.tick', { id: row.id, step, done: next }, { attempt }))}
              />
            ) : (
              <p key={step} className={done ? undefined : 'muted'}>
                {done ? '✓ ' : ''}
                {step}
              </p>
            ),
          )}
        </Section>
      )}
      {edits && (
        <Section title={t('finish.title')}>
          <Finishing row={row} />
        </Section>
      )}
    </DetailPane>
  )
}

function Finishing({ row }: { row: RequestRow }) {
  const { t } = useTranslation('care')
  const [initial] = useState(() => ({ result: '', content: null as number | null, evenSo: false }))
  const form = useForm({
    module: 'care',
    schema: care.finish.input,
    initial,
    read: (values) => ({ id: row.id, ...values }),
    send: (input, attempt) => call('care.finish', input as never, { attempt }),
    onDone: () => undefined,
  })
  return (
    <Form form={form} submit={t('finish.save')}>
      <TextArea label={t('column.result')} {...form.field('result')} rows={2} />
      <NumberField label={t('column.content')} optional {...form.field('content')} width="short" />
      {row.stepsDone < row.stepsTotal && (
        <CheckField label={t('finish.evenSo')} value={form.values.evenSo} onChange={(evenSo) => form.set('evenSo', evenSo)} />
      )}
    </Form>
  )
}
