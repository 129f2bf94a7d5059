// The day of the next contact: quiet ahead, amber today, cinnabar once it has passed.
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../shared/dates.ts'
import { DateText } from '../DateText.tsx'
import { useToday } from '../today.ts'
import { dueness } from './looks.ts'

export function DueDay({ on, words = false }: { on: string | null; words?: boolean }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  if (!on) return <span className="muted">·</span>
  const due = dueness(on, today)
  return (
    <span className={due === 'late' ? 'act' : due === 'today' ? 'warn' : undefined}>
      <DateText on={on} near />
      {words && due === 'late' && <span className="cap"> {t('late', { count: daysBetween(on, today) })}</span>}
    </span>
  )
}
