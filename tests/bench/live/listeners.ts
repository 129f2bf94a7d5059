// A process that holds many live connections to one HQ, each over TLS of its own and signed as a device, and notes when
// news came.
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { request } from 'node:https'
import { requestText, routes } from '../../../src/shared/sync/protocol.ts'

export type Listener = { replica: string; privateKey: string }
/** News as one connection heard it. */
export type Heard = { who: string; head: number; at: number }
type Order = { url?: string; listeners?: Listener[]; listen?: true; tell?: true }

/** Connections opened at a time. */
const AT_ONCE = 20
const EMPTY = createHash('sha256').update('').digest('hex')
let heard: Heard[] = []

function open(url: URL, { replica, privateKey }: Listener): Promise<void> {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const proof = sign(null, Buffer.from(requestText('GET', routes.live, replica, 1, EMPTY)), key).toString('base64')
  const headers = { 'x-replica': replica, 'x-counter': '1', 'x-signature': proof }
  return new Promise((done, fail) => {
    const made = request(
      { host: url.hostname, port: url.port, path: routes.live, headers, rejectUnauthorized: false, agent: false },
      (answer) => {
        if (answer.statusCode !== 200) return fail(new Error(`refused: ${answer.statusCode}`))
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          const at = Date.now()
          for (const match of text.matchAll(/data: \{"head":(\d+)/g)) heard.push({ who: replica, head: Number(match[1]), at })
        })
        answer.on('close', () => process.exit(3))
        done()
      },
    )
    made.on('error', fail)
    made.end()
  })
}

process.on('message', (said) => {
  const order = said as Order
  if (order.listen) heard = []
  if (order.tell) process.send?.({ heard })
  const { url, listeners } = order
  if (!url || !listeners) return
  void (async () => {
    for (let at = 0; at < listeners.length; at += AT_ONCE)
      await Promise.all(listeners.slice(at, at + AT_ONCE).map((listener) => open(new URL(url), listener)))
    process.send?.({ open: listeners.length })
  })()
})
process.on('disconnect', () => process.exit(0))
