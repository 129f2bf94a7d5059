// The incident log: a number to read out, a stack to find, no personal data, and never too large or in the way.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openLog } from '../../src/main/log.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-log-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
/** 2026-11-22 23:30 in China: still the 22nd there, whatever the machine's zone. */
const AT = Date.UTC(2026, 10, 22, 15, 30)
const lines = (folder: string): Record<string, unknown>[] =>
  readFileSync(join(folder, 'forecourt.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('an incident gets a number of its day and keeps its stack', () => {
  const folder = mkdtempSync(join(root, 'a-'))
  const log = openLog(folder, { now: () => AT })
  const number = log.incident(new TypeError('x is not a function'), 'orders.confirm')
  expect(number).toMatch(/^1122-[2-9A-HJ-NP-Z]{4}$/)
  expect(lines(folder)).toMatchObject([
    {
      incident: number,
      where: 'orders.confirm',
      error: { name: 'TypeError', stack: expect.arrayContaining([expect.stringContaining('log.test.ts') as string]) as string[] },
    },
  ])
  expect(new Set(Array.from({ length: 50 }, () => log.incident('x', 'y'))).size).toBeGreaterThan(45)
})

test('phones, ids and what stood in quotes are blanked', () => {
  const folder = mkdtempSync(join(root, 'b-'))
  const log = openLog(folder)
  log.incident(new Error(`no customer 13900008826, id 320583199003078812: "周杉杉" wanted 'LXYE5A1B5TK006431'`), 'x')
  const text = readFileSync(join(folder, 'forecourt.log'), 'utf8')
  for (const secret of ['13900008826', '320583199003078812', '周杉杉', 'LXYE5A1B5TK006431']) expect(text).not.toContain(secret)
  expect(text).toContain('no customer')
})

test('anything thrown can be told', () => {
  const folder = mkdtempSync(join(root, 'c-'))
  const log = openLog(folder)
  for (const thrown of [undefined, null, 7, 'text', {}, Object.assign(new Error('x'), { code: 'SQLITE_BUSY' })]) log.incident(thrown, 'x')
  expect(lines(folder)).toHaveLength(6)
  expect(lines(folder)[5]).toMatchObject({ error: { code: 'SQLITE_BUSY' } })
})

test('it rotates, keeps four, and a folder that cannot be written stops nobody', () => {
  const folder = mkdtempSync(join(root, 'd-'))
  const log = openLog(folder)
  for (let i = 0; i < 6; i++) {
    writeFileSync(join(folder, 'forecourt.log'), 'x'.repeat(1_000_001))
    log.note('next', { i })
  }
  expect(readdirSync(folder).toSorted()).toEqual([
    'forecourt.log',
    'forecourt.log.1',
    'forecourt.log.2',
    'forecourt.log.3',
    'forecourt.log.4',
  ])
  expect(statSync(join(folder, 'forecourt.log')).size).toBeLessThan(200)
  writeFileSync(join(root, 'file'), '')
  expect(openLog(join(root, 'file', 'below')).incident(new Error('x'), 'x')).toMatch(/^\d{4}-/)
})
