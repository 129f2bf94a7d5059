// A disk so small that it can be filled: a real file system in memory, mounted for a test. Needs root on Linux, as do the
// tests that use it; they fail elsewhere and say why.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  folder: string
  /** Writes a file until at most so many bytes are free; returns what to call to have the room again. */
  fill(leave?: number): () => void
  remove(): void
}

/** @throws where nobody may mount one. */
export function smallDisk(megabytes: number): SmallDisk {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('only root on Linux may mount a small disk: run this test as root')
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  return {
    folder,
    fill: (leave = 0) => {
      const films = join(folder, 'holiday-films')
      const to = openSync(films, 'a')
      try {
        // In pages: a file system in memory gives no less.
        for (const piece of [Buffer.alloc(1_048_576), Buffer.alloc(4096)])
          for (;;) {
            const { bavail, bsize } = statfsSync(folder)
            if (bavail * bsize < leave + piece.length || written(to, piece) < piece.length) break
          }
      } finally {
        closeSync(to)
      }
      return () => rmSync(films, { force: true })
    },
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function written(to: number, piece: Buffer): number {
  try {
    return writeSync(to, piece)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error
    return 0
  }
}
