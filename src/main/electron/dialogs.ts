// The system's own dialogs for files and folders.
import { type BrowserWindow, dialog, shell } from 'electron'
import type { Dialogs } from '../modules/services.ts'

export function systemDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    open: async ({ title, folder = false, filters }) => {
      const options = {
        title,
        properties: [folder ? ('openDirectory' as const) : ('openFile' as const), ...(folder ? (['createDirectory'] as const) : [])],
        ...(filters ? { filters } : {}),
      }
      const on = window()
      const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options))
      return canceled ? [] : filePaths
    },
    save: async ({ title, suggested, filters }) => {
      const options = { title, defaultPath: suggested, ...(filters ? { filters } : {}) }
      const on = window()
      const { canceled, filePath } = await (on ? dialog.showSaveDialog(on, options) : dialog.showSaveDialog(options))
      return canceled || !filePath ? null : filePath
    },
    reveal: (path) => shell.showItemInFolder(path),
  }
}
