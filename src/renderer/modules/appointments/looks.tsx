// Where an appointment stands, as shape and word; how full an hour is; hours and shares as they are read.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AppointmentState } from '../../../shared/modules/appointments/rules.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = {
  booked: ['ring', 'teal'],
  confirmed: ['tickedDisc', 'good'],
  arrived: ['tick', 'done'],
  'no-show': ['cross', 'warn'],
  cancelled: ['cross', 'done'],
} as const

export function AppointmentMark({ state, tag = false }: { state: AppointmentState; tag?: boolean }) {
  const { t } = useTranslation('appointments')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}

/** 1.5 of 90 minutes. */
export const hoursText = (minutes: number): string => String(Math.round(minutes / 6) / 10)
/** `35 分钟`, or from two hours on `2 小时 5 分`. */
export const waitText = (t: TFunction, minutes: number): string =>
  minutes < 120
    ? t('appointments:wait', { minutes })
    : t('appointments:waitLong', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
export const shareText = (bp: number | null): string => (bp === null ? '—' : `${Math.round(bp / 10) / 10}%`)

/** Hours planned against hours there are, in words and as a bar; more than there is is said. */
export function Load({ planned, there }: { planned: number; there: number }) {
  const { t } = useTranslation('appointments')
  const over = planned > there
  return (
    <div className={`load${over ? ' over' : ''}`}>
      <span className="cap">{t(over ? 'loadOver' : 'load', { planned: hoursText(planned), there: hoursText(there) })}</span>
      <i aria-hidden>
        <b style={{ width: `${there === 0 ? (planned > 0 ? 100 : 0) : Math.min(100, (planned * 100) / there)}%` }} />
      </i>
    </div>
  )
}
