// Going through a list page after page: back, or to its beginning, and on. Nothing while there is one page only.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'

/** Null: there is no way there. `previous` goes back one page where that is known; else the way back is to the beginning. */
type Props = { back: (() => void) | null; next: (() => void) | null; word?: 'first' | 'previous'; children?: ReactNode }

export function Pages({ back, next, word = 'first', children }: Props) {
  const { t } = useTranslation('console')
  if (!back && !next) return null
  return (
    <nav className="row" aria-label={t('pages')}>
      <Button disabled={!back} onPress={() => back?.()}>
        {t(word)}
      </Button>
      {children}
      <Button disabled={!next} onPress={() => next?.()}>
        {t('next')}
      </Button>
    </nav>
  )
}
