// kill -9 with writes in flight: KILLS (300) over three small dealerships side by side, from SEED (1) on.
import { expect, test } from 'vitest'
import { killSideBySide } from './kills.ts'

const count = Number(process.env['KILLS'] ?? 300)
const seed = Number(process.env['SEED'] ?? 1)

test(
  '[S-CAP-1, S-CAP-3, S-SHOW-4, S-RULE-1, S-FEED-1, S-FEED-3] desktop, worker and headquarters killed at random instants: nothing acknowledged is lost, nothing is half, all agree',
  { timeout: 60_000 + count * 6_000 },
  async () => {
    const { faults, kills, line } = await killSideBySide({ count, seed })
    console.log(`${line} Again: KILLS=${count} SEED=${seed} npx vitest run tests/processes/kills.test.ts`)
    expect(faults).toEqual([])
    expect(kills.desktop + kills.worker + kills.headquarters).toBeGreaterThanOrEqual(count)
    for (const victim of Object.values(kills)) expect(victim).toBeGreaterThan(0)
  },
)
