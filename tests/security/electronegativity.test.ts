// Electronegativity over the program's own code, bundled for the ES2020 it can read: nothing unexplained. A planted page
// with every mistake proves that its silence means something.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'

type Finding = { id: string; file: string; sample: string }
const folder = mkdtempSync(join(tmpdir(), 'forecourt-electronegativity-'))
const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> }
const electron = devDependencies['electron'] as string

/** Each finding with what answers it. Nothing else may be found, and what is listed must still be. */
const EXPLAINED: readonly (readonly [id: string, file: RegExp, why: string])[] = [
  // All four pictures a page may show: its own, and those it makes itself (previews of scans, printed pages).
  ['CSP_GLOBAL_CHECK', /index\.html$/, `img-src data: and blob: load nothing from anywhere; script-src is 'self' alone`],
  // Middle clicks close tabs (TabBar.tsx); one on a link opens nothing, because every new window is refused (electron/guard.ts).
  ['AUXCLICK_JS_CHECK', /main\.js$/, 'the application window: setWindowOpenHandler denies, security.e2e.ts tries it'],
  ['AUXCLICK_JS_CHECK', /main\.js$/, 'the paper window: no script, no link can be clicked'],
  // It exposes four functions over one channel; tests/e2e/security.e2e.ts reads back what the page can reach.
  ['PRELOAD_JS_CHECK', /main\.js$/, 'a preload must be looked at: src/main/preload.ts'],
]

async function scan(input: string): Promise<{ found: Finding[]; errors: unknown[]; checks: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['tests/security/electronegativity.cjs', input, electron], {
    maxBuffer: 50_000_000,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Awaited<ReturnType<typeof scan>>
}

/** Our own files of one entry; packages stay outside. */
const bundle = (name: string, entry: string): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'silent',
    ssr: { external: true },
    build: {
      ssr: true,
      target: 'es2020',
      minify: false,
      outDir: join(folder, 'ours', name),
      emptyOutDir: false,
      rolldownOptions: {
        input: { [name]: entry },
        external: (id: string) => id.startsWith('virtual:'),
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  })

beforeAll(async () => {
  for (const [name, entry] of [
    ['main', 'src/main/main.ts'],
    ['preload', 'src/main/preload.ts'],
    ['worker', 'src/main/sync/worker.ts'],
    ['window', 'src/renderer/main.tsx'],
  ] as const)
    await bundle(name, entry)
  copyFileSync('src/renderer/index.html', join(folder, 'ours/window/index.html'))
  writeFileSync(
    join(folder, 'ours/package.json'),
    JSON.stringify({ name: 'forecourt', version: '1.0.0', main: 'main/main.js', devDependencies: { electron } }),
  )
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it reports nothing unexplained in the program', async () => {
  const { found, errors, checks } = await scan(join(folder, 'ours'))
  expect(errors, 'files it could not read').toEqual([])
  expect(checks).toBeGreaterThan(35)
  const left = [...EXPLAINED]
  const unexplained = found.filter(({ id, file }) => {
    const at = left.findIndex(([known, where]) => known === id && where.test(file))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  expect(unexplained).toEqual([])
  expect(left, 'explanations of what is no longer found').toEqual([])
}, 120_000)

test('it reports a planted page with every mistake', async () => {
  const canary = join(folder, 'canary')
  mkdirSync(canary)
  writeFileSync(join(canary, 'package.json'), JSON.stringify({ name: 'canary', version: '1.0.0', main: 'main.js' }))
  writeFileSync(
    join(canary, 'main.js'),
    `const { app, BrowserWindow, shell } = require('electron')
app.whenReady().then(() => {
  const w = new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false, webSecurity: false, sandbox: false, allowRunningInsecureContent: true } })
  w.loadURL('http://shop.example')
  w.webContents.executeJavaScript(process.argv[1])
  shell.openExternal(process.argv[1])
})
`,
  )
  const { found } = await scan(canary)
  expect(found.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'CSP_GLOBAL_CHECK',
      'LIMIT_NAVIGATION_GLOBAL_CHECK',
      'PERMISSION_REQUEST_HANDLER_GLOBAL_CHECK',
      'INSECURE_CONTENT_JS_CHECK',
      'CONTEXT_ISOLATION_JS_CHECK',
      'WEB_SECURITY_JS_CHECK',
      'SANDBOX_JS_CHECK',
      'HTTP_RESOURCES_JS_CHECK',
      'OPEN_EXTERNAL_JS_CHECK',
    ]),
  )
}, 120_000)
