// FORECOURT_SLOW=4 lets every page compute four times slower than this machine can. A test that wins a race against the
// screen only on a quick machine loses it here, and so does a person at an old one.
import type { Page } from '@playwright/test'

export async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env['FORECOURT_SLOW'] ?? 1)
  if (!(rate > 1)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
