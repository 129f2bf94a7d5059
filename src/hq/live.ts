// The live channel: tells connected devices that there is news in their reach, and nothing else. Server-sent events by
// hand; one connection a device, several commits in short order are one event.
import type { ServerResponse } from 'node:http'
import type { NewEntry, PairedDevice } from './store/store.ts'

const HEARTBEAT_MS = 20_000
const GATHER_MS = 50

type Line = { device: PairedDevice; response: ServerResponse; head: number; asks: boolean; told: number; timer: NodeJS.Timeout | null }

export type Live = {
  open(device: PairedDevice, response: ServerResponse, head: number): void
  /** Whoever may see something of these entries is told, except the one device that wrote them all. */
  announce(entries: readonly NewEntry[]): void
  /** There is something to say to this one device that is not in the feed. */
  nudge(replica: string): void
  cut(replica: string): void
  online(): number
  has(replica: string): boolean
  close(): void
}

/** `moved` hears of every line that opens or closes. */
export function createLive(moved: () => void = () => undefined): Live {
  const lines = new Map<string, Line>()

  const tell = (line: Line): void => {
    line.timer = null
    line.told = performance.now()
    const { head, asks } = line
    line.asks = false
    line.response.write(`event: news\ndata: ${JSON.stringify(asks ? { head, asks } : { head })}\n\n`)
  }
  const end = (line: Line): void => {
    if (line.timer) clearTimeout(line.timer)
    if (lines.get(line.device.replica) === line) lines.delete(line.device.replica)
    line.response.end()
    moved()
  }
  const heartbeat = setInterval(() => {
    for (const { response } of lines.values()) response.write(':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    open: (device, response, head) => {
      const earlier = lines.get(device.replica)
      if (earlier) end(earlier)
      const line: Line = { device, response, head, asks: false, told: 0, timer: null }
      lines.set(device.replica, line)
      response.on('close', () => end(line))
      tell(line)
      moved()
    },
    announce: (entries) => {
      const head = entries.at(-1)?.number ?? 0
      for (const line of lines.values()) {
        const { replica, reach, site } = line.device
        const touched = entries.some((e) => e.replica !== replica && (reach === 'group' || e.parts.has('') || e.parts.has(site)))
        if (!touched) continue
        line.head = head
        // The first news goes out at once; what follows within moments is gathered.
        if (!line.timer) line.timer = setTimeout(() => tell(line), Math.max(0, line.told + GATHER_MS - performance.now()))
      }
    },
    nudge: (replica) => {
      const line = lines.get(replica)
      if (!line) return
      line.asks = true
      if (!line.timer) tell(line)
    },
    cut: (replica) => {
      const line = lines.get(replica)
      if (line) end(line)
    },
    online: () => lines.size,
    has: (replica) => lines.has(replica),
    close: () => {
      clearInterval(heartbeat)
      for (const line of lines.values()) end(line)
    },
  }
}
