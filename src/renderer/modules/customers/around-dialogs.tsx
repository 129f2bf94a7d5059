// The dialogs of a customer's surroundings: a car they drive, something to arrange, what they said, and how each ends.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import type { Similar } from '../../../shared/modules/customers/contract.ts'
import type { Inquiry, OwnCar, PartnerTask } from '../../../shared/modules/customers/contract/around.ts'
import { type InquiryChannel, inquiryChannels, type InquiryKind, inquiryKinds } from '../../../shared/modules/customers/rules/inquiries.ts'
import { type PartnerKind, partnerKinds } from '../../../shared/modules/customers/rules/needs.ts'
import { call } from '../../api.ts'
import { open as openTab } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

type Customer = { id: string; name: string }

function Cancel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

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

/** Of a customer who is known, or of whoever is at the other end: found by typing, or entered by name and phone. */
export function HearDialog({ customer, open, onClose }: { customer: Customer | null; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Asking open={open} title={customer ? t('inquiry.title', { name: customer.name }) : t('inquiry.open')} onClose={onClose}>
      {() => <Hearing customer={customer} onClose={onClose} />}
    </Asking>
  )
}

function Hearing({ customer, onClose }: { customer: Customer | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const [known, setKnown] = useState<Found | null>(null)
  const form = useForm({
    module: 'customers',
    schema: contract.hear.input,
    initial: {
      customerId: customer?.id ?? '',
      name: '',
      phone: '',
      evenSo: '',
      kind: 'question' as InquiryKind,
      channel: 'phone' as InquiryChannel,
      said: '',
    },
    read: ({ evenSo, ...values }) => ({ ...values, ...(evenSo.trim() ? { evenSo } : {}) }),
    send: (input, attempt) => call('customers.hear', input, { attempt }),
    onDone: ({ customerId }) => {
      onClose()
      if (!customer) openTab('customer', { record: customerId })
    },
  })
  const found = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
  return (
    <Form form={form} submit={t('inquiry.submit')} side={<Cancel onClose={onClose} />}>
      {!customer && (
        <>
          <ComboField
            label={t('inquiry.who')}
            name="customerId"
            optional
            chosen={known}
            onChange={(item) => {
              setKnown(item)
              form.set('customerId', item?.id ?? '')
            }}
            search={findCustomers}
            error={form.errors['customerId']}
            autoFocus
          />
          {known === null && (
            <div className="pair">
              <TextField label={t('field.name')} optional {...form.field('name')} maxLength={80} />
              <TextField label={t('field.phone')} optional type="tel" {...form.field('phone')} maxLength={40} />
            </div>
          )}
          {found.length > 0 && (
            <>
              <LikelySame found={found} title={t('same.title')} onOpen={onClose} />
              <TextField label={t('field.evenSo')} {...form.field('evenSo')} maxLength={200} />
            </>
          )}
        </>
      )}
      <div className="pair">
        <SelectField
          label={t('inquiry.kind')}
          {...form.field('kind')}
          options={inquiryKinds.map((value) => ({ value, label: t(`inquiryKinds.${value}`) }))}
        />
        <SelectField
          label={t('inquiry.channel')}
          {...form.field('channel')}
          options={inquiryChannels.map((value) => ({ value, label: t(`inquiryChannels.${value}`) }))}
        />
      </div>
      <TextArea label={t('inquiry.said')} {...form.field('said')} />
    </Form>
  )
}

export function AnswerDialog({ inquiry, onClose }: { inquiry: Inquiry | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Asking open={inquiry !== null} title={t('answer.title', { name: inquiry?.customer ?? '' })} onClose={onClose}>
      {() => inquiry && <Answering inquiry={inquiry} onClose={onClose} />}
    </Asking>
  )
}

const ratings = ['5', '4', '3', '2', '1'] as const

function Answering({ inquiry, onClose }: { inquiry: Inquiry; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const form = useForm({
    module: 'customers',
    schema: contract.answer.input,
    initial: { id: inquiry.id, outcome: '', rating: null as string | null },
    read: ({ rating, ...values }) => ({ ...values, rating: rating === null ? null : Number(rating) }),
    send: (input, attempt) => call('customers.answer', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('answer.submit')} side={<Cancel onClose={onClose} />}>
      {inquiry.said && <p className="ink2">{t('said', { words: inquiry.said })}</p>}
      <TextArea label={t('answer.outcome')} {...form.field('outcome')} />
      <SelectField
        label={t('answer.rating')}
        optional
        {...form.field('rating')}
        options={ratings.map((value) => ({ value, label: t(`ratings.${value}`) }))}
      />
    </Form>
  )
}
