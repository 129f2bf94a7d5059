// The present day at this desk, and a redraw when midnight passes: lists stay open overnight.
import { useSyncExternalStore } from 'react'

const two = (number: number): string => String(number).padStart(2, '0')

/** The local day of an instant, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
/** The local time of an instant, `HH:MM`. */
export const timeOf = (at: number): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

function waitForMidnight(): void {
  const next = new Date()
  next.setHours(24, 0, 1, 0)
  timer = setTimeout(() => {
    for (const listener of listeners) listener()
    waitForMidnight()
  }, next.getTime() - Date.now())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) waitForMidnight()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearTimeout(timer)
    timer = undefined
  }
}

/** Today, `YYYY-MM-DD`. */
export const useToday = (): string => useSyncExternalStore(subscribe, () => dayOf(Date.now()))
