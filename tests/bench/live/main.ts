// npm run bench -- live [--devices N]: what connected devices cost a real headquarters process: memory a connection, CPU
// while nobody says anything, and how long the news of a commit takes to reach every one. Ends within ten minutes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import pino from 'pino'
import { openHq } from '../../../src/hq/hq.ts'
import { openSqliteStore } from '../../../src/hq/store/sqlite.ts'
import { SITE_NAME } from '../sync/hq.ts'
import { spread } from '../measure.ts'
import { spawnHq } from '../../support/hq-process.ts'
import { HqClient } from '../../support/hq-client.ts'
import type { Heard, Listener } from './listeners.ts'

/** Idle seconds over which CPU is counted: more than two heartbeats. */
const IDLE_S = 50
const COMMITS = 60
/** Processes the listeners are spread over, so that they do not wait for each other. */
const PROCESSES = 2

/** CPU seconds a process used so far. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
const rssKb = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)

/** Pairs `devices` desks of one site straight at the store, then starts HQ on it. */
async function groupOf(folder: string, devices: number) {
  const store = openSqliteStore(folder)
  const hq = await openHq({ store, log: pino({ level: 'silent' }) })
  const site = await hq.pairing.addSite(SITE_NAME)
  await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'ab'.repeat(32) })
  const { code } = await hq.pairing.issue(site.id, { group: false, minutes: 60 })
  const writer = new HqClient(code)
  writer.paired = await hq.pairing.pair(writer.pairRequest({ name: '写的' }))
  const first = await store.device(writer.replica)
  if (!first) throw new Error('not paired')
  const listeners: Listener[] = []
  const directory = Array.from({ length: devices }, (_, n) => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const replica = `listener-${n}`
    listeners.push({ replica, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') })
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    return { kind: 'device' as const, device: { ...first, replica, name: `听 ${n}`, code: `L${n}`, publicKey: key } }
  })
  await store.commit({ base: await store.head(), directory })
  await hq.close()
  return { writer, listeners, site: site.id }
}

export async function benchLive(devices: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-live-'))
  const { writer, listeners, site } = await groupOf(folder, devices)
  const hq = await spawnHq(folder)
  const pid = hq.child.pid ?? 0
  const client = Object.assign(writer, { code: { ...writer.code, url: hq.url, fingerprint: hq.fingerprint } })
  const children: ChildProcess[] = []
  try {
    await client.round()
    const emptyKb = rssKb(pid)
    const heard: Heard[][] = []
    const from = performance.now()
    for (let n = 0; n < PROCESSES; n++) {
      const child = fork(resolve(import.meta.dirname, 'listeners.ts'), { serialization: 'advanced' })
      children.push(child)
      child.on('message', (said) => {
        const message = said as { heard?: Heard[] }
        if (message.heard) heard.push(message.heard)
      })
    }
    await Promise.all(
      children.map(
        (child, n) =>
          new Promise<void>((done, fail) => {
            child.once('exit', (code) => fail(new Error(`the listeners ended with ${code}`)))
            child.on('message', (said) => (said as { open?: number }).open !== undefined && done())
            child.send({ url: hq.url, listeners: listeners.filter((_, at) => at % PROCESSES === n) })
          }),
      ),
    )
    const connectS = Math.round(performance.now() - from) / 1000
    await pause(2_000)
    const fullKb = rssKb(pid)
    const cpuBefore = cpuOf(pid)
    const idleFrom = performance.now()
    await pause(IDLE_S * 1000)
    const idleCpu = ((cpuOf(pid) - cpuBefore) / (performance.now() - idleFrom)) * 1000
    children.forEach((child) => child.send({ listen: true }))
    heard.length = 0
    const sentAt = new Map<number, number>()
    for (let n = 0; n < COMMITS; n++) {
      const note = {
        table: 'customers',
        id: `c-${n}`,
        op: 'insert' as const,
        set: { site_id: site, kind: 'person', created_at: n, created_by: 'u' },
      }
      const changeset = client.make({ command: 'customers.add', changes: [note] })
      const at = Date.now()
      const { position } = await client.round([changeset])
      sentAt.set(position.number, at)
      await pause(400)
    }
    children.forEach((child) => child.send({ tell: true }))
    for (const end = Date.now() + 30_000; heard.length < PROCESSES;) {
      if (Date.now() > end) throw new Error('the listeners do not answer')
      await pause(20)
    }
    const latencies = latenciesOf(heard.flat(), sentAt)
    if (latencies.length !== COMMITS * devices) throw new Error(`${latencies.length} news of ${COMMITS * devices} arrived`)
    return {
      devices,
      connectS,
      kbAConnection: Math.round((fullKb - emptyKb) / devices),
      hqMb: Math.round(fullKb / 1024),
      idleCpuPercent: Math.round(idleCpu * 1000) / 10,
      newsMs: spread(latencies),
      target: 'p99 < 300 ms, from the commit being sent to its news being heard',
    }
  } finally {
    for (const child of children) child.disconnect()
    await hq.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** For each device and commit, ms until the first news that tells of it; several commits in short order are one news. */
function latenciesOf(heard: readonly Heard[], sentAt: ReadonlyMap<number, number>): number[] {
  const byDevice = new Map<string, Heard[]>()
  for (const news of heard) byDevice.set(news.who, [...(byDevice.get(news.who) ?? []), news])
  return [...byDevice.values()].flatMap((all) =>
    [...sentAt].flatMap(([number, sent]) => {
      const first = all.find(({ head }) => head >= number)
      return first ? [first.at - sent] : []
    }),
  )
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
