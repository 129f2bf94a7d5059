// 到店率: of those who were booked in a time that is chosen, who came, who came on time, who stayed away, by the way it was booked;
// and how long a car waited at the door.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { shareText } from './looks.tsx'
import './appointments.css'

export function AppointmentFiguresScreen(_: ScreenProps) {
  const { t } = useTranslation('appointments')
  const today = useToday()
  const [fromOn, setFrom] = useState(() => addDays(today, -29))
  const [untilOn, setUntil] = useState(today)
  const { data, error, again } = useLive('appointments.figures', { fromOn, untilOn })
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('figures.title')}</h1>
          <p>{t('figures.says')}</p>
        </div>
        <div className="row">
          <DateField label={t('figures.from')} value={fromOn} onChange={(on) => on && setFrom(on)} />
          <DateField label={t('figures.until')} value={untilOn} onChange={(on) => on && setUntil(on)} />
        </div>
      </div>
      <div className="screen-body stack">
        {error && <Refused error={error} module="appointments" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <Figures
            pairs={[
              [t('figures.booked'), data.booked],
              [t('figures.arrived'), data.arrived],
              [t('figures.onTime'), data.onTime],
              [t('figures.noShows'), data.noShows],
              [t('figures.noShowRate'), shareText(data.noShowBp)],
              [t('figures.cancelled'), data.cancelled],
              [t('figures.wait'), data.waitMinutes === null ? '—' : t('figures.waitMinutes', { minutes: data.waitMinutes })],
            ]}
          />
        )}
        {data?.channels.length === 0 && <Empty drawing="people">{t('figures.none')}</Empty>}
        {data && data.channels.length > 0 && (
          <table className="visit-channels">
            <thead>
              <tr>
                <th scope="col">{t('column.channel')}</th>
                <th scope="col">{t('figures.booked')}</th>
                <th scope="col">{t('figures.arrived')}</th>
                <th scope="col">{t('figures.noShows')}</th>
                <th scope="col">{t('figures.noShowRate')}</th>
              </tr>
            </thead>
            <tbody>
              {data.channels.map((each) => (
                <tr key={each.channel}>
                  <th scope="row">{t(`channels.${each.channel}`)}</th>
                  <td>{each.booked}</td>
                  <td>{each.arrived}</td>
                  <td>{each.noShows}</td>
                  <td>{shareText(each.noShowBp)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}
