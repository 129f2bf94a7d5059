// The one window: frameless as the bar draws it, where and as large as it was last time, and never blank: it appears
// when it has something to show, and comes back when its process dies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, dialog, nativeTheme, type Rectangle, screen } from 'electron'
import type { Log } from '../log.ts'
import { writeWhole } from '../store/whole.ts'
import type { Words } from './words.ts'

type Remembered = { x: number; y: number; width: number; height: number; maximized: boolean; zoom: number; ground: string }
/** The frame's colour in both themes, as the window's tokens have it; what the page itself last said is remembered. */
const GROUND = { light: '#E8EBEF', dark: '#0C0F13' }
const WIDTH = 1440
const HEIGHT = 900
const SMALLEST = { minWidth: 1024, minHeight: 640 }
/** The height of the bar the page draws. */
const BAR = 40

/** Where the window was, if the file is sound and that place is still on a screen. */
function remembered(file: string): Remembered | null {
  try {
    const { x, y, width, height, maximized, zoom, ground } = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof Remembered, unknown>
    const place = [x, y, width, height, zoom].map(Number) as [number, number, number, number, number]
    if (place.some((n) => !Number.isFinite(n)) || place[2] < 400 || place[3] < 300 || place[4] < 0.5 || place[4] > 3) return null
    const found = {
      x: place[0],
      y: place[1],
      width: place[2],
      height: place[3],
      zoom: place[4],
      maximized: maximized === true,
      ground: /^#[0-9a-f]{6}$/i.test(String(ground)) ? String(ground) : GROUND.light,
    }
    const { workArea: area } = screen.getDisplayMatching(found)
    const bar = { left: found.x, right: found.x + found.width, top: found.y, bottom: found.y + BAR }
    return bar.left < area.x + area.width - 80 && bar.right > area.x + 80 && bar.top < area.y + area.height - BAR && bar.bottom > area.y
      ? found
      : null
  } catch {
    return null
  }
}

const dark = (colour: string): boolean => Number.parseInt(colour.slice(1, 3), 16) < 0x80
const overlay = (colour: string): { color: string; symbolColor: string; height: number } => ({
  color: colour,
  symbolColor: dark(colour) ? '#8E99A7' : '#5E6977',
  height: BAR - 1,
})

export type WindowOptions = { profile: string; preload: string; url: string; log: Log; words: Words }

export function openWindow({ profile, preload, url, log, words }: WindowOptions): BrowserWindow {
  const file = join(profile, 'window.json')
  const was = remembered(file)
  const place: Partial<Rectangle> = was ? { x: was.x, y: was.y, width: was.width, height: was.height } : { width: WIDTH, height: HEIGHT }
  let ground = was?.ground ?? (nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light)
  const window = new BrowserWindow({
    ...place,
    ...SMALLEST,
    show: false,
    title: '展厅 Forecourt',
    titleBarStyle: 'hidden',
    ...(process.platform === 'darwin' ? { trafficLightPosition: { x: 14, y: 14 } } : {}),
    backgroundColor: ground,
    ...(process.platform === 'win32' ? { titleBarOverlay: overlay(ground) } : {}),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      v8CacheOptions: 'bypassHeatCheck',
      zoomFactor: was?.zoom ?? 1,
    },
  })
  window.once('ready-to-show', () => {
    if (was?.maximized) window.maximize()
    window.show()
  })
  let timer: NodeJS.Timeout | null = null
  const keep = (): void => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(save, 400)
  }
  const save = (): void => {
    if (timer) clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized()) return
    try {
      writeWhole(
        file,
        JSON.stringify({
          ...window.getNormalBounds(),
          maximized: window.isMaximized(),
          zoom: window.webContents.getZoomFactor(),
          ground,
        } satisfies Remembered),
      )
    } catch (error) {
      log.note('window place not kept', { code: String((error as { code?: unknown }).code) })
    }
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', keep)
  window.on('close', save)
  // The page names its frame colour; the next start, and the buttons Windows draws, follow it.
  window.webContents.on('did-change-theme-color', (_event, colour) => {
    if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return
    ground = colour
    window.setBackgroundColor(colour)
    if (process.platform === 'win32') window.setTitleBarOverlay(overlay(colour))
    keep()
  })
  const zoom = (factor: number): void => {
    window.webContents.setZoomFactor(Math.min(2, Math.max(0.8, Math.round(factor * 10) / 10)))
    keep()
  }
  window.webContents.on('zoom-changed', (_event, way) => zoom(window.webContents.getZoomFactor() + (way === 'in' ? 0.1 : -0.1)))
  window.webContents.on('before-input-event', (event, input) => {
    const step = { '=': 0.1, '+': 0.1, '-': -0.1, _: -0.1, '0': 0 }[input.key]
    if (step === undefined || input.type !== 'keyDown' || input.alt || !(process.platform === 'darwin' ? input.meta : input.control)) return
    event.preventDefault()
    zoom(step === 0 ? 1 : window.webContents.getZoomFactor() + step)
  })
  comeBack(window, url, log, words)
  void window.loadURL(url)
  return window
}

/** A window whose process died or hangs is loaded anew; drafts are in the store, so little is lost. Three deaths in a minute ask the person. */
function comeBack(window: BrowserWindow, url: string, log: Log, words: Words): void {
  let deaths: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.incident(new Error(`the window's process ended: ${reason} ${exitCode}`), 'window')
    deaths = [...deaths.filter((at) => at > Date.now() - 60_000), Date.now()]
    if (deaths.length < 3) return void window.loadURL(url)
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: words.fallen,
      buttons: [words.again, words.leave],
      defaultId: 0,
    })
    deaths = []
    if (answer === 0) void window.loadURL(url)
    else window.close()
  })
}
