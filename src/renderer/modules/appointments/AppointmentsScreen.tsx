// 预约: the workshop's days with what is booked and what they hold, who waits at reception now, and the appointment that was chosen.
import AddIcon from 'lucide-react/icons/plus'
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import type { Reception } from '../../../shared/modules/appointments/contract.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { AppointmentDialog, type Booking } from './AppointmentDialog.tsx'
import { AppointmentEndDialog } from './AppointmentEndDialog.tsx'
import { AppointmentPane } from './AppointmentPane.tsx'
import { Days } from './Days.tsx'
import { waitText } from './looks.tsx'
import './appointments.css'

export function AppointmentsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('appointments')
  const may = useMay()
  const today = useToday()
  const [from, setFrom] = useState(today)
  const [days, setDays] = useState<1 | 7>(1)
  const [chosen, setChosen] = useState<string | null>(null)
  const [booking, setBooking] = useState<Booking | null>(null)
  const [ends, setEnds] = useState(false)
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (typeof params?.['appointment'] === 'string') setChosen(params['appointment'])
    if (typeof params?.['on'] === 'string') setFrom(params['on'])
    if (params?.['add'] === true) setBooking({ wish: { dayOn: today, clock: '' } })
  }
  const { data, error, again } = useLive('appointments.calendar', { fromOn: from, days })
  const { data: reception } = useLive('appointments.reception', {})
  const { data: found } = useLive('appointments.card', chosen ? { id: chosen } : null)
  const card = found?.id === chosen ? found : null
  const books = may('workshop.book')
  const none = data && data.days.every(({ thereMinutes }) => thereMinutes === 0)
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('says')}</p>
        </div>
        <div className="row" role="group" aria-label={t('testdrives:day')}>
          <Button
            icon={PreviousIcon}
            label={t('testdrives:earlier')}
            shortcut="alt+ArrowLeft"
            onPress={() => setFrom(addDays(from, -days))}
          />
          <DateField label={t('testdrives:day')} value={from} onChange={(on) => on && setFrom(on)} />
          <Button icon={NextIcon} label={t('testdrives:later')} shortcut="alt+ArrowRight" onPress={() => setFrom(addDays(from, days))} />
          <Button kind="quiet" shortcut="T" disabled={from === today} onPress={() => setFrom(today)}>
            {t('ui:today')}
          </Button>
          <Button pressed={days === 1} shortcut="D" onPress={() => setDays(1)}>
            {t('testdrives:oneDay')}
          </Button>
          <Button pressed={days === 7} shortcut="W" onPress={() => setDays(7)}>
            {t('testdrives:week')}
          </Button>
          <Button onPress={() => open('appointmentList')}>{t('list')}</Button>
          <Button onPress={() => open('appointmentFigures')}>{t('figures.title')}</Button>
          {books && (
            <Button
              kind="primary"
              icon={AddIcon}
              shortcut="mod+N"
              onPress={() => setBooking({ wish: { dayOn: from < today ? today : from, clock: '' } })}
            >
              {t('book.open')}
            </Button>
          )}
        </div>
      </div>
      {reception && <Waiting reception={reception} />}
      <div className="split visit-split">
        <div className="main">
          {error && <Refused error={error} module="appointments" onRetry={again} />}
          {!data && !error && <Loading />}
          {none && <Empty drawing="people">{t('nobody')}</Empty>}
          {data && (
            <Days
              calendar={data}
              chosen={chosen}
              mayBook={books}
              onBook={(wish) => setBooking({ wish })}
              onShow={(id) => setChosen(id === chosen ? null : id)}
              onDay={(on) => {
                setFrom(on)
                setDays(1)
              }}
            />
          )}
        </div>
        {card && (
          <aside className="side">
            <AppointmentPane card={card} onDeed={(deed) => (deed === 'end' ? setEnds(true) : setBooking({ card }))} />
          </aside>
        )}
      </div>
      <AppointmentDialog
        booking={booking}
        onClose={() => setBooking(null)}
        onDone={(id, on) => {
          setChosen(id)
          if (days === 1) setFrom(on)
        }}
      />
      <AppointmentEndDialog card={ends ? card : null} onClose={() => setEnds(false)} />
    </div>
  )
}

/** Who is here and waits now. */
function Waiting({ reception }: { reception: Reception }) {
  const { t } = useTranslation('appointments')
  const { waiting, longestMinutes, freeInMinutes, lounge } = reception
  return (
    <div className="visit-now" role="status">
      <span>
        {t('now.waiting', { count: waiting })}
        {waiting > 0 && t('now.longest', { wait: waitText(t, longestMinutes) })}
      </span>
      <span>{freeInMinutes === null ? t('now.noneFree') : t('now.freeIn', { wait: waitText(t, freeInMinutes) })}</span>
      <span>{t('now.lounge', { count: lounge.length })}</span>
      {lounge.slice(0, 3).map((guest) => (
        <button key={guest.id} type="button" className="link" onClick={() => open('workOrder', { record: guest.id, title: guest.no })}>
          {t('now.guest', { name: guest.customerName, car: guest.plate ?? guest.no, wait: waitText(t, guest.minutes) })}
        </button>
      ))}
    </div>
  )
}
