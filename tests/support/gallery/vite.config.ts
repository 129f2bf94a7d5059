// Serves the UI kit over a made-up main, for looking at it in a browser. Never part of the application.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { spokenLanguagesOnly, traditionalChinese } from '../../../build/i18n-plugin.ts'

const root = path.resolve(import.meta.dirname, '../../..')
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: path.join(root, 'node_modules/.vite-gallery'),
  plugins: [react(), spokenLanguagesOnly(['zh-CN', 'zh-TW', 'en-US']), traditionalChinese(path.join(root, 'src/renderer/i18n/zh-CN'))],
  server: { port: 5199, strictPort: true, fs: { allow: [root] }, watch: { ignored: ['**/node_modules/**', '**/out/**'] } },
})
