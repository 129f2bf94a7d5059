// 借出: to whom, until when, what the meters say, the licence, the car's marks, and the signature under the agreement.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, dayOf } from '../../../shared/dates.ts'
import { momentAt } from '../../../shared/modules/appointments/rules.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { loaners, type LoanerCar } from '../../../shared/modules/loaners/contract.ts'
import { licenceClasses, type LicenceClass } from '../../../shared/modules/testdrives/rules.ts'
import { call, start } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { SignaturePad } from '../../ui/sign/SignaturePad.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

type Props = { car: LoanerCar | null; onClose: () => void; onLent: (id: string) => void }

export function LendDialog({ car, onClose, onLent }: Props) {
  const { t } = useTranslation('loaners')
  return (
    <Dialog open={car !== null} onClose={onClose} title={t('lend.title')} width="wide" dismissable={false}>
      {car && <Lending key={car.id} car={car} onClose={onClose} onLent={onLent} />}
    </Dialog>
  )
}

/** Cars come back by the end of a working day. */
const BACK_BY = '17:30'
const FIELDS: Readonly<Record<string, string>> = {
  customerId: 'customer',
  dueAt: 'dueOn',
  'licence.no': 'licenceNo',
  'licence.expiresOn': 'expiresOn',
  'signature.path': 'path',
  'signature.name': 'customer',
}

function Lending({ car, onClose, onLent }: Props & { car: LoanerCar }) {
  const { t } = useTranslation('loaners')
  const may = useMay()
  const today = useToday()
  const [initial] = useState(() => ({
    customer: null as Found | null,
    workOrderId: '',
    dueOn: addDays(today, 1) as string | null,
    km: car.km,
    fuel: null as number | null,
    driverName: '',
    licenceNo: '',
    licenceClass: 'C1' as LicenceClass,
    expiresOn: null as string | null,
    photos: [] as Photo[],
    damage: [] as Photo[],
    path: '',
    note: '',
  }))
  const form = useForm({
    module: 'loaners',
    schema: loaners.lend.input,
    initial,
    read: ({ customer, dueOn, licenceNo, licenceClass, expiresOn, photos, path, ...values }) => ({
      ...values,
      vehicleId: car.id,
      customerId: customer?.id,
      dueAt: dueOn ? momentAt(dueOn, BACK_BY) : null,
      licence: { no: licenceNo, class: licenceClass, expiresOn, photos },
      signature: { name: values.driverName.trim() || (customer?.label ?? ''), path },
    }),
    fieldOf: (path) => FIELDS[path] ?? path,
    send: (input, attempt) => call('loaners.lend', input, { attempt }),
    onDone: ({ id }) => {
      // What was signed is kept as paper at once; it can be printed from the loan at any time.
      if (may('documents.print')) void start('documents.print', { kind: 'loaner', recordId: id, to: 'archive' }).done
      onClose()
      onLent(id)
    },
  })
  const { customer } = form.values
  const { data: orders } = useLive('loaners.ordersOf', customer ? { customerId: customer.id } : null)
  return (
    <Form
      form={form}
      wide
      submit={t('lend.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="mid">{[car.name, car.plate ?? car.stockNo].join(t('dot'))}</p>
      <ComboField
        label={t('column.customer')}
        name="customer"
        chosen={customer}
        onChange={(found) => form.set('customer', found)}
        search={findCustomers}
        error={form.errors['customer']}
        autoFocus
      />
      <Warnings customerId={customer?.id ?? null} />
      <div className="pair">
        <SelectField
          label={t('column.workOrder')}
          {...form.field('workOrderId')}
          options={[
            { value: '', label: t('noOrder') },
            ...(orders ?? []).map(({ id, no, carName, promisedAt }) => ({
              value: id,
              label: no,
              more: [carName, promisedAt === null ? null : dayOf(promisedAt)].filter(Boolean).join(t('dot')),
            })),
          ]}
        />
        <DateField label={t('column.dueAt')} hint={t('lend.backBy', { clock: BACK_BY })} {...form.field('dueOn')} min={today} />
      </div>
      <div className="pair">
        <NumberField label={t('column.kmOut')} unit={t('kmUnit')} {...form.field('km')} />
        <NumberField label={t('fuel')} unit="%" width="short" {...form.field('fuel')} />
      </div>
      <div className="pair">
        <TextField label={t('testdrives:licence.no')} {...form.field('licenceNo')} maxLength={40} width="vin" />
        <SelectField
          label={t('testdrives:licence.class')}
          {...form.field('licenceClass')}
          options={licenceClasses.map((value) => ({ value, label: value }))}
        />
        <DateField label={t('testdrives:licence.expiresOn')} hint={t('testdrives:licence.forEver')} optional {...form.field('expiresOn')} />
      </div>
      <div className="pair">
        <TextField label={t('driver')} optional {...form.field('driverName')} maxLength={60} />
        <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
      </div>
      <div className="row top">
        <PictureField label={t('testdrives:licence.photo')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
        <PictureField
          label={t('testdrives:pictures.damage')}
          value={form.values.damage}
          onChange={(damage) => form.set('damage', damage)}
        />
      </div>
      <p className="cap">{t('lend.agrees')}</p>
      <SignaturePad
        label={t('lend.sign', { name: form.values.driverName.trim() || (customer?.label ?? '') })}
        value={form.values.path}
        onChange={(path) => form.set('path', path)}
        error={form.errors['path']}
      />
    </Form>
  )
}
