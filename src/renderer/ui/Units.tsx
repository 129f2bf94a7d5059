// A quantity of a part in the part's own unit, `3 件`: never a bare number, for oil counts millilitres and a filter pieces.

/** Null: nothing is known, or several units that have no sum. Below 0 in the colour that asks for somebody; `signed` says `+3 件`. */
export function Units({ units, unit, signed = false }: { units: number | null; unit: string | null; signed?: boolean }) {
  if (units === null) return <span className="muted">·</span>
  return (
    <span className={units < 0 ? 'act' : undefined}>
      {signed && units > 0 ? '+' : ''}
      {units.toLocaleString('en-US')} <span className="cap">{unit}</span>
    </span>
  )
}

/** The same as text, for the clipboard and for what a cell is called. */
export const unitsText = (units: number | null, unit: string | null): string => (units === null ? '' : `${units} ${unit ?? ''}`.trim())
