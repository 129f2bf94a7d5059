// A sentence or two that must be read, in the place it concerns: what is so, what works, what waits. `pencil` for the
// provisional; `act` only where the person must do something now.
import type { ReactNode } from 'react'
import { Glyph, type Shape } from './Glyph.tsx'
import './parts.css'

const shapes = { plain: 'ring', pencil: 'dashedDiamond', act: 'diamond', good: 'tickedDisc' } as const satisfies Record<string, Shape>

export function Notice({ kind = 'plain', action, children }: { kind?: keyof typeof shapes; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={`notice is-${kind}`} role={kind === 'act' ? 'alert' : 'note'}>
      <Glyph shape={shapes[kind]} />
      <span className="grow">{children}</span>
      {action}
    </div>
  )
}

/** A strip above everything: the demo store says that it is one. */
export function Banner({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="banner" role="note">
      <Glyph shape="dashedRing" />
      <span className="grow">{children}</span>
      {actions}
    </div>
  )
}
