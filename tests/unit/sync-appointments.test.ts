// When the engine talks: an appointment that falls into a talk under way is over with it, and the next one comes. Time and
// the worker are the test's own.
import { expect, test } from 'vitest'
import { createEngine } from '../../src/main/sync/engine.ts'
import type { FromWorker, ToWorker } from '../../src/main/sync/port.ts'
import { testStore } from '../support/store.ts'

type Due = { at: number; work: () => void }

function desk() {
  const { session } = testStore({ joined: true })
  const due = new Set<Due>()
  const asked: ToWorker[] = []
  let now = 0
  let say: (message: FromWorker) => void = () => undefined
  const engine = createEngine({
    session,
    spawn: () => ({
      post: (message) => void asked.push(message),
      hear: (listener) => void (say = listener),
      gone: () => undefined,
      kill: () => undefined,
    }),
    appVersion: 'test',
    random: () => 0,
    time: {
      elapsed: () => now,
      after: (ms, work) => {
        const one = { at: now + ms, work }
        due.add(one)
        return { cancel: () => void due.delete(one) }
      },
    },
  })
  return {
    engine,
    say: (message: FromWorker): void => say(message),
    rounds: () => asked.filter(({ question }) => question === 'round'),
    /** Lets so many ms pass; whoever awaits gets a turn after each appointment. */
    pass: async (ms: number): Promise<void> => {
      const until = now + ms
      for (;;) {
        await new Promise((resume) => setImmediate(resume))
        const next = [...due].toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        due.delete(next)
        now = next.at
        next.work()
      }
      now = until
    },
  }
}

test('[S-FEED-6] [S-TRUST-5] an appointment that falls into a talk stands in the way of no later one', async () => {
  const { engine, say, rounds, pass } = desk()
  engine.start()
  await pass(10)
  const [first] = rounds()
  expect(rounds()).toHaveLength(1)
  // The live channel breaks while the round is under way: its look at the line falls into the talk.
  say({ kind: 'live', on: false })
  await pass(5_000)
  expect(rounds()).toHaveLength(1)
  say({ kind: 'failure', id: first?.id ?? 0, code: 'unreachable', sent: false, detail: {} })
  await pass(10_000)
  expect(rounds()).toHaveLength(2)
  await engine.stop()
})
