// 车间效率: flagged against worked hours of each technician, how long cars stay, what came back and why work stood, over a time
// that is chosen.
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
import './floor.css'

const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10)
const of = (part: number, whole: number): string => (whole === 0 ? '—' : shareText(Math.round((part * 10_000) / whole)))

export function EfficiencyScreen(_: ScreenProps) {
  const { t } = useTranslation('floor')
  const today = useToday()
  const [fromOn, setFrom] = useState(() => addDays(today, -29))
  const [untilOn, setUntil] = useState(today)
  const { data, error, again } = useLive('floor.efficiency', { fromOn, untilOn })
  const most = Math.max(1, ...(data?.technicians ?? []).flatMap(({ flaggedMinutes, workedMinutes }) => [flaggedMinutes, workedMinutes]))
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('efficiency.title')}</h1>
          <p>{t('efficiency.says')}</p>
        </div>
        <div className="row">
          <DateField label={t('efficiency.from')} value={fromOn} onChange={(on) => on && setFrom(on)} />
          <DateField label={t('efficiency.until')} value={untilOn} onChange={(on) => on && setUntil(on)} />
        </div>
      </div>
      <div className="screen-body stack">
        {error && <Refused error={error} module="floor" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <Figures
            pairs={[
              [t('efficiency.orders'), data.orders],
              [t('efficiency.throughput'), data.throughputMinutes === null ? '—' : t('hours', { hours: hours(data.throughputMinutes) })],
              [t('efficiency.rework'), of(data.reworks, data.checks)],
              [t('efficiency.comeback'), of(data.comebacks, data.orders)],
              ...data.pauses.slice(0, 3).map(({ reason, count }) => [t(`reasons.${reason}`), t('times', { count })] as const),
            ]}
          />
        )}
        {data?.technicians.length === 0 && <Empty drawing="people">{t('efficiency.none')}</Empty>}
        {data && data.technicians.length > 0 && (
          <table className="efficiency">
            <thead>
              <tr>
                <th scope="col">{t('technician')}</th>
                <th scope="col">{t('efficiency.jobs')}</th>
                <th scope="col">{t('efficiency.flagged')}</th>
                <th scope="col">{t('efficiency.worked')}</th>
                <th scope="col">{t('efficiency.rate')}</th>
                <th scope="col">{t('efficiency.back')}</th>
                <th scope="col" className="both-hours">
                  {t('efficiency.both')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.technicians.map((each) => (
                <tr key={each.technicianId}>
                  <th scope="row">{each.name}</th>
                  <td>{each.jobs}</td>
                  <td>{hours(each.flaggedMinutes)}</td>
                  <td>{hours(each.workedMinutes)}</td>
                  <td>{shareText(each.efficiencyBp)}</td>
                  <td>{each.comebacks}</td>
                  <td className="both-hours" aria-hidden>
                    <i className="flagged" style={{ width: `${(each.flaggedMinutes / most) * 100}%` }} />
                    <i className="worked" style={{ width: `${(each.workedMinutes / most) * 100}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}
