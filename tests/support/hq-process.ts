// Headquarters as the program people run: a process of its own, started, asked and killed from outside.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import type { PairingCode } from '../../src/shared/sync/protocol.ts'

const MAIN = resolve(import.meta.dirname, '../../src/hq/main.ts')

export type RunningHq = {
  child: ChildProcess
  url: string
  fingerprint: string
  said: () => string
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts HQ on a directory and waits until it listens. @throws with what it said when it ends instead. */
export function spawnHq(data: string, more: readonly string[] = []): Promise<RunningHq> {
  const child = spawn(process.execPath, [MAIN, '--data', data, '--port', '0', '--host', '127.0.0.1', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const over = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  let said = ''
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8')
      const line = /^\{"hq":.*\}$/m.exec(said)
      if (!line) return
      const { hq } = JSON.parse(line[0]) as { hq: { url: string; fingerprint: string } }
      done({
        child,
        ...hq,
        said: () => said,
        end: (signal) => {
          child.kill(signal)
          return over
        },
      })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => fail(new Error(`HQ ended with ${code}: ${said}`)))
  })
}

/** Runs one sub-command to its end. */
export function runHq(...words: string[]): { status: number | null; out: string; err: string } {
  const made = spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8' })
  return { status: made.status, out: made.stdout, err: made.stderr }
}

export function codeFrom(text: string): PairingCode {
  const code = readPairingCode(
    text
      .replaceAll('"', ' ')
      .split(/\s/)
      .find((word) => word.startsWith('FC-')) ?? '',
  )
  if (!code) throw new Error(`no pairing code in: ${text}`)
  return code
}
