// Keys pressed before what they are meant for is there: a screen whose code or rows are still on their way, or that has come
// and not yet taken the focus. They are kept in order and pressed again until something takes them, so that whoever knows the
// way need not wait for the window.
import { useEffect } from 'react'

/** After this nobody remembers having pressed it. */
const KEPT_MS = 5000
const MOST = 64
/** So many frames after something came it may still be taking the focus. Frames, since a slow machine needs longer for each. */
const SETTLING_FRAMES = 30

let awaited = 0
/** Frames since anything was opened, awaited, or took a key. */
let calm = SETTLING_FRAMES
let held: { event: KeyboardEvent; keys: string; at: number }[] = []
let watching = false

/** What was pressed is meant no longer: something else was done since. */
export const forgetHeldKeys = (): void => void (held = [])

/** A key on one of these is not meant for it but for what will come there. */
const OPEN_GROUND = 'body, main, [role=grid]'
const FIELD = 'input, textarea, [contenteditable=true]'
/** Nothing to keep: they move the focus, say never mind, or belong to the text. */
const NEVER = /^(Tab|shift\+Tab|Escape|Shift|Control|Alt|Meta|CapsLock|Process|Dead|mod|mod\+[CXVZ])$|\+(Shift|Control|Alt|Meta)$/

const keepable = (event: KeyboardEvent, keys: string): boolean =>
  !event.isComposing && !event.repeat && !NEVER.test(keys) && held.length < MOST

function keep(event: KeyboardEvent, keys: string): void {
  // A command pressed again from impatience is meant once.
  const impatient = held.at(-1)?.keys === keys && (/^F\d+$/.test(event.key) || keys.includes('+'))
  event.preventDefault()
  if (!impatient) held.push({ event, keys, at: performance.now() })
  void watch()
}

/** Keeps a keystroke nobody wanted while something is on its way; `keys` is its written form. */
export function holdKey(event: KeyboardEvent, keys: string): void {
  if (keys === 'Escape') return forgetHeldKeys()
  if (!event.isTrusted || (awaited === 0 && calm >= SETTLING_FRAMES) || !keepable(event, keys)) return
  const open = event.target instanceof Element && event.target.matches(OPEN_GROUND)
  const named = event.key.length > 1 || event.key === ' '
  if (!open && named && !/^F\d+$/.test(event.key) && !keys.startsWith('mod+')) return
  keep(event, keys)
}

/** Keeps a keystroke behind those that wait, wherever the focus is by now: nobody is to type `hz` for `zh`. True when kept. */
export function queueKey(event: KeyboardEvent, keys: string): boolean {
  if (keys.endsWith('Tab')) forgetHeldKeys()
  if (held.length === 0 || !event.isTrusted || !keepable(event, keys)) return false
  keep(event, keys)
  return true
}

/** Something was opened: what it is may take the focus a little later. */
export function keysSettle(): void {
  calm = 0
  void watch()
}

const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done))

/** Presses it where the focus is now; true when something took it. */
function press({ event }: { event: KeyboardEvent }): boolean {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
  const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true })
  const at = document.activeElement ?? document.body
  if (!at.dispatchEvent(again)) return true
  // A made-up keystroke writes nothing by itself.
  if (at.matches(FIELD) && key.length === 1 && !ctrlKey && !metaKey && !altKey) document.execCommand('insertText', false, key)
  return !at.matches(OPEN_GROUND)
}

/** One key a frame, each where the focus is by then; what nothing takes waits until the screen has settled. */
async function watch(): Promise<void> {
  if (watching) return
  watching = true
  for (await frame(); calm < SETTLING_FRAMES || held.length > 0; await frame()) {
    calm = awaited > 0 ? 0 : calm + 1
    held = held.filter(({ at }) => performance.now() - at <= KEPT_MS)
    const [first] = held
    if (!first || (awaited > 0 && !document.activeElement?.matches(FIELD))) continue
    const waiting = held
    if (press(first)) calm = 0
    else if (calm < SETTLING_FRAMES) continue
    // What it did may have forgotten the others.
    if (held === waiting) held = held.slice(1)
  }
  watching = false
}

/** While `coming`, keys nobody wants yet are kept; they are pressed when nothing is awaited any more. */
export function useAwaited(coming: boolean): void {
  useEffect(() => {
    if (!coming) return
    awaited++
    void watch()
    return () => {
      awaited--
      keysSettle()
    }
  }, [coming])
}
