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
