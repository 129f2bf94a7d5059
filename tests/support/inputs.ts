// How much a job asks of a person: the keys and clicks a window received while it lasted, and the seconds it took. What a
// scanner types counts as one input a scan.
import type { Page } from '@playwright/test'

type Counted = { keys: number; clicks: number }

/**
 * Begins to count in this window; returns how to end. A run of characters into one field counts as one input, every other key
 * and every click as one each. Characters no key stands for come as text alone, as from an input method.
 */
export async function countInputs(page: Page): Promise<() => Promise<Counted & { inputs: number; seconds: number }>> {
  await page.evaluate(() => {
    const counted = { keys: 0, clicks: 0 }
    let typing = false
    const held = new Set(['Control', 'Shift', 'Alt', 'Meta'])
    const key = (event: KeyboardEvent): void => {
      if (event.repeat || held.has(event.key)) return
      const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      if (!letter || !typing) counted.keys++
      typing = letter
    }
    const text = ({ inputType }: InputEvent): void => {
      if (typing || (inputType !== 'insertText' && inputType !== 'insertCompositionText')) return
      counted.keys++
      typing = true
    }
    const click = ({ pointerType }: PointerEvent): void => {
      // The keyboard's own presses come as pointers without a type.
      if (pointerType !== '') counted.clicks++
      typing = false
    }
    addEventListener('keydown', key, true)
    addEventListener('beforeinput', text, true)
    addEventListener('pointerdown', click, true)
    Object.assign(window, {
      endCounting: () => {
        removeEventListener('keydown', key, true)
        removeEventListener('beforeinput', text, true)
        removeEventListener('pointerdown', click, true)
        return counted
      },
    })
  })
  const from = performance.now()
  return async () => {
    const seconds = Math.round((performance.now() - from) / 100) / 10
    const counted = await page.evaluate(() => (window as unknown as { endCounting(): Counted }).endCounting())
    return { ...counted, inputs: counted.keys + counted.clicks, seconds }
  }
}

/** One line of the table of jobs, in the words `build/jobs.mjs` reads them by. */
export const sayJob = (job: string, { inputs, seconds }: { inputs: number; seconds: number }): void =>
  void process.stdout.write(`job ${job}: ${inputs} inputs, ${seconds.toFixed(1)} s\n`)
