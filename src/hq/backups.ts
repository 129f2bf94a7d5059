// Backups of headquarters: one folder each, with both databases and what was found when it was proved. A copy counts only
// once it was opened as a restored HQ would be. One order at a time; the copying is a thread's.
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupPlan, isDue, USUAL_PLAN } from '../shared/console/rules.ts'
import { drop, namesIn } from './backup-folder.ts'
import type { BackupOrder, BackupReply } from './backup-process.ts'
import type { Hq } from './hq.ts'
import { Denied } from './pairing.ts'
import { createSecondFolder } from './second-folder.ts'
import { type Deed, TERMINAL } from './store/console.ts'
import { holdings } from './store/copy.ts'
import { giveName, writeWhole } from './whole.ts'

/** A copy is begun so long after its time at most while HQ runs; one that was missed, so long after HQ starts. */
const LOOK_EVERY_MS = 5 * 60_000
/** One that could not be made is tried again by itself after this. */
const PATIENCE_MS = 60 * 60_000
const PLAN = 'backup-plan'
/** What stays free beside a copy and the place it is proved in. */
const SPARE = 64 * 1024 * 1024

const REPORT = 'report.json'
const Report = z.object({
  madeAt: z.number(),
  provedAt: z.number(),
  /** The check that failed; null when it is whole. */
  damaged: z.string().nullable(),
  proof: z
    .object({
      head: z.number(),
      rows: z.number(),
      changesets: z.number(),
      sites: z.number(),
      desktops: z.number(),
      files: z.number(),
      deeds: z.number(),
      bytes: z.number(),
      /** Copies of earlier versions do not say it. */
      holds: z.array(z.object({ what: z.enum(holdings), bytes: z.number() })).default([]),
      tookMs: z.number(),
    })
    .nullable(),
})
type Report = z.infer<typeof Report>
export type Backup = Report & { name: string }
/** A compaction is one of them: a copy being read keeps what it moved from leaving the logs. */
type Doing = 'make' | 'prove' | 'compact'
export type Backups = ReturnType<typeof createBackups>

const nameAt = (at: number): string => new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')

/** `data` is the directory HQ has open. */
export function createBackups(hq: Pick<Hq, 'store' | 'queue' | 'now' | 'log' | 'news' | 'disk'>, data: string) {
  const folder = join(data, 'backups')
  let doing: { what: Doing; name: string } | null = null
  let failed: { at: number; why: string } | null = null
  let child: ChildProcess | null = null
  let plan = USUAL_PLAN
  const second = createSecondFolder(hq, { data, folder, kept: () => plan.kept, prove: (path) => order('prove', path) })

  /** Takes up what was settled before this program started. */
  async function remember(): Promise<void> {
    const kept = await hq.store.state(PLAN)
    if (kept !== null) plan = BackupPlan.parse(JSON.parse(kept))
    await second.remember()
  }
  const remembered = remember().catch((error: unknown) => hq.log.error({ err: error }, 'what was settled about backups cannot be read'))

  async function setPlan(next: BackupPlan, by: string): Promise<void> {
    await hq.queue.run(async () => {
      const deed = { at: hq.now(), by, act: 'backup.plan', subject: null, details: next }
      await hq.store.commit({ base: await hq.store.head(), state: new Map([[PLAN, JSON.stringify(next)]]), deed })
      plan = next
    })
  }

  function list(): Backup[] {
    return namesIn(folder)
      .flatMap((name) => {
        const report = reportOf(join(folder, name, REPORT))
        return report ? [{ name, ...report }] : []
      })
      .toSorted((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1))
  }

  /** Two in one second are told apart by the next second. */
  function freeName(at: number): string {
    const name = nameAt(at)
    return existsSync(join(folder, name)) ? freeName(at + 1000) : name
  }

  /** One at a time; nobody waits in a queue, for a second copy of the same moment is of no use. @throws Denied backup-running */
  async function alone<T>(what: Doing, name: string, work: () => Promise<T>): Promise<T> {
    if (doing) throw new Denied('backup-running')
    doing = { what, name }
    hq.news.tell()
    try {
      return await work()
    } finally {
      doing = null
      hq.news.tell()
    }
  }
  /** Runs one order in a process. */
  async function order(what: 'make' | 'prove', copy: string): Promise<BackupReply> {
    const about: BackupOrder = { data, copy, place: join(folder, 'trial'), make: what === 'make' }
    const made = fork(new URL('./backup-process.ts', import.meta.url), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
    child = made
    try {
      return await new Promise<BackupReply>((done, fail) => {
        made.on('message', (reply) => done(reply as BackupReply))
        made.on('error', fail)
        made.on('exit', (code, signal) => fail(new Error(`the copying ended with ${code ?? signal}`)))
        made.send(about, (error) => error && fail(error))
      })
    } finally {
      child = null
    }
  }

  const keep = async (deed: Deed): Promise<void> => hq.queue.run(async () => hq.store.commit({ base: await hq.store.head(), deed }))

  /** A new copy, proved before it has its name. @throws Denied backup-running, no-room, backup-failed */
  async function make(by = TERMINAL): Promise<Backup> {
    const at = hq.now()
    const name = freeName(at)
    return alone('make', name, () => madeNow(at, name, by))
  }
  async function madeNow(at: number, name: string, by: string): Promise<Backup> {
    const draft = join(folder, `${name}.part`)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      for (const left of readdirSync(folder)) if (left.endsWith('.part')) rmSync(join(folder, left), { recursive: true, force: true })
      const { database, files } = await hq.store.watch.bytes()
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < 2 * (database + files) + SPARE) throw new Denied('no-room')
      const head = (await hq.store.head()).number
      const reply = await order('make', draft)
      // What was there before the copy began must be in it.
      if ('failed' in reply || reply.proof.head < head) {
        hq.log.error({ backup: name, why: 'failed' in reply ? reply.failed : 'head' }, 'a backup failed')
        throw new Denied('backup-failed')
      }
      const report: Report = { madeAt: at, provedAt: hq.now(), damaged: null, proof: reply.proof }
      writeWhole(join(draft, REPORT), JSON.stringify(report), 0o600)
      const path = join(folder, name)
      giveName(draft, path)
      for (const old of list().slice(plan.kept)) drop(folder, old.name)
      failed = null
      await second.carry(name)
      await keep({ at, by, act: 'backup.make', subject: name, details: { name, head: reply.proof.head, bytes: reply.proof.bytes } })
      return { name, ...report }
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      failed = { at, why: error instanceof Denied ? error.code : 'backup-failed' }
      if (!(error instanceof Denied)) hq.log.error({ err: error }, 'a backup failed')
      throw error instanceof Denied ? error : new Denied('backup-failed')
    }
  }

  /** Proves a copy anew, by a drill. A damaged one stays, and says so. @throws Denied backup-unknown, backup-running, backup-failed */
  async function prove(name: string, by = TERMINAL): Promise<Backup> {
    const known = list().find((backup) => backup.name === name)
    if (!known) throw new Denied('backup-unknown')
    const path = join(folder, name)
    const reply = await alone('prove', name, () => order('prove', path))
    if ('failed' in reply && !reply.damaged) throw new Denied('backup-failed')
    const found: Report = {
      madeAt: known.madeAt,
      provedAt: hq.now(),
      damaged: 'failed' in reply ? reply.failed : null,
      proof: 'failed' in reply ? known.proof : reply.proof,
    }
    writeWhole(join(path, REPORT), JSON.stringify(found), 0o600)
    await keep({ at: hq.now(), by, act: found.damaged === null ? 'backup.prove' : 'backup.damaged', subject: name, details: { name } })
    hq.news.tell()
    return { name, ...found }
  }

  /** Makes the copy that is due by the plan, also when its time passed while HQ did not run. */
  async function look(): Promise<void> {
    await remembered
    const newest = list().find(({ damaged }) => damaged === null)
    if (doing || hq.disk() !== 'well' || (failed && hq.now() - failed.at < PATIENCE_MS)) return
    if (!isDue(plan, newest?.madeAt ?? null, hq.now())) return
    await make().catch((error: unknown) => hq.log.error({ err: error }, 'a planned backup failed'))
  }
  const timer = setInterval(
    () => void look().catch((error: unknown) => hq.log.error({ err: error }, 'the backups cannot be looked at')),
    LOOK_EVERY_MS,
  )
  timer.unref()

  return {
    folder,
    list,
    make,
    prove,
    look,
    alone,
    standing: () => ({ doing, failed, plan, second: second.standing() }),
    setPlan,
    setSecond: second.set,
    /** Ends a copy that is under way; what it left is cleared away by the next one. */
    close: async (): Promise<void> => {
      clearInterval(timer)
      const ending = child
      if (ending) await new Promise((exited) => ending.once('exit', exited).kill('SIGKILL'))
    },
  }
}

function reportOf(file: string): Report | null {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
