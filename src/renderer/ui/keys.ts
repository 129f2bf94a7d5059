// The keyboard registry: who wants which key, and which layer may answer (a dialog shuts out the screen behind it).
// Hidden tabs drop out by themselves, because their effects are unmounted.
import { createContext, useContext, useEffect, useRef } from 'react'
import { forgetHeldKeys, holdKey, keysSettle, queueKey } from './held-keys.ts'

type Wish = { keys: string; layer: number; run: () => void; label?: string | undefined }

const wishes: Wish[] = []
let top = 0
export const LayerContext = createContext(0)

const mac = /Mac/.test(globalThis.navigator?.platform ?? '')
const names: Record<string, string> = {
  mod: mac ? '⌘' : 'Ctrl',
  alt: mac ? '⌥' : 'Alt',
  shift: mac ? '⇧' : 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** `mod+K` as people read it on this machine: `Ctrl K` or `⌘ K`. */
export const spokenKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' ')

/** The written form of a keystroke: modifiers in fixed order, then the key (`mod+shift+K`, `F8`, `Escape`). */
export function writtenKeys(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  const shifted = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))
  return [(mac ? event.metaKey : event.ctrlKey) && 'mod', event.altKey && 'alt', shifted && 'shift', key].filter(Boolean).join('+')
}

/** Somebody types here, or letters choose from a list here. What fades away with the focus still in it is not typed into any more. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('[data-exiting]') === null &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox],[type=radio]), textarea, [role=spinbutton], [role=combobox]') ||
    target.closest('[role=menu], [role=listbox]') !== null)

/** Who wants this keystroke. */
function wishFor(event: KeyboardEvent): Wish | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat) return undefined
  const keys = writtenKeys(event)
  const bare = !keys.includes('+') && !/^F\d+$/.test(keys)
  if (bare && keys !== 'Escape' && typing(event.target)) return undefined
  return wishes.findLast((candidate) => candidate.keys === keys && candidate.layer === top)
}

/** Runs who wants this keystroke; false when nobody does. */
function answer(event: KeyboardEvent): boolean {
  const wish = wishFor(event)
  if (!wish) return false
  event.preventDefault()
  // The browser takes no chord for the keyboard: what a shortcut opens would have its focus unseen.
  document.documentElement.dataset['keys'] = ''
  wish.run()
  return true
}
function pointed(): void {
  delete document.documentElement.dataset['keys']
  forgetHeldKeys()
}

function listen(event: KeyboardEvent): void {
  if (answer(event)) {
    // What a person does now takes the place of what waits; what waited does not.
    if (event.isTrusted) forgetHeldKeys()
    keysSettle()
  } else if (!event.defaultPrevented && !typing(event.target)) holdKey(event, writtenKeys(event))
}

/** Keys stay in order: behind one that waits, the next waits too, unless it is somebody's shortcut. */
function stayInOrder(event: KeyboardEvent): void {
  if (!wishFor(event) && queueKey(event, writtenKeys(event))) event.stopImmediatePropagation()
}

/**
 * A button takes Enter for a press whatever is held with it, so a form's mod+Enter is answered before the button hears of
 * it. An open list of choices keeps it: it has something to take over first. One that was chosen from fades away with the
 * focus still in it, and has nothing any more.
 */
function answerEnter(event: KeyboardEvent): void {
  if (writtenKeys(event) !== 'mod+Enter') return
  const list = event.target instanceof HTMLElement ? event.target.closest('[aria-expanded=true], [role=listbox], [role=menu]') : null
  const choosing = list !== null && list.closest('[data-exiting]') === null
  if (!choosing && answer(event)) event.stopImmediatePropagation()
}

/** Starts listening; once, by App. Returns how to stop. */
export function listenForKeys(): () => void {
  window.addEventListener('keydown', stayInOrder, true)
  window.addEventListener('keydown', answerEnter, true)
  window.addEventListener('keydown', listen)
  window.addEventListener('pointerdown', pointed, true)
  return () => {
    window.removeEventListener('pointerdown', pointed, true)
    window.removeEventListener('keydown', stayInOrder, true)
    window.removeEventListener('keydown', answerEnter, true)
    window.removeEventListener('keydown', listen)
  }
}

/**
 * Runs `run` on `keys` (`F8`, `mod+N`, `Escape`, `F`; `mod` is Ctrl or ⌘) while this component is shown and its layer is on top.
 * Bare letters do nothing while somebody types. `label` puts it on the list of keys (mod+/).
 */
export function useShortcut(
  keys: string | undefined,
  run: () => void,
  options: { enabled?: boolean; label?: string | undefined } = {},
): void {
  const layer = useContext(LayerContext)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const { enabled = true, label } = options
  useEffect(() => {
    if (!keys || !enabled) return
    const wish: Wish = { keys, layer, run: () => latest.current(), label }
    wishes.push(wish)
    return () => void wishes.splice(wishes.indexOf(wish), 1)
  }, [keys, enabled, layer, label])
}

/** Takes the keyboard while shown: everything beneath falls silent. Returns the layer for `LayerContext`. */
export function useKeyLayer(shown: boolean): number {
  const below = useContext(LayerContext)
  useEffect(() => {
    if (!shown) return
    const before = top
    top = below + 1
    return () => void (top = before)
  }, [shown, below])
  return below + 1
}

/** What can be pressed right now, for the list of keys. */
export const pressableKeys = (): { keys: string; label: string }[] =>
  wishes.filter((wish) => wish.layer === top && wish.label !== undefined).map(({ keys, label }) => ({ keys, label: label! }))
