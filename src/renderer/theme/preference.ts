// How this desktop looks: theme, language, rail, motion. Kept on the device and applied before the first paint, so that
// nothing flashes; what a person keeps (tabs, columns, filters) is in state.ts and follows the person.
import { showLanguage, languages, type Language } from '../i18n/start.ts'
import { create } from 'zustand'
import type { Density } from './density.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
type Look = { theme: Theme; language: Language; density: Density; railFolded: boolean }

const place = 'forecourt.look'
const plain: Look = { theme: 'system', language: 'zh-CN', density: 'compact', railFolded: false }
const dark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

function remembered(): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Look>
    return { ...plain, ...kept, language: languages.find((known) => known === kept.language) ?? plain.language }
  } catch {
    return plain
  }
}

function showTheme(theme: Theme): void {
  const shown = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
  document.documentElement.dataset['theme'] = shown
  // The system's own parts of the window follow the frame: --frame of tokens.css.
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', shown === 'dark' ? '#0C0F13' : '#E8EBEF')
}

export const useLook = create<Look & { choose: (change: Partial<Look>) => void }>()((set, get) => ({
  ...plain,
  choose: (change) => {
    set(change)
    const { theme, language, density, railFolded } = get()
    localStorage.setItem(place, JSON.stringify({ theme, language, density, railFolded }))
    if (change.theme) showTheme(theme)
    if (change.language) void showLanguage(language)
  },
}))

/** Applies what this desktop remembers; resolves when the chosen language is loaded (at once for zh-CN). */
export async function startLook(): Promise<void> {
  const look = remembered()
  useLook.setState(look)
  showTheme(look.theme)
  dark().addEventListener('change', () => showTheme(useLook.getState().theme))
  if (look.language !== 'zh-CN') await showLanguage(look.language)
}

/** From light to dark or back, whatever the system says. */
export function turnTheme(): void {
  useLook.getState().choose({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' })
}

export function foldRail(): void {
  const { railFolded, choose } = useLook.getState()
  choose({ railFolded: !railFolded })
}
