// kill -9 of desktops, sync workers and headquarters at random instants of a busy day, and a look at everything each kill
// left. A kill counts only when a write was in flight: the victim said so before, and never said that it was done.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { seeded, type Random } from '../../src/main/demo/random.ts'
import { bundle } from '../support/bundle.ts'
import { nothingNoted, startDesk, type DeskPrograms, type DeskProcess } from './desk-process.ts'
import { openGroup } from './group-of-desks.ts'
import { faultsAtRest, faultsOfDesk, watchHq } from './wholeness.ts'

type Victim = 'desktop' | 'worker' | 'headquarters'
export type KillResult = {
  seed: number
  kills: Record<Victim, number>
  /** Kills that hit nobody in the middle of a write; looked at too, not counted. */
  idle: number
  /** Counted kills after which everything was as it must be. */
  passed: number
  faults: string[]
  acknowledged: number
  ruled: number
  /** Longest time from the kill of a worker to its successor, ms. */
  slowestWorkerMs: number
}
export type KillPrograms = DeskPrograms & { hq: string }

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
/** The rule, on a machine that does what it is asked at once. */
const WORKER_BACK_MS = 2_000
/** Noticing that it is gone, waking up for it and starting another each wait for the processor as a bare start does. */
const TURNS = 3

/** How long it takes here and now to start a program that does nothing and to hear from it, ms: the machine's share of any start. */
function bareStart(): Promise<number> {
  const from = performance.now()
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--eval', 'process.stdout.write("here")'], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('error', fail)
    child.stdout.once('data', () => done(performance.now() - from))
  })
}
/** On a machine that is busy with others too. */
const PATIENCE_MS = 60_000

/** Kills until `count` kills counted. @throws when a process that was started again does not come back at all. */
export async function killAtRandom(programs: KillPrograms, { seed, count }: { seed: number; count: number }): Promise<KillResult> {
  const random = seeded(seed)
  const group = await openGroup(seed, { hqProgram: programs.hq })
  const lookAtHq = watchHq(group.hq.folder)
  const result: KillResult = {
    seed,
    kills: { desktop: 0, worker: 0, headquarters: 0 },
    idle: 0,
    passed: 0,
    faults: [],
    acknowledged: 0,
    ruled: 0,
    slowestWorkerMs: 0,
  }
  const notes = group.desks.map(nothingNoted)
  const workers = new Set<number>()
  const start = async (n: number): Promise<DeskProcess> => {
    const { folder } = group.desks[n] as (typeof group.desks)[number]
    const desk = startDesk(programs, folder, notes[n] as (typeof notes)[number], { seed: random.int(1, 1e9) })
    await desk.until(desk.isOpen, PATIENCE_MS, 'opening')
    return desk
  }
  const desks = [await start(0), await start(1)]
  const ruled = (): Map<string, string> => new Map(notes.flatMap((noted) => [...noted.ruled]))
  const looked = (victim: Victim, inFlight: boolean, faults: readonly string[]): void => {
    if (inFlight) result.kills[victim] += 1
    else result.idle += 1
    if (inFlight && faults.length === 0) result.passed += 1
    result.faults.push(...faults.map((fault) => `${victim}: ${fault}`))
  }

  const killDesktop = async (n: number): Promise<void> => {
    const desk = desks[n] as DeskProcess
    const before = desk.counts().writes
    await desk.until(() => desk.counts().writes > before, PATIENCE_MS, 'a write')
    await pause(random.int(0, 120))
    await desk.until(desk.writing, PATIENCE_MS, 'writing')
    // Anywhere between the first statement and the word that it is done.
    const until = performance.now() + random.next() * 1.5
    while (performance.now() < until);
    await desk.kill()
    desk.workers().forEach((worker) => workers.add(worker))
    const { file, key } = group.desks[n] as (typeof group.desks)[number]
    looked('desktop', desk.writing(), faultsOfDesk(file, key, desk.noted))
    desks[n] = await start(n)
  }

  const killWorker = async (n: number): Promise<void> => {
    const desk = desks[n] as DeskProcess
    await desk.until(() => desk.asking() > 0, PATIENCE_MS, 'asking')
    await pause(random.int(0, 12))
    const before = desk.counts()
    const at = performance.now()
    process.kill(desk.worker(), 'SIGKILL')
    const bare = bareStart()
    await desk.until(() => desk.counts().workers > before.workers, PATIENCE_MS, 'a new worker')
    const took = performance.now() - at
    const within = WORKER_BACK_MS + TURNS * (await bare)
    await desk.until(() => desk.counts().answers > before.answers && desk.counts().writes > before.writes, PATIENCE_MS, 'going on')
    result.slowestWorkerMs = Math.max(result.slowestWorkerMs, Math.round(took))
    const noticed = desk.modesSince(before.modes).filter((mode) => mode !== 'online' && mode !== 'syncing')
    looked('worker', desk.counts().failed > before.failed, [
      ...(took > within ? [`its successor came after ${Math.round(took)} ms; ${Math.round(within)} ms are enough here and now`] : []),
      ...noticed.map((mode) => `the window said ${mode}`),
    ])
  }

  const killHq = async (): Promise<void> => {
    const asked = random.pick(desks)
    await asked.until(() => asked.asking() > 0, PATIENCE_MS, 'asking')
    await pause(random.int(0, 25))
    const before = desks.map((desk) => desk.counts())
    await group.hq.kill()
    const faults = lookAtHq(ruled())
    await group.hq.start()
    await Promise.all(
      desks.map((desk, n) =>
        desk.until(() => desk.counts().answers > (before[n]?.answers ?? 0), PATIENCE_MS, 'an answer of the restarted headquarters'),
      ),
    )
    // A round that was with it when it died came back as a failure.
    looked(
      'headquarters',
      desks.some((desk, n) => desk.counts().failed > (before[n]?.failed ?? 0)),
      faults,
    )
  }

  const kill = (random: Random): Promise<void> => {
    const victim = random.weighted([
      ['desktop', 4],
      ['worker', 3],
      ['headquarters', 3],
    ] as const)
    const n = random.int(0, 1)
    return victim === 'desktop' ? killDesktop(n) : victim === 'worker' ? killWorker(n) : killHq()
  }
  const counted = (): number => result.kills.desktop + result.kills.worker + result.kills.headquarters

  try {
    while (counted() < count && result.faults.length < 20) {
      // Between kills the line is up and everybody works.
      await Promise.all(desks.map((desk) => desk.until(() => desk.counts().answers > 0, PATIENCE_MS, 'a first answer')))
      await kill(random)
    }
    // Once for everybody to say everything, and once to hear what the others said.
    for (const what of ['draining', 'hearing the others']) {
      for (const desk of desks) desk.rest()
      for (const desk of desks) await desk.until(desk.quiet, PATIENCE_MS, what)
    }
    for (const desk of desks) {
      const code = await desk.end()
      if (code !== 0) result.faults.push(`a desk that was closed ended with ${code}`)
      desk.workers().forEach((worker) => workers.add(worker))
    }
    await group.hq.kill()
    result.faults.push(...lookAtHq(ruled()).map((fault) => `at the end: ${fault}`))
    for (const [n, { file, key }] of group.desks.entries()) {
      const noted = notes[n] as (typeof notes)[number]
      result.faults.push(
        ...[...faultsOfDesk(file, key, noted), ...faultsAtRest(file, key)].map((fault) => `at the end, desk ${n}: ${fault}`),
      )
      result.acknowledged += noted.wrote.size
      result.ruled += noted.ruled.size
    }
    result.faults.push(...(await group.differences()).map((difference) => `not equal: ${difference}`))
    for (const worker of workers) if (!(await gone(worker))) result.faults.push(`worker ${worker} outlived its desktop`)
    return result
  } finally {
    for (const desk of desks) await desk.kill()
    await group.remove()
  }
}

/** Without a parent there is nobody to work for: a worker ends by itself, as soon as it is given the processor. */
async function gone(worker: number): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(50))
    try {
      process.kill(worker, 0)
    } catch {
      return true
    }
  return false
}

/** While one dealership waits for a process to come back, the others use the machine. */
const SIDE_BY_SIDE = Math.min(3, availableParallelism() + 1)

/** Kills a dealership lives through: its stores stay small enough to be looked at whole after each. */
const A_GROUP = 50

/** `count` kills over a few dealerships, the seeds from `seed` on; `line` is the result in words. */
export async function killSideBySide({ count, seed }: { count: number; seed: number }) {
  const from = Date.now()
  const programs = await bundle({ desk: 'tests/processes/busy-desk.ts', worker: 'src/main/sync/worker.ts', hq: 'src/hq/main.ts' })
  try {
    const results: KillResult[] = []
    let started = 0
    const goOn = async (): Promise<void> => {
      for (let n = started++; n * A_GROUP < count; n = started++)
        results.push(await killAtRandom(programs.file, { seed: seed + n, count: Math.min(A_GROUP, count - n * A_GROUP) }))
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, goOn))
    const sum = (what: (r: KillResult) => number): number => results.reduce((total, r) => total + what(r), 0)
    const faults = results.flatMap((r) => r.faults.map((fault) => `seed ${r.seed}: ${fault}`))
    const kills = {
      desktop: sum((r) => r.kills.desktop),
      worker: sum((r) => r.kills.worker),
      headquarters: sum((r) => r.kills.headquarters),
    }
    const line =
      `kills: ${sum((r) => r.passed)} passed, ${sum((r) => r.kills.desktop + r.kills.worker + r.kills.headquarters - r.passed)} failed: ` +
      `${JSON.stringify(kills)}, ${sum((r) => r.idle)} more hit nobody in a write, ${faults.length} faults; ` +
      `${sum((r) => r.acknowledged)} changesets acknowledged, ${sum((r) => r.ruled)} ruled, the slowest worker was back in ` +
      `${Math.max(...results.map((r) => r.slowestWorkerMs))} ms; ${Math.round((Date.now() - from) / 1000)} s.`
    return { faults, kills, line }
  } finally {
    programs.remove()
  }
}
