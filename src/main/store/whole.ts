// What must be on the disk for certain: small files that are never half written (settings, keys, the window's place), and
// the names of larger ones; and what it means when the disk does not take it.
import { closeSync, fsyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file in one step, on the disk when it returns: a crash leaves the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`
  const fd = openSync(draft, 'w', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  giveName(draft, file)
}

/** Renames a file whose bytes are on the disk; a power cut after it returned finds it under its new name. */
export function giveName(draft: string, file: string): void {
  renameSync(draft, file)
  sync(dirname(file))
}

/** What a file holds, or which names a folder has, outlasts a power cut from here on. Windows opens no folder, and keeps the order of its renames by itself. */
export function sync(path: string): void {
  const folder = statSync(path).isDirectory()
  if (folder && process.platform === 'win32') return
  const fd = openSync(path, folder ? 'r' : 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** What an error of SQLite or the file system says of the disk; null when it says nothing of it. */
export function diskTrouble(error: unknown): 'disk-full' | 'read-only' | null {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'disk-full'
  if (['EACCES', 'EROFS', 'EPERM', 'SQLITE_CANTOPEN'].includes(code) || code.startsWith('SQLITE_READONLY')) return 'read-only'
  return null
}
