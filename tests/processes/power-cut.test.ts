// Power cuts: STATES (2,000) of both stores together, a fifth of them of headquarters' very first start, from SEED (1) on;
// and the proof that a loss would be seen.
import { expect, test } from 'vitest'
import { cutPower } from './power-cut.ts'

const count = Number(process.env['STATES'] ?? 2_000)
const seed = Number(process.env['SEED'] ?? 1)

test.each([
  ['[S-CAP-1, S-CAP-3] a desktop’s store', 'desktop', false, 0.5],
  ['[S-RULE-1, S-FEED-1] headquarters’ store', 'hq', false, 0.3],
  ['[S-RULE-1, S-FEED-1] headquarters’ store, at its very first start,', 'hq', true, 0.2],
] as const)(
  '%s after a power cut opens, is whole, and has everything that was acknowledged',
  { timeout: 120_000 + count * 400 },
  async (_what, kind, first, share) => {
    const from = Date.now()
    const { states, bad, faults, acknowledged, writes } = await cutPower(kind, { seed, first, count: Math.ceil(count * share) })
    console.log(
      `power cuts, ${kind}${first ? ', first start' : ''}: ${states - bad} passed, ${bad} failed; ${writes} writes, ${acknowledged} acknowledged; ` +
        `${Math.round((Date.now() - from) / 1000)} s. Again: STATES=${count} SEED=${seed} npx vitest run tests/processes/power-cut.test.ts`,
    )
    expect(faults).toEqual([])
    expect(acknowledged).toBeGreaterThan(20)
  },
)

test(
  '[S-CAP-1] with synchronous=NORMAL the same cuts lose what was acknowledged: the look would see it',
  { timeout: 120_000 },
  async () => {
    const { lost } = await cutPower('desktop', { seed, count: 60, synchronous: 'NORMAL' })
    expect(lost).toBeGreaterThan(10)
  },
)
