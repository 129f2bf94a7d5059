// A real Chromium on the console of a real headquarters, for end-to-end tests and pictures. Whatever it asked of any other
// host, and whatever its policy refused, is noted.
import { join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { slowDown } from './slow.ts'

async function executable(): Promise<string> {
  const given = process.env['CHROMIUM']
  if (given) return given
  const { chromium: find } = (await import(resolve(import.meta.dirname, '../../build/chromium.mjs'))) as { chromium(): string }
  return find()
}

export type Browsing = { page: Page; strangers: string[]; complaints: string[]; shot(name: string): Promise<void>; close(): Promise<void> }

/** Opens an address; headquarters' own certificate is trusted as a person would who compared its fingerprint. */
export async function browse(url: string, options: { theme?: 'light' | 'dark'; width?: number; height?: number } = {}): Promise<Browsing> {
  const asRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: await executable(),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    colorScheme: options.theme ?? 'light',
    locale: 'zh-CN',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await slowDown(page)
  const strangers: string[] = []
  const complaints: string[] = []
  const { origin } = new URL(url)
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) strangers.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  const folder = process.env['FORECOURT_SHOTS']
  return {
    page,
    strangers,
    complaints,
    shot: async (name) => {
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
    },
    close: () => browser.close(),
  }
}
