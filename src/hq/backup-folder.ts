// A folder of backups: what is one by its name, how many stay, and how one goes. Knows nothing of how they are made.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** `20261128-174500`, UTC: names sort as they were made, whatever zone a machine is set to. */
const NAME = /^\d{8}-\d{6}$/

/** Oldest first; none where there is no such folder. */
export const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => NAME.test(name))
        .toSorted()
    : []

/** Out of its name first: half a copy is never taken for a whole one. */
export function drop(folder: string, name: string): void {
  const gone = join(folder, `${name}.part`)
  renameSync(join(folder, name), gone)
  rmSync(gone, { recursive: true, force: true })
}
