// Tells whoever watches headquarters from inside that something changed: a commit, a sign of life, a line opened or closed.
// It says nothing of what; desktops have a channel of their own (live.ts).
export type News = { tell(): void; listen(listener: () => void): () => void }

export function createNews(): News {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
