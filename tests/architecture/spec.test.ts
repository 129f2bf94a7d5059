// Every rule of the sync SPEC is cited by a test; every citation names a rule or a requirement that exists.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCitations, readRequirements } from '../../build/traceability.ts'

const ID = /S-[A-Z]+-\d+/g
const walk = (path: string): string[] =>
  readdirSync(path).flatMap((f) => (statSync(join(path, f)).isDirectory() ? walk(join(path, f)) : [join(path, f)]))
const rules = new Set(
  [...readFileSync('src/shared/sync/SPEC.md', 'utf8').matchAll(/^- \*\*(S-[A-Z]+-\d+)\*\*/gm)].map((m) => m[1] as string),
)
/** A citation is an id in square brackets. */
const cited = new Map<string, string>()
for (const file of walk('tests'))
  if (/\.(test|e2e)\.tsx?$/.test(file) && !file.endsWith('spec.test.ts'))
    for (const m of readFileSync(file, 'utf8').matchAll(/\[([^\]]*S-[A-Z]+-\d+[^\]]*)\]/g))
      for (const id of (m[1] as string).match(ID) ?? []) cited.set(id, file)

test('every rule is cited by a test', () => expect([...rules].filter((id) => !cited.has(id))).toEqual([]))
test('every citation names a rule', () => expect([...cited].filter(([id]) => !rules.has(id))).toEqual([]))

test('every requirement a test cites exists', () => {
  const asked = readRequirements()
  expect([...readCitations()].filter(([id]) => !asked.has(id))).toEqual([])
})
