// Headquarters as a real process on a disk that fills up or is taken away under two busy desktops, and both stores at the
// last bytes, LEVELS (100) of them each: words within a second, reading goes on, nothing acknowledged is lost, it heals by
// itself.
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { BALLAST, stateBy } from '../../src/hq/disk.ts'
import { openHq } from '../../src/hq/hq.ts'
import { HqRefusal } from '../../src/hq/refusal.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { wordsFor } from '../../src/hq/words.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { routes, START } from '../../src/shared/sync/protocol.ts'
import { bundle } from '../support/bundle.ts'
import { desktop, type Desktop, KEY } from '../support/desktop.ts'
import { HqClient } from '../support/hq-client.ts'
import { insert } from '../support/judge.ts'
import { smallDisk, type SmallDisk } from '../support/small-disk.ts'
import { done, nextDeed } from './counter.ts'
import { type DeskProcess, nothingNoted, startDesk } from './desk-process.ts'
import { foundStore, openGroup, type OpenedGroup, quickFolder } from './group-of-desks.ts'
import { archive } from './paper.ts'
import { faultsAtRest, faultsOfDesk, watchHq } from './wholeness.ts'

const SEED = Number(process.env['SEED'] ?? 1)
const LEVELS = Number(process.env['LEVELS'] ?? 100)
const PATIENCE_MS = 60_000
const KB = 1024
const MB = 1024 * KB
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const removals: (() => unknown)[] = []
afterAll(async () => {
  for (const remove of removals.toReversed()) await remove()
})
const disk = (megabytes: number): SmallDisk => {
  const made = smallDisk(megabytes)
  removals.push(made.remove)
  return made
}

describe('headquarters as a process', () => {
  let group: OpenedGroup
  let small: SmallDisk
  let flag: string
  let reader: Desktop
  let paper = ''
  let invitation = ''
  const desks: DeskProcess[] = []
  const notes = [nothingNoted(), nothingNoted()]

  beforeAll(async () => {
    small = disk(96)
    const aside = quickFolder()
    removals.push(() => rmSync(aside, { recursive: true, force: true }))
    flag = join(aside, 'read-only')
    const library = join(aside, 'read-only.so')
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, resolve(import.meta.dirname, 'read-only.c')])
    const programs = await bundle({ desk: 'tests/processes/busy-desk.ts', worker: 'src/main/sync/worker.ts', hq: 'src/hq/main.ts' })
    removals.push(programs.remove)
    const hqFolder = join(small.folder, 'hq')
    group = await openGroup(SEED, {
      hqProgram: programs.file.hq,
      hqFolder,
      hqEnv: { LD_PRELOAD: library, READ_ONLY_FOLDER: hqFolder, READ_ONLY_FLAG: flag },
    })
    removals.push(group.remove)
    for (const [n, noted] of notes.entries()) {
      const desk = startDesk(programs.file, group.desks[n]?.folder ?? '', noted, { seed: SEED + n })
      desks.push(desk)
      removals.push(desk.kill)
      await desk.until(() => desk.counts().answers > 0, PATIENCE_MS, 'a first answer')
    }
    reader = desktop('经理室')
    removals.push(reader.remove)
    await reader.join(await group.hq.code('SY'))
    invitation = await group.hq.code('SY')
    const [first] = desks as [DeskProcess]
    first.archive(60 * KB)
    await first.until(() => first.papers().length > 0, PATIENCE_MS, 'archiving')
    paper = first.papers()[0] ?? ''
    await until(() => reader.engine.fetch(paper).catch(() => false), PATIENCE_MS, 'the paper')
  })

  const health = (): Promise<{ ok: boolean; disk: string }> =>
    new Promise((said, fail) => {
      get(`https://127.0.0.1:${group.hq.port}${routes.health}`, { rejectUnauthorized: false, agent: false }, (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => said(JSON.parse(text) as { ok: boolean; disk: string }))
      }).on('error', fail)
    })
  async function until(so: () => unknown, withinMs: number, what: string): Promise<number> {
    const from = performance.now()
    while (!(await so())) {
      if (performance.now() - from > withinMs) throw new Error(`${what}: not within ${withinMs} ms`)
      await pause(20)
    }
    return performance.now() - from
  }
  const saidAtTerminal = (sentence: string): number => group.hq.words().split(sentence.split('{')[0] ?? '').length - 1
  const { disk: sentences } = wordsFor('zh-CN')

  /** Takes the disk away, looks at everything while it is gone, gives it back, and looks again. */
  async function trouble(state: 'full' | 'read-only', begin: () => Promise<() => unknown> | (() => unknown)): Promise<void> {
    for (const desk of desks) desk.goOn()
    const before = desks.map((desk) => desk.counts())
    const said = saidAtTerminal(sentences[state])
    let healing = 0
    const heals = await begin()
    try {
      const noticed = await until(async () => (await health()).disk === state && saidAtTerminal(sentences[state]) > said, 5_000, 'words')
      expect(noticed, 'ms until words').toBeLessThan(1_000 + 250)
      expect((await health()).ok).toBe(false)

      await Promise.all(
        desks.map((desk, n) =>
          desk.until(() => desk.modesSince(before[n]?.modes ?? 0).includes('problem hq-cannot-write'), PATIENCE_MS, 'the desk says so'),
        ),
      )
      const ruled = notes.map((noted) => noted.ruled.size)
      const writes = desks.map((desk) => desk.counts().writes)
      // Whoever only reads is given everything.
      expect(await reader.engine.now()).toMatchObject({ mode: 'online', problem: null, behind: 0 })
      reader.files.remove(paper)
      expect(await reader.engine.fetch(paper)).toBe(true)
      await pause(700)
      for (const [n, desk] of desks.entries()) expect(desk.counts().writes, 'people work on').toBeGreaterThan(writes[n] ?? 0)
      expect(notes.map((noted) => noted.ruled.size)).toEqual(ruled)
    } finally {
      healing = saidAtTerminal(sentences.well)
      await heals()
    }
    await until(async () => (await health()).ok && saidAtTerminal(sentences.well) > healing, 5_000, 'words of recovery')
    for (const what of ['draining', 'hearing the other']) {
      for (const desk of desks) desk.rest()
      for (const desk of desks) await desk.until(desk.quiet, PATIENCE_MS, what)
    }
    expect(notes.flatMap(({ wrote, ruled }) => [...wrote.keys()].filter((id) => ruled.get(id) !== 'accepted'))).toEqual([])
  }

  test.each([0, 4 * KB, 200 * KB, 3 * MB, 15 * MB])(
    '[S-FEED-9, S-RULE-1] its disk is full but for %i bytes: words within a second, reading goes on, it heals by itself',
    (left) => trouble('full', () => small.fill(left)),
  )

  test('[S-FEED-9] its disk becomes read-only under it: the same', () =>
    trouble('read-only', () => {
      writeFileSync(flag, '')
      return () => rmSync(flag)
    }))

  test.each([2 * MB, 0])(
    '[S-FEED-9] killed and started again on a disk full but for %i bytes it answers as before, and a newcomer is told why not',
    (left) =>
      trouble('full', async () => {
        await until(() => existsSync(join(group.hq.folder, BALLAST)), 5_000, 'the ballast')
        const frees = small.fill(left)
        await group.hq.kill()
        await group.hq.start()
        await until(async () => (await health()).disk === 'full', 2_000, 'words')
        const newcomer = desktop('新机')
        try {
          const joining = newcomer.engine.join({ code: invitation, name: '新机' }, () => undefined, new AbortController().signal)
          expect(await joining.catch((error: unknown) => (error instanceof Refusal ? error.code : error))).toBe('hq-cannot-write')
        } finally {
          await newcomer.remove()
        }
        return frees
      }),
  )

  test('[S-RULE-1, S-FEED-3] in the end all are whole and equal, row by row', async () => {
    for (const desk of desks) expect(await desk.end()).toBe(0)
    await reader.leave()
    await group.hq.kill()
    expect(watchHq(group.hq.folder)(new Map(notes.flatMap(({ ruled }) => [...ruled])))).toEqual([])
    for (const [n, { file, key }] of group.desks.entries()) {
      expect(faultsOfDesk(file, key, notes[n] as (typeof notes)[number])).toEqual([])
      expect(faultsAtRest(file, key)).toEqual([])
    }
    expect(await group.differences()).toEqual([])
  })
})

describe(`at ${LEVELS} fill levels`, () => {
  /** From the last byte up, finely first. */
  const levels = Array.from({ length: LEVELS }, (_, n) => Math.round((n / LEVELS) ** 2 * 400 * KB))

  test('[S-RULE-1, S-FEED-1] headquarters’ store acknowledges nothing it cannot keep, and goes on when there is room', async () => {
    // Each level leaves its rows behind, three to four megabytes of them.
    const small = disk(96 + 5 * LEVELS)
    const folder = join(small.folder, 'hq')
    const hq = await openHq({ store: openSqliteStore(folder), log: pino({ level: 'silent' }) })
    await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64) })
    const site = (await hq.pairing.addSite('试验店')).id
    const code = readPairingCode(writePairingCode((await hq.pairing.issue(site, { group: false, minutes: 60 })).code))
    if (!code) throw new Error('no code')
    const client = new HqClient(code)
    client.paired = await hq.pairing.pair(client.pairRequest())
    const device = await hq.store.device(client.replica)
    if (!device) throw new Error('no device')
    const command = Object.entries(buildManifest().commands).find(([, c]) => c.writes.includes('customers'))?.[0] ?? ''
    const acks = new Map<string, string>()
    let known = 0
    const batch = () =>
      Array.from({ length: 12 }, () =>
        client.make({
          command,
          changes: [insert('customers', `C${++known}`, { site_id: site, kind: 'person', name: `来客 ${known}`, note: '一'.repeat(400) })],
        }),
      )
    let waiting = batch()
    const take = async (): Promise<void> => {
      for (const ruling of await hq.ingest.take(device, waiting)) acks.set(ruling.changeset, ruling.outcome)
      waiting = batch()
    }
    let refused = 0
    for (const left of levels) {
      const frees = small.fill(left)
      for (let n = 0; n < 200; n++) {
        const said = await take().catch((error: unknown) => error)
        if (said === undefined) continue
        if (!(said instanceof HqRefusal) || said.failure.error !== 'cannot-write') throw said
        refused += 1
        break
      }
      const page = await hq.store.feedAfter(device, START, 10_000)
      expect(page?.entries.length).toBeGreaterThan(0)
      frees()
      await take()
    }
    await hq.close()
    expect(refused).toBe(levels.length)
    expect(watchHq(folder)(acks)).toEqual([])
  })

  test('[S-CAP-1] a desktop’s store refuses what it cannot keep whole, reads on, and goes on when there is room', async () => {
    const small = disk(64)
    const desk = desktop('前台', { folder: small.folder })
    await foundStore(desk, SEED)
    const random = seeded(SEED)
    const noted = nothingNoted()
    const last = () =>
      desk.st.one<{ id: string; payload_digest: string }>(
        'SELECT id, payload_digest FROM _sync_changesets WHERE seq IS NOT NULL ORDER BY n DESC LIMIT 1',
      )
    const work = (): void => {
      const deed = nextDeed(desk, random)
      const line = deed && done(deed) ? last() : undefined
      if (line) noted.wrote.set(line.id, line.payload_digest)
    }
    let refused = 0
    for (const left of levels) {
      const frees = small.fill(left)
      for (let n = 0; n < 2_000; n++)
        try {
          work()
          if (n % 10 === 9) archive(desk, random, 4_000)
        } catch (error) {
          if (stateBy(error) !== 'full') throw error
          refused += 1
          break
        }
      expect(desk.run('customers.page', { limit: 5 } as never).rows.length).toBeGreaterThan(0)
      frees()
      const before = noted.wrote.size
      while (noted.wrote.size === before) work()
    }
    await desk.leave()
    expect(refused).toBe(levels.length)
    expect(faultsOfDesk(join(small.folder, 'store.db'), KEY, noted)).toEqual([])
  })
})
