// The present instant, fresh every half minute: "12 minutes ago" grows while nobody touches the page.
import { useSyncExternalStore } from 'react'

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

export const useNow = (): number =>
  useSyncExternalStore(subscribe, () => {
    // Somebody who looks after a pause does not see an old one.
    if (Date.now() - now > 30_000) now = Date.now()
    return now
  })
