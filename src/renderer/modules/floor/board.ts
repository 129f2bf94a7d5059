// The board as geometry: where a slot stands in its row, and where a key or a dragging hand leads it. Reckoned here, without a
// window.
import type { BoardSlot } from '../../../shared/modules/floor/contract.ts'
import { STEP } from '../../../shared/modules/floor/rules.ts'

const MINUTE = 60_000
/** The day's part that is shown, in minutes after midnight in China: 8:00 to 20:00. */
export const OPENS = 480
export const CLOSES = 1200
export const HOURS = Array.from({ length: (CLOSES - OPENS) / 60 }, (_, at) => OPENS / 60 + at)

/** Share of the row's width, 0 to 1. `dayAt`: the first millisecond of the shown day. */
export const leftOf = (startsAt: number, dayAt: number): number => ((startsAt - dayAt) / MINUTE - OPENS) / (CLOSES - OPENS)
export const widthOf = (minutes: number): number => minutes / (CLOSES - OPENS)

/** Slots that overlap in one row stand in lanes under each other. */
export function lanesOf<Slot extends Pick<BoardSlot, 'id' | 'startsAt' | 'slotMinutes'>>(
  row: readonly Slot[],
): { lane: Map<string, number>; count: number } {
  const ends: number[] = []
  const lane = new Map<string, number>()
  for (const slot of row.toSorted((a, b) => a.startsAt - b.startsAt || a.id.localeCompare(b.id))) {
    const free = ends.findIndex((end) => end <= slot.startsAt)
    const at = free < 0 ? ends.length : free
    ends[at] = slot.startsAt + slot.slotMinutes * MINUTE
    lane.set(slot.id, at)
  }
  return { lane, count: Math.max(1, ends.length) }
}

const clamp = (value: number, from: number, until: number): number => Math.min(until, Math.max(from, value))

/** Where a slot lands when it is dragged by so much of the row's width, on a step and inside the day. */
export function draggedTo(slot: { startsAt: number; slotMinutes: number }, dayAt: number, share: number): number {
  const minutes = (slot.startsAt - dayAt) / MINUTE + share * (CLOSES - OPENS)
  return dayAt + clamp(Math.round(minutes / STEP) * STEP, OPENS, CLOSES - STEP) * MINUTE
}

/** Which slot the walking keys lead to from one: in its row the next in time, across rows the nearest in time of the next row that
 * holds any. `rows`: the slots of each row, in the order the rows are shown. Null at the end of the way. */
export function walkedTo<Slot extends Pick<BoardSlot, 'id' | 'startsAt'>>(
  rows: readonly (readonly Slot[])[],
  from: Slot,
  key: string,
): Slot | null {
  const here = rows.findIndex((row) => row.some(({ id }) => id === from.id))
  const back = key === 'ArrowLeft' || key === 'ArrowUp'
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const row = (rows[here] ?? []).toSorted((a, b) => a.startsAt - b.startsAt || a.id.localeCompare(b.id))
    return row[row.findIndex(({ id }) => id === from.id) + (back ? -1 : 1)] ?? null
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
  const next = back
    ? rows.slice(0, Math.max(0, here)).findLast(({ length }) => length > 0)
    : rows.slice(here + 1).find(({ length }) => length > 0)
  const away = ({ startsAt }: Slot): number => Math.abs(startsAt - from.startsAt)
  return next?.toSorted((a, b) => away(a) - away(b))[0] ?? null
}

export type Move = { by: 'time'; minutes: number } | { by: 'length'; minutes: number } | { by: 'row'; rows: number }
/** What a key does to the slot it is pressed on; null for a key that does nothing to it. */
export function moveOf(key: string, shift: boolean): Move | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const minutes = key === 'ArrowLeft' ? -STEP : STEP
    return shift ? { by: 'length', minutes } : { by: 'time', minutes }
  }
  if (shift || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null
  return { by: 'row', rows: key === 'ArrowUp' ? -1 : 1 }
}
