// Process start to a first screen that answers input, on an existing encrypted demo store, beside a blank Electron
// window; and the memory of both, all processes together, when they are idle.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spread } from './measure.ts'

type Ready = { readyMs: number }
const BLANK = ['tests/bench/blank']
/** After this an application that nobody touches has fetched what it fetches by itself. */
const IDLE_MS = 12_000

/** Each in a process group of its own, so that its helpers can be found, and ended with it. */
function open(args: readonly string[]): ChildProcess {
  const child = spawn(process.env['ELECTRON_EXEC_PATH'] as string, ['--no-sandbox', '--disable-gpu', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const end = (): never => {
    process.kill(-(child.pid as number), 'SIGKILL')
    process.exit(1)
  }
  process.once('SIGTERM', end)
  child.once('close', () => process.off('SIGTERM', end))
  return child
}

/** Runs until it says that it is ready and ends by itself. */
function ready(args: readonly string[]): Promise<Ready> {
  return new Promise((done, failed) => {
    const child = open(args)
    let out = ''
    child.stdout?.on('data', (d: Buffer) => (out += d.toString()))
    child.on('error', failed)
    child.on('close', (code) => {
      const line = out.split('\n').findLast((l) => l.startsWith('{'))
      if (code === 0 && line) done(JSON.parse(line) as Ready)
      else failed(new Error(`${args.join(' ')} ended with ${code}: ${out}`))
    })
  })
}

/** Proportional set size of a process group in MB: pages shared by several processes count once. */
function memoryOf(group: number): number {
  const of = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && groupOf(name) === group)
  const kb = of.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0))
  return Math.round(kb.reduce((sum, each) => sum + each, 0) / 1024)
}
function groupOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
  } catch {
    return -1
  }
}

async function idleMemory(args: readonly string[]): Promise<number> {
  const child = open(args)
  const gone = new Promise((done) => child.once('close', done))
  await new Promise((done) => setTimeout(done, IDLE_MS))
  const mb = memoryOf(child.pid as number)
  child.kill('SIGTERM')
  await gone
  if (mb === 0) throw new Error(`${args.join(' ')} did not stay`)
  return mb
}

const ratio = (ours: number, floor: number): number => Math.round((ours / floor) * 100) / 100

/** Milliseconds from the creation of the process to the first answered key, taking turns; each once before, unmeasured. */
export async function timesOf(
  times: number,
  one: readonly string[],
  another: readonly string[],
): Promise<{ ours: number[]; other: number[] }> {
  await ready(one)
  await ready(another)
  const [ours, other]: [number[], number[]] = [[], []]
  for (let i = 0; i < times; i++) {
    ours.push((await ready(one)).readyMs)
    other.push((await ready(another)).readyMs)
  }
  return { ours, other }
}

/** Milliseconds from the creation of the process; megabytes of PSS, which only Linux tells. */
export async function benchStart(times: number, given?: string) {
  const profile = given ?? mkdtempSync(join(tmpdir(), 'forecourt-bench-start-'))
  const smoke = ['.', '--smoke', '--profile', profile]
  const { ours, other: blank } = await timesOf(times, smoke, BLANK)
  const memory = { ours: [] as number[], blank: [] as number[] }
  if (process.platform === 'linux')
    for (let i = 0; i < 3; i++) {
      memory.ours.push(await idleMemory(['.', '--profile', profile]))
      memory.blank.push(await idleMemory([...BLANK, '--stay']))
    }
  if (!given) rmSync(profile, { recursive: true, force: true })
  const ms = { ours: spread(ours), floor: spread(blank) }
  const mb = { ours: spread(memory.ours), floor: spread(memory.blank) }
  return {
    ms,
    ratio: ratio(ms.ours.p50, ms.floor.p50),
    // Each pair ran one after the other: what the machine did meanwhile bore on both alike.
    ratioOfPairs: spread(ours.map((each, i) => each / (blank[i] as number))).p50,
    mb,
    memoryRatio: ratio(mb.ours.p50, mb.floor.p50),
    asked: { ratio: 2, memoryRatio: 1.5 },
  }
}
