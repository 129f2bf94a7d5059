// npm run package: the unpacked build for this platform, its fuses read back, and a start of the packed application.
// `-- --installers` also makes AppImage, deb, NSIS or dmg; that needs tools electron-builder downloads.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronRuntime } from './electron-runtime.mjs'
import { readFuses, wrongFuses } from './fuses.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const installers = process.argv.includes('--installers')
const started = Date.now()
const runtime = await electronRuntime()
const official = runtime.kind === 'official'
if (!official) {
  console.error(`[package] with the stand-in Electron ${runtime.version}: good for checking, never for shipping`)
  if (installers) {
    console.error('[package] installers are made only with the official Electron')
    process.exit(1)
  }
}
const env = {
  ...process.env,
  ELECTRON_DIST: runtime.dist,
  ELECTRON_VERSION: runtime.version,
  CSC_IDENTITY_AUTO_DISCOVERY: process.env.CSC_LINK ? 'true' : 'false',
  ...(runtime.sqlite ? { SQLITE_BINDING: runtime.sqlite } : {}),
}
const run = (command, args, options = {}) => {
  const r = spawnSync(command, args, { stdio: 'inherit', env, ...options })
  if (r.status !== 0) {
    console.error(`[package] ${command} ended with ${r.status ?? r.signal}`)
    process.exit(r.status || 1)
  }
  return r
}
const bin = (name) => path.join(root, 'node_modules/.bin', name)

fs.rmSync('out', { recursive: true, force: true })
run(bin('electron-vite'), ['build', '--config', 'electron.config.ts', '--logLevel', 'warn'])
run(bin('electron-builder'), ['--config', 'electron-builder.config.mjs', '--publish', 'never', ...(installers ? [] : ['--dir'])])

const folder = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: `mac${os.arch() === 'arm64' ? '-arm64' : ''}` }[process.platform]
const executable = { linux: 'forecourt', win32: 'Forecourt.exe', darwin: 'Forecourt.app/Contents/MacOS/Forecourt' }[process.platform]
const packed = path.join(root, 'dist', folder, executable)
const fuses = await readFuses(packed)
const wrong = await wrongFuses(packed)
console.log(
  `[package] ${Object.keys(fuses).length} fuses read back: ${Object.entries(fuses)
    .map(([name, on]) => `${name} ${on ? 'on' : 'off'}`)
    .join(', ')}`,
)
if (wrong.length > 0) {
  console.error(`[package] fuses are not as wanted: ${wrong.join(', ')}`)
  process.exit(1)
}

// The packed application starts on a fresh profile, without anything of this repository in its environment.
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'forecourt-package-'))
const { SQLITE_BINDING: _binding, ELECTRON_DIST: _dist, ELECTRON_VERSION: _version, ...clean } = env
const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
const args = [...(process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : []), '--smoke', '--profile', profile]
const smoke = spawnSync(headless ? 'xvfb-run' : packed, headless ? ['-a', '-s', '-screen 0 1920x1200x24', packed, ...args] : args, {
  encoding: 'utf8',
  env: clean,
  cwd: os.tmpdir(),
  timeout: 180_000,
})
fs.rmSync(profile, { recursive: true, force: true })
const line = smoke.stdout?.split('\n').findLast((l) => l.startsWith('{'))
if (smoke.status !== 0 || !line) {
  console.error(
    `[package] the packed application did not come up (${smoke.status ?? smoke.signal}):\n${smoke.stdout}\n${smoke.stderr
      ?.split('\n')
      .filter((l) => !/bus\.cc|dri3/.test(l))
      .slice(-20)
      .join('\n')}`,
  )
  process.exit(1)
}
const size = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .reduce((sum, f) => sum + (f.isFile() ? fs.statSync(path.join(f.parentPath, f.name)).size : 0), 0)
console.log(
  `[package] ${path.relative(root, path.dirname(packed))} (${Math.round(size(path.join(root, 'dist', folder)) / 1_048_576)} MB) comes up: ${line}`,
)
console.log(`[package] done in ${Math.round((Date.now() - started) / 1000)} s`)
