// What a run over the planted defects has found so far, so that an interrupted one goes on where it was. Each line holds
// only for exactly the product and the tests it was found with; what changed since is looked at again.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Mutant } from './list.ts'

type Line = { key: string; by: string }
/** Everything a suite stands on besides its own file. */
const GROUND = ['src', 'migrations', 'build', 'tests/support', 'tests/simulation', 'package-lock.json', 'vitest.config.ts'] as const

export function openNotebook(root: string, { fresh, seeds }: { fresh: boolean; seeds: string }) {
  const file = join(root, 'node_modules/.cache/forecourt-mutants.jsonl')
  if (fresh) rmSync(file, { force: true })
  const digest = createHash('sha256').update(`seeds ${seeds}`)
  for (const name of GROUND) for (const path of filesOf(join(root, name))) digest.update(path).update(readFileSync(path))
  const ground = digest.digest('hex')
  const keyOf = (...parts: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([ground, ...parts]))
      .digest('hex')
  const textOf = (test: string): string => (test.endsWith('.ts') ? readFileSync(join(root, test), 'utf8') : '')
  const mutantKey = (m: Mutant): string => keyOf(m.file, m.find, m.replace, ...m.tests.map(textOf))
  const wholeKey = (test: string): string => keyOf(test, textOf(test))

  const known = new Map<string, string>()
  if (existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // A run that was killed may have left half a line.
      if (!line.endsWith('}')) continue
      const { key, by } = JSON.parse(line) as Line
      known.set(key, by)
    }
  const note = (line: Line): void => {
    known.set(line.key, line.by)
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  }
  return {
    /** Who noticed this defect in an earlier run; null when nobody did yet. */
    catcher: (mutant: Mutant): string | null => known.get(mutantKey(mutant)) ?? null,
    noteCaught: (mutant: Mutant, by: string): void => note({ key: mutantKey(mutant), by }),
    /** This suite passes without any defect. */
    whole: (test: string): boolean => known.has(wholeKey(test)),
    noteWhole: (test: string): void => note({ key: wholeKey(test), by: 'nobody' }),
  }
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
