// npm run bench -- base | imports [--rows N] [--only PART]: ratios against the floor, both measured in one run. The last
// line is the result as JSON.
import { parseArgs } from 'node:util'
import { cpus, loadavg, totalmem } from 'node:os'
import { benchCommand } from './command.ts'
import { benchGrid } from './grid.ts'
import { benchImports } from './imports.ts'
import { benchPalette } from './palette.ts'
import { benchStart } from './start.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '2000' },
    only: { type: 'string' },
    /** A profile that already holds a store, for the start-up of that one. */
    profile: { type: 'string' },
  },
})
const name = positionals[0] ?? 'base'
const rows = Number(values.rows)
const benches: Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>> = {
  base: {
    start: () => benchStart(9, values.profile),
    command: () => benchCommand(Number(values.rounds)),
    grid: () => benchGrid(rows),
    palette: () => benchPalette(rows),
  },
  imports: { csv: () => benchImports(rows, 'csv'), xlsx: () => benchImports(rows, 'xlsx') },
}
const parts = benches[name]
if (!parts || (values.only && !parts[values.only])) {
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
  if (values.only && values.only !== part) continue
  process.stderr.write(`${part} …\n`)
  // How many wanted a core at the end of it: above the number of cores, absolute figures are the machine's.
  result[part] = { ...((await run()) as object), load: Math.round(loadavg()[0]! * 10) / 10 }
  process.stderr.write(`${JSON.stringify({ [part]: result[part] })}\n`)
}
process.stdout.write(`${JSON.stringify(result)}\n`)
