// What axe finds wrong on a page of the real window, short enough to read in a failing test.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * WCAG 2.2 AA and best practices; empty when nothing is wrong. Electron cannot open the helper page newer axe
 * wants; the announcer is React Aria's, gone after seconds, and refers to what it announced. */
export async function wrongs(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-live-announcer]').analyze()
  return violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} (${node.failureSummary?.split('\n').at(1)?.trim() ?? ''})`),
  )
}
