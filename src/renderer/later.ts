// Parts of the window that are fetched when first needed, or told to come before. One that has come renders at once:
// React keeps a fallback up for 300 ms even when the part arrives after ten, and a start-up would pay that twice.
import { createElement, lazy, useState, type ComponentType } from 'react'

export type Later<Props> = ComponentType<Props> & {
  /** Fetches it, once. */
  come(): Promise<void>
}

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let here: ComponentType<Props> | null = null
  let coming: Promise<{ default: ComponentType<Props> }> | null = null
  const fetched = (): Promise<{ default: ComponentType<Props> }> =>
    (coming ??= load().then((part) => {
      here = part
      return { default: part }
    }))
  const Waited = lazy(fetched)
  function Later(props: Props) {
    // Decided once, so that a part that comes meanwhile does not take the place of the one that is shown.
    const [Part] = useState<ComponentType<Props>>(() => here ?? (Waited as unknown as ComponentType<Props>))
    return createElement(Part, props)
  }
  return Object.assign(Later, {
    come: () =>
      fetched().then(
        () => undefined,
        () => undefined,
      ),
  })
}

/** How long the first screen has for itself before others are fetched. */
const SETTLED_MS = 2000

/** Fetches parts one after the other while nothing else is to be done, once the first screen has settled. Returns the way to stop. */
export function comeIdly(parts: readonly { come(): Promise<void> }[]): () => void {
  let left = [...parts]
  const next = (): void => {
    const part = left.shift()
    if (part) requestIdleCallback(() => void part.come().then(next), { timeout: 5000 })
  }
  const timer = setTimeout(next, SETTLED_MS)
  return () => {
    clearTimeout(timer)
    left = []
  }
}
