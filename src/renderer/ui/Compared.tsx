// Places, people or months side by side: a row each, its figures right, and a bar for the one that is compared by.
import './parts.css'

/** `bar` from 0 to 1; null where nothing is known. */
export type ComparedRow = { id: string; name: string; cells: readonly string[]; bar: number | null }

/** `barOf`: the figure the bar shows. */
export function Compared({
  of,
  columns,
  barOf,
  rows,
}: {
  of: string
  columns: readonly string[]
  barOf: string
  rows: readonly ComparedRow[]
}) {
  return (
    <table className="facts compared">
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {columns.map((title) => (
            <th key={title} scope="col" className="num">
              {title}
            </th>
          ))}
          <th scope="col" className="cap">
            {barOf}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cells, bar }) => (
          <tr key={id}>
            <td>{name}</td>
            {cells.map((cell, at) => (
              <td key={columns[at]} className="num">
                {cell}
              </td>
            ))}
            <td aria-hidden>{bar !== null && <i style={{ width: `${bar * 100}%` }} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
