// The sync worker: a process of its own without a database handle. Killed, it is started again and nobody notices.
// What it does with each question is answers.ts's.
import { createAnswers } from './answers.ts'
import { listen } from './live.ts'
import { parentPort } from './port.ts'
import { createWire } from './wire.ts'

const port = parentPort()
port.hear(
  createAnswers({
    post: port.post,
    connect: createWire,
    listen,
    clock: { now: Date.now, elapsed: () => performance.now() },
  }),
)
