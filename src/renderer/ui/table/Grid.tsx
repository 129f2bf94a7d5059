// The grid itself: sticky head, virtual rows, pinned foot, and the keyboard. One tab stop; the focus row is told to
// screen readers as the active descendant.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { GroupKey, ListSort } from '../../../shared/list.ts'
import type { Arrangement, Column } from './columns.ts'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { isOpen } from './groups.ts'
import { GroupRow } from './GroupRow.tsx'
import type { Seen } from './row-window.ts'
import { isSelected, type Selection } from './selection.ts'
import { useColumns } from './use-columns.ts'
import type { Groups } from './use-groups.ts'

export type GridProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  arrangement: Arrangement
  change: (part: Partial<Arrangement>) => void
  sortBy: (column: string, first: 'asc' | 'desc') => void
  /** Lines `from` (included) to `to` (excluded) are on the screen; the same function while it means the same. */
  onShow: (from: number, to: number) => void
  seen: Seen<Row>
  groups: { all: Groups; nameOf: (key: GroupKey) => string } | null
  rowHeight: number
  roomier: number
  focused: number
  onFocusRow: (at: number) => void
  onOpen: ((row: Row) => void) | undefined
  selection: Selection | null
  onToggle: (at: number) => void
  onRange: (from: number, to: number) => void
  onEverything: () => void
  onNothing: () => void
  toneOf: ((row: Row) => 'done' | undefined) | undefined
  foot: ReactNode
  idOf: (row: Row) => string
  gridRef: RefObject<HTMLDivElement | null>
}

const headHeight = 28
const footHeight = 30

export function Grid<Row>({
  label,
  columns,
  arrangement,
  change,
  sortBy,
  onShow,
  seen,
  groups,
  rowHeight,
  roomier,
  focused,
  onFocusRow,
  onOpen,
  selection,
  onToggle,
  onRange,
  onEverything,
  onNothing,
  toneOf,
  foot,
  idOf,
  gridRef,
}: GridProps<Row>) {
  const id = useId()
  const total = seen.total ?? 0
  const { shown, template, width } = useColumns(columns, arrangement, change, roomier)
  const [headAt, setHeadAt] = useState<number | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- only its items and sizes are read here, in this render
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
  })
  const items = virtual.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = (items.at(-1)?.index ?? 39) + 1

  useLayoutEffect(() => virtual.measure(), [rowHeight, virtual])
  useEffect(() => onShow(from, to), [onShow, from, to])
  const follow = useRef(false)
  useEffect(() => {
    if (!follow.current || focused < 0) return
    follow.current = false
    virtual.scrollToIndex(focused, { align: 'auto' })
  }, [focused, virtual])

  const move = (at: number): void => {
    if (total === 0) return
    follow.current = true
    setHeadAt(null)
    onFocusRow(Math.max(0, Math.min(total - 1, at)))
  }
  const page = Math.max(1, Math.floor(((gridRef.current?.clientHeight ?? 600) - headHeight - footHeight) / rowHeight) - 1)

  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || seen.total === null) return
    const command = event.ctrlKey || event.metaKey
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }
    const step = steps[event.key]
    if (headAt !== null && pressInHead(event.key)) return event.preventDefault()
    if (step !== undefined && !command) {
      event.preventDefault()
      if (event.key === 'ArrowUp' && focused <= 0 && !event.shiftKey) return setHeadAt(0)
      if (event.shiftKey && selection) onRange(focused, Math.max(0, Math.min(total - 1, focused + step)))
      return move(focused + step)
    }
    if (groups && pressInGroups(event.key, groups.all)) return event.preventDefault()
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      gridRef.current?.scrollBy({ left: event.key === 'ArrowRight' ? 80 : -80 })
      return event.preventDefault()
    }
    if (event.key === 'Enter' && !command && onOpen) {
      const row = seen.row(focused)
      if (row !== undefined) onOpen(row)
      return event.preventDefault()
    }
    if (!selection) return
    if (event.key === ' ') onToggle(focused)
    else if (command && event.key.toLowerCase() === 'a') onEverything()
    else if (event.key === 'Escape') onNothing()
    else return
    event.preventDefault()
  }

  /** On a group's line: → opens, ← folds, Enter and Space do the one or the other. On a row ← goes up to its group. */
  function pressInGroups(key: string, { layout, open, toggle }: Groups): boolean {
    const group = layout.groupAt(focused)
    if (!group) {
      if (key === 'ArrowLeft') move(layout.headOf(focused))
      return key === 'ArrowLeft'
    }
    const turns = key === 'Enter' || key === ' ' || key === (isOpen(open, group.key) ? 'ArrowLeft' : 'ArrowRight')
    if (turns) toggle(group.key)
    return turns
  }

  /** In the head: ←→ move, Enter sorts, ↓ goes back to the rows. */
  function pressInHead(key: string): boolean {
    const at = headAt ?? 0
    const column = shown[at]?.column
    if (key === 'ArrowLeft' || key === 'ArrowRight')
      setHeadAt(Math.max(0, Math.min(shown.length - 1, at + (key === 'ArrowRight' ? 1 : -1))))
    else if ((key === 'Enter' || key === ' ') && column?.sortable) sortBy(column.id, column.align === 'end' ? 'desc' : 'asc')
    else if (key === 'ArrowDown' || key === 'Escape') setHeadAt(null)
    else return false
    return true
  }

  // Rows that leave lend their elements to those that come: a jump rewrites cells instead of making thousands anew.
  const pool = Math.ceil((items.length + 1) / 32) * 32
  const offset = selection ? 2 : 1
  const ticks = selection !== null
  return (
    <div
      ref={gridRef}
      role="grid"
      className="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={seen.total === null ? -1 : total + 1}
      aria-colcount={shown.length + (ticks ? 1 : 0)}
      aria-multiselectable={ticks || undefined}
      aria-activedescendant={headAt !== null ? `${id}h${headAt}` : focused >= 0 && total > 0 ? `${id}r${focused}` : undefined}
      onKeyDown={press}
      onBlur={(event) => event.target === event.currentTarget && setHeadAt(null)}
      style={
        { '--template': `${ticks ? '30px ' : ''}${template}`, '--grid-width': `${width + (ticks ? 30 : 0)}px` } as Record<string, string>
      }
    >
      <GridHead
        id={id}
        shown={shown}
        sort={arrangement.sort as readonly ListSort[]}
        sortBy={sortBy}
        headAt={headAt}
        order={arrangement.order}
        widths={arrangement.widths}
        change={change}
        ticks={ticks}
        selection={selection}
        total={total}
        onEverything={onEverything}
        onNothing={onNothing}
      />
      <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const group = groups?.all.layout.groupAt(item.index)
          if (groups && group)
            return (
              <GroupRow
                key={`group ${item.index % pool}`}
                id={`${id}r${item.index}`}
                at={item.index}
                start={item.start}
                group={group}
                name={groups.nameOf(group.key)}
                open={isOpen(groups.all.open, group.key)}
                shown={shown}
                ticks={ticks}
                focused={item.index === focused}
                onPress={() => {
                  setHeadAt(null)
                  onFocusRow(item.index)
                  groups.all.toggle(group.key)
                }}
              />
            )
          const row = seen.row(item.index)
          return (
            <GridRow
              key={item.index % pool}
              id={`${id}r${item.index}`}
              row={row}
              at={item.index}
              start={item.start}
              shown={shown}
              template={template}
              offset={offset}
              focused={item.index === focused}
              selected={selection !== null && row !== undefined && isSelected(selection, idOf(row))}
              ticks={ticks}
              tone={row !== undefined ? toneOf?.(row) : undefined}
              onPress={(how) => {
                setHeadAt(null)
                if (how === 'toggle') onToggle(item.index)
                if (how === 'range') onRange(focused, item.index)
                onFocusRow(item.index)
              }}
              onOpen={onOpen}
            />
          )
        })}
      </div>
      {foot && (
        <div role="rowgroup" className="grid-foot">
          {foot}
        </div>
      )}
    </div>
  )
}
