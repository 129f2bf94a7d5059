// 跟进: plan the next contact, and note what came of one, planned or not, with the next planned in the same breath.
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { addDays } from '../../../shared/dates.ts'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { type FollowUpChannel, followUpChannels, type IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { call } from '../../api.ts'
import { DateField } from '../DateField.tsx'
import { Dialog } from '../Dialog.tsx'
import { Cancel } from '../form/Cancel.tsx'
import { Form } from '../form/Form.tsx'
import { useForm } from '../form/use-form.ts'
import { minuteText, readMinute } from './minutes.ts'
import { SelectField } from '../SelectField.tsx'
import { TextArea, TextField } from '../TextField.tsx'
import { useToday } from '../today.ts'

/** The minute of the day a field names; nothing typed is none, and what cannot be read is no minute, which the schema says. */
const minuteGiven = (text: string): number | null => (text.trim() === '' ? null : (readMinute(text) ?? -1))
const levels = ['H', 'A', 'B', 'C', 'N', 'T'] as const

export function PlanDialog({ customer, open, onClose }: { customer: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={open} onClose={onClose} title={t('plan.title', { name: customer.name })} width="small">
      {open && <Planning customerId={customer.id} onClose={onClose} />}
    </Dialog>
  )
}

function Planning({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const form = useForm({
    module: 'customers',
    schema: contract.planFollowUp.input,
    initial: { customerId, dueOn: addDays(today, 1) as string | null, at: '', channel: 'phone' as FollowUpChannel, note: '' },
    read: ({ at, ...plan }) => ({ ...plan, dueMinute: minuteGiven(at) }),
    fieldOf: (path) => (path === 'dueMinute' ? 'at' : path),
    send: (input, attempt) => call('customers.planFollowUp', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('plan.submit')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <DateField label={t('field.planOn')} {...form.field('dueOn')} min={today} autoFocus />
        <TextField label={t('field.planAt')} optional hint={t('plan.atHint')} {...form.field('at')} maxLength={10} width="short" />
      </div>
      <SelectField
        label={t('field.planBy')}
        {...form.field('channel')}
        options={followUpChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <TextField label={t('field.planNote')} optional {...form.field('note')} maxLength={2000} />
    </Form>
  )
}

type Movable = Planned & Pick<FollowUp, 'dueOn' | 'dueMinute'>

export function RescheduleDialog({ followUp, onClose }: { followUp: Movable | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={followUp !== null} onClose={onClose} title={t('move.title', { name: followUp?.customer ?? '' })} width="small">
      {followUp && <Rescheduling key={followUp.id} followUp={followUp} onClose={onClose} />}
    </Dialog>
  )
}

function Rescheduling({ followUp, onClose }: { followUp: Movable; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const { id, dueOn, dueMinute } = followUp
  const form = useForm({
    module: 'customers',
    schema: contract.moveFollowUp.input,
    initial: { dueOn: (dueOn > today ? dueOn : addDays(today, 1)) as string | null, at: dueMinute === null ? '' : minuteText(dueMinute) },
    read: ({ at, ...to }) => ({ ...to, id, dueMinute: minuteGiven(at) }),
    fieldOf: (path) => (path === 'dueMinute' ? 'at' : path),
    send: (input, attempt) => call('customers.moveFollowUp', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('move.submit')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <DateField label={t('field.planOn')} {...form.field('dueOn')} min={today} autoFocus />
        <TextField label={t('field.planAt')} optional hint={t('plan.atHint')} {...form.field('at')} maxLength={10} width="short" />
      </div>
    </Form>
  )
}

export function FinishDialog({ followUp, onClose }: { followUp: Planned | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog
      open={followUp !== null}
      onClose={onClose}
      title={followUp ? t('finish.title', { name: followUp.customer ?? '', channel: t(`channels.${followUp.channel}`) }) : ''}
      dismissable={false}
    >
      {followUp && <Talking planned={followUp} customerId={followUp.customerId} onClose={onClose} />}
    </Dialog>
  )
}

/** A talk nobody planned. */
export function TalkDialog({ customer, open, onClose }: { customer: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={open} onClose={onClose} title={t('talk.title', { name: customer.name })} dismissable={false}>
      {open && <Talking planned={null} customerId={customer.id} onClose={onClose} />}
    </Dialog>
  )
}

/** What the form needs to know of a planned contact; lists and the day's first screen have it both. */
export type Planned = Pick<FollowUp, 'id' | 'customerId' | 'note'> & { customer: string | null; channel: FollowUpChannel }
type Values = {
  channel: FollowUpChannel
  result: string
  feedback: string
  changed: string
  level: IntentionLevel | null
  nextOn: string | null
  nextBy: FollowUpChannel
  nextAt: string
  nextNote: string
}

/** One form ticks off what was planned and notes what nobody planned: what was said, what they answered, what is next. */
function Talking({ planned, customerId, onClose }: { planned: Planned | null; customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const form = useForm({
    module: 'customers',
    schema: planned ? contract.finishFollowUp.input : contract.noteTalk.input,
    initial: {
      channel: planned?.channel ?? 'phone',
      result: '',
      feedback: '',
      changed: '',
      level: null,
      nextOn: null,
      nextBy: planned?.channel ?? 'phone',
      nextAt: '',
      nextNote: '',
    } as Values,
    draft: planned ? `customers.finish:${planned.id}` : `customers.talk:${customerId}`,
    read: ({ channel, result, feedback, changed, level, nextOn, nextBy, nextAt, nextNote }: Values) => ({
      ...(planned ? { id: planned.id } : { customerId, channel }),
      result,
      feedback,
      changed,
      ...(level ? { level } : {}),
      ...(nextOn ? { next: { dueOn: nextOn, channel: nextBy, dueMinute: minuteGiven(nextAt), note: nextNote } } : {}),
    }),
    send: (input, attempt): Promise<Reply<'customers.finishFollowUp'> | Reply<'customers.noteTalk'>> =>
      planned ? call('customers.finishFollowUp', input as never, { attempt }) : call('customers.noteTalk', input as never, { attempt }),
    fieldOf: (path) => (path === 'next.dueOn' ? 'nextOn' : path === 'next.dueMinute' ? 'nextAt' : path),
    onDone: onClose,
  })
  const { values } = form
  return (
    <Form form={form} submit={t('finish.submit')} side={<Cancel onClose={onClose} />}>
      {planned?.note && <p className="cap">{t('finish.planned', { note: planned.note })}</p>}
      {!planned && (
        <SelectField
          label={t('field.planBy')}
          {...form.field('channel')}
          options={followUpChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        />
      )}
      <TextArea label={t('field.result')} {...form.field('result')} autoFocus rows={2} />
      <TextField label={t('field.feedback')} optional {...form.field('feedback')} maxLength={2000} />
      <TextField label={t('field.changed')} optional {...form.field('changed')} maxLength={2000} />
      <SelectField
        label={t('finish.level')}
        optional
        {...form.field('level')}
        options={levels.map((value) => ({ value, label: t(`levels.${value}`), more: t(`levelMeans.${value}`) }))}
      />
      <div className="pair">
        <DateField label={t('finish.next')} optional {...form.field('nextOn')} min={today} />
        <SelectField
          label={t('field.planBy')}
          {...form.field('nextBy')}
          options={followUpChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          disabled={values.nextOn === null}
        />
      </div>
      {values.nextOn && (
        <div className="pair">
          <TextField label={t('field.planAt')} optional hint={t('plan.atHint')} {...form.field('nextAt')} maxLength={10} width="short" />
          <TextField label={t('field.planNote')} optional {...form.field('nextNote')} maxLength={2000} />
        </div>
      )}
    </Form>
  )
}
