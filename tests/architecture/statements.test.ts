// How SQL is written everywhere: nothing here runs it.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('no statement has a bare parameter as its limit, which would have SQLite plan it anew at each run', () => {
  const bare = (text: string): boolean => /\bLIMIT\s*\?/i.test(text)
  expect(bare('SELECT 1 LIMIT ?'), 'the pattern finds what it looks for').toBe(true)
  expect(globSync('src/{main,hq}/**/*.ts').filter((file) => bare(readFileSync(file, 'utf8')))).toEqual([])
})
