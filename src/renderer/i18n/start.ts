// The language mechanism: zh-CN is in the bundle, the others are chunks that are fetched when chosen. Which namespaces there
// are, the program says that starts it (app-texts.ts, console/texts.ts). zh-TW is converted from zh-CN at build.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof languages)[number]
export type Texts = Record<string, unknown>
/** By namespace; English comes when it is asked for. */
export type Source = { chinese: Record<string, Texts>; english: () => Promise<Record<string, Texts>> }

let source: Source = { chinese: {}, english: async () => ({}) }

async function textsOf(language: Language): Promise<Record<string, Texts>> {
  if (language === 'zh-CN') return source.chinese
  return language === 'zh-TW' ? (await import('virtual:zh-tw')).default : source.english()
}

/** Starts with the texts of the bundle, so that the first paint never waits. */
export function startTexts(from: Source): void {
  if (i18next.isInitialized) return
  source = from
  void i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    ns: Object.keys(source.chinese),
    defaultNS: 'ui',
    resources: { 'zh-CN': source.chinese },
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
