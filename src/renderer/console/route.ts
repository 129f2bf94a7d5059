// Where the console stands: a path behind the #, so that a place can be kept and sent, and no server hears of it.
import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** `#/desktops/ab` is `['desktops', 'ab']`. */
export function useRoute(): readonly string[] {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part))
}
export const pathOf = (...parts: readonly string[]): string => `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`
export const go = (...parts: readonly string[]): void => void (location.hash = pathOf(...parts))
