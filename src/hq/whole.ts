// What must be on the disk for certain beside the databases: keys and certificates, never half written, their names
// outlasting a power cut.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file in one step, on the disk when it returns: a crash leaves the old one or the new one. */
export function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.new`
  writeFileSync(draft, text, { mode, flush: true })
  giveName(draft, file)
}

/** Renames a file whose bytes are on the disk; a power cut after it returned finds it under its new name. */
export function giveName(draft: string, file: string): void {
  renameSync(draft, file)
  syncFolder(dirname(file))
}

/** What was written under this name is on the disk when it returns. */
export function syncFile(file: string): void {
  const fd = openSync(file, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** A folder, with those above it that are missing. */
export function makeFolder(folder: string, mode: number): void {
  const made = mkdirSync(folder, { recursive: true, mode })
  if (made !== undefined) syncFolder(dirname(made))
}

/** Windows opens no folder, and keeps the order of its renames by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
