// The live channel: one long answer over which HQ says "there is news". It reopens by itself with backoff and jitter and
// carries no data, so losing it loses nothing. Runs in the worker.
import type { IncomingMessage } from 'node:http'

export type Live = { stop(): void; tryNow(): void }
type Options = {
  open: () => Promise<IncomingMessage>
  /** `asks`: HQ wants to be asked whatever its head is. */
  news: (head: number, asks: boolean) => void
  state: (on: boolean) => void
  /** HQ sends a comment every 20 s; after this silence the line is dead, whatever TCP believes. */
  silenceMs?: number
  random?: () => number
}

export function listen({ open, news, state, silenceMs = 50_000, random = Math.random }: Options): Live {
  let stopped = false
  let on = false
  let failures = 0
  let answer: IncomingMessage | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let opening = false

  const be = (next: boolean): void => {
    if (on !== next) state((on = next))
  }
  const lost = (): void => {
    clearTimeout(silence)
    answer?.destroy()
    answer = null
    be(false)
    if (stopped || retry) return
    const wait = Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.5 + random() / 2)
    failures += 1
    retry = setTimeout(() => {
      retry = undefined
      void connect()
    }, wait)
  }
  const heard = (): void => {
    clearTimeout(silence)
    silence = setTimeout(lost, silenceMs)
  }

  const connect = async (): Promise<void> => {
    if (stopped || opening || answer) return
    opening = true
    try {
      const stream = await open()
      if (stopped) return void stream.destroy()
      answer = stream
      // The channel is silent by nature: its own watch decides when it is dead.
      stream.setTimeout(0)
      failures = 0
      be(true)
      heard()
      let rest = ''
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        heard()
        const lines = (rest + text).split(/\r?\n/)
        rest = (lines.pop() ?? '').slice(-4096)
        for (const line of lines) {
          const said = line.startsWith('data:') ? newsIn(line.slice(5)) : null
          if (said) news(said.head, said.asks)
        }
      })
      const over = (): void => void (answer === stream && lost())
      stream.on('end', over)
      stream.on('close', over)
      stream.on('error', over)
    } catch {
      lost()
    } finally {
      opening = false
    }
  }
  void connect()

  return {
    stop: () => {
      stopped = true
      clearTimeout(retry)
      retry = undefined
      lost()
    },
    tryNow: () => {
      if (!retry) return
      clearTimeout(retry)
      retry = undefined
      void connect()
    },
  }
}

function newsIn(text: string): { head: number; asks: boolean } | null {
  try {
    const { head, asks } = JSON.parse(text) as { head?: unknown; asks?: unknown }
    return typeof head === 'number' && Number.isSafeInteger(head) ? { head, asks: asks === true } : null
  } catch {
    return null
  }
}
