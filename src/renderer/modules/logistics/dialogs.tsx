// The questions of logistics: what is carried by whom from where to where, and who a carrier is.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CarrierRow, logistics } from '../../../shared/modules/logistics/contract.ts'
import { type LandedBasis, landedBases, type ShipmentSubject } from '../../../shared/modules/logistics/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

function Leaving({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

export function ShipDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('logistics')
  return (
    <Dialog open={open} onClose={onClose} title={t('ship.title')}>
      {open && <Shipping onClose={onClose} />}
    </Dialog>
  )
}

type Carried = Found & { subject: ShipmentSubject }
const findCarried = async (text: string): Promise<readonly Carried[]> => {
  const reply = await call('logistics.subjects', { text })
  return reply.ok ? reply.value.map(({ id, subject, no, other }) => ({ id, subject, label: no, more: other })) : []
}

type Wish = {
  carrierId: string
  fromPlace: string
  toPlace: string
  trackingNo: string
  dueOn: string | null
  note: string
  basis: LandedBasis | ''
}
function Shipping({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('logistics')
  const { data } = useLive('logistics.carriers', { limit: 200 })
  const { data: routes } = useLive('logistics.routes', {})
  const [carried, setCarried] = useState<Carried | null>(null)
  const form = useForm({
    module: 'logistics',
    schema: logistics.ship.input,
    initial: { carrierId: '', fromPlace: '', toPlace: '', trackingNo: '', dueOn: null, note: '', basis: '' } as Wish,
    read: ({ basis, ...values }: Wish) => ({
      ...values,
      basis: basis === '' ? null : basis,
      subject: carried?.subject ?? null,
      subjectId: carried?.id ?? null,
    }),
    send: (input, attempt) => call('logistics.ship', input, { attempt }),
    onDone: onClose,
  })
  const { carrierId, fromPlace, toPlace } = form.values
  const way = routes?.find((each) => each.carrierId === carrierId && each.fromPlace === fromPlace && each.toPlace === toPlace)
  const best = (data?.rows ?? []).toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
  return (
    <Form form={form} submit={t('ship.save')} side={<Leaving onClose={onClose} />}>
      <SelectField
        label={t('column.carrierName')}
        autoFocus
        hint={way ? t('ship.way', { days: way.days ?? '–' }) : t('ship.score')}
        {...form.field('carrierId')}
        options={[
          { value: '', label: t('ship.choose') },
          ...best.map(({ id, name, score }) => ({ value: id, label: score === null ? name : `${name} · ${score}` })),
        ]}
      />
      <ComboField
        label={t('column.subjectNo')}
        optional
        placeholder={t('ship.toFind')}
        chosen={carried}
        onChange={setCarried}
        search={findCarried}
      />
      <TextField label={t('column.fromPlace')} {...form.field('fromPlace')} maxLength={60} />
      <TextField label={t('column.toPlace')} {...form.field('toPlace')} maxLength={60} />
      {carried && (
        <SelectField
          label={t('basis')}
          {...form.field('basis')}
          options={[{ value: '', label: t('bases.store') }, ...landedBases.map((value) => ({ value, label: t(`bases.${value}`) }))]}
        />
      )}
      <TextField label={t('column.trackingNo')} optional {...form.field('trackingNo')} maxLength={40} />
      <DateField label={t('column.dueOn')} optional {...form.field('dueOn')} />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

/** `known` undefined: closed; null: a new one. */
export function CarrierDialog({ known, onClose }: { known: CarrierRow | null | undefined; onClose: () => void }) {
  const { t } = useTranslation('logistics')
  return (
    <Dialog open={known !== undefined} onClose={onClose} title={t(known ? 'carriers.change' : 'carriers.new')} width="small">
      {known !== undefined && <KeepingCarrier known={known} onClose={onClose} />}
    </Dialog>
  )
}

function KeepingCarrier({ known, onClose }: { known: CarrierRow | null; onClose: () => void }) {
  const { t } = useTranslation('logistics')
  const form = useForm({
    module: 'logistics',
    schema: logistics.keepCarrier.input,
    initial: {
      name: known?.name ?? '',
      contact: known?.contact ?? '',
      phone: known?.phone ?? '',
      terms: known?.terms ?? '',
      archived: known?.archived ?? false,
    },
    read: (values: { name: string; contact: string; phone: string; terms: string; archived: boolean }) => ({
      ...values,
      id: known?.id ?? null,
    }),
    send: (input, attempt) => call('logistics.keepCarrier', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('carriers.save')} side={<Leaving onClose={onClose} />}>
      <TextField label={t('carriers.name')} autoFocus {...form.field('name')} maxLength={60} />
      <TextField label={t('carriers.contact')} optional {...form.field('contact')} maxLength={40} />
      <TextField label={t('carriers.phone')} optional {...form.field('phone')} maxLength={40} />
      <TextField label={t('carriers.terms')} optional {...form.field('terms')} maxLength={120} />
      {known && <CheckField label={t('carriers.archived')} {...form.field('archived')} />}
    </Form>
  )
}
