// The application draws its own bar; only macOS needs a menu, or its keys for copy, paste and close would be gone.
import { Menu } from 'electron'

export function setMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null,
  )
}
