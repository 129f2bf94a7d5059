// Whether the window is narrower than so many CSS px: a small screen, or a large zoom.
import { useSyncExternalStore } from 'react'

export function useNarrow(px: number): boolean {
  const query = `(max-width: ${px}px)`
  return useSyncExternalStore(
    (changed) => {
      const match = matchMedia(query)
      match.addEventListener('change', changed)
      return () => match.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
