// npm run sim -- [--seeds N] [--seed S] [--only 3,7-12] [--work N] [--json] [--tell] [--bail] [--processes N]: whole days under
// one seed each, on every core. The last line is the result; any violation ends with 1, after its schedule was made as short
// as it can be.
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { day, type Verdict } from './day.ts'
import { addUp, type Faults } from './faults.ts'
import { asRanges, fromRanges, shrunk } from './schedule.ts'
import type { Deeds } from './shop-floor.ts'

// A lost message is an error, and a day loses thousands: where they come from is known.
Error.stackTraceLimit = 4
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    work: { type: 'string' },
    tries: { type: 'string', default: '120' },
    json: { type: 'boolean', default: false },
    tell: { type: 'boolean', default: false },
    bail: { type: 'boolean', default: false },
    processes: { type: 'string', default: String(availableParallelism()) },
    share: { type: 'string' },
  },
})
const first = Number(values.seed ?? 1)
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1))
const work = values.work === undefined ? {} : { work: Number(values.work) }
const only = values.only === undefined ? null : fromRanges(values.only)
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`)

/** Violations of the same sort say the same when their ids are left out. */
const sortOf = (violation: string): string => violation.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+|"[^"]*"/g, '·').slice(0, 60)

async function shorten(seed: number, verdict: Verdict): Promise<string> {
  const wanted = sortOf(verdict.violations[0] ?? '')
  const fails = async (kept: ReadonlySet<number>): Promise<boolean> =>
    (await day(seed, { ...work, only: kept })).violations.some((v) => sortOf(v) === wanted)
  return asRanges(await shrunk(only ? [...only] : verdict.steps, fails, Number(values.tries)))
}

/** One of several processes works through every n-th seed and sends what it found. */
async function share(index: number, of: number): Promise<void> {
  for (let seed = first + index; seed < first + count; seed += of) process.send?.(await day(seed, work))
  process.disconnect?.()
}

const total = { seeds: 0, failed: 0, violations: 0, cases: 0, lost: 0, quarantined: 0, requests: 0, deviceDays: 0, cpuMs: 0 }
const failed: Verdict[] = []
const faults: Faults[] = []
const deeds: Deeds[] = []
function take(verdict: Verdict): void {
  total.seeds += 1
  total.violations += verdict.violations.length
  for (const key of ['cases', 'lost', 'quarantined', 'requests', 'deviceDays', 'cpuMs'] as const) total[key] += verdict[key]
  faults.push(verdict.faults)
  deeds.push(verdict.deeds)
  const { seed, violations, trace, cases, lost, ms } = verdict
  say(`seed ${seed}: ${violations.length === 0 ? 'ok' : 'FAILED'}, trace ${trace}, ${cases} cases, ${lost} lost, ${ms} ms`)
  if (violations.length === 0) return
  total.failed += 1
  failed.push(verdict)
  for (const violation of violations.slice(0, 12)) say(`  ${violation.slice(0, 500)}`)
  if (values.bail) process.exit(1)
}

async function everySeed(): Promise<void> {
  const processes = Math.min(Number(values.processes), count)
  if (processes === 1 || only || values.tell) {
    for (let seed = first; seed < first + count; seed++)
      take(await day(seed, { ...work, ...(only ? { only } : {}), ...(values.tell ? { tell: say } : {}) }))
    return
  }
  await Promise.all(
    Array.from(
      { length: processes },
      (_, index) =>
        new Promise<void>((done, fail) => {
          const child = fork(import.meta.filename, [...process.argv.slice(2), '--share', `${index}/${processes}`])
          child.on('message', (verdict) => take(verdict as Verdict))
          child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`a share of the seeds ended with ${code}`))))
        }),
    ),
  )
}

if (values.share !== undefined) {
  const [index = 0, of = 1] = values.share.split('/').map(Number)
  await share(index, of)
} else {
  const from = performance.now()
  await everySeed()
  for (const verdict of failed.slice(0, 3)) {
    const schedule = await shorten(verdict.seed, verdict)
    say(`seed ${verdict.seed} fails with steps ${schedule}`)
    say(`  replay: npm run sim -- --seed ${verdict.seed}${values.work ? ` --work ${values.work}` : ''} --only ${schedule} --tell`)
  }
  const { seeds, violations, deviceDays, cpuMs, ...rest } = total
  const each = (ms: number): number => Math.round(ms / Math.max(1, seeds))
  process.stdout.write(
    `${JSON.stringify({ seeds, violations, msPerSeed: each(performance.now() - from), cpuMsPerSeed: each(cpuMs), deviceDays: Math.round(deviceDays), ...rest, faults: addUp(faults), deeds: addUp(deeds) })}\n`,
  )
  process.exit(violations > 0 ? 1 : 0)
}
