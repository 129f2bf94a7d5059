// Cars × slots: arrows move, Enter books a free slot or shows the drive, Esc leaves. A week shows days, and Enter opens one.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { DriveRow } from '../../../shared/modules/testdrives/contract.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import { cellsOf, columnsOf, holds, isFree, placeAfter, type Cell, type Place } from './grid.ts'
import { StageMark } from './marks.tsx'
import { weekdayOf } from '../../../shared/dates.ts'

export type Slot = { vehicleId: string; vehicleName: string; driveOn: string; slot: string }

export function Calendar({
  calendar,
  chosen,
  mayBook,
  onBook,
  onShow,
  onDay,
  onLeave,
}: {
  calendar: Output<'testdrives.calendar'>
  chosen: string | null
  mayBook: boolean
  onBook: (slot: Slot) => void
  onShow: (drive: DriveRow) => void
  onDay: (on: string) => void
  onLeave: () => void
}) {
  const { t } = useTranslation('testdrives')
  const grid = useRef<HTMLTableElement>(null)
  const cells = cellsOf(calendar)
  const columns = columnsOf(calendar)
  const [at, setAt] = useState<Place | null>(null)
  // The keyboard begins at the first slot that can still be given.
  const first = Math.max(0, cells[0]?.findIndex((cell) => !cell.past) ?? 0)
  const focus: Place = {
    row: Math.min(at?.row ?? 0, cells.length - 1),
    column: Math.min(at?.column ?? first, columns.length - 1),
  }
  const moved = useRef(false)
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLElement>(`[data-place="${focus.row}:${focus.column}"]`)?.focus()
  })
  const press = (cell: Cell): void => {
    const drive = cell.drives.find(holds) ?? cell.drives[0]
    if (cell.column.slot === null) onDay(cell.column.on)
    else if (isFree(cell) && mayBook)
      onBook({ vehicleId: cell.car.id, vehicleName: cell.car.name, driveOn: cell.column.on, slot: cell.column.slot })
    else if (drive) onShow(drive)
  }
  const type = (event: React.KeyboardEvent, cell: Cell): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = placeAfter(event.key, focus, { rows: cells.length, columns: columns.length })
    if (next) {
      moved.current = true
      setAt(next)
    } else if (event.key === 'Enter' || event.key === ' ') press(cell)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <table className={`drive-grid${columns[0]?.slot === null ? ' week' : ''}`} role="grid" aria-label={t('calendar')} ref={grid}>
      <thead>
        <tr>
          <th scope="col">{t('column.car')}</th>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={column.slot === null && column.on === calendar.now.slice(0, 10) ? 'today' : undefined}
            >
              {column.slot ?? t('dayHead', { on: column.on.slice(5), weekday: t(`weekdays.${weekdayOf(column.on)}` as never) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((line, row) => {
          const { car } = line[0] as Cell
          return (
            <tr key={car.id}>
              <th scope="row">
                <span className="mid">{car.name}</span>
                <span className="cap">
                  {[car.plate ?? car.stockNo, car.exterior, car.km === null ? null : t('km', { km: car.km })]
                    .filter(Boolean)
                    .join(t('dot'))}
                </span>
                {!car.offered && <span className="cap act">{t('notOffered')}</span>}
              </th>
              {line.map((cell, column) => {
                const here = row === focus.row && column === focus.column
                return (
                  // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the cell the keyboard is at has it
                  <td
                    key={cell.column.id}
                    role="gridcell"
                    data-place={`${row}:${column}`}
                    tabIndex={here ? 0 : -1}
                    aria-label={cellWords(cell)}
                    aria-selected={cell.drives.some(({ id }) => id === chosen)}
                    className={[cell.past && 'past', isFree(cell) && 'free'].filter(Boolean).join(' ') || undefined}
                    onKeyDown={(event) => type(event, cell)}
                    onClick={() => {
                      setAt({ row, column })
                      press(cell)
                    }}
                  >
                    {cell.drives.map((drive) => (
                      <span key={drive.id} className={`drive-chip${drive.id === chosen ? ' chosen' : ''}${holds(drive) ? '' : ' ended'}`}>
                        <b>
                          {cell.column.slot === null && `${drive.slot} `}
                          {drive.customerName}
                        </b>
                        <StageMark stage={drive.stage} />
                        {drive.standing !== 'alone' && drive.standing !== 'confirmed' && <SyncBadge standing={drive.standing} bare />}
                      </span>
                    ))}
                    {isFree(cell) && mayBook && <span className="free-word">{t('bookHere')}</span>}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )

  function cellWords(cell: Cell): string {
    const when = cell.column.slot ?? cell.column.on
    const who = cell.drives.map(
      (drive) => `${cell.column.slot === null ? `${drive.slot} ` : ''}${drive.customerName} ${t(`stages.${drive.stage}`)}`,
    )
    if (who.length === 0) who.push(...(isFree(cell) ? [t('free'), ...(mayBook ? [t('bookHere')] : [])] : [t('notFree')]))
    return [cell.car.name, when, ...who].join(t('dot'))
  }
}
