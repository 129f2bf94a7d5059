// 跟进: plan the next contact, and note what came of one, with the next planned in the same breath.
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { customers as contract, type FollowUp } from '../../../shared/modules/customers/contract.ts'
import { type FollowUpChannel, followUpChannels, type IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

const levels = ['H', 'A', 'B', 'C', 'N', 'T'] as const

export function PlanDialog({ customer, open, onClose }: { customer: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={open} onClose={onClose} title={t('plan.title', { name: customer.name })} width="small">
      {open && <Planning customerId={customer.id} onClose={onClose} />}
    </Dialog>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

function Planning({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const form = useForm({
    module: 'customers',
    schema: contract.planFollowUp.input,
    initial: { customerId, dueOn: addDays(today, 1) as string | null, channel: 'phone' as FollowUpChannel, note: '' },
    send: (input, attempt) => call('customers.planFollowUp', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('plan.submit')} side={<Cancel onClose={onClose} />}>
      <DateField label={t('field.planOn')} {...form.field('dueOn')} min={today} autoFocus />
      <SelectField
        label={t('field.planBy')}
        {...form.field('channel')}
        options={followUpChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <TextField label={t('field.planNote')} optional {...form.field('note')} maxLength={2000} />
    </Form>
  )
}

export function FinishDialog({ followUp, onClose }: { followUp: FollowUp | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog
      open={followUp !== null}
      onClose={onClose}
      title={followUp ? t('finish.title', { name: followUp.customer, channel: t(`channels.${followUp.channel}`) }) : ''}
    >
      {followUp && <Finishing followUp={followUp} onClose={onClose} />}
    </Dialog>
  )
}

type Values = { result: string; level: IntentionLevel | null; nextOn: string | null; nextBy: FollowUpChannel; nextNote: string }

function Finishing({ followUp, onClose }: { followUp: FollowUp; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const form = useForm({
    module: 'customers',
    schema: contract.finishFollowUp.input,
    initial: { result: '', level: null, nextOn: null, nextBy: followUp.channel, nextNote: '' } as Values,
    draft: `customers.finish:${followUp.id}`,
    read: ({ result, level, nextOn, nextBy, nextNote }) => ({
      id: followUp.id,
      result,
      ...(level ? { level } : {}),
      ...(nextOn ? { next: { dueOn: nextOn, channel: nextBy, note: nextNote } } : {}),
    }),
    send: (input, attempt) => call('customers.finishFollowUp', input, { attempt }),
    fieldOf: (path) => (path === 'next.dueOn' ? 'nextOn' : path),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('finish.submit')} side={<Cancel onClose={onClose} />}>
      {followUp.note && <p className="cap">{t('finish.planned', { note: followUp.note })}</p>}
      <TextArea label={t('field.result')} {...form.field('result')} autoFocus />
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
          disabled={form.values.nextOn === null}
        />
      </div>
      {form.values.nextOn && <TextField label={t('field.planNote')} optional {...form.field('nextNote')} maxLength={2000} />}
    </Form>
  )
}
