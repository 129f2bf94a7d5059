// Two desktops and a headquarters as real processes at a scripted working day, over lines whose fault changes every few
// seconds. At its end everything was ruled once, no receipt and no paper is missing, and all three are equal row by row.
import { openDatabases } from '../../src/hq/store/open.ts'
import { statementsOf as hqStatementsOf } from '../../src/hq/store/statements.ts'
import { seeded, type Random } from '../../src/main/demo/random.ts'
import { bundle } from '../support/bundle.ts'
import { type Fault, type Proxy, proxyTo } from '../support/proxy.ts'
import { type DeskProcess, nothingNoted, startDesk } from './desk-process.ts'
import { openGroup } from './group-of-desks.ts'
import { faultsOfSharedDesk, watchHq } from './wholeness.ts'

const PATIENCE_MS = 120_000
const KB = 1024
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** What a line does next. */
export function nextFault(random: Random): Fault {
  const way = random.pick(['up', 'down'] as const)
  switch (
    random.weighted([
      ['pass', 4],
      ['cut', 2],
      ['stall', 2],
      ['half-open', 1],
      ['deaf', 2],
      ['mute', 1],
      ['delay', 2],
      ['slow', 3],
      ['reset', 4],
      ['truncate', 2],
    ] as const)
  ) {
    case 'pass':
      return { kind: 'pass' }
    case 'cut':
      return { kind: 'cut' }
    case 'stall':
      return { kind: 'stall' }
    case 'half-open':
      return { kind: 'half-open' }
    case 'deaf':
      return { kind: 'deaf' }
    case 'mute':
      return { kind: 'mute' }
    case 'delay':
      return { kind: 'delay', ms: random.int(50, 1_500) }
    case 'slow':
      return { kind: 'slow', bytesPerSecond: random.pick([5_000, 20_000]), ...(random.chance(0.5) ? { way } : {}) }
    case 'reset':
      return { kind: 'reset', way, least: 300, most: random.pick([4, 40, 200]) * KB, random }
    case 'truncate':
      return { kind: 'truncate', bytes: random.int(0, 40 * KB) }
  }
}

export type DayResult = {
  faults: string[]
  line: string
  /** Changesets that desktops acknowledged, papers, and rows that were compared. */
  checked: { changesets: number; papers: number; rows: number }
  /** Faults the lines had, and answers that came all the same. */
  weather: { faults: number; answers: number }
}

/** Works for so many seconds. `hasty` workers lose patience in seconds: more of it happens in less time. */
export async function workThrough({
  seed,
  seconds,
  hasty = false,
}: {
  seed: number
  seconds: number
  hasty?: boolean
}): Promise<DayResult> {
  const from = Date.now()
  const random = seeded(seed)
  const worker = hasty ? 'tests/processes/hasty-worker.ts' : 'src/main/sync/worker.ts'
  const programs = await bundle({ desk: 'tests/processes/busy-desk.ts', worker, hq: 'src/hq/main.ts' })
  const lines: Proxy[] = []
  const desks: DeskProcess[] = []
  const group = await openGroup(seed, {
    hqProgram: programs.file.hq,
    through: async (hq) => {
      const line = await proxyTo(() => hq.port)
      lines.push(line)
      return line.port
    },
  })
  const notes = group.desks.map(nothingNoted)
  const faults: string[] = []
  let changes = 0
  /** One line's day; each has its own randomness, so that none depends on how fast another was. */
  const weather = async (line: Proxy, own: Random): Promise<void> => {
    for (let left = seconds * 1_000; left > 0;) {
      const lasts = Math.min(left, own.int(1_500, 6_000))
      line.set(nextFault(own))
      changes += 1
      await pause(lasts)
      left -= lasts
    }
    line.set({ kind: 'pass' })
  }
  try {
    for (const [n, noted] of notes.entries())
      desks.push(
        startDesk(programs.file, group.desks[n]?.folder ?? '', noted, { seed: random.int(1, 1e9), pauseMs: hasty ? 60 : 300, work: 'day' }),
      )
    for (const desk of desks) await desk.until(() => desk.counts().answers > 0, PATIENCE_MS, 'a first answer')
    await Promise.all(lines.map((line) => weather(line, seeded(random.int(1, 1e9)))))

    for (const desk of desks) desk.rest()
    for (const desk of desks) await desk.until(desk.quiet, PATIENCE_MS, 'draining')
    const papers = await exchangePapers(desks)
    // A file's last bytes, and what is derived from rows that came, follow the documents.
    for (const desk of desks) desk.rest()
    for (const desk of desks) await desk.until(desk.quiet, PATIENCE_MS, 'draining')
    for (const [n, desk] of desks.entries()) {
      if (desk.counts().workers !== 1) faults.push(`desk ${n} had ${desk.counts().workers} workers`)
      for (const mode of new Set(desk.modesSince(0))) if (mode.startsWith('problem')) faults.push(`desk ${n} said ${mode}`)
      const code = await desk.end()
      if (code !== 0) faults.push(`desk ${n} was closed and ended with ${code}`)
    }
    await group.hq.kill()
    faults.push(...watchHq(group.hq.folder)(new Map(notes.flatMap(({ ruled }) => [...ruled]))))
    const { rows, ruled } = kept(group.hq.folder)
    for (const [n, { file, key }] of group.desks.entries()) {
      const { wrote } = notes[n] as (typeof notes)[number]
      for (const id of wrote.keys()) if (!ruled.has(id)) faults.push(`desk ${n} acknowledged ${id} and headquarters has no ruling for it`)
      faults.push(...faultsOfSharedDesk(file, key, ruled).map((fault) => `desk ${n}: ${fault}`))
    }
    faults.push(...(await group.differences()).map((difference) => `not equal: ${difference}`))

    const changesets = notes.reduce((sum, { wrote }) => sum + wrote.size, 0)
    const answers = desks.reduce((sum, desk) => sum + desk.counts().answers, 0)
    const passed = changesets + papers + rows
    return {
      faults,
      checked: { changesets, papers, rows },
      weather: { faults: changes, answers },
      line:
        `work: ${passed} passed, ${faults.length} failed: ${changesets} changesets acknowledged and ruled once, ${papers} papers on both desks, ` +
        `${rows} rows equal at both desks and headquarters; the lines changed ${changes} times, ${answers} rounds were answered; ` +
        `${Math.round((Date.now() - from) / 1000)} s.`,
    }
  } finally {
    for (const desk of desks) await desk.kill()
    for (const line of lines) await line.close()
    await group.remove()
    programs.remove()
  }
}

/** Every paper of either desk comes to the other one, whose store checks its digest. @throws when one does not. */
async function exchangePapers([one, other]: readonly DeskProcess[]): Promise<number> {
  if (!one || !other) throw new Error('two desks')
  let papers = 0
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    for (const sha256 of from.papers()) {
      for (const end = Date.now() + PATIENCE_MS; !to.fetched(sha256);) {
        const missed = to.missed()
        to.fetch(sha256)
        await to.until(() => to.fetched(sha256) || to.missed() > missed, PATIENCE_MS, 'a paper')
        if (Date.now() > end) throw new Error(`paper ${sha256} never came to headquarters`)
        if (!to.fetched(sha256)) await pause(200)
      }
      papers += 1
    }
  return papers
}

/** What headquarters ruled, and how many rows it has. */
function kept(folder: string): { ruled: Map<string, string>; rows: number } {
  const { db, files } = openDatabases(folder)
  try {
    const st = hqStatementsOf(db)
    return {
      ruled: new Map(st.all<{ id: string; outcome: string }>('SELECT id, outcome FROM changesets').map((c) => [c.id, c.outcome])),
      rows: st.one<{ n: number }>('SELECT count(*) AS n FROM docs WHERE deleted = 0')?.n ?? 0,
    }
  } finally {
    db.close()
    files.close()
  }
}
