// What the story is played on: a headquarters as a process of its own, and desktops in real windows behind a line that can
// be cut.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { freshProfile, launch, type App } from './app.ts'
import { proxyTo, type Proxy } from './proxy.ts'

const ROOT = resolve(import.meta.dirname, '../..')
export const PASSPHRASE = 'morning-key-of-the-shop'

export type HqProcess = {
  folder: string
  port: number
  child: ChildProcess
  said: string[]
  code(): Promise<string>
  kill(): Promise<void>
  stop(): Promise<void>
}

const cli = (folder: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(ROOT, 'src/hq/main.ts'), '--data', folder, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
const heard = (child: ChildProcess, said: string[]): void => {
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => said.push(...data.toString().split('\n').filter(Boolean)))
}
async function until<T>(look: () => T | undefined | false | null, ms: number, what: () => string): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const found = look()
    if (found) return found
    if (Date.now() > end) throw new Error(`after ${ms} ms: ${what()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Makes an empty site at headquarters. */
export async function siteOf(folder: string, name: string): Promise<void> {
  const said: string[] = []
  const asking = cli(folder, 'site', name)
  heard(asking, said)
  const code = await new Promise((done) => asking.once('close', done))
  if (code !== 0) throw new Error(said.join('\n'))
}

/** Starts HQ; with `demo` it founds a site with the demo store first. */
export async function hqProcess(options: { folder?: string; port?: number; demo?: boolean } = {}): Promise<HqProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'forecourt-hq-'))
  const said: string[] = []
  const child = cli(folder, '--port', String(options.port ?? 0), '--host', '127.0.0.1', ...(options.demo ? ['--demo'] : []))
  heard(child, said)
  const line = await until(
    () => said.find((l) => l.startsWith('{"hq"')),
    60_000,
    () => said.join('\n'),
  )
  const { hq } = JSON.parse(line) as { hq: { url: string } }
  // A group of the recovery key may end in FC too; a code begins its line with it.
  if (options.demo)
    await until(
      () => said.find((l) => l.trimStart().startsWith('FC-')),
      480_000,
      () => said.join('\n'),
    )
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    folder,
    port: Number(new URL(hq.url).port),
    child,
    said,
    code: async () => {
      // The site's code: the founding store brought its own.
      for (const site of ['YS', 'DEMO']) {
        const words: string[] = []
        const asking = cli(folder, 'pair', site)
        heard(asking, words)
        await new Promise((done) => asking.once('close', done))
        const found = words.find((word) => word.trimStart().startsWith('FC-'))?.trim()
        if (found) return found
      }
      throw new Error('no pairing code')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

export type Desk = {
  name: string
  profile: string
  line: Proxy
  app: App
  page: Page
  reopen(): Promise<void>
  kill(): Promise<void>
  close(): Promise<void>
}

/** A window that joined headquarters through a line of its own, up to the sign-in screen. */
export async function joinedDesk(name: string, hq: () => number, code: string): Promise<Desk> {
  const line = await proxyTo(hq)
  const parsed = readPairingCode(code)
  if (!parsed) throw new Error(`no pairing code: ${code}`)
  const through = writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` })
  const profile = freshProfile()
  let app = await launch({ profile })
  const { page } = app
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.getByLabel('配对码').fill(through)
  await page.getByLabel('这台电脑叫什么').fill(name)
  await page.getByLabel('启动口令').fill(PASSPHRASE)
  await page.getByRole('button', { name: /配对并下载/ }).click()
  await page.getByText('谁来用这台电脑？').waitFor({ timeout: 300_000 })
  const desk: Desk = {
    name,
    profile,
    line,
    app,
    page,
    reopen: async () => {
      app = await launch({ profile })
      desk.app = app
      desk.page = app.page
      await app.page.getByLabel('启动口令').fill(PASSPHRASE)
      await app.page.keyboard.press('Enter')
      await app.page.getByText('谁来用这台电脑？').waitFor({ timeout: 60_000 })
    },
    kill: () => app.kill(),
    close: async () => {
      await app.close()
      await line.close()
    },
  }
  return desk
}
