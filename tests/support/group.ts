// A headquarters of a group as a process of its own on a fixed port, so that it can be killed and started again under the
// desktops that talk to it.
import { mkdtempSync, rmSync } from 'node:fs'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'src/hq/main.ts')
const run = promisify(execFile)

export type Group = {
  port: number
  folder: string
  /** The private half of the group's recovery key, as the first start printed it. */
  recoveryKey: string
  /** Makes an empty site. */
  site(name: string): Promise<void>
  /** A pairing code of a site, as it is printed. */
  code(site: string, options?: { group?: boolean }): Promise<string>
  revoke(device: string): Promise<void>
  /** @throws with what HQ says, in words. */
  move(device: string, site: string): Promise<void>
  /** Everything it said at its terminal. */
  words(): string
  /** Its process while it runs. */
  pid(): number | undefined
  /** kill -9, as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its directory. */
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

export type GroupOptions = {
  /** Its directory; a fresh one by default. */
  folder?: string
  /** The program; that of the source tree by default. */
  program?: string
  /** For its process, beside PATH. */
  env?: Record<string, string>
}

/** Starts HQ. */
export async function startGroup({
  folder = mkdtempSync(join(tmpdir(), 'forecourt-hq-')),
  program = MAIN,
  env = {},
}: GroupOptions = {}): Promise<Group> {
  const port = await freePort()
  let child: ChildProcess | null = null
  let recoveryKey = ''
  let words = ''
  const ask = async (...words: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await run(process.execPath, [program, ...words, '--data', folder, '--json'], { cwd: ROOT })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
  }
  const kill = async (): Promise<void> => {
    const was = child
    child = null
    if (!was || was.exitCode !== null || was.signalCode !== null) return
    const gone = new Promise((done) => was.once('exit', done))
    was.kill('SIGKILL')
    await gone
  }
  const start = async (): Promise<void> => {
    const made = spawn(process.execPath, [program, '--data', folder, '--port', String(port), '--host', '127.0.0.1'], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = made
    await new Promise<void>((done, fail) => {
      let said = ''
      const hear = (text: Buffer): void => {
        said += text.toString()
        words += text.toString()
        recoveryKey ||= (/((?:[0-9A-F]{4}-){7}[0-9A-F]{4})\s+((?:[0-9A-F]{4}-){8}[0-9A-F]{4})/.exec(said) ?? []).slice(1).join('-')
        if (/"fingerprint":"[0-9a-f]{64}"/.test(said)) done()
      }
      made.stdout?.on('data', hear)
      made.stderr?.on('data', hear)
      made.once('exit', (code) => fail(new Error(`HQ ended with ${code}: ${said}`)))
    })
  }
  await start()
  return {
    port,
    folder,
    recoveryKey,
    site: async (name) => void (await ask('site', name)),
    code: async (site, { group = false } = {}) =>
      ((await ask('pair', site, ...(group ? ['--group'] : [])))['pair'] as { code: string }).code,
    pid: () => child?.pid,
    words: () => words,
    revoke: async (device) => void (await ask('revoke', device)),
    move: async (device, site) => void (await ask('move', device, '--to', site)),
    kill,
    start,
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
