// How much work goes into one transaction, so that main is free again in time on any machine: judged by how long the last
// one took, the disk included. What the work is, and when the next one comes, is the caller's.

export type Pace = {
  /** How many pieces the next transaction takes. */
  portion(): number
  /** The last transaction did `done` pieces and held main for `ms`. */
  took(done: number, ms: number): void
}

/**
 * `holdMs` is what a transaction should hold main. One that took longer makes the next smaller at once, in proportion; one
 * that was quick lets it grow to twice its size at most. Never under `least`: where the disk alone takes longer than asked,
 * smaller portions would only ask it more often.
 */
export function paced({ holdMs, least, most }: { holdMs: number; least: number; most: number }): Pace {
  let portion = least
  return {
    portion: () => portion,
    took: (done, ms) => {
      if (done === 0) return
      const fits = ms > 0 ? Math.floor((done * holdMs) / ms) : most
      portion = Math.min(most, Math.max(least, Math.min(fits, portion * 2)))
    },
  }
}
