// The floor: what the bare driver and one bare HTTP request need for the same work. No rules, no log, no signatures, no
// merge: just the rows, durable on both sides, in as few transactions and requests as can be.
import { fork, type ChildProcess } from 'node:child_process'
import { Agent, request, type IncomingMessage } from 'node:http'
import { join, resolve } from 'node:path'
import { createGunzip, gunzipSync, gzipSync } from 'node:zlib'
import type { Row } from '../../../src/shared/sync/protocol.ts'
import { openDatabase } from '../../../src/main/store/open.ts'
import { floorSchema } from './floor-schema.ts'
import type { Person } from './people.ts'

export type FloorHq = { port: number; pid: number; seed(seed: number, site: string, count: number): Promise<void>; stop(): void }

export async function floorHq(folder: string, name = 'floor-hq.db'): Promise<FloorHq> {
  const child: ChildProcess = fork(resolve(import.meta.dirname, 'floor-hq.ts'), [join(folder, name)])
  const { port } = await new Promise<{ port: number }>((done, fail) => {
    child.once('message', (said) => done(said as { port: number }))
    child.once('exit', (code) => fail(new Error(`the floor's HQ ended with ${code}`)))
  })
  return {
    port,
    pid: child.pid ?? 0,
    seed: async (seed, site, count) => {
      const agent = new Agent()
      ;(await ask(agent, port, `/seed?seed=${seed}&site=${site}&n=${count}`)).resume()
      agent.destroy()
    },
    stop: () => void child.disconnect(),
  }
}

const ask = (agent: Agent, port: number, path: string, body?: Buffer): Promise<IncomingMessage> =>
  new Promise((done, fail) => {
    const made = request({ agent, host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET' }, done)
    made.on('error', fail)
    made.end(body)
  })

export type FloorDesk = ReturnType<typeof floorDesk>
export function floorDesk(file: string, hq: Pick<FloorHq, 'port'>) {
  const db = openDatabase({ file, key: 'ab'.repeat(32) })
  db.exec(floorSchema.desk)
  const columns = (db.pragma('table_info(customers)') as { name: string }[]).map((c) => c.name).filter((name) => name !== 'id')
  const insert = db.prepare(
    `INSERT INTO customers (id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  )
  const noteSeen = db.prepare('UPDATE seen SET n = ?')
  const outbox = db.prepare('INSERT INTO outbox (body) VALUES (?)')
  const waiting = db.prepare('SELECT body FROM outbox WHERE sent = 0 ORDER BY n')
  const settle = db.prepare('UPDATE outbox SET sent = 1 WHERE sent = 0')
  const write = (id: string, image: Row): void => void insert.run(id, ...columns.map((c) => image[c] ?? null))
  const commit = db.transaction((people: readonly Person[]) => {
    for (const { id, image } of people) write(id, image)
    outbox.run(JSON.stringify(people))
  })
  const takeIn = db.transaction((changes: readonly [string, string][], head: number) => {
    for (const [id, image] of changes) write(id, JSON.parse(image) as Row)
    noteSeen.run(head)
  })
  const done = db.transaction(() => settle.run())
  const agent = new Agent({ keepAlive: true })
  const bytes = { up: 0, down: 0 }
  const whole = async (answer: IncomingMessage): Promise<{ head: number; changes: [string, string][] }> => {
    const parts: Buffer[] = []
    for await (const part of answer) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    bytes.down += body.length
    return JSON.parse(gunzipSync(body).toString('utf8')) as never
  }
  return {
    db,
    bytes,
    /** One durable transaction: rows and their line in the outbox. */
    commit: (people: readonly Person[]) => commit.immediate(people),
    /** Everything in the outbox, in one request. */
    push: async (): Promise<void> => {
      const bodies = waiting.pluck().all() as string[]
      const packed = gzipSync(`[${bodies.join(',')}]`, { level: 5 })
      bytes.up += packed.length
      await whole(await ask(agent, hq.port, '/push', packed))
      done.immediate()
    },
    /** Every row of the other side, streamed, in one transaction. */
    bootstrap: async (): Promise<void> => {
      const answer = await ask(agent, hq.port, '/rows')
      answer.on('data', (part: Buffer) => (bytes.down += part.length))
      db.exec('BEGIN IMMEDIATE')
      let rest = ''
      for await (const text of answer.pipe(createGunzip()).setEncoding('utf8')) {
        const lines = (rest + String(text)).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const [id, image] = JSON.parse(line) as [string, string]
          write(id, JSON.parse(image) as Row)
        }
      }
      db.exec('COMMIT')
    },
    /** What changed since, in one request and one transaction. */
    pull: async (): Promise<void> => {
      const seen = (db.prepare('SELECT n FROM seen').get() as { n: number }).n
      const { changes, head } = await whole(await ask(agent, hq.port, `/changes?n=${seen}`))
      takeIn.immediate(changes, head)
    },
    noteHead: async (): Promise<void> => {
      const { head } = await whole(await ask(agent, hq.port, '/head'))
      noteSeen.run(head)
    },
    count: (): number => (db.prepare('SELECT count(*) AS n FROM customers').get() as { n: number }).n,
    close: (): void => {
      agent.destroy()
      db.close()
    },
  }
}
