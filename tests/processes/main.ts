// npm run soak -- NAME: the long forms of what npm test runs short. The last line is the result; the one before it, after a
// failure, the command that repeats it. Ends with 1 when anything failed.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { killSideBySide } from './kills.ts'
import { cutPower } from './power-cut.ts'
import { workThrough } from './day.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string' } },
})
const seed = Number(values.seed)
const count = (usual: number): number => Number(values.count ?? usual)

/** A file of tests that is run alone, because it looks at the clock. `count` is the fill levels of a store. */
async function fillDisks(): Promise<{ line: string; faults: readonly string[] }> {
  const file = 'tests/processes/full-disk.test.ts'
  const env = { ...process.env, SOAK: '1', SEED: String(seed), ...(values.count ? { LEVELS: values.count } : {}) }
  const { status } = spawnSync('npx', ['vitest', 'run', file], { stdio: 'inherit', env })
  return { line: `full disks: ${status === 0 ? 'passed' : 'failed'}`, faults: status === 0 ? [] : [`see above: ${file}`] }
}

/** Each gives its result in words, and what went wrong. */
const harnesses: Record<string, () => Promise<{ line: string; faults: readonly string[] }>> = {
  kills: () => killSideBySide({ seed, count: count(10_000) }),
  disks: fillDisks,
  /** `count` in seconds. */
  work: () => workThrough({ seed, seconds: count(600) }),
  power: async () => {
    const states = (share: number): number => Math.ceil(count(200_000) * share)
    const results = [
      await cutPower('desktop', { seed, count: states(0.5) }),
      await cutPower('hq', { seed, count: states(0.3) }),
      await cutPower('hq', { seed, count: states(0.2), first: true }),
    ]
    const faults = results.flatMap((r) => r.faults)
    const made = results.reduce((sum, r) => sum + r.states, 0)
    const bad = results.reduce((sum, r) => sum + r.bad, 0)
    return { faults, line: `power cuts: ${made - bad} passed, ${bad} failed` }
  },
}

const name = positionals[0] ?? ''
const harness = harnesses[name]
if (!harness) {
  console.error(`npm run soak -- ${Object.keys(harnesses).join(' | ')} [--seed N] [--count N]`)
  process.exit(1)
}
const { line, faults } = await harness()
for (const fault of faults.slice(0, 40)) console.log(`  ${fault.slice(0, 600)}`)
console.log(`Again: npm run soak -- ${name} --seed ${seed}${values.count ? ` --count ${values.count}` : ''}`)
console.log(line)
process.exit(faults.length > 0 ? 1 : 0)
