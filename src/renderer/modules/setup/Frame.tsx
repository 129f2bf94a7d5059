// The frame of every screen before a store is open: the house's sign and line drawing left, the work right. The drawing
// teaches the one grammar of the application: dashed is known here only, solid is confirmed.
import LanguagesIcon from 'lucide-react/icons/languages'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useLook } from '../../theme/preference.ts'
import { Button } from '../../ui/Button.tsx'
import { useLookEntries } from '../../ui/look-entries.ts'
import { Menu } from '../../ui/Menu.tsx'
import { Sign } from '../../ui/Sign.tsx'
import { Toasts } from '../../ui/toast.tsx'
import { WindowButtons } from '../../ui/shell/WindowButtons.tsx'
import './setup.css'

const CAR =
  'M14 62c-4-1-5-5-4-10l3-9c1-4 5-6 10-7l30-5c16-11 33-19 56-20 32-2 57 3 80 19l10 4c21 2 38 6 46 11 5 3 7 8 6 13-.5 3-2 4-5 4h-14M190 62H84M38 62H14M66 33c13-9 26-14 43-15l5 16-50 1zM121 17.5c20-.5 37 3 54 14l4 3-52 0zM118 35c2 9 2 18 0 27M120 41h9M184 36c-2 10-6 17-13 22M45 62a16 16 0 1 0 32 0 16 16 0 1 0-32 0M52 62a9 9 0 1 0 18 0 9 9 0 1 0-18 0M197 62a16 16 0 1 0 32 0 16 16 0 1 0-32 0M204 62a9 9 0 1 0 18 0 9 9 0 1 0-18 0M231 45c6-1 12 0 17 3M13 44h13'

export type Hero = 'first' | 'demo' | 'start' | 'join' | 'restore' | 'founded' | 'locked' | 'revoked' | 'trouble' | 'busy'

export function Frame({ hero, children }: { hero: Hero; children: ReactNode }) {
  const { t } = useTranslation(['setup', 'shell'])
  const language = useLook((look) => look.language)
  const lookEntries = useLookEntries()
  return (
    <div className="setup">
      <header className="bar">
        <div className="brand">
          <Sign />
          <span className="word">{t('shell:name')}</span>
        </div>
        <span className="grow" />
        <div className="bar-end">
          <Menu label={t('shell:me.language')} entries={lookEntries('language').entries}>
            <Button kind="quiet" size="small" icon={LanguagesIcon}>
              {t(`shell:me.languages.${language}`)}
            </Button>
          </Menu>
          <WindowButtons />
        </div>
      </header>
      <aside className="hero">
        <h1>{t(`hero.${hero}.title`)}</h1>
        <p>{t(`hero.${hero}.says`)}</p>
        <span className="grow" />
        <figure aria-hidden>
          <svg viewBox="0 0 264 84" fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round">
            <defs>
              <clipPath id="pencil">
                <rect x="-4" y="-4" width="136" height="92" />
              </clipPath>
              <clipPath id="ink">
                <rect x="132" y="-4" width="136" height="92" />
              </clipPath>
            </defs>
            <path className="pencil" d={CAR} clipPath="url(#pencil)" />
            <path className="ink" d={CAR} clipPath="url(#ink)" />
            <path className="pencil ground" d="M2 78.5h130" />
            <path className="ink ground" d="M132 78.5h130" />
          </svg>
          <figcaption>
            <span>{t('hero.pencil')}</span>
            <span>{t('hero.ink')}</span>
          </figcaption>
        </figure>
      </aside>
      <main className="desk">
        <div className="desk-body">{children}</div>
      </main>
      <Toasts />
    </div>
  )
}
