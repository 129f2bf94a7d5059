// npm run hq: headquarters with its console's page built; a command (site, pair, devices …) needs no page.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2)
const commands = ['site', 'pair', 'devices', 'revoke', 'move', 'keys', 'manifest', 'administrator', 'recovery-key', '--help', '-h']
if (!words.some((word) => commands.includes(word))) {
  const { buildConsole } = await import('./console.mjs')
  await buildConsole()
}
const child = spawn(process.execPath, [path.join(root, 'src/hq/main.ts'), ...words], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
