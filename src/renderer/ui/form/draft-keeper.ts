// Keeps what somebody types: saves a moment after the last keystroke, at once when asked, and never lets an older save
// land after a newer one or after the draft was dropped. Knows nothing of React.
type Draft = { value: unknown; savedAt: number }
export type DraftPlace = {
  load: () => Promise<Draft | null>
  save: (value: unknown) => Promise<number | null>
  drop: () => Promise<void>
}

/** `delayMs` after the last change the value is saved; `onSaved` hears the instant (epoch ms) the store gave it. */
export function keepDraft(place: DraftPlace, onSaved: (savedAt: number | null) => void, delayMs = 400) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pending: { value: unknown } | null = null
  let chain: Promise<void> = Promise.resolve()
  let dropped = false

  const write = (): void => {
    clearTimeout(timer)
    if (!pending) return
    const { value } = pending
    pending = null
    chain = chain.then(async () => {
      if (dropped) return
      const savedAt = await place.save(value)
      if (!dropped && savedAt !== null) onSaved(savedAt)
    })
  }

  return {
    load: place.load,
    /** Remembers a change; it reaches the store after a pause or at `flush`. */
    change(value: unknown): void {
      dropped = false
      pending = { value }
      clearTimeout(timer)
      timer = setTimeout(write, delayMs)
    },
    /** Saves what is pending and waits for everything under way: before a tab closes, a window hides, a person leaves. */
    flush(): Promise<void> {
      write()
      return chain
    },
    /** The form was sent or thrown away: nothing of it stays, also not a save that is on its way. */
    drop(): Promise<void> {
      clearTimeout(timer)
      pending = null
      dropped = true
      onSaved(null)
      chain = chain.then(() => place.drop())
      return chain
    },
  }
}
