// The short form of npm run soak -- work: SECONDS (8) of a working day from SEED (1) on, with workers of little patience.
import { expect, test } from 'vitest'
import { workThrough } from './day.ts'

const seconds = Number(process.env['SECONDS'] ?? 8)
const seed = Number(process.env['SEED'] ?? 1)

test(
  '[S-CAP-1, S-RULE-1, S-FEED-3, S-FEED-5, S-FEED-8, S-HASH-3] two desktops work over lines that never stay as they are: at the end nothing is missing and all are equal, row by row',
  { timeout: 300_000 + seconds * 1_000 },
  async () => {
    const { faults, line, checked, weather } = await workThrough({ seed, seconds, hasty: true })
    console.log(`${line} Again: SECONDS=${seconds} SEED=${seed} npx vitest run tests/processes/day.test.ts`)
    expect(faults).toEqual([])
    expect(weather.faults).toBeGreaterThan(seconds / 4)
    expect(weather.answers).toBeGreaterThan(4)
    expect(checked.changesets).toBeGreaterThan(seconds * 4)
    expect(checked.papers).toBeGreaterThan(0)
    expect(checked.rows).toBeGreaterThan(500)
  },
)
