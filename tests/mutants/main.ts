// npm run sim:mutants -- [--only WORDS] [--seeds N] [--processes N] [--patience SECONDS] [--fresh]: plants one defect at a time in a
// copy of the product and looks whether the suites notice. The last line is the result, as in 51 of 51; a defect nobody
// noticed ends with 1. It goes beside npm test, not into it; interrupted, it goes on where it was.
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
    patience: { type: 'string', default: '240' },
    fresh: { type: 'boolean', default: false },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
})
const ROOT = join(import.meta.dirname, '../..')
/** A suite that has not ended by then hangs because of the defect, and that is noticed too. */
const HANGS_MS = Number(values.patience) * 1000
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

/** `late`: it ran out of time, as a whole or in one test, and not because of what it looked at. */
type End = 'passed' | 'failed' | 'late'
const ended = (tree: string, args: readonly string[], within = HANGS_MS): Promise<End> =>
  new Promise((done) => {
    // A group of its own: what hangs ends with everything it started.
    const child = spawn(process.execPath, args, { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let late = false
    const hear = (words: Buffer): void => void (late ||= words.includes('timed out in'))
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const patience = setTimeout(() => {
      late = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, within)
    child.on('close', (code) => {
      clearTimeout(patience)
      done(code === 0 ? 'passed' : late ? 'late' : 'failed')
    })
  })
const argsOf = (test: string): string[] =>
  test === DAYS
    ? ['tests/simulation/main.ts', '--seeds', values.seeds, '--bail', '--processes', '1']
    : [VITEST, 'run', '--bail', '1', '--testTimeout', String(HANGS_MS / 2), '--hookTimeout', String(HANGS_MS / 2), test]

/** Who noticed; null when nobody did. @throws when the defect does not fit the product any more, or the machine is too slow to say. */
async function noticed(tree: string, mutant: Mutant): Promise<string | null> {
  const path = join(tree, mutant.file)
  const whole = readFileSync(path, 'utf8')
  const plant = (text: string): void => writeFileSync(path, text)
  if (whole.split(mutant.find).length !== 2) throw new Error(`"${mutant.name}" does not fit ${mutant.file} exactly once`)
  try {
    for (const test of [...mutant.tests, DAYS]) {
      plant(whole.replace(mutant.find, () => mutant.replace))
      const end = await ended(tree, argsOf(test))
      plant(whole)
      if (end === 'failed') return test
      // Being late counts only where nobody is without the defect: else it is the machine that was slow.
      if (end === 'late' && (await ended(tree, argsOf(test))) === 'passed') return `${test}, which does not end`
      if (end === 'late') throw new Error(`${test} runs out of time with and without "${mutant.name}"`)
    }
    return null
  } finally {
    plant(whole)
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
  for (const test of [...tests, DAYS].filter((each) => !notebook.whole(each))) {
    if ((await ended(tree, argsOf(test), WHOLE_MS)) !== 'passed') throw new Error(`${test} fails without any defect`)
    notebook.noteWhole(test)
  }
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
for (const name of missed) console.log(`nobody noticed: ${name}`)
if (broken) console.log('the run did not come to its end; the next one goes on from here')
console.log(`${caught} of ${chosen.length} (${Math.round((performance.now() - from) / 1000)} s)`)
process.exit(caught === chosen.length ? 0 : 1)
