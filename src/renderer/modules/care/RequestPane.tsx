// One ticket beside the list: what was asked, its log over the four steps, its standard steps to tick, who has it, and how it
// ends or is opened again. The next thing to do is a form that is ready to be typed into.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import type { RequestRow } from '../../../shared/modules/care/contract/tickets.ts'
import { nextStep, type TicketStep, ticketSteps } from '../../../shared/modules/care/rules/tickets.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
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
import { GiveDialog } from './GiveDialog.tsx'
import { looks } from './looks.ts'
import { Reward } from './Reward.tsx'
import { WorkOrderOf } from './WorkOrderOf.tsx'

export function RequestPane({ row, steps: moves }: { row: RequestRow; steps: PaneSteps }) {
  const { t } = useTranslation('care')
  const edits = useMay()('care.edit')
  const working = edits && row.doneAt === null
  const deed = useDeed()
  const { data: steps } = useLive('care.steps', { id: row.id })
  const { data: people } = useLive('care.people', working ? {} : null)
  const { customerId } = row
  const next = row.byStep ? nextStep(ticketSteps.slice(0, row.step === null ? 0 : ticketSteps.indexOf(row.step) + 1)) : null
  // Whoever has just taken a step goes on with the next one.
  const [moved, setMoved] = useState(false)
  const [early, setEarly] = useState(false)
  const [improving, setImproving] = useState(false)
  return (
    <DetailPane
      number={[t(`kinds.${row.kind}`), t(`channels.${row.channel}`)].join(' · ')}
      title={row.who}
      tag={<Mark shape={looks[row.stage][0]} tone={looks[row.stage][1]} word={t(`stages.${row.stage}`)} tag />}
      caption={row.serviceName ?? undefined}
      steps={moves}
      actions={
        <>
          {edits && (
            <Button kind="quiet" onPress={() => setImproving(true)}>
              {t('task.improve')}
            </Button>
          )}
          {customerId !== null && (
            <Button kind="quiet" onPress={() => open('customer', { record: customerId, title: row.who })}>
              {t('customer')}
            </Button>
          )}
        </>
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
            row.doneAt === null && [t('column.dueAt'), <DateText key="due" at={row.dueAt} />],
            row.round > 0 && [t('column.round'), row.round],
            row.result !== null && [t('column.result'), row.result],
            row.solved !== null && [t('column.solved'), t(row.solved === 1 ? 'solved.yes' : 'solved.no')],
            row.content !== null && [t('column.content'), row.content],
          ]}
        />
        {working && people && (
          <SelectField
            label={t('hand')}
            value={row.ownerId}
            onChange={(ownerId) => deed.run((attempt) => call('care.hand', { id: row.id, ownerId }, { attempt }))}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Section>
      <Log id={row.id} />
      {customerId !== null && row.kind !== 'suggestion' && <WorkOrderOf row={row} customerId={customerId} />}
      {row.kind === 'suggestion' && <Reward row={row} />}
      {steps && steps.length > 0 && (
        <Section title={t('column.steps')}>
          {steps.map(({ step, done, by }) =>
            working ? (
              <CheckField
                key={step}
                label={by ? `${step} · ${by}` : step}
                value={done}
                onChange={(on) => deed.run((attempt) => call('care.tick', { id: row.id, step, done: on }, { attempt }))}
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
      {working && next !== null && !early && (
        <Section title={t(`ticketSteps.${next}`)}>
          <Stepping key={`${row.round} ${next}`} row={row} step={next} ready={moved} onDone={() => setMoved(true)} />
          <Button kind="quiet" size="small" onPress={() => setEarly(true)}>
            {t('finish.early')}
          </Button>
        </Section>
      )}
      {working && (next === null || early) && (
        <Section title={t('finish.title')}>
          <Finishing key={row.round} row={row} early={next !== null} ready={moved || early} />
        </Section>
      )}
      {edits && row.doneAt !== null && (
        <Section title={t('reopen.title')}>
          <Reopening row={row} />
        </Section>
      )}
      <GiveDialog about={improving ? { kind: 'ticket', id: row.id } : null} onClose={() => setImproving(false)} />
    </DetailPane>
  )
}

function Log({ id }: { id: string }) {
  const { t } = useTranslation('care')
  const { data: marks } = useLive('care.marks', { id })
  if (!marks || marks.length === 0) return null
  return (
    <Section title={t('log')}>
      <ul className="stack">
        {marks.map(({ id: mark, mark: kind, words, at, by }) => (
          <li key={mark}>
            <b className="mid">{t(`marks.${kind}`)}</b> {words}
            <span className="cap">
              {' '}
              {by} · <DateText at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Step = { row: RequestRow; step: TicketStep; ready: boolean; onDone: () => void }
function Stepping({ row, step, ready, onDone }: Step) {
  const { t } = useTranslation('care')
  const form = useForm({
    module: 'care',
    schema: care.mark.input,
    initial: { words: '' },
    read: (values) => ({ id: row.id, step, ...values }),
    send: (input, attempt) => call('care.mark', input, { attempt }),
    onDone,
  })
  return (
    <Form form={form} submit={t('stepDone', { step: t(`ticketSteps.${step}`) })}>
      <TextArea label={t(`stepAsks.${step}`)} {...form.field('words')} rows={2} autoFocus={ready} />
    </Form>
  )
}

const answers = ['yes', 'no'] as const

function Finishing({ row, early, ready }: { row: RequestRow; early: boolean; ready: boolean }) {
  const { t } = useTranslation('care')
  const [initial] = useState(() => ({
    result: '',
    solved: 'yes' as (typeof answers)[number],
    content: null as number | null,
    evenSo: early,
  }))
  const form = useForm({
    module: 'care',
    schema: care.finish.input,
    initial,
    read: ({ solved, ...values }) => ({ id: row.id, ...values, solved: solved === 'yes' }),
    send: (input, attempt) => call('care.finish', input as never, { attempt }),
    onDone: () => undefined,
  })
  return (
    <Form form={form} submit={t('finish.save')}>
      <TextArea label={t('column.result')} {...form.field('result')} rows={2} autoFocus={ready} />
      <ChoiceField
        label={t('column.solved')}
        {...form.field('solved')}
        options={answers.map((value) => ({ value, label: t(`solved.${value}`) }))}
      />
      <NumberField label={t('column.content')} optional {...form.field('content')} width="short" />
      {row.stepsDone < row.stepsTotal && (
        <CheckField label={t('finish.evenSo')} value={form.values.evenSo} onChange={(evenSo) => form.set('evenSo', evenSo)} />
      )}
    </Form>
  )
}

function Reopening({ row }: { row: RequestRow }) {
  const { t } = useTranslation('care')
  const form = useForm({
    module: 'care',
    schema: care.reopen.input,
    initial: { reason: '' },
    read: (values) => ({ id: row.id, ...values }),
    send: (input, attempt) => call('care.reopen', input, { attempt }),
    onDone: () => undefined,
  })
  return (
    <Form form={form} submit={t('reopen.save')}>
      <TextArea label={t('reopen.reason')} {...form.field('reason')} rows={2} />
    </Form>
  )
}
