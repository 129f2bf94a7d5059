// npm run bench -- base [--rows N]: ratios against the floor, both measured in one run. The last line is the result as JSON.
import { parseArgs } from 'node:util'
import { cpus, totalmem } from 'node:os'
import { benchCommand } from './command.ts'
import { benchGrid } from './grid.ts'
import { benchPalette } from './palette.ts'
import { benchStart } from './start.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '2000' }, only: { type: 'string' } },
})
const name = positionals[0] ?? 'base'
if (name !== 'base') {
  console.error(`there is one benchmark: base, not ${name}`)
  process.exit(64)
}
const rows = Number(values.rows)
const parts: Record<string, () => Promise<unknown>> = {
  start: () => benchStart(7),
  command: () => benchCommand(Number(values.rounds)),
  grid: () => benchGrid(rows),
  palette: () => benchPalette(rows),
}
const result: Record<string, unknown> = {
  bench: 'base',
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
  result[part] = await run()
  process.stderr.write(`${JSON.stringify({ [part]: result[part] })}\n`)
}
process.stdout.write(`${JSON.stringify(result)}\n`)
