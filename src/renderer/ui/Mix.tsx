// Proportions as a thin strip: the mix of states under a list, the parts of an amount. Always beside the figures it shows.
import './parts.css'

/** `color` is a token: `var(--v-ready)`, `var(--c-1)`. Parts of 0 are left out. */
export function Mix({ label, parts }: { label: string; parts: readonly { name: string; value: number; color: string }[] }) {
  return (
    <span
      className="mix"
      role="img"
      aria-label={`${label} ${parts
        .filter((part) => part.value > 0)
        .map((part) => `${part.name} ${part.value}`)
        .join(' ')}`}
    >
      {parts.map(
        (part) =>
          part.value > 0 && <i key={part.name} title={`${part.name} ${part.value}`} style={{ flex: part.value, background: part.color }} />,
      )}
    </span>
  )
}

/** A figure with its limit: the number right, a small bar left; grey, amber from `warn`, cinnabar from `act`. `full` fills the bar; `quiet` has no alarm. */
export function Measured({
  value,
  full,
  warn,
  act,
  quiet = false,
}: {
  value: number
  full: number
  warn: number
  act: number
  quiet?: boolean
}) {
  const tone = quiet || value < warn ? '' : value < act ? ' near' : ' past'
  return (
    <span className={`measured${tone}`}>
      <i style={{ width: Math.max(1, Math.round((Math.min(value, full) / full) * 24)) }} aria-hidden />
      {value}
    </span>
  )
}
