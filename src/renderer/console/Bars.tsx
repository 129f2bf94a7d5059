// One figure a day, as bars; the table of the same figures is for whoever cannot see them. A day without a figure has no bar.
import { dayOf } from '../../shared/dates.ts'

const HEIGHT = 96
const STEP = 26
export type BarDay = { from: number; value: number | null; text?: string }

export function Bars({ title, days }: { title: string; days: readonly BarDay[] }) {
  const most = Math.max(1, ...days.map(({ value }) => value ?? 0))
  const top = days.find(({ value }) => value === most)
  return (
    <figure className={days.length > 14 ? 'growth long' : 'growth'}>
      <svg viewBox={`0 -14 ${days.length * STEP} ${HEIGHT + 32}`} aria-hidden>
        {days.map(({ from, value, text }, at) => {
          const height = Math.max((value ?? 0) > 0 ? 2 : 0, ((value ?? 0) / most) * HEIGHT)
          return (
            <g key={from}>
              <rect x={at * STEP + 4} y={HEIGHT - height} width={STEP - 8} height={height} rx="2" />
              {from === top?.from && (
                <text x={at * STEP + STEP / 2} y={-4}>
                  {text ?? value}
                </text>
              )}
              <text x={at * STEP + STEP / 2} y={HEIGHT + 14}>
                {dayOf(from).slice(8)}
              </text>
            </g>
          )
        })}
        <path d={`M0 ${HEIGHT + 0.5}H${days.length * STEP}`} />
      </svg>
      <table className="visually-hidden">
        <caption>{title}</caption>
        <tbody>
          {days.map(({ from, value, text }) => (
            <tr key={from}>
              <th scope="row">{dayOf(from)}</th>
              <td>{text ?? value ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
