// Only for check builds with the stand-in Electron, which is too old for the shipped SQLite prebuild: puts the one that
// was compiled for it in its place. A release never sets SQLITE_BINDING.
import fs from 'node:fs'
import path from 'node:path'

export function useBinding({ appOutDir }) {
  const binding = process.env.SQLITE_BINDING
  if (!binding) return
  const to = path.join(appOutDir, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node')
  if (!fs.existsSync(to)) throw new Error(`no SQLite prebuild at ${to}`)
  fs.copyFileSync(binding, to)
}
