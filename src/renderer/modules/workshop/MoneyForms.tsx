// The money of one work order: what the customer pays, what is taken off, and the car that leaves.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moneyMethods } from '../../../shared/modules/receivables/rules.ts'
import { settlements } from '../../../shared/modules/settlements/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Due, type Step } from './step.tsx'

const methods = moneyMethods.filter((method) => method !== 'loan')

export function PayForm({ card, dueFen, onClose }: Step & Due) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({ method: 'wechat' as (typeof methods)[number], methodRef: '', amountFen: dueFen as number | null }))
  const form = useForm({
    module: 'workshop',
    schema: settlements.collect.input,
    initial,
    read: (values) => ({ ...values, workOrderId: card.order.id }),
    send: (input, attempt) => call('settlements.collect', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('pay.save')} side={<Cancel onClose={onClose} />}>
      <MoneyField label={t('pay.amount')} {...form.field('amountFen')} autoFocus />
      <ChoiceField
        label={t('pay.method')}
        {...form.field('method')}
        options={methods.map((value) => ({ value, label: t(`receivables:methods.${value}`) }))}
      />
      <TextField label={t('pay.ref')} optional {...form.field('methodRef')} maxLength={60} />
    </Form>
  )
}

export function DiscountForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({ labour: 0 as number | null, parts: 0 as number | null }))
  const form = useForm({
    module: 'workshop',
    schema: settlements.discount.input,
    initial,
    read: ({ labour, parts }) => ({ workOrderId: card.order.id, labourBp: (labour ?? 0) * 100, partsBp: (parts ?? 0) * 100 }),
    fieldOf: (path) => path.replace('Bp', ''),
    send: (input, attempt) => call('settlements.discount', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('off.save')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <NumberField label={t('off.labour')} unit="%" {...form.field('labour')} autoFocus hint={t('off.hint')} />
        <NumberField label={t('off.parts')} unit="%" {...form.field('parts')} />
      </div>
    </Form>
  )
}

export function LeaveForm({ card, dueFen, onClose }: Step & Due) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({ evenSo: '' }))
  const form = useForm({
    module: 'workshop',
    schema: settlements.handOver.input,
    initial,
    read: (values) => ({ ...values, workOrderId: card.order.id }),
    send: (input, attempt) => call('settlements.handOver', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('leave.save')} side={<Cancel onClose={onClose} />}>
      {dueFen > 0 ? (
        <>
          <Notice kind="act">{t('leave.due', { amount: formatYuan(dueFen) })}</Notice>
          <TextField label={t('leave.evenSo')} {...form.field('evenSo')} maxLength={200} autoFocus />
        </>
      ) : (
        <p>{t('leave.says', { car: card.order.plate ?? card.order.carName })}</p>
      )}
    </Form>
  )
}
