// What is asked about one work order: its facts, photos, the customer's word, the check, and its end. Lines and money are
// LineForms.tsx's and MoneyForms.tsx's.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../../shared/dates.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { workshop } from '../../../shared/modules/workshop/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { SignaturePad } from '../../ui/sign/SignaturePad.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { DiscountForm, LeaveForm, PayForm } from './MoneyForms.tsx'
import { JobForm, PartForm } from './LineForms.tsx'
import { clockOf, momentOf } from './promises.ts'
import { RescueForm } from './Rescue.tsx'
import { RefundForm } from './RefundForm.tsx'
import { TalkForm } from './Talks.tsx'
import { type Due, type Step } from './step.tsx'

export type Asked =
  | 'pay'
  | 'refund'
  | 'off'
  | 'leave'
  | 'job'
  | 'part'
  | 'change'
  | 'photos'
  | 'sign'
  | 'rescue'
  | 'talk'
  | 'fail'
  | 'reopen'
  | 'cancel'
type Paid = { paidFen: number }

/** What is inside is begun anew each time it opens. */
function Asking({
  open,
  title,
  onClose,
  wide,
  children,
}: {
  open: boolean
  title: string
  onClose: () => void
  wide: boolean
  children: ReactNode
}) {
  return (
    <Dialog open={open} onClose={onClose} title={title} width={wide ? 'wide' : 'small'} dismissable={false}>
      {open && children}
    </Dialog>
  )
}

export function OrderDialogs({ asked, card, dueFen, paidFen, onClose }: Step & Due & Paid & { asked: Asked | null }) {
  const { t } = useTranslation('workshop')
  const step = { card, onClose }
  return (
    <Asking open={asked !== null} title={asked ? t(`ask.${asked}`) : ''} onClose={onClose} wide={asked === 'sign'}>
      {asked === 'pay' && <PayForm {...step} dueFen={dueFen} />}
      {asked === 'refund' && <RefundForm workOrderId={card.order.id} paidFen={paidFen} dueFen={dueFen} onClose={onClose} />}
      {asked === 'off' && <DiscountForm {...step} />}
      {asked === 'leave' && <LeaveForm {...step} dueFen={dueFen} />}
      {asked === 'job' && <JobForm {...step} />}
      {asked === 'part' && <PartForm {...step} />}
      {asked === 'change' && <ChangeForm {...step} />}
      {asked === 'photos' && <PhotoForm {...step} />}
      {asked === 'sign' && <SignForm {...step} />}
      {asked === 'talk' && <TalkForm {...step} />}
      {asked === 'rescue' && <RescueForm {...step} />}
      {(asked === 'fail' || asked === 'reopen' || asked === 'cancel') && <ReasonForm {...step} asked={asked} />}
    </Asking>
  )
}

function ChangeForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const { order } = card
  const [initial] = useState(() => ({
    complaint: order.complaint,
    finding: order.finding ?? '',
    km: order.km as number | null,
    fuelPercent: order.fuelPercent,
    on: order.promisedAt === null ? null : dayOf(order.promisedAt),
    clock: order.promisedAt === null ? '' : clockOf(order.promisedAt),
    contactName: order.contactName ?? '',
    contactPhone: order.contactPhone ?? '',
    note: order.note ?? '',
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.change.input,
    initial,
    read: ({ on, clock, ...values }) => ({
      ...values,
      id: order.id,
      promisedAt: on === null ? null : /^([01]\d|2[0-3]):[0-5]\d$/.test(clock) ? momentOf(on, clock) : Number.NaN,
    }),
    fieldOf: (path) => (path === 'promisedAt' ? 'clock' : path),
    send: (input, attempt) => call('workshop.change', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('change.save')} side={<Cancel onClose={onClose} />}>
      <TextArea label={t('column.complaint')} {...form.field('complaint')} rows={2} />
      <TextArea label={t('finding')} optional {...form.field('finding')} rows={2} autoFocus />
      <div className="pair">
        <DateField label={t('column.promisedAt')} optional {...form.field('on')} />
        <TextField label={t('change.clock')} {...form.field('clock')} maxLength={5} placeholder="17:30" />
      </div>
      <div className="pair">
        <NumberField label={t('column.km')} unit={t('kmUnit')} {...form.field('km')} />
        <NumberField label={t('fuel')} unit="%" optional {...form.field('fuelPercent')} />
      </div>
      <div className="pair">
        <TextField label={t('contact')} optional {...form.field('contactName')} maxLength={60} />
        <TextField label={t('phone')} optional {...form.field('contactPhone')} maxLength={30} />
      </div>
      <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}

function PhotoForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({ kind: 'walk-round' as 'walk-round' | 'work', photos: [] as Photo[] }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.photograph.input,
    initial,
    read: (values) => ({ ...values, id: card.order.id }),
    send: (input, attempt) => call('workshop.photograph', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('photos.save')} side={<Cancel onClose={onClose} />}>
      <ChoiceField
        label={t('photos.kind')}
        {...form.field('kind')}
        options={(['walk-round', 'work'] as const).map((value) => ({ value, label: t(`pictures.${value}`) }))}
      />
      <PictureField label={t('photos.choose')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
      {form.errors['photos'] && <Notice kind="act">{form.errors['photos']}</Notice>}
    </Form>
  )
}

function SignForm({ card, onClose }: Step) {
  const { t } = useTranslation('workshop')
  const { order, bill, parts } = card
  const foreign = parts.filter(({ origin, decision }) => origin !== 'original' && decision === 'agreed')
  const [initial] = useState(() => ({ name: order.contactName ?? order.customerName, path: '' }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.authorise.input,
    initial,
    read: (signature) => ({ id: order.id, signature }),
    fieldOf: (path) => path.replace('signature.', ''),
    send: (input, attempt) => call('workshop.authorise', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} wide submit={t('sign.save')} side={<Cancel onClose={onClose} />}>
      <p>{t('sign.about', { car: order.plate ?? order.carName, amount: formatYuan(bill.totalFen) })}</p>
      {foreign.length > 0 && (
        <Notice>
          {t('sign.foreign', {
            list: foreign.map(({ name, origin }) => t('sign.of', { name, origin: t(`origins.${origin}`) })).join(t('comma')),
          })}
        </Notice>
      )}
      <TextField label={t('sign.name')} {...form.field('name')} maxLength={60} autoFocus />
      <SignaturePad
        label={t('sign.pad', { name: form.values.name })}
        value={form.values.path}
        onChange={(path) => form.set('path', path)}
        error={form.errors['path']}
      />
    </Form>
  )
}

/** Sent back by the check, taken up again at the desk, or given up: each with why. */
function ReasonForm({ card, onClose, asked }: Step & { asked: 'fail' | 'reopen' | 'cancel' }) {
  const { t } = useTranslation('workshop')
  const { id } = card.order
  const form = useForm({
    module: 'workshop',
    schema: workshop.cancel.input,
    initial: { id, reason: '' },
    send: ({ reason }, attempt) =>
      asked === 'cancel'
        ? call('workshop.cancel', { id, reason }, { attempt })
        : asked === 'fail'
          ? call('workshop.check', { id, passed: false, reason }, { attempt })
          : call('workshop.move', { id, to: 'working', reason }, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t(`reason.${asked}`)} side={<Cancel onClose={onClose} />}>
      <TextArea label={t('reason.label')} {...form.field('reason')} rows={2} autoFocus />
    </Form>
  )
}
