// What somebody types is kept: after a pause, at once when asked, in order, and never after it was thrown away.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepDraft } from '../../../src/renderer/ui/form/draft-keeper.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function place(saveMs = 0) {
  const log: string[] = []
  let clock = 100
  return {
    log,
    load: () => Promise.resolve(null),
    save: async (value: unknown) => {
      if (saveMs) await new Promise((resolve) => setTimeout(resolve, saveMs))
      log.push(`save ${String(value)}`)
      return ++clock
    },
    drop: () => {
      log.push('drop')
      return Promise.resolve()
    },
  }
}

describe('a draft', () => {
  test('is saved once after a pause, with the last value', async () => {
    const kept = place()
    const saved: (number | null)[] = []
    const keeper = keepDraft(kept, (at) => saved.push(at), 400)
    for (const typed of ['周', '周杉', '周杉 1']) {
      keeper.change(typed)
      await vi.advanceTimersByTimeAsync(300)
    }
    expect(kept.log).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(kept.log).toEqual(['save 周杉 1'])
    expect(saved).toEqual([101])
  })

  test('is saved at once when the window hides or the tab goes', async () => {
    const kept = place(50)
    const keeper = keepDraft(kept, () => undefined)
    keeper.change('半句')
    const done = keeper.flush()
    await vi.advanceTimersByTimeAsync(50)
    await done
    expect(kept.log).toEqual(['save 半句'])
  })

  test('a slow save never lands after a newer one', async () => {
    const kept = place(1000)
    const keeper = keepDraft(kept, () => undefined, 10)
    keeper.change('一')
    await vi.advanceTimersByTimeAsync(20)
    keeper.change('二')
    await vi.advanceTimersByTimeAsync(3000)
    expect(kept.log).toEqual(['save 一', 'save 二'])
  })

  test('dropping ends with the drop, also while a save is under way', async () => {
    const kept = place(1000)
    const saved: (number | null)[] = []
    const keeper = keepDraft(kept, (at) => saved.push(at), 10)
    keeper.change('要送出的')
    await vi.advanceTimersByTimeAsync(20)
    keeper.change('还没存的')
    void keeper.drop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(kept.log).toEqual(['save 要送出的', 'drop'])
    expect(saved.at(-1)).toBeNull()
  })

  test('typing again after sending keeps a new draft', async () => {
    const kept = place()
    const keeper = keepDraft(kept, () => undefined, 10)
    keeper.change('第一张')
    void keeper.drop()
    keeper.change('第二张')
    await vi.advanceTimersByTimeAsync(50)
    expect(kept.log).toEqual(['drop', 'save 第二张'])
  })
})
