// The product's sync worker with less patience, so that a test sees within seconds what takes the real one twenty.
import { createAnswers } from '../../src/main/sync/answers.ts'
import { listen } from '../../src/main/sync/live.ts'
import { parentPort } from '../../src/main/sync/port.ts'
import { createWire } from '../../src/main/sync/wire.ts'

const HASTE = { connectMs: 2_000, idleMs: 3_000 }

const port = parentPort()
port.hear(
  createAnswers({
    post: port.post,
    connect: (to, identity) => createWire(to, identity, HASTE),
    listen,
    clock: { now: Date.now, elapsed: () => performance.now() },
  }),
)
