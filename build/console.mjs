// Builds the console's page when what it is made of is newer than what was built.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const made = path.join(root, 'out/console/index.html')
const sources = ['src/renderer', 'src/shared', 'build/console.config.ts', 'package-lock.json'].map((each) => path.join(root, each))

const newest = (file) => {
  const stat = fs.statSync(file)
  return stat.isDirectory() ? Math.max(0, ...fs.readdirSync(file).map((name) => newest(path.join(file, name)))) : stat.mtimeMs
}

export async function buildConsole() {
  if (fs.existsSync(made) && fs.statSync(made).mtimeMs > Math.max(...sources.map(newest))) return
  await build({ configFile: path.join(root, 'build/console.config.ts'), logLevel: 'warn' })
}
if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole()
