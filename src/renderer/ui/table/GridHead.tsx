// The head of the grid: names, the sorted column in ink with its arrow, a grip to resize, dragging to reorder.
import { useState, type DragEvent } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { ListSort } from '../../../shared/list.ts'
import { Glyph } from '../Glyph.tsx'
import type { Arrangement } from './columns.ts'
import { countOf, type Selection } from './selection.ts'
import type { Shown } from './use-columns.ts'

type Props<Row> = {
  id: string
  shown: readonly Shown<Row>[]
  sort: readonly ListSort[]
  sortBy: (column: string, first: 'asc' | 'desc') => void
  headAt: number | null
  order: readonly string[]
  widths: Readonly<Record<string, number>>
  change: (part: Partial<Arrangement>) => void
  ticks: boolean
  selection: Selection | null
  total: number
  onEverything: () => void
  onNothing: () => void
}

/** `moved` put where `onto` stands. */
export function reordered(order: readonly string[], moved: string, onto: string): string[] {
  const target = order.indexOf(onto)
  const left = order.filter((id) => id !== moved)
  left.splice(order.indexOf(moved) < target ? left.indexOf(onto) + 1 : left.indexOf(onto), 0, moved)
  return left
}

export function GridHead<Row>({
  id,
  shown,
  sort,
  sortBy,
  headAt,
  order,
  widths,
  change,
  ticks,
  selection,
  total,
  onEverything,
  onNothing,
}: Props<Row>) {
  const { t } = useTranslation('ui')
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const chosen = selection ? countOf(selection, total) : 0
  const drop = (event: DragEvent, onto: string): void => {
    event.preventDefault()
    if (dragged && dragged !== onto) change({ order: reordered(order, dragged, onto) })
    setDragged(null)
    setOver(null)
  }
  /** A column that had its share of a wide window is drawn from the width it is seen with. */
  const hold = (column: string, grip: HTMLElement): void => {
    const seen = grip.parentElement?.getBoundingClientRect().width
    if (seen) flushSync(() => change({ widths: { ...widths, [column]: Math.round(seen) } }))
  }
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-head-row">
        {ticks && (
          <div
            role="columnheader"
            aria-colindex={1}
            className="grid-cell tick-cell"
            onMouseDown={() => (chosen > 0 ? onNothing() : onEverything())}
          >
            <span className="visually-hidden">{t('table.tickAll')}</span>
            <span className={`tick-box${chosen > 0 ? ' on' : ''}`}>
              {chosen > 0 && <Glyph shape={chosen === total ? 'tick' : 'pause'} />}
            </span>
          </div>
        )}
        {shown.map(({ column, at, frozenAt, resize, resizing }) => {
          const dir = sort[0]?.column === column.id ? sort[0].dir : undefined
          return (
            <div
              key={column.id}
              id={`${id}h${at}`}
              role="columnheader"
              aria-colindex={at + (ticks ? 2 : 1)}
              aria-sort={dir ? (dir === 'asc' ? 'ascending' : 'descending') : column.sortable ? 'none' : undefined}
              className={`grid-cell${column.align === 'end' ? ' end' : ''}${dir ? ' sorted' : ''}${column.sortable ? ' sortable' : ''}${headAt === at ? ' focus' : ''}${frozenAt === null ? '' : ' frozen'}${over === column.id ? ' over' : ''}`}
              style={frozenAt === null ? undefined : { left: frozenAt + (ticks ? 30 : 0) }}
              title={column.title}
              draggable={!resizing}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(column.id)
              }}
              onDragOver={(event) => {
                if (!dragged) return
                event.preventDefault()
                setOver(column.id)
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => drop(event, column.id)}
              onDragEnd={() => setDragged(null)}
              onClick={() => column.sortable && sortBy(column.id, column.align === 'end' ? 'desc' : 'asc')}
            >
              <span className="trunc">{column.title}</span>
              {dir && <span aria-hidden>{dir === 'asc' ? '↑' : '↓'}</span>}
              <span
                className={`grip${resizing ? ' on' : ''}`}
                aria-hidden
                draggable
                onDragStart={(event) => {
                  event.preventDefault()
                  event.stopPropagation()
                }}
                onMouseDown={(event) => {
                  event.stopPropagation()
                  hold(column.id, event.currentTarget)
                  resize(event)
                }}
                onTouchStart={(event) => {
                  hold(column.id, event.currentTarget)
                  resize(event)
                }}
                onClick={(event) => event.stopPropagation()}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
