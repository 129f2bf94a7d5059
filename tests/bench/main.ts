// npm run bench -- base | imports | stocktake | sync | live [--rows N] [--only PARTS]: ratios against the floor, both measured in one run. The last
// line is the result as JSON.
import { parseArgs } from 'node:util'
import { cpus, loadavg, totalmem } from 'node:os'
import { benchCommand } from './command.ts'
import { benchGrid } from './grid.ts'
import { benchImports } from './imports.ts'
import { benchLive } from './live/main.ts'
import { benchPalette } from './palette.ts'
import { benchStart } from './start.ts'
import { benchStocktake } from './stocktake.ts'
import { syncParts } from './sync/main.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    devices: { type: 'string', default: '1000' },
    /** A profile that already holds a store, for the start-up of that one. */
    profile: { type: 'string' },
  },
})
const name = positionals[0] ?? 'base'
const rows = Number(values.rows)
const rounds = (usual: number): number => Number(values.rounds ?? usual)
const only = values.only?.split(',')
const benches: Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>> = {
  base: {
    start: () => benchStart(9, values.profile),
    command: () => benchCommand(rounds(2000)),
    grid: () => benchGrid(rows),
    palette: () => benchPalette(rows),
  },
  imports: { csv: () => benchImports(rows, 'csv'), xlsx: () => benchImports(rows, 'xlsx') },
  stocktake: { posted: () => benchStocktake(values.rows === '100000' ? 5000 : rows) },
  live: { connected: () => benchLive(Number(values.devices)) },
  sync: syncParts({ rows, rounds: rounds(5) }),
}
const parts = benches[name]
if (!parts || only?.some((part) => !parts[part])) {
  const known = Object.entries(benches).map(([bench, of]) => `${bench} (--only ${Object.keys(of).join(', ')})`)
  console.error(`known: ${known.join('; ')}`)
  process.exit(64)
}
const result: Record<string, unknown> = {
  bench: name,
  at: new Date().toISOString(),
  node: process.versions.node,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryMb: Math.round(totalmem() / 1_048_576),
  rows,
}
for (const [part, run] of Object.entries(parts)) {
  if (only && !only.includes(part)) continue
  process.stderr.write(`${part} …\n`)
  // How many wanted a core at the end of it: above the number of cores, absolute figures are the machine's.
  result[part] = { ...((await run()) as object), load: Math.round(loadavg()[0]! * 10) / 10 }
  process.stderr.write(`${JSON.stringify({ [part]: result[part] })}\n`)
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)
