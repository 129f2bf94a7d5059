// npm run sim:mutants -- [--only WORDS] [--seeds N]: plants one defect at a time in a copy of the product and looks whether
// the suites notice. The last line is the result; a defect nobody noticed ends with 1. It goes beside npm test, not into it.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mutants, type Mutant } from './list.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, seeds: { type: 'string', default: '6' } } })
const ROOT = join(import.meta.dirname, '../..')
/** A suite that has not ended by then hangs because of the defect, and that is noticed too. */
const HANGS_MS = 300_000
/** Everything at once, without a defect. */
const WHOLE_MS = 1_800_000
const COPIED = ['src', 'tests', 'migrations', 'build', 'package.json', 'tsconfig.json', 'vitest.config.ts'] as const

/** A tree of its own, so that the product is never touched. */
function copyTree(folder: string): string {
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** False when the suite noticed something. */
const passes = (tree: string, args: readonly string[], within = HANGS_MS): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: tree, stdio: 'ignore' })
    const patience = setTimeout(() => child.kill('SIGKILL'), within)
    child.on('exit', (code) => {
      clearTimeout(patience)
      done(code === 0)
    })
  })
const passesTest = (tree: string, file: string): Promise<boolean> =>
  passes(tree, ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', file])
const passesDays = (tree: string, within?: number): Promise<boolean> =>
  passes(tree, ['tests/simulation/main.ts', '--seeds', values.seeds, '--bail'], within)

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
    for (const test of mutant.tests) if (!(await passesTest(tree, test))) return test
    return (await passesDays(tree)) ? null : 'simulated days'
  } finally {
    writeFileSync(path, whole)
  }
}

const chosen = mutants.filter((m) => values.only === undefined || m.name.includes(values.only))
const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'forecourt-mutants-'))
const from = performance.now()
const missed: string[] = []
let broken = false
try {
  const trees = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, (_, i) => copyTree(join(place, String(i))))
  // Without a defect everything passes, or "noticed" would mean nothing.
  const [tree] = trees as [string]
  const tests = [...new Set(chosen.flatMap((m) => m.tests))]
  if (!(await passes(tree, ['node_modules/vitest/vitest.mjs', 'run', ...tests], WHOLE_MS)))
    throw new Error('the tests fail without any defect')
  if (!(await passesDays(tree, WHOLE_MS))) throw new Error('the simulated days fail without any defect')
  const left = [...chosen]
  await Promise.all(
    trees.map(async (own) => {
      for (let mutant = left.shift(); mutant; mutant = left.shift()) {
        const began = performance.now()
        const by = await noticed(own, mutant)
        if (by === null) missed.push(mutant.name)
        console.log(
          `${by === null ? 'MISSED' : 'caught'} ${mutant.name}${by === null ? '' : `: ${by}`} (${((performance.now() - began) / 1000).toFixed(1)} s)`,
        )
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
    caught: broken ? 0 : chosen.length - missed.length,
    missed,
    seconds: Math.round((performance.now() - from) / 1000),
  }),
)
process.exit(broken || missed.length > 0 ? 1 : 0)
