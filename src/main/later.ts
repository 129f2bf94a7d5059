// Work in the background that nobody waits for: its code is loaded once the window stands, and not before.

/** The first screen stands by then. */
export const SETTLED_MS = 3000

export type Later = { start(): void; stop(): Promise<void> }

/** Loads and starts a moment after `start`; ends whether or not it ever began. `log` hears when it cannot be loaded. */
export function later(
  load: () => Promise<{ start(): void; stop(): void | Promise<void> }>,
  log: (error: unknown, what: string) => void,
): Later {
  let timer: NodeJS.Timeout | undefined
  let loading: Promise<{ stop(): void | Promise<void> } | null> = Promise.resolve(null)
  let stopped = false
  const begin = async (): Promise<{ stop(): void | Promise<void> } | null> => {
    const work = await load()
    if (!stopped) work.start()
    return work
  }
  return {
    start: () => {
      timer ??= setTimeout(() => {
        loading = begin().catch((error: unknown) => (log(error, 'later'), null))
      }, SETTLED_MS).unref()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await (await loading)?.stop()
    },
  }
}
