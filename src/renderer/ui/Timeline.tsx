// Everything that happened, newest first: what, by whom, when, at which desktop. What only this desktop knows hangs on a
// dashed thread.
import type { ReactNode } from 'react'
import { SyncBadge, type Standing } from './Mark.tsx'
import './parts.css'

export type Happening = { id: string; what: ReactNode; who?: string | undefined; note?: ReactNode; standing: Standing }

export function Timeline({ items }: { items: readonly Happening[] }) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.id} className={item.standing === 'confirmed' ? undefined : 'pencil'}>
          <span className={`at-thread sync-${item.standing}`}>
            <SyncBadge standing={item.standing} bare />
          </span>
          <b>{item.what}</b>
          {item.who && ` · ${item.who}`}
          {item.note && <span className="cap">{item.note}</span>}
        </li>
      ))}
    </ol>
  )
}
