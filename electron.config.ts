// The three builds of the desktop program: main (with its worker entries), the sandboxed preload, and the window.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { spokenLanguagesOnly, traditionalChinese } from './build/i18n-plugin.ts'
import { tablesRead } from './build/reads-plugin.ts'
import { startChunk } from './build/start-chunk.ts'
import { firstModules } from './src/main/modules/modules.ts'

/** Runs on the official Electron and on the stand-in of machines that cannot download it. */
const node = 'node20.18'
const chrome = 'chrome130'
const entries = {
  main: 'src/main/main.ts',
  heavy: 'src/main/heavy.ts',
  sheets: 'src/main/sheets/thread.ts',
  post: 'src/main/post/thread.ts',
  'sync-worker': 'src/main/sync/worker.ts',
  found: 'src/main/demo/found.ts',
}
/** Programs and threads that do not open the store, and the entry, which is small so that the window is on its way. */
const apart = [entries.main, entries.sheets, entries.post, entries['sync-worker']]
const present = Object.fromEntries(
  Object.entries(entries)
    .map(([name, file]) => [name, resolve(file)] as const)
    .filter(([, file]) => existsSync(file)),
)

export default defineConfig({
  main: {
    build: {
      target: node,
      // Only what is listed under "dependencies" (native modules) stays outside the bundle.
      externalizeDeps: true,
      rolldownOptions: {
        input: present,
        output: {
          format: 'es',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: {
            groups: [
              startChunk('start', ['src/main/program.ts'], apart),
              startChunk(
                'first',
                firstModules.map((module) => `src/main/modules/${module}/handlers.ts`),
                ['src/main/program.ts', ...apart],
              ),
            ],
          },
        },
      },
    },
  },
  preload: {
    build: {
      target: node,
      // A sandboxed preload can require nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: resolve('src/main/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [
      react(),
      spokenLanguagesOnly(['zh-CN', 'zh-TW', 'en-US']),
      traditionalChinese(resolve('src/renderer/i18n/zh-CN')),
      tablesRead('src/shared/contract.ts'),
    ],
    build: {
      target: chrome,
      minify: true,
      outDir: resolve('out/renderer'),
      rolldownOptions: {
        input: { index: resolve('src/renderer/index.html') },
        output: {
          codeSplitting: {
            groups: [startChunk('first', ['src/renderer/main.tsx', 'src/renderer/modules/home/HomeScreen.tsx'], [])],
          },
        },
      },
    },
  },
})
