// The calendar: a day hour by hour with what is free in each, or a week with a column a day. Every appointment is a button with
// its words, every hour that can still be given one more.
import AddIcon from 'lucide-react/icons/plus'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { weekdayOf } from '../../../shared/dates.ts'
import type { AppointmentDay, AppointmentRow } from '../../../shared/modules/appointments/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { AppointmentMark, Load } from './looks.tsx'

export type Wish = { dayOn: string; clock: string }
type Props = {
  calendar: Output<'appointments.calendar'>
  chosen: string | null
  mayBook: boolean
  onBook: (wish: Wish) => void
  onShow: (id: string) => void
  onDay: (on: string) => void
}

function Chip({ row, chosen, onShow }: { row: AppointmentRow; chosen: boolean; onShow: (id: string) => void }) {
  const { t } = useTranslation('appointments')
  return (
    <button
      type="button"
      className={`visit-chip${chosen ? ' chosen' : ''}${row.overbooked ? ' over' : ''}${row.state === 'no-show' ? ' ended' : ''}`}
      aria-pressed={chosen}
      onClick={() => onShow(row.id)}
    >
      <span className="row">
        <b className="grow">
          {row.clock} {row.plate ?? row.carName}
        </b>
        <AppointmentMark state={row.state} />
      </span>
      <span className="cap">
        {[row.customerName, t(`workshop:kinds.${row.kind}`), row.technicianName].filter(Boolean).join(t('dot'))}
        {row.late && <span className="act"> {t('late')}</span>}
        {row.overbooked && <span className="act"> {t('overbooked')}</span>}
        {row.standing !== 'alone' && row.standing !== 'confirmed' && <SyncBadge standing={row.standing} bare />}
      </span>
    </button>
  )
}

export function Days(props: Props) {
  const [only] = props.calendar.days
  return props.calendar.days.length === 1 && only ? <Hours {...props} day={only} /> : <Week {...props} />
}

/** The slot an appointment begins in: the last that is not after it. */
const slotAt = ({ slots }: AppointmentDay, { startsAt }: AppointmentRow): string | undefined =>
  slots.findLast((slot) => slot.startsAt <= startsAt)?.clock

function Hours({ calendar, day, chosen, mayBook, onBook, onShow }: Props & { day: AppointmentDay }) {
  const { t } = useTranslation('appointments')
  return (
    <table className="visit-hours" aria-label={t('calendar')}>
      <tbody>
        {day.slots.map((slot) => (
          <tr key={slot.clock}>
            <th scope="row">
              <span className="mid">{slot.clock}</span>
              <Load planned={slot.plannedMinutes} there={slot.thereMinutes} />
            </th>
            <td>
              <div className="visit-chips">
                {day.appointments
                  .filter((row) => slotAt(day, row) === slot.clock)
                  .map((row) => (
                    <Chip key={row.id} row={row} chosen={row.id === chosen} onShow={onShow} />
                  ))}
                {mayBook && slot.startsAt + calendar.slotMinutes * 60_000 > calendar.now && (
                  <Button
                    kind="quiet"
                    size="small"
                    icon={AddIcon}
                    label={t('bookAt', { clock: slot.clock })}
                    onPress={() => onBook({ dayOn: day.on, clock: slot.clock })}
                  />
                )}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Week({ calendar, chosen, onShow, onDay }: Props) {
  const { t } = useTranslation('appointments')
  return (
    <div className="visit-week">
      {calendar.days.map((day) => (
        <section key={day.on} aria-label={day.on}>
          <button type="button" className="link mid" onClick={() => onDay(day.on)}>
            {t('testdrives:dayHead', { on: day.on.slice(5), weekday: t(`testdrives:weekdays.${weekdayOf(day.on)}` as never) })}
          </button>
          <Load planned={day.plannedMinutes} there={day.thereMinutes} />
          <div className="visit-chips">
            {day.appointments.map((row) => (
              <Chip key={row.id} row={row} chosen={row.id === chosen} onShow={onShow} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}
