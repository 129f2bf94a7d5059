// Who may import whom, checked on the real tree; and proof that the check sees TypeScript at all.
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, expect, test } from 'vitest'

const config = createRequire(import.meta.url)('../../build/dependency-cruiser.cjs') as { forbidden: unknown[]; options: ICruiseOptions }
const planted = 'src/renderer/modules/planted-breach'
const look = async (paths: string[]): Promise<ICruiseResult> => {
  const { output } = await cruise(paths, { ...config.options, ruleSet: { forbidden: config.forbidden } as never, validate: true })
  return output as ICruiseResult
}
afterAll(() => rmSync(planted, { recursive: true, force: true }))

test('the tree keeps its borders', async () => {
  const { summary, modules } = await look(['src'])
  expect(summary.violations.filter((v) => !v.from.includes('planted-breach')).map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
  expect(modules.length).toBeGreaterThan(100)
}, 120_000)

test('a planted breach is reported', async () => {
  mkdirSync(planted, { recursive: true })
  writeFileSync(
    `${planted}/Breach.tsx`,
    `import { openDatabase } from '../../../main/store/open.ts'\nexport const Breach = () => openDatabase\n`,
  )
  const { summary } = await look([planted])
  rmSync(planted, { recursive: true, force: true })
  expect(summary.violations.map((v) => v.rule.name)).toContain('renderer-sees-contracts-only')
}, 60_000)
