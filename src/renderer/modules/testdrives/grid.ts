// The calendar as cells: one line a car, one column a slot of the day or a day of the week. Which cell the keyboard is at
// and where an arrow leads is reckoned here, without a window.
import type { Output } from '../../../shared/contract.ts'
import type { DriveRow } from '../../../shared/modules/testdrives/contract.ts'

type Calendar = Output<'testdrives.calendar'>
export type Column = { id: string; on: string; slot: string | null }
export type Cell = { car: Calendar['cars'][number]; column: Column; drives: DriveRow[]; past: boolean }

/** Who has a slot first; ended ones are told, and leave it free. */
const STANDING = ['out', 'booked', 'done', 'clash', 'no-show']
export const holds = (drive: DriveRow): boolean => drive.stage === 'booked' || drive.stage === 'out' || drive.stage === 'done'

export const columnsOf = ({ days }: Calendar): Column[] =>
  days.length === 1
    ? (days[0]?.slots ?? []).map((slot) => ({ id: slot, on: days[0]?.on ?? '', slot }))
    : days.map(({ on }) => ({ id: on, on, slot: null }))

/** A slot that has begun may still be given; one that another has begun after it is over. */
export function cellsOf(calendar: Calendar): Cell[][] {
  const { now } = calendar
  const columns = columnsOf(calendar)
  return calendar.cars.map((car) =>
    columns.map((column, at) => ({
      car,
      column,
      drives: calendar.drives
        .filter(
          (drive) => drive.vehicleId === car.id && drive.driveOn === column.on && (column.slot === null || drive.slot === column.slot),
        )
        .toSorted((a, b) => a.slot.localeCompare(b.slot) || STANDING.indexOf(a.stage) - STANDING.indexOf(b.stage)),
      past: column.slot === null ? column.on < now.slice(0, 10) : `${column.on} ${columns[at + 1]?.slot ?? '24:00'}` <= now,
    })),
  )
}

export const isFree = (cell: Cell): boolean => cell.column.slot !== null && cell.car.offered && !cell.past && !cell.drives.some(holds)

export type Place = { row: number; column: number }
const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Where a key leads from a place; the same place at an edge, null for a key that leads nowhere. */
export function placeAfter(key: string, at: Place, size: { rows: number; columns: number }): Place | null {
  const last = size.columns - 1
  if (key === 'Home') return { ...at, column: 0 }
  if (key === 'End') return { ...at, column: last }
  const step = steps[key]
  if (!step) return null
  return {
    row: Math.min(size.rows - 1, Math.max(0, at.row + step[0])),
    column: Math.min(last, Math.max(0, at.column + step[1])),
  }
}
