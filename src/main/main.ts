// Where everything meets: one profile, one window, one dispatch. The only file that knows everyone.
import { join, resolve } from 'node:path'
import { app, type BrowserWindow, nativeTheme, powerMonitor, session } from 'electron'
import { createDesktop } from './desktop.ts'
import { systemDialogs } from './electron/dialogs.ts'
import { guardContents, guardSession } from './electron/guard.ts'
import { systemKeychain } from './electron/keychain.ts'
import { systemPaper } from './electron/paper.ts'
import { announceScheme, serve } from './electron/protocol.ts'
import { utilityPort } from './electron/utility-port.ts'
import { openWindow } from './electron/window.ts'
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
const resources = app.isPackaged ? process.resourcesPath : resolve(here, '../..')
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const wanted = argument('profile') ?? process.env['FORECOURT_PROFILE']
const profile = wanted ? resolve(wanted) : app.getPath('userData')

app.setName('Forecourt')
app.setPath('userData', profile)
app.setPath('sessionData', join(profile, 'window'))
// Root on Linux can only run without it (containers, CI); each window asks for it besides.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
announceScheme()

if (!app.requestSingleInstanceLock()) app.exit(0)
else start()

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
    migrations: join(resources, 'migrations'),
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
  bind(() => dispatch, () => window, origins)

  const show = (): void => {
    window = openWindow({ profile, preload: join(here, '../preload/preload.cjs'), url: devServer ?? `${ORIGIN}/`, log, texts: { fallen: '窗口出了问题，已多次关闭。您的数据都在。', again: '重新打开', leave: '退出' } })
    window.on('closed', () => (window = null))
  }
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    event.preventDefault()
    closing = true
    dispatch.cancelAll()
    void desktop
      .close()
      .catch((error) => log.incident(error, 'close'))
      .finally(() => app.quit())
  })
  void app.whenReady().then(async () => {
    nativeTheme.themeSource = 'system'
    guardSession(session.defaultSession)
    serve(session.defaultSession, join(here, '../renderer'))
    show()
    powerMonitor.on('resume', () => desktop.nudge())
    await desktop.open()
  })
}
