import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'tests/**/*.sim.test.ts'],
    // One harness mounts disks and looks at how soon words come: on a machine that is busy with all the rest it would measure
    // that. `npm run soak -- disks` runs it alone.
    exclude: ['tests/e2e/**', ...(process.env['SOAK'] ? [] : ['tests/processes/full-disk.test.ts'])],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Node strips types with WebAssembly, in each thread that is started from source, and V8 frees a wrapper that another thread
    // still calls when it compiles it anew after 1,000 calls: the process dies of it. It stays with the first one.
    execArgv: ['--wasm-wrapper-tiering-budget=2000000000'],
    // A test that passes at the second try has found something.
    retry: 0,
  },
})
