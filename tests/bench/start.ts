// Process start to a first screen that answers input, on an existing demo store, beside a blank Electron window; and the
// memory of the idle main process.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spread } from './measure.ts'

type Ready = { readyMs: number; rssMb: number }

function launch(args: string[]): Promise<Ready> {
  return new Promise((done, failed) => {
    const child = spawn(process.env['ELECTRON_EXEC_PATH'] as string, ['--no-sandbox', '--disable-gpu', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    child.stdout.on('data', (d: Buffer) => (out += d.toString()))
    child.on('error', failed)
    child.on('close', (code) => {
      const line = out.split('\n').findLast((l) => l.startsWith('{'))
      if (code === 0 && line) done(JSON.parse(line) as Ready)
      else failed(new Error(`${args.join(' ')} ended with ${code}: ${out}`))
    })
  })
}

export async function benchStart(times: number) {
  const profile = mkdtempSync(join(tmpdir(), 'forecourt-bench-start-'))
  const ours: Ready[] = []
  const blank: Ready[] = []
  const app = ['.', '--smoke', '--profile', profile]
  await launch(app)
  await launch(['tests/bench/blank'])
  for (let i = 0; i < times; i++) {
    ours.push(await launch(app))
    blank.push(await launch(['tests/bench/blank']))
  }
  rmSync(profile, { recursive: true, force: true })
  const ms = { ours: spread(ours.map((r) => r.readyMs)), blank: spread(blank.map((r) => r.readyMs)) }
  const mb = { ours: spread(ours.map((r) => r.rssMb)), blank: spread(blank.map((r) => r.rssMb)) }
  return {
    ms,
    ratio: Math.round((ms.ours.p50 / ms.blank.p50) * 100) / 100,
    mb,
    memoryRatio: Math.round((mb.ours.p50 / mb.blank.p50) * 100) / 100,
  }
}
