// Locks the window after minutes without a key, a click or a touch. Only pressed things count: a mouse that a truck
// shakes does not keep a desk open.
import { useEffect } from 'react'
import { call } from '../../api.ts'
import { rememberNow } from '../../state.ts'

const CHECK_MS = 5_000

/** `minutes` 0 never locks. Drafts are saved as one types, so locking loses nothing. */
export function useIdleLock(minutes: number): void {
  useEffect(() => {
    if (minutes <= 0) return
    let last = Date.now()
    const touched = (): void => void (last = Date.now())
    const signs = ['keydown', 'pointerdown', 'wheel'] as const
    for (const sign of signs) window.addEventListener(sign, touched, { capture: true, passive: true })
    const timer = setInterval(() => {
      if (Date.now() - last < minutes * 60_000) return
      last = Date.now()
      rememberNow()
      void call('identity.lock', {})
    }, CHECK_MS)
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [minutes])
}
