// How many inputs a job takes a person, and how long: every press of a key (text counts letter by letter) and every click
// that reaches the window, told by the page itself.
import type { Page } from '@playwright/test'

type Count = { keys: number; clicks: number }

/** Begins to count; `said()` ends it and gives the line a test prints. */
export async function counting(page: Page): Promise<{ said: (job: string) => Promise<string> }> {
  const from = Date.now()
  await page.evaluate(() => {
    const count = { keys: 0, clicks: 0 }
    Object.assign(window, { inputsCounted: count })
    // What is held with another key is one chord with it.
    addEventListener('keydown', ({ key }) => void (/^(Control|Shift|Alt|Meta)$/.test(key) || count.keys++), true)
    addEventListener('pointerdown', () => void count.clicks++, true)
  })
  return {
    said: async (job) => {
      const { keys, clicks } = await page.evaluate(() => (window as unknown as { inputsCounted: Count }).inputsCounted)
      return `${job}: ${((Date.now() - from) / 1000).toFixed(1)} s, ${keys} keys, ${clicks} clicks`
    },
  }
}
