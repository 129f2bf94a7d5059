// The shape of a module: whoever knows one module knows all of them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folders = (path: string): string[] => (existsSync(path) ? readdirSync(path).filter((f) => statSync(join(path, f)).isDirectory()) : [])
/** A file, or a folder of the same name once it passed 400 lines. */
const bare = (name: string): string => name.replace(/\.tsx?$/, '')
const names = (path: string): string[] => readdirSync(path).map(bare)

test('a module has contract, rules and tables in shared, nothing else', () => {
  for (const module of folders('src/shared/modules'))
    for (const name of names(`src/shared/modules/${module}`)) expect(['contract', 'rules', 'tables'], `${module}/${name}`).toContain(name)
})

test('a module has commands, queries, jobs, derive and its handlers in main, nothing else', () => {
  for (const module of folders('src/main/modules'))
    for (const name of names(`src/main/modules/${module}`))
      expect(['commands', 'queries', 'jobs', 'derive', 'handlers'], `${module}/${name}`).toContain(name)
})

test('every module in main and renderer has a contract in shared', () => {
  const shared = folders('src/shared/modules').filter((m) => existsSync(`src/shared/modules/${m}/contract.ts`))
  for (const module of folders('src/main/modules')) expect(shared).toContain(module)
})

const walk = (path: string): string[] =>
  readdirSync(path).flatMap((f) => (statSync(join(path, f)).isDirectory() ? walk(join(path, f)) : [join(path, f)]))

test('nothing reads a day or a time in the zone of the machine: two desks of one store would keep two days', () => {
  const local = /\.(get|set)(Hours|Minutes|FullYear|Month|Date|Day|TimezoneOffset)\(|toLocale(Date|Time)String|dateStyle|timeStyle/
  for (const file of walk('src').filter((f) => /\.tsx?$/.test(f))) expect(readFileSync(file, 'utf8'), file).not.toMatch(local)
})

test('every file of the product is read in one sitting', () => {
  const long = walk('src').filter((f) => /\.tsx?$/.test(f) && readFileSync(f, 'utf8').split('\n').length > 401)
  expect(long).toEqual([])
})

test('no file is called utils, helpers, common or manager, and none re-exports a folder', () => {
  for (const file of walk('src')) expect(file).not.toMatch(/(^|[/-])(utils?|helpers?|common|manager|index)\.tsx?$/)
})
