// The dialogs of a customer's surroundings: a car they drive, something to arrange, what they said, and how each ends.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import type { OwnCar, PartnerTask } from '../../../shared/modules/customers/contract/around.ts'
import { type PartnerKind, partnerKinds } from '../../../shared/modules/customers/rules/needs.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

type Customer = { id: string; name: string }

/** What is inside is begun anew each time it opens. */
function Asking({ open, title, onClose, children }: { open: boolean; title: string; onClose: () => void; children: () => ReactNode }) {
  return (
    <Dialog open={open} onClose={onClose} title={title} width="small" dismissable={false}>
      {open && children()}
    </Dialog>
  )
}

export function CarDialog({ customer, car, onClose }: { customer: Customer; car: OwnCar | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Asking open={car !== null} title={t('car.title', { name: customer.name })} onClose={onClose}>
      {() => <Car customerId={customer.id} car={car === 'new' ? null : car} onClose={onClose} />}
    </Asking>
  )
}

function Car({ customerId, car, onClose }: { customerId: string; car: OwnCar | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const form = useForm({
    module: 'customers',
    schema: contract.keepCar.input,
    initial: {
      id: car?.id ?? null,
      customerId,
      brand: car?.brand ?? '',
      model: car?.model ?? '',
      plate: car?.plate ?? '',
      vin: car?.vin ?? '',
      boughtOn: car?.boughtOn ?? null,
      goneOn: car?.goneOn ?? null,
      note: car?.note ?? '',
    },
    send: (input, attempt) => call('customers.keepCar', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('car.submit')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <TextField label={t('car.brand')} {...form.field('brand')} autoFocus maxLength={80} />
        <TextField label={t('car.model')} {...form.field('model')} maxLength={80} />
      </div>
      <div className="pair">
        <TextField label={t('car.plate')} optional {...form.field('plate')} maxLength={12} />
        <TextField label={t('car.vin')} optional mono upper {...form.field('vin')} maxLength={17} />
      </div>
      <div className="pair">
        <DateField label={t('car.boughtOn')} optional {...form.field('boughtOn')} />
        <DateField label={t('car.goneOn')} optional {...form.field('goneOn')} />
      </div>
      <TextField label={t('field.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

export function ArrangeDialog({ customer, open, onClose }: { customer: Customer; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Asking open={open} title={t('arrange.title', { name: customer.name })} onClose={onClose}>
      {() => <Arranging customerId={customer.id} onClose={onClose} />}
    </Asking>
  )
}

function Arranging({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const form = useForm({
    module: 'customers',
    schema: contract.arrange.input,
    initial: {
      customerId,
      kind: 'finance' as PartnerKind,
      partner: '',
      dueOn: addDays(today, 3) as string | null,
      note: '',
      orderId: null,
      ownerId: null,
    },
    send: (input, attempt) => call('customers.arrange', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('arrange.submit')} side={<Cancel onClose={onClose} />}>
      <ChoiceField
        label={t('arrange.kind')}
        {...form.field('kind')}
        options={partnerKinds.map((value) => ({ value, label: t(`partnerKinds.${value}`) }))}
      />
      <div className="pair">
        <TextField label={t('arrange.partner')} optional {...form.field('partner')} maxLength={80} />
        <DateField label={t('arrange.dueOn')} {...form.field('dueOn')} min={today} />
      </div>
      <TextField label={t('field.note')} optional {...form.field('note')} maxLength={400} />
    </Form>
  )
}

export function SettleDialog({ task, onClose }: { task: PartnerTask | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Asking open={task !== null} title={task ? t('settle.title', { kind: t(`partnerKinds.${task.kind}`) }) : ''} onClose={onClose}>
      {() => task && <Settling id={task.id} onClose={onClose} />}
    </Asking>
  )
}

function Settling({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const form = useForm({
    module: 'customers',
    schema: contract.settleArranged.input,
    initial: { id, state: 'done' as 'done' | 'dropped', result: '' },
    send: (input, attempt) => call('customers.settleArranged', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('settle.submit')} side={<Cancel onClose={onClose} />}>
      <ChoiceField
        label={t('settle.state')}
        {...form.field('state')}
        options={(['done', 'dropped'] as const).map((value) => ({ value, label: t(`taskStates.${value}`) }))}
      />
      <TextField label={t('field.result')} {...form.field('result')} autoFocus maxLength={400} />
    </Form>
  )
}
