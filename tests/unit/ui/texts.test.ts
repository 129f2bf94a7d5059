// Every text exists in Chinese and English under the same key, every literal key in the code exists, and no Chinese is
// written into components.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { traditionalChinese } from '../../../build/i18n-plugin.ts'

const renderer = path.resolve(import.meta.dirname, '../../../src/renderer')
const folder = (language: string): string => path.join(renderer, 'i18n', language)
const namespaces = readdirSync(folder('zh-CN')).map((file) => path.basename(file, '.json'))
const read = (language: string, namespace: string): unknown =>
  JSON.parse(readFileSync(path.join(folder(language), `${namespace}.json`), 'utf8'))

/** Flat keys with their texts; plural endings fold into one key, as languages count differently. */
function flat(value: unknown, at = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[at.replace(/_(?:zero|one|two|few|many|other)$/, ''), value]])
  return new Map(Object.entries(value as object).flatMap(([key, inner]) => [...flat(inner, at ? `${at}.${key}` : key)]))
}
const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]!))].toSorted()

const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
/** Code without comments; text in strings and markup stays. */
const code = (file: string): string =>
  readFileSync(path.join(renderer, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')

describe.each(namespaces)('%s', (namespace) => {
  const chinese = flat(read('zh-CN', namespace))
  test('English has exactly the keys of Chinese', () =>
    expect([...flat(read('en', namespace)).keys()].toSorted()).toEqual([...chinese.keys()].toSorted()))
  test('both fill in the same things', () => {
    const english = flat(read('en', namespace))
    for (const [key, text] of chinese) expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)])
  })
  test('no text is empty', () => expect([...chinese].filter(([, text]) => text.trim() === '')).toEqual([]))
})

test('English has no namespace of its own', () =>
  expect(readdirSync(folder('en')).toSorted()).toEqual(readdirSync(folder('zh-CN')).toSorted()))

test('no component speaks Chinese by itself', () => {
  const speaking = sources
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => (/[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]/.test(code(file)) ? [file] : []))
  expect(speaking).toEqual([])
})

test('every key written in the code exists', () => {
  const known = new Map(namespaces.map((namespace) => [namespace, flat(read('zh-CN', namespace))]))
  const missing: string[] = []
  for (const file of sources) {
    const text = code(file)
    // Words handed to a plain function come with a `t` of the module the file lies in.
    const folder = /^modules[\\/]([\w-]+)/.exec(file)?.[1]
    const named = [...text.matchAll(/(?:useTranslation\(\[?|getFixedT\(null, )'([\w-]+)'/g)].map((match) => match[1]!)
    const spaces = [...new Set([...named, ...(folder ? [folder] : [])])]
    for (const [, written] of text.matchAll(/\bt\(\s*'([^']+)'/g)) {
      const [space, key] = written!.includes(':') ? (written!.split(':') as [string, string]) : [undefined, written!]
      const among = space ? [space] : spaces.length > 0 ? spaces : ['ui']
      if (!among.some((each) => known.get(each)?.has(key))) missing.push(`${file}: ${written}`)
    }
  }
  expect(missing).toEqual([])
})

test('zh-TW is made of zh-CN at build: traditional characters, same keys, same placeholders', () => {
  const plugin = traditionalChinese(folder('zh-CN'))
  const load = plugin.load as (this: { addWatchFile: (file: string) => void }, id: string) => string
  const made = load.call({ addWatchFile: () => undefined }, '\0virtual:zh-tw')
  const texts = JSON.parse(made.replace(/^export default /, '')) as Record<string, unknown>
  expect(Object.keys(texts).toSorted()).toEqual(namespaces.toSorted())
  for (const namespace of namespaces) {
    const simplified = flat(read('zh-CN', namespace))
    const traditional = flat(texts[namespace])
    expect([...traditional.keys()]).toEqual([...simplified.keys()])
    for (const [key, text] of simplified) expect([key, placeholders(traditional.get(key)!)]).toEqual([key, placeholders(text)])
  }
  expect(flat(texts['ui']).get('vehicle.in-repair')).toBe('維修中')
})
