// Founds a site with the demo store: a program of the desktop's, run beside HQ like any desktop that joins.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs until the demo store's history is at HQ; its progress lines go to `say`. Returns its exit code. */
export function foundDemo(code: string, say: (line: string) => void): Promise<number> {
  const entry = fileURLToPath(new URL('../main/demo/found.ts', import.meta.url))
  return new Promise((done) => {
    const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'pipe'] })
    // Never as an argument: those are everybody's to read.
    child.stdin.on('error', () => undefined)
    child.stdin.end(code)
    process.once('exit', () => child.kill())
    let rest = ''
    const hear = (chunk: Buffer): void => {
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) say(line)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', () => done(1))
    child.on('close', (exit) => {
      if (rest !== '') say(rest)
      done(exit ?? 1)
    })
  })
}
