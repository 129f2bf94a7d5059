// npm run sim:mutants -- [--only WORDS] [--seeds N] [--processes N] [--fresh]: plants one defect at a time in a copy of the product and looks
// whether the suites notice. The last line is the result; a defect nobody noticed ends with 1. It goes beside npm test, not
// into it; interrupted, it goes on where it was.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mutants, type Mutant } from './list.ts'
import { openNotebook } from './notebook.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '6' },
    fresh: { type: 'boolean', default: false },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
})
const ROOT = join(import.meta.dirname, '../..')
/** A suite that has not ended by then hangs because of the defect, and that is noticed too. */
const HANGS_MS = 240_000
/** Everything at once, without a defect. */
const WHOLE_MS = 1_800_000
const COPIED = ['src', 'tests', 'migrations', 'build', 'package.json', 'tsconfig.json', 'vitest.config.ts'] as const
const VITEST = 'node_modules/vitest/vitest.mjs'
const DAYS = 'simulated days'

/** A tree of its own, so that the product is never touched. */
function copyTree(folder: string): string {
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** False when the suite noticed something. */
const passes = (tree: string, args: readonly string[], within = HANGS_MS): Promise<boolean> =>
  new Promise((done) => {
    // A group of its own: what hangs ends with everything it started.
    const child = spawn(process.execPath, args, { cwd: tree, stdio: 'ignore', detached: true })
    const patience = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), within)
    child.on('exit', (code) => {
      clearTimeout(patience)
      done(code === 0)
    })
  })
const passesDays = (tree: string, within?: number): Promise<boolean> =>
  passes(tree, ['tests/simulation/main.ts', '--seeds', values.seeds, '--bail', '--processes', '1'], within)

/** Who noticed; null when nobody did. @throws when the defect does not fit the product any more. */
async function noticed(tree: string, mutant: Mutant): Promise<string | null> {
  const path = join(tree, mutant.file)
  const whole = readFileSync(path, 'utf8')
  if (whole.split(mutant.find).length !== 2) throw new Error(`"${mutant.name}" does not fit ${mutant.file} exactly once`)
  writeFileSync(
    path,
    whole.replace(mutant.find, () => mutant.replace),
  )
  try {
    for (const test of mutant.tests) if (!(await passes(tree, [VITEST, 'run', '--bail', '1', test]))) return test
    return (await passesDays(tree)) ? null : DAYS
  } finally {
    writeFileSync(path, whole)
  }
}

const chosen = mutants.filter((m) => values.only === undefined || m.name.includes(values.only))
const notebook = openNotebook(ROOT, { fresh: values.fresh, seeds: values.seeds })
const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'forecourt-mutants-'))
const from = performance.now()
const missed: string[] = []
let caught = 0
let broken = false
const count = ({ name }: Mutant, by: string | null, how: string): void => {
  if (by === null) missed.push(name)
  else caught += 1
  console.log(`${by === null ? 'MISSED' : 'caught'} ${name}${by === null ? '' : `: ${by}`} (${how})`)
}

/** Without a defect everything passes, or "noticed" would mean nothing. */
async function firstWithout(tree: string, tests: readonly string[]): Promise<void> {
  const wanting = tests.filter((test) => !notebook.whole(test))
  if (wanting.length > 0 && !(await passes(tree, [VITEST, 'run', ...wanting], WHOLE_MS)))
    throw new Error('the tests fail without any defect')
  for (const test of wanting) notebook.noteWhole(test)
  if (notebook.whole(DAYS)) return
  if (!(await passesDays(tree, WHOLE_MS))) throw new Error('the simulated days fail without any defect')
  notebook.noteWhole(DAYS)
}

try {
  const left = chosen.filter((mutant) => {
    const by = notebook.catcher(mutant)
    if (by !== null) count(mutant, by, 'found before')
    return by === null
  })
  const trees = Array.from({ length: Math.min(Number(values.processes), left.length) }, (_, i) => copyTree(join(place, String(i))))
  if (trees[0]) await firstWithout(trees[0], [...new Set(left.flatMap((m) => m.tests))])
  await Promise.all(
    trees.map(async (own) => {
      for (let mutant = left.shift(); mutant; mutant = left.shift()) {
        const began = performance.now()
        const by = await noticed(own, mutant)
        if (by !== null) notebook.noteCaught(mutant, by)
        count(mutant, by, `${((performance.now() - began) / 1000).toFixed(1)} s`)
      }
    }),
  )
} catch (error) {
  broken = true
  console.error(error)
} finally {
  rmSync(place, { recursive: true, force: true })
}
console.log(
  JSON.stringify({
    mutants: chosen.length,
    caught: broken ? 0 : caught,
    missed,
    seconds: Math.round((performance.now() - from) / 1000),
  }),
)
process.exit(broken || missed.length > 0 ? 1 : 0)
