// The pinned foot: on the left what the list is as a whole, then each column's own figure.
import type { ReactNode } from 'react'
import type { ListPage } from '../../../shared/list.ts'
import type { Arrangement, Column } from './columns.ts'

export function FootRow<Row>({
  columns,
  arrangement,
  ticks,
  totals,
  total,
  lead,
}: {
  columns: readonly Column<Row>[]
  arrangement: Arrangement
  ticks: boolean
  totals: ListPage<Row>['totals']
  total: number
  lead: ReactNode
}) {
  const inOrder = [
    ...arrangement.order.filter((id) => arrangement.frozen.includes(id)),
    ...arrangement.order.filter((id) => !arrangement.frozen.includes(id)),
  ]
  const shown = inOrder.filter((id) => !arrangement.hidden.includes(id)).flatMap((id) => columns.filter((column) => column.id === id))
  const first = shown.findIndex((column) => column.foot)
  const span = (first < 0 ? shown.length : first) + (ticks ? 1 : 0)
  return (
    <div role="row" aria-rowindex={total + 2} className="grid-foot-row">
      {span > 0 && (
        <div role="gridcell" className="grid-cell" aria-colspan={span} style={{ gridColumn: `1 / ${span + 1}` }}>
          {lead}
        </div>
      )}
      {first >= 0 &&
        shown.slice(first).map((column) => (
          <div key={column.id} role="gridcell" className={`grid-cell${column.align === 'end' ? ' end' : ''}`}>
            {column.foot?.(totals, total)}
          </div>
        ))}
    </div>
  )
}
