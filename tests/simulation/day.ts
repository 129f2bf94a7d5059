// One seed: nine desktops of three sites and a headquarters go through a schedule, and every promise is checked at every
// position and every quiet point. The same seed and the same steps make the same day, id by id.
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../../src/main/demo/random.ts'
import { anyDue } from '../../src/main/store/due.ts'
import { takingIn } from '../../src/main/store/anew.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { unsentFiles } from '../../src/main/sync/files.ts'
import { createCast, type Member } from './cast.ts'
import { PowerCut } from './driver.ts'
import { type Fault, type Faults, noFaults } from './faults.ts'
import { openHeadquarters } from './headquarters.ts'
import { createLine, FINE, ROUGH, type Weather } from './line.ts'
import { atRest, DESKTOPS, morning, OPENS, workplace } from './opening.ts'
import { createScheduler } from './scheduler.ts'
import { batchesAreWhole, isBounded, isFound, papersAreThere, sumsAgree } from './rest.ts'
import { scheduleOf, type Schedule, type Step } from './schedule.ts'
import { decide, type Deed, type Deeds, noDeeds, step, strange } from './shop-floor.ts'
import { ruled } from './rulings.ts'
import { agree, isQuiet, shownBy } from './truths.ts'
import { createWatch } from './watch.ts'

export type Verdict = {
  seed: number
  /** Steps of the whole schedule, by number. */
  steps: number[]
  violations: string[]
  changesets: number
  cases: number
  lost: number
  quarantined: number
  faults: Faults
  /** What people did and the business let them. */
  deeds: Deeds
  requests: number
  trace: string
  ms: number
  /** Processor time, ms: what it costs on a busy machine too. */
  cpuMs: number
  deviceDays: number
}
export type DayOptions = { work?: number; only?: ReadonlySet<number>; tell?: (line: string) => void }

/** Within this much virtual time after the last fault all outboxes drain, epoch ms aside. */
const BOUND = 45 * 60_000
/** By then every machine's power is back, ms. */
const LONGEST_OFF = 6 * 3_600_000
const WEATHERS: Record<Extract<Step, { kind: 'weather' }>['weather'], Weather> = {
  fine: FINE,
  rough: ROUGH,
  cut: { ...ROUGH, up: false, down: false },
  mute: { ...ROUGH, up: false },
  deaf: { ...ROUGH, down: false },
}

const cpuSince = (from: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
const inTheDark = (error: unknown): string => {
  if (error instanceof PowerCut) return 'power cut'
  throw error
}

export async function day(seed: number, { work, only, tell }: DayOptions = {}): Promise<Verdict> {
  const opening = await morning()
  const from = performance.now()
  const cpu = process.cpuUsage()
  const folder = workplace()
  const scheduler = createScheduler(OPENS)
  mkdirSync(join(folder, 'hq'))
  for (const [name, bytes] of opening.hq) writeFileSync(join(folder, 'hq', name), bytes)
  const stream = (n: number) => seeded(Math.imul(seed, 40_503) + n * 7919)
  const hq = await openHeadquarters(join(folder, 'hq'), scheduler, stream(1))
  const entered = new Map(opening.entered)
  const watch = createWatch(hq, entered, { tables: opening.tables, position: opening.position })
  const trace = createHash('sha256')
  const violations: string[] = []
  const faults = noFaults()
  const deeds = noDeeds()
  const did = (deed: Deed): void => void (deeds[deed] += 1)
  const happened = (fault: Fault): void => void (faults[fault] += 1)
  const lines = DESKTOPS.map((_, n) => createLine(hq, scheduler, stream(100 + n), happened))
  const cast = createCast({
    ...{ folder, opening, hq, lines, scheduler, watch, entered, violations, happened, did },
    random: (n) => stream(200 + n),
  })
  let requests = 0
  let slept = 0
  hq.onAnswered(() => {
    requests += 1
    watch.look()
    for (const line of lines) line.look()
  })
  hq.onCut((how) => {
    if (how !== 'between') happened(`headquarters cut ${how} a call`)
    const back = (): Promise<void> =>
      hq.recover().then(() => {
        watch.look()
        for (const line of lines) line.look()
      })
    scheduler.after(hqOff, () => void scheduler.during(back()))
  })
  let hqOff = 1000

  const perform = async (s: Step): Promise<string> => {
    const member = 'desktop' in s ? (cast.members[s.desktop] as Member) : null
    const life = member?.working() ?? null
    switch (s.kind) {
      case 'work':
        if (!member || !life) return 'nobody'
        return cast.commit(member, () => step(cast.desk(member, life), seeded(s.seed)))
      case 'strange':
        if (!member || !life) return 'nobody'
        return cast.commit(member, () => strange(life.session, seeded(s.seed)))
      case 'decide':
        if (!member || !life) return 'nobody'
        await decide(life.session, life.engine, seeded(s.seed))
        return 'decided'
      case 'weather':
        member?.desktop.line.change(WEATHERS[s.weather])
        return s.weather
      case 'cut-power':
        if (member) member.off = s.off
        life?.fuse.arm(s.calls, s.late)
        return 'armed'
      case 'kill-worker':
        if (life) happened('worker killed')
        life?.killWorker()
        return 'killed'
      case 'restart':
        if (!member || !life) return 'nobody'
        happened('program restarted')
        await scheduler.during(cast.restart(member))
        return 'restarted'
      case 'look':
        if (member && life) cast.look(member)
        return 'looked'
      case 'lose-disk':
      case 'revoke':
        if (!member || !life || (s.kind === 'revoke' && !hq.up())) return 'nobody'
        happened(s.kind === 'revoke' ? 'desktop revoked' : 'disk lost')
        await scheduler.during(s.kind === 'revoke' ? cast.revoke(member) : cast.loseDisk(member))
        return s.kind
      case 'move':
        return member ? await scheduler.during(cast.move(member, s.to)) : 'nobody'
      case 'anew':
        return member ? await scheduler.during(cast.takeAnew(member)) : 'nobody'
      case 'clock':
        if (member) {
          happened(s.by === 'frozen' ? 'clock frozen' : 'clock wrong')
          member.desktop.clock.frozen = s.by === 'frozen' ? member.desktop.now() : null
          if (s.by !== 'frozen') member.desktop.clock.off = s.by
        }
        return 'set'
      case 'hq-cut-power':
        hqOff = s.off
        hq.fuse()?.arm(s.calls, s.late)
        return 'armed'
      case 'hq-restart':
        if (!hq.up()) return 'down'
        happened('headquarters restarted')
        await scheduler.during(hq.stop().then(hq.start))
        for (const line of lines) line.look()
        return 'restarted'
      case 'hq-clock':
        happened('headquarters clock wrong')
        hq.clock.off = s.by
        return 'set'
      case 'night':
        slept += s.sleep
        scheduler.sleep(scheduler.now() + s.sleep)
        return 'slept'
      case 'quiet':
        return quiet()
    }
  }

  const quiet = async (): Promise<string> => {
    hq.fuse()?.disarm()
    for (const line of lines) line.change(FINE)
    for (const member of cast.members) member.desktop.life()?.fuse.disarm()
    await scheduler.run(scheduler.now() + LONGEST_OFF, () => cast.settled() && hq.up())
    const well = await scheduler.run(
      scheduler.now() + BOUND,
      () =>
        atRest(
          hq,
          cast.members.map((m) => m.desktop),
        ) &&
        cast.settled() &&
        cast.members.every((m) => {
          const life = m.desktop.life()
          return life !== null && !anyDue(life.past) && unsentFiles(life.past).length === 0 && takingIn(life.past) === null
        }) &&
        cast.tookAll(),
    )
    watch.look()
    if (!well) {
      for (const m of cast.members) {
        const life = m.desktop.life()
        const how = life
          ? JSON.stringify([
              life.session.pendingCount(),
              life.session.chain().seen.number,
              life.engine.status(),
              {
                due: anyDue(life.past),
                unsent: unsentFiles(life.past).length,
                site: readDesk(life.past).site,
                anew: takingIn(life.past),
              },
            ])
          : 'off'
        violations.push(`${m.desktop.name} does not come to rest: ${how}, headquarters is at ${hq.head()}`)
      }
      return 'not quiet'
    }
    const quietly = cast.members.flatMap((m) => {
      const life = m.desktop.life()
      return life ? [{ member: m, name: m.desktop.name, session: life.session, files: life.files, shown: shownBy(life.session) }] : []
    })
    for (const { member, name, session, shown } of quietly) {
      cast.look(member, shown)
      violations.push(
        ...isQuiet(name, session),
        ...isFound(name, session),
        ...ruled(hq, watch.tables, { name, session }, member.committed, member.fates),
      )
    }
    cast.settleMoney()
    violations.push(
      ...agree(hq, watch.tables, entered, quietly),
      ...(await sumsAgree(hq, quietly)),
      ...(await papersAreThere(hq, watch, cast, quietly)),
      ...batchesAreWhole(hq, watch.tables, cast.handedOver),
      ...isBounded(hq),
    )
    for (const line of lines) line.change(ROUGH)
    return 'quiet'
  }

  let schedule: Schedule = []
  try {
    schedule = scheduleOf(seed, DESKTOPS.length, work)
    for (const line of lines) line.change(ROUGH)
    for (const [n, s] of schedule.entries()) {
      if (only && !only.has(n) && s.kind !== 'quiet') continue
      await scheduler.run(OPENS + s.at)
      const what = await perform(s).catch(inTheDark)
      trace.update(`${n} ${JSON.stringify(s)} ${what} ${scheduler.now()}\n`)
      tell?.(
        `${String(n).padStart(4)} ${new Date(scheduler.now() + 8 * 3_600_000).toISOString().slice(5, 19)} ${s.kind} ${'desktop' in s ? DESKTOPS[s.desktop]?.name : ''} ${what}`,
      )
      violations.push(...watch.violations.splice(0))
      if (violations.length > 0) break
    }
    for (const said of [hq.said, ...cast.members.map((m) => m.desktop.said)]) violations.push(...said)
    for (const entry of watch.entries) trace.update(JSON.stringify(entry))
    for (const m of cast.members)
      trace.update(
        JSON.stringify(m.desktop.life()?.session.st.all('SELECT id, state, position, ruled_at FROM _sync_changesets ORDER BY n') ?? null),
      )
    const outcomes = new Map(
      hq
        .past()
        ?.all<{ outcome: string; n: number }>('SELECT outcome, count(*) AS n FROM changesets GROUP BY 1')
        .map((r) => [r.outcome, r.n]),
    )
    return {
      seed,
      steps: schedule.map((_, n) => n),
      violations,
      changesets: watch.entries.length,
      cases: watch.tables.get('cases')?.size ?? 0,
      lost: outcomes.get('lost') ?? 0,
      quarantined: outcomes.get('quarantined') ?? 0,
      faults,
      deeds,
      requests,
      trace: trace.digest('hex').slice(0, 16),
      ms: Math.round(performance.now() - from),
      cpuMs: Math.round(cpuSince(cpu)),
      deviceDays: Math.round(((scheduler.now() - OPENS - slept) / 86_400_000) * DESKTOPS.length * 10) / 10,
    }
  } finally {
    cast.close()
    await hq.stop().catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}
