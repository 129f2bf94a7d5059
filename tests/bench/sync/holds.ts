// How long main was kept from whoever types: a timer that should fire every few milliseconds says how late it was, each
// moment counted once, so that a key pressed at any instant waits no longer than the quantile says.
const TICK_MS = 4

export type Holds = { p50: number; p99: number; maxMs: number; n: number }

export function watchHolds(): () => Holds {
  let last = performance.now()
  const late: number[] = []
  const timer = setInterval(() => {
    const now = performance.now()
    late.push(Math.max(0, now - last - TICK_MS))
    last = now
  }, TICK_MS)
  return () => {
    clearInterval(timer)
    // A key pressed at a random instant falls into a long hold more often than into a short one: each hold weighs its length.
    const sorted = late.toSorted((a, b) => a - b)
    const total = sorted.reduce((sum, ms) => sum + ms + TICK_MS, 0)
    const at = (q: number): number => {
      let reached = 0
      for (const ms of sorted) if ((reached += ms + TICK_MS) >= total * q) return Math.round(ms * 10) / 10
      return Math.round((sorted.at(-1) ?? 0) * 10) / 10
    }
    return { p50: at(0.5), p99: at(0.99), maxMs: at(1), n: late.length }
  }
}
