// Keeps the keyboard where the eye is: a tab that comes back gives focus to what had it; a new one to its list, or to the
// sheet, so that the next key is never lost.
import { useEffect, useRef, type RefObject } from 'react'

/** `sheet` holds the shown tab; `active` names it. */
export function useTabFocus(sheet: RefObject<HTMLElement | null>, active: string): void {
  const last = useRef(new Map<string, HTMLElement>())
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement && event.target !== sheet.current) last.current.set(active, event.target)
    }
    const room = sheet.current
    room?.addEventListener('focusin', remember)
    const frame = requestAnimationFrame(() => {
      const now = document.activeElement
      const lost = !now || now === document.body || now === room || (room?.contains(now) && !shown(now))
      if (!lost) return
      const before = last.current.get(active)
      const place =
        before && shown(before) ? before : ([...(room?.querySelectorAll<HTMLElement>('.grid, [data-first]') ?? [])].find(shown) ?? room)
      place?.focus({ preventScroll: true })
    })
    return () => {
      room?.removeEventListener('focusin', remember)
      cancelAnimationFrame(frame)
    }
  }, [sheet, active])
}

const shown = (element: Element): boolean => element.isConnected && element.checkVisibility()
