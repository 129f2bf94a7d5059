// Starts the real application in a real window on a profile of its own, for end-to-end tests and pictures.
import { type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { slowDown } from './slow.ts'

const root = resolve(import.meta.dirname, '../..')
/** Holds the application back until the driver listens. */
const loader = join(root, 'node_modules/playwright-core/lib/server/electron/loader.js')
/** build/run.mjs says which Electron; a bare `playwright test` asks the provisioning script itself. */
async function executable(): Promise<{ path: string; env: Record<string, string> }> {
  const given = process.env['ELECTRON_EXEC_PATH']
  if (given) return { path: given, env: {} }
  const { electronRuntime } = (await import(join(root, 'build/electron-runtime.mjs'))) as {
    electronRuntime(): Promise<{ executable: string; sqlite?: string }>
  }
  const found = await electronRuntime()
  return { path: found.executable, env: found.sqlite ? { SQLITE_BINDING: found.sqlite } : {} }
}

export type Launch = { profile?: string; args?: readonly string[]; env?: Readonly<Record<string, string>>; keep?: boolean }
export type App = {
  app: ElectronApplication
  page: Page
  profile: string
  process: ChildProcess
  /** Quits as a person would: backup, close. */
  close(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

const made: string[] = []
/** A new, empty profile folder; removed when the test process ends. */
export function freshProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-'))
  made.push(folder)
  return folder
}
process.on('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Without a `profile` the application starts on an empty one. The window has finished loading when this returns. */
export async function launch({ profile = freshProfile(), args = [], env = {} }: Launch = {}): Promise<App> {
  const { path, env: found } = await executable()
  const asRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: path,
    // Playwright leaves its own loader out when it is told which Electron; without it a start sometimes hangs.
    args: ['-r', loader, ...(asRoot ? ['--no-sandbox', '--disable-gpu'] : []), root, '--profile', profile, ...args],
    env: { ...(process.env as Record<string, string>), ...found, ...env },
    cwd: root,
    timeout: 60_000,
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  await slowDown(page)
  const child = app.process()
  const gone = new Promise<void>((done) =>
    child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', () => done()),
  )
  return {
    app,
    page,
    profile,
    process: child,
    close: async () => {
      await app.close().catch(() => undefined)
      await gone
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
