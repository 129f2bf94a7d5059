// Days and instants as people read them: 今天 10:30 in a record, 2026-11-22 in lists and on paper.
import { useTranslation } from 'react-i18next'
import { addDays, dayOf, timeOf } from '../../shared/dates.ts'
import { useToday } from './today.ts'

export { dayOf, timeOf }

/** A day (`on`, shown as it is) or an instant (`at`, epoch ms). `near` says 今天 and 昨天; otherwise the full date. */
export function DateText({
  at,
  on,
  near = false,
  time = true,
}: {
  at?: number | null | undefined
  on?: string | null | undefined
  near?: boolean
  time?: boolean
}) {
  const { t } = useTranslation('ui')
  const today = useToday()
  const words = (day: string): string => (near && day === today ? t('today') : near && day === addDays(today, -1) ? t('yesterday') : day)
  if (on)
    return (
      <time className="nowrap" dateTime={on}>
        {words(on)}
      </time>
    )
  if (at === null || at === undefined) return <span className="muted">—</span>
  const day = dayOf(at)
  return (
    <time className="nowrap" dateTime={new Date(at).toISOString()} title={`${day} ${timeOf(at)}`}>
      {words(day)}
      {time && ` ${timeOf(at)}`}
    </time>
  )
}
