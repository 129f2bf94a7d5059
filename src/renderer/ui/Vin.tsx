// A VIN in the fixed-width face: the first nine grey, the last eight in ink, because people compare those.
import './marks.css'

/** `tail` shows only the last eight. */
export function Vin({ vin, tail = false }: { vin: string; tail?: boolean }) {
  return (
    <span className="vin" title={tail ? vin : undefined}>
      {tail ? <span className="head">{vin.slice(-8, -4)}</span> : <span className="head">{vin.slice(0, -8)}</span>}
      {tail ? vin.slice(-4) : vin.slice(-8)}
    </span>
  )
}
