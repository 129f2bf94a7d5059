// Questions asked again while they are being answered: never an answer older than its question, never a pile of them.
import { expect, test } from 'vitest'
import { onceMore } from '../../src/main/ipc/once-more.ts'

function clerk() {
  const begun: { done(answer: number): void; failed(error: Error): void }[] = []
  const ask = onceMore<number>()
  return { begun, ask: (key: string) => ask(key, () => new Promise<number>((done, failed) => void begun.push({ done, failed }))) }
}

test('a question under way is asked once more for all who ask meanwhile, after it, and not before', async () => {
  const { begun, ask } = clerk()
  const first = ask('a')
  const later = [ask('a'), ask('a'), ask('a')]
  expect(begun).toHaveLength(1)
  begun[0]?.done(1)
  expect(await first).toBe(1)
  await Promise.resolve()
  expect(begun).toHaveLength(2)
  const last = ask('a')
  begun[1]?.done(2)
  expect(await Promise.all(later)).toEqual([2, 2, 2])
  await Promise.resolve()
  expect(begun).toHaveLength(3)
  begun[2]?.done(3)
  expect(await last).toBe(3)
})

test('another question waits for nobody, and one that was answered begins anew', async () => {
  const { begun, ask } = clerk()
  const [one, two] = [ask('a'), ask('b')]
  begun[1]?.done(2)
  begun[0]?.done(1)
  expect([await one, await two]).toEqual([1, 2])
  void ask('a')
  expect(begun).toHaveLength(3)
})

test('an answer that failed is told to who asked for it, and the next is asked all the same', async () => {
  const { begun, ask } = clerk()
  const [one, two] = [ask('a'), ask('a')]
  begun[0]?.failed(new Error('gone'))
  await expect(one).rejects.toThrow('gone')
  await Promise.resolve()
  begun[1]?.done(2)
  expect(await two).toBe(2)
})
