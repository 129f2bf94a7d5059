// What axe finds wrong on a page of the real window, short enough to read in a failing test.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Waits until nothing fades or slides any more: half-shown words have no contrast. */
export const stillness = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const moving = (): Animation[] => document.getAnimations().filter(({ playState }) => playState === 'running')
    while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished))
  })

/**
 * WCAG 2.2 AA and best practices, or only `rules`; empty when nothing is wrong. Electron cannot open the helper page newer axe
 * wants; the announcer is React Aria's, gone after seconds, and refers to what it announced. */
export async function wrongs(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-live-announcer]')
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} (${node.failureSummary?.split('\n').at(1)?.trim() ?? ''})`),
  )
}
