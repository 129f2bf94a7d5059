// npm run bench -- base | lists | store | board | stocktake | imports | sync | live | console [--rows N] [--only PARTS] [--limit SECONDS]: ratios against the
// floor, both measured in one run. Every part runs in a process of its own and ends at its limit; the others go on. The last
// line is the result as JSON; the exit status is 0 when every part came through.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchAsked } from './asked.ts'
import { benchBoard } from './board.ts'
import { benchCommand } from './command.ts'
import { benchConsole } from './console.ts'
import { benchExport, benchGrouping, benchLeads } from './lists.ts'
import { benchGrid } from './grid.ts'
import { benchImports } from './imports.ts'
import { benchLive } from './live/main.ts'
import { benchPalette } from './palette.ts'
import { benchStart } from './start.ts'
import { benchStocktake } from './stocktake.ts'
import { benchStore } from './store.ts'
import { syncParts } from './sync/main.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** 100,000 unless told; entries of the feed for `console`, 1,000,000. */
    rows: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    devices: { type: 'string', default: '1000' },
    /** A profile that already holds a store, for the start-up of that one. */
    profile: { type: 'string' },
    /** Seconds a part may take. */
    limit: { type: 'string' },
    /** Runs this one part in this very process. */
    part: { type: 'string' },
  },
})
const name = positionals[0] ?? 'base'
const rows = Number(values.rows ?? (name === 'console' ? 1_000_000 : 100_000))
const rounds = (usual: number): number => Number(values.rounds ?? usual)
const only = values.only?.split(',')
const benches: Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>> = {
  base: {
    start: () => benchStart(9, values.profile),
    command: () => benchCommand(rounds(2000)),
    grid: () => benchGrid(rows),
    palette: () => benchPalette(rows),
  },
  lists: { grouping: () => benchGrouping(rows), leads: () => benchLeads(rows), export: () => benchExport(Math.min(rows, 20_000)) },
  store: { made: () => benchStore(rows, values.profile), asked: () => benchAsked(rows, values.profile) },
  imports: { csv: () => benchImports(rows, 'csv'), xlsx: () => benchImports(rows, 'xlsx') },
  board: { moved: () => benchBoard(200) },
  stocktake: { posted: () => benchStocktake(values.rows === undefined ? 5000 : rows) },
  console: { asked: () => benchConsole(rows) },
  live: { connected: () => benchLive(Number(values.devices)) },
  sync: syncParts({ rows, rounds: rounds(5) }),
}
const LIMIT_S = 600
const limit = Number(values.limit ?? LIMIT_S * Math.max(1, rows / 250_000))
/** How long a part that is told to end may take to end its windows and processes. */
const ENDING_MS = 5000

const parts = benches[name]
if (!parts || [...(only ?? []), ...(values.part ? [values.part] : [])].some((part) => !parts[part])) {
  const known = Object.entries(benches).map(([bench, of]) => `${bench} (--only ${Object.keys(of).join(', ')})`)
  console.error(`known: ${known.join('; ')}`)
  process.exit(64)
}

/** What a part measured, or why it did not. */
type Told = { ok: boolean; of: object }

function apart(part: string): Promise<Told> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2), '--part', part], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  let out = ''
  let overran = false
  child.stdout.on('data', (d: Buffer) => (out += d.toString()))
  const end = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-(child.pid as number), signal)
    } catch {
      // It has ended by itself.
    }
  }
  const tooLate = setTimeout(() => {
    overran = true
    end('SIGTERM')
    setTimeout(end, ENDING_MS, 'SIGKILL').unref()
  }, limit * 1000)
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGTERM'))
  return new Promise((done) =>
    child.on('close', (code) => {
      clearTimeout(tooLate)
      const line = out.split('\n').findLast((each) => each.startsWith('{'))
      if (overran) done({ ok: false, of: { overran: `not done after ${limit} s` } })
      else if (code !== 0 || !line) done({ ok: false, of: { failed: `ended with ${code}` } })
      else done({ ok: true, of: JSON.parse(line) as object })
    }),
  )
}

if (values.part) {
  const measured = await parts[values.part]?.()
  // How many wanted a core at the end of it: above the number of cores, absolute figures are the machine's.
  process.stdout.write(`${JSON.stringify({ ...(measured as object), load: Math.round(loadavg()[0]! * 10) / 10 })}\n`)
  process.exit(0)
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
let whole = true
for (const part of Object.keys(parts)) {
  if (only && !only.includes(part)) continue
  process.stderr.write(`${part} …\n`)
  const from = performance.now()
  const { ok, of } = await apart(part)
  whole &&= ok
  result[part] = { ...of, tookS: Math.round((performance.now() - from) / 100) / 10 }
  process.stderr.write(`${JSON.stringify({ [part]: result[part] })}\n`)
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(whole ? 0 : 1)
