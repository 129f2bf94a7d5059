// How long main was kept from other work while something went on: what a person who types would have waited.

type Held = { s: number; heldMs: { p50: number; p99: number; max: number } }

/** Seconds from now on, and the time between two turns of a timer that asks for one every 5 ms. */
export function held(): { soFar(): number; end(): Held } {
  const gaps: number[] = []
  const from = performance.now()
  const seconds = (): number => Math.round(performance.now() - from) / 1000
  let last = from
  const timer = setInterval(() => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }, 5)
  return {
    soFar: seconds,
    end: () => {
      clearInterval(timer)
      gaps.push(performance.now() - last)
      gaps.sort((a, b) => a - b)
      const at = (q: number): number => Math.round(gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * q))] ?? 0)
      return { s: seconds(), heldMs: { p50: at(0.5), p99: at(0.99), max: at(1) } }
    },
  }
}
