// 预约: which car, when, what for. The rest has an answer already and may be changed. The hours of the day stand in the choice of
// times, and what was advised and not done last time is one press away.
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { appointments, type AppointmentCard } from '../../../shared/modules/appointments/contract.ts'
import { bookingChannels, momentAt } from '../../../shared/modules/appointments/rules.ts'
import { serviceKinds, type ServiceKind } from '../../../shared/modules/workshop/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCars, type FoundCar } from '../../ui/find-cars.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import type { Wish } from './Days.tsx'
import { hoursText } from './looks.tsx'

/** Booking a new one for an hour, or moving one that is booked. */
export type Booking = { wish: Wish } | { card: AppointmentCard }
type Props = { booking: Booking | null; onClose: () => void; onDone: (id: string, on: string) => void }

export function AppointmentDialog({ booking, onClose, onDone }: Props) {
  const { t } = useTranslation('appointments')
  return (
    <Dialog
      open={booking !== null}
      onClose={onClose}
      title={t(booking && 'card' in booking ? 'change.title' : 'book.title')}
      width="wide"
      dismissable={false}
    >
      {booking && <Filling booking={booking} onClose={onClose} onDone={onDone} />}
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
  dayOn: string | null
  clock: string
  minutes: string
  kind: ServiceKind
  wants: string
  promised: string
  channel: (typeof bookingChannels)[number]
  technicianId: string
  bayId: string
  waits: boolean
  loaner: boolean
  remind: boolean
  note: string
  evenSo: string
}
const LENGTHS = [30, 60, 90, 120, 180, 240, 480] as const
/** Which field shows what the schema says of a part of the input. */
const FIELDS: Readonly<Record<string, string>> = {
  car: 'chosen',
  'car.plate': 'plate',
  'car.carName': 'carName',
  'car.customerName': 'customerName',
  'car.phone': 'phone',
}

const first = (booking: Booking): Values => {
  const made = 'card' in booking ? booking.card : null
  const wish = 'wish' in booking ? booking.wish : null
  return {
    chosen: null,
    stranger: false,
    ...{ plate: '', carName: '', customerName: '', phone: '' },
    dayOn: made?.dayOn ?? wish?.dayOn ?? null,
    clock: made?.clock ?? wish?.clock ?? '',
    minutes: String(made?.minutes ?? 60),
    kind: made?.kind ?? 'maintenance',
    wants: made?.wants ?? '',
    promised: made?.promisedAt ? String(made.promisedAt) : '',
    channel: made?.channel ?? 'phone',
    technicianId: made?.technicianId ?? '',
    bayId: made?.bayId ?? '',
    waits: made?.waits ?? false,
    loaner: made?.loaner ?? false,
    remind: true,
    note: made?.note ?? '',
    evenSo: '',
  }
}

function Filling({ booking, onClose, onDone }: Props & { booking: Booking }) {
  const { t } = useTranslation('appointments')
  const today = useToday()
  const made = 'card' in booking ? booking.card : null
  const [initial] = useState(() => first(booking))
  const form = useForm({
    module: 'appointments',
    schema: appointments.book.input,
    initial,
    read: useCallback(
      ({ chosen, stranger, plate, carName, customerName, phone, minutes, promised, ...values }: Values) => ({
        ...values,
        // Whose car it is does not change when it is moved; the schema of booking wants one.
        car: made
          ? { customerId: made.customerId, carId: made.carId, vehicleId: made.vehicleId }
          : stranger
            ? { plate, carName, customerName, phone }
            : chosen && { customerId: chosen.car.customerId, carId: chosen.car.carId, vehicleId: chosen.car.vehicleId, plate },
        minutes: Number(minutes),
        promisedAt: promised === '' ? null : Number(promised),
      }),
      [made],
    ),
    fieldOf: (path) => FIELDS[path] ?? path,
    send: async (input, attempt) => {
      if (made === null) return call('appointments.book', input, { attempt })
      const { car: _, channel: __, remind: ___, ...rest } = input
      return call('appointments.change', { ...rest, id: made.id }, { attempt })
    },
    onDone: ({ id }, { dayOn }) => {
      onClose()
      onDone(id, dayOn ?? today)
    },
  })
  const { chosen, stranger, dayOn, clock, wants } = form.values
  const car = stranger ? null : (chosen?.car ?? null)
  const { data: around } = useLive(
    'workshop.around',
    car ? { customerId: car.customerId, carId: car.carId, vehicleId: car.vehicleId } : null,
  )
  const { data: calendar } = useLive('appointments.calendar', dayOn ? { fromOn: dayOn, days: 1 } : null)
  const day = calendar?.days[0]?.on === dayOn ? calendar.days[0] : undefined
  const advised = [...(around?.recalls ?? []).map(({ title }) => title), ...(around?.declined ?? []).map(({ name }) => name)]
  const asks = form.failure?.code === 'full' || form.failure?.code === 'booked-already' || form.values.evenSo !== ''
  const nobody = { value: '', label: t('whoever') }
  return (
    <Form
      form={form}
      submit={t(made ? 'change.save' : 'book.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {made && <p className="mid">{[made.plate, made.carName, made.customerName].filter(Boolean).join(t('dot'))}</p>}
      {!made && !stranger && (
        <ComboField<FoundCar>
          label={t('workshop:receive.car')}
          hint={t('workshop:receive.carHint')}
          name="chosen"
          chosen={chosen}
          onChange={(found) => form.set('chosen', found)}
          search={findCars}
          error={form.errors['chosen']}
          autoFocus
        />
      )}
      {!made && chosen === null && (
        <CheckField label={t('workshop:receive.stranger')} value={stranger} onChange={(value) => form.set('stranger', value)} />
      )}
      {stranger && (
        <>
          <div className="pair">
            <TextField label={t('column.plate')} {...form.field('plate')} maxLength={12} autoFocus />
            <TextField label={t('column.car')} {...form.field('carName')} maxLength={80} />
          </div>
          <div className="pair">
            <TextField label={t('column.customer')} {...form.field('customerName')} maxLength={60} />
            <TextField label={t('workshop:phone')} {...form.field('phone')} maxLength={30} />
          </div>
        </>
      )}
      {car && <Warnings customerId={car.customerId} />}
      <div className="pair">
        <DateField label={t('column.dayOn')} {...form.field('dayOn')} min={today} />
        <SelectField
          label={t('column.clock')}
          {...form.field('clock')}
          options={[
            ...(day?.slots.some((slot) => slot.clock === clock) || clock === '' ? [] : [{ value: clock, label: clock }]),
            ...(day?.slots ?? []).map((slot) => ({
              value: slot.clock,
              label: slot.clock,
              more:
                slot.plannedMinutes >= slot.thereMinutes
                  ? t('noRoom')
                  : t('room', { hours: hoursText(slot.thereMinutes - slot.plannedMinutes) }),
            })),
          ]}
        />
        <SelectField
          label={t('column.minutes')}
          {...form.field('minutes')}
          options={[...new Set([...LENGTHS, Number(initial.minutes)])]
            .toSorted((a, b) => a - b)
            .map((length) => ({ value: String(length), label: t('hours', { hours: hoursText(length) }) }))}
        />
      </div>
      <ChoiceField
        label={t('column.kind')}
        {...form.field('kind')}
        options={serviceKinds.filter((value) => value !== 'rescue').map((value) => ({ value, label: t(`workshop:kinds.${value}`) }))}
      />
      <TextArea label={t('column.wants')} {...form.field('wants')} rows={2} />
      {advised.length > 0 && (
        <div className="row visit-advice">
          <span className="cap">{t('advised')}</span>
          {advised.slice(0, 6).map((name) => (
            <Button
              key={name}
              size="small"
              kind="quiet"
              disabled={wants.includes(name)}
              onPress={() => form.set('wants', wants.trim() === '' ? name : `${wants.trim()}${t('semicolon')}${name}`)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
      <div className="pair">
        {!made && (
          <SelectField
            label={t('column.channel')}
            {...form.field('channel')}
            options={bookingChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          />
        )}
        <SelectField
          label={t('column.promisedAt')}
          {...form.field('promised')}
          options={[
            { value: '', label: t('notPromised') },
            ...promisesOf(day, clock, initial.promised).map(({ at, clock: said }) => ({ value: String(at), label: said })),
          ]}
        />
      </div>
      <div className="pair">
        <SelectField
          label={t('column.technician')}
          {...form.field('technicianId')}
          options={[nobody, ...(calendar?.technicians ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <SelectField
          label={t('column.bay')}
          {...form.field('bayId')}
          options={[nobody, ...(calendar?.bays ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </div>
      <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
      <div className="row">
        <CheckField label={t('workshop:receive.waits')} value={form.values.waits} onChange={(waits) => form.set('waits', waits)} />
        <CheckField label={t('loaner')} value={form.values.loaner} onChange={(loaner) => form.set('loaner', loaner)} />
        {!made && <CheckField label={t('remind')} value={form.values.remind} onChange={(remind) => form.set('remind', remind)} />}
      </div>
      {asks && <TextField label={t('evenSo')} {...form.field('evenSo')} maxLength={200} autoFocus />}
    </Form>
  )
}

/** When the car may be promised for: the hours of that day after it comes, closing last; and what was promised already. */
function promisesOf(
  day: { on: string; slots: readonly { clock: string; startsAt: number }[] } | undefined,
  clock: string,
  already: string,
): { at: number; clock: string }[] {
  if (!day) return []
  const from = /^\d\d:\d\d$/.test(clock) ? momentAt(day.on, clock) : 0
  const hours = day.slots.filter(({ startsAt }) => startsAt > from).map(({ clock: said, startsAt }) => ({ at: startsAt, clock: said }))
  const evening = { at: momentAt(day.on, '17:30'), clock: '17:30' }
  const all = hours.some(({ at }) => at === evening.at) || evening.at <= from ? hours : [...hours, evening]
  return already === '' || all.some(({ at }) => String(at) === already) ? all : [{ at: Number(already), clock: '…' }, ...all]
}
