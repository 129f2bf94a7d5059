// Everything that happened, newest first: what, by whom, when, at which desktop. What only this desktop knows hangs on a
// dashed thread.
import type { ReactNode } from 'react'
import { Glyph } from './Glyph.tsx'
import { shapeOfStanding, type Standing } from './Mark.tsx'
import { useTranslation } from 'react-i18next'
import './parts.css'

export type Happening = { id: string; what: ReactNode; who?: string | undefined; note?: ReactNode; standing: Standing }

const settled = (standing: Standing): boolean => standing === 'confirmed' || standing === 'alone'

export function Timeline({ items }: { items: readonly Happening[] }) {
  const { t } = useTranslation('ui')
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.id} className={settled(item.standing) ? undefined : 'pencil'}>
          <span className={`at-thread sync-${settled(item.standing) ? 'confirmed' : item.standing}`}>
            <Glyph shape={shapeOfStanding(item.standing)} label={t(`standing.${item.standing}`)} />
          </span>
          <b>{item.what}</b>
          {item.who && ` · ${item.who}`}
          {item.note && <span className="cap">{item.note}</span>}
        </li>
      ))}
    </ol>
  )
}
