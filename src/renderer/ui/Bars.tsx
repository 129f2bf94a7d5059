// Amounts or counts of days or months that follow each other, as bars: always beside the figures they show. Two values of one
// month stand next to each other.
import './parts.css'

/** `key` is the day or month; `says` its value in words. */
export type Bar = { key: string; value: number; beside?: number; says: string }

/** The last bar is the present. With `onOpen` each is a door to its rows, for the mouse: the keyboard has the figures. */
export function Bars({ label, bars, onOpen }: { label: string; bars: readonly Bar[]; onOpen?: (key: string) => void }) {
  const most = Math.max(1, ...bars.flatMap(({ value, beside = 0 }) => [value, beside]))
  const height = (value: number) => ({ height: `${Math.round((Math.max(0, value) / most) * 100)}%` })
  return (
    <ul className="bars" aria-label={label}>
      {bars.map(({ key, value, beside, says }, at) => {
        const name = `${key} ${says}`
        const drawn = (
          <>
            <i className={at === bars.length - 1 ? 'now' : ''} style={height(value)} />
            {beside !== undefined && <i className="beside" style={height(beside)} />}
          </>
        )
        return (
          <li key={key}>
            {onOpen ? (
              <button type="button" tabIndex={-1} title={name} aria-label={name} onClick={() => onOpen(key)}>
                {drawn}
              </button>
            ) : (
              <span title={name}>
                {drawn}
                <span className="visually-hidden">{name}</span>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
