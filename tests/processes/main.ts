// npm run soak -- NAME: the long forms of what npm test runs short. The last line is the result; the one before it, after a
// failure, the command that repeats it. Ends with 1 when anything failed.
import { parseArgs } from 'node:util'
import { killSideBySide } from './kills.ts'
import { cutPower } from './power-cut.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string' } },
})
const seed = Number(values.seed)
const count = (usual: number): number => Number(values.count ?? usual)

/** Each gives its result in words, and what went wrong. */
const harnesses: Record<string, () => Promise<{ line: string; faults: readonly string[] }>> = {
  kills: () => killSideBySide({ seed, count: count(10_000) }),
  power: async () => {
    const half = Math.ceil(count(200_000) / 2)
    const results = [await cutPower('desktop', { seed, count: half }), await cutPower('hq', { seed, count: half })]
    const faults = results.flatMap((r) => r.faults)
    const states = results.reduce((sum, r) => sum + r.states, 0)
    const bad = results.reduce((sum, r) => sum + r.bad, 0)
    return { faults, line: `power cuts: ${states - bad} passed, ${bad} failed` }
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
