// How large the next transaction of long work is, by how long the last one took; and that bulk work keeps to it.
import { expect, test } from 'vitest'
import { inBulk } from '../../src/main/store/bulk.ts'
import { paced } from '../../src/main/store/pace.ts'
import { testStore } from '../support/store.ts'

const pace = () => paced({ holdMs: 20, least: 10, most: 500 })

test('a portion that took too long makes the next one smaller, in proportion', () => {
  const made = pace()
  for (let i = 0; i < 3; i++) made.took(made.portion(), 1)
  expect(made.portion()).toBe(80)
  made.took(80, 40)
  expect(made.portion()).toBe(40)
  made.took(40, 80)
  expect(made.portion()).toBe(10)
})

test('a quick one lets the next grow to twice its size and no further, up to the most', () => {
  const made = pace()
  const sizes = Array.from({ length: 8 }, () => {
    made.took(made.portion(), 0.01)
    return made.portion()
  })
  expect(sizes).toEqual([20, 40, 80, 160, 320, 500, 500, 500])
})

test('a portion cut short by the end of its rows is judged by the rows it had; one without rows says nothing', () => {
  const made = pace()
  made.took(10, 1)
  made.took(5, 10)
  expect(made.portion()).toBe(10)
  made.took(0, 1000)
  expect(made.portion()).toBe(10)
})

test('a disk slower than what is asked never brings it under the least', () => {
  const made = pace()
  made.took(10, 5000)
  expect(made.portion()).toBe(10)
})

async function* groupsOf(sizes: readonly number[]): AsyncGenerator<number[][]> {
  let next = 0
  for (const size of sizes) yield [Array.from({ length: size }, () => next++), Array.from({ length: size }, () => next++)]
}

test('[S-BULK-4] bulk work writes every row once and in order, parts groups and never joins them, and lets others in between', async () => {
  const { session } = testStore()
  const written: (readonly number[])[] = []
  const told: number[] = []
  let turns = 0
  const others = setInterval(() => turns++, 0)
  await inBulk(
    session,
    groupsOf([50, 3, 50]),
    (rows) => void written.push(rows),
    (done) => told.push(done),
  )
  clearInterval(others)
  expect(written.flat()).toEqual(Array.from({ length: 206 }, (_, n) => n))
  const starts = [0, 50, 100, 103, 106, 156, 206]
  for (const rows of written) expect(starts.findLast((start) => start <= rows[0]!)).toBe(starts.findLast((start) => start <= rows.at(-1)!))
  expect(told.at(-1)).toBe(206)
  expect(told.length).toBeGreaterThan(4)
  expect(turns).toBeGreaterThan(0)
  expect(session.st.raw.pragma('wal_autocheckpoint', { simple: true })).toBe(1000)
})

test('[S-BULK-4] bulk work whose transactions hold main too long goes on in the smallest ones', async () => {
  const { session } = testStore()
  const sizes: number[] = []
  await inBulk(
    session,
    groupsOf([60]),
    (rows) => {
      sizes.push(rows.length)
      const until = performance.now() + 25
      while (performance.now() < until);
    },
    () => undefined,
  )
  expect(new Set(sizes)).toEqual(new Set([10]))
})

test('bulk work that is told to end writes nothing more, and the store is as usual again', async () => {
  const { session } = testStore()
  let written = 0
  const work = inBulk(
    session,
    groupsOf([50]),
    (rows) => void (written += rows.length),
    (done) => {
      if (done > 0) throw new Error('enough')
    },
  )
  await expect(work).rejects.toThrow('enough')
  expect(written).toBe(10)
  expect(session.st.raw.pragma('wal_autocheckpoint', { simple: true })).toBe(1000)
})
