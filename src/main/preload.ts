// The only bridge between a window and main: four functions over one channel in and one channel out. It never grows.
import { contextBridge, ipcRenderer } from 'electron'

type Told =
  | { kind: 'changed'; tables: readonly string[] }
  | { kind: 'progress'; id: string; done: number; total: number; note?: string }
  | { kind: 'phase' }
  | { kind: 'open'; target: string }

const bridge = {
  call: (name: string, input: unknown, options?: { attempt?: string; id?: string }) =>
    ipcRenderer.invoke('forecourt', { kind: 'call', name, input, ...options }),
  cancel: (id: string) => ipcRenderer.invoke('forecourt', { kind: 'cancel', id }),
  window: (action: 'minimize' | 'maximize' | 'close') => ipcRenderer.invoke('forecourt', { kind: 'window', action }),
  /** Hears of changed tables, progress, and changes of phase (unlocked, restored). Returns the way to stop. */
  on: (listener: (told: Told) => void): (() => void) => {
    const heard = (_event: unknown, told: Told) => listener(told)
    ipcRenderer.on('forecourt', heard)
    return () => void ipcRenderer.removeListener('forecourt', heard)
  },
  platform: process.platform,
}
export type Bridge = typeof bridge
contextBridge.exposeInMainWorld('forecourt', bridge)
