// npm run demo: the story at a pace one can follow, with a picture of both windows after each chapter.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

const shots = resolve(process.argv[2] ?? 'test-results/demo')
mkdirSync(shots, { recursive: true })
const run = spawnSync('playwright', ['test', '--config', 'tests/e2e/playwright.config.ts', '--project=windows', '--no-deps', 'story'], {
  stdio: 'inherit',
  env: { ...process.env, FORECOURT_SHOTS: shots, FORECOURT_PACE: process.env['FORECOURT_PACE'] ?? '2500' },
})
console.log(`pictures: ${shots}`)
process.exit(run.status ?? 1)
