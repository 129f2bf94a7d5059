// npm test: everything, from a fresh clone, headless or not. Every part runs, so that one look shows all that fails.
import { spawnSync } from 'node:child_process'

const parts = [
  ['check', 'npm', ['run', '--silent', 'check']],
  ['unit, property, simulation, migrations, contract, architecture', 'npm', ['run', '--silent', 'test:unit']],
  ['real windows, real processes', 'npm', ['run', '--silent', 'test:e2e']],
]
const [major] = process.versions.node.split('.').map(Number)
if (Number(process.versions.napi) < 10) {
  console.error(
    `Node ${process.versions.node} cannot run the database driver (Node-API ${process.versions.napi}, 10 is needed). Run "npm ci" first: it brings Node ${major < 22 ? '24 ' : ''}along.`,
  )
  process.exit(1)
}
const failed = []
for (const [name, command, args] of parts) {
  const from = Date.now()
  console.log(`\n== ${name}`)
  const r = spawnSync(command, args, { stdio: 'inherit' })
  if (r.status !== 0) failed.push(name)
  console.log(`== ${name}: ${r.status === 0 ? 'passed' : 'failed'} (${Math.round((Date.now() - from) / 1000)} s)`)
}
if (failed.length > 0) {
  console.log(`\n== failed: ${failed.join('; ')}`)
  process.exit(1)
}
