// npm run sim -- [--seeds N] [--seed S] [--steps N] [--json]: the last line is the result; any violation ends with 1.
import { parseArgs } from 'node:util'
import { day } from './day.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string', default: '160' },
    json: { type: 'boolean', default: false },
  },
})
const first = Number(values.seed ?? 1)
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1))
const steps = Number(values.steps)
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`)
const total = { seeds: 0, failed: 0, violations: 0, cases: 0, lost: 0, ms: 0 }
for (let seed = first; seed < first + count; seed++) {
  const { violations, cases, lost, ms, trace } = await day(seed, steps)
  total.seeds += 1
  total.failed += violations.length > 0 ? 1 : 0
  total.violations += violations.length
  total.cases += cases
  total.lost += lost
  total.ms += ms
  say(`seed ${seed}: ${violations.length === 0 ? 'ok' : 'FAILED'}, trace ${trace}, ${cases} cases, ${lost} lost, ${ms} ms`)
  if (violations.length === 0) continue
  for (const violation of violations.slice(0, 12)) say(`  ${violation.slice(0, 400)}`)
  say(`  replay: npm run sim -- --seed ${seed} --steps ${steps}`)
}
say(`${total.seeds - total.failed} passed, ${total.failed} failed`)
process.stdout.write(
  `${JSON.stringify({ seeds: total.seeds, violations: total.violations, cases: total.cases, lost: total.lost, msPerSeed: Math.round(total.ms / Math.max(1, total.seeds)), deviceDays: total.seeds * 3 })}\n`,
)
process.exit(total.violations > 0 ? 1 : 0)
