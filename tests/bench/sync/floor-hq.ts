// The floor's other side, a process of its own: the bare driver (same encryption, FULL) behind bare HTTP. It keeps rows
// and the order they changed in, and decides nothing.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { openDatabase } from '../../../src/main/store/open.ts'
import { floorSchema } from './floor-schema.ts'
import { peopleOf, some, type Person } from './people.ts'

const [file = ''] = process.argv.slice(2)
const db = openDatabase({ file, key: 'ab'.repeat(32) })
db.exec(floorSchema.hq)
const keepRow = db.prepare(
  'INSERT INTO docs (id, n, image) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET n = excluded.n, image = excluded.image',
)
const keepChange = db.prepare('INSERT INTO changes (id, image) VALUES (?, ?)')
const head = db.prepare('SELECT coalesce(max(n), 0) AS n FROM changes')
const rows = db.prepare('SELECT id, image FROM docs ORDER BY id')
const since = db.prepare('SELECT id, image FROM changes WHERE n > ? ORDER BY n')
const take = db.transaction((people: readonly Person[]) => {
  for (const { id, image } of people) {
    const text = JSON.stringify(image)
    keepRow.run(id, keepChange.run(id, text).lastInsertRowid, text)
  }
})
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
const headNow = (): number => (head.get() as { n: number }).n
const say = (response: ServerResponse, value: unknown): void => {
  const packed = gzipSync(JSON.stringify(value), { level: 4 })
  response.writeHead(200, { 'content-length': packed.length }).end(packed)
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://floor')
  const asked = Number(url.searchParams.get('n') ?? 0)
  if (url.pathname === '/push')
    void bodyOf(request).then((body) => {
      take.immediate((JSON.parse(gunzipSync(body).toString('utf8')) as Person[][]).flat())
      say(response, { head: headNow() })
    })
  else if (url.pathname === '/rows') {
    const zip = createGzip({ level: 4 })
    zip.pipe(response.writeHead(200))
    const all = rows.iterate() as IterableIterator<{ id: string; image: string }>
    const more = (): void => {
      for (let next = all.next(); !next.done; next = all.next())
        if (!zip.write(`${JSON.stringify([next.value.id, next.value.image])}\n`)) return void zip.once('drain', more)
      zip.end()
    }
    more()
  } else if (url.pathname === '/changes') say(response, { head: headNow(), changes: since.raw().all(asked) })
  else if (url.pathname === '/seed') {
    const people = peopleOf(Number(url.searchParams.get('seed')), url.searchParams.get('site') ?? '')
    for (let left = asked; left > 0; left -= 5000) take.immediate(some(people, Math.min(left, 5000)))
    say(response, { head: headNow() })
  } else say(response, { head: headNow() })
})
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
process.on('disconnect', () => process.exit(0))
