// Passing time as the desktop's side of sync needs it. The wall clock, which may lie, is the session's and decides nothing here.

export type Appointment = { cancel(): void }
export type Time = {
  /** Milliseconds that only rise, from any beginning. */
  elapsed(): number
  after(ms: number, work: () => void): Appointment
}

export const realTime: Time = {
  elapsed: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}

/** One appointment for `work` at a time: the earliest that was asked for stands. */
export function earliest(time: Time, work: () => void): { within(ms: number): void; cancel(): void } {
  let timer: Appointment | null = null
  let dueAt = Infinity
  const clear = (): void => {
    timer = null
    dueAt = Infinity
  }
  return {
    within: (ms) => {
      const at = time.elapsed() + ms
      if (timer && dueAt <= at) return
      timer?.cancel()
      dueAt = at
      timer = time.after(ms, () => {
        // Kept or not, an appointment that has passed stands in nobody's way.
        clear()
        work()
      })
    },
    cancel: () => {
      timer?.cancel()
      clear()
    },
  }
}
