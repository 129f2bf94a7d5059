// Where everything meets: one profile, one window, one dispatch. The only file that knows everyone.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { app, type BrowserWindow, powerMonitor, session } from 'electron'
import { createDesktop } from './desktop.ts'
import { systemDialogs } from './electron/dialogs.ts'
import { guardContents, guardSession } from './electron/guard.ts'
import { systemKeychain } from './electron/keychain.ts'
import { setMenu } from './electron/menu.ts'
import { systemPaper } from './electron/paper.ts'
import { announceScheme, serve } from './electron/protocol.ts'
import { smoke } from './electron/smoke.ts'
import { utilityPort } from './electron/utility-port.ts'
import { openWindow } from './electron/window.ts'
import { systemWords } from './electron/words.ts'
import { bind, ORIGIN } from './ipc/bind.ts'
import { createDispatch, NOBODY } from './ipc/dispatch.ts'
import { createSessions } from './ipc/sessions.ts'
import { openLog } from './log.ts'
import { handlers } from './modules/handlers.ts'
import { whoOf } from './modules/identity/queries.ts'

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

const smoking = process.argv.includes('--smoke')
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const wanted = argument('profile') ?? process.env['FORECOURT_PROFILE']
const passing = smoking && !wanted ? mkdtempSync(join(tmpdir(), 'forecourt-smoke-')) : null
const profile = passing ?? (wanted ? resolve(wanted) : app.getPath('userData'))

app.setName('Forecourt')
app.setPath('userData', profile)
app.setPath('sessionData', join(profile, 'window'))
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
  const tell = (told: unknown): void => {
    if (window && !window.isDestroyed()) window.webContents.send('forecourt', told)
  }
  const sessions = createSessions({
    lookUp: (user) => desktop.session()?.read(NOBODY, (db) => whoOf(db, user)) ?? null,
    onChange: () => tell({ kind: 'phase' }),
  })
  const desktop = createDesktop({
    profile,
    migrations: join(resourcesFolder(), 'migrations'),
    keychain: systemKeychain,
    heavy: join(here, 'heavy.js'),
    spawn: () => utilityPort(join(here, 'sync-worker.js')),
    appVersion: app.getVersion(),
    log,
    onPhase: () => tell({ kind: 'phase' }),
    onTouched: (tables) => {
      sessions.follow(tables)
      tell({ kind: 'changed', tables })
    },
    onShut: () => sessions.clear(),
  })
  const dispatch = createDispatch({
    handlers,
    store: () => desktop.session(),
    services: { sessions, paper: systemPaper, dialogs: systemDialogs(() => window), desktop: desktop.control },
    heavy: desktop.heavy,
    progress: (_caller, id, progress) => tell({ kind: 'progress', id, ...progress }),
    damaged: desktop.noteDamage,
    incident: log.incident,
  })
  const origins = [ORIGIN, ...(devServer ? [new URL(devServer).origin] : [])]
  guardContents(app, [...origins, 'app://paper'])
  bind(
    () => dispatch,
    () => window,
    origins,
  )

  const show = (): BrowserWindow => {
    const made = openWindow({ profile, preload: join(here, '../preload/preload.cjs'), url: devServer ?? `${ORIGIN}/`, log, words: systemWords() })
    made.on('closed', () => (window = null))
    return (window = made)
  }
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
    dispatch.cancelAll()
    void desktop
      .close()
      .catch((error: unknown) => log.incident(error, 'close'))
      .finally(() => app.quit())
  })
  if (passing) app.on('quit', () => rmSync(passing, { recursive: true, force: true }))
  void app.whenReady().then(async () => {
    setMenu()
    guardSession(session.defaultSession)
    serve(session.defaultSession, join(here, '../renderer'))
    powerMonitor.on('resume', () => desktop.nudge())
    if (!smoking) show()
    await desktop.open()
    if (!smoking) return
    const from = Date.now()
    const fresh = desktop.control.status().phase === 'first-run'
    if (fresh) await dispatch.dispatch({ name: 'setup.tryDemo', input: {}, caller: 'smoke' })
    await smoke(show(), () => desktop.session(), fresh ? Date.now() - from : 0)
  })
}
