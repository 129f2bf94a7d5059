// The entry: one profile, one window, and behind it the program. Knows Electron and nothing of the business; what it
// imports at once is small, so that the window is on its way before the modules are loaded.
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { app, type BrowserWindow, powerMonitor, session } from 'electron'
import { systemDialogs } from './electron/dialogs.ts'
import { guardContents, guardSession } from './electron/guard.ts'
import { systemKeychain } from './electron/keychain.ts'
import { setMenu } from './electron/menu.ts'
import { systemPaper } from './electron/paper.ts'
import { announceScheme, serve } from './electron/protocol.ts'
import { utilityPort } from './electron/utility-port.ts'
import { systemNotices } from './electron/notices.ts'
import { openWindow } from './electron/window.ts'
import { systemWords } from './electron/words.ts'
import { bind, ORIGIN } from './ipc/bind.ts'
import { SETTLED_MS } from './later.ts'
import { openLog } from './log.ts'
import type { Program } from './program.ts'
import type { Port } from './sync/port.ts'

const here = import.meta.dirname
/** `--name value` or `--name=value` of the command line. */
function argument(name: string): string | undefined {
  const at = process.argv.findIndex((a) => a === `--${name}` || a.startsWith(`--${name}=`))
  const found = process.argv[at]
  return at < 0 ? undefined : found?.includes('=') ? found.slice(found.indexOf('=') + 1) : process.argv[at + 1]
}
/** The folder that holds `migrations`: beside the packed application, or above the built one. */
function resourcesFolder(): string {
  if (app.isPackaged) return process.resourcesPath
  let folder = here
  while (!existsSync(join(folder, 'migrations')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** Asked by writing: modes and access lists say little on read-only disks and on Windows. */
function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    rmdirSync(mkdtempSync(join(folder, 'probe-')))
    return true
  } catch {
    return false
  }
}

const smoking = process.argv.includes('--smoke')
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const wanted = argument('profile') ?? process.env['FORECOURT_PROFILE']
const passing = smoking && !wanted ? mkdtempSync(join(tmpdir(), 'forecourt-smoke-')) : null
const profile = passing ?? (wanted ? resolve(wanted) : app.getPath('userData'))

/** A page that has not asked for its scripts by then is not waited for. */
const HANDED_OUT_MS = 300

/** A folder that cannot be written must still get a window that says so: what Chromium has to write then goes elsewhere. */
const writable = canWrite(profile)
const browser = writable ? profile : mkdtempSync(join(tmpdir(), 'forecourt-window-'))

app.setName('Forecourt')
app.setPath('userData', browser)
app.setPath('sessionData', join(browser, 'window'))
// Root on Linux can only run without it (containers, CI); each window asks for it besides.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
announceScheme()

if (app.requestSingleInstanceLock()) start()
else app.exit(0)

function start(): void {
  const log = openLog(join(profile, 'log'))
  process.on('uncaughtException', (error) => log.incident(error, 'main'))
  process.on('unhandledRejection', (error) => log.incident(error, 'main'))
  let window: BrowserWindow | null = null
  const show = (): BrowserWindow => {
    const made = openWindow({
      profile,
      preload: join(here, '../preload/preload.cjs'),
      url: devServer ?? `${ORIGIN}/`,
      log,
      words: systemWords(),
    })
    made.on('closed', () => (window = null))
    return (window = made)
  }
  const spawn = (): Port => utilityPort(join(here, 'sync-worker.js'))
  /** Loaded once, while the window starts in its own process. */
  let loading: Promise<Program> | null = null
  const program = (): Promise<Program> =>
    (loading ??= import('./program.ts').then(({ createProgram }) =>
      createProgram({
        profile,
        migrations: join(resourcesFolder(), 'migrations'),
        keychain: systemKeychain,
        heavy: join(here, 'heavy.js'),
        spawn,
        appVersion: app.getVersion(),
        log,
        notice: systemNotices(
          systemWords(),
          () => window,
          () => app.emit('second-instance'),
        ),
        services: { paper: systemPaper, dialogs: systemDialogs(() => window) },
        tell: (told) => {
          if (window && !window.isDestroyed()) window.webContents.send('forecourt', told)
        },
      }),
    ))

  const origins = [ORIGIN, ...(devServer ? [new URL(devServer).origin] : [])]
  guardContents(app, [...origins, 'app://paper'])
  bind(
    async () => (await program()).dispatch,
    () => window,
    origins,
  )
  app.on('second-instance', () => {
    if (!window) return void show()
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('activate', () => void (window ?? show()))
  app.on('window-all-closed', () => app.quit())
  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    event.preventDefault()
    closing = true
    void program()
      .then(({ desktop, dispatch, watch }) => {
        watch.stop()
        dispatch.cancelAll()
        return desktop.close()
      })
      .catch((error: unknown) => log.incident(error, 'close'))
      .finally(() => app.quit())
  })
  for (const folder of [passing, writable ? null : browser])
    if (folder) app.on('quit', () => rmSync(folder, { recursive: true, force: true }))

  void app.whenReady().then(async () => {
    setMenu()
    guardSession(session.defaultSession)
    const handedOut = serve(session.defaultSession, join(here, '../renderer'))
    powerMonitor.on('resume', () => void program().then(({ desktop }) => desktop.nudge()))
    powerMonitor.on('lock-screen', () => void program().then(({ sessions }) => sessions.lockAll()))
    // The demo store is made before the window, so that what `--smoke` times is a start and not a founding.
    const founding = smoking && !existsSync(join(profile, 'demo', 'keys.json'))
    const from = Date.now()
    if (founding) {
      const { desktop, dispatch } = await program()
      await desktop.open()
      await dispatch.dispatch({ name: 'setup.tryDemo', input: {}, caller: 'smoke' })
    }
    const withoutMs = founding ? Date.now() - from : 0
    const shown = show()
    await Promise.race([handedOut, new Promise((done) => setTimeout(done, devServer ? 0 : HANDED_OUT_MS))])
    const { desktop, modules } = await program()
    if (!founding) await desktop.open()
    void modules.first()
    // What the first screen did not ask for, before somebody does.
    setTimeout(() => void modules.all(), SETTLED_MS)
    if (!smoking) return
    const { smoke } = await import('./electron/smoke.ts')
    await smoke(shown, await program(), spawn, withoutMs)
  })
}
