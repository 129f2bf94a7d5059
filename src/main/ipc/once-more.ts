// Questions that take long, asked again and again while rows are being written: a question that is already being answered is
// asked once more after that, and everybody who asked meanwhile gets that answer. However fast rows come, nothing piles up.

type Asking<T> = { now: Promise<T>; next: Promise<T> | null }

/** No answer is older than the question: one that was under way before is never given. */
export function onceMore<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asking = new Map<string, Asking<T>>()
  const begin = (key: string, ask: () => Promise<T>): Promise<T> => {
    const mine: Asking<T> = { now: ask(), next: null }
    asking.set(key, mine)
    const done = (): void => {
      if (mine.next === null) asking.delete(key)
    }
    mine.now.then(done, done)
    return mine.now
  }
  return (key, ask) => {
    const present = asking.get(key)
    if (!present) return begin(key, ask)
    const after = (): Promise<T> => begin(key, ask)
    return (present.next ??= present.now.then(after, after))
  }
}
