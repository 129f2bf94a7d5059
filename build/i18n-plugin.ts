// Languages at build: makes the zh-TW texts from the zh-CN ones, so that the conversion tables (1 MB) never reach the
// application, and leaves out the thirty languages of React Aria that the application does not speak.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Converter } from 'opencc-js/cn2t'
import type { Plugin } from 'vite'

const name = 'virtual:zh-tw'

/** `folder` holds the zh-CN namespaces, of which all are taken or `only` some. Keys and `{{placeholders}}` are ASCII and pass unchanged. */
export function traditionalChinese(folder: string, only?: readonly string[]): Plugin {
  const convert = Converter({ from: 'cn', to: 'twp' })
  return {
    name: 'forecourt-zh-tw',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined
      const files = readdirSync(folder).filter((file) => file.endsWith('.json') && (!only || only.includes(file.slice(0, -'.json'.length))))
      const texts = files.map((file) => {
        const full = path.join(folder, file)
        this.addWatchFile(full)
        return `${JSON.stringify(path.basename(file, '.json'))}: ${convert(readFileSync(full, 'utf8'))}`
      })
      return `export default {${texts.join(',\n')}}`
    },
  }
}

/** React Aria brings its few words ("dismiss", "today") in 34 languages; the window would parse them all at each start. */
export function spokenLanguagesOnly(spoken: readonly string[]): Plugin {
  const words = /\/react-(?:aria|stately|aria-components)\/dist\/private\/intl\/(?:[a-z]+\/)?([a-z]{2}-[A-Z]{2})\.mjs$/
  return {
    name: 'forecourt-spoken-languages',
    enforce: 'pre',
    load(id) {
      const language = words.exec(id.replaceAll('\\', '/'))?.[1]
      return language && !spoken.includes(language) ? 'export default {}' : undefined
    },
  }
}
