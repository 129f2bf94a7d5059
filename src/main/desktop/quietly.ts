// For what may be absent or unreadable without anything being wrong: the value, or null.
export function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
