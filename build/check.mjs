// npm run check: format, lint, types, boundaries, dead code; side by side, every failure shown.
import { spawn } from 'node:child_process'

const steps = [
  ['format', 'oxfmt', ['--check', 'src', 'tests', 'build', 'electron.config.ts', 'vitest.config.ts']],
  ['lint', 'oxlint', ['src', 'tests', 'build']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['boundaries', 'depcruise', ['src', '--config', 'build/dependency-cruiser.cjs', '--output-type', 'err-long']],
  ['dead code', 'knip', ['--no-progress']],
]
const run = ([name, command, args]) =>
  new Promise((done) => {
    const from = Date.now()
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    let out = ''
    child.stdout.on('data', (d) => (out += d))
    child.stderr.on('data', (d) => (out += d))
    child.on('error', (e) => done({ name, ok: false, out: String(e), ms: Date.now() - from }))
    child.on('close', (code) => done({ name, ok: code === 0, out, ms: Date.now() - from }))
  })

const results = []
for (let i = 0; i < steps.length; i += 2) results.push(...(await Promise.all(steps.slice(i, i + 2).map(run))))
for (const r of results) {
  console.log(`${r.ok ? 'ok  ' : 'FAIL'} ${r.name} (${(r.ms / 1000).toFixed(1)} s)`)
  if (!r.ok) console.log(r.out.split('\n').slice(0, 80).join('\n'))
}
process.exit(results.every((r) => r.ok) ? 0 : 1)
