// Days and instants as people read them: 今天 10:30 in a record, 2026-11-22 in lists and on paper.
import { useTranslation } from 'react-i18next'

const two = (number: number): string => String(number).padStart(2, '0')

/** The local day of an instant, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
/** The local time of an instant, `HH:MM`. */
export const timeOf = (at: number): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A day (`on`, shown as it is) or an instant (`at`, epoch ms). `near` says 今天 and 昨天; otherwise the full date. */
export function DateText({ at, on, near = false, time = true }: { at?: number | null | undefined; on?: string | null | undefined; near?: boolean; time?: boolean }) {
  const { t } = useTranslation('ui')
  if (on) return <time className="nowrap" dateTime={on}>{near && on === dayOf(Date.now()) ? t('today') : on}</time>
  if (at === null || at === undefined) return <span className="muted">—</span>
  const day = dayOf(at)
  const words = near && day === dayOf(Date.now()) ? t('today') : near && day === dayOf(Date.now() - 86_400_000) ? t('yesterday') : day
  return (
    <time className="nowrap" dateTime={new Date(at).toISOString()} title={`${day} ${timeOf(at)}`}>
      {words}
      {time && ` ${timeOf(at)}`}
    </time>
  )
}
