// Entries of the feed a day, as bars; the table of the same figures is for whoever cannot see them.
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { dayOf } from '../../shared/dates.ts'

const HEIGHT = 96
const STEP = 26

export function Growth({ days }: { days: ConsoleOutput<'overview.show'>['days'] }) {
  const { t } = useTranslation('console')
  const most = Math.max(1, ...days.map((day) => day.entries))
  return (
    <figure className="growth">
      <svg viewBox={`0 0 ${days.length * STEP} ${HEIGHT + 18}`} aria-hidden>
        {days.map((day, at) => {
          const height = Math.max(day.entries > 0 ? 2 : 0, (day.entries / most) * HEIGHT)
          return (
            <g key={day.from}>
              <rect x={at * STEP + 4} y={HEIGHT - height} width={STEP - 8} height={height} rx="2" />
              <text x={at * STEP + STEP / 2} y={HEIGHT + 14}>
                {dayOf(day.from).slice(8)}
              </text>
            </g>
          )
        })}
        <path d={`M0 ${HEIGHT + 0.5}H${days.length * STEP}`} />
      </svg>
      <table className="visually-hidden">
        <caption>{t('overview.growth')}</caption>
        <tbody>
          {days.map((day) => (
            <tr key={day.from}>
              <th scope="row">{dayOf(day.from)}</th>
              <td>{day.entries}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
