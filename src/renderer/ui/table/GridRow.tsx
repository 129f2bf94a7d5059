// One row. Drawn again only when something of it changed: scrolling moves rows, it does not redraw them.
import { memo, type MouseEvent } from 'react'
import { Glyph } from '../Glyph.tsx'
import type { Shown } from './use-columns.ts'

type Props<Row> = {
  id: string
  row: Row | undefined
  at: number
  start: number
  shown: readonly Shown<Row>[]
  template: string
  offset: number
  focused: boolean
  selected: boolean
  ticks: boolean
  tone: 'done' | undefined
  onPress: (how: 'focus' | 'toggle' | 'range') => void
  onOpen: ((row: Row) => void) | undefined
}

function DrawRow<Row>({ id, row, at, start, shown, offset, focused, selected, ticks, tone, onPress, onOpen }: Props<Row>) {
  const press = (event: MouseEvent): void => {
    if (event.shiftKey) event.preventDefault()
    onPress(!ticks ? 'focus' : event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'focus')
  }
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={ticks ? selected : undefined}
      className={`grid-row${focused ? ' focus' : ''}${selected ? ' selected' : ''}${tone ? ` ${tone}` : ''}`}
      style={{ transform: `translateY(${start}px)` }}
      onMouseDown={press}
      onDoubleClick={() => row !== undefined && onOpen?.(row)}
    >
      {ticks && (
        <div
          role="gridcell"
          aria-colindex={1}
          className="grid-cell tick-cell"
          onMouseDown={(event) => {
            event.stopPropagation()
            onPress('toggle')
          }}
        >
          <span className="tick-box">{selected && <Glyph shape="tick" />}</span>
        </div>
      )}
      {shown.map(({ column, at: index, frozenAt }) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={index + offset}
          className={`grid-cell${column.align === 'end' ? ' end' : ''}${frozenAt === null ? '' : ' frozen'}`}
          style={frozenAt === null ? undefined : { left: frozenAt + (ticks ? 30 : 0) }}
          title={row !== undefined ? column.text?.(row) : undefined}
        >
          {row === undefined ? <span className="bone late" /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

export const GridRow = memo(DrawRow, (a, b) => {
  for (const key of ['id', 'row', 'at', 'start', 'template', 'offset', 'focused', 'selected', 'ticks', 'tone', 'onOpen'] as const)
    if (a[key] !== b[key]) return false
  return (
    a.shown.length === b.shown.length &&
    a.shown.every((one, at) => one.column === b.shown[at]!.column && one.frozenAt === b.shown[at]!.frozenAt)
  )
}) as typeof DrawRow
