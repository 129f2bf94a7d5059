// The build of headquarters' console: one page that the server of src/hq gives out from out/console.
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { spokenLanguagesOnly, traditionalChinese } from './i18n-plugin.ts'

const root = resolve(import.meta.dirname, '..')

export default defineConfig({
  root: resolve(root, 'src/renderer/console'),
  base: '/console/',
  plugins: [
    react(),
    spokenLanguagesOnly(['zh-CN', 'zh-TW', 'en-US']),
    traditionalChinese(resolve(root, 'src/renderer/i18n/zh-CN'), ['ui', 'shell', 'console']),
  ],
  build: {
    // Browsers of the last two and a half years; the tests' one is newer.
    target: ['chrome115', 'firefox115', 'safari16.4'],
    outDir: resolve(root, 'out/console'),
    emptyOutDir: true,
    // Everything comes from files of its own: the page's policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One page, fetched once and kept: nothing would come sooner in pieces.
    chunkSizeWarningLimit: 1000,
  },
})
