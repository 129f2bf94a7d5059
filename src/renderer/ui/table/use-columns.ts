// The columns as TanStack Table models them: order, visibility, widths, frozen ones. Rows are not its business here, since
// sorting, filtering and paging happen in the store.
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Arrangement, Column } from './columns.ts'

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnPinningFeature,
  columnOrderingFeature,
})
const noRows: { id: string }[] = []
/** How many times its width a growing column takes before the others get any of what is left. */
const GROWS = 1.6

export type Shown<Row> = { column: Column<Row>; at: number; frozenAt: number | null; resize: (event: unknown) => void; resizing: boolean }

/** The shown columns in order, frozen first, and the grid template that gives each its width; `roomier` px more where cells have wider padding. */
export function useColumns<Row>(
  columns: readonly Column<Row>[],
  arrangement: Arrangement,
  change: (part: Partial<Arrangement>) => void,
  roomier: number,
): { shown: Shown<Row>[]; template: string; width: number } {
  const defs = useMemo(
    () =>
      columns.map((column) => ({ id: column.id, header: column.title, size: (column.width ?? 110) + roomier, minSize: 32, maxSize: 900 })),
    [columns, roomier],
  )
  const state = useMemo(
    () => ({
      columnOrder: arrangement.order,
      columnVisibility: Object.fromEntries(arrangement.hidden.map((id) => [id, false])),
      columnSizing: arrangement.widths,
      columnPinning: { start: arrangement.order.filter((id) => arrangement.frozen.includes(id)), end: [] },
    }),
    [arrangement],
  )
  const table = useTable({
    features,
    columns: defs,
    data: noRows,
    state,
    columnResizeMode: 'onChange',
    onColumnSizingChange: (updater) => change({ widths: typeof updater === 'function' ? updater(state.columnSizing) : updater }),
  })
  const headers = new Map(table.getHeaderGroups().flatMap((group) => group.headers.map((header) => [header.column.id, header] as const)))
  const byId = new Map(columns.map((column) => [column.id, column]))
  const models = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()]
  let width = 0
  const shown = models.flatMap((model, at): Shown<Row>[] => {
    const column = byId.get(model.id)
    if (!column) return []
    const frozenAt = model.getIsPinned() === 'start' ? width : null
    width += model.getSize()
    return [
      { column, at, frozenAt, resize: headers.get(model.id)?.getResizeHandler() ?? (() => undefined), resizing: model.getIsResizing() },
    ]
  })
  // A wide window gives the growing column room first, then all of them alike, so that no row falls apart in the middle. A
  // column somebody drew to a width keeps it.
  const tracks = models.map((model) => {
    const size = model.getSize()
    if (arrangement.widths[model.id] !== undefined) return `${size}px`
    return `minmax(${size}px, ${size * (byId.get(model.id)?.grow ? GROWS : 1)}fr)`
  })
  const template = tracks.some((track) => track.endsWith('fr)')) ? tracks.join(' ') : `${tracks.join(' ')} minmax(0, 1fr)`
  return { shown, template, width }
}
