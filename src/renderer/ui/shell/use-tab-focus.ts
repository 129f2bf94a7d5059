// Keeps the keyboard where the eye is: a tab that comes back gives focus to what had it; a new one to its list, or to the
// sheet, so that the next key is never lost. What had the focus and is gone, or can no longer be used, leaves it there too.
import { useEffect, useRef, type RefObject } from 'react'

/** A dialog that closes has given the focus back by then. */
const SETTLES_MS = 80

/** `sheet` holds the shown tab; `active` names it. */
export function useTabFocus(sheet: RefObject<HTMLElement | null>, active: string): void {
  const last = useRef(new Map<string, HTMLElement>())
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement && event.target !== sheet.current) last.current.set(active, event.target)
    }
    const room = sheet.current
    room?.addEventListener('focusin', remember)
    const keep = (): void => {
      const now = document.activeElement
      // What fades away (the palette that opened this tab) would hand the focus back to whatever had it before the tab.
      const lost = !now || now === document.body || now === room || now.closest('[data-exiting]') || (room?.contains(now) && !shown(now))
      if (!lost) return
      const before = last.current.get(active)
      const place =
        before && usable(before) ? before : ([...(room?.querySelectorAll<HTMLElement>('.grid, [data-first]') ?? [])].find(shown) ?? room)
      place?.focus({ preventScroll: true })
    }
    const frame = requestAnimationFrame(keep)
    /** A screen that comes late is given the focus that waits on the sheet for it. */
    let placed = false
    const pointed = (): void => void (placed = true)
    room?.addEventListener('pointerdown', pointed)
    let pending: ReturnType<typeof setTimeout> | undefined
    /** Something that lay over the sheet is gone: whoever had the focus before it may be gone too. */
    let uncovered = false
    const watch = new MutationObserver((changes) => {
      if (!placed && (document.activeElement === room || document.activeElement === document.body)) keep()
      placed ||= document.activeElement !== room && document.activeElement !== document.body
      uncovered ||= changes.some(({ removedNodes }) => [...removedNodes].some(holdsDialog))
      pending ??= setTimeout(() => {
        pending = undefined
        const before = last.current.get(active)
        const lost = uncovered || (before !== undefined && !usable(before))
        uncovered = false
        if (lost && document.activeElement === document.body) keep()
      }, SETTLES_MS)
    })
    watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] })
    return () => {
      room?.removeEventListener('focusin', remember)
      room?.removeEventListener('pointerdown', pointed)
      cancelAnimationFrame(frame)
      watch.disconnect()
      clearTimeout(pending)
    }
  }, [sheet, active])
}

const DIALOG = '[role=dialog], [role=alertdialog]'
const holdsDialog = (node: Node): boolean => node instanceof Element && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null)
const shown = (element: Element): boolean => element.isConnected && element.checkVisibility()
const usable = (element: Element): boolean => shown(element) && !element.matches(':disabled')
