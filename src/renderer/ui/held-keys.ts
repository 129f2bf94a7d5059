// Keys pressed before what they are meant for is there: a screen whose code or rows are still on their way. They are kept in
// order and pressed again once it has come, so that whoever knows the way need not wait for the window.
import { useEffect } from 'react'

/** After this nobody remembers having pressed it. */
const KEPT_MS = 5000
const MOST = 64

let awaited = 0
let held: { event: KeyboardEvent; keys: string; at: number }[] = []
let pressing = false

/** What was pressed is meant no longer: something else was done since. */
export const forgetHeldKeys = (): void => void (held = [])

/** A key on one of these is not meant for it but for what will come there. */
const OPEN_GROUND = 'body, main, [role=grid]'
/** Nothing to keep: they move the focus, say never mind, or belong to the text. */
const NEVER = /^(Tab|shift\+Tab|Escape|Shift|Control|Alt|Meta|CapsLock|Process|Dead|mod|mod\+[CXVZ])$|\+(Shift|Control|Alt|Meta)$/

/** Keeps a keystroke nobody wanted while something is on its way; `keys` is its written form. */
export function holdKey(event: KeyboardEvent, keys: string): void {
  if (keys === 'Escape') return forgetHeldKeys()
  if (awaited === 0 || event.isComposing || event.repeat || NEVER.test(keys) || held.length >= MOST) return
  const open = event.target instanceof Element && event.target.matches(OPEN_GROUND)
  const named = event.key.length > 1 || event.key === ' '
  if (!open && named && !/^F\d+$/.test(event.key) && !keys.startsWith('mod+')) return
  // A command pressed again from impatience is meant once.
  const impatient = held.at(-1)?.keys === keys && (/^F\d+$/.test(event.key) || keys.includes('+'))
  event.preventDefault()
  if (!impatient) held.push({ event, keys, at: performance.now() })
}

const ripe = (): boolean => awaited === 0 && held.length > 0
const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done))

/** One after the other, each where the focus is by then; stops when the next thing is awaited. */
async function pressHeld(): Promise<void> {
  if (pressing) return
  pressing = true
  for (await frame(); ripe(); await frame()) {
    const { event, at } = held.shift()!
    if (performance.now() - at > KEPT_MS) continue
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
    const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true })
    const unwanted = (document.activeElement ?? document.body).dispatchEvent(again)
    // A made-up keystroke writes nothing by itself.
    if (unwanted && key.length === 1 && !ctrlKey && !metaKey && !altKey) document.execCommand('insertText', false, key)
  }
  pressing = false
}

/** While `coming`, keys nobody wants yet are kept; they are pressed when nothing is awaited any more. */
export function useAwaited(coming: boolean): void {
  useEffect(() => {
    if (!coming) return
    awaited++
    return () => {
      awaited--
      void pressHeld()
    }
  }, [coming])
}
