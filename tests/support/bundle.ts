// Programs a test starts hundreds of times, each as one file, so that a start costs a third of what reading four hundred
// small ones does. The code is the product's; every module keeps believing that it lies where it was written.
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')

/** Where each program became one file. `entries`: paths from the root, by name. */
export async function bundle<N extends string>(entries: Record<N, string>): Promise<{ file: Record<N, string>; remove(): void }> {
  // Inside node_modules, so that the native modules left outside are found.
  const cache = join(ROOT, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'forecourt-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'where-it-was-written',
        enforce: 'pre',
        transform: (code, id) =>
          id.includes('node_modules')
            ? null
            : code
                .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
                .replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node24',
      minify: false,
      rolldownOptions: { input: entries, external: ['better-sqlite3', /^@node-rs\//] },
    },
  })
  const names = Object.keys(entries) as N[]
  return {
    file: Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)])) as Record<N, string>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
