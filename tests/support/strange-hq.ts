// An HTTPS server that answers whatever a test tells it to, under a certificate like an HQ's: for desktops that meet
// something that is not quite a headquarters.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { certificatesIn } from '../../src/hq/certificate.ts'

export type Answering = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void
export type StrangeHq = Awaited<ReturnType<typeof strangeHq>>

export async function strangeHq(answering: Answering) {
  const folder = mkdtempSync(join(tmpdir(), 'strange-hq-'))
  const { current: certificate } = await certificatesIn(folder, '127.0.0.1', Date.now())
  let answer = answering
  const asked: { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer }[] = []
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
      answer(request, response, body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    fingerprint: certificate.fingerprint,
    asked,
    answer: (next: Answering): void => void (answer = next),
    close: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
