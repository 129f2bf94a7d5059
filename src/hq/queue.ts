// Writers one after the other, in the order they came, with a turn for everyone else between two of them. Short jobs
// only: whoever has much to write comes again for each piece.
import { HqRefusal } from './refusal.ts'

/** More waiting writers than this are told to come back later. */
const LONGEST = 500

export type Queue = {
  /** @throws HqRefusal('busy') at once when too many wait; else whatever the work throws. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when everything asked so far is done. */
  idle(): Promise<void>
}

export function createQueue(): Queue {
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run: (work) => {
      if (waiting >= LONGEST) return Promise.reject(new HqRefusal('busy'))
      waiting += 1
      const made = tail.then(work).finally(() => {
        waiting -= 1
      })
      tail = made.then(turn, turn)
      return made
    },
    idle: async () => void (await tail),
  }
}

/** A store in this process answers without ever waiting, so other requests get a turn only where one is given. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export type Breather = () => () => Promise<void>
/** Gives other requests a turn when the work since the last pause took longer than 15 ms. */
export const breather: Breather = () => breatherBy(() => performance.now())
/** The same by another clock, in ms. */
export function breatherBy(elapsed: () => number): () => Promise<void> {
  let since = elapsed()
  return async () => {
    if (elapsed() - since < 15) return
    await turn()
    since = elapsed()
  }
}
