// The open lines of the console's pages: each hears that something changed, at most once a second, and then asks by
// itself. A line ends with the session it was opened in.
import type { ServerResponse } from 'node:http'
import type { Hq } from '../hq.ts'

const GATHER_MS = 1000
const HEARTBEAT_MS = 20_000

export function openWatch(hq: Pick<Hq, 'news' | 'entrance'>) {
  const lines = new Map<ServerResponse, string>()
  let timer: NodeJS.Timeout | null = null
  let told = 0
  /** To every line whose session lives; the others end. */
  const say = (words: string): void => {
    for (const [response, token] of lines)
      void hq.entrance
        .visitorOf(token, false)
        .then((visitor) => (visitor ? response.write(words) : response.end()))
        .catch(() => response.end())
  }
  const tell = (): void => {
    timer = null
    told = performance.now()
    say('event: news\ndata: {}\n\n')
  }
  // The first news goes out at once; what follows within the second is gathered.
  const stop = hq.news.listen(() => {
    if (lines.size > 0) timer ??= setTimeout(tell, Math.max(0, told + GATHER_MS - performance.now()))
  })
  const heartbeat = setInterval(() => say(':\n\n'), HEARTBEAT_MS)
  heartbeat.unref()
  return {
    open: (token: string, response: ServerResponse): void => {
      lines.set(response, token)
      response.on('close', () => lines.delete(response))
      response.write('event: news\ndata: {}\n\n')
    },
    close: (): void => {
      stop()
      clearInterval(heartbeat)
      if (timer) clearTimeout(timer)
      for (const response of lines.keys()) response.end()
    },
  }
}
