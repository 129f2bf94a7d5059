// A job or a part that no catalogue has, typed with its price by whoever has the right to do so.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workshop } from '../../../shared/modules/workshop/contract.ts'
import { partOrigins, type PartOrigin, type Payer } from '../../../shared/modules/workshop/rules.ts'
import { call } from '../../api.ts'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Step, usePayers } from './step.tsx'

export function TypedJobForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({
    name: '',
    hundredths: 100 as number | null,
    priceFen: null as number | null,
    payer: 'customer' as Payer,
    subletTo: '',
    subletCostFen: null as number | null,
    note: '',
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.addJob.input,
    initial,
    read: ({ hundredths, ...values }) => ({
      ...values,
      orderId: card.order.id,
      minutes: hundredths === null ? undefined : Math.round((hundredths * 60) / 100),
      subletCostFen: values.subletTo === '' ? null : values.subletCostFen,
    }),
    fieldOf: (path) => (path === 'minutes' ? 'hundredths' : path),
    send: (input, attempt) => call('workshop.addJob', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('job.save')} side={<Cancel onClose={onClose} />}>
      <TextField label={t('job.name')} {...form.field('name')} autoFocus maxLength={120} />
      <div className="pair">
        <NumberField label={t('job.hours')} unit={t('job.hundredths')} {...form.field('hundredths')} />
        <MoneyField label={t('job.price')} {...form.field('priceFen')} />
      </div>
      <SelectField label={t('payer')} {...form.field('payer')} options={usePayers()} />
      <TextField label={t('job.sublet')} optional {...form.field('subletTo')} maxLength={80} />
      {form.values.subletTo !== '' && <MoneyField label={t('job.subletCost')} {...form.field('subletCostFen')} />}
      <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}

export function TypedPartForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({
    code: '',
    name: '',
    quantity: '1',
    priceFen: null as number | null,
    origin: 'original' as PartOrigin,
    payer: 'customer' as Payer,
    note: '',
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.addPart.input,
    initial,
    read: ({ quantity, ...values }) => ({
      ...values,
      orderId: card.order.id,
      quantityMilli: /^\d{1,4}(\.\d{1,3})?$/.test(quantity.trim()) ? Math.round(Number(quantity) * 1000) : undefined,
    }),
    fieldOf: (path) => (path === 'quantityMilli' ? 'quantity' : path),
    send: (input, attempt) => call('workshop.addPart', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('part.save')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <TextField label={t('part.name')} {...form.field('name')} autoFocus maxLength={120} />
        <TextField label={t('part.code')} optional mono {...form.field('code')} maxLength={40} />
      </div>
      <div className="pair">
        <TextField label={t('part.quantity')} {...form.field('quantity')} maxLength={9} />
        <MoneyField label={t('part.price')} {...form.field('priceFen')} />
      </div>
      <SelectField
        label={t('part.origin')}
        {...form.field('origin')}
        options={partOrigins.map((value) => ({ value, label: t(`origins.${value}`) }))}
        {...(form.values.origin === 'original' ? {} : { hint: t('part.mustBeTold') })}
      />
      <SelectField label={t('payer')} {...form.field('payer')} options={usePayers()} />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}
