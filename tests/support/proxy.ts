// A bad network on demand: a TCP proxy in front of HQ that cuts, refuses, delays, stalls, truncates or lets through one
// way only. It sees bytes, never contents.
import { connect, createServer, type Server, type Socket } from 'node:net'

export type Fault =
  | { kind: 'pass' }
  /** Connections are reset and new ones refused: the line is dead. */
  | { kind: 'cut' }
  /** Bytes go nowhere, both ends stay connected. */
  | { kind: 'stall' }
  | { kind: 'delay'; ms: number }
  /** Each connection breaks after so many bytes from HQ. */
  | { kind: 'truncate'; bytes: number }
  /** What the desktop says arrives, what HQ answers does not. */
  | { kind: 'deaf' }

export type Proxy = {
  port: number
  set(fault: Fault): void
  /** Bytes and pieces from desktops since the last call. */
  count(): { bytes: number; pieces: number; connections: number }
  /** Bytes from HQ since the last call. */
  countDown(): number
  close(): Promise<void>
}

export async function proxyTo(target: () => number): Promise<Proxy> {
  let fault: Fault = { kind: 'pass' }
  const open = new Set<Socket>()
  const counted = { bytes: 0, pieces: 0, connections: 0 }
  let heardFromHq = 0
  const server: Server = createServer((from) => {
    if (fault.kind === 'cut') return void from.resetAndDestroy()
    counted.connections += 1
    const to = connect(target(), '127.0.0.1')
    open.add(from).add(to)
    let down = 0
    const end = (): void => {
      from.destroy()
      to.destroy()
      open.delete(from)
      open.delete(to)
    }
    const forward = (data: Buffer, into: Socket, fromHq: boolean): void => {
      const now = fault
      if (now.kind === 'stall' || (now.kind === 'deaf' && fromHq)) return
      if (now.kind === 'delay') return void setTimeout(() => into.writable && into.write(data), now.ms)
      if (now.kind === 'truncate' && fromHq) {
        const left = now.bytes - down
        down += data.length
        if (data.length > left) {
          into.write(data.subarray(0, Math.max(0, left)), end)
          return
        }
      }
      into.write(data)
    }
    from.on('data', (data: Buffer) => {
      counted.bytes += data.length
      counted.pieces += 1
      forward(data, to, false)
    })
    to.on('data', (data: Buffer) => {
      heardFromHq += data.length
      forward(data, from, true)
    })
    for (const socket of [from, to]) {
      socket.on('error', end)
      socket.on('close', end)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    set: (next) => {
      fault = next
      if (next.kind === 'cut') for (const socket of open) socket.resetAndDestroy()
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
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
