import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(root, 'test-results'),
  workers: 2,
  fullyParallel: false,
  projects: [
    // axe computes and waits for nobody: both cores.
    { name: 'accessible', testMatch: '**/accessible.e2e.ts', workers: 2 },
    // One window at a time: two cores, and a test that fails only under load says nothing.
    {
      name: 'windows',
      testMatch: '**/*.e2e.ts',
      testIgnore: '**/accessible.e2e.ts',
      workers: 1,
      dependencies: ['accessible'],
    },
  ],
  // A test that passes at the second try has found something, so at a desk nothing is tried twice. A shared machine that
  // stood still for a quarter of a minute is told from a defect by one more try; what needed it is listed as flaky.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
})
