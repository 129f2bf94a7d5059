// The built page of the console, read from the disk once: only what was there at the start is ever given out, so no path a
// browser asks for touches a file.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

export type Page = { bytes: Buffer; packed: Buffer; type: string; lasting: boolean }

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Where `npm run build` and `npm run hq` put it. */
export const BUILT = new URL('../../../out/console/', import.meta.url)

/** By path below the console's own; names under `assets/` carry the hash of their contents and never change. */
export function pagesIn(folder: string): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>()
  if (!existsSync(folder)) return pages
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(file)]
    if (type === undefined) continue
    const path = file.replaceAll(sep, '/')
    const bytes = readFileSync(join(folder, file))
    pages.set(path, { bytes, packed: gzipSync(bytes), type, lasting: path.startsWith('assets/') })
  }
  const start = pages.get('index.html')
  if (start) pages.set('', start)
  return pages
}
