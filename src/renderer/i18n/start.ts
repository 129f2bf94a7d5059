// The language mechanism: zh-CN is in the bundle, the others are chunks that are fetched when chosen. One namespace per
// module, found by file name, so that a new namespace needs no registration. zh-TW is converted from zh-CN at build.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof languages)[number]
type Texts = Record<string, unknown>

const chinese = import.meta.glob<Texts>('./zh-CN/*.json', { eager: true, import: 'default' })
const english = import.meta.glob<Texts>('./en/*.json', { import: 'default' })

const namespaceOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.json'.length)
const bundled: Record<string, Texts> = Object.fromEntries(Object.entries(chinese).map(([file, texts]) => [namespaceOf(file), texts]))

async function textsOf(language: Language): Promise<Record<string, Texts>> {
  if (language === 'zh-CN') return bundled
  if (language === 'zh-TW') return (await import('virtual:zh-tw')).default
  const loaded = await Promise.all(Object.entries(english).map(async ([file, load]) => [namespaceOf(file), await load()] as const))
  return Object.fromEntries(loaded)
}

/** Starts with the texts of the bundle, so that the first paint never waits. */
export function startTexts(): void {
  if (i18next.isInitialized) return
  void i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    ns: Object.keys(bundled),
    defaultNS: 'ui',
    resources: { 'zh-CN': bundled },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  })
}

/** Fetches a language once and shows it; `lang` on the document follows, for fonts and screen readers. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'ui'))
    for (const [namespace, texts] of Object.entries(await textsOf(language))) i18next.addResourceBundle(language, namespace, texts)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
