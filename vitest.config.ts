import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'tests/**/*.sim.test.ts'],
    // Two harnesses look at how soon something happens on a bad line or a full disk: on a machine that is busy with all the
    // rest they would measure that. `npm run soak -- lines` and `-- disks` run them alone.
    exclude: ['tests/e2e/**', ...(process.env['SOAK'] ? [] : ['tests/processes/bad-line.test.ts', 'tests/processes/full-disk.test.ts'])],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // A test that passes at the second try has found something.
    retry: 0,
  },
})
