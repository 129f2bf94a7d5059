// 接车: which car, what for, how far it has run, what is wrong, and until when; all that is known of the car stands beside it as
// soon as it is found. A car nobody knows is noted with its driver in the same form.
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../../shared/dates.ts'
import type { AppointmentRow } from '../../../shared/modules/appointments/contract.ts'
import { workshop } from '../../../shared/modules/workshop/contract.ts'
import { serviceKinds, type ServiceKind } from '../../../shared/modules/workshop/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { asFound, findCars, type FoundCar } from '../../ui/find-cars.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Around } from './Around.tsx'
import { clockOf, promisesFrom } from './promises.ts'

type Props = {
  open: boolean
  /** The appointment the car comes by, when somebody came from the calendar. */
  expected?: AppointmentRow | null
  onClose: () => void
  onOpened: (order: { id: string; no: string }) => void
}

export function ReceiveDialog({ open, expected = null, onClose, onOpened }: Props) {
  const { t } = useTranslation('workshop')
  return (
    <Dialog open={open} onClose={onClose} title={t('receive.title')} width="wide" dismissable={false}>
      {open && <Receiving key={expected?.id ?? ''} expected={expected} onClose={onClose} onOpened={onOpened} />}
    </Dialog>
  )
}

type Values = {
  chosen: FoundCar | null
  stranger: boolean
  plate: string
  carName: string
  customerName: string
  phone: string
  kind: ServiceKind
  km: number | null
  complaint: string
  /** One of the desk's ways of saying it, or the instant that was promised when it was booked. */
  promised: string
  appointmentId: string
  waits: boolean
  comebackOf: string
  evenSo: string
}

/** Which field shows what the schema says of a part of the input. */
const FIELDS: Readonly<Record<string, string>> = {
  car: 'chosen',
  'car.plate': 'plate',
  'car.carName': 'carName',
  'car.customerName': 'customerName',
  'car.phone': 'phone',
}

/** An appointment as the form holds it; its promise stands as the instant it is. */
const comingBy = (row: AppointmentRow, now: number) => ({
  kind: row.kind,
  complaint: row.wants,
  waits: row.waits,
  appointmentId: row.id,
  ...(row.promisedAt !== null && row.promisedAt > now ? { promised: String(row.promisedAt) } : {}),
})
const carOf = (row: AppointmentRow): FoundCar =>
  asFound({
    ...{ id: row.carId, carId: row.carId, vehicleId: row.vehicleId, customerId: row.customerId, customerName: row.customerName },
    ...{ phone: row.phone, carName: row.carName, plate: row.plate, vin: null, lastKm: null },
  })

function Receiving({ expected = null, onClose, onOpened }: Omit<Props, 'open'>) {
  const { t } = useTranslation('workshop')
  const [now] = useState(() => Date.now())
  const promises = promisesFrom(now)
  const [initial] = useState((): Values => ({
    chosen: null,
    stranger: false,
    plate: '',
    carName: '',
    customerName: '',
    phone: '',
    kind: 'maintenance',
    km: null,
    complaint: '',
    promised: promises[0]?.id ?? '',
    waits: false,
    comebackOf: '',
    appointmentId: '',
    evenSo: '',
    ...(expected ? { chosen: carOf(expected), ...comingBy(expected, now) } : {}),
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.open.input,
    initial,
    read: useCallback(
      ({ chosen, stranger, plate, carName, customerName, phone, promised, ...values }: Values) => ({
        ...values,
        car: stranger
          ? { plate, carName, customerName, phone }
          : chosen && { customerId: chosen.car.customerId, carId: chosen.car.carId, vehicleId: chosen.car.vehicleId, plate },
        promisedAt: promisesFrom(now).find(({ id }) => id === promised)?.at ?? (Number(promised) || null),
      }),
      [now],
    ),
    fieldOf: (path) => FIELDS[path] ?? path,
    send: (input, attempt) => call('workshop.open', input, { attempt }),
    onDone: (made) => {
      onClose()
      onOpened(made)
    },
  })
  const { chosen, stranger } = form.values
  const car = stranger ? null : (chosen?.car ?? null)
  const { data: around } = useLive(
    'workshop.around',
    car ? { customerId: car.customerId, carId: car.carId, vehicleId: car.vehicleId } : null,
  )
  const { data: booked } = useLive(
    'appointments.ofCar',
    car && expected === null ? { customerId: car.customerId, carId: car.carId, vehicleId: car.vehicleId } : null,
  )
  const { data: reception } = useLive('appointments.reception', {})
  const promisedAt = Number(form.values.promised)
  const asks = form.failure?.code === 'already-here' || form.failure?.code === 'km-below-last' || form.values.evenSo !== ''
  return (
    <div className="receive">
      <Form
        form={form}
        submit={t('receive.save')}
        side={
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
        }
      >
        {!stranger && (
          <ComboField<FoundCar>
            label={t('receive.car')}
            hint={t('receive.carHint')}
            name="chosen"
            chosen={chosen}
            onChange={(found) => form.set('chosen', found)}
            search={findCars}
            error={form.errors['chosen']}
            autoFocus
          />
        )}
        {!stranger && car !== null && car.plate === null && (
          <TextField label={t('column.plate')} optional {...form.field('plate')} maxLength={12} />
        )}
        {chosen === null && <CheckField label={t('receive.stranger')} value={stranger} onChange={(value) => form.set('stranger', value)} />}
        {stranger && (
          <>
            <div className="pair">
              <TextField label={t('column.plate')} {...form.field('plate')} maxLength={12} autoFocus />
              <TextField label={t('column.car')} {...form.field('carName')} maxLength={80} />
            </div>
            <div className="pair">
              <TextField label={t('column.customer')} {...form.field('customerName')} maxLength={60} />
              <TextField label={t('phone')} {...form.field('phone')} maxLength={30} />
            </div>
          </>
        )}
        {car && booked && form.values.appointmentId !== booked.id && (
          <Notice
            action={
              <Button size="small" onPress={() => form.change(comingBy(booked, now))}>
                {t('receive.takeOver')}
              </Button>
            }
          >
            {t('receive.booked', { clock: booked.clock, wants: booked.wants })}
          </Notice>
        )}
        {reception && (
          <p className="cap">
            {t('receive.queue', { count: reception.waiting })}
            {reception.freeInMinutes === null ? t('receive.noneFree') : t('receive.freeIn', { minutes: reception.freeInMinutes })}
          </p>
        )}
        <ChoiceField
          label={t('column.kind')}
          {...form.field('kind')}
          options={serviceKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <div className="pair">
          <NumberField
            label={t('column.km')}
            unit={t('kmUnit')}
            {...form.field('km')}
            {...(around?.lastKm ? { hint: t('receive.lastKm', { km: around.lastKm }) } : {})}
          />
          <SelectField
            label={t('column.promisedAt')}
            {...form.field('promised')}
            options={[
              ...(promisedAt > 0
                ? [
                    {
                      value: String(promisedAt),
                      label: t('receive.asBooked'),
                      more: `${dayOf(promisedAt).slice(5)} ${clockOf(promisedAt)}`,
                    },
                  ]
                : []),
              ...promises.map(({ id, at }) => ({
                value: id,
                label: t(`promises.${id}` as never),
                more: `${dayOf(at).slice(5)} ${clockOf(at)}`,
              })),
            ]}
          />
        </div>
        {form.values.kind === 'comeback' && around && around.history.length > 0 && (
          <SelectField
            label={t('comebackOf')}
            {...form.field('comebackOf')}
            options={around.history.map(({ id, no, complaint }) => ({ value: id, label: no, more: complaint }))}
          />
        )}
        <TextArea label={t('column.complaint')} {...form.field('complaint')} rows={2} />
        <CheckField label={t('receive.waits')} value={form.values.waits} onChange={(waits) => form.set('waits', waits)} />
        {asks && <TextField label={t('receive.evenSo')} {...form.field('evenSo')} maxLength={300} autoFocus />}
      </Form>
      {car && around && (
        <aside className="receive-around">
          <Warnings customerId={car.customerId} />
          <Around around={around} fresh />
        </aside>
      )}
    </div>
  )
}
