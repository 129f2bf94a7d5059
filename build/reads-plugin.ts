// Which tables each query reads, taken from the contract at build: a window that starts needs these words, and not the
// thousand schemas beside them. Forms bring their own schemas when they are opened.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const name = 'virtual:reads'

/** `contract` is the file that exports `entries`. A change of a query's `reads` is seen by the next build. */
export function tablesRead(contract: string): Plugin {
  return {
    name: 'forecourt-reads',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined
      const { entries } = (await import(pathToFileURL(path.resolve(contract)).href)) as typeof import('../src/shared/contract.ts')
      const reads = [...entries].flatMap(([query, entry]) => (entry.kind === 'query' ? [[query, entry.reads]] : []))
      return `export default ${JSON.stringify(Object.fromEntries(reads))}`
    },
  }
}
