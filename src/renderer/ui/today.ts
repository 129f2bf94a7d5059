// The present day in China, whatever zone the machine is set to, and a redraw when midnight passes: lists stay open overnight.
import { useSyncExternalStore } from 'react'
import { addDays, dayOf, startOf } from '../../shared/dates.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

function waitForMidnight(): void {
  const next = startOf(addDays(dayOf(Date.now()), 1)) + 1000
  timer = setTimeout(() => {
    for (const listener of listeners) listener()
    waitForMidnight()
  }, next - Date.now())
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
