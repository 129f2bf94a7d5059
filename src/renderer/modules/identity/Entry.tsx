// The frame around everything that is shown while nobody works: sign-in, lock, the first password. A quiet sheet, one
// thing to do in its middle.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Sign } from '../../ui/Sign.tsx'
import { WindowButtons } from '../../ui/shell/WindowButtons.tsx'
import './identity.css'

/** `caption` says where this desktop stands; `foot` one quiet sentence at the bottom. */
export function Entry({
  title,
  caption,
  foot,
  children,
}: {
  title: ReactNode
  caption?: ReactNode
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('shell')
  return (
    <div className="entry">
      <header className="bar">
        <div className="brand">
          <Sign />
          <span className="word">{t('name')}</span>
        </div>
        <span className="grow" />
        <WindowButtons />
      </header>
      <main className="entry-sheet">
        <div className="entry-middle">
          <hgroup>
            {caption && <p className="cap">{caption}</p>}
            <h1>{title}</h1>
          </hgroup>
          {children}
        </div>
        {foot && <p className="entry-foot cap">{foot}</p>}
      </main>
    </div>
  )
}
