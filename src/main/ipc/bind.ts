// Ties dispatch to ipcMain: one channel in, one channel out. Only our own main frame, loaded from our own protocol, is heard.
import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { Envelope } from '../../shared/errors.ts'
import type { Dispatch } from './dispatch.ts'

export const ORIGIN = 'app://forecourt'
/** The largest message a window may send, in characters of its JSON. */
const LIMIT = 4_000_000

type Message =
  | { kind: 'call'; name: string; input: unknown; attempt?: string; id?: string }
  | { kind: 'cancel'; id: string }
  | { kind: 'window'; action: 'minimize' | 'maximize' | 'close' }

const isMessage = (m: unknown): m is Message => {
  if (typeof m !== 'object' || m === null) return false
  const { kind, name, id, action } = m as Record<string, unknown>
  if (kind === 'call') return typeof name === 'string' && (id === undefined || typeof id === 'string')
  if (kind === 'cancel') return typeof id === 'string'
  return kind === 'window' && ['minimize', 'maximize', 'close'].includes(String(action))
}

/** `ready` waits for the modules; `window()` is the application's window: messages from any other frame are refused. */
export function bind(ready: () => Promise<Dispatch>, window: () => BrowserWindow | null, origins: readonly string[]): void {
  const trusted = (event: IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame
    return (
      !!frame &&
      frame === window()?.webContents.mainFrame &&
      origins.includes(new URL(frame.url).origin === 'null' ? frame.url.split('/').slice(0, 3).join('/') : new URL(frame.url).origin)
    )
  }
  ipcMain.handle('forecourt', async (event, message: unknown): Promise<Envelope<unknown>> => {
    if (!trusted(event) || !isMessage(message)) return { ok: false, error: { code: 'forbidden' } }
    const caller = String(event.sender.id)
    if (message.kind === 'window') return (move(window(), message.action), { ok: true, value: null })
    if (message.kind === 'cancel') return ((await ready()).cancel(caller, message.id), { ok: true, value: null })
    if (JSON.stringify(message.input ?? null).length > LIMIT)
      return { ok: false, error: { code: 'invalid-input', details: { issues: [{ path: '', message: 'too large' }] } } }
    const { dispatch } = await ready()
    return dispatch({ name: message.name, input: message.input, caller, attempt: message.attempt, id: message.id })
  })
}

function move(window: BrowserWindow | null, action: 'minimize' | 'maximize' | 'close'): void {
  if (!window) return
  if (action === 'minimize') window.minimize()
  else if (action === 'close') window.close()
  else if (window.isMaximized()) window.unmaximize()
  else window.maximize()
}
