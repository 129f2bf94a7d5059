// The planted defects of `npm run sim:mutants` still fit the product they are planted in.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from '../mutants/list.ts'

test('every planted defect changes exactly one place, and its tests exist', () => {
  const placesOf = (file: string, find: string): number => readFileSync(file, 'utf8').split(find).length - 1
  expect(mutants.filter((m) => placesOf(m.file, m.find) !== 1 || m.find === m.replace).map((m) => m.name)).toEqual([])
  expect(mutants.flatMap((m) => m.tests).filter((file) => !existsSync(file))).toEqual([])
  expect(new Set(mutants.map((m) => m.name)).size).toBe(mutants.length)
})
