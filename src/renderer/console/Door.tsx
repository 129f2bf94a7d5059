// The frame around everything that is shown while nobody is signed in: the name, one thing to do, and the languages.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../i18n/start.ts'
import { useLook } from '../theme/preference.ts'
import { Sign } from '../ui/Sign.tsx'

export function Door({ title, caption, foot, children }: { title: ReactNode; caption?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('console')
  const { language, choose } = useLook()
  return (
    <div className="door">
      <header className="bar">
        <div className="brand">
          <Sign />
          <span>{t('title')}</span>
        </div>
        <span className="grow" />
        <div className="row" role="group" aria-label={t('shell:me.language')}>
          {languages.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              className="language"
              aria-pressed={each === language}
              onClick={() => choose({ language: each })}
            >
              {t(`shell:me.languages.${each}`)}
            </button>
          ))}
        </div>
      </header>
      <main className="door-sheet">
        <div className="door-middle">
          <hgroup>
            {caption && <p className="cap">{caption}</p>}
            <h1>{title}</h1>
          </hgroup>
          {children}
        </div>
        {foot && <p className="door-foot cap">{foot}</p>}
      </main>
    </div>
  )
}
