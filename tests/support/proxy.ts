// A bad network on demand: a TCP proxy in front of HQ whose faults are switched while it runs. It sees bytes, never
// contents. As on a real line, what a fault holds up arrives late and in order, or its connection breaks: bytes are never
// missing from the middle of a connection.
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Random } from '../../src/main/demo/random.ts'

/** Up is from a desktop to HQ. */
export type Way = 'up' | 'down'
export type Fault =
  | { kind: 'pass' }
  /** Connections are reset and new ones refused: the line is dead. */
  | { kind: 'cut' }
  /** Connections are taken and nothing moves, not even their ends. */
  | { kind: 'stall' }
  /** Everything moves, but nobody hears that the other side has closed or died. */
  | { kind: 'half-open' }
  | { kind: 'delay'; ms: number }
  /** So many bytes a second for all connections together; both ways unless one is named. */
  | { kind: 'slow'; bytesPerSecond: number; way?: Way }
  /** Each connection is reset after so many bytes one way, drawn for each; on a slow line, if it is one. */
  | { kind: 'reset'; way: Way; least: number; most: number; random: Random; bytesPerSecond?: number }
  /** Each connection ends after so many bytes from HQ. */
  | { kind: 'truncate'; bytes: number }
  /** What the desktop says arrives, what HQ answers does not; or, `mute`, the other way round. */
  | { kind: 'deaf' }
  | { kind: 'mute' }

export type Proxy = {
  port: number
  set(fault: Fault): void
  /** Bytes, pieces and connections from desktops since the last call. */
  count(): { bytes: number; pieces: number; connections: number }
  /** Bytes from HQ since the last call. */
  countDown(): number
  close(): Promise<void>
}

/** What a lane holds before it stops reading, bytes. */
const ROOM = 64 * 1024
/** How much of a slow line one connection has at a time. */
const TURN_MS = 50
/** What was handed over before a reset needs so long to be read: a reset overtakes what waits in the system's buffers. */
const ARRIVING_MS = 30

const rateOf = (fault: Fault, way: Way): number => {
  if (fault.kind === 'slow') return (fault.way ?? way) === way ? fault.bytesPerSecond : Infinity
  return fault.kind === 'reset' ? (fault.bytesPerSecond ?? Infinity) : Infinity
}

export async function proxyTo(target: () => number): Promise<Proxy> {
  let fault: Fault = { kind: 'pass' }
  const pairs = new Set<{ reset(): void; wake(): void }>()
  const counted = { bytes: 0, pieces: 0, connections: 0 }
  let heardFromHq = 0
  /** When a slow line is free again, by way. */
  const free: Record<Way, number> = { up: 0, down: 0 }

  /** One way of one connection. */
  const lane = (from: Socket, into: Socket, way: Way, reset: () => void) => {
    const held: { bytes: Buffer; due: number }[] = []
    let holding = 0
    let over: 'no' | 'ended' | 'broken' = 'no'
    /** Its last bytes are on their way; then it is reset. */
    let breaking = false
    let timer: NodeJS.Timeout | null = null
    /** Bytes this lane may still carry under the fault it was drawn for. */
    let left: { of: Fault; bytes: number } | null = null

    const stopped = (): boolean =>
      fault.kind === 'stall' || (fault.kind === 'deaf' && way === 'down') || (fault.kind === 'mute' && way === 'up')
    const again = (ms: number): void => {
      timer ??= setTimeout(() => {
        timer = null
        move()
      }, ms)
    }
    /** Bytes until this connection breaks. */
    const limit = (): number => {
      const now = fault
      const breaks = now.kind === 'reset' ? now.way === way : now.kind === 'truncate' && way === 'down'
      if (!breaks) return Infinity
      if (left?.of !== now)
        left = { of: now, bytes: now.kind === 'reset' ? now.random.int(now.least, now.most) : now.kind === 'truncate' ? now.bytes : 0 }
      return left.bytes
    }
    const move = (): void => {
      for (let next = held[0]; next && !breaking && !stopped(); next = held[0]) {
        const at = performance.now()
        if (next.due > at) return again(next.due - at)
        let piece = next.bytes
        const rate = rateOf(fault, way)
        if (rate < Infinity) {
          if (free[way] > at) return again(free[way] - at)
          piece = piece.subarray(0, Math.max(1, Math.round((rate * TURN_MS) / 1000)))
          free[way] = at + (piece.length * 1000) / rate
        }
        const limited = limit()
        if (piece.length > limited) {
          // In the middle of a body: the beginning arrives, then the line breaks.
          breaking = true
          const breaks = fault.kind === 'truncate' ? () => (into.destroy(), reset()) : reset
          return void into.write(piece.subarray(0, limited), () => void setTimeout(breaks, ARRIVING_MS))
        }
        if (left) left.bytes -= piece.length
        holding -= piece.length
        if (piece.length === next.bytes.length) held.shift()
        else next.bytes = next.bytes.subarray(piece.length)
        if (into.writable) into.write(piece)
        if (holding < ROOM) from.resume()
      }
      if (breaking || held.length > 0 || over === 'no' || stopped() || fault.kind === 'half-open') return
      if (over === 'broken') reset()
      else if (into.writable) into.end()
    }
    from.on('data', (bytes: Buffer) => {
      holding += bytes.length
      held.push({ bytes, due: fault.kind === 'delay' ? performance.now() + fault.ms : 0 })
      if (holding >= ROOM) from.pause()
      move()
    })
    const closes = (how: 'ended' | 'broken'): void => {
      if (over !== 'broken') over = how
      move()
    }
    from.on('end', () => closes('ended'))
    from.on('error', () => closes('broken'))
    from.on('close', (failed) => closes(failed ? 'broken' : 'ended'))
    return {
      move,
      stop: (): void => {
        if (timer) clearTimeout(timer)
        held.length = 0
      },
    }
  }

  const server: Server = createServer({ allowHalfOpen: true }, (from) => {
    if (fault.kind === 'cut') return void from.resetAndDestroy()
    counted.connections += 1
    const to = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true })
    const reset = (): void => {
      for (const each of lanes) each.stop()
      pairs.delete(pair)
      for (const socket of [from, to]) if (!socket.destroyed) socket.resetAndDestroy()
    }
    const lanes = [lane(from, to, 'up', reset), lane(to, from, 'down', reset)]
    const pair = { reset, wake: () => lanes.forEach((each) => each.move()) }
    pairs.add(pair)
    from.on('data', (data: Buffer) => {
      counted.bytes += data.length
      counted.pieces += 1
    })
    to.on('data', (data: Buffer) => (heardFromHq += data.length))
    const closed = (): void => void (from.destroyed && to.destroyed && pairs.delete(pair))
    for (const socket of [from, to]) socket.on('close', closed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    set: (next) => {
      fault = next
      for (const pair of pairs) {
        if (next.kind === 'cut') pair.reset()
        else pair.wake()
      }
    },
    count: () => {
      const was = { ...counted }
      counted.bytes = counted.pieces = counted.connections = 0
      return was
    },
    countDown: () => {
      const was = heardFromHq
      heardFromHq = 0
      return was
    },
    close: async () => {
      for (const pair of pairs) pair.reset()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
